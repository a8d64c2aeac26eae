import Lessons
import Testing

@Suite("A table step")
struct TableStepTests {
  static let step = """
      - id: compare
        kind: table
        title: Compare
        text: Words.
        heads: [L1, L2]
        rows:
          - head: Step of θ₂
            cells:
              - {text: "{{l1.θ2[1].step}}, always", open: all}
              - {text: less and less, open: two:all}
          - head: Nothing to show
            cells: [plain, "with *marks*: yes"]

    """

  static func lesson(_ id: String, _ change: (String) -> String = { $0 }) -> String {
    let text = LessonText().text.replacing("id: small", with: "id: \(id)")
    return id == "one" ? change(text + step) : text
  }

  static func course(_ change: (String) -> String = { $0 }) -> CourseReading {
    CourseReaderTests.reading(
      CourseReaderTests.course, ["one.yaml": lesson("one", change), "two.yaml": lesson("two")])
  }

  static func table(_ lesson: Lesson?) -> TableStep? {
    if case .table(let table) = lesson?.steps.last?.kind { table } else { nil }
  }

  static func places(_ reading: CourseReading) -> [String] {
    reading.issues.map { "\($0.file):\($0.line):\($0.column): \($0.message) / \($0.remedy)" }
  }

  @Test("has its figures computed and its links found, here and in other lessons")
  func reads() throws {
    let reading = TableStepTests.course()
    #expect(reading.issues.map(\.description) == [])
    let table = try #require(TableStepTests.table(reading.course?.lessons.first))
    #expect(table.heads == ["L1", "L2"])
    #expect(table.rows.map(\.head) == ["Step of θ₂", "Nothing to show"])
    #expect(table.rows[0].cells[0].text == "0.11, always")
    #expect(table.rows[0].cells[0].link?.titles == PageLink.Titles(lesson: "A title", step: "All"))
    #expect(table.rows[0].cells[1].link?.place == "two:all")
    #expect(table.rows[0].cells[1].link?.titles == PageLink.Titles(lesson: "A title", step: "All"))
    #expect(table.rows[1].cells.map(\.link) == [nil, nil])
  }

  @Test("keeps a link to another lesson where that is not read, and says nothing of it")
  func alone() throws {
    let texts = ["one.yaml": TableStepTests.lesson("one").replacing("two:all", with: "two:no")]
    let reading = CourseReader(files: CourseTexts(texts: texts)).readLesson("one")
    #expect(reading.issues == [])
    let table = try #require(TableStepTests.table(reading.lesson))
    #expect(table.rows[0].cells[1].link == PageLink(lesson: "two", step: "no"))
  }

  static let dead: [(from: String, to: String, issue: String)] = [
    ("open: all", "open: al", "the lesson “one” has no step “al” / did you mean “all”?"),
    (
      "open: all", "open: nowhere",
      "the lesson “one” has no step “nowhere” / it must be one of “all” or “compare”"
    ),
    ("open: two:all", "open: two:oll", "the lesson “two” has no step “oll” / did you mean “all”?"),
    ("open: two:all", "open: tow:all", "the course has no lesson “tow” / did you mean “two”?"),
  ]

  @Test("has dead links told in their place, and loses nothing else", arguments: dead)
  func deadLink(_ from: String, _ to: String, _ issue: String) throws {
    let reading = TableStepTests.course { $0.replacing(from, with: to) }
    let lines = TableStepTests.lesson("one").replacing(from, with: to)
      .split(separator: "\n", omittingEmptySubsequences: false)
    let line = try #require(lines.firstIndex { $0.contains(to) })
    let start = try #require(lines[line].firstRange(of: to)).lowerBound
    let column = lines[line].distance(from: lines[line].startIndex, to: start) + "open: ".count
    #expect(
      TableStepTests.places(reading) == ["lessons/one.yaml:\(line + 1):\(column + 1): \(issue)"])
    let table = try #require(TableStepTests.table(reading.course?.lessons.first))
    #expect(table.rows[0].cells.count { $0.link == nil } == 1)
    #expect(table.rows[0].cells[0].text == "0.11, always")
  }

  @Test("does not miss a step among those that could not be read")
  func faultyTarget() throws {
    let texts = [
      "course.yaml": CourseReaderTests.course, "one.yaml": TableStepTests.lesson("one"),
      "two.yaml": TableStepTests.lesson("two").replacing("  - id: all", with: "  - idd: all"),
    ]
    let reading = CourseReader(files: CourseTexts(folder: "lessons", texts: texts)).readCourse()
    #expect(reading.issues.allSatisfy { $0.file == "lessons/two.yaml" })
    let table = try #require(TableStepTests.table(reading.course?.lessons.first))
    #expect(table.rows[0].cells[1].link == nil)
  }

  static let faults: [(from: String, to: String, message: String)] = [
    ("cells: [plain, ", "cells: [plain, more, ", "this row has 3 cells, “heads” has 2"),
    (
      "cells: [plain, \"with *marks*: yes\"]", "cells: [plain]",
      "this row has 1 cell, “heads” has 2"
    ),
    ("open: all", "open: Not here", "“Not here” names no step"),
    ("open: two:all", "open: a:b:c", "“a:b:c” names no step"),
    (", open: all", "", "the table cell lacks the key “open”"),
    (", open: all", ", opens: all", "a table cell has no key “opens”"),
    ("{{l1.θ2[1].step}}", "{{l1.θ3[1].step}}", "there is no weight “θ3”"),
    ("heads: [L1, L2]", "heads: []", "“heads” has 0 items"),
    ("head: Nothing to show", "head: \"{{l1.θ2[1]}}\"", "figures are computed in prose only"),
    ("    heads: [L1, L2]\n", "", "the table step lacks the key “heads”"),
  ]

  @Test("has its faults told", arguments: faults)
  func fault(_ from: String, _ to: String, _ message: String) {
    let reading = TableStepTests.course { text in
      #expect(text.contains(from))
      return text.replacing(from, with: to)
    }
    #expect(reading.issues.contains { $0.message.hasPrefix(message) }, "\(reading.issues)")
    #expect(reading.course?.lessons.first?.steps.count == 2)
  }
}
