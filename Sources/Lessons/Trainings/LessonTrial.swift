import Regularization

/// Trains the runs of a lesson and holds against them what the lesson says: claims, tasks, panels.
struct LessonTrial {
  let log: IssueLog
  let scope: FigureScope
  let figures: FigureReader
  let trainer: RunTrainer

  func run(_ labs: [LabReading]) {
    for lab in labs {
      guard let trained = trained(lab.plan.runs, epochs: lab.plan.epochs) else { continue }
      if let first = lab.plan.runs.first, case .success(let samples) = trainer.load(usual(first)) {
        TrainStepReader.report(lab.panels, SampleTraits(samples), lab.plan.runs, log)
      }
      for check in lab.checks {
        TaskTrial(log: log, plan: lab.plan, check: check, runs: trained).run { turned in
          self.trained(lab.plan.runs, epochs: lab.plan.epochs) { run in
            turned.reduce(usual(run)) { $1.turned(in: $0) }
          }
        }
      }
    }
    for claim in figures.runClaims { check(claim) }
  }

  // MARK: Runs

  /// Samples that not every machine has are left out: a check says the same everywhere.
  private func usual(_ run: LabRun) -> TrainingSpec {
    var spec = run.spec
    if let fallback = run.fallback { spec.data.source = fallback }
    return spec
  }

  private func trained(
    _ runs: [LabRun], epochs: Int, _ spec: ((LabRun) -> TrainingSpec)? = nil
  ) -> TrainedRuns? {
    switch trainer.runs(runs.map(spec ?? usual), epochs: epochs) {
    case .success(let trained): return trained
    case .failure(let refusal):
      let training = scope.trainings[runs[refusal.run].id]
      for problem in refusal.problems {
        guard let node = training?.place(of: problem.field) else { continue }
        log.report(node, problem.message, remedy: problem.remedy)
      }
      return nil
    }
  }

  // MARK: Claims

  private func check(_ claim: RunClaim) {
    if claim.isForInstalled, !claim.isOfInstalledSets(scope, trainer.files) { return }
    figures.attempt(in: claim.node) { () throws(FigureScope.Failure) in
      func value(_ side: FigureExpression) throws(FigureScope.Failure) -> Double {
        try scope.number(of: side.expression) { (reference) throws(FigureScope.Failure) in
          try figure(reference, of: claim)
        }
      }
      let left = try value(claim.claim.left)
      let right = try value(claim.claim.right)
      guard !claim.claim.holds(left, right) else { return }
      throw .problem(
        ExpressionProblem(
          0..<claim.length,
          "this is not so: the left side is \(RunText.short(left)), "
            + "the right side \(RunText.short(right))",
          remedy: "put the prose and its claim right, or the settings of the training"))
    }
  }

  private func figure(
    _ reference: FigureReference, of claim: RunClaim
  ) throws(FigureScope.Failure) -> Double {
    let named = try scope.runFigure(reference, in: claim.plan)
    guard let own = scope.trainings[named.training]?.run else {
      throw .blocked(by: named.training)
    }
    let epochs = scope.epochs(of: own, in: claim.plan)
    // Runs of a lab are trained together, as the learner trains them.
    let runs = claim.plan.flatMap { $0.run(own.id) == nil ? nil : $0.runs } ?? [own]
    let index = runs.firstIndex { $0.id == own.id } ?? 0
    let spec: ((LabRun) -> TrainingSpec)? = claim.isForInstalled ? { $0.spec } : nil
    // Why it cannot be trained was reported where it stands.
    guard let trained = trained(runs, epochs: epochs, spec) else { throw .blocked(by: own.id) }
    let epoch = named.epoch ?? epochs
    if let value = trained.figure(named.measure, ofRun: index, after: epoch) { return value }
    throw .problem(
      ExpressionProblem(
        reference.range, trained.lack(of: named.measure, index, runs),
        remedy: trained.divergence == nil
          ? "name another figure" : "name an epoch before that, or lower the learning rate"))
  }
}

extension TrainedRuns {
  /// Why a figure of a run is missing.
  func lack(of measure: RunMeasure, _ index: Int, _ runs: [LabRun]) -> String {
    guard let divergence else {
      return "the run \(VisibleText.quoted(runs[index].id)) has no \(measure.rawValue)"
    }
    return "the run \(VisibleText.quoted(runs[divergence.run].id)) diverges at step "
      + "\(divergence.step), where all runs stop"
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
