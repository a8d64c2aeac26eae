import ArgumentParser
import Lessons

/// Prints the course: a line a lesson, its steps on request.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the lessons, and with --steps their pages.")

  @OptionGroup var course: CourseOptions

  @Flag(name: .long, help: "List every lesson’s pages as well.")
  var steps = false

  func run() throws {
    let lessons = try course.read().course.lessons
    let width = lessons.map(\.id.count).max() ?? 0
    var output = Output.standard()
    for lesson in lessons {
      let gap = String(repeating: " ", count: width - lesson.id.count + 2)
      try output.writeLine("\(lesson.id)\(gap)\(lesson.title) (\(lesson.minutes) min)")
      guard steps else { continue }
      for step in lesson.steps { try output.writeLine("  \(lesson.id):\(step.id)  \(step.title)") }
    }
    try output.flush()
  }
}
