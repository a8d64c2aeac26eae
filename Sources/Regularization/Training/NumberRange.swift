/// Which numbers a setting may have. Never one that is not finite.
public struct NumberRange: Sendable, Hashable {
  public var lower: Double?
  public var includesLower: Bool
  public var upper: Double?
  public var includesUpper: Bool

  public init(
    lower: Double? = nil, includesLower: Bool = true, upper: Double? = nil,
    includesUpper: Bool = true
  ) {
    self.lower = lower
    self.includesLower = includesLower
    self.upper = upper
    self.includesUpper = includesUpper
  }

  public static let any = NumberRange()
  public static let aboveZero = NumberRange(lower: 0, includesLower: false)
  public static let zeroOrMore = NumberRange(lower: 0)
  public static let zeroToOne = NumberRange(lower: 0, upper: 1)
  public static let zeroToBelowOne = NumberRange(lower: 0, upper: 1, includesUpper: false)

  /// No setting is larger, so that none of them is infinite in Float32.
  public static let magnitudeLimit = 1e30

  public func contains(_ value: Double) -> Bool {
    guard value.magnitude <= NumberRange.magnitudeLimit else { return false }
    if let lower, value < lower || (value == lower && !includesLower) { return false }
    if let upper, value > upper || (value == upper && !includesUpper) { return false }
    return true
  }

  /// “a number above 0”, “a number from 0 to below 1”.
  public var words: String {
    let low = lower.map { SpecText.number($0) }
    let high = upper.map { SpecText.number($0) }
    return switch (low, high) {
    case (nil, nil): "a number"
    case (let low?, nil): includesLower ? "a number of \(low) or more" : "a number above \(low)"
    case (nil, let high?):
      includesUpper ? "a number of at most \(high)" : "a number below \(high)"
    case (let low?, let high?):
      "a number \(includesLower ? "from" : "above") \(low) "
        + "\(includesUpper ? "to" : includesLower ? "to below" : "and below") \(high)"
    }
  }
}

/// Values as messages write them.
enum SpecText {
  /// The shortest digits that mean this number, without a needless `.0`.
  static func number(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// “1 layer”, “2 layers”.
  static func count(_ value: Int, _ noun: String) -> String {
    "\(count(value)) \(noun)\(value == 1 ? "" : "s")"
  }

  static func count(_ value: Int) -> String {
    var groups: [Substring] = []
    var digits = String(value.magnitude)[...]
    while digits.count > 3 {
      groups.append(digits.suffix(3))
      digits = digits.dropLast(3)
    }
    groups.append(digits)
    return (value < 0 ? "-" : "") + groups.reversed().joined(separator: ",")
  }
}
