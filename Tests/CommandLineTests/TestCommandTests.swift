import Foundation
import Testing

/// `regtutor test`, and the scripts of the shipped lessons.
struct TestCommandTests {
  private static let lessons: [String] = {
    let list = try? CommandRunner.run(["list", "--lessons", "lessons"]).output
    return (list ?? "").split(separator: "\n").compactMap { $0.split(separator: " ").first }
      .map(String.init)
  }()

  @Test func everyLessonIsListed() {
    #expect(TestCommandTests.lessons.count >= 10)
  }

  @Test(arguments: lessons)
  func aShippedLessonIsAsItsScriptExpects(lesson: String) throws {
    let result = try CommandRunner.run(["test", lesson, "--lessons", "lessons"])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(
      result.output.hasPrefix("lessons/tests/\(lesson).keys: "), "\(result.output)")
    let pages = try #require(result.output.firstMatch(of: /covered: ([0-9]+) of ([0-9]+) pages/))
    #expect(pages.output.1 == pages.output.2)
    for kind in ["hints", "answers", "mistakes", "options"] {
      let counts = result.output.matches(of: /([0-9]+) of ([0-9]+) ([a-z]+)/)
        .first { $0.output.3 == kind }
      #expect(counts?.output.1 == counts?.output.2, "\(kind)")
    }
  }

  private func write(_ script: String) throws -> String {
    let file = FileManager.default.temporaryDirectory
      .appending(path: "regtutor-\(UUID().uuidString).keys")
    try script.write(to: file, atomically: true, encoding: .utf8)
    return file.path
  }

  @Test func aDifferenceIsShownWithItsLineAndEndsWithOne() throws {
    let file = try write("open row-five\nline 0\nexpect Right.\n")
    let result = try CommandRunner.run(
      ["test", "l1-by-iteration", "--lessons", "lessons", "--keys", file])
    #expect(result.status == 1)
    #expect(result.output.hasPrefix("\(file):3: expected “Right.”\nsaid:\n  The article prints"))
    #expect(result.output.contains("on the screen:\n"))
    #expect(result.output.contains("not covered:\n"))
    #expect(result.errors == "")
  }

  @Test func aFaultyOrMissingScriptIsWrongUsage() throws {
    let file = try write("open row-five\npress x\n")
    let faulty = try CommandRunner.run(
      ["test", "l1-by-iteration", "--lessons", "lessons", "--keys", file])
    #expect(faulty.status == 2)
    #expect(faulty.errors.contains("\(file):2: “press” is no command"))
    let missing = try CommandRunner.run(
      ["test", "l1-by-iteration", "--lessons", "lessons", "--keys", "/nowhere.keys"])
    #expect(missing.status == 2)
    let several = try CommandRunner.run(["test", "1", "2", "--lessons", "lessons", "--keys", file])
    #expect(several.status == 2)
    let unknown = try CommandRunner.run(["test", "l9", "--lessons", "lessons"])
    #expect(unknown.status == 2)
    #expect(unknown.errors.contains("there is no lesson “l9”"))
  }

  @Test func aDraftCanBePlayed() throws {
    let draft = try CommandRunner.run(["test", "why-zero", "--lessons", "lessons", "--draft"])
    #expect(draft.status == 0)
    let result = try CommandRunner.run(
      ["test", "why-zero", "--lessons", "lessons", "--keys", try write(draft.output)])
    #expect(result.status == 0, "\(result.output)")
  }
}
