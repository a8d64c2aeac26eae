import Regularization
import TerminalUI

/// How a run ended and what came of it.
struct RunSummary {
  var end: RunEnd
  var spec: TrainingSpec
  var history: TrainingHistory
  var position: TrainingPosition
  var weightsHash: String
  var parameters: Int
  var threads: Int
  var test: Evaluation?

  /// Holds the run against its test part, if there is one.
  init(end: RunEnd, run: TrainingRun, history: TrainingHistory) {
    self.end = end
    self.history = history
    spec = run.spec
    position = run.position
    weightsHash = run.weightsHash.description
    parameters = run.network.parameterCount
    threads = run.threads
    test = run.evaluate(.test)
  }

  var json: String {
    let best = history.best
    var pairs: [(key: String, value: String)] = [
      ("weights_hash", DataText.json(weightsHash)), ("seed", "\(spec.seed)"),
      ("ended", DataText.json(end.rawValue)), ("epochs", "\(position.epoch)"),
      ("steps", "\(position.step)"), ("parameters", "\(parameters)"), ("threads", "\(threads)"),
      ("seconds", DataText.json(history.seconds)),
      ("best_epoch", best.map { "\($0.epoch)" } ?? "null"),
      ("best_validation_loss", DataText.json(best?.validationLoss)),
      ("best_validation_accuracy", DataText.json(best?.validationAccuracy)),
    ]
    if let test {
      pairs += [
        ("test_loss", DataText.json(test.dataLoss)),
        ("test_accuracy", DataText.json(test.accuracy)),
      ]
    }
    return DataText.object(pairs)
  }

  var lines: [String] {
    let epochs = "\(position.epoch) epoch\(position.epoch == 1 ? "" : "s")"
    var lines = [
      "\(reason): \(epochs), \(position.step) step\(position.step == 1 ? "" : "s"), "
        + "\(history.seconds.rounded(significantDigits: 3)) s of training"
    ]
    if let best = history.best, let loss = best.validationLoss {
      lines.append(
        "Best validation loss: \(loss.rounded(significantDigits: 4)) in epoch \(best.epoch)"
          + (best.validationAccuracy.map { ", accuracy \(EpochTable.fixed($0, places: 4))" } ?? ""))
    }
    if let test {
      lines.append(
        "Test part: loss \(test.dataLoss.rounded(significantDigits: 4))"
          + (test.accuracy.map { ", accuracy \(EpochTable.fixed($0, places: 4))" } ?? ""))
    }
    lines.append("Weights: \(weightsHash)")
    return lines
  }

  private var reason: String {
    switch end {
    case .epochs: "Done"
    case .patience: "Stopped, \(spec.stop.patience ?? 0) epochs without a lower validation loss"
    case .exactZeros: "Stopped, \(spec.stop.exactZeros ?? 0) weights are zero"
    case .dataLoss: "Stopped, the data loss is low enough"
    case .steps: "Stopped as asked"
    case .interrupted: "Interrupted"
    case .diverged: "Diverged"
    }
  }
}
