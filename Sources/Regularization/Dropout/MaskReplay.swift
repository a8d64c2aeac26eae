/// Parameters and moments between two updates, laid out alike.
public struct MaskState: Sendable, Hashable {
  public var parameters: [LayerParameters]
  /// Velocities or first moments; `nil` where the optimizer keeps none.
  public var firstMoments: [LayerParameters]?
  public var secondMoments: [LayerParameters]?
}

/// One update with all its numbers.
public struct MaskIteration: Sendable, Hashable {
  /// From 1.
  public var number: Int
  /// The samples of the batch in their order, forward and back.
  public var passes: [MaskPass]
  /// The mean over the batch, before the update.
  public var dataLoss: Double
  /// Of the parameters before the update.
  public var penalty: Double
  /// Layer by layer the weights, input by input, then the biases.
  public var weights: [[MaskedWeight]]
  public var before: MaskState
  public var after: MaskState

  /// `dataLoss + penalty`
  public var objective: Double { dataLoss + penalty }

  public func weight(_ place: WeightPlace) -> MaskedWeight? {
    guard weights.indices.contains(place.layer) else { return nil }
    return weights[place.layer].first { $0.place == place }
  }
}

/// A small network trained by hand: every random number, mask, activation, gradient and update.
///
/// In plain Float64 arithmetic without the training engine, so that the two can be held against
/// each other (`MaskReplayEngineTests`). The same spec gives the same numbers; any iteration can be
/// asked for in any order.
public struct MaskReplay: Sendable {
  public let spec: MaskSpec
  /// After 0, 1, … updates; ends before the first one that leads to no finite numbers.
  private let states: [MaskState]
  /// Why it ends before the spec's last iteration.
  public let divergence: Divergence?

  /// - Precondition: the spec has no ``MaskSpec/problems()``.
  public init(_ spec: MaskSpec) {
    self.spec = spec
    func zeros() -> [LayerParameters] {
      spec.parameters.map {
        LayerParameters(
          weights: $0.weights.map { _ in 0 }, biases: $0.biases.map { _ in 0 })
      }
    }
    var states = [
      MaskState(
        parameters: spec.parameters,
        firstMoments: spec.optimizer.keepsFirstMoment ? zeros() : nil,
        secondMoments: spec.optimizer.keepsSecondMoment ? zeros() : nil)
    ]
    var divergence: Divergence?
    var losses: [Double] = []
    for number in 1...max(1, spec.iterations) {
      let iteration = spec.iteration(number, from: states[number - 1])
      losses.append(iteration.dataLoss)
      guard iteration.dataLoss.isFinite, iteration.after.isFinite else {
        divergence = Divergence(
          step: number, sign: iteration.dataLoss.isFinite ? .parameters : .loss,
          lastLosses: losses.dropLast().suffix(5))
        break
      }
      states.append(iteration.after)
    }
    self.states = states
    self.divergence = divergence
  }

  /// Updates that were done: those of the spec, unless it diverges.
  public var iterations: Int { states.count - 1 }

  /// - Parameter count: 0 to ``iterations``.
  public func state(after count: Int) -> MaskState { states[count] }

  /// - Parameter number: 1 to ``iterations``.
  public func iteration(_ number: Int) -> MaskIteration {
    spec.iteration(number, from: states[number - 1])
  }

  /// The same network with other random numbers.
  public func withSeed(_ seed: UInt64) -> MaskReplay {
    var spec = spec
    spec.seed = seed
    return MaskReplay(spec)
  }
}

extension MaskState {
  var isFinite: Bool {
    parameters.allSatisfy { $0.weights.allSatisfy(\.isFinite) && $0.biases.allSatisfy(\.isFinite) }
  }
}

extension LayerParameters {
  /// The weight at an input, or the bias, of a unit.
  public subscript(input: Int?, unit: Int) -> Double {
    get { input.map { weights[$0 * biases.count + unit] } ?? biases[unit] }
    set {
      if let input {
        weights[input * biases.count + unit] = newValue
      } else {
        biases[unit] = newValue
      }
    }
  }
}

extension MaskSpec {
  /// An update from a state.
  func iteration(_ number: Int, from before: MaskState) -> MaskIteration {
    let passes = batch(ofIteration: number).enumerated().map { row, sample in
      pass(ofSample: sample, row: row, .training(step: number), with: before.parameters)
    }
    let losses = passes.reduce(0) { $0 + $1.loss }
    var after = before
    let weights = network.layers.indices.map { layer in
      places(ofLayer: layer).map { place in
        let weight = masked(place, step: number, passes, before)
        after.parameters[layer][place.input, place.unit] = weight.after
        if let moment = weight.update.firstMoment {
          after.firstMoments?[layer][place.input, place.unit] = moment
        }
        if let moment = weight.update.secondMoment {
          after.secondMoments?[layer][place.input, place.unit] = moment
        }
        return weight
      }
    }
    return MaskIteration(
      number: number, passes: passes, dataLoss: losses / Double(max(1, passes.count)),
      penalty: penalty(of: before.parameters), weights: weights, before: before, after: after)
  }

  /// The weights of a layer, input by input, then its biases.
  private func places(ofLayer layer: Int) -> [WeightPlace] {
    let inputs = (0..<network.inputs(ofLayer: layer)).map(Int?.some) + [nil]
    return inputs.flatMap { input in
      (0..<network.layers[layer].units).map { WeightPlace(layer: layer, input: input, unit: $0) }
    }
  }

  private func masked(
    _ place: WeightPlace, step: Int, _ passes: [MaskPass], _ before: MaskState
  ) -> MaskedWeight {
    let layer = network.layers[place.layer]
    let parts = passes.map { $0.part(of: place) }
    let sum = parts.reduce(0) { $0 + $1.value }
    let isBias = place.input == nil
    let rule = WeightUpdateRule(
      optimizer: optimizer, learningRate: learningRate, step: step,
      penalty: isBias ? layer.biasPenalty : layer.penalty,
      decays: isBias ? layer.decaysBiases : layer.decaysWeights)
    let first = before.firstMoments?[place.layer][place.input, place.unit]
    let second = before.secondMoments?[place.layer][place.input, place.unit]
    let result = rule.update(
      place, before.parameters[place.layer][place.input, place.unit],
      gradient: sum / Double(max(1, passes.count)), firstMoment: first, secondMoment: second)
    return MaskedWeight(
      place: place, parts: parts.map(\.value), silences: parts.map(\.silences),
      update: result.explanation, firstMomentBefore: first, secondMomentBefore: second,
      motion: result.motion)
  }

  private func penalty(of parameters: [LayerParameters]) -> Double {
    var sum = 0.0
    for (layer, values) in zip(network.layers, parameters) {
      for (penalty, numbers) in [
        (layer.penalty, values.weights), (layer.biasPenalty, values.biases),
      ] {
        sum += penalty.value(
          ofL1Norm: numbers.reduce(0) { $0 + $1.magnitude },
          sumOfSquares: numbers.reduce(0) { $0 + $1 * $1 })
      }
    }
    return sum
  }
}
