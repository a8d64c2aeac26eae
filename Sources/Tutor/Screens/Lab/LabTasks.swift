public import Lessons
import Regularization
import TerminalUI

/// How far a learner is with the tasks of a lab.
public struct LabTasks: Hashable, Sendable {
  public struct Entry: Hashable, Sendable {
    public enum Outcome: Hashable, Sendable {
      /// Brought about, at this step.
      case reached(step: Int)
      case right, wrong
      case skipped
    }

    public var hintsShown = 0
    /// Index of the run that was guessed; judged when the epochs are over.
    public var guess: Int?
    /// `nil` while the task is open.
    public var outcome: Outcome?

    /// Whether the learner has done what there is to do.
    public var isAnswered: Bool { guess != nil || outcome != nil }
  }

  public var entries: [Entry]
  /// What was said last.
  public var feedback: Feedback?
  /// Whether what is to be reached holds now, while it still goes on.
  public var holdsNow = false

  init(count: Int) { entries = Array(repeating: Entry(), count: count) }

  /// The task that the learner is at.
  public var current: Int? { entries.firstIndex { !$0.isAnswered } }

  public var done: Int { entries.count { $0.outcome != nil } }
}

extension LabState {
  /// The task that the learner is at.
  public var currentTask: LabTask? { tasks.current.map { plan.tasks[$0] } }

  /// The guess that can be made now, by its index.
  public var pendingGuess: Int? {
    guard let index = tasks.current, case .guess = plan.tasks[index].kind else { return nil }
    return index
  }

  // MARK: Answers

  mutating func guess(_ run: Int) {
    guard let index = pendingGuess, plan.runs.indices.contains(run) else { return }
    tasks.entries[index].guess = run
    tasks.feedback = Feedback(
      .plain, "You say: \(plan.runs[run].title). It shows when the \(plan.epochs) epochs are over.")
    judge()
  }

  mutating func showHint() {
    guard let index = tasks.current else { return }
    let hints = plan.tasks[index].hints
    guard !hints.isEmpty else { return }
    let shown = min(tasks.entries[index].hintsShown, hints.count - 1)
    tasks.entries[index].hintsShown = shown + 1
    tasks.feedback = Feedback(.hint, "Hint \(shown + 1) of \(hints.count): \(hints[shown])")
  }

  /// Gives the present task up: tells how it is done, or which run it is by now.
  mutating func skipTask() {
    guard let index = tasks.current else { return }
    let task = plan.tasks[index]
    tasks.entries[index].outcome = .skipped
    tasks.holdsNow = false
    var parts = ["Skipped."]
    switch task.kind {
    case .reach: parts += task.hints.suffix(1)
    case .guess(let guess):
      if let observation, let key = guess.key(among: figures(guess.measure)) {
        parts.append(
          "At step \(observation.step) it is \(plan.runs[key].title), \(comparison(guess)).")
      }
    }
    parts += [explanation(task)].compactMap { $0 }
    tasks.feedback = Feedback(.plain, parts.joined(separator: " "))
  }

  // MARK: Judging

  /// Holds the tasks against what is shown now.
  mutating func judge() {
    guard let observation, observation.runs.count == plan.runs.count, diverged == nil else {
      return
    }
    // While a large network trains, figures are those of an earlier step.
    let isExact = observation.runs.allSatisfy {
      $0.now.step == $0.position.step && ($0.units?.step ?? $0.now.step) == $0.position.step
    }
    var said: [Feedback] = []
    for index in plan.tasks.indices where tasks.entries[index].outcome == nil {
      switch plan.tasks[index].kind {
      case .guess(let guess): if isExact { judge(guess, at: index, &said) }
      case .reach(let condition):
        guard index == tasks.current, isExact || pace.isPlaying else { continue }
        judge(condition, at: index, step: observation.step, &said)
      }
    }
    guard let first = said.first else { return }
    tasks.feedback = Feedback(first.tone, said.map(\.text).joined(separator: " "))
  }

  private mutating func judge(
    _ condition: LabCondition, at index: Int, step: Int, _ said: inout [Feedback]
  ) {
    let holds = step > 0 && isMet(condition)
    tasks.holdsNow = holds && pace.isPlaying
    guard holds, !pace.isPlaying else { return }
    tasks.entries[index].outcome = .reached(step: step)
    let parts = ["Reached at step \(step).", explanation(plan.tasks[index])]
    said.append(Feedback(.right, parts.compactMap { $0 }.joined(separator: " ")))
  }

  private mutating func judge(_ guess: LabGuess, at index: Int, _ said: inout [Feedback]) {
    guard let answer = tasks.entries[index].guess, let run = front,
      run.position.epoch >= plan.epochs, let key = guess.key(among: figures(guess.measure))
    else { return }
    // Of several equal runs each is right.
    let figures = figures(guess.measure)
    let isRight = figures[answer] == figures[key]
    tasks.entries[index].outcome = isRight ? .right : .wrong
    let parts = [
      isRight ? "Right:" : "No:", "it is \(plan.runs[key].title), \(comparison(guess)).",
      guess.feedback[plan.runs[answer].id], explanation(plan.tasks[index]),
    ]
    said.append(
      Feedback(isRight ? .right : .wrong, parts.compactMap { $0 }.joined(separator: " ")))
  }

  func isMet(_ condition: LabCondition) -> Bool {
    let figures = figures(condition.measure)
    guard let id = condition.run else { return figures.contains { condition.holds(for: $0) } }
    guard let run = plan.run(id), figures.indices.contains(run) else { return false }
    return condition.holds(for: figures[run])
  }

  private func figures(_ measure: RunMeasure) -> [Double?] {
    (observation?.runs ?? []).map { measure.value(of: $0) }
  }

  /// “validation loss 0.31 with L1, 0.4 with L2”.
  private func comparison(_ guess: LabGuess) -> String {
    let parts = zip(plan.runs, figures(guess.measure)).map { run, figure in
      "\(figure.map { $0.rounded(significantDigits: 4) } ?? "none") with \(run.title)"
    }
    return "\(guess.measure.name) \(parts.joined(separator: ", "))"
  }

  /// What the runs show to a guess, in small Markdown; `nil` where they have no such figure.
  func answer(toGuess index: Int) -> (text: String, explanation: String?)? {
    let task = plan.tasks[index]
    guard case .guess(let guess) = task.kind, let key = guess.key(among: figures(guess.measure))
    else { return nil }
    return ("It is \(plan.runs[key].title), \(comparison(guess)).", explanation(task))
  }

  /// A task's explanation with what the runs show now.
  private func explanation(_ task: LabTask) -> String? {
    task.explanation { id, measure in
      guard let run = plan.run(id), let runs = observation?.runs, runs.indices.contains(run) else {
        return nil
      }
      return measure.value(of: runs[run])
    }
  }
}

extension RunMeasure {
  /// Its name in a sentence.
  var name: String {
    switch self {
    case .step: "step"
    case .epochs: "epochs"
    case .dataLoss: "data loss"
    case .penalty: "penalty"
    case .objective: "objective"
    case .trainAccuracy: "training accuracy"
    case .validationLoss: "validation loss"
    case .validationAccuracy: "validation accuracy"
    case .gap: "gap"
    case .zeros: "exact zeros"
    case .small: "weights below 0.001"
    case .l1Norm: "L1 norm"
    case .l2Norm: "L2 norm"
    case .largest: "largest weight"
    case .bestValidationLoss: "lowest validation loss"
    case .bestEpoch: "best epoch"
    case .meanCorrelation: "mean |correlation|"
    case .largestLossIncrease: "largest rise of the loss without a unit"
    }
  }
}
