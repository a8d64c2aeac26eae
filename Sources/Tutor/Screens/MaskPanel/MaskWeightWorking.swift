import Regularization

/// What an update makes of one weight, written out: where its gradient comes from or why it has none, and
/// all that moves it.
struct MaskWeightWorking {
  private let spec: MaskSpec
  private let iteration: MaskIteration
  private let weight: MaskedWeight
  private let figures: MaskFigures
  private let layer: LayerSpec
  private let name: String

  /// `nil` where there is no such weight.
  init?(_ panel: MaskPanelState, weight place: WeightPlace) {
    guard let iteration = panel.iteration, let weight = iteration.weight(place) else { return nil }
    spec = panel.spec
    self.iteration = iteration
    self.weight = weight
    figures = MaskFigures(showsAllDigits: panel.showsAllDigits)
    layer = panel.spec.network.layers[place.layer]
    name = place.input == nil ? "b" : "w"
  }

  private var update: UpdateExplanation { weight.update }
  private var isBias: Bool { weight.place.input == nil }
  private var penalty: Penalty { isBias ? layer.biasPenalty : layer.penalty }
  private var optimizer: OptimizerSpec { spec.optimizer }

  func lines() -> [String] {
    [gradient] + silence + wholeGradient + moments + parts + [result] + zeroRule
  }

  // MARK: Gradient

  private var gradient: String {
    let deltas = iteration.passes.map {
      $0.units[weight.place.layer + 1][weight.place.unit].gradient?.delta ?? 0
    }
    let fed = iteration.passes.map { pass in
      weight.place.input.map { pass.units[weight.place.layer][$0].fed } ?? 1
    }
    let count = iteration.passes.count
    let sum =
      isBias
      ? deltas.map(figures.factor).joined(separator: " + ")
      : figures.products(Array(zip(fed, deltas)))
    let head = isBias ? "mean of δ" : "mean of fed·δ"
    let mean = count > 1 ? "(\(sum))/\(count)" : sum
    return "g = \(count > 1 ? head : String(head.dropFirst(8))) = \(mean) = "
      + figures.term(weight.gradient)
  }

  /// Why a sample adds nothing.
  private var silence: [String] {
    let count = weight.silences.count
    var reasons: [String] = []
    for (row, silences) in weight.silences.enumerated() where !silences.isEmpty {
      let words = silences.map { MaskWeightWorking.words(for: $0) }.joined(separator: ", ")
      reasons.append(count > 1 ? "row \(row + 1): \(words)" : words)
    }
    guard !reasons.isEmpty else { return [] }
    let head =
      weight.isSilencedByMask
      ? "no gradient, because of the mask"
      : weight.gradient == 0 ? "no gradient" : "no part in it has"
    return ["\(head): \(reasons.joined(separator: "; "))"]
  }

  static func words(for silence: GradientSilence) -> String {
    switch silence {
    case .inputDropped: "the input is dropped and feeds 0"
    case .unitDropped: "the unit is dropped, nothing comes back through it"
    case .unitCutOff: "all that the unit feeds is dropped"
    case .inputZero: "the input is 0"
    case .unitInactive: "the unit is inactive, f′(z) is 0"
    case .nothingBack: "nothing comes back"
    }
  }

  private var whole: Double { update.dataGradient + update.l2Gradient + update.l1Gradient }

  private var wholeGradient: [String] {
    var sum = figures.term(update.dataGradient)
    var names = ["data"]
    if update.l2Gradient != 0 {
      sum += " + \(figures.term(penalty.l2Factor))·\(figures.factor(update.before))"
      names.append("L2")
    }
    if update.l1Gradient != 0 {
      sum += figures.summand(update.l1Gradient)
      names.append("L1")
    }
    guard names.count > 1 else { return [] }
    return ["G = \(sum) = \(figures.term(whole)), \(names.joined(separator: " + "))"]
  }

  private var g: String { figures.factor(whole) }

  // MARK: Optimizer

  private var moments: [String] {
    let first = figures.factor(weight.firstMomentBefore ?? 0)
    let second = figures.term(weight.secondMomentBefore ?? 0)
    switch optimizer.kind {
    case .sgd: return []
    case .momentum, .nesterov:
      let scale = hasRateInVelocity ? "\(figures.term(spec.learningRate))·" : ""
      return [
        "u ← \(figures.term(optimizer.momentum))·\(first) + \(scale)\(g) = "
          + figures.term(update.firstMoment ?? 0)
      ]
    case .rmsprop:
      return [secondMoment(optimizer.smoothing, before: second), divisor]
    case .adam, .adamw:
      let mean =
        "m ← \(figures.term(optimizer.beta1))·\(first) + "
        + "(1 − \(figures.term(optimizer.beta1)))·\(g) = \(figures.term(update.firstMoment ?? 0))"
      let rate =
        optimizer.correctsBias
        ? [
          "rate = η/(1 − β₁ᵗ) = \(figures.term(spec.learningRate))/(1 − "
            + "\(figures.term(optimizer.beta1))^\(iteration.number)) = \(figures.term(update.rate))"
        ] : []
      return [mean, secondMoment(optimizer.beta2, before: second), divisor] + rate
    }
  }

