import TerminalUI

/// Numbers as a working shows them: rounded, so that a line can be checked by hand, or with all
/// digits.
struct MaskFigures {
  var showsAllDigits = false

  /// Significant digits of a working that is not shown in full.
  static let usualDigits = 6
  static let allDigits = 17

  func term(_ value: Double) -> String {
    let digits = showsAllDigits ? MaskFigures.allDigits : MaskFigures.usualDigits
    return MaskFigures.typographic(value.rounded(significantDigits: digits))
  }

  /// A number behind a sign of multiplication or division.
  func factor(_ value: Double) -> String { value < 0 ? "(\(term(value)))" : term(value) }

  /// ` + 0.5`, ` − 0.5`: a term behind others.
  func summand(_ value: Double) -> String {
    value < 0 ? " − \(term(-value))" : " + \(term(value))"
  }

  /// `2·0.5 + 0·(−0.3)`
  func products(_ pairs: [(Double, Double)]) -> String {
    pairs.map { "\(factor($0.0))·\(factor($0.1))" }.joined(separator: " + ")
  }

  /// In a few characters, for a picture.
  func short(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return term(value) }
    let isPlain = value.magnitude >= 0.01 && value.magnitude < 1000
    return MaskFigures.typographic(
      isPlain ? value.fixed(decimals: 2) : value.rounded(significantDigits: 2))
  }

  /// A setting, without zeros at its end.
  func brief(_ value: Double) -> String {
    MaskFigures.typographic(value.rounded(significantDigits: 3))
  }

  static func typographic(_ text: String) -> String {
    text.hasPrefix("-") ? "−" + text.dropFirst() : text
  }
}
