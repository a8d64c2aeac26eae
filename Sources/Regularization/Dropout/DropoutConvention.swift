/// What dropout scales, and when: the two ways that are in use, and one that is a slip.
///
/// `p` is the probability to drop throughout.
public enum DropoutConvention: String, CaseIterable, Sendable, Hashable {
  /// In training survivors are multiplied by 1/(1 − p); at inference nothing is done. Keras,
  /// PyTorch, MLX, and the training here.
  case inverted
  /// In training nothing is scaled; at inference every activation is multiplied by 1 − p.
  ///
  /// *Source*: Srivastava et al. 2014, section 4. *Differs*: their p is the probability to keep.
  case original
  /// In training nothing is scaled; at inference every activation is multiplied by p: the rule of the
  /// original paper with its p taken for the probability to drop. Right where p is 1/2 alone.
  case scaledByP = "scaled-by-p"

  /// What a survivor is multiplied by in training.
  ///
  /// *Range*: `dropProbability` 0 to below 1.
  public func trainingFactor(_ dropProbability: Double) -> Double {
    self == .inverted ? 1 / (1 - dropProbability) : 1
  }

  /// What every activation is multiplied by at inference.
  public func inferenceFactor(_ dropProbability: Double) -> Double {
    switch self {
    case .inverted: 1
    case .original: 1 - dropProbability
    case .scaledByP: dropProbability
    }
  }

  /// What an activation is multiplied by in training, the mean over all masks:
  /// `(1 − p)·trainingFactor`.
  public func meanTrainingFactor(_ dropProbability: Double) -> Double {
    self == .inverted ? 1 : 1 - dropProbability
  }

  /// Whether the next layer is fed the same in training, on average, as at inference.
  public func agrees(at dropProbability: Double) -> Bool {
    meanTrainingFactor(dropProbability) == inferenceFactor(dropProbability)
  }

  // MARK: The same in exact decimals

  /// 1/(1 − p) is no decimal for most p, therefore a fraction.
  public func trainingFactor(_ dropProbability: ExactDecimal) -> Ratio {
    self == .inverted ? Ratio(.one, over: .one - dropProbability) : Ratio(.one)
  }

  public func inferenceFactor(_ dropProbability: ExactDecimal) -> ExactDecimal {
    switch self {
    case .inverted: .one
    case .original: .one - dropProbability
    case .scaledByP: dropProbability
    }
  }

  public func meanTrainingFactor(_ dropProbability: ExactDecimal) -> ExactDecimal {
    self == .inverted ? .one : .one - dropProbability
  }
}

/// What a layer is fed under a convention: in training and at inference, the mean over its inputs
/// and the samples.
public struct ConventionComparison: Sendable, Hashable {
  public var convention: DropoutConvention
  public var dropProbability: Double
  /// In training, over all masks by their probabilities.
  public var expected: Double
  /// In training, over the masks that were drawn.
  public var drawn: Double
  /// How many masks were drawn for each sample.
  public var masks: Int
  public var inference: Double

  /// `inference − expected`
  public var gap: Double { inference - expected }
  public var agrees: Bool { convention.agrees(at: dropProbability) }

  /// - Parameters:
  ///   - activations: what would be fed without dropout, `[samples][inputs]`; none of them empty.
  ///   - layer: whose inputs they are; decides the random numbers.
  ///   - masks: how many are drawn for each sample, 1 or more: those of the updates 1, 2, …
  public init(
    _ convention: DropoutConvention, of activations: [[Double]], dropProbability: Double,
    layer: Int, seed: UInt64, masks: Int
  ) {
    self.convention = convention
    self.dropProbability = dropProbability
    self.masks = masks
    var sum = 0.0
    var kept = 0.0
    var count = 0
    for (row, inputs) in activations.enumerated() {
      for value in inputs { sum += value }
      count += inputs.count
      for step in 1...max(1, masks) {
        let mask = DropoutMask(seed: seed, step: step, layer: layer, dropProbability)
        for (input, value) in inputs.enumerated()
        where dropProbability == 0 || mask.keeps(row: row, input: input) {
          kept += value
        }
      }
    }
    let mean = sum / Double(max(1, count))
    expected = mean * convention.meanTrainingFactor(dropProbability)
    inference = mean * convention.inferenceFactor(dropProbability)
    drawn =
      kept * convention.trainingFactor(dropProbability) / Double(max(1, count) * max(1, masks))
  }
}
