import Lessons
import Regularization
import TerminalUI

/// The replay panel in sentences and plain tables.
struct ReplayLines {
  private let panel: ReplayPanelState
  private let glyphs: Glyphs

  init(_ panel: ReplayPanelState, glyphs: Glyphs) {
    self.panel = panel
    self.glyphs = glyphs
  }

  /// What the panel says when its page opens.
  func opening() -> [String] {
    var lines: [String] = []
    for lane in panel.lanes {
      lines.append("\(lane.title): \(settings(lane.spec)).")
    }
    lines += (0...panel.rows).map { row($0) }
    lines += note(panel.note)
    lines += question()
    return lines
  }

  /// What a key changed.
  func changes(from old: ReplayPanelState) -> [String] {
    var lines: [String] = []
    if panel.lanes != old.lanes {
      lines += dials(from: old)
      lines += (0...panel.rows).map { row($0) }
      lines.append(summary())
    } else if panel.focusedDial != old.focusedDial {
      lines += dials(from: old)
    }
    if let feedback = panel.feedback, panel.feedback != old.feedback {
      lines += [
        Prose(feedback.text).plainLines(columns: nil, glyphs: glyphs).joined(
          separator: " ")
      ]
    }
    if panel.rows == old.rows + 1 {
      lines.append(row(panel.rows))
      lines += events(panel.rows)
      if panel.isComplete { lines.append(summary()) }
    } else if panel.rows != old.rows {
      lines +=
        panel.rows > old.rows
        ? ((old.rows + 1)...panel.rows).map { row($0) }
        : ["Back to " + row(panel.rows)]
    }
    if panel.note != old.note { lines += note(panel.note) }
    if panel.showsPrinted != old.showsPrinted { lines += printed() }
    if panel.cursor != old.cursor, panel.rows == old.rows, panel.feedback == old.feedback {
      lines += explanation()
    }
    if panel.showsAllDigits != old.showsAllDigits { lines += explanation() }
    if panel.pendingAsk != nil,
      panel.pendingAsk != old.pendingAsk || panel.feedback != old.feedback || panel.rows != old.rows
    {
      lines += question()
    }
    return lines
  }

  // MARK: Sentences

  private func flat(_ markdown: String) -> String {
    Prose(markdown).plainLines(columns: nil, glyphs: glyphs).joined(separator: " ")
  }

  func settings(_ spec: ReplaySpec) -> String {
    var parts: [String] = []
    switch spec.loss {
    case .constantGradient(let gradients):
      parts.append("data gradient " + gradients.map(UpdateWorking.plain).joined(separator: " and "))
    case .quadratic(let targets):
      parts.append(
        "data loss ½(θ − c)² with c " + targets.map(UpdateWorking.plain).joined(separator: " and "))
    }
    parts.append("learning rate η \(spec.learningRate)")
    switch spec.penalty {
    case .none: parts.append("no penalty")
    case .l1: parts.append("L1 with λ \(spec.strength), zero rule \(spec.zeroRule.rawValue)")
    case .l2:
      parts.append(
        "L2 with λ \(spec.strength), "
          + (spec.l2Convention == .half ? "convention λ/2·θ²" : "convention λ·θ²"))
    case .elasticNet: parts.append("elastic net with λ \(spec.strength), l1 ratio \(spec.l1Ratio)")
    }
    if let rounding = spec.rounding { parts.append("steps rounded to \(rounding.places) places") }
    return parts.joined(separator: ", ")
  }

  /// `Row 4: θ₁ 1.06, θ₂ 0.06.`
  private func row(_ row: Int) -> String {
    let lanes = panel.lanes.map { lane in
      let values = lane.spec.weights.indices.map { weight in
        "\(mathName(lane.spec.weights[weight].name)) "
          + panel.explainedDigits(lane.replay.value(ofWeight: weight, after: row))
      }
      return (panel.lanes.count > 1 ? "\(lane.title): " : "") + values.joined(separator: ", ")
    }
    let parting = panel.firstDifference == row ? " Here they part." : ""
    return "Row \(row): \(lanes.joined(separator: "; ")).\(parting)"
  }

  private func events(_ row: Int) -> [String] {
    panel.lanes.flatMap { lane in
      lane.spec.weights.indices.compactMap { weight -> String? in
        guard let update = lane.replay.update(ofWeight: weight, in: row) else { return nil }
        let words = update.events.words.filter { $0 != "rounded" }
        guard !words.isEmpty else { return nil }
        let name = mathName(lane.spec.weights[weight].name)
        return (panel.lanes.count > 1 ? "\(lane.title): " : "")
          + "\(name) \(words.joined(separator: ", "))."
      }
    }
  }

  private func note(_ note: RowNote?) -> [String] { note.map { [flat($0.text)] } ?? [] }

  private func question() -> [String] {
    panel.pendingAsk.map { ["Question: " + flat(panel.question($0))] } ?? []
  }

  private func dials(from old: ReplayPanelState) -> [String] {
    panel.activeDials.map { dial in
      (dial == panel.focusedDial ? "Chosen: " : "")
        + "\(ReplayPanelState.name(of: dial)) is \(panel.value(of: dial))."
    }
  }

  private func printed() -> [String] {
    guard panel.showsPrinted else { return ["The printed figures are hidden."] }
    return explanation()
      + panel.printedTables.flatMap { table in
        ["Printed in \(table.source):"]
          + table.rows.filter { $0.iteration <= panel.rows }.flatMap { row in
            row.figures.sorted { $0.key.rawValue < $1.key.rawValue }.map { field, figure in
              let lane = panel.lanes.first { $0.id == table.replay }
              let name = mathName(lane?.spec.weights[row.weight].name ?? "")
              let difference = table.difference(field, ofWeight: row.weight, in: row.iteration)
              let verdict = difference.map { "differs: \($0.reason)" } ?? "the same"
              return "  row \(row.iteration), \(name) \(field.rawValue): \(figure), \(verdict)"
            }
          }
      }
  }

  func explanation() -> [String] {
    let explanation = panel.explanation()
    var text = explanation.chain.map { $0.replacing("   = ", with: "= ") }.joined(separator: " ")
    if !explanation.shares.isEmpty { text += "; \(explanation.shares)" }
    var lines = ["Row \(panel.cursor.row): \(text)."]
    if let remark = explanation.remark { lines.append("\(remark).") }
    if panel.showsPrinted, let printed = explanation.printed { lines.append("\(printed)") }
    return lines
  }

  /// The run in a sentence for each weight.
  func summary() -> String {
    panel.lanes.map { lane in
      let weights = lane.spec.weights.indices.map { weight -> String in
        let name = mathName(lane.spec.weights[weight].name)
        let start = lane.replay.value(ofWeight: weight, after: 0)
        let end = lane.replay.value(ofWeight: weight, after: panel.rows)
        var text =
          "\(name) went from \(UpdateWorking.plain(start)) to \(panel.explainedDigits(end))"
        if let zero = lane.replay.firstZero(ofWeight: weight), zero <= panel.rows {
          text += " and was exactly 0 first after iteration \(zero)"
        } else {
          text += " and was never exactly 0"
        }
        return text
      }
      return (panel.lanes.count > 1 ? "\(lane.title): " : "") + weights.joined(separator: "; ")
        + "."
    }.joined(separator: " ")
  }
}
