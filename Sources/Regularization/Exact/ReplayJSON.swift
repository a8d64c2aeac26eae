/// One JSON object with the `spec` and the `rows`; every row on a line of its own.
///
/// Decimals are strings (`"0.11"`), because most readers of JSON turn a number into a binary float
/// and lose digits; counts (`iteration`, `iterations`, places) are numbers. Settings that have no
/// effect in this replay are left out. `events` is a list of words, empty where nothing happened.
struct ReplayJSONLayout: ReplayLayout {
  let spec: ReplaySpec
  let iterations: Int

  var opening: [String] {
    ["{", "\"spec\": {"] + settings.map { "  \($0)" } + ["},", "\"rows\": ["]
  }
  var closing: [String] { ["]", "}"] }

  func lines(of updates: [WeightUpdate]) -> [String] {
    updates.map { update in
      let name = json(spec.weights[update.weight].name)
      var members = ["\"iteration\": \(update.iteration)", "\"weight\": \(name)"]
      for (column, figure) in zip(replayColumns.dropFirst(2), update.figures) {
        members.append("\"\(column)\": \(json(figure))")
      }
      members.append("\"events\": [" + list(update.events.words.map { json($0) }) + "]")
      let isLast = update.iteration == iterations && update.weight == spec.weights.count - 1
      return "  {" + list(members) + (isLast ? "}" : "},")
    }
  }

  private var settings: [String] {
    let figure = if case .quadratic = spec.loss { "target" } else { "gradient" }
    let weights = zip(spec.weights, spec.loss.figures).map { weight, value in
      "{" + "\"name\": \(json(weight.name)), \"initial\": \(json(weight.initial)), "
        + "\"\(figure)\": \(json(value))" + "}"
    }
    var members = [
      "\"weights\": [" + list(weights) + "]", "\"penalty\": \(json(spec.penalty.rawValue))",
    ]
    if spec.penalty != .none { members.append("\"strength\": \(json(spec.strength))") }
    if spec.penalty == .elasticNet { members.append("\"l1_ratio\": \(json(spec.l1Ratio))") }
    if spec.penalty.hasL2 {
      members.append("\"l2_convention\": \(json(spec.l2Convention.rawValue))")
    }
    if spec.penalty.hasL1 { members.append("\"zero_rule\": \(json(spec.zeroRule.rawValue))") }
    members.append("\"learning_rate\": \(json(spec.learningRate))")
    members.append("\"iterations\": \(iterations)")
    if let rounding = spec.rounding {
      members.append("\"round_step\": \(rounding.places)")
      let exceptions = rounding.exceptions.sorted {
        ($0.key.iteration, $0.key.weight) < ($1.key.iteration, $1.key.weight)
      }
      let texts = exceptions.map { cell, places in
        json("\(spec.weights[cell.weight].name)[\(cell.iteration)]") + ": \(places)"
      }
      if !texts.isEmpty { members.append("\"round_step_at\": {" + list(texts) + "}") }
    }
    // A comma behind all but the last.
    return members.dropLast().map { $0 + "," } + members.suffix(1)
  }

  private func list(_ items: [String]) -> String { items.joined(separator: ", ") }

  private func json(_ value: ExactDecimal) -> String { "\"\(value)\"" }

  private func json(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\":
        result += "\\"
        result.unicodeScalars.append(scalar)
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
