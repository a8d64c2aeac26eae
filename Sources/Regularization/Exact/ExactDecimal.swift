internal import BigInt

/// A decimal number with as many digits as it needs: `significand · 10^(−places)`.
///
/// Sums, differences and products are exact. There is no way in from a binary float: a value
/// comes from text or from an integer, so the digits a lesson's author typed are the digits
/// that are computed with.
///
/// *Range*: any; memory is the limit. Text is limited, see ``init(parsing:)``, and so is what a
/// replay may grow to, see ``ReplaySpec/lengthLimit``.
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
    guard !significand.isZero else {
      self.init(normal: significand, places: 0)
      return
    }
    var digits = significand
    var places = places
    // A multiple of 10ⁿ is one of 2ⁿ: the cheap test spares most divisions. Zeros are taken off by
    // powers of two, each at most once.
    var zeros = min(places, digits.magnitude.trailingZeroBitCount)
    while zeros > 0 {
      let chunk = 1 << (Int.bitWidth - 1 - zeros.leadingZeroBitCount)
      let (quotient, remainder) = digits.quotientAndRemainder(
        dividingBy: ExactDecimal.powerOfTen(chunk))
      if remainder.isZero {
        digits = quotient
        places -= chunk
        zeros -= chunk
      } else {
        zeros = chunk - 1
      }
    }
    self.init(normal: digits, places: places)
  }

  /// Takes what is in normal form already.
  private init(normal significand: BigInt, places: Int) {
    self.significand = significand
    self.places = places
  }

  public var isZero: Bool { significand.isZero }

  /// −1, 0 or 1.
  public var signum: Int { significand.isZero ? 0 : (significand.sign == .minus ? -1 : 1) }

  public var magnitude: ExactDecimal { signum < 0 ? -self : self }

  /// The nearest binary floating-point number: for drawing, never for computing. It is
  /// infinite where the number is beyond a `Double`'s range.
  public var approximation: Double { Double(description) ?? 0 }

  /// How many digits stand before the decimal point, leading zeros aside; 0 below 1.
  var integerDigits: Int {
    max(0, DecimalDigits.text(of: significand.magnitude).utf8.count - places - (isZero ? 1 : 0))
  }

  /// `10^exponent`, as `5^exponent · 2^exponent`: scaling is most of what a sum costs.
  static func powerOfTen(_ exponent: Int) -> BigInt {
    var power: BigUInt = 1
    for bit in (0..<Int.bitWidth - exponent.leadingZeroBitCount).reversed() {
      power *= power
      if exponent >> bit & 1 == 1 { power *= 5 }
    }
    return BigInt(power << exponent)
  }

  /// The significand written with `places` digits behind the point (`places ≥ self.places`).
  func scaled(to places: Int) -> BigInt {
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
    ExactDecimal(normal: -value.significand, places: value.places)
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
