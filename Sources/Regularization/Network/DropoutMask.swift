import CKernels

/// Which inputs of a layer are dropped in an update, sample by sample.
///
/// *Formula*: input i of the batch's row b is dropped where word (i mod 4) of the Philox block at the
/// counter (⌊i/4⌋, b, step, 7 + 256·layer) is below `dropProbability·2³²`; the key is the seed.
///
/// *Source*: Srivastava et al. 2014 for dropout; ``Philox`` for the words.
public struct DropoutMask: Sendable, Hashable {
  public let seed: UInt64
  /// The update, from 1.
  public let step: Int
  /// The layer whose inputs are dropped, 0 for the network's.
  public let layer: Int
  public let dropProbability: Double

  /// *Range*: `layer` below 2¹⁶, `step` below 2⁴⁰, `dropProbability` 0 to below 1.
  public init(seed: UInt64, step: Int, layer: Int, _ dropProbability: Double) {
    self.seed = seed
    self.step = step
    self.layer = layer
    self.dropProbability = dropProbability
  }

  /// The words below which an input is dropped: p·2³², rounded.
  public var threshold: UInt32 {
    UInt32(min((dropProbability * 0x1p32).rounded(), 0x1p32 - 1))
  }

  private var tag: UInt32 {
    RandomPurpose.dropout.rawValue | UInt32(layer) << 8 | UInt32(truncatingIfNeeded: step >> 32)
      << 24
  }

  /// The random word of an input in a row of the batch.
  public func word(row: Int, input: Int) -> UInt32 {
    Philox.block(
      seed: seed,
      counter: Philox.Block(
        UInt32(input / 4), UInt32(row), UInt32(truncatingIfNeeded: step), tag))[input % 4]
  }

  public func keeps(row: Int, input: Int) -> Bool { word(row: row, input: input) >= threshold }

  var kernel: kernels_mask {
    var mask = kernels_mask()
    mask.key = (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    mask.step = UInt32(truncatingIfNeeded: step)
    mask.tag = tag
    mask.threshold = threshold
    return mask
  }
}
