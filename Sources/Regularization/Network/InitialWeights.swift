extension WeightInitializer {
  /// The initial weights of a layer.
  ///
  /// Drawn in Float64 in the order of the rows and rounded once, so that a run in Float32 starts
  /// where the same run in Float64 does.
  ///
  /// *Shapes*: `[inputs][units]` row after row.
  func weights(inputs: Int, units: Int, layer: Int, seed: UInt64) -> [Double] {
    var generator = CounterGenerator(
      seed: seed, purpose: .initialWeights, index: UInt32(layer))
    let count = inputs * units
    func uniform(_ limit: Double) -> [Double] {
      (0..<count).map { _ in (2 * generator.nextUniform() - 1) * limit }
    }
    func normal(_ variance: Double) -> [Double] {
      let deviation = variance.squareRoot()
      return (0..<count).map { _ in generator.nextNormal() * deviation }
    }
    return switch self {
    case .heUniform: uniform((6 / Double(inputs)).squareRoot())
    case .heNormal: normal(2 / Double(inputs))
    case .glorotUniform: uniform((6 / Double(inputs + units)).squareRoot())
    case .glorotNormal: normal(2 / Double(inputs + units))
    case .uniform: uniform(0.5)
    case .zeros: Array(repeating: 0, count: count)
    }
  }
}

extension NetworkSpec {
  /// All initial parameters: weights as each layer's initializer draws them, biases 0.
  public func initialParameters(seed: UInt64) -> [LayerParameters] {
    layers.indices.map { index in
      let inputs = inputs(ofLayer: index)
      let units = layers[index].units
      return LayerParameters(
        weights: layers[index].initializer.weights(
          inputs: inputs, units: units, layer: index, seed: seed),
        biases: Array(repeating: 0, count: units))
    }
  }
}
