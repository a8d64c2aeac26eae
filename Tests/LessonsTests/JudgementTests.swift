import Lessons
import Regularization
import Testing

@Suite("An answer")
struct JudgementTests {
  static func ask(
    _ answer: String, places: Int? = nil, wrong: [(String, String)] = []
  ) throws -> Ask {
    Ask(
      cell: CellReference(replay: "l1", weight: 0, iteration: 1),
      answer: try #require(ExactDecimal(answer)), places: places,
      foreseen: wrong.compactMap { text, say in
        ExactDecimal(text).map { ForeseenAnswer(answer: $0, say: say) }
      })
  }

  @Test(
    "is right in every spelling of the number",
    arguments: [
      "0.39", ".39", "+0.390", " 0.39 ", "0,39", "3.9e-1", "39E-2", "00.39", "\t0.39", "0.3900000",
    ])
  func spellings(_ text: String) throws {
    #expect(try JudgementTests.ask("0.39").judge(text).verdict == .right)
  }

  @Test(
    "may have any minus sign", arguments: ["-0.05", "−0.05", "–0.05", "－0.05", "-.05", "-5e-2"])
  func minusSigns(_ text: String) throws {
    #expect(try JudgementTests.ask("-0.05").judge(text).verdict == .right)
  }

  @Test("with a decimal comma is read with a note")
  func commas() throws {
    let judgement = try JudgementTests.ask("-0.39").judge("−0,39")
    #expect(judgement.readAs == "−0.39")
    #expect(judgement.text == "Read as −0.39. Right.")
    #expect(try JudgementTests.ask("0.39").judge("0.39").readAs == nil)
  }

  @Test(
    "that is no number says what is allowed, and is no try",
    arguments: [
      "", "  ", "x", "0.3.9", "1,000.5", "1,2,3", "0x10", "nan", "inf", "1e9999", "θ", "-",
    ])
  func noNumbers(_ text: String) throws {
    let judgement = try JudgementTests.ask("0.39").judge(text)
    guard case .notANumber(let reason) = judgement.verdict else {
      Issue.record("\(text) is judged as \(judgement.verdict)")
      return
    }
    #expect(reason.contains("0.39, .39, 0,39 and −0.05 are"))
    #expect(!judgement.countsAsTry)
    #expect(!judgement.isRight)
  }

  @Test("keeps control characters out of what is said to it")
  func controls() throws {
    let text = try JudgementTests.ask("0.39").judge("1\u{1B}[2J").text
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 })
  }

  static let rounded: [(typed: String, isRight: Bool)] = [
    ("0.0863", true), ("0.08626", true), ("0.086258", true), ("0.086258105", true),
    ("0.08630", false), ("0.0862", false), ("0.086", false), ("0.09", false), ("8.626e-2", true),
  ]

  @Test("is right when it is rounded to as many places as were typed", arguments: rounded)
  func rounding(_ typed: String, _ isRight: Bool) throws {
    #expect(try JudgementTests.ask("0.086258105", places: 4).judge(typed).isRight == isRight)
  }

  @Test("says when it is rounded too far")
  func tooFewPlaces() throws {
    let ask = try JudgementTests.ask("0.086258105", places: 4)
    #expect(ask.judge("0.086").verdict == .tooFewPlaces(needed: 4, isExact: false))
    let exact = try JudgementTests.ask("0.086258105")
    #expect(exact.judge("0.0863").verdict == .tooFewPlaces(needed: 9, isExact: true))
    #expect(exact.judge("0").verdict == .wrong(.tooSmall))
  }

  @Test("that is wrong says in which direction")
  func directions() throws {
    let ask = try JudgementTests.ask("-0.05")
    #expect(ask.judge("0.05").verdict == .wrong(.oppositeSign))
    #expect(ask.judge("0").verdict == .wrong(.tooLarge))
    #expect(ask.judge("-0.06").verdict == .wrong(.tooSmall))
  }

  @Test("that was foreseen gets its own words, rounded or not")
  func foreseen() throws {
    let ask = try JudgementTests.ask(
      "0.086258", places: 4, wrong: [("0.07302488", "Twice."), ("0", "Held.")])
    let twice = ask.foreseen[0]
    #expect(ask.judge("0.07302488").verdict == .foreseen(twice))
    #expect(ask.judge("0.0730").verdict == .foreseen(twice))
    #expect(ask.judge("0.073").verdict == .foreseen(twice))
    #expect(ask.judge("0.07").verdict == .wrong(.tooSmall))
    #expect(ask.judge("0").verdict == .foreseen(ask.foreseen[1]))
    #expect(ask.judge("0.0730").text == "Twice.")
  }

  @Test("is right for the key of every prediction of the repository's lessons")
  func keys() throws {
    let course = try #require(CourseReader(files: try CourseTexts.repository()).readCourse().course)
    var asks = 0
    for step in course.lessons.flatMap(\.steps) {
      guard case .replay(let panel) = step.kind else { continue }
      for ask in panel.asks {
        asks += 1
        #expect(ask.judge(ask.answer.description).verdict == .right)
        for foreseen in ask.foreseen {
          #expect(ask.judge(foreseen.answer.description).verdict == .foreseen(foreseen))
        }
      }
    }
    #expect(asks >= 20)
  }
}