  private func secondMoment(_ share: Double, before: String) -> String {
    "v ← \(figures.term(share))·\(before) + (1 − \(figures.term(share)))·\(g)² = "
      + figures.term(update.secondMoment ?? 0)
  }

  private var divisor: String {
    let v = figures.term(update.secondMoment ?? 0)
    let epsilon = figures.term(optimizer.epsilon)
    let corrects = optimizer.kind != .rmsprop && optimizer.correctsBias
    let correction = "(1 − \(figures.term(optimizer.beta2))^\(iteration.number))"
    let corrected = corrects ? "\(v)/\(correction)" : v
    let root =
      switch optimizer.epsilonPlacement {
      case .outsideRoot: "√(\(corrected)) + \(epsilon)"
      case .beforeCorrection:
        "√(\(corrected)) + \(epsilon)" + (corrects ? "/√\(correction)" : "")
      case .insideRoot: "√(\(corrected) + \(epsilon))"
      }
    return "divisor = \(root) = \(figures.term(update.divisor))"
  }

  private var hasRateInVelocity: Bool {
    optimizer.velocityForm == .steps
      && (optimizer.kind == .momentum || optimizer.kind == .nesterov)
  }

  // MARK: Parts of the update

  /// What moves the weight, each with its working; none where it stays.
  private var parts: [String] {
    let motion = weight.motion
    guard !motion.movers.isEmpty else { return ["nothing moves it"] }
    let hasNoGradient = weight.gradient == 0
    return motion.movers.filter { $0 != .zeroRule }.map { mover in
      let still = hasNoGradient && mover != .gradient ? "still moves it: " : ""
      return "\(still)\(MaskWeightWorking.name(of: mover, optimizer)) \(working(of: mover)) = "
        + figures.term(motion.part(mover))
    }
  }

  static func name(of mover: WeightMover, _ optimizer: OptimizerSpec) -> String {
    switch mover {
    case .gradient: "gradient"
    case .memory: optimizer.kind == .adam || optimizer.kind == .adamw ? "Adam’s memory" : "momentum"
    case .l2: "L2"
    case .l1: "L1"
    case .decay: "weight decay"
    case .zeroRule: "zero rule"
    }
  }

  /// `−0.1·0.9·0.3/0.02`
  private func working(of mover: WeightMover) -> String {
    let rate = update.rate == 1 && hasRateInVelocity ? [] : [update.rate]
    var factors: [Double]
    switch mover {
    case .gradient: factors = rate + share + [update.dataGradient]
    case .l2: factors = rate + share + [penalty.l2Factor, update.before]
    case .l1: factors = rate + share + [update.l1Gradient]
    case .memory: factors = rate + memoryShare + [weight.firstMomentBefore ?? 0]
    case .decay: return "−" + product([spec.learningRate, optimizer.weightDecay, update.before])
    case .zeroRule: return ""
    }
    if factors.isEmpty { factors = [1] }
    return "−" + product(factors)
      + (update.secondMoment == nil ? "" : "/\(figures.term(update.divisor))")
  }

  private func product(_ factors: [Double]) -> String {
    factors.map(figures.factor).joined(separator: "·")
  }

  /// What the gradient is multiplied by on its way into the direction, see ``WeightMotion``.
  private var share: [Double] {
    let scale = hasRateInVelocity ? [spec.learningRate] : []
    switch optimizer.kind {
    case .sgd, .rmsprop, .momentum: return scale
    case .nesterov: return scale + [1 + optimizer.momentum]
    case .adam, .adamw: return [1 - optimizer.beta1]
    }
  }

  private var memoryShare: [Double] {
    switch optimizer.kind {
    case .sgd, .rmsprop: []
    case .momentum: [optimizer.momentum]
    case .nesterov: [optimizer.momentum, optimizer.momentum]
    case .adam, .adamw: [optimizer.beta1]
    }
  }

  // MARK: Result

  private var result: String {
    var sum = figures.term(update.before)
    for mover in weight.motion.movers where mover != .zeroRule {
      sum += figures.summand(weight.motion.part(mover))
    }
    return "\(name) ← \(sum) = \(figures.term(update.beforeZeroRule))"
  }

  private var zeroRule: [String] {
    guard penalty.l1 > 0, update.after != update.beforeZeroRule else { return [] }
    let after = figures.term(update.after)
    guard penalty.zeroRule == .proximal else {
      return ["hold: the update reaches or crosses zero, so \(name) ← \(after)"]
    }
    let threshold = "\(figures.term(spec.learningRate))·\(figures.term(penalty.l1))"
    let size = "\(figures.term(update.beforeZeroRule.magnitude)) − \(threshold)"
    return [
      update.after == 0
        ? "soft threshold η·λ₁ = \(threshold) = "
          + "\(figures.term(spec.learningRate * penalty.l1)): within it, so \(name) ← 0"
        : "soft threshold: \(name) ← \(update.after < 0 ? "−(\(size))" : size) = \(after)"
    ]
  }
}
