internal import BigInt

/// A decimal number with as many digits as it needs: `significand · 10^(−places)`.
///
/// Sums, differences and products are exact. There is no way in from a binary float: a value
/// comes from text or from an integer, so the digits a lesson's author typed are the digits
/// that are computed with.
///
/// *Range*: any; memory is the limit. Text is limited, see ``init(parsing:)``.
public struct ExactDecimal: Sendable, Hashable {
  /// The digits as an integer; ends in a non-zero digit whenever `places > 0`.
  let significand: BigInt
  /// How many digits stand behind the decimal point, 0 or more.
  public let places: Int

  public static let zero = ExactDecimal(0)
  public static let one = ExactDecimal(1)

  public init(_ integer: Int) {
    significand = BigInt(integer)
    places = 0
  }

  /// Brings `significand · 10^(−places)` to its only normal form.
  init(significand: BigInt, places: Int) {
    var digits = significand
    var places = places
    // A multiple of ten is even: the cheap test spares most divisions.
    while places > 0, digits.magnitude.trailingZeroBitCount > 0 || digits.isZero {
      let (quotient, remainder) = digits.quotientAndRemainder(dividingBy: 10)
      guard remainder.isZero else { break }
      digits = quotient
      places -= 1
    }
    self.significand = digits
    self.places = places
  }

  public var isZero: Bool { significand.isZero }

  /// −1, 0 or 1.
  public var signum: Int { significand.isZero ? 0 : (significand.sign == .minus ? -1 : 1) }

  public var magnitude: ExactDecimal { signum < 0 ? -self : self }

  /// The nearest binary floating-point number: for drawing, never for computing.
  public var approximation: Double { Double(description) ?? 0 }

  static func powerOfTen(_ exponent: Int) -> BigInt { BigInt(10).power(exponent) }

  /// The significand written with `places` digits behind the point (`places ≥ self.places`).
  private func scaled(to places: Int) -> BigInt {
    places == self.places
      ? significand : significand * ExactDecimal.powerOfTen(places - self.places)
  }
}

// MARK: Arithmetic

extension ExactDecimal {
  public static func + (left: ExactDecimal, right: ExactDecimal) -> ExactDecimal {
    let places = max(left.places, right.places)
    return ExactDecimal(
      significand: left.scaled(to: places) + right.scaled(to: places), places: places)
  }

  public static func - (left: ExactDecimal, right: ExactDecimal) -> ExactDecimal { left + -right }

  public static func * (left: ExactDecimal, right: ExactDecimal) -> ExactDecimal {
    ExactDecimal(
      significand: left.significand * right.significand, places: left.places + right.places)
  }

  public static prefix func - (value: ExactDecimal) -> ExactDecimal {
    ExactDecimal(significand: -value.significand, places: value.places)
  }

  /// Rounds to at most `places` digits behind the point; a half is rounded away from zero
  /// ("half up" as it is taught for figures with a sign; Python's `ROUND_HALF_UP`).
  ///
  /// *Range*: `places ≥ 0`.
  public func rounded(toPlaces places: Int) -> ExactDecimal {
    precondition(places >= 0, "a number of decimal places is 0 or more, not \(places)")
    guard places < self.places else { return self }
    let unit = ExactDecimal.powerOfTen(self.places - places)
    return ExactDecimal(
      significand: ExactDecimal.halfUp(significand, dividedBy: unit), places: places)
  }

  /// The value without its digits behind the `places`-th: for figures that are shown cut.
  ///
  /// *Range*: `places ≥ 0`.
  public func truncated(toPlaces places: Int) -> ExactDecimal {
    precondition(places >= 0, "a number of decimal places is 0 or more, not \(places)")
    guard places < self.places else { return self }
    return ExactDecimal(
      significand: significand / ExactDecimal.powerOfTen(self.places - places), places: places)
  }

  /// The quotient rounded half up to `places` digits behind the point: the one operation here
  /// that is not exact, and therefore never without its rounding.
  ///
  /// *Range*: `divisor ≠ 0`, `places ≥ 0`.
  public func divided(by divisor: ExactDecimal, toPlaces places: Int) -> ExactDecimal {
    precondition(!divisor.isZero, "division by zero")
    precondition(places >= 0, "a number of decimal places is 0 or more, not \(places)")
    // (a·10^−p) / (b·10^−q) = (a·10^(q + n)) / (b·10^p) · 10^−n
    var numerator = significand * ExactDecimal.powerOfTen(divisor.places + places)
    var denominator = divisor.significand * ExactDecimal.powerOfTen(self.places)
    if denominator.sign == .minus {
      numerator = -numerator
      denominator = -denominator
    }
    return ExactDecimal(
      significand: ExactDecimal.halfUp(numerator, dividedBy: denominator), places: places)
  }

