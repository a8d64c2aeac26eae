import Regularization

/// Makes a spec of settings, and reports what is missing, what contradicts itself and what would
/// have no effect.
struct ReplaySpecBuilder {
  let log: IssueLog
  /// What is built, for messages: “the replay “l1””.
  let name: String
  /// Where a missing setting is reported.
  let node: SourceNode
  /// The settings that are written here: only these are reported as having no effect.
  let own: ReplaySettings
  /// All settings, inherited ones included.
  let all: ReplaySettings

  /// The most digits that the figures of a replay may have between them; it keeps every file, however
  /// written, from taking more than a moment and a few megabytes.
  static let figureDigitLimit = 5000
  static let digitLimit = 20_000_000

  func spec() -> ReplaySpec? {
    let found = log.count
    let loss = loss()
    var strength: ExactDecimal?
    var ratio: ExactDecimal?
    if let penalty = all.penalty?.value {
      reportUseless(penalty)
      strength = self.strength(penalty)
      ratio = l1Ratio(penalty)
    }
    guard let weights = all.weights?.value, let penalty = all.penalty?.value,
      let learningRate = all.learningRate?.value, let iterations = all.iterations?.value,
      let loss, let strength, let ratio, log.count == found
    else { return nil }
    var spec = ReplaySpec(
      weights: weights, loss: loss, penalty: penalty, strength: strength, l1Ratio: ratio,
      l2Convention: all.l2Convention?.value ?? .half,
      zeroRule: all.zeroRule?.value ?? .subgradient, learningRate: learningRate,
      iterations: iterations)
    if penalty == .none || penalty == .l2 { spec.zeroRule = .subgradient }
    if penalty == .none || penalty == .l1 { spec.l2Convention = .half }
    spec.rounding = rounding(spec)
    guard log.count == found, isAffordable(spec) else { return nil }
    do {
      try spec.validate()
    } catch {
      log.report(node, "\(name) cannot be computed: \(error)", remedy: "put the setting right")
      return nil
    }
    return spec
  }

  // MARK: Loss

  private func loss() -> ReplayLoss? {
    if let gradient = own.gradient, let target = own.target {
      let later = gradient.key.start < target.key.start ? target.key : gradient.key
      log.report(
        later, "\(name) has a gradient and a target",
        remedy: "keep one: a constant gradient, or the loss ½(θ − c)² with a target")
      return nil
    }
    guard !all.present.isDisjoint(with: ["gradient", "target"]) else {
      log.report(
        node, "\(name) has no loss",
        remedy: "write “gradient: …” (the same in every iteration) or “target: …”")
      return nil
    }
    guard let weights = all.weights?.value else { return nil }
    if let target = all.target {
      return figures(target, "target", weights).map { .quadratic(targets: $0) }
    }
    if let gradient = all.gradient {
      return figures(gradient, "gradient", weights).map { .constantGradient($0) }
    }
    return nil
  }

  private func figures(
    _ setting: ReplaySettings.Setting<ReplaySettings.PerWeight>, _ key: String,
    _ weights: [NamedWeight]
  ) -> [ExactDecimal]? {
    switch setting.value {
    case .same(let value): return weights.map { _ in value }
    case .named(let entries):
      let names = weights.map(\.name)
      var isSound = true
      for entry in entries where !names.contains(entry.name.scalar ?? "") {
        let text = entry.name.scalar ?? ""
        log.report(
          entry.name, "“\(key)” names a weight \(VisibleText.quoted(text)), which \(name) lacks",
          remedy: Suggestion.remedy(for: text, among: names, of: "weight"))
        isSound = false
      }
      let values = names.map { name in entries.first { $0.name.scalar == name }?.value }
      let missing = zip(names, values).filter { $0.1 == nil }.map(\.0)
      if !missing.isEmpty {
        log.report(
          setting.node, "“\(key)” has no figure for \(Suggestion.list(missing))",
          remedy: "give one for each weight, or a single one for all")
        isSound = false
      }
      return isSound ? values.compactMap { $0 } : nil
    }
  }

  // MARK: Penalty

  private func strength(_ penalty: PenaltyKind) -> ExactDecimal? {
    guard penalty != .none else { return .zero }
    guard let strength = all.strength?.value else {
      if all.present.contains("strength") { return nil }
      log.report(
        node, "\(name) has the penalty \(penalty.rawValue) without a strength",
        remedy: "write “strength: 0.1” (λ)")
      return nil
    }
    return strength
  }

