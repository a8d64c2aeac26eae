import Regularization

/// Looks for simple settings under which printed figures come out.
struct PrintedExplanation {
  private let base: ReplaySpec
  private let candidates: [(yaml: String, replay: Replay)]

  static let helpless =
    "put the figure right, or declare under “differs” the settings that give it"

  /// - Parameter iterations: how many are worth computing.
  init(_ replay: Replay, iterations: Int) {
    var base = replay.spec
    base.iterations = min(base.iterations, iterations)
    self.base = base
    var changes: [(yaml: [String], spec: ReplaySpec)] = [([], base)]
    if !base.l1Strength.isZero {
      changes += ZeroRule.allCases.filter { $0 != base.zeroRule }.map { rule in
        var spec = base
        spec.zeroRule = rule
        return (["zero_rule: \(rule.rawValue)"], spec)
      }
    }
    if !base.l2Factor.isZero {
      changes += changes.map { change in
        var spec = change.spec
        spec.l2Convention = base.l2Convention == .half ? .full : .half
        return (change.yaml + ["l2_convention: \(spec.l2Convention.rawValue)"], spec)
      }
    }
    let roundings = (0...8).reversed().flatMap { places in
      changes.map { change in
        var spec = change.spec
        spec.rounding = StepRounding(places: places)
        return (yaml: change.yaml + ["round_step: \(places)"], spec: spec)
      }
    }
    candidates = (changes.dropFirst() + roundings).sorted { $0.yaml.count < $1.yaml.count }
      .compactMap { change in
        (try? Replay(change.spec)).map { (change.yaml.joined(separator: ", "), $0) }
      }
  }

  private func explains(_ replay: Replay, _ cell: PrintedCell, _ value: ExactDecimal) -> Bool {
    replay.update(ofWeight: cell.weight, in: cell.iteration)?[cell.field] == value
  }

  /// For each figure a remedy; figures that the same settings explain share a line.
  func remedies(
    for figures: [(cell: PrintedCell, value: ExactDecimal)], naming: (PrintedCell) -> String
  ) -> [PrintedCell: String] {
    var open = figures
    var result: [PrintedCell: String] = [:]
    while !open.isEmpty {
      var best = best(of: candidates, for: open)
      if (best?.cells.count ?? 0) < open.count {
        let exceptional = self.best(of: exceptions(for: open), for: open)
        // Some exception brings about almost any single figure; it says nothing then.
        if let exceptional, exceptional.cells.count > max(1, best?.cells.count ?? 0) {
          best = exceptional
        }
      }
      guard let best else { break }
      let names = best.cells.map { "\"\(naming($0))\"" }.joined(separator: ", ")
      let line =
        "put it right, or declare under “differs”: "
        + "- {cells: [\(names)], because: {\(best.yaml)}, note: …}"
      for cell in best.cells { result[cell] = line }
      open.removeAll { best.cells.contains($0.cell) }
    }
    return result
  }

  /// The settings that explain the most figures.
  private func best(
    of candidates: [(yaml: String, replay: Replay)],
    for figures: [(cell: PrintedCell, value: ExactDecimal)]
  ) -> (yaml: String, cells: [PrintedCell])? {
    var best: (yaml: String, cells: [PrintedCell])?
    for candidate in candidates {
      let cells = figures.filter { explains(candidate.replay, $0.cell, $0.value) }.map(\.cell)
      if cells.count > best?.cells.count ?? 0 { best = (candidate.yaml, cells) }
    }
    return best
  }

  /// Roundings of all steps with one exception, in one of the figures' updates.
  private func exceptions(
    for figures: [(cell: PrintedCell, value: ExactDecimal)]
  ) -> [(yaml: String, replay: Replay)] {
    guard base.iterations <= 50 else { return [] }
    var places: [StepRounding.Cell] = []
    for figure in figures {
      let cell = StepRounding.Cell(iteration: figure.cell.iteration, weight: figure.cell.weight)
      if !places.contains(cell) { places.append(cell) }
    }
    return places.prefix(6).flatMap { cell in
      (0...8).reversed().flatMap { common in
        (0...8).reversed().compactMap { special in
          guard special != common else { return nil }
          var spec = base
          spec.rounding = StepRounding(places: common, exceptions: [cell: special])
          let name = "\(spec.weights[cell.weight].name)[\(cell.iteration)]"
          return (try? Replay(spec)).map {
            ("round_step: \(common), round_step_at: {\"\(name)\": \(special)}", $0)
          }
        }
      }
    }
  }

  /// What to write in the place of settings that do not explain the figures.
  func remedy(
    for figures: [(cell: PrintedCell, value: ExactDecimal)]
  ) -> String {
    let exceptions = figures.count > 1 ? exceptions(for: figures) : []
    let found = [candidates, exceptions].lazy.compactMap {
      best(of: $0, for: figures)
    }
    .first { $0.cells.count == figures.count }
    return found.map { "these settings do: because: {\($0.yaml)}" }
      ?? "find the settings that give the printed figures, digit for digit"
  }
}

/// Settings in the words in which a learner reads them.
enum DifferenceReason {
  static func words(for own: ReplaySettings, in spec: ReplaySpec) -> String {
    var parts: [String] = []
    func figure(_ value: ExactDecimal) -> String { FigureScope.typographic(value.description) }
    func each(_ values: [ExactDecimal]) -> String {
      if let first = values.first, values.allSatisfy({ $0 == first }) { return figure(first) }
      return zip(spec.weights, values).map { "\(figure($1)) for \($0.name)" }
        .joined(separator: ", ")
    }
    if own.weights != nil {
      parts.append(
        "the weights begin at "
          + spec.weights.map { "\($0.name) = \(figure($0.initial))" }.joined(separator: ", "))
    }
    if own.gradient != nil { parts.append("the gradient is \(each(spec.loss.figures))") }
    if own.target != nil { parts.append("the target is \(each(spec.loss.figures))") }
    if own.penalty != nil { parts.append("the penalty is \(spec.penalty.rawValue)") }
    if own.strength != nil { parts.append("the strength is \(figure(spec.strength))") }
    if own.l1Ratio != nil { parts.append("the L1 ratio is \(figure(spec.l1Ratio))") }
    if own.l2Convention != nil {
      let formula = spec.l2Convention == .half ? "λ/2·θ²" : "λ·θ²"
      parts.append("the L2 convention is \(spec.l2Convention.rawValue) (\(formula))")
    }
    if own.zeroRule != nil { parts.append("the zero rule is \(spec.zeroRule.rawValue)") }
    if own.learningRate != nil {
      parts.append("the learning rate is \(figure(spec.learningRate))")
    }
    if let rounding = spec.rounding, own.roundStep != nil || own.roundStepAt != nil {
      let exceptions = rounding.exceptions
        .sorted { ($0.key.iteration, $0.key.weight) < ($1.key.iteration, $1.key.weight) }
        .map { cell, places in
          "\(spec.weights[cell.weight].name) in iteration \(cell.iteration) to \(places)"
        }
      let but = exceptions.isEmpty ? "" : ", but " + exceptions.joined(separator: " and ")
      parts.append(
        "each step rounded to \(rounding.places) \(rounding.places == 1 ? "place" : "places")\(but)"
          + "; the rounded chain carried on")
    }
    return parts.joined(separator: "; ")
  }
}
