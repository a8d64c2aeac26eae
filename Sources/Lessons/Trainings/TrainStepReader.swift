import Regularization

/// Reads the lab of a train step.
struct TrainStepReader {
  let log: IssueLog
  let scope: FigureScope
  let figures: FigureReader

  /// `nil` where no run can be trained.
  func plan(_ fields: Fields) -> LabReading? {
    var runs: [LabRun] = []
    let named = fields.texts("runs") ?? []
    for (id, node) in named {
      scope.use(id)
      if let training = scope.trainings[id] {
        if let first = runs.first { reportMismatch(training.run, node, first) }
        runs.append(training.run)
      } else if scope.faulty.contains(id) || scope.isIncomplete {
        log.block(by: id)
      } else {
        reportUnknown(id, node)
      }
    }
    let dials = (fields.texts("dials") ?? []).compactMap { text, node in
      LabDial(rawValue: text).map { ($0, node) }
    }
    let panels = (fields.texts("panels") ?? []).compactMap { text, node in
      LabPanel(rawValue: text).map { ($0, node) }
    }
    guard let first = runs.first else {
      readTasks(fields, LabPlan(runs: [], panels: [], dials: [], epochs: 1))
      return nil
    }
    var plan = LabPlan(
      runs: runs, panels: panels.map(\.0), dials: dials.map(\.0),
      epochs: epochs(fields, runs) ?? first.spec.epochs)
    // Of a step whose runs are not all known, nothing is said that the missing ones may decide.
    guard runs.count == named.count else {
      readTasks(fields, plan)
      return nil
    }
    for (dial, node) in dials {
      if let why = SampleTraits.reasonAgainst(dial, among: plan.dials, runs: runs) {
        log.report(
          node, "the dial “\(dial.rawValue)” turns nothing: \(why.reason)", remedy: why.remedy)
      }
    }
    TrainStepReader.report(panels, SampleTraits(first.spec.data), runs, log)
    var tasks = LabTasksReader(log: log, figures: figures, plan: plan)
    plan.tasks = (fields.list("tasks") ?? []).compactMap { tasks.task($0) }
    return LabReading(plan: plan, panels: panels, checks: tasks.checks)
  }

  private func readTasks(_ fields: Fields, _ plan: LabPlan) {
    var tasks = LabTasksReader(log: log, figures: figures, plan: plan, knowsRuns: false)
    for node in fields.list("tasks") ?? [] { _ = tasks.task(node) }
  }

  private func reportUnknown(_ id: String, _ node: SourceNode) {
    let isReplay = scope.replayIDs.contains(id)
    log.report(
      node, isReplay ? "“\(id)” is a replay" : "there is no training \(VisibleText.quoted(id))",
      remedy: isReplay
        ? "show it in a step of “kind: replay”"
        : Suggestion.remedy(for: id, among: scope.trainingIDs, of: "training"))
  }

  static func report(
    _ panels: [(LabPanel, SourceNode)], _ samples: SampleTraits, _ runs: [LabRun], _ log: IssueLog
  ) {
    for (panel, node) in panels {
      guard let why = samples.reasonAgainst(panel, runs: runs) else { continue }
      log.report(
        node, "the panel “\(panel.rawValue)” shows nothing: \(why.reason)", remedy: why.remedy)
    }
  }

  private func epochs(_ fields: Fields, _ runs: [LabRun]) -> Int? {
    if fields.key("epochs") != nil { return fields.whole("epochs") }
    let different = runs.first { $0.spec.epochs != runs.first?.spec.epochs }
    if let first = runs.first, let different {
      log.report(
        fields.node("runs"),
        "“\(first.id)” has \(first.spec.epochs) epochs, “\(different.id)” has "
          + "\(different.spec.epochs)",
        remedy: "write “epochs: \(first.spec.epochs)” for this step")
    }
    return nil
  }

  /// Runs in lock-step begin with the same weights and are fed the same batches.
  private func reportMismatch(_ run: LabRun, _ node: SourceNode, _ first: LabRun) {
    let (left, right) = (first.spec, run.spec)
    let parts: [(name: String, isEqual: Bool)] = [
      ("data", left.data == right.data && first.fallback == run.fallback),
      ("network.hidden", left.network.hiddenUnits == right.network.hiddenUnits),
      ("network.activation", left.network.activation == right.network.activation),
      (
        "network.output_activation",
        left.network.outputActivation == right.network.outputActivation
      ),
      ("network.initial_weights", left.network.initializer == right.network.initializer),
      ("loss", left.loss == right.loss), ("batch_size", left.batchSize == right.batchSize),
      ("seed", left.seed == right.seed), ("precision", left.precision == right.precision),
    ]
    let different = parts.filter { !$0.isEqual }.map(\.name)
    guard !different.isEmpty else { return }
    log.report(
      node,
      "“\(first.id)” and “\(run.id)” differ in \(Suggestion.list(different))",
      remedy: "in lock-step all begin with the same weights and are fed the same batches")
  }
}

/// The lab of a step, and what is to be checked when it is trained.
struct LabReading {
  var plan: LabPlan
  var panels: [(LabPanel, SourceNode)]
  var checks: [LabTaskCheck]
}

/// What is to be shown of a task when its runs are trained.
struct LabTaskCheck {
  var task: LabTask
  /// What the task asks for, in the file.
  var node: SourceNode
  /// How the dials are turned to reach it.
  var turned: [TurnedDial]
  var turnedNode: SourceNode?
}
