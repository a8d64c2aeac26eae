/// How many samples a run's curves are measured on.
public struct EvaluatedSamples: Sendable, Hashable {
  public var training: Int
  public var validation: Int

  public init(training: Int, validation: Int) {
    self.training = training
    self.validation = validation
  }
}

/// A run at a step, as a screen shows it.
public struct RunObservation: Sendable, Hashable {
  public var position: TrainingPosition
  /// The first and the last step that can be gone to.
  public var start: Int
  public var end: Int
  public var stepsPerEpoch: Int
  public var trainingSamples: Int
  /// How many samples of each part the curves are measured on; all of them in small sets.
  public var evaluated: EvaluatedSamples
  /// Spec with the changes made so far.
  public var spec: TrainingSpec
  public var network: NetworkSpec
  public var loss: Loss
  /// η of the next update, schedule included.
  public var learningRate: Double
  /// Up to the present end, steps ascending.
  public var curves: [CurvePoint]
  /// The present step; also in ``curves``. While a large network trains: the last recorded step.
  public var now: CurvePoint
  /// The step of the lowest validation loss among ``curves`` up to the present step.
  public var bestStep: Int?
  /// 16 hexadecimal digits; empty while a large network trains.
  public var weightsHash: String
  public var layers: [WeightStatistics]
  public var histograms: [WeightHistogram]
  /// How the weights stood at some of the steps of ``curves``, at most
  /// ``histogramHistoryLimit``, steps ascending; in all as ``histograms``, where they are asked for.
  public var histogramHistory: [HistogramRecord]
  public var matrix: WeightMatrix?
  public var surface: DecisionSurface?
  public var picture: NetworkPicture?
  public var largest: [NamedValue]
  public var smallest: [NamedValue]
  /// The smallest and the largest ``NamedValue/decayShare`` of all weights; `nil` where none has one.
  public var decayShares: ClosedRange<Double>?
  /// Of ``ObservationRequest/chosen``; `nil` where the run cannot go on.
  public var preview: StepPreview?
  public var confusion: Confusion?
  /// Of the present step, or while it trains of the step at which it was measured last; `nil` where
  /// there is no hidden layer, or one of more than ``CoAdaptation/unitLimit`` units.
  public var units: MeasuredUnits?
  /// What an update of this run takes on average; `nil` where nobody has a clock.
  public var secondsPerUpdate: Double?
  /// Why it cannot go on.
  public var divergence: Divergence?

  public static let histogramHistoryLimit = 128

  public init(
    position: TrainingPosition, start: Int, end: Int, stepsPerEpoch: Int, trainingSamples: Int,
    evaluated: EvaluatedSamples, spec: TrainingSpec, network: NetworkSpec, loss: Loss,
    learningRate: Double,
    curves: [CurvePoint], now: CurvePoint, bestStep: Int?, weightsHash: String,
    layers: [WeightStatistics]
  ) {
    self.position = position
    self.start = start
    self.end = end
    self.stepsPerEpoch = stepsPerEpoch
    self.trainingSamples = trainingSamples
    self.evaluated = evaluated
    self.spec = spec
    self.network = network
    self.loss = loss
    self.learningRate = learningRate
    self.curves = curves
    self.now = now
    self.bestStep = bestStep
    self.weightsHash = weightsHash
    self.layers = layers
    histograms = []
    histogramHistory = []
    largest = []
    smallest = []
  }
}

/// Runs in lock-step at a step, as a screen shows them.
public struct GroupObservation: Sendable, Hashable {
  /// In the order of the group, at least one; all stand at the same step.
  public var runs: [RunObservation]
  /// For each run the first step after which its parameters are not those of the first run; `nil`
  /// while they are the same up to the end, and for the first run.
  public var partings: [Int?]
  /// Bytes that kept states take.
  public var memory: Int

  public init(runs: [RunObservation], partings: [Int?], memory: Int) {
    self.runs = runs
    self.partings = partings
    self.memory = memory
  }

  public var step: Int { runs.first?.position.step ?? 0 }
}
