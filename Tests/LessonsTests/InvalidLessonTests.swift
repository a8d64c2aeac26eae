import Foundation
import Lessons
import TestSupport
import Testing

/// `Tests/InvalidLessons/NAME.yaml` has the messages of `NAME.expected`, letter for letter.
///
/// `REGTUTOR_RECORD=all|missing` writes the expectations and fails the test.
@Suite("A faulty lesson")
struct InvalidLessonTests {
  static let folder = repositoryRoot.appending(path: "Tests/InvalidLessons")
    .resolvingSymlinksInPath()
  static let names: [String] = {
    let files = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return (files ?? []).filter { $0.pathExtension == "yaml" }
      .map { $0.deletingPathExtension().lastPathComponent }.sorted()
  }()

  @Test("there are many kinds of faults")
  func manyKinds() {
    #expect(InvalidLessonTests.names.count >= 200)
  }

  @Test("gets the messages that are expected", arguments: names)
  func messages(_ name: String) throws {
    let reading = try InvalidLessonTests.reading(name)
    let text = CheckReport(counts: reading.counts, issues: reading.issues).text + "\n"
    let file = InvalidLessonTests.folder.appending(path: name + ".expected")
    let expected = try? String(contentsOf: file, encoding: .utf8)
    let record = ProcessInfo.processInfo.environment["REGTUTOR_RECORD"] ?? ""
    if record == "all" || (record == "missing" && expected == nil) {
      try text.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("recorded \(name).expected")
    }
    #expect(text == expected)
  }

  @Test("says what is wrong with the place, the source line and a remedy", arguments: names)
  func completeness(_ name: String) throws {
    let reading = try InvalidLessonTests.reading(name)
    #expect(!reading.issues.isEmpty)
    for issue in reading.issues {
      #expect(!issue.message.isEmpty)
      #expect(!issue.remedy.isEmpty)
      #expect(issue.file == "lessons/\(name).yaml")
      if issue.line > 0 {
        #expect(issue.column >= 1)
        #expect(issue.column <= issue.sourceLine.count + 1)
      }
      #expect(
        !issue.description.unicodeScalars.contains {
          $0.properties.generalCategory == .control && $0 != "\n"
        })
    }
  }

  @Test("can still be opened, with its problems in the place of what is lost", arguments: names)
  func opens(_ name: String) throws {
    let lesson = try InvalidLessonTests.reading(name).lesson
    #expect(!lesson.steps.isEmpty)
    for step in lesson.steps {
      if case .faulty(let issues) = step.kind { #expect(!issues.isEmpty) }
    }
  }

  static func reading(_ name: String) throws -> LessonReading {
    var files = CourseTexts(folder: "lessons")
    files.texts[name + ".yaml"] = Array(
      try Data(contentsOf: folder.appending(path: name + ".yaml")))
    return CourseReader(files: files, trainingOn: CourseSamples()).readLesson(name)
  }
}
