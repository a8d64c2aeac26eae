import Regularization
import Testing

struct DecimalTextTests {
  @Test(arguments: [
    ("0", "0"), ("-0", "0"), ("+0.000", "0"), ("0e5", "0"), ("-.0", "0"),
    ("1", "1"), ("+1", "1"), ("-1", "-1"), ("−1", "-1"), ("007", "7"),
    ("0.5", "0.5"), (".5", "0.5"), ("-.5", "-0.5"), ("5.", "5"), ("0.10", "0.1"),
    ("1.50", "1.5"), ("100", "100"), ("100.00", "100"), ("0.00001588500", "0.000015885"),
    ("1e3", "1000"), ("1E3", "1000"), ("1e+3", "1000"), ("1e-3", "0.001"), ("1e−3", "0.001"),
    ("12.34e1", "123.4"), ("12.34e2", "1234"), ("12.34e5", "1234000"), ("12.34e-2", "0.1234"),
    ("1e0003", "1000"), ("120e-1", "12"), (".5e1", "5"), ("5.e1", "50"),
    ("1e400", "1" + String(repeating: "0", count: 400)),
    ("1e-400", "0." + String(repeating: "0", count: 399) + "1"),
    ("18446744073709551616", "18446744073709551616"),
    ("-10000000000000000000", "-10000000000000000000"),
  ])
  func textIsReadAndWrittenInPlainNotation(text: String, plain: String) throws {
    #expect(try ExactDecimal(parsing: text).description == plain)
  }

  @Test(arguments: [
    ("", DecimalSyntaxError.empty),
    (" ", .unexpected(" ", at: 0)),
    (" 1", .unexpected(" ", at: 0)),
    ("1 ", .unexpected(" ", at: 1)),
    (".", .noDigits),
    ("+", .noDigits),
    ("-.", .noDigits),
    ("--1", .unexpected("-", at: 1)),
    ("-−1", .unexpected("−", at: 1)),
    ("1-", .unexpected("-", at: 1)),
    ("1.2.3", .unexpected(".", at: 3)),
    ("0,5", .unexpected(",", at: 1)),
    ("1_000", .unexpected("_", at: 1)),
    ("1'000", .unexpected("'", at: 1)),
    ("e5", .unexpected("e", at: 0)),
    (".e5", .unexpected("e", at: 1)),
    ("1e", .noExponentDigits),
    ("1e-", .noExponentDigits),
    ("1e5e5", .unexpected("e", at: 3)),
    ("1e5.0", .unexpected(".", at: 3)),
    ("1e5-1", .unexpected("-", at: 3)),
    ("1e--5", .unexpected("-", at: 3)),
    ("nan", .unexpected("n", at: 0)),
    ("inf", .unexpected("i", at: 0)),
    ("-infinity", .unexpected("i", at: 1)),
    ("0x10", .unexpected("x", at: 1)),
    ("1/3", .unexpected("/", at: 1)),
    ("５", .unexpected("５", at: 0)),
    ("1٣", .unexpected("٣", at: 1)),
    ("1\u{301}", .unexpected("1\u{301}", at: 0)),
    ("\u{FEFF}1", .unexpected("\u{FEFF}", at: 0)),
    ("1e401", .exponentOutOfRange(limit: 400)),
    ("1e-401", .exponentOutOfRange(limit: 400)),
    ("1e999999", .exponentOutOfRange(limit: 400)),
    ("1e9223372036854775808", .exponentOutOfRange(limit: 400)),
    ("1e-9223372036854775808", .exponentOutOfRange(limit: 400)),
    (String(repeating: "7", count: 401), .tooManyDigits(limit: 400)),
    ("0." + String(repeating: "0", count: 400), .tooManyDigits(limit: 400)),
  ])
  func textThatIsNoNumberIsRefused(text: String, error: DecimalSyntaxError) {
    #expect(throws: error) { try ExactDecimal(parsing: text) }
    #expect(ExactDecimal(text) == nil)
  }

