import Lessons
import Regularization

extension LabTasks {
  /// Tasks by what they are about, so that one that is put in other words stays done.
  private static func items(of plan: LabPlan) -> [String] {
    StepRecord.ids(
      of: plan.tasks.map { task in
        switch task.kind {
        case .guess(let guess): "guess.\(guess.measure.rawValue).\(guess.extreme.rawValue)"
        case .reach(let condition):
          "reach.\(condition.run ?? "any").\(condition.measure.rawValue)"
            + ".\(condition.relation.rawValue).\(condition.value)"
        }
      })
  }

  /// A guess is the id of a run; what was brought about, the step at which it was.
  func record(of plan: LabPlan) -> StepRecord {
    var record = StepRecord()
    for (item, entry) in zip(LabTasks.items(of: plan), entries) {
      var answer = AnswerRecord(hints: entry.hintsShown)
      if let guess = entry.guess, plan.runs.indices.contains(guess) {
        answer.attempts = [plan.runs[guess].id]
      }
      switch entry.outcome {
      case .reached(let step):
        answer.attempts = ["step \(step)"]
        answer.outcome = .reached
      case .right: answer.outcome = .right
      case .wrong: answer.outcome = .wrong
      case .skipped: answer.outcome = .skipped
      case nil: break
      }
      record.answers[item] = answer
    }
    return record
  }

  /// What was done on another day, as far as the plan still has it.
  init(_ record: StepRecord, of plan: LabPlan) {
    self.init(count: plan.tasks.count)
    for (index, item) in LabTasks.items(of: plan).enumerated() {
      guard let answer = record.answers[item] else { continue }
      entries[index].hintsShown = min(answer.hints, plan.tasks[index].hints.count)
      let last = answer.attempts.last
      entries[index].guess = last.flatMap { plan.run($0) }
      switch answer.outcome {
      case .reached:
        entries[index].outcome = last.flatMap { Int($0.dropFirst("step ".count)) }
          .map { .reached(step: $0) }
      case .right where entries[index].guess != nil: entries[index].outcome = .right
      case .wrong where entries[index].guess != nil: entries[index].outcome = .wrong
      case .skipped: entries[index].outcome = .skipped
      default: break
      }
    }
  }
}
