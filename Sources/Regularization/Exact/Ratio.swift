/// An exact fraction of two decimals; the denominator is positive.
///
/// Two ratios are equal (`==`) where numerators and denominators are; ``compared(to:)`` and
/// ``isEqual(to:)`` ask for the value.
public struct Ratio: Sendable, Hashable {
  public let numerator: ExactDecimal
  public let denominator: ExactDecimal

  public init(_ value: ExactDecimal) {
    numerator = value
    denominator = .one
  }

  /// *Range*: `denominator ≠ 0`.
  public init(_ numerator: ExactDecimal, over denominator: ExactDecimal) {
    precondition(!denominator.isZero, "division by zero")
    let flips = denominator.signum < 0
    self.numerator = flips ? -numerator : numerator
    self.denominator = flips ? -denominator : denominator
  }

  public static let zero = Ratio(.zero)

  public static func + (left: Ratio, right: Ratio) -> Ratio {
    guard left.denominator != right.denominator else {
      return Ratio(left.numerator + right.numerator, over: left.denominator)
    }
    return Ratio(
      left.numerator * right.denominator + right.numerator * left.denominator,
      over: left.denominator * right.denominator)
  }

  public static func - (left: Ratio, right: Ratio) -> Ratio { left + -right }

  public static func * (left: Ratio, right: Ratio) -> Ratio {
    Ratio(left.numerator * right.numerator, over: left.denominator * right.denominator)
  }

  /// *Range*: `right ≠ 0`.
  public static func / (left: Ratio, right: Ratio) -> Ratio {
    Ratio(left.numerator * right.denominator, over: left.denominator * right.numerator)
  }

  public static prefix func - (value: Ratio) -> Ratio {
    Ratio(-value.numerator, over: value.denominator)
  }

  public var isZero: Bool { numerator.isZero }

  /// −1, 0 or 1.
  public var signum: Int { numerator.signum }

  /// −1, 0 or 1: how `self` compares with `other`.
  public func compared(to other: Ratio) -> Int {
    (numerator * other.denominator - other.numerator * denominator).signum
  }

  public func isEqual(to other: Ratio) -> Bool { compared(to: other) == 0 }

  public func rounded(toPlaces places: Int) -> ExactDecimal {
    numerator.divided(by: denominator, toPlaces: places)
  }

  /// The value as a decimal; `nil` where its digits have no end.
  public var exact: ExactDecimal? {
    guard denominator != .one else { return numerator }
    // A fraction ends, if it does, after as many places as its denominator has factors of 2 or 5.
    let digits = denominator.description.utf8.count
    let quotient = numerator.divided(
      by: denominator, toPlaces: numerator.places + denominator.places + 4 * digits)
    return quotient * denominator == numerator ? quotient : nil
  }
}
