import CKernels

/// Where numbers of one precision lie. Keeps nothing alive, so that it costs nothing to hand it on.
struct Numbers {
  let start: UnsafeMutableRawPointer
  /// Bytes of a number.
  let size: Int

  /// Where number `index` lies.
  func pointer(at index: Int) -> UnsafeMutableRawPointer { start + index * size }
}

/// Numbers of one precision in memory that the kernels can work on; all 0 at first.
///
/// One thread at a time may write a number; who does is decided by whoever hands the work out.
final class NumberBuffer {
  let precision: Precision
  let count: Int
  let start: UnsafeMutableRawPointer

  /// Adds what rounds a count up to whole vectors.
  static func stride(of count: Int) -> Int {
    (count + Int(KERNELS_LANES) - 1) / Int(KERNELS_LANES) * Int(KERNELS_LANES)
  }

  init(count: Int, precision: Precision) {
    self.precision = precision
    self.count = count
    let bytes = max(count, 1) * precision.size
    start = .allocate(byteCount: bytes, alignment: Int(KERNELS_ALIGNMENT))
    start.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
  }

  deinit { start.deallocate() }

  var numbers: Numbers { Numbers(start: start, size: precision.size) }

  var byteCount: Int { count * precision.size }

  /// Where number `index` lies.
  func pointer(at index: Int) -> UnsafeMutableRawPointer { start + index * precision.size }

  /// A number, widened; or rounded to the buffer's precision.
  subscript(index: Int) -> Double {
    get {
      switch precision {
      case .float32: Double(start.load(fromByteOffset: index * 4, as: Float.self))
      case .float64: start.load(fromByteOffset: index * 8, as: Double.self)
      }
    }
    set {
      switch precision {
      case .float32: start.storeBytes(of: Float(newValue), toByteOffset: index * 4, as: Float.self)
      case .float64: start.storeBytes(of: newValue, toByteOffset: index * 8, as: Double.self)
      }
    }
  }

  func fillWithZeros() {
    start.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
  }

  var bytes: [UInt8] { Array(UnsafeRawBufferPointer(start: start, count: byteCount)) }

  /// Takes over bytes that ``bytes`` gave.
  func take(_ bytes: [UInt8]) {
    precondition(bytes.count == byteCount, "the bytes are of a buffer of another size")
    bytes.withUnsafeBytes { source in
      if let from = source.baseAddress { start.copyMemory(from: from, byteCount: source.count) }
    }
  }
}
