import Lessons
import Regularization
import TerminalUI

/// A plot in sentences with a small table.
struct PlotPanelLines {
  private let panel: PlotPanelState
  private let glyphs: Glyphs

  init(_ panel: PlotPanelState, glyphs: Glyphs) {
    self.panel = panel
    self.glyphs = glyphs
  }

  func opening() -> [String] {
    var lines: [String] = []
    for lane in panel.lanes {
      lines += sentences(["\(lane.title): \(subject(lane.spec))"])
      lines += state(lane)
      lines += [""] + table(lane.spec)
    }
    return lines + note()
  }

  func changes(from old: PlotPanelState) -> [String] {
    var lines: [String] = []
    if panel.lanes != old.lanes {
      lines += panel.lanes.flatMap { lane in
        (panel.lanes.count > 1 ? ["\(lane.title):"] : []) + state(lane)
      }
    } else if panel.focusedKnob != old.focusedKnob, let knob = panel.focusedKnob {
      lines.append("Chosen: \(panel.name(of: knob)), which is \(panel.value(of: knob)).")
    } else if panel.typed != nil, old.typed == nil, let knob = panel.focusedKnob {
      lines.append("Type \(panel.name(of: knob)), \(knob.rangeWords), and press Enter.")
    }
    if panel.note != old.note { lines += note() }
    return lines
  }

  func handout() -> [String] {
    var lines: [String] = []
    for lane in panel.lanes {
      lines += sentences(["\(lane.title): \(subject(lane.spec))"]) + state(lane)
      lines += [""] + table(lane.spec) + [""]
      for plot in PlotDrawing(lane, targetMoves: false).plots { lines += picture(plot) + [""] }
    }
    let name = panel.kind == .penalty ? "θ" : "λ"
    for stop in panel.step.stops {
      lines += sentences(["\(name) = \(PlotFacts.text(stop.at)): \(flat(stop.text))"])
    }
    return lines
  }

  // MARK: Sentences

  private func sentences(_ texts: [String]) -> [String] {
    texts.flatMap { StyledLine($0).wrapped(columns: 78, hangingIndent: 2).map(\.text) }
  }

  private func flat(_ markdown: String) -> String {
    Prose(markdown).plainLines(columns: nil, glyphs: glyphs).filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  private func note() -> [String] { panel.note.map { sentences([flat($0)]) } ?? [] }

  /// What is drawn.
  private func subject(_ spec: PlotSpec) -> String {
    switch spec.kind {
    case .geometry:
      let loss = spec.problem.loss
      let matrix =
        "H = [[\(loss.curvature.first), \(loss.coupling)], [\(loss.coupling), "
        + "\(loss.curvature.second)]]"
      let region =
        switch spec.penalty {
        case .l1, .none: "the diamond |θ₁| + |θ₂| ≤ t"
        case .l2: "the circle θ₁² + θ₂² ≤ t"
        case .elasticNet: "the region r·Σ|θ| + (1 − r)/2·Σθ² ≤ t"
        }
      return "contours of the loss ½(θ − c)ᵀH(θ − c) of two weights with \(matrix), and \(region)."
    case .shrinkage:
      return "what L1 and L2 make of a target c, on the loss ½(θ − c)²."
    case .penalty:
      return "the penalties λ|θ| and λ/2·θ² and their gradients."
    }
  }

  /// How it stands now.
  private func state(_ lane: PlotPanelState.Lane) -> [String] {
    let spec = lane.spec
    let facts = PlotFacts(spec: spec)
    var settings = ["λ = \(PlotFacts.text(spec.strength))"]
    if spec.kind == .geometry {
      settings.append(
        "c = (\(PlotFacts.text(spec.target.first)), \(PlotFacts.text(spec.target.second)))")
      settings.append(spec.penalty.title)
      if spec.penalty == .elasticNet { settings.append("r = \(PlotFacts.text(spec.l1Ratio))") }
    }
    let figures = facts.figures.map { "\($0.name) = \($0.value)" }.joined(separator: "; ")
    return sentences(["\(settings.joined(separator: ", ")): \(figures). \(facts.sentence)"])
  }

  /// The same for other settings of the main dial.
  private func table(_ spec: PlotSpec) -> [String] {
    let facts = PlotFacts(spec: spec)
    let name = spec.kind == .geometry ? "λ" : facts.figures[0].name
    var columns = [Table.Column(StyledLine(name))]
    columns += facts.figures.dropFirst(spec.kind == .geometry ? 0 : 1)
      .map { Table.Column(StyledLine($0.name)) }
    let rows = PlotPanelLines.places(of: spec).map { value in
      var changed = spec
      switch spec.kind {
      case .geometry: changed.strength = value
      case .shrinkage: changed.target.first = value
      case .penalty: changed.weight = value
      }
      let figures = PlotFacts(spec: changed).figures.map(\.value)
      return ([PlotFacts.text(value)] + figures.dropFirst(spec.kind == .geometry ? 0 : 1))
        .map { StyledLine($0) }
    }
    return Table(columns: columns, rows: rows).lines(glyphs: glyphs)
  }

  /// λ from 0 to where L1 has taken all; c or θ on both sides of 0.
  private static func places(of spec: PlotSpec) -> [ExactDecimal] {
    let half = ExactDecimal("0.5") ?? .one
    guard spec.kind == .geometry else {
      return (-4...4).map { half * ExactDecimal($0) }
    }
    let loss = spec.problem.loss
    let pull = max(
      (loss.curvature.first * loss.target.first + loss.coupling * loss.target.second).magnitude,
      (loss.coupling * loss.target.first + loss.curvature.second * loss.target.second).magnitude)
    return (0...6).map { (pull * ExactDecimal($0)).divided(by: ExactDecimal(6), toPlaces: 3) }
  }

  private func picture(_ plot: PlanePlot) -> [String] {
    var buffer = CellBuffer(Size(columns: 60, rows: 20))
    plot.draw(into: &buffer, in: Rect(buffer.size), glyphs: glyphs)
    var lines = buffer.lines
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines + plot.legend(columns: 78, glyphs: glyphs).map(\.text)
  }
}

extension PlotPanelState: PagePanel {
  var bindings: [KeyBinding<TutorMessage>] { PlotPanelKeys.bindings(self) }
  func typing(_ key: Key) -> TutorMessage? { PlotPanelKeys.typing(key, in: self) }
  var isTyping: Bool { typed != nil }

