/// One of all masks of a layer's inputs, with what the network makes of it.
public struct EnumeratedMask: Sendable, Hashable {
  /// Whether each input is kept.
  public var kept: [Bool]
  /// `p^dropped·(1 − p)^kept`
  public var probability: ExactDecimal
  /// z of the layer's units.
  public var sums: [Ratio]
  /// f(z) of the layer's units.
  public var activations: [Ratio]
  /// The network's outputs.
  public var outputs: [Ratio]
}

/// Where in the network a mean over masks is looked at.
public enum ExpectationStage: String, CaseIterable, Sendable, Hashable {
  /// The weighted sums of the layer whose inputs are dropped: a linear function of the mask.
  case sums
  /// What its activation makes of them.
  case activations
  /// What the network gives.
  case outputs
}

/// The mean over all masks of a layer's inputs, beside the network at inference, in exact numbers.
///
/// *Formula*: `expected = Σ over the 2ⁿ masks of probability·value(mask)`; all other layers are as at
/// inference. Sums are linear in the mask, so under ``DropoutConvention/inverted`` and
/// ``DropoutConvention/original`` they have the mean of the inference, digit for digit; what is behind
/// a ReLU has not.
public struct MaskExpectation: Sendable, Hashable {
  /// The layer whose inputs are dropped, from 0.
  public let layer: Int
  public let dropProbability: ExactDecimal
  public let convention: DropoutConvention
  /// All 2ⁿ: mask k drops input i where bit i of k is set; the first keeps all.
  public let masks: [EnumeratedMask]
  /// The network at inference, as a mask that keeps all.
  private let inferred: EnumeratedMask
  private let means: [ExpectationStage: [Ratio]]

  /// - Parameters:
  ///   - sample: 0-based.
  ///   - layer: 0-based.
  ///
  /// *Throws*: ``SpecProblem`` where a layer is neither linear nor ReLU, whose values are no
  /// fractions, or where the layer has more than ``MaskRanges/enumeratedInputs`` inputs.
  public init(
    _ network: ExactNetwork, sample: Int, layer: Int, convention: DropoutConvention = .inverted
  ) throws(SpecProblem) {
    try MaskExpectation.check(network, layer: layer)
    let inputs = network.layers[layer].inputs
    self.layer = layer
    self.convention = convention
    let probability = network.layers[layer].dropProbability
    dropProbability = probability
    let way = ExactWay(network, convention)
    let fed = way.fed(toLayer: layer, ofSample: sample)
    let survivor = convention.trainingFactor(probability)
    let survivors = fed.map { $0 * survivor }
    var masks: [EnumeratedMask] = []
    for number in 0..<(1 << inputs) {
      let kept = (0..<inputs).map { number >> $0 & 1 == 0 }
      var chance = ExactDecimal.one
      for isKept in kept { chance = chance * (isKept ? .one - probability : probability) }
      masks.append(
        way.mask(
          kept, probability: chance, layer: layer,
          fed: zip(kept, survivors).map { $0 ? $1 : .zero }))
    }
    self.masks = masks
    let factor = way.inferenceFactor(ofLayer: layer)
    inferred = way.mask(
      [Bool](repeating: true, count: inputs), probability: .one, layer: layer,
      fed: fed.map { $0 * factor })
    var means: [ExpectationStage: [Ratio]] = [:]
    for stage in ExpectationStage.allCases {
      means[stage] = inferred.values(stage).indices.map { unit in
        masks.reduce(.zero) { $0 + Ratio($1.probability) * $1.values(stage)[unit] }
      }
    }
    self.means = means
  }

  /// Whether the masks of a layer's inputs can be enumerated.
  ///
  /// *Throws*: ``SpecProblem`` where they cannot, see ``init(_:sample:layer:convention:)``.
  public static func check(_ network: ExactNetwork, layer: Int) throws(SpecProblem) {
    for (index, layer) in network.layers.enumerated()
    where layer.activation != .linear && layer.activation != .relu {
      throw SpecProblem(
        field: "layers[\(index + 1)].activation",
        message: "the values of \(layer.activation.rawValue) have digits without end",
        remedy: "only linear and relu can be enumerated exactly")
    }
    let inputs = network.layers[layer].inputs
    guard inputs <= MaskRanges.enumeratedInputs else {
      throw SpecProblem(
        field: "layers[\(layer + 1)].weights",
        message: "the layer has \(inputs) inputs, which have 2^\(inputs) masks",
        remedy:
          "at most \(MaskRanges.enumeratedInputs) inputs can be enumerated; take a layer with "
          + "fewer, or the running mean over drawn masks")
    }
  }

  /// The mean over all masks, unit by unit.
  public func expected(_ stage: ExpectationStage) -> [Ratio] { means[stage] ?? [] }

  /// The value at inference, unit by unit.
  public func inference(_ stage: ExpectationStage) -> [Ratio] { inferred.values(stage) }

  /// `expected − inference`, unit by unit.
  public func gap(_ stage: ExpectationStage) -> [Ratio] {
    zip(expected(stage), inference(stage)).map { $0 - $1 }
  }

  /// Whether mean and inference are the same numbers.
  public func agrees(_ stage: ExpectationStage) -> Bool { gap(stage).allSatisfy(\.isZero) }

  /// The probabilities of all masks together, which is 1.
  public var totalProbability: ExactDecimal { masks.reduce(.zero) { $0 + $1.probability } }
}

extension EnumeratedMask {
  public func values(_ stage: ExpectationStage) -> [Ratio] {
    switch stage {
    case .sums: sums
    case .activations: activations
    case .outputs: outputs
    }
  }
}

/// The network as at inference, in fractions.
private struct ExactWay {
  let network: ExactNetwork
  let convention: DropoutConvention

  init(_ network: ExactNetwork, _ convention: DropoutConvention) {
    self.network = network
    self.convention = convention
  }

  /// Where nothing is dropped there is no dropout layer, and nothing is scaled.
  func inferenceFactor(ofLayer layer: Int) -> Ratio {
    let probability = network.layers[layer].dropProbability
    return Ratio(probability.isZero ? .one : convention.inferenceFactor(probability))
  }

  /// What a layer would be fed without its own dropout.
  func fed(toLayer layer: Int, ofSample sample: Int) -> [Ratio] {
    var values = network.samples[sample].map { Ratio($0) }
    for index in 0..<layer {
      let factor = inferenceFactor(ofLayer: index)
      values = activations(of: sums(values.map { $0 * factor }, index), index)
    }
    return values
  }

  func mask(
    _ kept: [Bool], probability: ExactDecimal, layer: Int, fed: [Ratio]
  ) -> EnumeratedMask {
    let sums = sums(fed, layer)
    let own = activations(of: sums, layer)
    var values = own
    for index in network.layers.indices.dropFirst(layer + 1) {
      let factor = inferenceFactor(ofLayer: index)
      values = activations(of: self.sums(values.map { $0 * factor }, index), index)
    }
    return EnumeratedMask(
      kept: kept, probability: probability, sums: sums, activations: own, outputs: values)
  }

  private func sums(_ fed: [Ratio], _ layer: Int) -> [Ratio] {
    let layer = network.layers[layer]
    return (0..<layer.units).map { unit in
      var sum = Ratio(layer.biases[unit])
      for (input, value) in fed.enumerated() where !value.isZero {
        sum = sum + value * Ratio(layer.weights[input][unit])
      }
      return sum
    }
  }

  private func activations(of sums: [Ratio], _ layer: Int) -> [Ratio] {
    network.layers[layer].activation == .relu ? sums.map { $0.signum > 0 ? $0 : .zero } : sums
  }
}
