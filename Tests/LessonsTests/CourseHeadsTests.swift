import Foundation
import TestSupport
import Testing

@testable import Lessons

@Suite("The heads of a course")
struct CourseHeadsTests {
  private struct Shipped: CourseFiles {
    func path(of name: String) -> String { "lessons/\(name)" }

    func read(_ name: String) throws(CourseFileError) -> [UInt8] {
      let file = repositoryRoot.appending(path: "lessons/\(name)").path
      guard let bytes = FileManager.default.contents(atPath: file) else {
        throw CourseFileError(reason: "missing")
      }
      return Array(bytes)
    }
  }

  @Test("are those of the lessons read whole, without their steps")
  func shipped() throws {
    let reader = CourseReader(files: Shipped())
    let heads = try #require(reader.readHeads())
    let whole = try #require(reader.readCourse().course)
    #expect(heads.title == whole.title)
    #expect(heads.lessons.map(\.id) == whole.lessons.map(\.id))
    #expect(heads.lessons.map(\.title) == whole.lessons.map(\.title))
    #expect(heads.lessons.map(\.summary) == whole.lessons.map(\.summary))
    #expect(heads.lessons.map(\.minutes) == whole.lessons.map(\.minutes))
    #expect(heads.lessons.allSatisfy { $0.steps.isEmpty })
    #expect(heads.lessons.count >= 10)
  }

  @Test("of lessons that cannot be read are their names")
  func unreadable() throws {
    let texts = [
      "course.yaml": "format_version: 1\ntitle: T\nlessons: [gone, torn, bare]\n",
      "torn.yaml": "format_version: 1\ntitle: [\nsteps: []\n",
      "bare.yaml": "steps: []\n",
    ]
    let course = try #require(CourseReader(files: CourseTexts(texts: texts)).readHeads())
    #expect(course.lessons.map(\.title) == ["gone", "torn", "bare"])
  }

  @Test("are not there where the course’s own file is faulty")
  func faulty() {
    #expect(CourseReader(files: CourseTexts(texts: ["course.yaml": "title: ["])).readHeads() == nil)
    #expect(CourseReader(files: CourseTexts(texts: [:])).readHeads() == nil)
  }

  @Test("end with the first section of contents")
  func cut() {
    func head(_ text: String) -> String {
      String(decoding: LessonHead.bytes(of: Array(text.utf8)), as: UTF8.self)
    }
    #expect(head("id: a\ntitle: b\nreplays:\n  x: 1\n") == "id: a\ntitle: b\n")
    #expect(
      head("sources:\n  - {text: a}\n- b\nminutes: 3\nsteps:\n")
        == "sources:\n  - {text: a}\n- b\nminutes: 3\n")
    #expect(head("# steps:\n  steps: 1\nid: a") == "# steps:\n  steps: 1\nid: a")
    #expect(head("steps:") == "")
  }
}
