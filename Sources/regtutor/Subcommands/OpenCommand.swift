import ArgumentParser
internal import Glibc
import Lessons
import NcursesTerminal
import TerminalUI
import Tutor

/// Opens the tutor: on the screen where there is one, else line by line.
struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Open the tutor (what `regtutor` alone does).")

  @Argument(help: "Where to open: LESSON or LESSON:STEP, by id or number.")
  var place: String?

  @OptionGroup var course: CourseOptions
  @OptionGroup var display: DisplayOptions

  @Flag(name: .long, help: "Line by line, for screen readers and pipes; Enter and numbers do all.")
  var plain = false

  func run() throws {
    let reading = try course.read()
    let lessons = reading.course
    var start: CoursePlace?
    if let place {
      do throws(CoursePlace.NotFound) {
        start = try CoursePlace(place, in: lessons)
      } catch {
        throw ValidationError(error.message)
      }
    }
    var reason: String?
    if plain {
      reason = nil
    } else {
      do {
        let terminal = try NcursesTerminal(
          glyphs: display.glyphLevel, color: display.colorLevel)
        return try EventLoop(terminal: terminal, course: lessons, start: start).run()
      } catch let failure as TerminalUnavailable {
        reason = "line by line: \(failure)"
      }
    }
    if let reason { RegTutor.complain(reason) }
    try LinearLoop(
      course: lessons, start: start, display: display.linearDisplay,
      echoes: isatty(STDIN_FILENO) == 0
    ).run()
  }
}
