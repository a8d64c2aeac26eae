import Regularization

/// Small networks with dropout whose numbers can be followed.
enum MaskFixture {
  /// Two inputs, two ReLU units, one linear output, one sample; only hidden outputs are dropped.
  ///
  /// Without dropout z is (1.5, 1), the output 2·1.5 + 3·1 + 1 = 7.
  static func byHand(
    _ probability: Double, optimizer: OptimizerSpec = OptimizerSpec(.sgd), iterations: Int = 1,
    penalty: Penalty = .none, convention: DropoutConvention = .inverted
  ) -> MaskSpec {
    MaskSpec(
      network: NetworkSpec(
        inputs: 2,
        layers: [
          LayerSpec(units: 2, activation: .relu, penalty: penalty),
          LayerSpec(
            units: 1, activation: .linear, penalty: penalty, inputDropProbability: probability),
        ]),
      parameters: [
        LayerParameters(weights: [0.5, -1, 0.25, 1], biases: [0.5, 0]),
        LayerParameters(weights: [2, 3], biases: [1]),
      ],
      inputs: [[1, 2]], targets: .values([4], width: 1), loss: .halfSquaredError,
      optimizer: optimizer, learningRate: 0.125, iterations: iterations, convention: convention)
  }

  /// Weights and samples drawn from a seed; inputs and hidden outputs are dropped.
  static func drawn(
    loss: Loss = .squaredError, activation: Activation = .tanh, samples: Int = 7, seed: UInt64 = 3,
    iterations: Int = 12, optimizer: OptimizerSpec = OptimizerSpec(.sgd),
    learningRate: Double = 0.05, penalty: Penalty = .none, decaysBiases: Bool = false
  ) -> MaskSpec {
    let outputs = loss == .logistic ? 1 : 3
    let network = NetworkSpec(
      inputs: 4,
      layers: [(5, 0.2), (4, 0.5), (outputs, 0.3)].map { units, probability in
        LayerSpec(
          units: units, activation: activation, penalty: penalty, decaysBiases: decaysBiases,
          inputDropProbability: probability)
      })
    var spec = MaskSpec(
      network: network, parameters: network.initialParameters(seed: seed), inputs: [],
      targets: .values([], width: outputs), loss: loss, optimizer: optimizer,
      learningRate: learningRate, batchSize: 3, iterations: iterations, seed: seed)
    spec.network.layers[2].activation = .linear
    var generator = CounterGenerator(seed: seed, purpose: .points)
    spec.inputs = (0..<samples).map { _ in (0..<4).map { _ in generator.nextNormal() } }
    let classes = max(outputs, 2)
    spec.targets =
      loss.isOfClasses
      ? .classes((0..<samples).map { Int32($0 % classes) }, count: classes, names: [])
      : .values((0..<samples * outputs).map { _ in generator.nextNormal() }, width: outputs)
    return spec
  }

  /// The spec with the first seed whose masks are these.
  ///
  /// - Parameter kept: of the layer's inputs, for the first row of the updates 1, 2, …
  static func seeded(_ spec: MaskSpec, layer: Int, kept: [[Bool]]) -> MaskSpec? {
    var spec = spec
    for seed in 1...UInt64(5_000) {
      spec.seed = seed
      let fits = kept.enumerated().allSatisfy { index, wanted in
        let mask = spec.mask(ofLayer: layer, iteration: index + 1)
        return wanted.indices.allSatisfy { mask.keeps(row: 0, input: $0) == wanted[$0] }
      }
      if fits { return spec }
    }
    return nil
  }
}

/// Whether two numbers are the same but for rounding.
func agree(_ value: Double, _ other: Double, to tolerance: Double = 1e-12) -> Bool {
  abs(value - other) <= tolerance * max(1, abs(other))
}
