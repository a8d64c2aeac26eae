import Regularization

/// Holds a task of a lab against its trained runs.
struct TaskTrial {
  let log: IssueLog
  let plan: LabPlan
  let check: LabTaskCheck
  let runs: TrainedRuns

  /// - Parameter turned: the runs with their dials turned; `nil` where they cannot be trained, which
  ///   is reported.
  func run(turned: ([TurnedDial]) -> TrainedRuns?) {
    switch check.task.kind {
    case .reach(let condition): run(condition, turned: turned)
    case .guess(let guess): run(guess)
    }
    for case .figure(let id, let measure, _) in RunText(check.task.explanation ?? "").parts {
      guard let index = plan.run(id), runs.divergence == nil,
        runs.figure(measure, ofRun: index, after: plan.epochs) == nil
      else { continue }
      log.report(
        check.node,
        "its explanation names a figure that is missing: "
          + runs.lack(of: measure, index, plan.runs), remedy: "name another figure")
    }
  }

  // MARK: To be reached

  private func run(_ condition: LabCondition, turned: ([TurnedDial]) -> TrainedRuns?) {
    let reached = epoch(condition, runs)
    if reached == 0 {
      log.report(
        check.node, "this holds before the first update, and nothing is left to do",
        remedy: "ask for more")
      return
    }
    guard let turnedNode = check.turnedNode, !check.turned.isEmpty else {
      if reached == nil {
        log.report(
          check.node, missed(condition, runs),
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
    if let others = turned(check.turned), epoch(condition, others) == nil {
      log.report(
        turnedNode, "with these settings, too, " + missed(condition, others),
        remedy: "turn the dials further, ask for less, or give more epochs")
    }
  }

  /// The figures that a condition looks at, run after run.
  private func figures(
    _ condition: LabCondition, _ runs: TrainedRuns, after epoch: Int
  ) -> [Double] {
    plan.runs.enumerated().filter { condition.run == nil || condition.run == $0.element.id }
      .compactMap { runs.figure(condition.measure, ofRun: $0.offset, after: epoch) }
  }

  /// The first at whose end the condition holds.
  private func epoch(_ condition: LabCondition, _ runs: TrainedRuns) -> Int? {
    (0...plan.epochs).first { epoch in
      figures(condition, runs, after: epoch).contains { condition.holds(for: $0) }
    }
  }

  private func missed(_ condition: LabCondition, _ runs: TrainedRuns) -> String {
    let all = (0...plan.epochs).flatMap { figures(condition, runs, after: $0) }
    let name = condition.measure.rawValue
    guard let nearest = condition.relation == .atLeast ? all.max() : all.min() else {
      return "no run has the figure \(name)"
    }
    return "\(name) is not \(condition.relation.words) \(RunText.short(condition.value)) after any "
      + "of the \(plan.epochs) epochs: it comes to \(RunText.short(nearest))"
  }

  // MARK: To be guessed

  private func run(_ guess: LabGuess) {
    let values = plan.runs.indices.map {
      runs.figure(guess.measure, ofRun: $0, after: plan.epochs)
    }
    let name = guess.measure.rawValue
    guard let key = guess.key(among: values), let value = values[key] else {
      log.report(
        check.node,
        runs.divergence == nil
          ? "no run has the figure \(name)" : runs.lack(of: guess.measure, 0, plan.runs),
        remedy: "ask for another figure, or lower the learning rate")
      return
    }
    let equal = plan.runs.indices.filter { values[$0] == value }.map { plan.runs[$0].id }
    guard equal.count > 1 else { return }
    log.report(
      check.node,
      "there is no one answer: \(Suggestion.list(equal)) have the same \(name), "
        + RunText.short(value), remedy: "ask for another figure, or train for longer")
  }
}
