/// An update of one weight, in plain arithmetic: the formulas of ``OptimizerSpec`` and ``Penalty`` as
/// they stand there.
struct WeightUpdateRule {
  let optimizer: OptimizerSpec
  let learningRate: Double
  /// The update's number, from 1.
  let step: Int
  let penalty: Penalty
  /// Whether the decoupled decay touches the weight.
  let decays: Bool

  struct Result {
    var explanation: UpdateExplanation
    var motion: WeightMotion
  }

  func update(
    _ place: WeightPlace, _ weight: Double, gradient: Double, firstMoment: Double?,
    secondMoment: Double?
  ) -> Result {
    let l2 = penalty.l2Factor * weight
    let isSubgradient = penalty.l1 > 0 && penalty.zeroRule != .proximal
    let l1 = isSubgradient && weight != 0 ? (weight > 0 ? penalty.l1 : -penalty.l1) : 0
    let whole = gradient + l2 + l1
    let scale = optimizer.velocityForm == .steps && keepsVelocity ? learningRate : 1

    // The direction is now·g + memory·(first moment before).
    var now = 1.0
    var memory = 0.0
    var first: Double?
    var second: Double?
    var divisor = 1.0
    var rate = learningRate
    switch optimizer.kind {
    case .sgd: break
    case .momentum, .nesterov:
      first = optimizer.momentum * (firstMoment ?? 0) + scale * whole
      if optimizer.velocityForm == .steps { rate = 1 }
      let isNesterov = optimizer.kind == .nesterov
      now = isNesterov ? scale * (1 + optimizer.momentum) : scale
      memory = isNesterov ? optimizer.momentum * optimizer.momentum : optimizer.momentum
    case .rmsprop:
      second = moved(secondMoment, by: optimizer.smoothing, to: whole * whole)
      divisor = root(of: second ?? 0, correction: 1)
    case .adam, .adamw:
      first = moved(firstMoment, by: optimizer.beta1, to: whole)
      second = moved(secondMoment, by: optimizer.beta2, to: whole * whole)
      now = 1 - optimizer.beta1
      memory = optimizer.beta1
      let corrects = optimizer.correctsBias
      if corrects { rate = learningRate / (1 - power(optimizer.beta1, step)) }
      divisor = root(
        of: second ?? 0, correction: corrects ? 1 - power(optimizer.beta2, step) : 1)
    }
    let direction = now * whole + memory * (firstMoment ?? 0)
    let decay = decays ? 1 - learningRate * optimizer.weightDecay : 1
    let beforeZeroRule = decay * weight - rate * (direction / divisor)
    let after = afterZeroRule(beforeZeroRule, from: weight)
    return Result(
      explanation: UpdateExplanation(
        place: place, before: weight, dataGradient: gradient, l2Gradient: l2, l1Gradient: l1,
        firstMoment: first, secondMoment: second, direction: direction, divisor: divisor,
        rate: rate, decayed: weight * (1 - decay), beforeZeroRule: beforeZeroRule, after: after),
      motion: WeightMotion(
        gradient: minus(rate * now * gradient / divisor),
        memory: minus(rate * memory * (firstMoment ?? 0) / divisor),
        l2: minus(rate * now * l2 / divisor), l1: minus(rate * now * l1 / divisor),
        decay: minus(weight * (1 - decay)), zeroRule: after - beforeZeroRule))
  }

  private var keepsVelocity: Bool { optimizer.kind == .momentum || optimizer.kind == .nesterov }

  /// A part of 0 has no sign.
  private func minus(_ value: Double) -> Double { value == 0 ? 0 : -value }

  /// `share·average + (1 − share)·value`
  private func moved(_ average: Double?, by share: Double, to value: Double) -> Double {
    share * (average ?? 0) + (1 - share) * value
  }

  /// The divisor, with ε where it stands.
  private func root(of second: Double, correction: Double) -> Double {
    let corrected = second / correction
    return switch optimizer.epsilonPlacement {
    case .outsideRoot: corrected.squareRoot() + optimizer.epsilon
    case .beforeCorrection:
      corrected.squareRoot() + optimizer.epsilon / correction.squareRoot()
    case .insideRoot: (corrected + optimizer.epsilon).squareRoot()
    }
  }

  private func afterZeroRule(_ value: Double, from weight: Double) -> Double {
    guard penalty.l1 > 0 else { return value }
    switch penalty.zeroRule {
    case .subgradient: return value
    case .hold:
      let crosses = weight > 0 && value < 0 || weight < 0 && value > 0 || weight == 0
      return crosses ? 0 : value
    case .proximal:
      let rest = value.magnitude - learningRate * penalty.l1
      return rest > 0 ? (value < 0 ? -rest : rest) : 0
    }
  }
}
