import Regularization

/// Which settings belong to which optimizer.
enum OptimizerKeys {
  /// The keys of `OptimizerSpec` beside kind and weight decay, with the kinds that read them.
  static let owners: [(key: String, kinds: [OptimizerKind])] = [
    ("momentum", [.momentum, .nesterov]),
    ("velocity", [.momentum, .nesterov]),
    ("smoothing", [.rmsprop]),
    ("beta1", [.adam, .adamw]),
    ("beta2", [.adam, .adamw]),
    ("epsilon", [.rmsprop, .adam, .adamw]),
    ("epsilon_placement", [.rmsprop, .adam, .adamw]),
    ("bias_correction", [.adam, .adamw]),
  ]

  static func of(_ kind: OptimizerKind) -> Set<String> {
    Set(owners.filter { $0.kinds.contains(kind) }.map(\.key))
  }
}

extension SettingsReader {
  /// The optimizer that the section describes; `nil` where its kind cannot be read.
  func optimizer() -> OptimizerSpec? {
    guard let kind: OptimizerKind = choice("kind") else { return nil }
    let own = OptimizerKeys.of(kind)
    let foreign = OptimizerKeys.owners.filter { !own.contains($0.key) }
    refuse(foreign.map(\.key), with: "“kind: \(kind.rawValue)”") { key in
      let kinds = foreign.first { $0.key == key }?.kinds.map(\.rawValue) ?? []
      return "take it out; it belongs to \(Suggestion.list(kinds))"
    }
    let usual = OptimizerSpec(kind)
    return OptimizerSpec(
      kind, momentum: number("momentum") ?? usual.momentum,
      velocityForm: choice("velocity") ?? usual.velocityForm,
      smoothing: number("smoothing") ?? usual.smoothing, beta1: number("beta1") ?? usual.beta1,
      beta2: number("beta2") ?? usual.beta2, epsilon: number("epsilon") ?? usual.epsilon,
      epsilonPlacement: choice("epsilon_placement") ?? usual.epsilonPlacement,
      correctsBias: flag("bias_correction") ?? usual.correctsBias,
      weightDecay: number("weight_decay"))
  }

  /// The penalty that the section describes, over another one.
  func penalty(over base: Penalty = .none) -> Penalty {
    var penalty = base
    if let l1 = number("l1") { penalty.l1 = l1 }
    if let l2 = number("l2") { penalty.l2 = l2 }
    if let rule: ZeroRule = choice("l1_rule") { penalty.zeroRule = rule }
    if let convention: L2Convention = choice("l2_convention") { penalty.l2Convention = convention }
    guard has("strength") || has("l1_ratio") else { return penalty }
    for key in ["l1", "l2", "l2_convention"] where has(key) {
      log.report(
        fields.key(key) ?? fields.node, "“\(key)” and the elastic net's “strength” are both given",
        remedy: "give “strength” and “l1_ratio”, or “l1” and “l2”")
    }
    for (key, other) in [("strength", "l1_ratio"), ("l1_ratio", "strength")] where !has(key) {
      log.report(
        fields.key(other) ?? fields.node, "“\(other)” needs “\(key)” beside it",
        remedy: "write “strength: 0.01” and “l1_ratio: 0.5”")
    }
    guard let strength = number("strength"), let ratio = number("l1_ratio") else { return penalty }
    let ranges = [
      ("strength", strength, TrainingRanges.strength), ("l1_ratio", ratio, TrainingRanges.l1Ratio),
    ]
    for (key, value, range) in ranges where !range.contains(value) {
      log.report(
        fields.node(key), "“\(key)” cannot be \(VisibleText.quoted(fields.node(key).scalar ?? ""))",
        remedy: "it must be \(range.words)")
      return penalty
    }
    return .elasticNet(strength: strength, l1Ratio: ratio, zeroRule: penalty.zeroRule)
  }

  func clip() -> GradientClip? {
    if has("norm"), has("value") {
      log.report(
        fields.key("value") ?? fields.node, "“clip” has two limits",
        remedy: "give “norm” or “value”")
    }
    if !has("norm"), !has("value") {
      log.report(
        fields.node, "“clip” has no limit", remedy: "write {norm: 1} or {value: 1}")
    }
    return number("norm").map(GradientClip.norm) ?? number("value").map(GradientClip.value)
  }
}
