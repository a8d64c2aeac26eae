/// The replay as a person would write it: the setting, then every iteration with its figures put
/// in, then where it ends.
struct ReplayTextLayout: ReplayLayout {
  let replay: Replay

  private var spec: ReplaySpec { replay.spec }
  private let figure: @Sendable (ExactDecimal) -> String = { UpdateWorking.plain($0) }

  init(replay: Replay) { self.replay = replay }

  // MARK: The setting

  var opening: [String] {
    var lines = ["Loss: \(loss)", "Penalty: \(penalty)"]
    lines.append("Learning rate: η = \(figure(spec.learningRate))")
    if let rounding = spec.rounding {
      lines.append("Rounding: every step \(places(rounding.places)), a half away from zero")
      let exceptions = rounding.exceptions.sorted {
        ($0.key.iteration, $0.key.weight) < ($1.key.iteration, $1.key.weight)
      }
      for (cell, count) in exceptions {
        let name = spec.weights[cell.weight].name
        lines.append("  but the step of \(name) in iteration \(cell.iteration) \(places(count))")
      }
    }
    return lines
  }

  private func places(_ count: Int) -> String {
    "to \(count) decimal place" + (count == 1 ? "" : "s")
  }

  private var loss: String {
    switch spec.loss {
    case .constantGradient(let gradients):
      "a constant gradient, g = " + perWeight(gradients)
    case .quadratic(let targets): "½(θ − c)², c = " + perWeight(targets)
    }
  }

  /// One figure where all weights have the same.
  private func perWeight(_ figures: [ExactDecimal]) -> String {
    if Set(figures).count == 1 { return figure(figures[0]) }
    return zip(spec.weights, figures).map { "\(figure($1)) for \($0.name)" }
      .joined(separator: ", ")
  }

  private var penalty: String {
    let l2 = spec.l2Convention == .half ? "λ/2·Σθ²" : "λ·Σθ²"
    let formula =
      switch spec.penalty {
      case .none: "none"
      case .l1: "L1, λ·Σ|θ|"
      case .l2: "L2, \(l2)"
      case .elasticNet: "elastic net, λ·r·Σ|θ| + (1 − r)·\(l2)"
      }
    var parts = [formula]
    if spec.penalty != .none { parts.append("λ = \(figure(spec.strength))") }
    if spec.penalty == .elasticNet { parts.append("r = \(figure(spec.l1Ratio))") }
    if spec.penalty.hasL1 { parts.append("zero rule “\(spec.zeroRule.rawValue)”") }
    return parts.joined(separator: ", ")
  }

  // MARK: The iterations

  func lines(of updates: [WeightUpdate]) -> [String] {
    guard let first = updates.first else { return [] }
    var lines = ["", "Iteration \(first.iteration)"]
    for update in updates {
      let working = UpdateWorking(update, in: spec)
      lines.append("  \(spec.weights[update.weight].name) = \(working.equation)")
      if let note = note(update, working) { lines.append("    \(note)") }
    }
    return lines
  }

  /// What happened, and the reason where there is one.
  private func note(_ update: WeightUpdate, _ working: UpdateWorking) -> String? {
    // These two the remark tells in full.
    let events = update.events.subtracting([.held, .rounded]).words.joined(separator: ", ")
    switch (events.isEmpty, working.remark) {
    case (true, nil): return nil
    case (true, let remark?): return remark
    case (false, nil): return events
    case (false, let remark?): return "\(events): \(remark)"
    }
  }

  // MARK: The end

  var closing: [String] {
    let count = replay.iterations
    var lines = ["", "After \(count) iteration" + (count == 1 ? "" : "s")]
    for weight in spec.weights.indices {
      let value = figure(replay.value(ofWeight: weight, after: count))
      lines.append("  \(spec.weights[weight].name) = \(value)" + minimizer(ofWeight: weight))
    }
    return lines
  }

  private func minimizer(ofWeight weight: Int) -> String {
    guard let (numerator, denominator) = spec.minimizer(ofWeight: weight) else { return "" }
    let places = 10
    let quotient = numerator.divided(by: denominator, toPlaces: places)
    let isExact = quotient * denominator == numerator
    let fraction = denominator == .one ? "" : "\(figure(numerator)) / \(figure(denominator))"
    let value = fraction.isEmpty ? figure(numerator) : figure(quotient)
    let relation = fraction.isEmpty || numerator.isZero ? "" : "\(fraction) \(isExact ? "=" : "≈") "
    return "; the objective is smallest at \(relation)\(value)"
  }
}
