import ArgumentParser
import Journal
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

  @OptionGroup var settings: SpecOptions
  @OptionGroup(title: "Session") var session: SessionOptions
  @OptionGroup(title: "Machine") var machine: MachineOptions
  @OptionGroup(title: "Results") var results: ResultOptions
  @OptionGroup var course: CourseOptions
  @OptionGroup var display: DisplayOptions
  @OptionGroup var journal: JournalOptions

  func run() throws {
    try results.check()
    let plan = try plan()
    try plan.refuse(plan.spec.problems())
    let threads = try machine.threadCount()
    let stepLimit = try session.stepLimit()
    for note in settings.updates.notes(on: plan.spec) { RegTutor.complain("note: \(note)") }

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
        plan.spec, on: samples, threads: threads, instructionSet: machine.instructionSet.chosen)
    } catch {
      throw ValidationError("\(error)")
    }
    if let saved = plan.saved {
      guard saved.samplesHash == samples.trainingHash, training.fits(saved.state) else {
        throw ValidationError(
          "\(session.resume ?? ""): the samples are not those that the run was trained on; "
            + "name the same set or file with --data")
      }
      training.restore(saved.state)
    }
    for note in results.obstacles { RegTutor.complain("note: \(note)") }
    try train(training, plan, samples, stepLimit: stepLimit)
  }

  private func train(
    _ training: TrainingRun, _ plan: RunPlan, _ samples: TrainingData, stepLimit: Int?
  ) throws {
    let glyphs = Glyphs(display.plainGlyphs)
    let reporter = RunReporter(
      format: results.format, glyphs: glyphs, epochs: plan.spec.epochs, isQuiet: results.quiet,
      hasAccuracy: samples.training.targets.isOfClasses)
    try reporter.begin(RunHeading.lines(training, samples: samples))
    StopSignals.listen()
    WorkTime.listen()
    let session = TrainingSession(
      training, reporter: reporter, epochs: plan.spec.epochs, stepLimit: stepLimit,
      stop: plan.spec.stop,
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
      if training.position.step > plan.saved?.state.position.step ?? 0 {
        RunRow(training, session.history, end: end).keep(in: journal.path)
      }
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

  private func plan() throws -> RunPlan {
    if let path = session.resume { return try resumedPlan(path) }
    return try settings.plan()
  }

  /// A saved run goes on with its own settings: others would not lead to the same bits.
  private func resumedPlan(_ path: String) throws -> RunPlan {
    if let file = settings.file {
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
      throw RunPlan.refuse(fault.issues)
    }
    var plan = RunPlan(spec: saved.spec, given: GivenSettings(), saved: saved)
    try settings.apply(to: &plan)
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

  static func read(_ path: String, limit: Int = 1 << 27) throws -> [UInt8] {
    do throws(WholeFile.Failure) {
      return try WholeFile.read(path, limit: limit) { "it has \($0) bytes, too many to be one" }
    } catch {
      throw ValidationError("\(path): \(error.reason); name a file that can be read")
    }
  }
}
