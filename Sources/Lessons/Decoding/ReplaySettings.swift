import Regularization

/// A replay's settings as a file gives them: each may be missing, and each knows its place.
struct ReplaySettings {
  struct Setting<Value> {
    var value: Value
    var key: SourceNode
    var node: SourceNode
  }

  /// One figure for all weights, or one for each by name.
  enum PerWeight {
    case same(ExactDecimal)
    case named([(name: SourceNode, value: ExactDecimal)])
  }

  var title: String?
  /// The keys that are there, whether or not their values could be read.
  var present: Set<String> = []
  var weights: Setting<[NamedWeight]>?
  var gradient: Setting<PerWeight>?
  var target: Setting<PerWeight>?
  var penalty: Setting<PenaltyKind>?
  var strength: Setting<ExactDecimal>?
  var l1Ratio: Setting<ExactDecimal>?
  var l2Convention: Setting<L2Convention>?
  var zeroRule: Setting<ZeroRule>?
  var learningRate: Setting<ExactDecimal>?
  var iterations: Setting<Int>?
  var roundStep: Setting<Int>?
  /// The keys are cells: `θ1[3]`.
  var roundStepAt: Setting<[(cell: SourceNode, places: Int)]>?

  init() {}

  init(_ fields: Fields) {
    let read = fields.read
    func setting<Value>(_ name: String, _ value: (SourceNode) -> Value?) -> Setting<Value>? {
      guard let node = fields.value(name), let key = fields.key(name), let value = value(node)
      else { return nil }
      return Setting(value: value, key: key, node: node)
    }
    func decimal(_ name: String) -> Setting<ExactDecimal>? {
      setting(name) { node in
        guard case .decimal(let range)? = fields.format.key(name)?.type else { return nil }
        return read.decimal(node, range, key: name)
      }
    }
    func choice<Choice: RawRepresentable<String>>(_ name: String) -> Setting<Choice>? {
      setting(name) { _ in fields.text(name).flatMap(Choice.init(rawValue:)) }
    }
    present = Set(fields.keys.keys)
    if fields.format.key("title") != nil { title = fields.text("title") }
    weights = setting("weights") { ReplaySettings.weights($0, read) }
    gradient = setting("gradient") { ReplaySettings.perWeight($0, "gradient", read) }
    target = setting("target") { ReplaySettings.perWeight($0, "target", read) }
    penalty = choice("penalty")
    strength = decimal("strength")
    l1Ratio = decimal("l1_ratio")
    l2Convention = choice("l2_convention")
    zeroRule = choice("zero_rule")
    learningRate = decimal("learning_rate")
    iterations = setting("iterations") { _ in fields.whole("iterations") }
    roundStep = setting("round_step") { _ in fields.whole("round_step") }
    roundStepAt = setting("round_step_at") { node in
      read.entries(node, what: "“round_step_at”").map { entries in
        entries.compactMap { entry in
          read.whole(
            entry.value, in: 0...ReplaySpec.placesLimit, key: entry.key.scalar ?? ""
          ).map { (entry.key, $0) }
        }
      }
    }
  }

  private static func weights(_ node: SourceNode, _ read: ValueReader) -> [NamedWeight]? {
    guard let entries = read.entries(node, what: "“weights”") else { return nil }
    guard 1...ReplaySpec.weightLimit ~= entries.count else {
      read.log.report(
        node, "“weights” has \(entries.count) weights",
        remedy: "1 to \(ReplaySpec.weightLimit) are allowed")
      return nil
    }
    var weights: [NamedWeight] = []
    for entry in entries {
      let name = entry.key.scalar ?? ""
      guard WeightName.isAllowed(name), !FigureScope.settings.contains(name) else {
        read.log.report(
          entry.key, "\(VisibleText.quoted(name)) is no name for a weight",
          remedy: FigureScope.settings.contains(name)
            ? "this word is a setting; take another"
            : "a letter, then letters, digits and “_”, at most \(WeightName.limit) characters")
        continue
      }
      guard let initial = read.decimal(entry.value, .any, key: name) else { continue }
      weights.append(NamedWeight(name: name, initial: initial))
    }
    return weights.count == entries.count ? weights : nil
  }

  private static func perWeight(
    _ node: SourceNode, _ key: String, _ read: ValueReader
  ) -> PerWeight? {
    guard case .mapping = node.content else {
      return read.decimal(node, .any, key: key).map(PerWeight.same)
    }
    guard let entries = read.entries(node, what: "“\(key)”") else { return nil }
    let values = entries.compactMap { entry in
      read.decimal(entry.value, .any, key: entry.key.scalar ?? "").map { (entry.key, $0) }
    }
    return values.count == entries.count ? .named(values) : nil
  }

  /// These settings where they are given, and those of `base` elsewhere.
  func over(_ base: ReplaySettings) -> ReplaySettings {
    var result = self
    result.title = title ?? base.title
    result.present.formUnion(base.present)
    result.weights = weights ?? base.weights
    // One of the two losses replaces the other.
    if gradient == nil, target == nil {
      result.gradient = base.gradient
      result.target = base.target
    }
    result.penalty = penalty ?? base.penalty
    result.strength = strength ?? base.strength
    result.l1Ratio = l1Ratio ?? base.l1Ratio
    result.l2Convention = l2Convention ?? base.l2Convention
    result.zeroRule = zeroRule ?? base.zeroRule
    result.learningRate = learningRate ?? base.learningRate
    result.iterations = iterations ?? base.iterations
    result.roundStep = roundStep ?? base.roundStep
    result.roundStepAt = roundStepAt ?? base.roundStepAt
    return result
  }
}
