import Lessons
import Regularization

extension ReplayPanelState {
  /// Predictions by the figure that they are about, so that a question that is moved or put in other
  /// words stays answered, and one about another figure does not count as answered.
  private var items: [String] {
    StepRecord.ids(
      of: step.asks.map { ask in
        let cell = ask.cell
        let names = lanes.first { $0.id == cell.replay }?.original.weights.map(\.name) ?? []
        let name = names.indices.contains(cell.weight) ? names[cell.weight] : "\(cell.weight)"
        return "\(cell.replay).\(name)[\(cell.iteration)].\(cell.field.rawValue)"
      })
  }

  var record: StepRecord {
    var record = StepRecord(shown: rows)
    for (item, prediction) in zip(items, predictions) {
      record.answers[item] = AnswerRecord(
        attempts: prediction.answers, hints: prediction.hintsShown,
        outcome: prediction.outcome.map(\.kept))
    }
    return record
  }

  mutating func restore(_ record: StepRecord) {
    var said: [String] = []
    for (index, item) in items.enumerated() {
      guard let answer = record.answers[item], !answer.isUntouched else { continue }
      predictions[index].answers = answer.attempts
      predictions[index].hintsShown = min(answer.hints, step.asks[index].hints.count)
      predictions[index].outcome = answer.outcome.flatMap(Prediction.Outcome.init(kept:))
      guard let words = answer.words else { continue }
      said.append("iteration \(step.asks[index].cell.iteration): \(words)")
    }
    let answered = step.asks.indices.filter { predictions[$0].outcome != nil }
      .map { step.asks[$0].cell.iteration }
    let open = step.asks.indices.filter { predictions[$0].outcome == nil }
      .map { step.asks[$0].cell.iteration - 1 }
    let shown = ([rows, record.shown] + answered).max() ?? rows
    rows = min(shown, ([iterations] + open).min() ?? iterations)
    settleCursor()
    if !said.isEmpty {
      feedback = Feedback(.plain, "Your answers: \(said.joined(separator: "; ")).")
    }
  }
}

extension AnswerRecord {
  /// What was answered and what came of it: “0.06, right”; `nil` where there was no answer.
  var words: String? {
    let answers = attempts.joined(separator: ", then ")
    switch outcome {
    case .skipped: return answers.isEmpty ? "skipped" : "\(answers), then skipped"
    case .right: return "\(answers), right"
    case .wrong: return "\(answers), not right"
    case .reached, .said, nil: return answers.isEmpty ? nil : answers
    }
  }
}

extension Prediction.Outcome {
  var kept: AnswerRecord.Outcome {
    switch self {
    case .right: .right
    case .wrong: .wrong
    case .skipped: .skipped
    case .guessed: .said
    }
  }

  init?(kept: AnswerRecord.Outcome) {
    switch kept {
    case .right: self = .right
    case .wrong: self = .wrong
    case .skipped: self = .skipped
    case .said: self = .guessed
    case .reached: return nil
    }
  }
}
