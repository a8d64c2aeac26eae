import CKernels
import Regularization
import Testing

struct DropoutMaskTests {
  /// The generator in Swift, block by block, against the kernels' sixteen blocks at once.
  @Test(arguments: [0, 1, 2, 3])
  func kernelsDropWhatTheFormulaSays(set: UInt32) throws {
    guard let kernels = kernels_float32(kernels_instruction_set(rawValue: set)) else { return }
    let mask = DropoutMask(seed: 0x0123_4567_89AB_CDEF, step: 77, layer: 2, 0.3)
    var words = kernels_mask()
    words.key = (0x89AB_CDEF, 0x0123_4567)
    words.step = 77
    words.tag = 7 + 256 * 2
    words.threshold = mask.threshold
    let columns = 150
    let stride = 160
    let buffer = UnsafeMutableRawPointer.allocate(byteCount: 5 * stride * 4, alignment: 64)
    defer { buffer.deallocate() }
    let factors = buffer.bindMemory(to: Float.self, capacity: 5 * stride)
    for firstColumn in [0, 16, 32] {
      kernels.pointee.mask(&words, 3, 5, firstColumn, columns, 2, factors, stride)
      for row in 0..<5 {
        for column in 0..<columns {
          let keeps = mask.keeps(row: 3 + row, input: firstColumn + column)
          #expect(factors[row * stride + column] == (keeps ? 2 : 0))
        }
      }
    }
  }

  @Test func theShareThatIsDroppedIsTheProbability() {
    for probability in [0.1, 0.5, 0.8] {
      let kept = (0..<40_000).count { index in
        DropoutMask(seed: 1, step: 1 + index / 400, layer: 1, probability)
          .keeps(row: index / 20 % 20, input: index % 20)
      }
      // Four standard deviations of 40,000 throws.
      let expected = 40_000 * (1 - probability)
      #expect(abs(Double(kept) - expected) < 4 * (expected * probability).squareRoot())
    }
  }
}
