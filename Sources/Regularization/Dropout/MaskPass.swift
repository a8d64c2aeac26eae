/// How a sample goes through the network.
public enum PassMode: Sendable, Hashable {
  /// With the masks of an update, from 1; of one layer's inputs alone where `onlyLayer` is given.
  case training(step: Int, onlyLayer: Int? = nil)
  /// Nothing is dropped; what the convention scales at inference is scaled.
  case inference
  /// Nothing is dropped, nothing is scaled.
  case unscaled
}

/// What comes back to a unit from the loss of one sample.
public struct UnitGradient: Sendable, Hashable {
  /// ∂loss/∂(what the next layer is fed): `Σₖ deltaₖ·w[unit, k]` over the units that it feeds.
  public var byFed: Double
  /// ∂loss/∂activation: `byFed·factor`, 0 for a dropped unit.
  public var byActivation: Double
  /// f′(z)
  public var slope: Double
  /// ∂loss/∂z: `byActivation·slope`
  public var delta: Double
}

/// A unit on a sample's way forward and back, or an input of the network.
public struct MaskUnit: Sendable, Hashable {
  /// The probability with which it is dropped in training; 0 where nothing is drawn.
  public var dropProbability: Double
  /// The random word that decides; `nil` where nothing is drawn.
  public var word: UInt32?
  public var isDropped: Bool
  /// z, the bias and the weighted sum of what it is fed; `nil` for an input of the network.
  public var weightedSum: Double?
  /// `a = f(z)`, or the input.
  public var activation: Double
  /// What the activation is multiplied by: 0 for a dropped unit, 1/(1 − p) for a survivor.
  public var factor: Double
  /// `activation·factor`: what the next layer is fed; of the last layer the network's output.
  public var fed: Double
  /// Whether all units that it feeds are dropped, or cut off themselves: nothing comes back to it.
  public var isCutOff: Bool
  /// `nil` for an input, and where there is no way back.
  public var gradient: UnitGradient?

  /// The random number u from 0 to below 1, `word/2³²`: the unit is dropped where u < p.
  ///
  /// *Differs*: the comparison is one of whole numbers, p rounded to a multiple of 2⁻³²
  /// (``DropoutMask/threshold``).
  public var uniform: Double? { word.map { Double($0) * 0x1p-32 } }
}

/// One sample on its way through the network and, in training, back.
public struct MaskPass: Sendable, Hashable {
  /// Its number among the samples, from 0.
  public var sample: Int
  /// Its row in the batch, from 0.
  public var row: Int
  public var mode: PassMode
  /// The network's inputs, then the units of each layer: `units[l]` are the inputs of layer l.
  public var units: [[MaskUnit]]
  /// Of this sample.
  public var loss: Double

  public var outputs: [Double] { units.last.map { $0.map(\.fed) } ?? [] }

  /// Units that are dropped in this pass.
  public var droppedCount: Int { units.reduce(0) { $0 + $1.count { $0.isDropped } } }
}

extension MaskSpec {
  /// A sample's way through the network with these parameters; in training with its way back.
  ///
  /// - Parameter row: its row in the batch; decides the masks.
  public func pass(
    ofSample sample: Int, row: Int = 0, _ mode: PassMode, with parameters: [LayerParameters]
  ) -> MaskPass {
    var units = forward(sample, row: row, mode, parameters)
    let outputs = units[units.count - 1].map(\.fed)
    let loss = loss.ofSample(
      outputs: outputs,
      target: targets.target(ofSample: sample, loss: loss, outputs: outputs.count))
    if case .training = mode { goBack(through: &units, from: loss.gradient, parameters) }
    return MaskPass(sample: sample, row: row, mode: mode, units: units, loss: loss.value)
  }

  /// The network's outputs for a sample.
  public func outputs(
    ofSample sample: Int, row: Int = 0, _ mode: PassMode, with parameters: [LayerParameters]
  ) -> [Double] {
    forward(sample, row: row, mode, parameters).last.map { $0.map(\.fed) } ?? []
  }

  private func forward(
    _ sample: Int, row: Int, _ mode: PassMode, _ parameters: [LayerParameters]
  ) -> [[MaskUnit]] {
    var units = [masked(inputs[sample].map { (nil, $0) }, ofLayer: 0, row: row, mode)]
    for (layer, values) in parameters.enumerated() {
      let sums = MaskSpec.weightedSums(of: units[layer].map(\.fed), values)
      let activation = network.layers[layer].activation
      let outputs = sums.map { z -> (Double?, Double) in (z, activation.value(at: z)) }
      units.append(masked(outputs, ofLayer: layer + 1, row: row, mode))
    }
    return units
  }

  /// `z[j] = bias[j] + Σᵢ x[i]·w[i, j]`, each term by one fused multiply-add, as in training.
  static func weightedSums(of x: [Double], _ parameters: LayerParameters) -> [Double] {
    let units = parameters.biases.count
    return (0..<units).map { unit in
      var sum = parameters.biases[unit]
      for (input, value) in x.enumerated() {
        sum.addProduct(value, parameters.weights[input * units + unit])
      }
      return sum
    }
  }

  /// What a layer is fed of the activations before it. Behind the last layer nothing is dropped.
  private func masked(
    _ values: [(sum: Double?, activation: Double)], ofLayer layer: Int, row: Int, _ mode: PassMode
  ) -> [MaskUnit] {
    let probability = layer < network.layers.count ? dropProbability(ofLayer: layer) : 0
    var mask: DropoutMask?
    if probability > 0, case .training(let step, let only) = mode, only == nil || only == layer {
      mask = DropoutMask(seed: seed, step: step, layer: layer, probability)
    }
    let scaling =
      probability > 0 && mode == .inference ? convention.inferenceFactor(probability) : 1
    return values.enumerated().map { index, value in
      let word = mask?.word(row: row, input: index)
      let isDropped = mask?.keeps(row: row, input: index) == false
      let factor =
        mask == nil ? scaling : isDropped ? 0 : convention.trainingFactor(probability)
      return MaskUnit(
        dropProbability: probability, word: word, isDropped: isDropped, weightedSum: value.sum,
        activation: value.activation, factor: factor,
        // A dropped infinity feeds nothing, where 0·∞ would be no number.
        fed: isDropped ? 0 : value.activation * factor, isCutOff: false)
    }
  }

  private func goBack(
    through units: inout [[MaskUnit]], from loss: [Double], _ parameters: [LayerParameters]
  ) {
    let last = units.count - 1
    for unit in units[last].indices { setGradient(&units[last][unit], byFed: loss[unit], last) }
    for layer in (0..<last).reversed() {
      let next = units[layer + 1]
      for unit in units[layer].indices {
        units[layer][unit].isCutOff = next.allSatisfy { $0.isDropped || $0.isCutOff }
        guard layer > 0 else { continue }
        var sum = 0.0
        for (target, unitBehind) in next.enumerated() {
          let weight = parameters[layer].weights[unit * next.count + target]
          sum.addProduct(unitBehind.gradient?.delta ?? 0, weight)
        }
        setGradient(&units[layer][unit], byFed: sum, layer)
      }
    }
  }

  private func setGradient(_ unit: inout MaskUnit, byFed: Double, _ layer: Int) {
    let slope = network.layers[layer - 1].activation.slope(at: unit.activation)
    // As on the way forward: nothing comes back through a dropped unit, not even an infinity.
    let byActivation = unit.isDropped ? 0 : byFed * unit.factor
    unit.gradient = UnitGradient(
      byFed: byFed, byActivation: byActivation, slope: slope, delta: byActivation * slope)
  }
}
