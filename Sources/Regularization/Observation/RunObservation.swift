/// A point of a run's curves; all of it in evaluation mode, on the same samples throughout a run.
public struct CurvePoint: Sendable, Hashable {
  /// Updates done.
  public var step: Int
  /// The same in epochs.
  public var epochs: Double
  /// Of the training part.
  public var dataLoss: Double
  public var penalty: Double
  public var trainingAccuracy: Double?
  /// `nil` without a validation part.
  public var validationLoss: Double?
  public var validationAccuracy: Double?
  public var weights: WeightStatistics

  /// `dataLoss + penalty`
  public var objective: Double { dataLoss + penalty }

  /// How much larger the validation loss is than the training loss.
  public var gap: Double? { validationLoss.map { $0 - dataLoss } }

  public init(
    step: Int, epochs: Double, dataLoss: Double, penalty: Double, trainingAccuracy: Double?,
    validationLoss: Double?, validationAccuracy: Double?, weights: WeightStatistics
  ) {
    self.step = step
    self.epochs = epochs
    self.dataLoss = dataLoss
    self.penalty = penalty
    self.trainingAccuracy = trainingAccuracy
    self.validationLoss = validationLoss
    self.validationAccuracy = validationAccuracy
    self.weights = weights
  }
}

/// A weight or a bias of a network, 0-based.
public struct WeightPlace: Sendable, Hashable {
  public var layer: Int
  /// `nil`: the unit's bias.
  public var input: Int?
  public var unit: Int

  public init(layer: Int, input: Int?, unit: Int) {
    self.layer = layer
    self.input = input
    self.unit = unit
  }
}

/// What is wanted of a run beside its curves: only what is on screen is computed.
public struct ObservationRequest: Sendable, Hashable {
  /// Histograms of every layer's weights.
  public var histograms = false
  /// How many numbers a histogram has bins.
  public var bins = 41
  /// The layer whose weights are wanted as a matrix; at most ``matrixLimit`` numbers are given.
  public var matrixLayer: Int?
  /// For two inputs: the network's output on a grid of so many columns and rows.
  public var surfaceColumns = 0
  public var surfaceRows = 0
  /// Activations of a small network for one sample of the training part.
  public var networkSample: Int?
  /// How many of the largest and of the smallest weights are wanted.
  public var extremes = 0
  /// A weight that is wanted with full digits and its next update explained.
  public var chosen: WeightPlace?
  /// Confusion matrix and misclassified samples of the validation part.
  public var confusion = false

  public static let matrixLimit = 131_072

  public init() {}
}

/// Weights counted by size.
///
/// *Formula*: bin k of n holds the weights from `−range + 2·range·k/n` on; those beyond the range
/// are in the first and the last.
public struct WeightHistogram: Sendable, Hashable {
  public var range: Double
  public var counts: [Int]
  public var statistics: WeightStatistics

  public init(range: Double, counts: [Int], statistics: WeightStatistics) {
    self.range = range
    self.counts = counts
    self.statistics = statistics
  }
}

/// A layer's weights, `[inputs][units]` row after row.
public struct WeightMatrix: Sendable, Hashable {
  public var layer: Int
  public var inputs: Int
  public var units: Int
  public var values: [Float]

  public init(layer: Int, inputs: Int, units: Int, values: [Float]) {
    self.layer = layer
    self.inputs = inputs
    self.units = units
    self.values = values
  }
}

/// A network's output over a square of two inputs, row after row from the top.
public struct DecisionSurface: Sendable, Hashable {
  public var columns: Int
  public var rows: Int
  /// From −1, surely class 0, to 1, surely class 1; for values scaled by the targets' range.
  public var values: [Float]
  /// The square: first and second input from −limit to limit.
  public var limit: Double

  public init(columns: Int, rows: Int, values: [Float], limit: Double) {
    self.columns = columns
    self.rows = rows
    self.values = values
    self.limit = limit
  }
}

