import Regularization

/// Puts computed figures in the place of `{{ … }}`.
struct ProseResolver {
  let figures: FigureTable
  let collector: IssueCollector
  /// How many references and claims were computed.
  private(set) var references = 0
  private(set) var claims = 0

  init(figures: FigureTable, collector: IssueCollector) {
    self.figures = figures
    self.collector = collector
  }

  /// The prose with its figures; what cannot be computed is reported and stays as written.
  mutating func resolve(_ entry: YAMLEntry) -> String? {
    guard let text = Scalars.text(entry, collector) else { return nil }
    var result = ""
    var rest = Substring(text)
    var occurrences: [String: Int] = [:]
    while let open = rest.firstRange(of: "{{") {
      result += rest[..<open.lowerBound]
      guard let close = rest[open.upperBound...].firstRange(of: "}}") else {
        collector.report(
          collector.source.find("{{", occurrence: occurrences["{{", default: 0], from: entry.place),
          "this “{{” has no “}}”", remedy: "close the reference")
        result += rest[open.lowerBound...]
        return result
      }
      let whole = String(rest[open.lowerBound..<close.upperBound])
      let inner = String(rest[open.upperBound..<close.lowerBound])
      let place = collector.source.find(
        whole, occurrence: occurrences[whole, default: 0], from: entry.place)
      occurrences[whole, default: 0] += 1
      occurrences["{{", default: 0] += 1
      references += 1
      result += figure(inner, at: place) ?? whole
      rest = rest[close.upperBound...]
    }
    return result + rest
  }

  /// An expression that stands alone, as an answer does.
  mutating func value(_ entry: YAMLEntry) -> ComputedValue? {
    guard let text = Scalars.text(entry, collector) else { return nil }
    references += 1
    return computed(text, at: collector.source.find(text, from: entry.place))
  }

  /// Checks `left = right` and its kin.
  mutating func check(claim entry: YAMLEntry) {
    guard let text = Scalars.text(entry, collector) else { return }
    let place = collector.source.find(text, from: entry.place)
    claims += 1
    guard
      let relation = ["!=", "<=", ">=", "≠", "≤", "≥", "=", "<", ">"].first(where: {
        text.contains($0)
      }), let range = text.firstRange(of: relation)
    else {
      collector.report(
        place, "a claim compares two expressions",
        remedy: "write it with =, !=, <, <=, > or >=, like “l1.θ2.zeros = 4”")
      return
    }
    guard let left = computed(String(text[..<range.lowerBound]), at: place),
      let right = computed(String(text[range.upperBound...]), at: place)
    else { return }
    let order = left.compared(to: right)
    let holds: Bool =
      switch relation {
      case "=": order == 0
      case "!=", "≠": order != 0
      case "<": order < 0
      case ">": order > 0
      case "<=", "≤": order <= 0
      default: order >= 0
      }
    if !holds {
      collector.report(
        place, "the claim is false: the left side is \(left.text), the right side \(right.text)",
        remedy: "correct the claim, and the prose that it stands for")
    }
  }

  func report(_ error: ExpressionError, at place: Place) {
    var exact = place
    if !error.piece.isEmpty {
      let found = collector.source.find(error.piece, from: place)
      if found.line == place.line, found.column < place.column + place.length { exact = found }
    }
    collector.report(exact, error.message, remedy: error.remedy)
  }

  private func computed(_ text: String, at place: Place) -> ComputedValue? {
    do throws(ExpressionError) {
      return try Expression.value(of: text, in: figures)
    } catch {
      if !figures.faulty.contains(where: { text.contains($0 + ".") }) { report(error, at: place) }
      return nil
    }
  }

  private func figure(_ inner: String, at place: Place) -> String? {
    let parts = inner.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let value = computed(String(parts[0]), at: place) else { return nil }
    if parts.count == 2 {
      let text = parts[1].filter { $0 != " " }
      guard let places = Int(text), 0...ReplaySpec.placesLimit ~= places else {
        collector.report(
          place, "“\(text)” is no number of places",
          remedy: "write a whole number from 0 to \(ReplaySpec.placesLimit) after the colon")
        return nil
      }
      return ProseResolver.minus(
        value.numerator.divided(by: value.denominator, toPlaces: places).formatted(places: places))
    }
    if let printed = value.printed { return ProseResolver.minus(printed) }
    guard value.isExact else {
      collector.report(
        place, "a quotient has to be rounded",
        remedy: "say to how many places, like {{\(parts[0].trimmed) : 4}}")
      return nil
    }
    return ProseResolver.minus(value.numerator.description)
  }

  private static func minus(_ text: String) -> String { text.replacing("-", with: "−") }
}

extension Substring {
  fileprivate var trimmed: String {
    var text = self
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
