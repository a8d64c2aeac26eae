import Regularization

/// Trains the runs of a lesson and holds against them what the lesson says: claims, tasks, panels.
struct LessonTrial {
  let log: IssueLog
  let scope: FigureScope
  let figures: FigureReader
  private let files: any DataFiles
  private let trainer: RunTrainer

  init(log: IssueLog, scope: FigureScope, figures: FigureReader, files: any DataFiles) {
    self.log = log
    self.scope = scope
    self.figures = figures
    self.files = files
    trainer = RunTrainer(files: files)
  }

  func run(_ labs: [LabReading]) {
    for lab in labs {
      let runs = lab.plan.runs.compactMap { trained($0, epochs: lab.plan.epochs) }
      guard runs.count == lab.plan.runs.count else { continue }
      if let first = lab.plan.runs.first,
        case .success(let samples) = trainer.load(usualSpec(of: first))
      {
        TrainStepReader.report(lab.panels, SampleTraits(samples), lab.plan.runs, log)
      }
      for check in lab.checks { self.check(check, lab.plan, runs) }
    }
    for claim in figures.runClaims { check(claim) }
  }

  // MARK: Runs

  /// Samples that not every machine has are left out: a check says the same everywhere.
  private func usualSpec(of run: LabRun) -> TrainingSpec {
    var spec = run.spec
    if let fallback = run.fallback { spec.data.source = fallback }
    return spec
  }

  private func trained(
    _ run: LabRun, _ spec: TrainingSpec? = nil, epochs: Int
  ) -> TrainedRun? {
    switch trainer.run(spec ?? usualSpec(of: run), epochs: epochs) {
    case .success(let trained):
      trained.train(to: epochs)
      return trained
    case .failure(let refusal):
      let training = scope.trainings[run.id]
      for problem in refusal.problems {
        guard let node = training?.place(of: problem.field) else { continue }
        log.report(node, problem.message, remedy: problem.remedy)
      }
      return nil
    }
  }

  // MARK: Claims

  private func check(_ claim: RunClaim) {
    if claim.isForInstalled, !claim.isOfInstalledSets(scope, files) { return }
    figures.attempt(in: claim.node) { () throws(FigureScope.Failure) in
      let values = try [claim.claim.left, claim.claim.right].map {
        (side) throws(FigureScope.Failure) in
        try scope.number(of: side.expression) { (reference) throws(FigureScope.Failure) in
          try figure(reference, of: claim)
        }
      }
      let (left, right) = (values[0], values[1])
      let order = left < right ? -1 : left > right ? 1 : 0
      guard left.isNaN || right.isNaN || !claim.claim.comparison.holds(order) else { return }
      throw .problem(
        ExpressionProblem(
          0..<claim.length,
          "this is not so: the left side is \(LessonTrial.shown(left)), "
            + "the right side \(LessonTrial.shown(right))",
          remedy: "put the prose and its claim right, or the settings of the training"))
    }
  }

  private func figure(
    _ reference: FigureReference, of claim: RunClaim
  ) throws(FigureScope.Failure) -> Double {
    let named = try scope.runFigure(reference, in: claim.plan)
    guard let run = scope.trainings[named.training]?.run else {
      throw .blocked(by: named.training)
    }
    let epochs = scope.epochs(of: run, in: claim.plan)
    let spec = claim.isForInstalled ? run.spec : usualSpec(of: run)
    // Why it cannot be trained was reported where it stands.
    guard let trained = trained(run, spec, epochs: epochs) else { throw .blocked(by: run.id) }
    if let value = trained.figure(named.measure, after: named.epoch ?? epochs) { return value }
    throw .problem(
      ExpressionProblem(
        reference.range, lack(of: named.measure, run, trained),
        remedy: trained.divergence == nil
          ? "name another figure" : "name an epoch before that, or lower the learning rate"))
  }

  private func lack(of measure: RunMeasure, _ run: LabRun, _ trained: TrainedRun) -> String {
    guard let divergence = trained.divergence else {
      return "the run \(VisibleText.quoted(run.id)) has no \(measure.rawValue)"
    }
    return "the run \(VisibleText.quoted(run.id)) diverges at step \(divergence.step)"
  }

  /// A figure in a message: all of it where that is short.
  static func shown(_ value: Double) -> String {
    "\(value)".utf8.count < 8 && value != value.rounded()
      ? FigureScope.typographic("\(value)") : RunText.shown(value, digits: 6)
  }

  // MARK: Tasks

