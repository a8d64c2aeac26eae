/// How initial weights are drawn. Biases start at 0 unless given.
public enum WeightInitializer: String, CaseIterable, Sendable, Hashable {
  /// Uniform in ±√(6/inputs): for ReLU. *Source*: He et al. 2015.
  case heUniform = "he-uniform"
  /// Normal with variance 2/inputs: for ReLU. *Source*: He et al. 2015, equation 10.
  case heNormal = "he-normal"
  /// Uniform in ±√(6/(inputs + outputs)): for tanh and sigmoid. *Source*: Glorot and Bengio 2010,
  /// equation 16.
  case glorotUniform = "glorot-uniform"
  /// Normal with variance 2/(inputs + outputs). *Source*: Glorot and Bengio 2010, equation 12.
  case glorotNormal = "glorot-normal"
  /// Uniform in ±0.5, as the TensorFlow Playground draws them.
  case uniform
  /// All 0: units of a layer stay alike, which is what it is there to show.
  case zeros
}

/// A layer: the weighted sums of its inputs, a bias, and an activation.
///
/// *Formula*: `a[b, j] = f(bias[j] + Σᵢ x[b, i]·w[i, j])`
///
/// *Shapes*: `x: [batch, inputs]`, `w: [inputs, units]`, `bias: [units]`, `a: [batch, units]`.
public struct LayerSpec: Sendable, Hashable {
  /// How many outputs it has; 1 or more.
  public var units: Int
  public var activation: Activation
  public var initializer: WeightInitializer
  /// The penalty on its weights.
  public var penalty: Penalty
  /// The penalty on its biases: none, as everybody does it, unless asked for.
  public var biasPenalty: Penalty
  /// Whether ``OptimizerSpec/weightDecay`` touches its weights, and its biases.
  public var decaysWeights: Bool
  public var decaysBiases: Bool
  /// The probability with which each of its *inputs* is dropped in training, 0 to below 1. What
  /// is kept is scaled by 1/(1 − p) (inverted dropout). *Source*: Srivastava et al. 2014.
  public var inputDropProbability: Double

  public init(
    units: Int, activation: Activation, initializer: WeightInitializer = .glorotUniform,
    penalty: Penalty = .none, biasPenalty: Penalty = .none, decaysWeights: Bool = true,
    decaysBiases: Bool = false, inputDropProbability: Double = 0
  ) {
    self.units = units
    self.activation = activation
    self.initializer = initializer
    self.penalty = penalty
    self.biasPenalty = biasPenalty
    self.decaysWeights = decaysWeights
    self.decaysBiases = decaysBiases
    self.inputDropProbability = inputDropProbability
  }
}

/// A multi-layer perceptron: layers, each fed by the one before.
public struct NetworkSpec: Sendable, Hashable {
  /// How many numbers a sample has; 1 or more.
  public var inputs: Int
  /// From the first hidden layer to the output; at least one.
  public var layers: [LayerSpec]

  public init(inputs: Int, layers: [LayerSpec]) {
    self.inputs = inputs
    self.layers = layers
  }

  public var outputs: Int { layers.last?.units ?? 0 }

  /// How many inputs a layer has.
  public func inputs(ofLayer layer: Int) -> Int { layer == 0 ? inputs : layers[layer - 1].units }

  /// Weights and biases together.
  ///
  /// *Range*: `Int.max` where the count would be larger.
  public var parameterCount: Int {
    var total = 0
    for layer in layers.indices {
      let (weights, tooMany) = inputs(ofLayer: layer)
        .multipliedReportingOverflow(by: layers[layer].units)
      let (sum, overflow) = total.addingReportingOverflow(weights)
      let (next, overflowOfBiases) = sum.addingReportingOverflow(layers[layer].units)
      if tooMany || overflow || overflowOfBiases { return .max }
      total = next
    }
    return total
  }
}
