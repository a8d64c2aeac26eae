/// What becomes of the loss when a unit is taken out: its output is 0 for every sample.
public struct UnitAblation: Sendable, Hashable {
  public var unit: Int
  /// The mean over the samples without the unit.
  public var dataLoss: Double
  /// Less the loss with all units; below 0 where the unit does harm.
  public var increase: Double
}

/// How much the units of a hidden layer lean on each other: how alike they answer, and how much the
/// network loses with any single one of them.
///
/// *Source*: Srivastava et al. 2014, section 7.1, for the question.
public struct CoAdaptation: Sendable, Hashable {
  /// The hidden layer, from 0.
  public var layer: Int
  /// Samples that it is measured on.
  public var samples: Int
  /// Pearson's correlation of the outputs of two units over the samples, `[units][units]`; `nil` where
  /// one of them is the same for all samples.
  public var correlations: [[Double?]]
  /// The mean over the samples with all units.
  public var dataLoss: Double
  /// Unit by unit.
  public var ablations: [UnitAblation]

  /// The mean of |correlation| over all pairs of different units that have one; `nil` where none
  /// has.
  public var meanCorrelation: Double? { CoAdaptation.meanCorrelation(of: [self]) }

  /// The same over the pairs of several layers; the units of a pair are of one layer.
  public static func meanCorrelation(of layers: [CoAdaptation]) -> Double? {
    var sum = 0.0
    var count = 0
    for layer in layers {
      for unit in layer.correlations.indices {
        for other in layer.correlations.indices.dropFirst(unit + 1) {
          guard let correlation = layer.correlations[unit][other] else { continue }
          sum += correlation.magnitude
          count += 1
        }
      }
    }
    return count > 0 ? sum / Double(count) : nil
  }

  /// Units whose output is the same for all samples.
  public var constantUnits: Int { correlations.indices.count { correlations[$0][$0] == nil } }

  public var largestIncrease: Double { ablations.map(\.increase).max() ?? 0 }
  public var meanIncrease: Double {
    ablations.reduce(0) { $0 + $1.increase } / Double(max(1, ablations.count))
  }
  /// The unit without which the loss is largest.
  public var mostCritical: UnitAblation? { ablations.max { $0.increase < $1.increase } }

  /// Samples that are looked at unless more or fewer are asked for.
  public static let usualSampleLimit = 256
  /// A layer with more units is not measured for a screen.
  public static let unitLimit = 256
  /// Multiplications that measuring all hidden layers of a network for a screen may take.
  static let workLimit = 5e7

  /// How many samples all hidden layers of a network are measured on for a screen: fewer of a large
  /// one.
  public static func sampleLimit(for network: NetworkSpec) -> Int {
    let parameters = Double(network.parameterCount)
    var work = 0.0
    for index in network.layers.indices.dropLast() {
      let units = Double(network.layers[index].units)
      var without = Double(network.layers[index + 1].units)
      for later in network.layers.indices.dropFirst(index + 2) {
        without += Double(network.inputs(ofLayer: later) * network.layers[later].units)
      }
      work += parameters + units * (without + units)
    }
    return max(8, min(usualSampleLimit, Int(workLimit / max(1, work))))
  }

  /// - Parameters:
  ///   - samples: at least one; of more than `sampleLimit` so many, evenly spread.
  ///   - layer: a hidden one: any but the last.
  public init(
    _ network: NetworkSpec, parameters: [LayerParameters], loss: Loss, samples: DataSet,
    scaling: InputScaling? = nil, layer: Int, sampleLimit: Int = usualSampleLimit
  ) {
    let count = min(samples.count, max(1, sampleLimit))
    let units = network.layers[layer].units
    var ways: [EvaluationWay] = []
    for index in 0..<count {
      let row = index * samples.count / count
      ways.append(
        EvaluationWay(
          network, parameters, inputs: samples.inputs(ofRow: row, scaling: scaling),
          target: samples.targets.target(ofSample: row, loss: loss, outputs: network.outputs)))
    }
    let outputs = ways.map { $0.activations[layer + 1] }
    let whole = ways.reduce(0) { $0 + $1.loss(loss) } / Double(max(1, count))
    self.layer = layer
    self.samples = count
    dataLoss = whole
    correlations = CoAdaptation.correlations(of: outputs, units: units)
    ablations = (0..<units).map { unit in
      let sum = ways.reduce(0) { $0 + $1.loss(loss, without: unit, ofLayer: layer) }
      let mean = sum / Double(max(1, count))
      return UnitAblation(unit: unit, dataLoss: mean, increase: mean - whole)
    }
  }

