import Lessons
import Regularization

/// What a plot says in figures: one set of sentences for the screen and for the linear view.
struct PlotFacts {
  let spec: PlotSpec

  /// A figure with all its digits, or with so many of them and a mark that there are more.
  static func text(_ value: Ratio, places: Int = 6) -> String {
    if let exact = value.exact, exact.places <= places { return UpdateWorking.plain(exact) }
    let rounded = value.rounded(toPlaces: places)
    // What is not zero must not look like it.
    guard !rounded.isZero else { return "\(value.signum < 0 ? "−" : "")less than 1e-\(places)" }
    return UpdateWorking.plain(rounded) + "…"
  }

  static func text(_ value: ExactDecimal) -> String { UpdateWorking.plain(value) }

  /// Name and value, each a line or a sentence.
  var figures: [(name: String, value: String)] {
    switch spec.kind {
    case .geometry:
      let solution = spec.problem.solution
      return [
        ("θ₁", PlotFacts.text(solution.first)), ("θ₂", PlotFacts.text(solution.second)),
        ("loss there", PlotFacts.text(spec.problem.loss.value(at: solution))),
        (regionName, PlotFacts.text(region(at: solution))),
      ]
    case .shrinkage:
      return [
        ("c", PlotFacts.text(spec.target.first)),
        ("L1: S(c, λ)", PlotFacts.text(spec.thresholded)),
        ("L2: c/(1 + λ)", PlotFacts.text(spec.shrunk)),
      ]
    case .penalty:
      let size = spec.weight.magnitude
      return [
        ("θ", PlotFacts.text(spec.weight)),
        ("λ|θ|", PlotFacts.text(spec.strength * size)),
        (
          "λ/2·θ²",
          PlotFacts.text(
            Ratio(spec.strength * size * size, over: ExactDecimal(2)))
        ),
        ("pull of L1, λ·sign θ", l1Pull),
        ("pull of L2, λθ", PlotFacts.text(spec.strength * spec.weight)),
      ]
    }
  }

  /// Those that a small picture has room for.
  var mainFigures: [(name: String, value: String)] {
    let all = figures
    switch spec.kind {
    case .geometry: return Array(all.prefix(2))
    case .shrinkage: return [("L1", all[1].value), ("L2", all[2].value)]
    case .penalty: return [("pull of L1", all[3].value), ("of L2", all[4].value)]
    }
  }

  private var l1Pull: String {
    guard spec.weight.isZero else {
      return PlotFacts.text(spec.weight.signum < 0 ? -spec.strength : spec.strength)
    }
    return "−\(spec.strength) to \(spec.strength)"
  }

  /// What the region is measured by.
  var regionName: String {
    switch spec.penalty {
    case .l1, .none: "t = |θ₁| + |θ₂|"
    case .l2: "t = θ₁² + θ₂²"
    case .elasticNet: "t = r·Σ|θ| + (1 − r)/2·Σθ²"
    }
  }

  func region(at weights: Pair<Ratio>) -> Ratio {
    let penalty = spec.problem.penalty(at: weights)
    return spec.penalty == .l2 ? Ratio(ExactDecimal(2)) * penalty : penalty
  }

  /// What is to be seen, in a sentence.
  var sentence: String {
    switch spec.kind {
    case .geometry: return geometrySentence
    case .shrinkage: return shrinkageSentence
    case .penalty:
      return spec.weight.isZero
        ? "At 0 the L1 penalty has a corner: it can answer any pull up to \(spec.strength). L2 is "
          + "flat there and answers none."
        : "L1 pulls by \(spec.strength) wherever θ is. L2 pulls in proportion to θ."
    }
  }

  private var geometrySentence: String {
    let solution = spec.problem.solution
    let zeros = (0...1).filter { solution[$0].isZero }.map { $0 == 0 ? "θ₁" : "θ₂" }
    guard !spec.strength.isZero else { return "λ is 0: the loss alone decides, and θ is c." }
    switch zeros.count {
    case 2: return "Both weights are exactly 0."
    case 1: return "\(zeros[0]) is exactly 0: the contour touches the region on the axis."
    default:
      return spec.penalty == .l2
        ? "No weight is 0: the circle has no corner to be held at." : "No weight is 0 yet."
    }
  }

  private var shrinkageSentence: String {
    let size = spec.target.first.magnitude
    if spec.target.first.isZero { return "Without a pull from the data both are 0." }
    return size <= spec.strength
      ? "|c| is at most λ: L1 makes exactly 0 of it. L2 divides it by \(ExactDecimal.one + spec.strength)."
      : "|c| is more than λ: L1 takes \(spec.strength) from it. L2 divides it by "
        + "\(ExactDecimal.one + spec.strength)."
  }
}
