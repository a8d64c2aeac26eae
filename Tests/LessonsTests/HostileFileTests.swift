import Lessons
import Testing

@Suite("A hostile file")
struct HostileFileTests {
  static let files: [(name: String, text: String, message: String)] = [
    ("opening brackets", "title: " + repeated("[", 100_000), "nested too deeply"),
    ("closed brackets", "title: " + repeated("[", 200) + repeated("]", 200), "nested too deeply"),
    ("opening braces", repeated("{a: ", 100_000), "nested too deeply"),
    ("dashes", repeated("- ", 100_000), "nested too deeply"),
    ("question marks", repeated("? ", 50_000), "nested too deeply"),
    ("indentation", (0..<900).map { repeated(" ", $0) + "a:\n" }.joined(), "nested too deeply"),
    (
      "a bomb of aliases",
      "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        + (1..<40).map { "a\($0): &a\($0) [\(repeated("*a\($0 - 1), ", 9))x]\n" }.joined()
        + "? *a39\n: x\n",
      "is a YAML anchor"
    ),
    (
      "a bomb in flow braces",
      "{a0: &a0 {x: y}, "
        + (1..<40).map { "a\($0): &a\($0) {x: *a\($0 - 1), y: *a\($0 - 1)}, " }
        .joined() + "*a39 : x}",
      "is a YAML anchor"
    ),
    ("duplicate keys", repeated("a: b\n", 5_000), ""),
    ("different keys", (0..<5_000).map { "k\($0): b\n" }.joined(), "has no key"),
    ("one long line", "title: " + repeated("θ", 40_000), "has 40000 characters"),
    ("open quotation mark", "title: \"" + repeated("a\n", 50_000), "quotation mark"),
    ("many figures", small(repeated("{{ {{l1.θ2[1]}} ", 50)), "not closed"),
    ("many wrong figures", small(repeated("{{x}} ", 3_000)), "alone is no figure"),
    ("a huge number", small("{{l1.θ2[\(repeated("9", 300))]}}"), "too many digits"),
    ("a huge rounding", small("{{1 : 99999999999999999999}}"), "a rounding needs"),
    ("minus signs", small("{{" + repeated("-", 490) + "1}}"), ""),
    ("a whole number that overflows", "minutes: 99999999999999999999999999", "cannot be"),
    ("carriage returns", repeated("a\rb", 1000), "control character"),
    ("line separators", "title: a\u{2028}b\u{85}c", "control character"),
  ]

  static func repeated(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }

  static func small(_ prose: String) -> String { LessonText.saying(prose).text }

  @Test("is refused, and neither hangs nor crashes", arguments: files)
  func refused(_ name: String, _ text: String, _ message: String) {
    let reading = CourseReader(files: CourseTexts(texts: ["small.yaml": text])).readLesson("small")
    #expect(reading.issues.isEmpty == (name == "minus signs"))
    #expect(reading.issues.count <= 101)
    if !message.isEmpty {
      #expect(reading.issues.contains { $0.message.contains(message) })
    }
    for issue in reading.issues {
      #expect(issue.description.utf8.count < 5_000)
    }
  }

  @Test("of more than 1 MiB is not even parsed")
  func size() {
    func issues(_ count: Int) -> [String] {
      var files = CourseTexts()
      files.texts["small.yaml"] = Array(repeating: UInt8(ascii: "#"), count: count)
      return CourseReader(files: files).readLesson("small").issues.map(\.message)
    }
    #expect(issues(1 << 20) == ["the file is empty"])
    #expect(issues((1 << 20) + 1) == ["the file has more than 1 MiB"])
  }

  @Test("with costly settings is refused before anything is computed")
  func cost() {
    var lesson = LessonText()
    lesson.replays = lesson.replays.replacing(
      "iterations: 8", with: "iterations: 1000"
    ).replacing(
      "strength: 0.1", with: "strength: 0.0000000000000000000000000000000000000001")
    let messages = lesson.reading().issues.map(\.message)
    #expect(messages.contains { $0.contains("would compute figures of about") })
  }
}
