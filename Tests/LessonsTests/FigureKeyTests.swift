import Lessons
import Regularization
import Testing

@Suite("A figure that is asked for")
struct FigureKeyTests {
  static func key(
    _ text: String, over divisor: String = "1", _ precision: FigureKey.Precision = .exact,
    unit: String? = nil, wrong: [String] = []
  ) throws -> FigureKey {
    let value = Ratio(
      try #require(ExactDecimal(text)), over: try #require(ExactDecimal(divisor)))
    return FigureKey(
      value: value, precision: precision,
      foreseen: wrong.compactMap { text in
        ExactDecimal(text).map { ForeseenAnswer(answer: $0, say: "It is \(text).") }
      }, unit: unit)
  }

  static let tolerated: [(typed: String, isRight: Bool)] = [
    ("0.39", true), ("0.41", true), ("0.37", true), ("0.4", true), ("0.36999", false),
    ("0.411", false), ("-0.39", false),
  ]

  @Test("is right within its tolerance, the ends included", arguments: tolerated)
  func tolerance(_ typed: String, _ isRight: Bool) throws {
    let tolerance = try #require(ExactDecimal("0.02"))
    #expect(try FigureKeyTests.key("0.39", .within(tolerance)).judge(typed).isRight == isRight)
  }

  @Test("tells a near answer the exact figure, and a far one the direction")
  func toleranceWords() throws {
    let tolerance = try #require(ExactDecimal("0.02"))
    let key = try FigureKeyTests.key("0.39", .within(tolerance), wrong: ["0.5", "0.53"])
    #expect(key.judge("0.4").text == "Right, near enough: it is 0.39.")
    #expect(key.judge("0.39").text == "Right.")
    #expect(key.judge("0.51").verdict == .foreseen(key.foreseen[0]))
    #expect(key.judge("0.52").verdict == .foreseen(key.foreseen[1]))
    #expect(key.judge("0.3").verdict == .wrong(.tooSmall))
    #expect(key.judge("-0.4").verdict == .wrong(.oppositeSign))
  }

  static let significant: [(key: String, digits: Int, typed: String, isRight: Bool)] = [
    ("0.086258", 2, "0.086", true), ("0.086258", 2, "0.0863", true),
    ("0.086258", 2, "0.09", false), ("0.086258", 2, "0.087", false), ("48210", 2, "48000", true),
    ("48210", 2, "48200", true), ("48210", 2, "48210", true), ("48210", 2, "50000", false),
    ("48210", 2, "49000", false), ("48250", 3, "48300", true), ("-1.25", 2, "-1.3", true),
    ("-1.25", 2, "1.3", false), ("9.96", 2, "10", true), ("9.96", 2, "10.0", true),
    ("0", 2, "0", true),
  ]

  @Test("is right with enough significant digits", arguments: significant)
  func digits(_ key: String, _ digits: Int, _ typed: String, _ isRight: Bool) throws {
    #expect(try FigureKeyTests.key(key, .significant(digits)).judge(typed).isRight == isRight)
  }

  @Test("says how many significant digits are missing")
  func tooFewDigits() throws {
    let judgement = try FigureKeyTests.key("0.086258", .significant(3)).judge("0.09")
    #expect(judgement.verdict == .tooFewDigits(needed: 3))
    #expect(judgement.text == "Right so far; give 3 significant digits.")
  }

  @Test("may have digits without end")
  func endless() throws {
    let third = try FigureKeyTests.key("1", over: "3", .places(3), wrong: ["0.5"])
    #expect(third.judge("0.333").text == "Right; its digits go on: 0.3333333…")
    #expect(third.judge("0.33333333333333333333").isRight)
    #expect(third.judge("0.33").verdict == .tooFewPlaces(needed: 3, isExact: false))
    #expect(third.judge("0.334").verdict == .wrong(.tooLarge))
    #expect(third.judge("0.5").verdict == .foreseen(third.foreseen[0]))
    #expect(third.shown == "0.3333333…")
  }

  @Test(
    "may be typed with its unit",
    arguments: ["12", "12 epochs", "12epochs", " 12  epochs ", "12.0 epochs", "1.2e1 epochs"])
  func units(_ typed: String) throws {
    #expect(try FigureKeyTests.key("12", unit: "epochs").judge(typed).verdict == .right)
  }

  @Test("in another unit is no number")
  func otherUnit() throws {
    let judgement = try FigureKeyTests.key("12", unit: "epochs").judge("12 steps")
    #expect(!judgement.countsAsTry)
    #expect(try !FigureKeyTests.key("12", unit: "epochs").judge("epochs").countsAsTry)
  }
}
