import Regularization

/// What is wrong in an expression: offsets are Unicode scalars of its text.
struct ExpressionProblem: Error {
  var range: Range<Int>
  var message: String
  var remedy: String

  init(_ range: Range<Int>, _ message: String, remedy: String) {
    self.range = range
    self.message = message
    self.remedy = remedy
  }
}

extension ExpressionProblem {
  static func noFigure(_ name: ExpressionName) -> ExpressionProblem {
    ExpressionProblem(
      name.range, "\(VisibleText.quoted(name.text)) alone is no figure",
      remedy: "write REPLAY.WEIGHT[ITERATION], such as l1.θ2[5], or REPLAY.SETTING")
  }
}

/// A piece of an expression's text with its place.
struct ExpressionName {
  var text: String
  var range: Range<Int>
}

/// A whole number in brackets, with its place.
struct ExpressionIndex {
  var value: Int
  var range: Range<Int>
}

/// `head.member[index].field`; the id of a replay, a printed table, a training or a masked network
/// is the head. Only figures of masks have several indices, or some behind the field.
struct FigureReference {
  var head: ExpressionName
  var member: ExpressionName
  var indices: [ExpressionIndex] = []
  var field: ExpressionName?
  var fieldIndices: [ExpressionIndex] = []

  var index: ExpressionIndex? { indices.first }

  var range: Range<Int> {
    let ends = [
      indices.last?.range.upperBound, field?.range.upperBound, fieldIndices.last?.range.upperBound,
    ].compactMap(\.self)
    return head.range.lowerBound..<ends.reduce(member.range.upperBound, max)
  }
}

/// `weight[iteration].field`: an update of a table or a replay that is known already.
struct UpdateReference {
  var weight: ExpressionName
  var iteration: (value: Int, range: Range<Int>)
  var field: ExpressionName?
}

/// Arithmetic on figures.
indirect enum Expression {
  case number(ExactDecimal)
  case reference(FigureReference)
  /// A number that a question draws.
  case variable(ExpressionName)
  case negative(Expression)
  case sum(Expression, Expression)
  case difference(Expression, Expression)
  case product(Expression, Expression)
  /// The place is the divisor's sign.
  case quotient(Expression, Expression, Range<Int>)
}

/// An expression with the number of decimal places that it is rounded to, if any.
struct FigureExpression {
  var expression: Expression
  var places: Int?
  /// Of the whole expression.
  var range: Range<Int>
  /// Of its first `/`.
  var division: Range<Int>?
}

enum Comparison: String, CaseIterable {
  case equal = "="
  case unequal = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
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

  var references: [FigureReference] { left.expression.references + right.expression.references }

  /// Whether it is so of two numbers in binary; nothing is so of what is no number.
  func holds(_ left: Double, _ right: Double) -> Bool {
    guard !left.isNaN, !right.isNaN else { return false }
    return comparison.holds(left < right ? -1 : left > right ? 1 : 0)
  }
}
