import Regularization

/// Reads an expression by recursive descent; its depth is limited, its length by the tokens.
///
/// ```
/// claim  := figure comparison figure
/// figure := sum [ ":" places ]
/// sum    := term { ("+" | "-") term }
/// term   := factor { ("*" | "/") factor }
/// factor := "-" factor | "(" sum ")" | number | reference | variable
/// reference := name "." name [ indices ] [ "." name [ indices ] ]
/// indices := "[" number { "," number } "]"
/// ```
struct ExpressionParser {
  private let items: [ExpressionTokens.Item]
  private var position = 0
  private var depth = 0
  private var division: Range<Int>?

  static let depthLimit = 50

  private init(_ text: [Unicode.Scalar]) throws(ExpressionProblem) {
    items = try ExpressionTokens(text).items
  }

  static func figure(_ text: [Unicode.Scalar]) throws(ExpressionProblem) -> FigureExpression {
    var parser = try ExpressionParser(text)
    let figure = try parser.figure()
    try parser.expectEnd()
    return figure
  }

  static func claim(_ text: [Unicode.Scalar]) throws(ExpressionProblem) -> Claim {
    var parser = try ExpressionParser(text)
    let left = try parser.figure()
    guard case .comparison(let comparison) = parser.item.token else {
      throw ExpressionProblem(
        parser.item.range, "a claim compares two expressions; here is no comparison",
        remedy: "compare with = != < <= > or >=")
    }
    parser.position += 1
    let right = try parser.figure()
    try parser.expectEnd()
    return Claim(left: left, comparison: comparison, right: right)
  }

  /// Reads `θ2[5].after`, or `θ2[5]` alone.
  static func update(_ text: [Unicode.Scalar]) throws(ExpressionProblem) -> UpdateReference {
    var parser = try ExpressionParser(text)
    guard case .name(let weight) = parser.item.token else {
      throw ExpressionProblem(
        parser.item.range, "a weight's name is missing here", remedy: "write it like θ2[5]")
    }
    let name = ExpressionName(text: weight, range: parser.item.range)
    parser.position += 1
    guard parser.takes("[") else {
      throw ExpressionProblem(
        parser.item.range, "an iteration is missing here", remedy: "write \(weight)[5]")
    }
    let index = parser.item.range
    guard case .number(_, let digits) = parser.item.token, let iteration = Int(digits) else {
      throw ExpressionProblem(
        index, "an iteration is a whole number", remedy: "write \(weight)[5]")
    }
    parser.position += 1
    guard parser.takes("]") else {
      throw ExpressionProblem(
        parser.item.range, "“[” is not closed", remedy: "close it with “]”")
    }
    let field = parser.takes(".") ? try parser.name(after: ".") : nil
    guard parser.item.token == .end else {
      throw ExpressionProblem(
        parser.item.range, "here it should end", remedy: "write it like \(weight)[5].after")
    }
    return UpdateReference(weight: name, iteration: (iteration, index), field: field)
  }

  private var item: ExpressionTokens.Item { items[position] }

  /// Steps over the token if it is the sign.
  private mutating func takes(_ sign: Character) -> Bool {
    guard item.token == .sign(sign) else { return false }
    position += 1
    return true
  }

  private func expectEnd() throws(ExpressionProblem) {
    switch item.token {
    case .end: return
    case .sign(")"):
      throw ExpressionProblem(item.range, "“)” closes nothing", remedy: "take it out")
    case .comparison:
      throw ExpressionProblem(
        item.range, "one comparison is enough here",
        remedy: "claims compare two expressions; write a claim for each comparison")
    default:
      throw ExpressionProblem(
        item.range, "the expression does not go on like this",
        remedy: "put + - * or / between two figures")
    }
  }

