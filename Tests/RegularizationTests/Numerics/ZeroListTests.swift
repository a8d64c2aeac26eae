import CKernels
import Regularization
import TestSupport
import Testing

/// Zeros that are left out of sums: the lists of what is left, and the bits of the sums.
struct ZeroListTests {
  struct Shape: Sendable {
    var rows: Int
    var columns: Int
  }

  static let shapes = [
    Shape(rows: 1, columns: 1), Shape(rows: 3, columns: 13), Shape(rows: 4, columns: 256),
    Shape(rows: 7, columns: 300), Shape(rows: 32, columns: 784), Shape(rows: 33, columns: 517),
  ]

  /// Bytes of which every third column is mostly zero, and an order that repeats rows.
  private func samples(_ shape: Shape) -> (bytes: [UInt8], order: [Int32]) {
    var generator = CounterGenerator(seed: 5, purpose: .points)
    let bytes = (0..<40 * shape.columns).map { place -> UInt8 in
      let isLikelyZero = place % shape.columns % 3 == 0
      return generator.nextIndex(below: 20) < (isLikelyZero ? 19 : 6)
        ? 0 : UInt8(1 + generator.nextIndex(below: 255))
    }
    return (bytes, (0..<shape.rows).map { _ in Int32(generator.nextIndex(below: 40)) })
  }

  private static func termLists(_ shape: Shape) -> Int {
    let bands = (shape.rows + Int(KERNELS_BAND) - 1) / Int(KERNELS_BAND)
    let blocks = (shape.columns + Int(KERNELS_TERMS) - 1) / Int(KERNELS_TERMS)
    return bands * blocks * Int(KERNELS_TERMS + 1)
  }

  @Test(arguments: shapes)
  func everyColumnThatABandHasIsListed(shape: Shape) {
    let (bytes, order) = samples(shape)
    var lists = [UInt32](repeating: .max, count: ZeroListTests.termLists(shape))
    kernels_list_terms(shape.rows, shape.columns, bytes, order, &lists)
    var next = 0
    for first in stride(from: 0, to: shape.rows, by: Int(KERNELS_BAND)) {
      let band = order[first..<min(first + Int(KERNELS_BAND), shape.rows)]
      for begin in stride(from: 0, to: shape.columns, by: Int(KERNELS_TERMS)) {
        let expected = (begin..<min(begin + Int(KERNELS_TERMS), shape.columns)).filter { column in
          band.contains { bytes[Int($0) * shape.columns + column] != 0 }
        }
        let found = lists[next + 1..<next + 1 + Int(lists[next])].map { Int($0) }
        #expect(found == expected)
        next += Int(KERNELS_TERMS) + 1
      }
    }
  }

  @Test(arguments: shapes)
  func everyRowThatAGroupHasIsListed(shape: Shape) {
    let (bytes, order) = samples(shape)
    let groups = (shape.columns + Int(KERNELS_GROUP) - 1) / Int(KERNELS_GROUP)
    var lists = [UInt32](repeating: .max, count: (groups + 1) * (shape.rows + 1))
    kernels_list_rows(shape.rows, shape.columns, bytes, order, &lists)
    for group in 0..<groups {
      let columns =
        group * Int(KERNELS_GROUP)..<min((group + 1) * Int(KERNELS_GROUP), shape.columns)
      let expected = (0..<shape.rows).filter { row in
        columns.contains { bytes[Int(order[row]) * shape.columns + $0] != 0 }
      }
      let start = group * (shape.rows + 1)
      #expect(lists[start + 1..<start + 1 + Int(lists[start])].map { Int($0) } == expected)
    }
  }

  static let sets = [KERNELS_PORTABLE, KERNELS_NEON, KERNELS_AVX2, KERNELS_AVX512]

  @Test(arguments: shapes)
  func sumsWithoutZerosHaveTheSameBits(shape: Shape) {
    let (bytes, order) = samples(shape)
    var lists = [UInt32](repeating: 0, count: ZeroListTests.termLists(shape))
    kernels_list_terms(shape.rows, shape.columns, bytes, order, &lists)
    let lanes = Int(KERNELS_LANES)
    let units = 3 * lanes
    let stride = (shape.columns + lanes - 1) / lanes * lanes
    let x = Aligned(shape.rows * stride)
    let weights = Aligned(shape.columns * units)
    let start = Aligned(units)
    var generator = CounterGenerator(seed: 6, purpose: .points)
    for row in 0..<shape.rows {
      for column in 0..<shape.columns {
        x[row * stride + column] = Float(bytes[Int(order[row]) * shape.columns + column]) / 255
      }
    }
    for place in 0..<weights.count { weights[place] = Float(generator.nextUniform()) - 0.5 }
    for place in 0..<units { start[place] = Float(generator.nextUniform()) - 0.5 }
    var seen: Set<[UInt32]> = []
    for set in ZeroListTests.sets {
      guard let kernels = kernels_float32(set)?.pointee else { continue }
      let whole = Aligned(shape.rows * units)
      let listed = Aligned(shape.rows * units)
      kernels.product(
        shape.rows, units, shape.columns, x.start, stride, 1, weights.start, units, whole.start,
        units, start.start, Int32(KERNELS_FROM_ROW.rawValue))
      kernels.listed_product(
        shape.rows, units, shape.columns, x.start, stride, lists, weights.start, units,
        listed.start, units, start.start)
      #expect(whole.bits == listed.bits)
      seen.insert(listed.bits)
    }
    #expect(seen.count == 1)
  }

  /// Numbers that lie as kernels want them.
  private final class Aligned {
    let start: UnsafeMutablePointer<Float>
    let count: Int

    init(_ count: Int) {
      self.count = count
      let memory = UnsafeMutableRawPointer.allocate(
        byteCount: count * MemoryLayout<Float>.size, alignment: Int(KERNELS_ALIGNMENT))
      start = memory.initializeMemory(as: Float.self, repeating: 0, count: count)
    }

    deinit { start.deallocate() }

    subscript(place: Int) -> Float {
      get { start[place] }
      set { start[place] = newValue }
    }

    var bits: [UInt32] { (0..<count).map { start[$0].bitPattern } }
  }
}
