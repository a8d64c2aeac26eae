import Lessons
import TerminalUI

/// The parts of the question panel, from top to bottom.
struct QuestionPanelView {
  private let panel: QuestionPanelState
  private let glyphs: Glyphs
  private let columns: Int
  /// Lines of prose are not longer.
  private let measure: Int
  /// Whether there is room for air between the parts.
  private let isSpacious: Bool

  init(_ panel: QuestionPanelState, glyphs: Glyphs, columns: Int, rows: Int, isShort: Bool) {
    self.panel = panel
    self.glyphs = glyphs
    self.columns = columns
    measure = max(1, min(columns, 78))
    isSpacious = !isShort
  }

  func blocks() -> [PageLayout.Block] {
    let options = panel.order.indices.map { optionLines(at: $0) }
    let feedback = panel.feedback?.lines(columns: columns, glyphs: glyphs) ?? []
    let hasFeedback = !feedback.isEmpty
    var blocks: [PageLayout.Block] = []
    func add(_ lines: [StyledLine], isFocus: Bool = false) {
      guard !lines.isEmpty else { return }
      blocks.append(.lines(lines, columns: columns, isFocus: isFocus))
    }
    func addGap() { if isSpacious { add([StyledLine()]) } }
    add(questionLines(), isFocus: panel.cursor == nil && !hasFeedback)
    addGap()
    for (place, lines) in options.enumerated() {
      // Before anything is chosen all of them are looked at.
      let isFocus = !hasFeedback && (panel.cursor.map { $0 == place } ?? true)
      add(lines, isFocus: isFocus)
    }
    if !options.isEmpty { addGap() }
    add(feedback, isFocus: true)
    add(fieldLines(), isFocus: true)
    if panel.step.draw != nil {
      addGap()
      add(drawLines())
    }
    return blocks
  }

  private func questionLines() -> [StyledLine] {
    Prose(panel.question.text).lines(columns: measure, glyphs: glyphs).map { line in
      StyledLine(line.runs.map { StyledRun($0.text, $0.style.bold) })
    }
  }

  // MARK: Options

  private func optionLines(at place: Int) -> [StyledLine] {
    let isAtCursor = panel.cursor == place && panel.isOpen
    let accent = Style(.accent, bold: true, reversed: isAtCursor && panel.isCarrying)
    let isChosen = panel.chosen.contains(place)
    let (sign, signStyle) = sign(at: place)
    let width = max(glyphs.check.count, glyphs.cross.count) + 1
    var head = StyledLine()
    head.append(sign + String(repeating: " ", count: width - sign.count), signStyle)
    if panel.takesSeveral {
      head.append(isChosen ? "[x] " : "[ ] ", isChosen ? Style(.accent, bold: true) : .muted)
    }
    head.append("\(place + 1)", isAtCursor ? Style(.accent, bold: true) : .muted)
    head.append("  ")
    let margin = StyledRun(String(repeating: " ", count: head.columns))
    let text = Prose(panel.question.choices[panel.order[place]])
      .lines(columns: max(1, measure - head.columns), glyphs: glyphs)
    return text.enumerated().map { row, line in
      let runs = line.runs.map {
        isAtCursor && $0.style == .normal ? StyledRun($0.text, accent) : $0
      }
      return StyledLine((row == 0 ? head.runs : [margin]) + runs)
    }
  }

  /// What stands in front of an option: the cursor, or in the end whether it is right.
  private func sign(at place: Int) -> (String, Style) {
    let isAtCursor = panel.cursor == place
    guard !panel.isOpen else { return (isAtCursor ? glyphs.cursor : "", .accent) }
    let right = (glyphs.check, Style(.good, bold: true))
    switch panel.question.form {
    case .number: return ("", .normal)
    case .guess:
      return (isAtCursor && panel.attempt.outcome == .guessed ? glyphs.cursor : "", .accent)
    case .order: return right
    case .one(let options), .several(let options):
      guard !options[place].isRight else { return right }
      let isMistake =
        panel.attempt.outcome != .skipped
        && (panel.takesSeveral ? panel.chosen.contains(place) : isAtCursor)
      return isMistake ? (glyphs.cross, Style(.bad, bold: true)) : ("", .normal)
    }
  }

  // MARK: Fields

  private func fieldLines() -> [StyledLine] {
    guard panel.isTypingFigure, !panel.isTypingDraw, case .number(let key) = panel.question.form
    else { return [] }
    var line = StyledLine([
      StyledRun("\(glyphs.cursor) ", .accent),
      StyledRun(panel.typed + "_", Style(.accent, bold: true)),
    ])
    if let unit = key.unit { line.append(" " + glyphs.text(unit), .muted) }
    return [line]
  }

  private func drawLines() -> [StyledLine] {
    if panel.isTypingDraw {
      return [
        StyledLine([
          StyledRun("draw ", .muted), StyledRun(panel.typed + "_", Style(.accent, bold: true)),
        ])
      ]
    }
    return StyledLine("draw \(panel.draw)  (r: other numbers, v: a draw by its number)", .muted)
      .wrapped(columns: max(1, columns))
  }
}
