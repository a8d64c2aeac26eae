import Foundation
import Lessons
import TestSupport
import Testing

@Suite("The format's description")
struct ReadmeExampleTests {
  @Test("its examples are a course without issues")
  func examplesAreSound() throws {
    let files = try Readme.files()
    #expect(files.keys.sorted() == ["course.yaml", "glossary.yaml", "l1-by-iteration.yaml"])
    var course = files
    let other = files["l1-by-iteration.yaml"]?
      .replacingOccurrences(of: "id: l1-by-iteration", with: "id: step-without-penalty")
    course["step-without-penalty.yaml"] = other
    let reading = CourseReader(
      files: CourseTexts(folder: "lessons", texts: course), trainingOn: CourseSamples()
    ).readCourse()
    #expect(reading.issues.map(\.description) == [])
    #expect(reading.course?.lessons.map(\.id) == ["step-without-penalty", "l1-by-iteration"])
  }
}

/// The files that lessons/README.md shows.
enum Readme {
  static func text() throws -> String {
    try String(contentsOf: repositoryRoot.appending(path: "lessons/README.md"), encoding: .utf8)
  }

  /// The YAML blocks by the file name in their first line.
  static func files() throws -> [String: String] {
    var files: [String: String] = [:]
    for block in try text().components(separatedBy: "```yaml\n").dropFirst() {
      let text = block.components(separatedBy: "```\n")[0]
      let name = text.prefix { $0 != "\n" }.dropFirst(2)
      files[String(name)] = text
    }
    return files
  }
}

@Suite("The repository's lessons")
struct RepositoryLessonsTests {
  @Test("have no issue")
  func lessonsAreSound() throws {
    let reading = CourseReader(
      files: try CourseTexts.repository(), trainingOn: CourseSamples()
    ).readCourse()
    #expect(reading.issues.map(\.description) == [])
    #expect(reading.counts.lessons >= 4)
  }
}

extension CourseTexts {
  /// The lessons that come with the program.
  static func repository() throws -> CourseTexts {
    let folder = repositoryRoot.appending(path: "lessons").resolvingSymlinksInPath()
    var texts: [String: String] = [:]
    for url in try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    where url.pathExtension == "yaml" {
      texts[url.lastPathComponent] = try String(contentsOf: url, encoding: .utf8)
    }
    return CourseTexts(folder: "lessons", texts: texts)
  }
}
