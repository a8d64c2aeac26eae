import ArgumentParser
import Regularization

/// Optimizer, learning rate with its schedule, and clipping, as options.
struct UpdateOptions: ParsableArguments {
  /// The kinds of schedule.
  enum Schedule: String, CaseIterable, ExpressibleByArgument {
    case constant, step, cosine
  }

  @OptionGroup var rule: OptimizerOptions

  @Option(help: "How the learning rate goes on; constant unless given.")
  var schedule: Schedule?

  @Option(help: ArgumentHelp("step: what the rate is multiplied by.", valueName: "number"))
  var scheduleFactor: String?

  @Option(help: ArgumentHelp("step: after so many epochs, again and again.", valueName: "epochs"))
  var scheduleEvery: String?

  @Option(help: ArgumentHelp("cosine: how long it falls. (default: all)", valueName: "epochs"))
  var scheduleOver: String?

  @Option(help: ArgumentHelp("cosine: the rate at its end. (default: 0)", valueName: "number"))
  var scheduleFinal: String?

  @Option(help: ArgumentHelp("Bound on the norm of the loss’s gradient.", valueName: "number"))
  var clipNorm: String?

  @Option(help: ArgumentHelp("Bound on every part of the loss’s gradient.", valueName: "number"))
  var clipValue: String?

  /// - Parameter fileGivesRate: whether the training file says what the learning rate is.
  func apply(
    to spec: inout TrainingSpec, fileGivesRate: Bool, noting given: inout GivenSettings
  ) throws {
    try rule.apply(to: &spec, fileGivesRate: fileGivesRate, noting: &given)
    try applySchedule(to: &spec, noting: &given)
    if let clipNorm, clipValue != nil {
      throw GivenSettings.refusal("--clip-norm", clipNorm, "--clip-value is given, too; give one")
    }
    try given.number(clipNorm, "--clip-norm", "clip.norm") { spec.clip = .norm($0) }
    try given.number(clipValue, "--clip-value", "clip.value") { spec.clip = .value($0) }
  }

  private func applySchedule(
    to spec: inout TrainingSpec, noting given: inout GivenSettings
  ) throws {
    var factor: Double?
    var every: Int?
    var over: Int?
    var final: Double?
    if case .step(let value, let epochs) = spec.schedule { (factor, every) = (value, epochs) }
    if case .cosine(let epochs, let value) = spec.schedule { (over, final) = (epochs, value) }
    let before = spec.schedule
    try given.number(scheduleFactor, "--schedule-factor", "schedule.factor") { factor = $0 }
    try given.whole(scheduleEvery, "--schedule-every", "schedule.every_epochs") { every = $0 }
    try given.whole(scheduleOver, "--schedule-over", "schedule.over_epochs") { over = $0 }
    try given.number(scheduleFinal, "--schedule-final", "schedule.final") { final = $0 }
    given.value(schedule, "--schedule", "schedule.kind") { _ in }
    let kind: Schedule =
      schedule
      ?? {
        switch before {
        case .constant: .constant
        case .step: .step
        case .cosine: .cosine
        }
      }()
    switch kind {
    case .constant: spec.schedule = .constant
    case .step:
      guard let factor, let every else {
        throw ValidationError(
          "--schedule step needs --schedule-factor and --schedule-every, such as 0.5 and 10")
      }
      spec.schedule = .step(factor: factor, everyEpochs: every)
    case .cosine:
      spec.schedule = .cosine(overEpochs: over ?? max(1, spec.epochs), final: final ?? 0)
    }
  }
}

extension UpdateOptions {
  /// Options that were given and change nothing under these settings.
  func notes(on spec: TrainingSpec) -> [String] {
    var notes = rule.notes(on: spec.optimizer.kind)
    var isStep = false
    var isCosine = false
    if case .step = spec.schedule { isStep = true }
    if case .cosine = spec.schedule { isCosine = true }
    for (option, value, matters, needs) in [
      ("--schedule-factor", scheduleFactor, isStep, "step"),
      ("--schedule-every", scheduleEvery, isStep, "step"),
      ("--schedule-over", scheduleOver, isCosine, "cosine"),
      ("--schedule-final", scheduleFinal, isCosine, "cosine"),
    ] where value != nil && !matters {
      notes.append("\(option) has no effect without --schedule \(needs)")
    }
    return notes
  }
}
