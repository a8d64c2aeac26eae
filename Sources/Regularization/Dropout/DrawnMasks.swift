/// The network's outputs under masks that are drawn one after the other: those of the updates 1, 2, …
/// with the weights held still.
///
/// They are also what a network gives whose user forgot to switch it to evaluation mode: asked several
/// times about one sample, it answers differently every time.
public struct DrawnMasks: Sendable, Hashable {
  /// Of each mask, `[masks][outputs]`.
  public let outputs: [[Double]]
  /// At inference.
  public let inference: [Double]

  /// - Parameters:
  ///   - sample: 0-based.
  ///   - count: how many masks; ``MaskRanges/masks``.
  ///   - onlyLayer: the one layer whose inputs are dropped; `nil` for all that have a probability.
  ///   - first: the update whose masks are the first.
  public init(
    _ spec: MaskSpec, parameters: [LayerParameters], sample: Int, count: Int,
    onlyLayer: Int? = nil, first: Int = 1
  ) {
    outputs = (0..<count).map { index in
      spec.outputs(
        ofSample: sample, .training(step: first + index, onlyLayer: onlyLayer), with: parameters)
    }
    inference = spec.outputs(ofSample: sample, .inference, with: parameters)
  }

  /// The running mean of the outputs, after 1, 2, … masks, `[masks][outputs]`.
  public var runningMeans: [[Double]] {
    var sum = inference.map { _ in 0.0 }
    return outputs.enumerated().map { index, values in
      for output in values.indices { sum[output] += values[output] }
      return sum.map { $0 / Double(index + 1) }
    }
  }

  /// How far the running mean is from the outputs at inference, after 1, 2, … masks:
  /// `√Σ(mean − inference)²` over the outputs.
  public var distances: [Double] {
    runningMeans.map { mean in
      zip(mean, inference).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    }
  }

  /// How the answers about one output differ.
  public func spread(ofOutput output: Int) -> OutputSpread {
    OutputSpread(outputs.map { $0[output] }, inference: inference[output])
  }
}

/// One output under several masks.
public struct OutputSpread: Sendable, Hashable {
  public var inference: Double
  public var smallest: Double
  public var largest: Double
  public var mean: Double
  /// `√(Σ(value − mean)²/n)`
  public var deviation: Double
  /// How many different values there are.
  public var distinct: Int

  /// - Parameter values: at least one.
  public init(_ values: [Double], inference: Double) {
    self.inference = inference
    smallest = values.min() ?? .nan
    largest = values.max() ?? .nan
    let count = Double(max(1, values.count))
    let mean = values.reduce(0, +) / count
    self.mean = mean
    deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
    distinct = Set(values).count
  }
}

/// The same sample through the same weights in both modes.
public struct ModeComparison: Sendable, Hashable {
  public var training: MaskPass
  public var inference: MaskPass

  /// - Parameter iteration: whose masks training has.
  public init(
    _ spec: MaskSpec, parameters: [LayerParameters], sample: Int, row: Int = 0, iteration: Int
  ) {
    training = spec.pass(
      ofSample: sample, row: row, .training(step: iteration), with: parameters)
    inference = spec.pass(ofSample: sample, row: row, .inference, with: parameters)
  }

  /// The mean of what is fed on by the inputs or a layer's units, in training and at inference.
  public func meanFed(_ layer: Int) -> (training: Double, inference: Double) {
    func mean(_ pass: MaskPass) -> Double {
      let units = pass.units[layer]
      return units.reduce(0) { $0 + $1.fed } / Double(max(1, units.count))
    }
    return (mean(training), mean(inference))
  }
}

extension MaskSpec {
  /// The conventions side by side for the inputs of a layer, which are computed without any dropout
  /// before it.
  ///
  /// - Parameter masks: how many are drawn for each sample.
  public func conventionComparisons(
    ofLayer layer: Int, parameters: [LayerParameters], masks: Int
  ) -> [ConventionComparison] {
    let activations = inputs.indices.map { sample in
      pass(ofSample: sample, .unscaled, with: parameters).units[layer].map(\.activation)
    }
    return DropoutConvention.allCases.map { convention in
      ConventionComparison(
        convention, of: activations, dropProbability: dropProbability(ofLayer: layer),
        layer: layer, seed: seed, masks: masks)
    }
  }
}