  private mutating func figure() throws(ExpressionProblem) -> FigureExpression {
    let start = item.range.lowerBound
    division = nil
    let expression = try sum()
    var places: Int?
    if takes(":") {
      guard case .number(_, let digits) = item.token, let value = Int(digits),
        0...ReplaySpec.placesLimit ~= value
      else {
        throw ExpressionProblem(
          item.range, "a rounding needs a number of decimal places",
          remedy: "write “: 4” for 4 places; from 0 to \(ReplaySpec.placesLimit) are allowed")
      }
      places = value
      position += 1
    }
    return FigureExpression(
      expression: expression, places: places,
      range: start..<max(start + 1, items[max(0, position - 1)].range.upperBound),
      division: division)
  }

  private mutating func sum() throws(ExpressionProblem) -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= ExpressionParser.depthLimit else {
      throw ExpressionProblem(
        item.range, "the parentheses are nested too deeply",
        remedy: "at most \(ExpressionParser.depthLimit) levels are allowed")
    }
    var result = try term()
    while true {
      if takes("+") {
        result = .sum(result, try term())
      } else if takes("-") {
        result = .difference(result, try term())
      } else {
        return result
      }
    }
  }

  private mutating func term() throws(ExpressionProblem) -> Expression {
    var result = try factor()
    while true {
      let sign = item.range
      if takes("*") {
        result = .product(result, try factor())
      } else if takes("/") {
        if division == nil { division = sign }
        result = .quotient(result, try factor(), sign)
      } else {
        return result
      }
    }
  }

  private mutating func factor() throws(ExpressionProblem) -> Expression {
    var isNegative = false
    while takes("-") { isNegative.toggle() }
    let value = try operand()
    return isNegative ? .negative(value) : value
  }

  private mutating func operand() throws(ExpressionProblem) -> Expression {
    let opening = item.range
    switch item.token {
    case .number(let value, _):
      position += 1
      return .number(value)
    case .name(let text):
      position += 1
      let head = ExpressionName(text: text, range: opening)
      // `l1[5]` and `l1` are both half a reference; only the second can be a number by its name.
      return item.token == .sign(".") || item.token == .sign("[")
        ? .reference(try reference(head)) : .variable(head)
    case .sign("("):
      position += 1
      let inner = try sum()
      guard takes(")") else {
        throw ExpressionProblem(opening, "“(” is not closed", remedy: "close it with “)”")
      }
      return inner
    case .end:
      throw ExpressionProblem(
        item.range, "the expression ends too early", remedy: "write a figure or a number here")
    default:
      throw ExpressionProblem(
        item.range, "a figure or a number is missing before this",
        remedy: "write one, such as l1.θ2[5] or 0.1")
    }
  }

  private mutating func reference(
    _ head: ExpressionName
  ) throws(ExpressionProblem) -> FigureReference {
    guard takes(".") else { throw ExpressionProblem.noFigure(head) }
    var reference = FigureReference(head: head, member: try name(after: "."))
    reference.indices = try indices()
    if takes(".") {
      reference.field = try name(after: ".")
      reference.fieldIndices = try indices()
    }
    return reference
  }

  /// `[5]`, `[5, 2]`, or nothing.
  private mutating func indices() throws(ExpressionProblem) -> [ExpressionIndex] {
    let opening = item.range
    guard takes("[") else { return [] }
    var indices: [ExpressionIndex] = []
    repeat {
      guard case .number(_, let digits) = item.token, let value = Int(digits) else {
        throw ExpressionProblem(
          item.range, "an iteration is a whole number",
          remedy: "write [5] for iteration 5, [0] for the initial weight")
      }
      indices.append(ExpressionIndex(value: value, range: item.range))
      position += 1
    } while takes(",")
    guard takes("]") else {
      throw ExpressionProblem(opening, "“[” is not closed", remedy: "close it with “]”")
    }
    return indices
  }

  private mutating func name(after sign: String) throws(ExpressionProblem) -> ExpressionName {
    guard case .name(let text) = item.token else {
      throw ExpressionProblem(
        item.range, "a name is missing after “\(sign)”",
        remedy: "write REPLAY.WEIGHT[ITERATION], such as l1.θ2[5], or REPLAY.SETTING")
    }
    position += 1
    return ExpressionName(text: text, range: items[position - 1].range)
  }
}
