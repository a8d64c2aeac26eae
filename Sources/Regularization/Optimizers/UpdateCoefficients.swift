import CKernels

extension OptimizerSpec {
  /// Whether it keeps a velocity or a first moment.
  var keepsFirstMoment: Bool { kind != .sgd && kind != .rmsprop }
  var keepsSecondMoment: Bool { kind == .rmsprop || kind == .adam || kind == .adamw }

  /// The numbers of one update of parameters with a penalty.
  ///
  /// - Parameters:
  ///   - common: from ``coefficients(step:learningRate:)``.
  ///   - decays: whether ``weightDecay`` touches these parameters.
  func coefficients(
    _ common: kernels_update, _ penalty: Penalty, decays: Bool, learningRate: Double
  ) -> kernels_update {
    var update = common
    update.l1 = penalty.l1
    update.l2 = penalty.l2Factor
    update.zero_rule = Int32(penalty.kernelRule.rawValue)
    update.threshold = learningRate * penalty.l1
    update.decay = decays ? 1 - learningRate * weightDecay : 1
    return update
  }

  /// The numbers of one update without a penalty.
  ///
  /// - Parameter step: counts this optimizer's updates from 1.
  func coefficients(step: Int, learningRate: Double) -> kernels_update {
    var update = kernels_update()
    update.rate = learningRate
    switch kind {
    case .sgd: update.rule = Int32(KERNELS_SGD.rawValue)
    case .momentum, .nesterov:
      update.rule = Int32((kind == .momentum ? KERNELS_MOMENTUM : KERNELS_NESTEROV).rawValue)
      update.momentum = momentum
      update.gradient_scale = velocityForm == .gradients ? 1 : learningRate
      if velocityForm == .steps { update.rate = 1 }
    case .rmsprop:
      update.rule = Int32(KERNELS_RMSPROP.rawValue)
      update.beta2 = smoothing
      update.rest2 = 1 - smoothing
      setDivisor(&update, correction: 1)
    case .adam, .adamw:
      update.rule = Int32(KERNELS_ADAM.rawValue)
      update.beta1 = beta1
      update.rest1 = 1 - beta1
      update.beta2 = beta2
      update.rest2 = 1 - beta2
      if correctsBias { update.rate = learningRate / (1 - power(beta1, step)) }
      setDivisor(&update, correction: correctsBias ? 1 - power(beta2, step) : 1)
    }
    return update
  }

  /// - Parameter correction: what the second moment is divided by.
  private func setDivisor(_ update: inout kernels_update, correction: Double) {
    update.scale = 1 / correction
    switch epsilonPlacement {
    case .outsideRoot: update.outer = epsilon
    case .beforeCorrection: update.outer = epsilon / correction.squareRoot()
    case .insideRoot: update.inner = epsilon
    }
  }
}

extension Penalty {
  fileprivate var kernelRule: kernels_zero_rule {
    guard l1 > 0 else { return KERNELS_NO_L1 }
    return switch zeroRule {
    case .subgradient: KERNELS_SUBGRADIENT
    case .hold: KERNELS_HOLD
    case .proximal: KERNELS_PROXIMAL
    }
  }
}

/// `base` to a whole power, by squaring: the same bits everywhere, which a library's `pow` does not
/// promise.
func power(_ base: Double, _ exponent: Int) -> Double {
  var result = 1.0
  var square = base
  var rest = exponent
  while rest > 0 {
    if rest & 1 == 1 { result *= square }
    square *= square
    rest >>= 1
  }
  return result
}
