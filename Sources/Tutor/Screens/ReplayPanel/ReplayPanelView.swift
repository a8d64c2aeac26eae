import Lessons
import Regularization
import TerminalUI

/// The parts of the replay panel, from top to bottom.
struct ReplayPanelView {
  private let panel: ReplayPanelState
  private let glyphs: Glyphs
  private let columns: Int
  /// How many rows there are for all of it; the table takes what the rest leaves.
  private let rows: Int
  /// Whether the screen is too low to show all parts at once.
  private let isShort: Bool

  private static let fewestTableRows = 4
  private static let narrowestChart = 24
  private static let tallestChart = 14

  init(_ panel: ReplayPanelState, glyphs: Glyphs, columns: Int, rows: Int, isShort: Bool) {
    self.panel = panel
    self.glyphs = glyphs
    self.columns = columns
    self.rows = rows
    self.isShort = isShort
  }

  func blocks() -> [PageLayout.Block] {
    guard !panel.lanes.isEmpty else {
      return [
        .lines([StyledLine("This replay cannot be computed.", Style(.bad))], columns: columns)
      ]
    }
    let dials = dialLines()
    let note = reserved(noteLines(), atLeast: isShort ? 0 : tallestNote())
    let working = reserved(workingLines(), atLeast: isShort ? 0 : 3)
    let question = questionLines()
    // On a short screen what explains the newest row stays next to it; the rest is scrolled to.
    let order = isShort ? [working, question, note, dials] : [note, working, dials, question]
    let below = order.filter { !$0.isEmpty }
    let belowRows = below.reduce(0) { $0 + $1.count }
    let spacious = rows >= belowRows + below.count + 8
    let gaps = spacious ? below.count : 0

    let free = max(ReplayPanelView.fewestTableRows, rows - belowRows - gaps)
    let table = ReplayTable(panel, glyphs: glyphs, columns: columns, rows: free)
    // As high as it will be in the end, so that nothing below it moves while it grows.
    let wanted = (panel.lanes.count > 1 ? 2 : 1) + panel.iterations + 1
    let chartRoom = columns - table.width - 2
    let hasChartBeside = chartRoom >= ReplayPanelView.narrowestChart && panel.iterations > 1
    let tableRows = max(ReplayPanelView.fewestTableRows, min(wanted, free))
    let spare = free - tableRows
    let hasChartBelow = !hasChartBeside && spare >= 7 && columns >= 30 && panel.iterations > 1

    var blocks = [
      tableBlock(
        table,
        rows: hasChartBeside
          ? max(tableRows, min(free, ReplayPanelView.tallestChart)) : tableRows,
        chartColumn: hasChartBeside ? table.width + 2 : nil)
    ]
    if hasChartBelow {
      blocks.append(
        PageLayout.Block(
          rows: min(spare, ReplayPanelView.tallestChart), columns: min(columns, 90),
          draw: { drawChart(into: &$0, $1) }))
    }
    for lines in below {
      let isFocus = lines == working || lines == question
      if spacious { blocks.append(.lines([StyledLine()], columns: columns)) }
      blocks.append(.lines(lines, columns: columns, isFocus: isFocus))
    }
    return blocks
  }

  private func tableBlock(_ table: ReplayTable, rows: Int, chartColumn: Int?) -> PageLayout.Block {
    PageLayout.Block(
      rows: rows, columns: columns,
      draw: { buffer, rect in
        table.draw(into: &buffer, rect)
        if let chartColumn {
          drawChart(
            into: &buffer,
            Rect(
              column: rect.column + chartColumn, row: rect.row,
              columns: min(rect.columns - chartColumn, 60), rows: rect.rows))
        }
      }, isFocus: true)
  }

  // MARK: Chart

  private func drawChart(into buffer: inout CellBuffer, _ rect: Rect) {
    panel.chart().draw(into: &buffer, in: rect, glyphs: glyphs)
  }

  // MARK: Lines

  /// Lines filled up with blank ones, so that what stands below does not jump.
  private func reserved(_ lines: [StyledLine], atLeast count: Int) -> [StyledLine] {
    lines + Array(repeating: StyledLine(), count: max(0, count - lines.count))
  }

  private func tallestNote() -> Int {
    panel.step.notes.map { noteLines($0.text).count }.max() ?? 0
  }

  private func noteLines() -> [StyledLine] { panel.note.map { noteLines($0.text) } ?? [] }

  private func noteLines(_ text: String) -> [StyledLine] {
    Prose(text).lines(columns: max(1, min(columns - 2, 76)), glyphs: glyphs).map { line in
      StyledLine([StyledRun(glyphs.verticalRule + " ", .accent)] + line.runs)
    }
  }

  private func workingLines() -> [StyledLine] {
    let explanation = panel.explanation()
    var lines: [StyledLine] = []
    for (index, part) in explanation.chain.enumerated() {
      let line = StyledLine(
        glyphs.text(part), index == explanation.chain.count - 1 ? .bold : .normal)
      lines += line.wrapped(columns: max(8, columns), hangingIndent: 5)
    }
    if !explanation.shares.isEmpty {
      lines += StyledLine(glyphs.text(explanation.shares), .muted).wrapped(columns: max(8, columns))
    }
    if let remark = explanation.remark {
      lines += StyledLine(glyphs.text(remark), .accent).wrapped(columns: max(8, columns))
    }
    if panel.showsPrinted, let printed = explanation.printed {
      let mark = explanation.printedDiffers ? "≠" : "✓"
      lines += StyledLine(
        glyphs.text("\(mark) \(printed)"), Style(explanation.printedDiffers ? .bad : .good)
      ).wrapped(columns: max(8, columns), hangingIndent: 2)
    }
    return lines
  }

  private func dialLines() -> [StyledLine] {
    guard !panel.activeDials.isEmpty, !panel.dialsAreLocked else { return [] }
    var line = StyledLine()
    for (index, dial) in panel.activeDials.enumerated() {
      let isFocused = panel.focus == .dial(index)
      if index > 0 { line.append("   ") }
      line.append(isFocused ? glyphs.cursor + " " : "  ", .accent)
      line.append(glyphs.text(ReplayPanelState.name(of: dial)) + " ", .muted)
      if panel.typingDial == index {
        line.append(panel.typed + "_", Style(.accent, bold: true))
      } else {
        line.append(
          glyphs.text(panel.value(of: dial)),
          isFocused ? Style(.accent, bold: true, reversed: true) : .bold)
      }
    }
    if panel.isChanged { line.append("   changed (r resets)", .accent) }
    return line.wrapped(columns: max(8, columns), hangingIndent: 2)
  }

  private func questionLines() -> [StyledLine] {
    var lines: [StyledLine] = []
    if let feedback = panel.feedback { lines += feedback.lines(columns: columns, glyphs: glyphs) }
    if let index = panel.pendingAsk {
      lines += Prose(panel.question(index)).lines(columns: max(1, min(columns, 78)), glyphs: glyphs)
      lines.append(
        StyledLine([
          StyledRun("\(glyphs.cursor) ", .accent),
          StyledRun(panel.typed + "_", Style(.accent, bold: true)),
        ]))
    }
    return lines
  }
}