  func blocks(glyphs: Glyphs, columns: Int, rows: Int, isShort: Bool) -> [PageLayout.Block] {
    PlotPanelView(self, glyphs: glyphs, columns: columns, rows: rows, isShort: isShort).blocks()
  }

  func opening(glyphs: Glyphs) -> [String] { PlotPanelLines(self, glyphs: glyphs).opening() }

  func changes(from old: PlotPanelState, glyphs: Glyphs) -> [String] {
    PlotPanelLines(self, glyphs: glyphs).changes(from: old)
  }

  func handout(glyphs: Glyphs) -> [String] { PlotPanelLines(self, glyphs: glyphs).handout() }

  var choices: [LinearView.Choice] {
    let turning: Set<TutorMessage> = [.dialUpPressed, .dialDownPressed, .dialTypingPressed]
    var choices = LinearView.choices(of: bindings.filter { !turning.contains($0.message) })
    guard let knob = focusedKnob else { return choices }
    if knobs.count > 1 {
      choices.append(
        LinearView.Choice(label: "Choose the next dial.", message: .focusForwardPressed))
    }
    choices.append(LinearView.Choice(label: "Turn \(name(of: knob)) up.", message: .dialUpPressed))
    choices.append(
      LinearView.Choice(label: "Turn \(name(of: knob)) down.", message: .dialDownPressed))
    if knob.takesFigures {
      choices.append(
        LinearView.Choice(label: "Type \(name(of: knob)).", message: .dialTypingPressed))
    }
    return choices
  }

  var menu: String {
    if typed != nil { return "Type a value and press Enter; Enter alone leaves it as it is." }
    let isLast = (stop.map { $0 + 1 } ?? 0) >= step.stops.count
    let dial = focusedKnob.map { "A figure sets \(name(of: $0)). " } ?? ""
    return "Enter: \(isLast ? "next page" : "next setting"). \(dial)m: more choices. "
      + "0: list of lessons."
  }

  /// A figure with a point, or behind `=`, sets the chosen dial: whole ones choose from the menu.
  func messages(forLine text: String) -> [TutorMessage]? {
    if typed != nil {
      return text.isEmpty ? [.typedCancelled] : text.map { .typed($0) } + [.typedSubmitted]
    }
    let figure = text.first == "=" ? text.dropFirst() : text[...]
    guard focusedKnob?.takesFigures == true, !figure.isEmpty,
      text.first == "=" || figure.contains(where: { ".,".contains($0) }),
      figure.allSatisfy({ $0.isNumber || ".,+-−".contains($0) })
    else { return nil }
    return [.dialTypingPressed] + figure.map { .typed($0) } + [.typedSubmitted]
  }
}
