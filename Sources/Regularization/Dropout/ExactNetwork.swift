/// A small network in the digits in which it was written down: what ``MaskExpectation`` computes with.
public struct ExactNetwork: Sendable, Hashable {
  public struct Layer: Sendable, Hashable {
    /// `[inputs][units]`
    public var weights: [[ExactDecimal]]
    public var biases: [ExactDecimal]
    public var activation: Activation
    /// The probability with which each of its inputs is dropped.
    public var dropProbability: ExactDecimal

    public init(
      weights: [[ExactDecimal]], biases: [ExactDecimal], activation: Activation,
      dropProbability: ExactDecimal
    ) {
      self.weights = weights
      self.biases = biases
      self.activation = activation
      self.dropProbability = dropProbability
    }

    public var inputs: Int { weights.count }
    public var units: Int { biases.count }

    /// The weights and biases as binary numbers.
    public var parameters: LayerParameters {
      LayerParameters(
        weights: weights.flatMap { $0.map(\.approximation) }, biases: biases.map(\.approximation))
    }
  }

  /// From the first hidden layer to the output.
  public var layers: [Layer]
  /// The inputs of each sample.
  public var samples: [[ExactDecimal]]

  public init(layers: [Layer], samples: [[ExactDecimal]]) {
    self.layers = layers
    self.samples = samples
  }
}

/// A mask file's network: as it is computed with, and in its own digits.
public struct MaskPlan: Sendable, Hashable {
  public var spec: MaskSpec
  /// The same weights, inputs and probabilities; `nil` for a network that was cut from a training
  /// run, whose numbers are binary.
  public var exact: ExactNetwork?

  public init(spec: MaskSpec, exact: ExactNetwork? = nil) {
    self.spec = spec
    self.exact = exact
  }

  /// Sets the probability with which the inputs of a layer are dropped.
  ///
  /// *Range*: 0 to below 1.
  public mutating func setDropProbability(_ probability: ExactDecimal, ofLayer layer: Int) {
    spec.network.layers[layer].inputDropProbability = probability.approximation
    exact?.layers[layer].dropProbability = probability
  }

  /// Enumerates the masks of a layer's inputs, see ``MaskExpectation``.
  ///
  /// *Throws*: ``SpecProblem`` where it cannot be computed exactly, or there are too many masks.
  public func expectation(
    ofSample sample: Int, layer: Int
  ) throws(SpecProblem) -> MaskExpectation {
    guard let exact else {
      throw SpecProblem(
        field: "layers", message: "the network's numbers are binary, from a training run",
        remedy: "write the network into a mask file: decimals are computed with exactly")
    }
    return try MaskExpectation(
      exact, sample: sample, layer: layer, convention: spec.convention)
  }
}
