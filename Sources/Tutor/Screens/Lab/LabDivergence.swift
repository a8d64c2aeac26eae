import Lessons
import Regularization
import TerminalUI

extension LabState {
  /// What happened where a run cannot go on, why, and what to turn; `nil` where all is well.
  public func divergenceText() -> String? {
    guard let (index, divergence) = diverged, let run = observation?.runs[index] else { return nil }
    let name = plan.runs.count > 1 ? plan.runs[index].title : "The run"
    let what = divergence.sign == .loss ? "the loss" : "a weight"
    let losses = divergence.lastLosses.suffix(3).map { $0.rounded(significantDigits: 3) }
    let before = losses.isEmpty ? "" : " (the losses before it: \(losses.joined(separator: ", ")))"
    let cause = LabState.cause(of: run)
    let isFree = plan.dials.contains(cause.dial)
    let back = canGoBack ? ", here or further back: , goes back" : ""
    let remedy =
      isFree
      ? "Turn \(cause.dial.phrase) down\(back)."
      : "That dial is locked here: \(canGoBack ? ", goes back, " : "")r begins anew."
    return "\(name) diverged: step \(divergence.step) would make \(what) infinite or not a number"
      + "\(before). \(cause.why) \(remedy)"
  }

  /// Which setting carries the weights further and further out.
  private static func cause(of run: RunObservation) -> (dial: LabDial, why: String) {
    let spec = run.spec.settled(at: run.position.step)
    let rate = run.learningRate
    let isPlain = [.sgd, .momentum, .nesterov].contains(spec.optimizer.kind)
    let shown = rate.rounded(significantDigits: 3)
    func product(_ strength: Double) -> String { (rate * strength).rounded(significantDigits: 3) }
    if rate * spec.optimizer.weightDecay > 2 {
      return (
        .weightDecay,
        "Every step takes η times the decay, \(product(spec.optimizer.weightDecay)), of each weight "
          + "away; more than 2 leads further and further out."
      )
    }
    let l2 = spec.network.penalties.map(\.l2Factor).max() ?? 0
    if isPlain, rate * l2 > 2 {
      return (
        .l2,
        "L2 takes η·λ, \(product(l2)), of each weight away in every step; more than 2 leads further "
          + "and further out."
      )
    }
    if isPlain, rate * spec.l1 > 1 {
      return (
        .l1,
        "L1 moves every weight by η·λ, \(product(spec.l1)), in each step: further than the weights "
          + "are from zero."
      )
    }
    return (
      .learningRate,
      isPlain
        ? "With the learning rate η \(shown) the steps are so long that each lands on steeper ground."
        : "\(spec.optimizer.kind.rawValue) moves every weight by about η, \(shown), in each step, "
          + "which is too far."
    )
  }
}
