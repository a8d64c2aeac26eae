import Lessons
import Regularization
import TerminalUI

/// What a lab is about, in sentences.
struct LabSentences {
  private let lab: LabState

  init(_ lab: LabState) { self.lab = lab }

  /// A sentence a run: what it trains and how.
  func settings() -> [String] {
    lab.plan.runs.indices.map { run in
      let spec = lab.settings(of: run)
      let name = lab.plan.runs.count > 1 ? "\(lab.plan.runs[run].title): " : ""
      return name + LabSentences.settings(spec, network: lab.observation?.runs[run].network) + "."
    } + dials()
  }

  static func settings(_ spec: TrainingSpec, network: NetworkSpec?) -> String {
    let units = network.map { [$0.inputs] + $0.layers.map(\.units) } ?? spec.network.hiddenUnits
    var parts = [spec.data.source.name]
    if !units.isEmpty {
      parts.append(
        (network == nil ? "hidden units " : "network ")
          + units.map(String.init).joined(separator: "-"))
    }
    parts.append(
      "\(spec.optimizer.kind.rawValue) with learning rate \(LabDial.text(spec.learningRate))")
    var penalties: [String] = []
    if spec.l1 > 0 {
      penalties.append("L1 with λ \(LabDial.text(spec.l1)), rule \(spec.zeroRule.rawValue)")
    }
    if spec.l2 > 0 { penalties.append("L2 with λ \(LabDial.text(spec.l2))") }
    if spec.optimizer.weightDecay > 0 {
      penalties.append("weight decay \(LabDial.text(spec.optimizer.weightDecay))")
    }
    if spec.hiddenDropout > 0 { penalties.append("dropout \(LabDial.text(spec.hiddenDropout))") }
    parts += penalties.isEmpty ? ["no penalty"] : penalties
    parts += ["batches of \(spec.batchSize)", "seed \(spec.seed)"]
    return parts.joined(separator: ", ")
  }

  private func dials() -> [String] {
    let free = lab.dials.map { "\($0.name) (\(lab.value(of: $0)))" }
    return [
      free.isEmpty
        ? "The dials are locked here." : "Dials: \(free.joined(separator: ", "))."
    ]
  }

  /// Each task with how far it is; with the numbers of what can be guessed, where they can be typed.
  func tasks(withOptions: Bool = false) -> [String] {
    lab.plan.tasks.enumerated().map { index, task in
      let entry = lab.tasks.entries[index]
      let state: String
      switch entry.outcome {
      case .reached(let step): state = "reached at step \(step)"
      case .right: state = "guessed right"
      case .wrong: state = "guessed wrong"
      case .skipped: state = "skipped"
      case nil:
        state =
          entry.guess.map { "your guess is \(lab.plan.runs[$0].title)" }
          ?? (index == lab.tasks.current ? "open" : "comes later")
      }
      let options =
        withOptions && index == lab.pendingGuess
        ? " (\(LabWords.options(of: lab.plan).joined(separator: ", ")))" : ""
      return "Task \(index + 1) (\(state)): \(task.question)\(options)"
    }
  }

  /// What was said last, and what went wrong.
  func said() -> [String] {
    [lab.divergenceText(), lab.tasks.feedback?.text].compactMap { $0 }
  }

  /// What a handout says of it: the runs and how long they train.
  func handout() -> [String] {
    settings().dropLast() + ["It trains for \(lab.plan.epochs) epochs."]
  }

  /// Where it stands.
  func position() -> String {
    guard let run = lab.front else { return "Nothing is set up yet." }
    let beyond = lab.step < run.end ? ", computed up to \(run.end)" : ""
    return "Step \(lab.step), epoch \(run.position.epoch) of \(lab.stopEpoch)\(beyond); seed "
      + "\(run.spec.seed), weights \(run.weightsHash)."
  }

  /// The figures of a point of a run's curves: “data loss 0.31, penalty 0.02, …”.
  static func figures(_ point: CurvePoint) -> String {
    func text(_ value: Double) -> String { value.rounded(significantDigits: 4) }
    var parts = ["data loss \(text(point.dataLoss))"]
    if point.penalty != 0 { parts.append("penalty \(text(point.penalty))") }
    if let loss = point.validationLoss { parts.append("validation loss \(text(loss))") }
    if let accuracy = point.trainingAccuracy { parts.append("training accuracy \(text(accuracy))") }
    if let accuracy = point.validationAccuracy {
      parts.append("validation accuracy \(text(accuracy))")
    }
    parts.append("\(point.weights.zeros) of \(point.weights.count) weights exactly 0")
    return parts.joined(separator: ", ")
  }
}
