import Regularization

/// The smallest piece of an expression.
enum ExpressionToken: Hashable {
  case number(ExactDecimal, digits: String)
  case name(String)
  case sign(Character)
  case comparison(Comparison)
  case end
}

/// Divides an expression's text into tokens.
struct ExpressionTokens {
  struct Item {
    var token: ExpressionToken
    var range: Range<Int>
  }

  private(set) var items: [Item] = []

  /// More than any figure in prose takes.
  static let lengthLimit = 500
  static let digitLimit = 40

  init(_ text: [Unicode.Scalar]) throws(ExpressionProblem) {
    guard text.count <= ExpressionTokens.lengthLimit else {
      throw ExpressionProblem(
        0..<text.count, "the expression has \(text.count) characters",
        remedy: "at most \(ExpressionTokens.lengthLimit) are allowed; divide it")
    }
    var position = 0
    // Between brackets a comma parts two numbers; elsewhere it is no part of a number.
    var isInBrackets = false
    func run(_ test: (Unicode.Scalar) -> Bool) -> Range<Int> {
      var end = position
      while end < text.count, test(text[end]) { end += 1 }
      return position..<end
    }
    func string(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(text[range])) }
    while position < text.count {
      let scalar = text[position]
      var range = position..<position + 1
      let token: ExpressionToken?
      switch scalar {
      case " ", "\n":
        token = nil
      case "0"..."9":
        range = run { ("0"..."9").contains($0) || $0 == "." }
        token = try ExpressionTokens.number(string(range), at: range)
      case "+", "*", "/", "(", ")", "[", "]", ".", ":":
        token = .sign(Character(scalar))
        if scalar == "[" || scalar == "]" { isInBrackets = scalar == "[" }
      case "," where isInBrackets: token = .sign(",")
      case "-", "−": token = .sign("-")
      case "≠": token = .comparison(.unequal)
      case "≤": token = .comparison(.lessOrEqual)
      case "≥": token = .comparison(.greaterOrEqual)
      case "=", "!", "<", ">":
        range = run { "=!<>".unicodeScalars.contains($0) }
        guard let comparison = Comparison(rawValue: string(range)) else {
          throw ExpressionProblem(
            range, "\(VisibleText.quoted(string(range))) is no comparison",
            remedy: "compare with = != < <= > or >=")
        }
        token = .comparison(comparison)
      case _ where WeightName.isHead(scalar):
        range = run(WeightName.isTail)
        token = .name(string(range))
      default:
        throw ExpressionProblem(
          range, "\(VisibleText.quoted(string(range))) has no meaning in an expression",
          remedy: ["·", "×"].contains(scalar)
            ? "write * to multiply"
            : scalar == "÷"
              ? "write / to divide"
              : scalar == "," ? "write a decimal point" : "allowed are figures and + - * / ( )")
      }
      if let token { items.append(Item(token: token, range: range)) }
      position = range.upperBound
    }
    items.append(Item(token: .end, range: text.count..<text.count + 1))
  }

  private static func number(
    _ digits: String, at range: Range<Int>
  ) throws(ExpressionProblem) -> ExpressionToken {
    guard digits.utf8.count <= digitLimit else {
      throw ExpressionProblem(
        range, "the number has too many digits", remedy: "at most \(digitLimit) are allowed")
    }
    guard digits.last != ".", let value = ExactDecimal(digits) else {
      throw ExpressionProblem(
        range, "\(VisibleText.quoted(digits)) is no number", remedy: "write it like 0.15")
    }
    return .number(value, digits: digits)
  }
}

/// How a weight's name is spelled: a letter, then letters, digits, subscripts and `_`.
enum WeightName {
  static let limit = 12

  static func isHead(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar == "_"
  }

  static func isTail(_ scalar: Unicode.Scalar) -> Bool {
    if isHead(scalar) { return true }
    switch scalar.properties.generalCategory {
    case .decimalNumber, .otherNumber, .nonspacingMark, .spacingMark: return true
    default: return false
    }
  }

  static func isAllowed(_ text: String) -> Bool {
    let scalars = text.unicodeScalars
    guard let first = scalars.first, isHead(first), first != "_" else { return false }
    return scalars.allSatisfy(isTail) && text.count <= limit
  }
}
