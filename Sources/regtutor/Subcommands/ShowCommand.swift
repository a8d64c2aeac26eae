import ArgumentParser
import Lessons
import Tutor

/// Prints a lesson through, with all its tables.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print a lesson through with all its tables.")

  @Argument(help: "The lesson, by id or number.")
  var lesson: String

  @OptionGroup var course: CourseOptions
  @OptionGroup var display: DisplayOptions

  @Flag(name: .long, help: "Plain text (the only format there is so far).")
  var plain = false

  func run() throws {
    let lessons = try course.read().course
    let place: CoursePlace
    do throws(CoursePlace.NotFound) {
      place = try CoursePlace(lesson, in: lessons)
    } catch {
      throw ValidationError(error.message)
    }
    var output = Output.standard()
    let lines = LinearView.handout(lessons.lessons[place.lesson], display: display.linearDisplay)
    for line in lines { try output.writeLine(line) }
    try output.flush()
  }
}
