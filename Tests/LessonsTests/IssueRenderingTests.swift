import Lessons
import Testing

@Suite("An issue")
struct IssueRenderingTests {
  static func issue(_ line: String, column: Int, length: Int = 1) -> LessonIssue {
    LessonIssue(
      file: "a.yaml", line: 3, column: column, sourceLine: line, length: length, message: "wrong",
      remedy: "do it right")
  }

  @Test("is written as compilers write it")
  func shape() {
    #expect(
      IssueRenderingTests.issue("title: Wxyz", column: 8, length: 4).description == """
        a.yaml:3:8: error: wrong
        title: Wxyz
               ^~~~
          remedy: do it right
        """)
  }

  @Test("of a whole file has no source line")
  func wholeFile() {
    let issue = LessonIssue(
      file: "a.yaml", line: 0, column: 0, sourceLine: "", message: "wrong", remedy: "do it right")
    #expect(issue.description == "a.yaml: error: wrong\n  remedy: do it right")
  }

  static let carets: [(line: String, column: Int, length: Int, caret: String)] = [
    ("가중치 θ2", 5, 2, "       ^~"),
    ("θ2 가중치", 4, 3, "   ^~~~~~"),
    ("e\u{301}e\u{301}: x", 5, 1, "    ^"),
    ("👩‍👩‍👧‍👦 x", 3, 1, "   ^"),
    ("\tx", 2, 1, " ^"),
    ("\u{1B}[31mx", 6, 1, "     ^"),
    ("ab", 3, 1, "  ^"),
    ("ab", 9, 1, "  ^"),
    ("", 1, 1, "^"),
    ("ＡＢ。", 2, 1, "  ^~"),
  ]

  @Test("has its caret under the place, whatever stands before it", arguments: carets)
  func caret(_ line: String, _ column: Int, _ length: Int, _ caret: String) {
    let lines = IssueRenderingTests.issue(line, column: column, length: length).description
      .split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[2] == caret)
  }

  @Test("shows a piece of a long line", arguments: [1, 50, 99, 101, 1000, 1990, 2000])
  func longLines(_ column: Int) throws {
    let digits = String(repeating: "0123456789", count: 200)
    let lines = IssueRenderingTests.issue(digits, column: column, length: 3).description
      .split(separator: "\n").map(String.init)
    #expect(lines[1].count <= 102)
    let caret = try #require(lines[2].firstIndex(of: "^"))
    let index = lines[2].distance(from: lines[2].startIndex, to: caret)
    #expect(
      Array(lines[1])[index] == Array(digits)[column - 1], "the caret is under another digit")
  }

  @Test("never brings a control character to the terminal")
  func controls() {
    let text = IssueRenderingTests.issue("a\u{1B}[2J\u{9B}\u{202E}\u{7}b\u{2028}", column: 3)
      .description
    #expect(
      !text.unicodeScalars.contains {
        [.control, .lineSeparator].contains($0.properties.generalCategory) && $0 != "\n"
          || (0x202A...0x202E).contains($0.value)
      })
    #expect(text.contains("a␛[2J"))
  }
}
