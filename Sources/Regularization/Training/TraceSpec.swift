/// Weights and biases of a layer.
///
/// *Shapes*: `weights: [inputs][units]` row after row, `biases: [units]`.
public struct LayerParameters: Sendable, Hashable {
  public var weights: [Double]
  public var biases: [Double]

  public init(weights: [Double], biases: [Double]) {
    self.weights = weights
    self.biases = biases
  }
}

/// The samples of an update and, where something is dropped, what is kept.
public struct TraceStep: Sendable, Hashable {
  /// Rows of the data, 0-based, in the order in which they are summed.
  public var samples: [Int]
  /// For each layer, whether each of its inputs is kept: `[samples][inputs]` row after row;
  /// empty for a layer without dropout.
  public var masks: [[Bool]]

  public init(samples: [Int], masks: [[Bool]] = []) {
    self.samples = samples
    self.masks = masks
  }
}

/// A run with nothing left to chance: to hold us against another framework.
public struct TraceSpec: Sendable, Hashable {
  public var network: NetworkSpec
  public var loss: Loss
  public var initial: [LayerParameters]
  public var data: DataSet
  public var steps: [TraceStep]
  public var optimizer: OptimizerSpec
  public var learningRate: Double
  public var clip: GradientClip?
  public var precision: Precision
  /// After which steps all weights are reported; 0 is before the first.
  public var report: [Int]

  public init(
    network: NetworkSpec, loss: Loss, initial: [LayerParameters], data: DataSet,
    steps: [TraceStep], optimizer: OptimizerSpec, learningRate: Double,
    clip: GradientClip? = nil, precision: Precision = .float64, report: [Int]
  ) {
    self.network = network
    self.loss = loss
    self.initial = initial
    self.data = data
    self.steps = steps
    self.optimizer = optimizer
    self.learningRate = learningRate
    self.clip = clip
    self.precision = precision
    self.report = report
  }
}

/// What a trace gives.
public struct Trace: Sendable, Hashable {
  public struct Step: Sendable, Hashable {
    /// 1-based.
    public var step: Int
    /// The mean over the batch before the update, with the step's masks.
    public var dataLoss: Double
    /// Of the parameters before the update.
    public var penalty: Double
  }

  public var steps: [Step]
  /// By the number of updates done.
  public var parameters: [Int: [LayerParameters]]
}