  /// `numerator / denominator` as a whole number, a half away from zero; `denominator > 0`.
  private static func halfUp(_ numerator: BigInt, dividedBy denominator: BigInt) -> BigInt {
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    guard remainder.magnitude * 2 >= denominator.magnitude else { return quotient }
    return quotient + (numerator.sign == .minus ? -1 : 1)
  }
}

extension ExactDecimal: Comparable {
  public static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
    let places = max(left.places, right.places)
    return left.scaled(to: places) < right.scaled(to: places)
  }
}

// MARK: Text

/// Why a text is not a decimal number.
public enum DecimalSyntaxError: Error, Hashable, Sendable {
  case empty
  /// The first character that does not belong, and its 0-based position.
  case unexpected(Character, at: Int)
  case noDigits
  case tooManyDigits(limit: Int)
  case exponentOutOfRange(limit: Int)
}

extension DecimalSyntaxError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .empty: "the number is empty"
    case .unexpected(let character, _): "“\(character)” does not belong in a number"
    case .noDigits: "there is no digit in it"
    case .tooManyDigits(let limit): "it has more than \(limit) digits"
    case .exponentOutOfRange(let limit): "its exponent is not within ±\(limit)"
    }
  }
}

extension ExactDecimal: LosslessStringConvertible {
  /// The most digits that a text may bring in: far beyond any lesson, small enough that no
  /// file or flag can make the program crawl.
  public static let digitLimit = 400
  /// The largest exponent, up or down, that a text may bring in.
  public static let exponentLimit = 400

  public init?(_ description: String) {
    guard let value = try? ExactDecimal(parsing: description) else { return nil }
    self = value
  }

  /// Reads `[+|-|−] digits [. digits] [e|E [+|-] digits]`; one of the two runs of digits may be
  /// missing (`.5`, `5.`). No spaces, no separators, nothing like `nan`.
  ///
  /// *Range*: at most ``digitLimit`` digits, an exponent within ±``exponentLimit``.
  /// *Throws*: ``DecimalSyntaxError``.
  public init(parsing text: some StringProtocol) throws(DecimalSyntaxError) {
    guard !text.isEmpty else { throw .empty }
    var digits = ""
    var places = 0
    var exponentText: String?
    var seenPoint = false
    var negative = false
    for (index, character) in text.enumerated() {
      switch character {
      case "+", "-", "−":
        if index == 0 {
          negative = character != "+"
        } else if exponentText?.isEmpty == true {
          exponentText = character == "+" ? "+" : "-"
        } else {
          throw .unexpected(character, at: index)
        }
      case "0"..."9" where character.isASCII:
        if exponentText != nil {
          exponentText?.append(character)
        } else {
          digits.append(character)
          if seenPoint { places += 1 }
        }
      case "." where !seenPoint && exponentText == nil: seenPoint = true
      case "e" where exponentText == nil && !digits.isEmpty,
        "E" where exponentText == nil && !digits.isEmpty:
        exponentText = ""
      default: throw .unexpected(character, at: index)
      }
      if digits.count > ExactDecimal.digitLimit {
        throw .tooManyDigits(limit: ExactDecimal.digitLimit)
      }
    }
    guard !digits.isEmpty, var significand = BigInt(digits) else { throw .noDigits }
    if let exponentText {
      guard exponentText.contains(where: \.isNumber) else { throw .noDigits }
      guard let exponent = Int(exponentText), abs(exponent) <= ExactDecimal.exponentLimit else {
        throw .exponentOutOfRange(limit: ExactDecimal.exponentLimit)
      }
      places -= exponent
      if places < 0 {
        significand *= ExactDecimal.powerOfTen(-places)
        places = 0
      }
    }
    self.init(significand: negative ? -significand : significand, places: places)
  }

  /// Plain decimal notation with every digit, no trailing zeros and an ASCII minus sign.
  public var description: String { digits(behindPoint: places, of: significand) }

  /// Plain decimal notation with exactly `places` digits behind the point, rounded half up.
  ///
  /// *Range*: `places ≥ 0`.
  public func formatted(places: Int) -> String {
    let value = rounded(toPlaces: places)
    return digits(behindPoint: places, of: value.scaled(to: places))
  }

  private func digits(behindPoint places: Int, of significand: BigInt) -> String {
    var text = String(significand.magnitude)
    if places > 0 {
      if text.count <= places {
        text = String(repeating: "0", count: places - text.count + 1) + text
      }
      text.insert(".", at: text.index(text.endIndex, offsetBy: -places))
    }
    return significand.sign == .minus && !significand.isZero ? "-" + text : text
  }
}
