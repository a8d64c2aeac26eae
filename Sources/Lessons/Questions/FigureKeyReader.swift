import Regularization

/// Reads the key of a question whose answer is a figure.
struct FigureKeyReader {
  let log: IssueLog
  let figures: FigureReader

  /// - Parameter working: how the figure comes about.
  func key(_ fields: Fields, _ working: inout String?) -> FigureKey? {
    guard let node = fields.value("number"), let read = figures.ratio(node, key: "number") else {
      return nil
    }
    let expression = read.figure.expression
    guard !expression.isTyped else {
      log.report(
        node, "this key is typed; an answer key is computed",
        remedy: "write the expression that gives it, such as l1.θ2[5], or numbers that are drawn")
      return nil
    }
    var precision = precision(fields)
    if let places = read.figure.places {
      if precision != .exact {
        log.report(
          node, "“: \(places)” says already how many places are enough",
          remedy: "take it out here, or take out “places”, “significant” or “tolerance”")
      }
      precision = .places(places)
    }
    if precision == .exact, read.value.exact == nil {
      log.report(
        node, "this figure's digits have no end", remedy: "say with “places” how many are enough")
      return nil
    }
    var key = FigureKey(value: read.value, precision: precision, unit: fields.text("unit"))
    key.foreseen = ForeseenReader(log: log, figures: figures).answers(fields, to: key)
    working = FigureWorking(figures.scope).text(of: expression, key)
    return key
  }

  private func precision(_ fields: Fields) -> FigureKey.Precision {
    let names = ["places", "significant", "tolerance"].filter { fields.key($0) != nil }
    guard names.count < 2 else {
      log.report(
        fields.key(names[1]) ?? fields.node, "“\(names[0])” says already which answers are right",
        remedy: "keep one of \(Suggestion.list(names))")
      return .exact
    }
    if let places = fields.whole("places") { return .places(places) }
    if let digits = fields.whole("significant") { return .significant(digits) }
    guard let node = fields.value("tolerance"),
      let tolerance = fields.read.decimal(node, .moreThanZero, key: "tolerance")
    else { return .exact }
    return .within(tolerance)
  }
}

extension Expression {
  /// Whether it names nothing that is computed or drawn.
  fileprivate var isTyped: Bool {
    switch self {
    case .number: true
    case .reference, .variable: false
    case .negative(let inner): inner.isTyped
    case .sum(let left, let right), .difference(let left, let right), .product(let left, let right),
      .quotient(let left, let right, _):
      left.isTyped && right.isTyped
    }
  }
}

/// How a figure comes about, in numbers: “0.17 − 0.11 = 0.06”.
struct FigureWorking {
  private let scope: FigureScope

  init(_ scope: FigureScope) { self.scope = scope }

  /// An update taken apart, or the expression with its figures put in; `nil` where there is nothing to show.
  func text(of expression: Expression, _ key: FigureKey) -> String? {
    if case .reference(let reference) = expression {
      guard let working = update(reference) else { return nil }
      return working.equation + (working.remark.map { " (\($0))" } ?? "")
    }
    if case .variable = expression { return nil }
    guard let written = written(expression) else { return nil }
    return "\(written.text) = \(key.shown)"
  }

  private func update(_ reference: FigureReference) -> UpdateWorking? {
    guard let replay = scope.replays[reference.head.text], let index = reference.index,
      reference.field == nil || reference.field?.text == UpdateField.after.rawValue,
      let weight = replay.spec.weights.firstIndex(where: { $0.name == reference.member.text }),
      let update = replay.update(ofWeight: weight, in: index.value)
    else { return nil }
    return UpdateWorking(update, in: replay.spec)
  }

  /// How tightly an expression holds together: sums 0, products 1, single figures 2.
  private func written(_ expression: Expression) -> (text: String, rank: Int)? {
    func joined(_ left: Expression, _ sign: String, _ right: Expression, rank: Int) -> (
      String, Int
    )? {
      guard let left = written(left), let right = written(right) else { return nil }
      let first = left.rank < rank ? "(\(left.text))" : left.text
      // A sign or an equal rank on the right: 3 − (2 − 1), 3 · (−2).
      let isLoose = right.rank < rank || right.text.hasPrefix("−")
      let isSame = right.rank == rank && ["−", "/"].contains(sign)
      return ("\(first) \(sign) \(isLoose || isSame ? "(\(right.text))" : right.text)", rank)
    }
    switch expression {
    case .number, .reference, .variable:
      return (try? scope.value(of: expression)).map { (FigureReader.shown($0), 2) }
    case .negative(let inner):
      return written(inner).map { ("−" + ($0.rank < 2 ? "(\($0.text))" : $0.text), 1) }
    case .sum(let left, let right): return joined(left, "+", right, rank: 0)
    case .difference(let left, let right): return joined(left, "−", right, rank: 0)
    case .product(let left, let right): return joined(left, "·", right, rank: 1)
    case .quotient(let left, let right, _): return joined(left, "/", right, rank: 1)
    }
  }
}
