import ArgumentParser
internal import Glibc
import Lessons
import Tutor

/// `regtutor test`: plays lessons from scripts, with no terminal, and compares.
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Play lessons from scripts and compare what they say.",
    discussion: """
      Examples:
        regtutor test                          every lesson of the course
        regtutor test l1-by-iteration          one lesson, by lessons/tests/l1-by-iteration.keys
        regtutor test l1-by-iteration --keys my.keys
        regtutor test l1-by-iteration --draft  print a script to begin with

      A script presses keys and types lines, and says what is expected; lessons/README.md describes it. Exits with 1 at
      the first difference, with the line of the script and what was seen.
      """)

  @Argument(help: "Lessons by id or number; all of the course, if none is given.")
  var lesson: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The script; tests/LESSON.keys in the course’s folder, if not given.", valueName: "file"))
  var keys: String?

  @Flag(
    name: .customLong("draft"),
    help: "Print a script that goes through the lesson and expects what it says today.")
  var drafts = false

  @OptionGroup var course: CourseOptions

  func validate() throws {
    if keys != nil, lesson.count != 1 { throw ValidationError("--keys is for one lesson") }
    if drafts, lesson.count != 1 { throw ValidationError("--draft is for one lesson") }
    if drafts, keys != nil { throw ValidationError("--draft plays no script; leave out --keys") }
  }

  func run() throws {
    let loaded = try course.read()
    var places: [Int] = []
    do throws(CoursePlace.NotFound) {
      for name in lesson { places.append(try CoursePlace(name, in: loaded.course).lesson) }
    } catch {
      throw ValidationError(error.message)
    }
    if lesson.isEmpty { places = Array(loaded.course.lessons.indices) }
    var output = Output.standard()
    var differs = false
    for place in places {
      let lab = try SettledLab(lessonsFolder: loaded.folder)
      defer { lab.close() }
      if drafts {
        for line in PlayDraft(loaded.course, lesson: place, lab: lab).lines {
          try output.writeLine(line)
        }
        continue
      }
      let file = keys ?? "\(loaded.folder)/tests/\(loaded.course.lessons[place].id).keys"
      let script = try TestCommand.script(file)
      var play = LessonPlay(loaded.course, lesson: place, lab: lab)
      var difference: LessonPlay.Difference?
      do throws(LessonPlay.Difference) {
        try play.play(script)
      } catch {
        difference = error
        differs = true
      }
      let count = TestCommand.count(script.expectationCount, "expectation")
      try output.writeLines(
        (difference.map { TestCommand.lines(of: $0, file) }
          ?? ["\(file): \(count), all as expected"]) + TestCommand.lines(of: play.coverage))
      try output.flush()
    }
    try output.flush()
    if differs { throw ExitCode(1) }
  }

  /// *Throws*: `ValidationError` where it cannot be read or has a line that means nothing.
  private static func script(_ file: String) throws -> PlayScript {
    let bytes: [UInt8]
    do throws(WholeFile.Failure) {
      bytes = try WholeFile.read(file, limit: 1 << 20, tooLarge: { _ in "it is larger than 1 MiB" })
    } catch {
      throw ValidationError("\(file): \(error.reason)")
    }
    do throws(PlayScript.Problem) {
      return try PlayScript(String(decoding: bytes, as: UTF8.self))
    } catch {
      throw ValidationError("\(file):\(error.line): \(error.message)")
    }
  }

  private static func lines(of difference: LessonPlay.Difference, _ file: String) -> [String] {
    var lines = ["\(file):\(difference.line): \(difference.message)"]
    if !difference.said.isEmpty { lines += ["said:"] + difference.said.map { "  \($0)" } }
    lines += ["on the screen:"] + difference.screen.map { $0.isEmpty ? "" : "  \($0)" }
    return lines
  }

  private static func lines(of coverage: LessonCoverage) -> [String] {
    var lines = ["  covered: \(coverage.summary)"]
    let missing = coverage.missing
    if !missing.isEmpty { lines.append("  not covered:") }
    return lines + missing.map { "    \($0.words)" }
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}
