import CKernels

extension OptimizerSpec {
  /// The share of itself that a weight loses per update to L2 and to weight decay, in the long run and
  /// with its moments as they are: what of a λ a weight really feels.
  ///
  /// *Formula*: `η·l2Factor·c/divisor + η·weightDecay`, where c is what a steady pull adds up to in the
  /// velocity, 1/(1 − μ) for momentum and nesterov and 1 for the others, and the divisor is that of rmsprop,
  /// adam and adamw, `√(v/(1 − β₂ᵗ)) + ε`, and 1 for the others. For sgd it is ηλ; with adam every weight has
  /// its own.
  ///
  /// - Parameters:
  ///   - l2Factor: ``Penalty/l2Factor``.
  ///   - decays: whether ``weightDecay`` touches the weight.
  ///   - secondMoment: v after `updates` updates; not read by optimizers without one.
  ///   - updates: of this optimizer, 0 or more.
  ///
  /// - Returns: `nil` before the first update where v has to say, and where the divisor is 0.
  public func decayShare(
    l2Factor: Double, decays: Bool, learningRate: Double, secondMoment: Double, updates: Int
  ) -> Double? {
    let decay = decays ? learningRate * weightDecay : 0
    guard l2Factor > 0 else { return decay }
    let gain = kind == .momentum || kind == .nesterov ? 1 / (1 - momentum) : 1
    guard keepsSecondMoment else { return learningRate * l2Factor * gain + decay }
    guard updates > 0 else { return nil }
    let by = coefficients(step: updates, learningRate: learningRate)
    let divisor = (by.scale * secondMoment + by.inner).squareRoot() + by.outer
    return divisor > 0 ? learningRate * l2Factor * gain / divisor + decay : nil
  }
}

extension TrainingRun {
  /// ``OptimizerSpec/decayShare(l2Factor:decays:learningRate:secondMoment:updates:)`` of the weight at
  /// an index of the parameters; `nil`, too, where neither L2 nor decay touches its layer.
  func decayShare(at index: Int, ofLayer layer: Int) -> Double? {
    let optimizer = settings.update.optimizer
    let l2Factor = settings.update.penalties[layer].l2Factor
    let decays = network.layers[layer].decaysWeights && optimizer.weightDecay > 0
    guard l2Factor > 0 || decays else { return nil }
    return optimizer.decayShare(
      l2Factor: l2Factor, decays: decays, learningRate: learningRate,
      secondMoment: engine.secondMoment?[index] ?? 0,
      updates: position.step - settings.optimizerSince)
  }

  /// The smallest and the largest share among all weights that have one; `nil` where none has.
  func decayShares() -> ClosedRange<Double>? {
    var range: ClosedRange<Double>?
    for (number, layer) in model.layout.layers.enumerated() {
      for index in turningPoints(layer) {
        guard let share = decayShare(at: index, ofLayer: number) else { continue }
        range = range.map { min($0.lowerBound, share)...max($0.upperBound, share) } ?? share...share
      }
    }
    return range
  }

  /// Where a layer's second moments are largest and smallest: the share falls as they rise. One place
  /// where there are none.
  private func turningPoints(_ layer: ParameterLayout.Layer) -> [Int] {
    guard let moments = engine.secondMoment, layer.units > 0, layer.inputs > 0 else {
      return [layer.weights]
    }
    var (low, high) = (layer.weights, layer.weights)
    var (smallest, largest) = (Double.infinity, -Double.infinity)
    for unit in 0..<layer.units {
      for input in 0..<layer.inputs {
        let index = layer.place(input: input, unit: unit)
        let value = moments[index]
        if value < smallest { (low, smallest) = (index, value) }
        if value > largest { (high, largest) = (index, value) }
      }
    }
    return [low, high]
  }
}