  /// Apart from the table above, whose arguments are printed while the tests run.
  @Test func controlCharactersAndTextWithoutEndAreRefused() {
    for control in ["\n", "\r\n", "\0", "\u{1B}", "\u{85}", "\u{202E}"] {
      let error = DecimalSyntaxError.unexpected(Character(control), at: 1)
      #expect(throws: error) { try ExactDecimal(parsing: "1" + control) }
    }
    #expect(throws: DecimalSyntaxError.exponentOutOfRange(limit: 400)) {
      try ExactDecimal(parsing: "1e" + String(repeating: "9", count: 100_000))
    }
    #expect(throws: DecimalSyntaxError.tooManyDigits(limit: 400)) {
      try ExactDecimal(parsing: String(repeating: "7", count: 1_000_000))
    }
    #expect(throws: DecimalSyntaxError.unexpected(" ", at: 0)) {
      try ExactDecimal(parsing: String(repeating: " ", count: 1_000_000))
    }
  }

  @Test func asManyDigitsAsAllowedAreRead() throws {
    let digits = String(repeating: "7", count: ExactDecimal.digitLimit)
    #expect(try ExactDecimal(parsing: digits).description == digits)
    #expect(try ExactDecimal(parsing: "-0." + digits.dropLast()).description.count == 402)
  }

  @Test(arguments: [
    (DecimalSyntaxError.empty, "the number is empty"),
    (.unexpected("x", at: 0), "“x” does not belong in a number"),
    (.unexpected(",", at: 1), "“,” does not belong in a number; the decimal mark is a point"),
    (.unexpected("５", at: 0), "“５” (U+FF15) does not belong in a number"),
    (.unexpected("1\u{301}", at: 0), "“1\u{301}” (U+0031 U+0301) does not belong in a number"),
    (
      .unexpected(Character("1" + String(repeating: "\u{301}", count: 50)), at: 0),
      "U+0031 U+0301 U+0301 U+0301 does not belong in a number"
    ),
    (.noDigits, "there is no digit in it"),
    (.noExponentDigits, "there is no digit in its exponent"),
    (.tooManyDigits(limit: 400), "it has more than 400 digits"),
    (.exponentOutOfRange(limit: 400), "its exponent is not within ±400"),
  ])
  func errorsTellWhatIsWrongAndShowNothingInvisible(error: DecimalSyntaxError, text: String) {
    #expect(error.description == text)
  }

  @Test func errorsDoNotRepeatWhatATerminalWouldObey() {
    let escape = DecimalSyntaxError.unexpected("\u{1B}", at: 0)
    #expect(escape.description == "U+001B does not belong in a number")
    let override = DecimalSyntaxError.unexpected("\u{202E}", at: 0)
    #expect(override.description == "U+202E does not belong in a number")
  }

  @Test(
    arguments: [
      ("0", 0, "0"), ("0", 3, "0.000"), ("1.5", 0, "2"), ("1.5", 1, "1.5"), ("1.5", 4, "1.5000"),
      ("-0.0146", 5, "-0.01460"), ("-0.0046", 2, "0.00"), ("-0.005", 2, "-0.01"),
      ("0.99999", 4, "1.0000"), ("12", 2, "12.00"), ("0.05", 1, "0.1"), ("-99.96", 1, "-100.0"),
    ] as [(ExactDecimal, Int, String)])
  func fixedPlacesAreRoundedAndFilledUp(value: ExactDecimal, places: Int, text: String) {
    #expect(value.formatted(places: places) == text)
  }

  @Test(
    arguments: [
      ("0.1", 0.1), ("-2.5", -2.5), ("0", 0), ("1e400", .infinity), ("1e-400", 0),
    ] as [(ExactDecimal, Double)])
  func theApproximationIsTheNearestDouble(value: ExactDecimal, double: Double) {
    #expect(value.approximation == double)
  }
}
