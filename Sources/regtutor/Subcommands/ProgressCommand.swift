import ArgumentParser
internal import Glibc
import Journal
import Lessons
import Tutor

/// `regtutor progress`: what was done in a course, for the learner and for a teacher.
struct ProgressCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "progress",
    abstract: "Show what was done in the lessons; reset it, take it to another machine.",
    discussion: """
      Examples:
        regtutor progress
        regtutor progress --format csv > progress.csv
        regtutor progress reset l1-by-iteration
        regtutor progress export progress.json
        regtutor progress import progress.json

      Progress is kept in $XDG_STATE_HOME/regtutor/journal.sqlite (~/.local/state/… unless that \
      is set), and nowhere else. --no-journal, or REGTUTOR_NO_JOURNAL in the environment, keeps \
      nothing. docs/progress.md says what there is in it.
      """,
    subcommands: [
      ShowProgressCommand.self, ResetProgressCommand.self, ExportProgressCommand.self,
      ImportProgressCommand.self,
    ],
    defaultSubcommand: ShowProgressCommand.self)
}

/// How a table is written.
enum TableFormat: String, CaseIterable, ExpressibleByArgument {
  case text, csv, json
}

struct ShowProgressCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "A line a lesson: how far it is, and how its questions went.")

  @Option(help: "text, csv or json; json has every answer.")
  var format: TableFormat = .text

  @OptionGroup var course: CourseOptions

  func run() throws {
    let reading = try course.read()
    let journal = try JournalAccess.forReading()
    let history = try JournalAccess.perform { () throws(JournalFault) in
      try journal?.history(of: reading.key) ?? ([], [])
    }
    let report = ProgressReport(reading.course, key: reading.key, history)
    var output = Output.standard()
    switch format {
    case .text: try output.writeLines(report.text())
    case .csv: try output.writeLines(report.csv())
    case .json: try output.writeLines(report.json())
    }
    try output.flush()
  }
}

struct ResetProgressCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset", abstract: "Forget what was done in a lesson, or in all of the course.")

  @Argument(help: "A lesson, by id or number; all of them unless given.")
  var lesson: String?

  @Flag(name: .long, help: "Do not ask.")
  var yes = false

  @OptionGroup var course: CourseOptions

  func run() throws {
    let reading = try course.read()
    guard let journal = try JournalAccess.forReading() else {
      return try say("Nothing is kept yet.")
    }
    let history = try JournalAccess.perform { () throws(JournalFault) in
      try journal.history(of: reading.key)
    }
    let id = try lesson.map { try known($0, in: reading.course, history.visits) }
    let visits = history.visits.filter { id == nil || $0.lesson == id }
    let answers = history.answers.filter { id == nil || $0.lesson == id }
    guard !visits.isEmpty || !answers.isEmpty else {
      return try say("Nothing is kept of \(id.map { "“\($0)”" } ?? "this course").")
    }
    let what =
      id.map { "“\($0)”" } ?? "all \(Set(visits.map(\.lesson)).count) lessons that were opened"
    guard try yes || isWanted("Reset \(what)? Pages and answers are forgotten.") else {
      return try say("Nothing was reset.")
    }
    try JournalAccess.perform { () throws(JournalFault) in
      try journal.write([.reset(course: reading.key, lesson: id)])
    }
    try say("Reset: \(what).")
  }

  /// A lesson of the course, or one that something is kept of.
  private func known(_ name: String, in course: Course, _ visits: [VisitRow]) throws -> String {
    if !visits.contains(where: { $0.lesson == name }) {
      do throws(CoursePlace.NotFound) {
        let place = try CoursePlace(name, in: course)
        return course.lessons[place.lesson].id
      } catch {
        throw ValidationError(error.message)
      }
    }
    return name
  }

  private func isWanted(_ question: String) throws -> Bool {
    guard isatty(STDIN_FILENO) == 1 else {
      throw ValidationError("there is nobody to be asked here; --yes resets without a question")
    }
    var errors = Output.standardError()
    try errors.write("\(printable(question)) [y/N] ")
    try errors.flush()
    let answer = readLine()?.lowercased().filter { !$0.isWhitespace }
    return answer == "y" || answer == "yes"
  }

  private func say(_ sentence: String) throws {
    var output = Output.standard()
    try output.writeLine(printable(sentence))
    try output.flush()
  }
}

struct ExportProgressCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the whole journal to a JSON file: all courses, all runs.")

  @Argument(help: "The file; - is standard output.")
  var file: String

  func run() throws {
    guard let journal = try JournalAccess.forReading() else {
      RegTutor.complain("nothing is kept yet")
      throw ExitCode(1)
    }
    let content = try JournalAccess.perform { () throws(JournalFault) in try JournalFile(journal) }
    let bytes = try content.bytes()
    var output = Output.standard()
    if file == "-" {
      try output.write(String(decoding: bytes, as: UTF8.self))
    } else {
      try FileReplacement.write(bytes, to: file)
      try output.writeLine(
        printable(
          "\(content.visits.count) visits, \(content.answers.count) answers and "
            + "\(content.runs.count) runs written to \(file)"))
    }
    try output.flush()
  }
}

struct ImportProgressCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Add what an exported file has to the journal; what is there already stays once.")

  @Argument(help: "A file that “progress export” has written.")
  var file: String

  func run() throws {
    let bytes = try TrainCommand.read(file, limit: 1 << 28)
    let content: JournalFile
    do throws(JournalFile.Problem) {
      content = try JournalFile(bytes)
    } catch {
      throw ValidationError("\(file): \(error.message); \(error.remedy)")
    }
    let journal = try JournalAccess.forWriting()
    let (before, after) = try JournalAccess.perform { () throws(JournalFault) in
      let before = try journal.counts()
      try journal.write(content.changes)
      return (before, try journal.counts())
    }
    var output = Output.standard()
    try output.writeLine(
      "added: \(after.visits - before.visits) of \(content.visits.count) visits, "
        + "\(after.answers - before.answers) of \(content.answers.count) answers, "
        + "\(after.runs - before.runs) of \(content.runs.count) runs")
    try output.flush()
  }
}
