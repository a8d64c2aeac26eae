import Regularization

/// Puts what is drawn into the settings of replays, and computes these again.
struct DrawnSettings {
  let log: IssueLog
  let scope: FigureScope
  let figures: FigureReader

  private static let settable = ["strength", "learning_rate", "l1_ratio"]
  private static let example = "l1.strength, l1.learning_rate, l1.θ1[0] or l1.θ1.target"

  /// - Parameter node: what stands under “set”.
  func apply(_ node: SourceNode) {
    guard let entries = ValueReader(log: log).entries(node, what: "“set”") else { return }
    var changed: [(id: String, node: SourceNode)] = []
    var specs: [String: ReplaySpec] = [:]
    for entry in entries {
      let value = figures.decimal(entry.value, key: "set")
      guard let target = target(entry.key), let value else { continue }
      let id = target.head.text
      guard var spec = specs[id] ?? scope.replays[id]?.spec else { continue }
      let done = figures.attempt(in: entry.key) { () throws(FigureScope.Failure) in
        try DrawnSettings.set(target, in: &spec, to: value, scope)
        return true
      }
      guard done == true else { continue }
      specs[id] = spec
      changed.append((id, entry.value))
    }
    // A replay is computed when all of its settings are there.
    for (index, change) in changed.enumerated() {
      guard !changed[(index + 1)...].contains(where: { $0.id == change.id }),
        let spec = specs[change.id]
      else { continue }
      do throws(ReplaySpecError) {
        scope.replays[change.id] = try Replay(spec)
      } catch {
        log.report(
          change.node, "the replay \(VisibleText.quoted(change.id)) cannot be computed: \(error)",
          remedy: "draw what it can have")
      }
    }
  }

  /// The setting that a key names.
  private func target(_ node: SourceNode) -> FigureReference? {
    guard let text = node.scalar else { return nil }
    return figures.attempt(in: node) { () throws(FigureScope.Failure) in
      let figure: FigureExpression
      do throws(ExpressionProblem) {
        figure = try ExpressionParser.figure(Array(text.unicodeScalars))
      } catch {
        throw .problem(error)
      }
      guard case .reference(let reference) = figure.expression, figure.places == nil else {
        throw .problem(
          ExpressionProblem(
            figure.range, "\(VisibleText.quoted(text)) is no setting of a replay",
            remedy: "write one like \(DrawnSettings.example)"))
      }
      _ = try scope.replay(reference.head)
      return reference
    }
  }

  private static func set(
    _ target: FigureReference, in spec: inout ReplaySpec, to value: ExactDecimal,
    _ scope: FigureScope
  ) throws(FigureScope.Failure) {
    let isWhole = target.index == nil && target.field == nil
    switch target.member.text {
    case "strength" where isWhole && spec.penalty != .none: spec.strength = value
    case "learning_rate" where isWhole: spec.learningRate = value
    case "l1_ratio" where isWhole && spec.penalty == .elasticNet: spec.l1Ratio = value
    case let name where settable.contains(name):
      throw .problem(
        ExpressionProblem(
          target.range, "this replay has no such setting",
          remedy: "its penalty is \(spec.penalty.rawValue)"))
    default:
      let weight = try scope.weight(target.member, in: spec)
      if target.index?.value == 0, target.field == nil {
        spec.weights[weight].initial = value
      } else if target.index == nil, target.field?.text == "target",
        case .quadratic(var targets) = spec.loss
      {
        targets[weight] = value
        spec.loss = .quadratic(targets: targets)
      } else {
        throw .problem(
          ExpressionProblem(
            target.range, "this is computed, or the replay does not have it",
            remedy: "set one like \(example)"))
      }
    }
  }
}