/// One sample on its way through a small network, in training mode: the next update's masks.
public struct NetworkPicture: Sendable, Hashable {
  /// Layer by layer, the inputs first.
  public var activations: [[Float]]
  /// Layer by layer as ``activations``, whether a unit is dropped.
  public var isDropped: [[Bool]]
  /// Layer by layer `[inputs][units]` row after row.
  public var weights: [[Float]]

  public init(activations: [[Float]], isDropped: [[Bool]], weights: [[Float]]) {
    self.activations = activations
    self.isDropped = isDropped
    self.weights = weights
  }
}

/// A weight with its value.
public struct NamedValue: Sendable, Hashable {
  public var place: WeightPlace
  public var value: Double

  public init(place: WeightPlace, value: Double) {
    self.place = place
    self.value = value
  }
}

/// What the next update does to one weight, term by term.
///
/// *Formula*: `after = zero rule(before·decay − rate·direction)`; for the direction see
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
  /// What the gradient, velocity or first moment is divided by; 1 without a second moment.
  public var divisor: Double
  /// η with its bias correction.
  public var rate: Double
  /// What decoupled decay takes: before·(1 − decay).
  public var decayed: Double
  /// Before the soft threshold or the hold; equal to `after` without them.
  public var beforeZeroRule: Double
  public var after: Double

  public init(
    place: WeightPlace, before: Double, dataGradient: Double, l2Gradient: Double,
    l1Gradient: Double, firstMoment: Double?, secondMoment: Double?, divisor: Double, rate: Double,
    decayed: Double, beforeZeroRule: Double, after: Double
  ) {
    self.place = place
    self.before = before
    self.dataGradient = dataGradient
    self.l2Gradient = l2Gradient
    self.l1Gradient = l1Gradient
    self.firstMoment = firstMoment
    self.secondMoment = secondMoment
    self.divisor = divisor
    self.rate = rate
    self.decayed = decayed
    self.beforeZeroRule = beforeZeroRule
    self.after = after
  }
}

/// Which classes are taken for which.
public struct Confusion: Sendable, Hashable {
  public var names: [String]
  /// `[class][class found]`
  public var counts: [[Int]]
  /// Samples of the part that are not found, at most 20, by number.
  public var misclassified: [Int]

  public init(names: [String], counts: [[Int]], misclassified: [Int]) {
    self.names = names
    self.counts = counts
    self.misclassified = misclassified
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
  /// Spec with the changes made so far.
  public var spec: TrainingSpec
  public var network: NetworkSpec
  public var loss: Loss
  /// η of the next update, schedule included.
  public var learningRate: Double
  /// Up to the present end, steps ascending.
  public var curves: [CurvePoint]
  /// The present step; also in ``curves``.
  public var now: CurvePoint
  /// The step of the lowest validation loss among ``curves``.
  public var bestStep: Int?
  public var weightsHash: String
  public var layers: [WeightStatistics]
  public var histograms: [WeightHistogram]
  public var matrix: WeightMatrix?
  public var surface: DecisionSurface?
  public var picture: NetworkPicture?
  public var largest: [NamedValue]
  public var smallest: [NamedValue]
  public var explanation: UpdateExplanation?
  public var confusion: Confusion?
  /// Why it cannot go on.
  public var divergence: Divergence?

  public init(
    position: TrainingPosition, start: Int, end: Int, stepsPerEpoch: Int, trainingSamples: Int,
    spec: TrainingSpec, network: NetworkSpec, loss: Loss, learningRate: Double,
    curves: [CurvePoint], now: CurvePoint, bestStep: Int?, weightsHash: String,
    layers: [WeightStatistics]
  ) {
    self.position = position
    self.start = start
    self.end = end
    self.stepsPerEpoch = stepsPerEpoch
    self.trainingSamples = trainingSamples
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
    largest = []
    smallest = []
  }
}
