import Regularization

/// What is wrong with an expression, and which piece of its text is meant.
struct ExpressionError: Error {
  var piece: String
  var message: String
  var remedy: String
}

/// A computed value: an exact fraction, or a printed figure letter for letter.
struct ComputedValue {
  var numerator: ExactDecimal
  var denominator: ExactDecimal = .one
  /// The text of a printed figure, where the value is one and nothing else.
  var printed: String?

  init(_ value: ExactDecimal, printed: String? = nil) {
    numerator = value
    self.printed = printed
  }

  init(_ numerator: ExactDecimal, over denominator: ExactDecimal) {
    let isNegative = denominator.signum < 0
    self.numerator = isNegative ? -numerator : numerator
    self.denominator = isNegative ? -denominator : denominator
  }

  /// −1, 0 or 1 as this value is less than, equal to or more than another.
  func compared(to other: ComputedValue) -> Int {
    (numerator * other.denominator - other.numerator * denominator).signum
  }

  var isExact: Bool { denominator == .one }

  /// For messages: the exact figure, or the quotient to 12 places.
  var text: String {
    if let printed { return printed }
    return isExact
      ? numerator.description : "\(numerator.divided(by: denominator, toPlaces: 12))…"
  }
}

/// Computes `+ - * / ( )` over figures and references, exactly.
struct Expression {
  static let lengthLimit = 300
  static let depthLimit = 40

  private enum Token: Equatable {
    case figure(String)
    case name(String)
    case sign(Character)
  }

  private var tokens: [Token] = []
  private var position = 0
  private var depth = 0
  private let figures: FigureTable

  /// *Throws*: ``ExpressionError`` with the piece that is meant.
  static func value(of text: String, in figures: FigureTable) throws(ExpressionError) -> ComputedValue
  {
    guard text.count <= lengthLimit else {
      throw ExpressionError(
        piece: text, message: "the expression is too long",
        remedy: "use at most \(lengthLimit) characters")
    }
    var expression = Expression(figures: figures)
    expression.tokens = try tokens(of: text)
    guard !expression.tokens.isEmpty else {
      throw ExpressionError(
        piece: text, message: "there is no expression here", remedy: "write one, like l1.θ2[5]")
    }
    let value = try expression.sum()
    if expression.position < expression.tokens.count {
      throw expression.unexpected()
    }
    return value
  }

  private init(figures: FigureTable) { self.figures = figures }

  private static func tokens(of text: String) throws(ExpressionError) -> [Token] {
    var tokens: [Token] = []
    var rest = Substring(text)
    while let first = rest.first {
      if first == " " || first == "\n" {
        rest.removeFirst()
      } else if "+-−*·/()".contains(first) {
        tokens.append(.sign(first == "−" ? "-" : first == "·" ? "*" : first))
        rest.removeFirst()
      } else if first.isASCII, first.isNumber || first == "." {
        let figure = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        tokens.append(.figure(String(figure)))
        rest = rest[figure.endIndex...]
      } else if first.isLetter {
        var end = rest.startIndex
        while end < rest.endIndex {
          let character = rest[end]
          guard character.isLetter || character.isNumber || "_.".contains(character) else {
            guard character == "[" else { break }
            end = rest[end...].firstIndex(of: "]").map { rest.index(after: $0) } ?? rest.endIndex
            continue
          }
          end = rest.index(after: end)
        }
        tokens.append(.name(String(rest[..<end])))
        rest = rest[end...]
      } else {
        throw ExpressionError(
          piece: String(first), message: "“\(first)” does not belong in an expression",
          remedy: "figures, references, + - * / and parentheses do")
      }
    }
    return tokens
  }

  private func unexpected() -> ExpressionError {
    let token = tokens[min(position, tokens.count - 1)]
    let piece: String =
      switch token {
      case .figure(let text), .name(let text): text
      case .sign(let sign): String(sign)
      }
    return ExpressionError(
      piece: piece, message: "“\(piece)” is not expected here",
      remedy: "between two values stands one of + - * /")
  }

  private mutating func take(_ signs: String) -> Character? {
    guard position < tokens.count, case .sign(let sign) = tokens[position], signs.contains(sign)
    else { return nil }
    position += 1
    return sign
  }

  private mutating func sum() throws(ExpressionError) -> ComputedValue {
    var value = try product()
    while let sign = take("+-") {
      let next = try product()
      let right = sign == "+" ? next.numerator : -next.numerator
      value = ComputedValue(
        value.numerator * next.denominator + right * value.denominator,
        over: value.denominator * next.denominator)
    }
    return value
  }

  private mutating func product() throws(ExpressionError) -> ComputedValue {
    var value = try factor()
    while let sign = take("*/") {
      let next = try factor()
      if sign == "*" {
        value = ComputedValue(
          value.numerator * next.numerator, over: value.denominator * next.denominator)
      } else {
        guard !next.numerator.isZero else {
          throw ExpressionError(
            piece: "/", message: "this divides by zero", remedy: "divide by something else")
        }
        value = ComputedValue(
          value.numerator * next.denominator, over: value.denominator * next.numerator)
      }
    }
    return value
  }

  private mutating func factor() throws(ExpressionError) -> ComputedValue {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Expression.depthLimit else {
      throw ExpressionError(
        piece: "(", message: "too many parentheses", remedy: "write the expression more plainly")
    }
    if take("-") != nil {
      let value = try factor()
      return ComputedValue(-value.numerator, over: value.denominator)
    }
    if take("(") != nil {
      let value = try sum()
      guard take(")") != nil else {
        throw ExpressionError(piece: "(", message: "a “)” is missing", remedy: "close the parenthesis")
      }
      return value
    }
    guard position < tokens.count else {
      throw ExpressionError(
        piece: "", message: "the expression ends too early", remedy: "add the missing value")
    }
    switch tokens[position] {
    case .figure(let text):
      guard let value = ExactDecimal(text) else { throw unexpected() }
      position += 1
      return ComputedValue(value)
    case .name(let name):
      position += 1
      return try figures.value(of: name)
    case .sign: throw unexpected()
    }
  }
}
