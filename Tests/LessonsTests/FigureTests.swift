import Lessons
import Testing

@Suite("Figures in prose")
struct FigureTests {
  static let figures: [(String, String)] = [
    ("l1.θ2[5]", "0"), ("l1.θ2[0]", "0.5"), ("l1.θ2[4].after", "0.06"), ("l1.θ2[4].step", "0.11"),
    ("l1.θ2[4].before", "0.17"), ("l1.θ2[4].gradient", "1"), ("l1.θ2[4].penalty", "0.1"),
    ("l2.θ1[3]", "1.1584385"), ("l2.θ2[5]", "−0.01460447605"), ("l2.θ2[5] : 4", "−0.0146"),
    ("l2.θ1[5] : 5", "0.93639"), ("l1.θ2.first_zero", "5"), ("l1.θ2.zeros", "4"),
    ("l2.θ2.crossings", "1"), ("goal.θ2.target", "0.05"), ("goal.θ1.minimizer : 6", "1.363636"),
    ("l1.strength", "0.1"), ("l1.learning_rate", "0.1"), ("l1.iterations", "8"),
    ("0.1 + 2*(3 - 1)", "4.1"), ("1/3 : 4", "0.3333"), ("2/3 : 4", "0.6667"), ("1/4 : 2", "0.25"),
    ("1/4 : 4", "0.2500"), ("-1/2 : 0", "−1"), ("-(1 - 3)", "2"), ("--1", "1"), ("1 − 3", "−2"),
    ("2 - 3 - 4", "−5"), ("8 / 4 / 2 : 0", "1"), ("2 + 3 * 4", "14"), ("0.10", "0.1"),
    ("1.50 * 2", "3"), ("0 : 3", "0.000"), ("0 - 0.0001 : 2", "0.00"),
    ("l1.learning_rate * l1.strength", "0.01"), (" \n l1.θ2[5] ", "0"),
    ("((((((((((1))))))))))", "1"), ("1/(1/3) : 1", "3.0"),
    ("goal.θ1.minimizer * 1.1", "1.5"),
  ]

  @Test("are computed exactly and written with a minus sign", arguments: figures)
  func values(_ expression: String, _ expected: String) {
    #expect(LessonText.resolved("It is {{\(expression)}}.") == "It is \(expected).")
  }

  @Test("stand among text that is left alone")
  func surroundings() {
    let prose = "*θ* & !a {{l1.θ2[1]}}{{l1.θ2[2]}} `{x}` $\\theta_1$ \\{{no}} } }} {"
    #expect(
      LessonText.resolved(prose) == "*θ* & !a 0.390.28 `{x}` $\\theta_1$ {{no}} } }} {")
  }

  @Test("of a printed table come out as they are printed, and count as numbers")
  func printed() {
    var lesson = LessonText.saying(
      "{{t.θ1[5].after}} {{t.θ2[5]}} {{t.θ1[5].after : 2}} {{t.θ1[5].after * 1}}")
    lesson.printed = """
      printed:
        t:
          replay: l2
          source: "the article"
          rows:
            - {iteration: 5, weight: θ1, after: 0.93640}
            - {iteration: 5, weight: θ2, after: -0.0146}
          differs:
            - cells: ["θ1[5].after"]
              because: {round_step: 5, round_step_at: {"θ1[3]": 4}}
              note: "The chain is rounded, {{l2.θ1[5] : 5}} would be exact."
            - cells: ["θ2[5].after"]
              because: {round_step: 5}
              note: Rounded.

      """
    let reading = lesson.reading()
    #expect(reading.issues.map(\.description) == [])
    #expect(reading.lesson.steps.last?.text == "0.93640 −0.0146 0.94 0.9364")
    let table = reading.lesson.printedTables.first
    #expect(
      table?.differences.map(\.reason) == [
        "each step rounded to 5 places, but θ1 in iteration 3 to 4; the rounded chain carried on",
        "each step rounded to 5 places; the rounded chain carried on",
      ])
    #expect(
      table?.differences.first?.note == "The chain is rounded, 0.93639 would be exact.")
    #expect(reading.counts.printedFigures == 2)
    #expect(reading.counts.references == 5)
  }

  static let scalars: [(name: String, yaml: String, line: Int, column: Int)] = [
    ("literal", "|\n      둘째 줄에 θ {{l1.θ9[1]}}", 2, 20),
    ("literal after empty lines", "|\n\n\n      θ {{l1.θ9[1]}}", 4, 14),
    ("literal with an indentation indicator", "|2\n        θ {{l1.θ9[1]}}", 2, 16),
    ("literal, kept", "|+\n      θ\n\n        {{l1.θ9[1]}}\n", 4, 14),
    ("folded", ">\n      eins\n      zwei\n\n\n      drei {{l1.θ9[1]}}", 6, 17),
    (
      "folded, indented lines",
      ">-\n      eins\n        zwei\n\n        drei\n      vier {{l1.θ9[1]}}", 6, 17
    ),
    ("plain", "한국어 {{l1.θ9[1]}}", 1, 20),
    ("plain over lines", "eins\n      zwei\n\n      drei {{l1.θ9[1]}}", 4, 17),
    ("single quotes", "'It''s θ: {{l1.θ9[1]}}'", 1, 26),
    ("single quotes over lines", "'It''s\n      θ: {{l1.θ9[1]}}'", 2, 15),
    ("double quotes", "\"\\\"θ\\u03b8\\x41\\U0001F600\\\" {{l1.θ9[1]}}\"", 1, 43),
    ("double quotes over lines", "\"a \\\n      b\\\n\n      c\n\n      {{l1.θ9[1]}}\"", 6, 12),
    ("combining characters", "e\u{301}e\u{301} {{l1.θ9[1]}}", 1, 19),
    ("emoji", "👩‍👩‍👧‍👦 {{l1.θ9[1]}}", 1, 18),
  ]

  @Test("are found again in the file, however the text is written", arguments: scalars)
  func places(_ name: String, _ yaml: String, _ line: Int, _ column: Int) throws {
    var lesson = LessonText()
    lesson.steps += "  - id: prose\n    kind: text\n    title: Prose\n    text: "
    let before = lesson.text.split(separator: "\n", omittingEmptySubsequences: false).count
    lesson.steps += yaml + "\n"
    let issues = lesson.reading().issues
    #expect(issues.map(\.message) == ["there is no weight “θ9”"])
    let issue = try #require(issues.first)
    #expect(issue.line == before + line - 1)
    #expect(issue.column == column)
    #expect(issue.sourceLine.dropFirst(issue.column - 1).hasPrefix("θ9"))
  }

  @Test("with CRLF line ends have the same places")
  func carriageReturns() {
    let unix = LessonText.saying("Eins\n\nZwei {{l1.θ9[1]}} und\nDrei {{l1.θ8[1]}}.").text
    let windows = String(unix.map { $0 == "\n" ? "\r\n" : $0 })
    func issues(_ text: String) -> [LessonIssue] {
      CourseReader(files: CourseTexts(texts: ["small.yaml": text])).readLesson("small").issues
    }
    #expect(issues(windows) == issues(unix))
    #expect(issues(unix).count == 2)
  }
}
