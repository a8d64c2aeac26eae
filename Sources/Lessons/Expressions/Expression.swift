import Regularization

/// What is wrong in an expression: offsets are Unicode scalars of its text.
struct ExpressionProblem: Error, Hashable {
  var range: Range<Int>
  var message: String
  var remedy: String

  init(_ range: Range<Int>, _ message: String, remedy: String) {
    self.range = range
    self.message = message
    self.remedy = remedy
  }
}

/// A piece of an expression's text with its place.
struct ExpressionName: Hashable {
  var text: String
  var range: Range<Int>
}

/// `head.member[index].field`; a printed table's id or a replay's is the head.
struct FigureReference: Hashable {
  var head: ExpressionName
  var member: ExpressionName
  var index: (value: Int, range: Range<Int>)?
  var field: ExpressionName?

  var range: Range<Int> {
    head.range
      .lowerBound..<max(
        member.range.upperBound, (index?.range.upperBound ?? 0), (field?.range.upperBound ?? 0))
  }

  static func == (left: FigureReference, right: FigureReference) -> Bool {
    left.head == right.head && left.member == right.member && left.field == right.field
      && left.index?.value == right.index?.value
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(head)
    hasher.combine(member)
    hasher.combine(index?.value)
  }
}

/// `weight[iteration].field`: an update of a table or a replay that is known already.
struct UpdateReference {
  var weight: ExpressionName
  var iteration: (value: Int, range: Range<Int>)
  var field: ExpressionName?
}

/// Arithmetic on figures.
indirect enum Expression: Hashable {
  case number(ExactDecimal)
  case reference(FigureReference)
  case negative(Expression)
  case sum(Expression, Expression)
  case difference(Expression, Expression)
  case product(Expression, Expression)
  /// The place is the divisor's sign.
  case quotient(Expression, Expression, Range<Int>)
}

/// An expression with the number of decimal places that it is rounded to, if any.
struct FigureExpression: Hashable {
  var expression: Expression
  var places: Int?
  /// Of the whole expression.
  var range: Range<Int>
  /// Of its first `/`.
  var division: Range<Int>?
}

enum Comparison: String, CaseIterable {
  case equal = "=", unequal = "!=", less = "<", lessOrEqual = "<=", greater = ">"
  case greaterOrEqual = ">="

  /// `order` is −1, 0 or 1.
  func holds(_ order: Int) -> Bool {
    switch self {
    case .equal: order == 0
    case .unequal: order != 0
    case .less: order < 0
    case .lessOrEqual: order <= 0
    case .greater: order > 0
    case .greaterOrEqual: order >= 0
    }
  }
}

/// Two figures and how they are said to compare.
struct Claim {
  var left: FigureExpression
  var comparison: Comparison
  var right: FigureExpression
}