  private func check(_ check: LabTaskCheck, _ plan: LabPlan, _ runs: [TrainedRun]) {
    switch check.task.kind {
    case .reach(let condition): self.check(condition, check, plan, runs)
    case .guess(let guess): self.check(guess, check, plan, runs)
    }
    for case .figure(let id, let measure, _) in RunText(check.task.explanation ?? "").parts {
      guard let index = plan.run(id), runs[index].divergence == nil,
        runs[index].figure(measure, after: plan.epochs) == nil
      else { continue }
      log.report(
        check.node,
        "its explanation names a figure that is missing: "
          + lack(of: measure, plan.runs[index], runs[index]), remedy: "name another figure")
    }
  }

  private func check(
    _ condition: LabCondition, _ check: LabTaskCheck, _ plan: LabPlan, _ runs: [TrainedRun]
  ) {
    let reached = LessonTrial.reached(condition, plan, runs)
    if reached == 0 {
      log.report(
        check.node, "this holds before the first update, and nothing is left to do",
        remedy: "ask for more")
      return
    }
    guard let turnedNode = check.turnedNode, !check.turned.isEmpty else {
      if reached == nil {
        log.report(
          check.node, LessonTrial.missed(condition, plan, runs),
          remedy: "ask for less, give more epochs, or write “with: …”, the dials that reach it")
      }
      return
    }
    if let reached {
      log.report(
        turnedNode, "this is reached in epoch \(reached) without turning a dial",
        remedy: "take “with” out, or ask for more")
      return
    }
    let turned = plan.runs.compactMap { run in
      trained(
        run, check.turned.reduce(usualSpec(of: run)) { $1.turned(in: $0) }, epochs: plan.epochs)
    }
    if turned.count == runs.count, LessonTrial.reached(condition, plan, turned) == nil {
      log.report(
        turnedNode, "with these settings, too, " + LessonTrial.missed(condition, plan, turned),
        remedy: "turn the dials further, ask for less, or give more epochs")
    }
  }

  /// The figures that a condition looks at, run after run.
  private static func figures(
    _ condition: LabCondition, _ plan: LabPlan, _ runs: [TrainedRun], after epoch: Int
  ) -> [Double] {
    zip(plan.runs, runs).filter { condition.run == nil || condition.run == $0.0.id }
      .compactMap { $0.1.figure(condition.measure, after: epoch) }
  }

  private static func reached(
    _ condition: LabCondition, _ plan: LabPlan, _ runs: [TrainedRun]
  ) -> Int? {
    (0...plan.epochs).first { epoch in
      figures(condition, plan, runs, after: epoch).contains { condition.holds(for: $0) }
    }
  }

  private static func missed(
    _ condition: LabCondition, _ plan: LabPlan, _ runs: [TrainedRun]
  ) -> String {
    let all = (0...plan.epochs).flatMap { figures(condition, plan, runs, after: $0) }
    let nearest = condition.relation == .atLeast ? all.max() : all.min()
    let name = condition.measure.rawValue
    guard let nearest else { return "no run has the figure \(name)" }
    return "\(name) is not \(condition.relation.words) \(shown(condition.value)) after any of the "
      + "\(plan.epochs) epochs: it comes to \(shown(nearest))"
  }

  private func check(
    _ guess: LabGuess, _ check: LabTaskCheck, _ plan: LabPlan, _ runs: [TrainedRun]
  ) {
    let values = runs.map { $0.figure(guess.measure, after: plan.epochs) }
    let name = guess.measure.rawValue
    guard let key = guess.key(among: values), let value = values[key] else {
      log.report(check.node, "no run has the figure \(name)", remedy: "ask for another figure")
      return
    }
    let equal = plan.runs.indices.filter { values[$0] == value }.map { plan.runs[$0].id }
    guard equal.count > 1 else { return }
    log.report(
      check.node,
      "there is no one answer: \(Suggestion.list(equal)) have the same \(name), "
        + LessonTrial.shown(value), remedy: "ask for another figure, or train for longer")
  }
}

extension RunClaim {
  /// Whether it can be held against the sets that not every machine has.
  func isOfInstalledSets(_ scope: FigureScope, _ files: any DataFiles) -> Bool {
    let ids = Set(claim.references.filter(scope.isTraining).map(\.head.text))
    return ids.allSatisfy { id in
      guard let run = scope.trainings[id]?.run else { return false }
      return run.spec(with: files).data.source == run.spec.data.source
    }
  }
}