  private func l1Ratio(_ penalty: PenaltyKind) -> ExactDecimal? {
    guard penalty == .elasticNet else { return .one }
    guard let ratio = all.l1Ratio?.value else {
      if all.present.contains("l1_ratio") { return nil }
      log.report(
        node, "\(name) has the penalty elastic-net without an l1_ratio",
        remedy: "write “l1_ratio: 0.5”, the share of L1 from 0 to 1")
      return nil
    }
    return ratio
  }

  /// Settings that change nothing mislead whoever reads the file.
  private func reportUseless(_ penalty: PenaltyKind) {
    func report(_ key: SourceNode?, _ setting: String, _ why: String, _ remedy: String) {
      guard let key else { return }
      log.report(key, "“\(setting)” has no effect: \(why)", remedy: remedy)
    }
    if penalty == .none {
      report(own.strength?.key, "strength", "the penalty is none", "take it out, or name a penalty")
    }
    if penalty != .elasticNet {
      report(
        own.l1Ratio?.key, "l1_ratio", "the penalty is \(penalty.rawValue)",
        "take it out, or write “penalty: elastic-net”")
    }
    if penalty == .none || penalty == .l2 {
      report(
        own.zeroRule?.key, "zero_rule", "the penalty \(penalty.rawValue) has no L1 part",
        "take it out: only L1 has a rule at zero")
    }
    if penalty == .none || penalty == .l1 {
      report(
        own.l2Convention?.key, "l2_convention", "the penalty \(penalty.rawValue) has no L2 part",
        "take it out")
    }
  }

  // MARK: Rounding

  private func rounding(_ spec: ReplaySpec) -> StepRounding? {
    guard let places = all.roundStep?.value else {
      if let exceptions = own.roundStepAt {
        log.report(
          exceptions.key, "“round_step_at” has no effect without “round_step”",
          remedy: "write “round_step: 5” for all other steps")
      }
      return nil
    }
    var rounding = StepRounding(places: places)
    let reader = FigureReader(scope: FigureScope(), log: log)
    for (cell, places) in all.roundStepAt?.value ?? [] {
      guard let update = reader.update(cell, in: spec, key: "round_step_at") else { continue }
      guard update.field == nil else {
        log.report(
          cell, "“round_step_at” is about steps; it needs no “.\(update.field?.rawValue ?? "")”",
          remedy: "write \(spec.weights[update.weight].name)[\(update.iteration)]")
        continue
      }
      guard places != rounding.places else {
        log.report(
          cell, "this step is rounded to \(places) places like all others",
          remedy: "take it out, or give another number of places")
        continue
      }
      rounding.exceptions[.init(iteration: update.iteration, weight: update.weight)] = places
    }
    return rounding
  }

  // MARK: Cost

  /// Whether the replay's figures stay within the limits; every update adds digits.
  private func isAffordable(_ spec: ReplaySpec) -> Bool {
    func whole(_ value: ExactDecimal) -> Int {
      value.magnitude < .one ? 0 : value.magnitude.description.prefix { $0 != "." }.utf8.count
    }
    func digits(_ value: ExactDecimal) -> Int { whole(value) + value.places }
    let start = (spec.weights.map(\.initial) + spec.loss.figures).map(digits).max() ?? 1
    let isQuadratic = if case .quadratic = spec.loss { true } else { false }
    // A constant pull adds no digits; a pull in proportion to the weight multiplies its digits.
    var growth = 0
    if isQuadratic || !spec.l2Factor.isZero {
      let factor = spec.l2Factor + (isQuadratic ? .one : .zero)
      growth = whole(spec.learningRate) + whole(factor)
      if spec.rounding == nil { growth += spec.learningRate.places + factor.places }
    }
    let settings = digits(spec.learningRate) + digits(spec.strength) + digits(spec.l1Ratio)
    let last = start + settings + growth * spec.iterations + (spec.rounding?.places ?? 0)
    let total = spec.weights.count * spec.iterations * (start + settings + last) / 2
    guard last > ReplaySpecBuilder.figureDigitLimit || total > ReplaySpecBuilder.digitLimit else {
      return true
    }
    log.report(
      node, "\(name) would compute figures of about \(last) digits, \(total) in all",
      remedy: "fewer iterations, settings with fewer digits, or “round_step: 8”")
    return false
  }
}
