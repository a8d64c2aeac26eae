/// Which units of a network are cut out to be gone through by hand.
public struct MaskCut: Sendable, Hashable {
  /// Inputs of the network, each once.
  public var inputs: [Int]
  /// Units of each hidden layer, each once. All outputs are kept.
  public var units: [[Int]]

  public init(inputs: [Int], units: [[Int]]) {
    self.inputs = inputs
    self.units = units
  }

  /// The inputs and units with the strongest links: by `Σ|w|` over the weights that lead into and out of
  /// them; in their order in the network.
  ///
  /// - Parameter units: at most so many inputs, and units of each hidden layer.
  public init(strongestOf units: Int, in parameters: [LayerParameters]) {
    let strengths = parameters.indices.map { MaskCut.strengths(beforeLayer: $0, parameters) }
    let chosen = strengths.map { strengths in
      strengths.indices
        .sorted { (strengths[$1], $0) < (strengths[$0], $1) }
        .prefix(max(1, units)).sorted()
    }
    self.init(inputs: chosen[0], units: Array(chosen.dropFirst()))
  }

  /// Of what feeds a layer.
  private static func strengths(
    beforeLayer layer: Int, _ parameters: [LayerParameters]
  ) -> [Double] {
    let units = parameters[layer].biases.count
    let count = parameters[layer].weights.count / max(1, units)
    return (0..<count).map { unit in
      var sum = parameters[layer].weights[unit * units..<(unit + 1) * units]
        .reduce(0) { $0 + $1.magnitude }
      if layer > 0 {
        for input in stride(from: unit, to: parameters[layer - 1].weights.count, by: count) {
          sum += parameters[layer - 1].weights[input].magnitude
        }
      }
      return sum
    }
  }
}

extension MaskSpec {
  /// A few units of a trained network with the weights between them. What the units that are left out
  /// gave to the sums is missing, so its outputs are not those of the whole network.
  ///
  /// - Parameters:
  ///   - parameters: of the whole network.
  ///   - samples: the first of these become the samples, at most `sampleCount`.
  public init(
    cutting cut: MaskCut, from parameters: [LayerParameters], of network: NetworkSpec, loss: Loss,
    samples: DataSet, scaling: InputScaling? = nil, sampleCount: Int = 4,
    optimizer: OptimizerSpec = OptimizerSpec(.sgd), learningRate: Double = 0.1,
    iterations: Int = 1, seed: UInt64 = 1
  ) {
    let kept = [cut.inputs] + cut.units + [Array(0..<network.outputs)]
    var small = NetworkSpec(inputs: cut.inputs.count, layers: network.layers)
    var values: [LayerParameters] = []
    for (layer, all) in parameters.enumerated() {
      let units = kept[layer + 1]
      small.layers[layer].units = units.count
      values.append(
        LayerParameters(
          weights: kept[layer].flatMap { input in units.map { all[input, $0] } },
          biases: units.map { all.biases[$0] }))
    }
    let count = min(samples.count, max(1, sampleCount))
    let inputs = (0..<count).map { row in
      let whole = samples.inputs(ofRow: row, scaling: scaling)
      return cut.inputs.map { whole[$0] }
    }
    self.init(
      network: small, parameters: values, inputs: inputs, targets: samples.prefix(count).targets,
      loss: loss, optimizer: optimizer, learningRate: learningRate, batchSize: 1,
      iterations: iterations, seed: seed)
  }
}
