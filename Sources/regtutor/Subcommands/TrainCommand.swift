import ArgumentParser
import Lessons
import Regularization
import TerminalUI

extension RunFormat: ExpressibleByArgument {}

/// `regtutor train`: a network, its samples and its penalties, trained to the bit.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a network; the same spec and seed give the same bits.",
    discussion: """
      Examples:
        regtutor train --data spiral --layers 8,8 --activation tanh --epochs 50
        regtutor train --data digits --layers 32 --l1 1e-4 --l1-rule proximal
        regtutor train run.yaml --seed 2 --history run.csv --plot
        regtutor train run.yaml --save run.npz
        regtutor train --resume run.npz --epochs 20

      A training file holds what the options say; an option overrules it. docs/training.md \
      describes it, “regtutor schema training” helps an editor. ^C ends a run at its next step, \
      with what was reached.
      """)

  @Argument(help: "A training file.")
  var file: String?

  @OptionGroup(title: "Samples") var samples: DataOptions
  @OptionGroup(title: "Network") var network: NetworkOptions
  @OptionGroup(title: "Penalties") var penalties: PenaltyOptions
  @OptionGroup(title: "Updates") var updates: UpdateOptions
  @OptionGroup(title: "Run") var options: RunOptions
  @OptionGroup(title: "Results") var results: ResultOptions
  @OptionGroup var course: CourseOptions
  @OptionGroup var display: DisplayOptions

  func run() throws {
    try results.check()
    let plan = try plan()
    try plan.refuse(plan.spec.problems())
    let threads = try options.threadCount()
    for note in updates.notes(on: plan.spec) { RegTutor.complain("note: \(note)") }

    let folder = try course.folderIfAny()
    let samples: TrainingData
    do throws(DataProblem) {
      samples = try DataLoader.load(
        plan.spec.data, seed: plan.spec.seed, files: DiskDataFiles(lessonsFolder: folder))
    } catch {
      throw plan.refuse(error)
    }
    try plan.refuse(plan.spec.problems(on: samples))
    let training: TrainingRun
    do throws(TrainingProblem) {
      training = try TrainingRun(
        plan.spec, on: samples, threads: threads, instructionSet: options.instructionSet.chosen)
    } catch {
      throw ValidationError("\(error)")
    }
    if let saved = plan.saved {
      guard saved.samplesHash == samples.trainingHash, training.fits(saved.state) else {
        throw ValidationError(
          "\(options.resume ?? ""): the samples are not those that the run was trained on; "
            + "name the same set or file with --data")
      }
      training.restore(saved.state)
    }
    for note in results.obstacles { RegTutor.complain("note: \(note)") }
    try train(training, plan, samples)
  }

  private func train(_ training: TrainingRun, _ plan: RunPlan, _ samples: TrainingData) throws {
    let glyphs = Glyphs(display.plainGlyphs)
    let reporter = RunReporter(
      format: results.format, glyphs: glyphs, epochs: plan.spec.epochs, isQuiet: results.quiet,
      hasAccuracy: samples.training.targets.isOfClasses)
    try reporter.begin(RunHeading.lines(training, samples: samples))
    StopSignals.listen()
    let session = TrainingSession(
      training, reporter: reporter, epochs: plan.spec.epochs, stop: plan.spec.stop,
      history: plan.saved?.history ?? TrainingHistory(), seconds: plan.saved?.seconds ?? 0)
    defer { reporter.clear() }
    let isWritten: Bool
    do {
      let end = try session.train()
      if let saved = plan.saved, training.position == saved.state.position {
        reporter.clear()
        RegTutor.complain(
          "note: the saved run has come to its end after \(saved.state.position.epoch) epochs; "
            + "--epochs with a larger number goes on")
      }
      let summary = RunSummary(end: end, run: training, history: session.history)
      try reporter.end(
        summary, charts: results.plot ? RunCharts.lines(session.history, glyphs: glyphs) : [])
      isWritten = results.write(training, session, of: samples)
    } catch {
      // Where nobody takes the results, what was trained is kept all the same.
      reporter.clear()
      _ = results.write(training, session, of: samples)
      throw error
    }
    if let divergence = session.divergence {
      RegTutor.complain(RunHeading.message(for: divergence, training))
      throw ExitCode(1)
    }
    if let signal = StopSignals.signal { throw SignalExit(signal: signal) }
    if !isWritten { throw ExitCode(1) }
  }

  // MARK: The plan

  /// The spec from file, options or a saved run.
  ///
  /// *Throws*: `ValidationError`, or `ExitCode` 2 after the issues of a file were told.
  private func plan() throws -> RunPlan {
    if let path = options.resume { return try resumedPlan(path) }
    var plan: RunPlan
    if let file {
      let bytes = try TrainCommand.read(file)
      let reading = TrainingFileReader(file: file).read(bytes)
      guard let read = reading.file else { throw TrainCommand.refuse(reading.issues) }
      plan = RunPlan(spec: read.spec, given: GivenSettings(), file: read)
      plan.spec.data.source = RunPlan.resolve(read.spec.data.source, besides: file)
    } else {
      guard let set = samples.data else {
        throw ValidationError(
          "no samples are named: give a training file, or --data with a set or a file, such as "
            + "--data spiral")
      }
      plan = RunPlan(
        spec: TrainingSpec(data: DataSpec(.named(set))), given: GivenSettings())
    }
    try apply(to: &plan)
    return plan
  }

  private func apply(to plan: inout RunPlan) throws {
    try samples.apply(to: &plan.spec.data, noting: &plan.given)
    try network.apply(to: &plan.spec, noting: &plan.given)
    try penalties.apply(to: &plan.spec.network, noting: &plan.given)
    try options.apply(to: &plan.spec, noting: &plan.given)
    try updates.apply(
      to: &plan.spec, fileGivesRate: plan.file?.says("learning_rate") ?? false,
      noting: &plan.given)
  }

  /// A saved run goes on with its own settings: others would not lead to the same bits.
  private func resumedPlan(_ path: String) throws -> RunPlan {
    if let file {
      throw ValidationError(
        "--resume goes on with the settings of the saved run; take out \(file), or --resume")
    }
    let saved: SavedRun
    do {
      saved = try SavedRun(try TrainCommand.read(path, limit: 1 << 32), file: path)
    } catch let fault as SavedRun.Fault {
      throw ValidationError("\(path): \(fault.message); \(fault.remedy)")
    } catch let problem as DataProblem {
      throw ValidationError(
        "\(path): \(problem.message); give a file that was written by --save")
    } catch let fault as SpecIssues {
      throw TrainCommand.refuse(fault.issues)
    }
    var plan = RunPlan(spec: saved.spec, given: GivenSettings(), saved: saved)
    try apply(to: &plan)
    let changeable: Set = [
      "epochs", "data.set", "stop.patience", "stop.exact_zeros", "stop.data_loss",
    ]
    for field in plan.given.fields.subtracting(changeable).sorted() {
      guard let option = plan.given.option(for: field) else { continue }
      throw ValidationError(
        "\(option) cannot be given with --resume: a saved run goes on with its own settings; "
          + "--epochs, --data, --patience, --stop-zeros and --stop-loss may be given")
    }
    // Columns stay what they are, wherever the file lies now.
    plan.spec.data.target = saved.spec.data.target
    plan.spec.data.task = saved.spec.data.task
    return plan
  }

  private static func refuse(_ issues: [LessonIssue]) -> ExitCode {
    for issue in issues { RegTutor.complain(issue.description) }
    return ExitCode(2)
  }

  static func read(_ path: String, limit: Int = 1 << 27) throws -> [UInt8] {
    do throws(WholeFile.Failure) {
      return try WholeFile.read(path, limit: limit) { "it has \($0) bytes, too many to be one" }
    } catch {
      throw ValidationError("\(path): \(error.reason); name a file that can be read")
    }
  }
}
