internal import BigInt

/// Why a text is not a decimal number.
public enum DecimalSyntaxError: Error, Hashable, Sendable {
  case empty
  /// The first character that does not belong, and its 0-based position.
  case unexpected(Character, at: Int)
  case noDigits
  case noExponentDigits
  case tooManyDigits(limit: Int)
  case exponentOutOfRange(limit: Int)
}

extension DecimalSyntaxError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .empty: "the number is empty"
    case .unexpected(",", _): "“,” does not belong in a number; the decimal mark is a point"
    case .unexpected(let character, _):
      "\(DecimalSyntaxError.quoted(character)) does not belong in a number"
    case .noDigits: "there is no digit in it"
    case .noExponentDigits: "there is no digit in its exponent"
    case .tooManyDigits(let limit): "it has more than \(limit) digits"
    case .exponentOutOfRange(let limit): "its exponent is not within ±\(limit)"
    }
  }

  /// The character as it may be shown: anything but printable ASCII with its code points, because
  /// a full-width digit looks like a digit and a control character must not reach a terminal.
  private static func quoted(_ character: Character) -> String {
    let isPrintable = !character.unicodeScalars.contains { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse,
        .surrogate:
        true
      default: false
      }
    }
    if character.isASCII, isPrintable { return "“\(character)”" }
    // A character may carry any number of combining marks.
    let points = character.unicodeScalars.prefix(4).map { scalar in
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
    let codes = points.joined(separator: " ")
    return isPrintable && points.count < 4 ? "“\(character)” (\(codes))" : codes
  }
}

// MARK: Reading

extension ExactDecimal {
  /// The most digits that a text may bring in: far beyond any lesson, small enough that no
  /// file or flag can make the program crawl.
  public static let digitLimit = 400
  /// The largest exponent, up or down, that a text may bring in.
  public static let exponentLimit = 400

  /// The number that ``init(parsing:)`` reads, or `nil`.
  public init?(_ text: some StringProtocol) {
    guard let value = try? ExactDecimal(parsing: text) else { return nil }
    self = value
  }

  /// Reads `[+|-|−] digits [. digits] [e|E [+|-|−] digits]`; one of the two runs of digits may be
  /// missing (`.5`, `5.`). ASCII digits only; no spaces, no separators, nothing like `nan`.
  ///
  /// *Range*: at most ``digitLimit`` digits, an exponent within ±``exponentLimit``.
  /// *Throws*: ``DecimalSyntaxError``.
  public init(parsing text: some StringProtocol) throws(DecimalSyntaxError) {
    guard !text.isEmpty else { throw .empty }
    var digits = ""
    var digitCount = 0
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
          digitCount += 1
          if seenPoint { places += 1 }
        }
      case "." where !seenPoint && exponentText == nil: seenPoint = true
      case "e" where exponentText == nil && digitCount > 0,
        "E" where exponentText == nil && digitCount > 0:
        exponentText = ""
      default: throw .unexpected(character, at: index)
      }
      if digitCount > ExactDecimal.digitLimit {
        throw .tooManyDigits(limit: ExactDecimal.digitLimit)
      }
    }
    guard digitCount > 0, var significand = BigInt(digits) else { throw .noDigits }
    if let exponentText {
      guard exponentText.contains(where: \.isNumber) else { throw .noExponentDigits }
      let limit = ExactDecimal.exponentLimit
      guard let exponent = Int(exponentText), -limit...limit ~= exponent else {
        throw .exponentOutOfRange(limit: limit)
      }
      places -= exponent
      if places < 0 {
        significand *= ExactDecimal.powerOfTen(-places)
        places = 0
      }
    }
    self.init(significand: negative ? -significand : significand, places: places)
  }
}

// MARK: Writing

extension ExactDecimal: CustomStringConvertible {
  /// Plain decimal notation with every digit, no trailing zeros and an ASCII minus sign.
  ///
  /// ``init(parsing:)`` reads it back, as long as it has no more than ``digitLimit`` digits.
  public var description: String { ExactDecimal.text(of: significand, behindPoint: places) }

  /// Plain decimal notation with exactly `places` digits behind the point, rounded half up. What
  /// rounds to zero has no sign.
  ///
  /// *Range*: `places ≥ 0`.
  public func formatted(places: Int) -> String {
    let value = rounded(toPlaces: places)
    return ExactDecimal.text(of: value.scaled(to: places), behindPoint: places)
  }

  private static func text(of significand: BigInt, behindPoint places: Int) -> String {
    var text = DecimalDigits.text(of: significand.magnitude)
    if places > 0 {
      let count = text.utf8.count
      if count <= places { text = String(repeating: "0", count: places - count + 1) + text }
      text.insert(".", at: text.utf8.index(text.endIndex, offsetBy: -places))
    }
    return significand.sign == .minus ? "-" + text : text
  }
}
