import Lessons
import Regularization

extension ReplayPanelState {
  /// The prediction that has to be made before the next row is shown.
  public var pendingAsk: Int? {
    step.asks.indices.first {
      predictions[$0].outcome == nil && step.asks[$0].cell.iteration == rows + 1
    }
  }

  /// Whether the dials may be turned: not before the predictions are made, as they would change
  /// what is asked.
  public var dialsAreLocked: Bool { predictions.contains { $0.outcome == nil } }

  /// The question in words.
  public func question(_ index: Int) -> String {
    let ask = step.asks[index]
    if let question = ask.question { return question }
    let lane = lanes.first { $0.id == ask.cell.replay }
    let name = mathName(lane?.spec.weights[ask.cell.weight].name ?? "")
    let place = "iteration \(ask.cell.iteration)"
    let base =
      switch ask.cell.field {
      case .after: "What will \(name) be after \(place)?"
      case .before: "What is \(name) before \(place)?"
      case .step: "By how much will \(name) change in \(place)?"
      case .gradient: "What is the gradient of the data loss for \(name) in \(place)?"
      case .penalty: "What is the penalty’s term for \(name) in \(place)?"
      }
    guard let places = ask.places else { return base }
    return "\(base) (\(places) decimal places are enough)"
  }
}

/// A name as mathematics writes it: `θ1` becomes `θ₁`.
func mathName(_ name: String) -> String {
  guard let first = name.first, first.isLetter else { return name }
  let subscripts: [Character] = ["₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"]
  let tail = name.dropFirst()
  guard !tail.isEmpty, tail.allSatisfy({ $0.isASCII && $0.isNumber }) else { return name }
  return String(first) + String(tail.map { subscripts[$0.wholeNumberValue ?? 0] })
}
