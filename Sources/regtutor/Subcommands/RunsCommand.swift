import ArgumentParser
import Journal
import Lessons
import Regularization

/// `regtutor runs`: the runs of labs and of `regtutor train`, and what came of them.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "List the runs that were kept; show, compare or open them again.",
    discussion: """
      Examples:
        regtutor runs
        regtutor runs show 3
        regtutor runs compare 3 4
        regtutor runs open 3
        regtutor runs show 3 --spec > run.yaml

      A run is kept when it comes to the end of its epochs in a lab, when a lab is left after at \
      least one update, and when “regtutor train” has trained it; --no-journal, or \
      REGTUTOR_NO_JOURNAL in the environment, keeps nothing.
      """,
    subcommands: [
      ListRunsCommand.self, ShowRunCommand.self, CompareRunsCommand.self, OpenRunCommand.self,
      RemoveRunCommand.self,
    ],
    defaultSubcommand: ListRunsCommand.self)

  /// *Throws*: `ValidationError` where there is no run of this number.
  static func run(_ number: Int64) throws -> NumberedRun {
    let journal = try JournalAccess.forReading()
    let found = try JournalAccess.perform { () throws(JournalFault) in
      try journal?.runs(number: number) ?? []
    }
    guard let run = found.first else {
      throw ValidationError("there is no run \(number); “regtutor runs” lists those that are kept")
    }
    return run
  }
}

struct ListRunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "A line a run, oldest first.")

  @Option(help: "text, csv or json; json has the training files as well.")
  var format: TableFormat = .text

  func run() throws {
    let journal = try JournalAccess.forReading()
    let runs = try JournalAccess.perform { () throws(JournalFault) in try journal?.runs() ?? [] }
    var output = Output.standard()
    switch format {
    case .text:
      try output.writeLines(runs.isEmpty ? ["No runs are kept yet."] : RunTables.text(runs))
    case .csv: try output.writeLines(RunTables.csv(runs))
    case .json: try output.writeLines(RunTables.json(runs))
    }
    try output.flush()
  }
}

struct ShowRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a run: how it ended, its results, its training file.")

  @Argument(help: "The run’s number.")
  var id: Int64

  @Flag(help: "Print its training file alone.")
  var spec = false

  func run() throws {
    let run = try RunsCommand.run(id)
    var output = Output.standard()
    if spec {
      try output.write(run.run.spec)
    } else {
      try output.writeLines(RunTables.details(run))
    }
    try output.flush()
  }
}

struct CompareRunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Show where two runs differ, and their results.")

  @Argument(help: "A run’s number.")
  var first: Int64

  @Argument(help: "Another run’s number.")
  var second: Int64

  func run() throws {
    let runs = (try RunsCommand.run(first), try RunsCommand.run(second))
    var output = Output.standard()
    try output.writeLines(RunTables.comparison(runs.0, runs.1))
    try output.flush()
  }
}

struct OpenRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Open a run in the lab, from its start.")

  @Argument(help: "The run’s number.")
  var id: Int64

  @OptionGroup var launch: LabLaunch

  func run() throws {
    let kept = try RunsCommand.run(id)
    let reading = TrainingFileReader(file: "run \(id)").read(Array(kept.run.spec.utf8))
    guard let file = reading.file else { throw RunPlan.refuse(reading.issues) }
    try launch.open(RunPlan(spec: file.spec, given: GivenSettings(), file: file), notes: [])
  }
}

struct RemoveRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Remove runs from the journal.")

  @Argument(help: "Numbers of runs.")
  var ids: [Int64]

  func run() throws {
    for id in ids { _ = try RunsCommand.run(id) }
    let journal = try JournalAccess.forWriting()
    try JournalAccess.perform { () throws(JournalFault) in
      try journal.write(ids.map { .removeRun($0) })
    }
    var output = Output.standard()
    try output.writeLine("removed: \(ids.map(String.init).joined(separator: ", "))")
    try output.flush()
  }
}
