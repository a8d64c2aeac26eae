import Regularization
import TerminalUI

/// What a run is, in a few lines, and what to do where it came to grief.
enum RunHeading {
  static func lines(_ run: TrainingRun, samples: TrainingData) -> [String] {
    let spec = run.spec
    let targets: String =
      switch samples.training.targets {
      case .classes(_, let count, _): "\(count) classes"
      case .values(_, let width): width == 1 ? "1 value" : "\(width) values"
      }
    var parts = ["\(samples.training.count) training"]
    if samples.validation.count > 0 { parts.append("\(samples.validation.count) validation") }
    if let test = samples.test, test.count > 0 { parts.append("\(test.count) test") }
    let units = [run.network.inputs] + run.network.layers.map(\.units)
    let activation =
      run.network.layers.count > 1 ? ", \(spec.network.activation.rawValue)" : ", no hidden layer"
    var updates = "Updates: \(spec.optimizer.kind.rawValue), learning rate "
    updates += spec.learningRate.rounded(significantDigits: 6)
    updates += ", batches of \(spec.batchSize), seed \(spec.seed), \(spec.precision.rawValue)"
    var lines = [
      "Samples: \(samples.name), \(parts.joined(separator: " + ")), "
        + "\(samples.training.inputs) input\(samples.training.inputs == 1 ? "" : "s"), \(targets)",
      "Network: \(units.map(String.init).joined(separator: "-"))\(activation), "
        + "\(run.network.parameterCount) parameters, loss \(run.loss.rawValue)",
      updates,
    ]
    if run.position.step > 0 {
      lines.append("Taken up after \(run.position.epoch) epochs, \(run.position.step) steps")
    }
    return lines
  }

  /// What happened, and which setting to turn.
  static func message(for divergence: Divergence, _ run: TrainingRun) -> String {
    let losses = divergence.lastLosses.map { $0.rounded(significantDigits: 4) }
    let before = losses.isEmpty ? "" : " (the losses before it: \(losses.joined(separator: ", ")))"
    let rate = run.learningRate
    if let pull = overshoot(run.spec, rate: rate) {
      return "diverged: \(divergence)\(before); \(pull)"
    }
    var remedy =
      "lower the learning rate, which is \(rate.rounded(significantDigits: 4)) now: try "
      + "--learning-rate \((rate / 10).rounded(significantDigits: 2))"
    if run.spec.clip == nil { remedy += ", or bound the gradient with --clip-norm 1" }
    return "diverged: \(divergence)\(before); \(remedy)"
  }

  /// Where L2 or weight decay alone carry weights past zero, further out in every update; `nil`
  /// where they do not.
  private static func overshoot(_ spec: TrainingSpec, rate: Double) -> String? {
    let factor = spec.network.penalties.map(\.l2Factor).max() ?? 0
    let decay = spec.optimizer.weightDecay
    let isPlain = [.sgd, .momentum, .nesterov].contains(spec.optimizer.kind)
    for (option, strength) in [("--l2", isPlain ? factor : 0), ("--weight-decay", decay)]
    where rate * strength > 2 {
      let product = (rate * strength).rounded(significantDigits: 3)
      return "lower \(option): every update takes the learning rate times its strength, "
        + "\(product), of each weight away, and more than 2 leads further and further out"
    }
    return nil
  }
}
