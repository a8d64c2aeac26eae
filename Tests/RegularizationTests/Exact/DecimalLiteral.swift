public import Regularization

extension ExactDecimal: ExpressibleByStringLiteral {
  /// Decimals in tests are written as their text.
  public init(stringLiteral text: String) {
    guard let value = ExactDecimal(text) else { preconditionFailure("“\(text)” is no decimal") }
    self = value
  }
}
