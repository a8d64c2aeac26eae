/// What the next update does to one weight, term by term.
///
/// *Formula*: `gradient = dataGradient + l2Gradient + l1Gradient`,
/// `beforeZeroRule = before − decayed − rate·direction/divisor`; for the direction see
/// ``OptimizerSpec``.
public struct UpdateExplanation: Sendable, Hashable {
  public var place: WeightPlace
  public var before: Double
  /// The mean over the batch, clipped.
  public var dataGradient: Double
  /// What coupled L2 adds to the gradient, and what L1 adds.
  public var l2Gradient: Double
  public var l1Gradient: Double
  /// Velocity or first moment after the update; `nil` where there is none.
  public var firstMoment: Double?
  public var secondMoment: Double?
  /// The gradient, penalties included; velocity or first moment where there is one. With nesterov
  /// `μ·velocity + gradient`.
  public var direction: Double
  /// What ``direction`` is divided by; 1 without a second moment.
  public var divisor: Double
  /// η with its bias correction; 1 where the velocity has η in it.
  public var rate: Double
  /// What decoupled decay takes: before·(1 − decay).
  public var decayed: Double
  /// Before the soft threshold or the hold; equal to `after` without them.
  public var beforeZeroRule: Double
  public var after: Double

  public init(
    place: WeightPlace, before: Double, dataGradient: Double, l2Gradient: Double,
    l1Gradient: Double, firstMoment: Double?, secondMoment: Double?, direction: Double? = nil,
    divisor: Double, rate: Double, decayed: Double, beforeZeroRule: Double, after: Double
  ) {
    self.place = place
    self.before = before
    self.dataGradient = dataGradient
    self.l2Gradient = l2Gradient
    self.l1Gradient = l1Gradient
    self.firstMoment = firstMoment
    self.secondMoment = secondMoment
    self.direction = direction ?? firstMoment ?? dataGradient + l2Gradient + l1Gradient
    self.divisor = divisor
    self.rate = rate
    self.decayed = decayed
    self.beforeZeroRule = beforeZeroRule
    self.after = after
  }
}

/// The next update on its way to one weight, for the four sub-steps of it: forward, loss, backward,
/// update. One sample of the batch is followed.
public struct StepPreview: Sendable, Hashable {
  /// The update's number, from 1.
  public var step: Int
  /// Samples in its batch.
  public var rows: Int
  /// The followed sample's number in the training part: the first of the batch.
  public var sample: Int
  /// What the weight's layer is fed at its input for this sample, dropout included; 1 for a bias.
  public var input: Double
  public var isInputDropped: Bool
  /// z of the weight's unit: `bias + Σ input·weight`.
  public var weightedSum: Double
  /// `a = f(z)`
  public var output: Double
  /// Whether the next layer is not fed this unit's output.
  public var isOutputDropped: Bool
  /// The network's outputs for the sample, before softmax or sigmoid; at most 10.
  public var networkOutputs: [Double]
  /// What they should have been: the class, or the value.
  public var target: Double
  public var sampleLoss: Double
  /// The mean over the batch, in training mode.
  public var batchLoss: Double
  /// ∂(sample's loss)/∂z of the weight's unit.
  public var delta: Double
  /// `input·delta`, this sample's part in the gradient before the mean.
  public var sampleGradient: Double
  public var update: UpdateExplanation

  public init(
    step: Int, rows: Int, sample: Int, input: Double, isInputDropped: Bool, weightedSum: Double,
    output: Double, isOutputDropped: Bool, networkOutputs: [Double], target: Double,
    sampleLoss: Double, batchLoss: Double, delta: Double, sampleGradient: Double,
    update: UpdateExplanation
  ) {
    self.step = step
    self.rows = rows
    self.sample = sample
    self.input = input
    self.isInputDropped = isInputDropped
    self.weightedSum = weightedSum
    self.output = output
    self.isOutputDropped = isOutputDropped
    self.networkOutputs = networkOutputs
    self.target = target
    self.sampleLoss = sampleLoss
    self.batchLoss = batchLoss
    self.delta = delta
    self.sampleGradient = sampleGradient
    self.update = update
  }
}