  /// - Parameter outputs: `[samples][units]`
  static func correlations(of outputs: [[Double]], units: Int) -> [[Double?]] {
    let count = Double(max(1, outputs.count))
    // Each unit's deviations from its mean, scaled to the length 1: a correlation is a product.
    let directions = (0..<units).map { unit -> [Double]? in
      let values = outputs.map { $0[unit] }
      guard values.contains(where: { $0 != values[0] }) else { return nil }
      let mean = values.reduce(0, +) / count
      let deviations = values.map { $0 - mean }
      let length = deviations.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return length > 0 && length.isFinite ? deviations.map { $0 / length } : nil
    }
    return directions.map { one in
      directions.map { other in
        guard let one, let other else { return nil }
        let product = zip(one, other).reduce(0) { $0 + $1.0 * $1.1 }
        return min(max(product, -1), 1)
      }
    }
  }
}

extension TrainingRun {
  /// The co-adaptation of a hidden layer at the present step.
  ///
  /// - Parameters:
  ///   - part: of the samples; `nil` is given where it has none.
  ///   - samples: those of the run.
  public func coAdaptation(
    ofLayer layer: Int, on part: DataPart, of samples: TrainingData,
    sampleLimit: Int = CoAdaptation.usualSampleLimit
  ) -> CoAdaptation? {
    let set: DataSet? =
      switch part {
      case .training: samples.training
      case .validation: samples.validation
      case .test: samples.test
      }
    guard let set, set.count > 0, network.layers.indices.dropLast().contains(layer) else {
      return nil
    }
    return CoAdaptation(
      network, parameters: parameters, loss: loss, samples: set, scaling: samples.scaling,
      layer: layer, sampleLimit: sampleLimit)
  }
}

extension DataSet {
  /// A sample's inputs as the network is fed them.
  public func inputs(ofRow row: Int, scaling: InputScaling?) -> [Double] {
    let places = row * inputs..<(row + 1) * inputs
    let values: [Double]
    switch features {
    case .reals(let reals): values = Array(reals[places])
    case .bytes(let bytes):
      guard scaling != nil else { return bytes[places].map { Double($0) / 255 } }
      values = bytes[places].map(Double.init)
    }
    guard let scaling else { return values }
    return values.indices.map { (values[$0] - scaling.shift[$0]) * scaling.scale[$0] }
  }
}

/// A sample on its way through the network in evaluation mode, its sums kept.
private struct EvaluationWay {
  let network: NetworkSpec
  let parameters: [LayerParameters]
  let target: SampleTarget
  /// The inputs, then the outputs of each layer.
  private(set) var activations: [[Double]]
  /// z of each layer.
  private var sums: [[Double]] = []

  init(
    _ network: NetworkSpec, _ parameters: [LayerParameters], inputs: [Double], target: SampleTarget
  ) {
    self.network = network
    self.parameters = parameters
    self.target = target
    activations = [inputs]
    for (layer, values) in parameters.enumerated() {
      let z = EvaluationWay.sums(of: activations[layer], values)
      sums.append(z)
      let activation = network.layers[layer].activation
      activations.append(z.map { activation.value(at: $0) })
    }
  }

  func loss(_ loss: Loss) -> Double {
    loss.ofSample(outputs: activations[activations.count - 1], target: target).value
  }

  /// The loss with a unit's output at 0: what it gave to the next layer's sums is taken off again.
  func loss(_ loss: Loss, without unit: Int, ofLayer layer: Int) -> Double {
    let output = activations[layer + 1][unit]
    guard output != 0 else { return self.loss(loss) }
    let next = layer + 1
    var z = sums[next]
    for target in z.indices {
      z[target] -= output * parameters[next].weights[unit * z.count + target]
    }
    var values = z.map { network.layers[next].activation.value(at: $0) }
    for index in network.layers.indices.dropFirst(next + 1) {
      values = EvaluationWay.sums(of: values, parameters[index])
        .map { network.layers[index].activation.value(at: $0) }
    }
    return loss.ofSample(outputs: values, target: target).value
  }

  /// Input by input, so that weights are read as they lie in memory.
  private static func sums(of x: [Double], _ parameters: LayerParameters) -> [Double] {
    var z = parameters.biases
    let units = z.count
    for (input, value) in x.enumerated() where value != 0 {
      for unit in 0..<units { z[unit].addProduct(value, parameters.weights[input * units + unit]) }
    }
    return z
  }
}
