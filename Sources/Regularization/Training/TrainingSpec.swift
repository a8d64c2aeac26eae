/// The type of the numbers that are trained.
public enum Precision: String, CaseIterable, Sendable, Hashable {
  case float32, float64
}

/// A bound on the gradient of the data loss, applied before penalties and optimizer.
public enum GradientClip: Sendable, Hashable {
  /// `g ← g·min(1, limit/‖g‖₂)` with the norm over all parameters. *Source*: Pascanu et al. 2013.
  case norm(Double)
  /// Every part of g is brought into ±limit.
  case value(Double)
}

/// When a run ends before its last epoch.
public struct StopRules: Sendable, Hashable {
  /// After so many epochs without a lower validation loss than the best; 1 or more.
  public var patience: Int?
  /// As soon as so many weights are exactly zero after an epoch.
  public var exactZeros: Int?
  /// As soon as the training part's data loss in inference mode is at most this after an epoch.
  public var dataLoss: Double?

  public init(patience: Int? = nil, exactZeros: Int? = nil, dataLoss: Double? = nil) {
    self.patience = patience
    self.exactZeros = exactZeros
    self.dataLoss = dataLoss
  }
}

/// The network of a run before it is known how many inputs and outputs the data ask for.
public struct NetworkPlan: Sendable, Hashable {
  /// Units of the hidden layers; none is linear or logistic regression.
  public var hiddenUnits: [Int]
  /// Of every hidden layer.
  public var activation: Activation
  /// Of the last layer; `nil`: linear, but tanh for classes under a squared error.
  public var outputActivation: Activation?
  /// `nil`: He uniform before ReLU, Glorot uniform otherwise.
  public var initializer: WeightInitializer?
  /// For each layer the probability of dropping each of its inputs: first the network's inputs,
  /// then the outputs of each hidden layer. Shorter lists are filled up with 0.
  public var dropProbabilities: [Double]
  /// For each layer its penalty; the last one holds for the layers behind it.
  public var penalties: [Penalty]
  /// Whether the penalties touch the biases, too.
  public var penalizesBiases: Bool
  /// Whether a decoupled weight decay touches the biases, too.
  public var decaysBiases: Bool

  public init(
    hiddenUnits: [Int] = [], activation: Activation = .relu, outputActivation: Activation? = nil,
    initializer: WeightInitializer? = nil, dropProbabilities: [Double] = [],
    penalties: [Penalty] = [], penalizesBiases: Bool = false, decaysBiases: Bool = false
  ) {
    self.hiddenUnits = hiddenUnits
    self.activation = activation
    self.outputActivation = outputActivation
    self.initializer = initializer
    self.dropProbabilities = dropProbabilities
    self.penalties = penalties
    self.penalizesBiases = penalizesBiases
    self.decaysBiases = decaysBiases
  }

  /// The network for data with so many inputs and outputs.
  public func network(inputs: Int, outputs: Int, loss: Loss, classes: Bool) -> NetworkSpec {
    let units = hiddenUnits + [outputs]
    let layers = units.indices.map { index in
      let isLast = index == units.count - 1
      let last = outputActivation ?? (classes && !loss.isOfClasses ? .tanh : .linear)
      let layerActivation = isLast ? last : activation
      let penalty = penalties.isEmpty ? .none : penalties[min(index, penalties.count - 1)]
      return LayerSpec(
        units: units[index], activation: layerActivation,
        initializer: initializer ?? (layerActivation == .relu ? .heUniform : .glorotUniform),
        penalty: penalty, biasPenalty: penalizesBiases ? penalty : .none,
        decaysBiases: decaysBiases,
        inputDropProbability: index < dropProbabilities.count ? dropProbabilities[index] : 0)
    }
    return NetworkSpec(inputs: inputs, layers: layers)
  }
}

/// A setting that is changed while a run goes on.
public enum TrainingChange: Sendable, Hashable {
  case learningRate(Double)
  /// λ₁ and λ₂ of every layer's weights.
  case l1(Double)
  case l2(Double)
  case zeroRule(ZeroRule)
  case weightDecay(Double)
  /// Of all hidden layers' outputs.
  case dropProbability(Double)
  case batchSize(Int)
  /// Moments start anew at zero.
  case optimizer(OptimizerSpec)
}

/// A change and the number of updates after which it was made.
public struct RecordedChange: Sendable, Hashable {
  /// 0: before the first update.
  public var step: Int
  public var change: TrainingChange

  public init(step: Int, change: TrainingChange) {
    self.step = step
    self.change = change
  }
}

/// All that decides a run's bits: two runs of equal specs on equal data have equal weights.
public struct TrainingSpec: Sendable, Hashable {
  public var data: DataSpec
  public var network: NetworkPlan
  /// `nil`: cross-entropy for three classes or more, logistic for two, squared error for values.
  public var loss: Loss?
  public var optimizer: OptimizerSpec
  /// η, above 0.
  public var learningRate: Double
  public var schedule: LearningRateSchedule
  public var clip: GradientClip?
  /// Samples in an update; the last of an epoch may have fewer.
  public var batchSize: Int
  public var epochs: Int
  public var stop: StopRules
  /// Decides initial weights, split, noise, order and dropout, each by a stream of its own.
  public var seed: UInt64
  public var precision: Precision
  /// In the order in which they are made.
  public var changes: [RecordedChange]

  public init(
    data: DataSpec, network: NetworkPlan = NetworkPlan(), loss: Loss? = nil,
    optimizer: OptimizerSpec = OptimizerSpec(.sgd), learningRate: Double = 0.1,
    schedule: LearningRateSchedule = .constant, clip: GradientClip? = nil, batchSize: Int = 32,
    epochs: Int = 10, stop: StopRules = StopRules(), seed: UInt64 = 1,
    precision: Precision = .float32, changes: [RecordedChange] = []
  ) {
    self.data = data
    self.network = network
    self.loss = loss
    self.optimizer = optimizer
    self.learningRate = learningRate
    self.schedule = schedule
    self.clip = clip
    self.batchSize = batchSize
    self.epochs = epochs
    self.stop = stop
    self.seed = seed
    self.precision = precision
    self.changes = changes
  }
}
