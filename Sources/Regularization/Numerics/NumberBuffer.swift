import CKernels

/// Where numbers of one precision lie. Keeps nothing alive, so that it costs nothing to hand it on.
struct Numbers {
  let start: UnsafeMutableRawPointer
  /// Bytes of a number.
  let size: Int

  /// Where number `index` lies.
  func pointer(at index: Int) -> UnsafeMutableRawPointer { start + index * size }

  /// A number, widened.
  func value(at index: Int) -> Double {
    size == 4
      ? Double(start.load(fromByteOffset: index * 4, as: Float.self))
      : start.load(fromByteOffset: index * 8, as: Double.self)
  }

  /// Writes a number, rounded to the precision.
  func store(_ value: Double, at index: Int) {
    if size == 4 {
      start.storeBytes(of: Float(value), toByteOffset: index * 4, as: Float.self)
    } else {
      start.storeBytes(of: value, toByteOffset: index * 8, as: Double.self)
    }
  }
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
    get { numbers.value(at: index) }
    set { numbers.store(newValue, at: index) }
  }

  func fillWithZeros() {
    start.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
  }

  /// Takes over the numbers of a buffer of the same size.
  func copy(_ other: NumberBuffer) {
    precondition(other.byteCount == byteCount, "the numbers are of a buffer of another size")
    start.copyMemory(from: other.start, byteCount: byteCount)
  }

  /// Whether another buffer has the same numbers, bit for bit.
  func hasBits(of other: NumberBuffer) -> Bool {
    byteCount == other.byteCount && kernels_equal(start, other.start, byteCount) != 0
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
