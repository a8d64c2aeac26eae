import Lessons
import Testing

@Suite("A course")
struct CourseReaderTests {
  static let lesson = LessonText().text.replacing("id: small", with: "id: one")
  static let course = """
    format_version: 1
    title: A course
    lessons: [one, two]

    """

  static func reading(_ course: String, _ lessons: [String: String] = [:]) -> CourseReading {
    var texts = ["course.yaml": course]
    for (name, text) in lessons { texts[name] = text }
    return CourseReader(files: CourseTexts(folder: "lessons", texts: texts)).readCourse()
  }

  static func messages(_ course: String, _ lessons: [String: String] = [:]) -> [String] {
    reading(course, lessons).issues.map {
      "\($0.file):\($0.line):\($0.column): \($0.message)"
    }
  }

  static let two = lesson.replacing("id: one", with: "id: two")

  @Test("has its lessons in the order of its file, and counts what was checked")
  func order() {
    let reading = CourseReaderTests.reading(
      CourseReaderTests.course.replacing("one, two", with: "two, one"),
      ["one.yaml": CourseReaderTests.lesson, "two.yaml": CourseReaderTests.two])
    #expect(reading.issues.map(\.description) == [])
    #expect(reading.course?.lessons.map(\.id) == ["two", "one"])
    #expect(reading.course?.title == "A course")
    #expect(reading.counts.lessons == 2)
    #expect(reading.counts.steps == 2)
  }

  @Test("without its file cannot be opened")
  func missingCourse() {
    let reading = CourseReader(files: CourseTexts(folder: "lessons")).readCourse()
    #expect(reading.course == nil)
    #expect(
      reading.issues.map(\.description) == [
        "lessons/course.yaml: error: the file cannot be read: there is no such file\n"
          + "  remedy: check its name and its permissions"
      ])
  }

  @Test("opens without a lesson that is missing, and says where it is named")
  func missingLesson() {
    let reading = CourseReaderTests.reading(
      CourseReaderTests.course, ["one.yaml": CourseReaderTests.lesson])
    #expect(
      reading.issues.map(\.description) == [
        """
        lessons/course.yaml:3:16: error: the lesson “two” cannot be read: there is no such file
        lessons: [one, two]
                       ^~~
          remedy: its file must be lessons/two.yaml
        """
      ])
    #expect(reading.course?.lessons.map(\.id) == ["one", "two"])
    #expect(reading.course?.lessons.last?.steps.map(\.kind) == [.faulty(reading.issues)])
  }

  @Test("opens with a lesson that is no YAML at all")
  func faultyLesson() {
    let reading = CourseReaderTests.reading(
      CourseReaderTests.course, ["one.yaml": CourseReaderTests.lesson, "two.yaml": "\"open"])
    #expect(reading.issues.map(\.message) == ["this quotation mark is not closed"])
    #expect(reading.course?.lessons.map(\.id) == ["one", "two"])
    #expect(reading.course?.lessons.last?.steps.map(\.kind) == [.faulty(reading.issues)])
  }

  @Test("does not forget a lesson of its folder")
  func forgottenLesson() {
    let files = [
      "one.yaml": CourseReaderTests.lesson, "two.yaml": CourseReaderTests.two,
      "three.yaml": "anything", "notes.txt": "anything", ".hidden.yaml": "anything",
    ]
    #expect(
      CourseReaderTests.messages(CourseReaderTests.course, files) == [
        "lessons/course.yaml:3:1: “three.yaml” is no lesson of the course"
      ])
  }

  static let faults: [(course: String, messages: [String])] = [
    ("", ["0:0: the file is empty"]),
    ("- a", ["1:1: a course must be keys with values, not a list"]),
    ("format_version: 3\nlessons: x", ["1:17: the course is written in version 3 of the format"]),
    (
      "format_version: 1\ntitle: T\nlessons: []",
      ["3:10: “lessons” has 0 items"]
    ),
    (
      "format_version: 1\ntitle: T\nlessons: [../one, One, one.yaml]",
      [
        "3:11: “../one” is no id", "3:19: “One” is no id", "3:24: “one.yaml” is no id",
      ]
    ),
    ("format_version: 1\ntitle: T\nlessons: [one, one]", ["3:16: “one” stands twice in “lessons”"]),
    ("format_version: 1\nlessons: [one]\ntitel: T", ["3:1: a course has no key “titel”"]),
    ("format_version: 1\ntitle: T", ["1:1: the course lacks the key “lessons”"]),
    (
      "format_version: 1\ntitle: &a T\nlessons: [one]",
      ["2:8: “&a” is a YAML anchor; a lesson has none"]
    ),
  ]

  @Test("has its faults told in their place", arguments: faults)
  func courseFaults(_ course: String, _ messages: [String]) {
    let found = CourseReaderTests.messages(course, ["one.yaml": CourseReaderTests.lesson])
      .filter { !$0.contains("is no lesson of the course") }
    #expect(found == messages.map { "lessons/course.yaml:" + $0 })
  }

  @Test("never asks for a file outside of its folder")
  func confinement() {
    struct Recorder: CourseFiles {
      let asked: Asked
      func read(_ name: String) throws(CourseFileError) -> [UInt8] {
        asked.names.append(name)
        guard name == "course.yaml" else { throw CourseFileError(reason: "no") }
        return Array(
          "format_version: 1\ntitle: T\nlessons: [a, ../b, /etc/passwd, c/d, \"e\\0\", ..]".utf8)
      }
      func path(of name: String) -> String { name }
    }
    final class Asked { var names: [String] = [] }
    let asked = Asked()
    _ = CourseReader(files: Recorder(asked: asked)).readCourse()
    #expect(asked.names == ["course.yaml", "a.yaml", "glossary.yaml"])
  }

  @Test("is summed up in a line")
  func report() {
    var report = CheckReport()
    report.add(
      CourseReaderTests.reading(
        CourseReaderTests.course,
        ["one.yaml": CourseReaderTests.lesson, "two.yaml": CourseReaderTests.two]))
    #expect(
      report.text
        == "2 lessons, 2 steps, 0 printed figures, 0 computed references, 0 predictions, "
        + "0 claims, 0 trainings: no problem")
    #expect(report.isSound)
    report.add(CourseReader(files: CourseTexts()).readLesson("nothing"))
    report.add(CourseReader(files: CourseTexts()).readLesson("nobody"))
    #expect(report.summary == "2 problems in 2 files")
    #expect(!report.isSound)
    #expect(report.text.hasPrefix("nothing.yaml: error: the file cannot be read"))
  }
}
