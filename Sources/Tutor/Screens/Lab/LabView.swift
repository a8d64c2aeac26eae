import Lessons
import Regularization
import TerminalUI

/// Draws a lab: head, words, panels, dials.
struct LabView {
  private let lab: LabState
  private let display: Display
  private let layout: LabLayout
  private let glyphs: Glyphs

  init(_ lab: LabState, _ display: Display) {
    self.lab = lab
    self.display = display
    layout = LabLayout(lab, display)
    glyphs = display.glyphs
  }

  func draw(into buffer: inout CellBuffer) {
    for (row, line) in LabHead(lab, display).lines.prefix(layout.headRows).enumerated() {
      buffer.put(line, column: 1, row: row)
    }
    if case .text(let scroll) = lab.overlay { return drawText(scroll, into: &buffer) }
    drawWords(into: &buffer)
    if lab.picture == nil {
      drawWaiting(into: &buffer)
    } else {
      for place in layout.panels { draw(place, into: &buffer) }
    }
    drawDials(into: &buffer)
  }

  private func drawWords(into buffer: inout CellBuffer) {
    let rect = layout.words
    let lines = LabWords(lab: lab, glyphs: glyphs).lines(columns: rect.columns, rows: rect.rows)
    for (offset, line) in lines.prefix(rect.rows).enumerated() {
      buffer.put(line, column: rect.column, row: rect.row + offset, end: rect.endColumn)
    }
    if lines.count > rect.rows, rect.rows > 0 {
      buffer.put(
        glyphs.text("… i"), column: rect.endColumn - 3, row: rect.endRow - 1, style: .accent,
        end: rect.endColumn)
    }
  }

  private func drawWaiting(into buffer: inout CellBuffer) {
    var lines: [StyledLine] = []
    if let failure = lab.failure {
      lines += StyledLine(
        glyphs.text("This cannot be trained: \(failure.message)."), Style(.bad, bold: true)
      )
      .wrapped(columns: max(1, layout.body.columns))
      lines += StyledLine(glyphs.text(failure.remedy)).wrapped(columns: max(1, layout.body.columns))
    } else {
      lines = [StyledLine(glyphs.text("Setting the samples and the network up …"), .muted)]
    }
    put(lines, in: layout.body, into: &buffer)
  }

  private func put(_ lines: [StyledLine], in rect: Rect, into buffer: inout CellBuffer) {
    for (offset, line) in lines.prefix(rect.rows).enumerated() {
      buffer.put(line, column: rect.column, row: rect.row + offset, end: rect.endColumn)
    }
  }

  // MARK: Panels

  private func draw(_ place: LabLayout.Place, into buffer: inout CellBuffer) {
    guard let picture = lab.picture else { return }
    let view = LabPanelView(place.panel, picture, glyphs: glyphs)
    let frame = place.frame
    let isFocused = place.panel == lab.focus
    let rule = String(repeating: glyphs.rule, count: frame.columns)
    buffer.put(rule, column: frame.column, row: frame.row, style: .muted, end: frame.endColumn)
    let more = isFocused || layout.panels.count == 1 ? moreMark : ""
    let style: Style = isFocused ? Style(.accent, bold: true) : .bold
    let title = StyledLine(
      (isFocused ? glyphs.cursor : glyphs.rule) + " " + glyphs.text(view.title) + " ", style)
    let room = frame.columns - (more.isEmpty ? 0 : more.count + 3)
    buffer.put(
      title.truncated(columns: max(0, room), glyphs: glyphs), column: frame.column, row: frame.row,
      end: frame.endColumn)
    if !more.isEmpty, frame.columns > more.count + 12 {
      buffer.put(
        " \(more) ", column: frame.endColumn - more.count - 3, row: frame.row, style: .muted,
        end: frame.endColumn)
    }
    var content = CellBuffer(Size(columns: place.rect.columns, rows: place.rect.rows))
    view.draw(into: &content, in: Rect(content.size))
    buffer.copy(
      content, firstRow: 0, rows: place.rect.rows, toColumn: place.rect.column, row: place.rect.row)
  }

  /// Which of the panels are on screen, where not all are: `2/7`.
  private var moreMark: String {
    let count = layout.count
    guard layout.window.count < count else { return "" }
    let first = layout.window.lowerBound + 1
    let last = layout.window.upperBound
    return (first == last ? "\(first)" : "\(first)-\(last)") + " of \(count)"
  }

  // MARK: Dials

  private func drawDials(into buffer: inout CellBuffer) {
    guard let row = layout.dialRow else { return }
    let columns = layout.body.columns
    let items = lab.dials.map { glyphs.text(item($0)) }
    guard let focused = lab.focusedDial, let focus = lab.dials.firstIndex(of: focused) else {
      return
    }
    // As many around the chosen one as fit.
    var first = 0
    var line = StyledLine()
    while true {
      line = joined(items[first...])
      let upToFocus = joined(items[first...max(first, focus)])
      if upToFocus.columns <= columns || first >= focus { break }
      first += 1
    }
    if first > 0 { line = StyledLine([StyledRun(glyphs.ellipsis + " ", .muted)] + line.runs) }
    buffer.put(line.truncated(columns: columns, glyphs: glyphs), column: 1, row: row)
  }

  private func joined(_ items: ArraySlice<StyledLine>) -> StyledLine {
    var line = StyledLine()
    for (offset, item) in items.enumerated() {
      if offset > 0 { line.append(" ") }
      line.runs += item.runs
    }
    return line
  }

  private func item(_ dial: LabDial) -> StyledLine {
    let isFocused = dial == lab.focusedDial
    var line = StyledLine(isFocused ? glyphs.cursor + " " : "  ", .accent)
    line.append(dial.name + " ", .muted)
    if lab.typingDial == dial {
      line.append(lab.typed + "_", Style(.accent, bold: true))
    } else {
      line.append(
        lab.value(of: dial), isFocused ? Style(.accent, bold: true, reversed: true) : .bold)
    }
    let turned = lab.runs(turnedBy: dial)
    if turned.count < lab.plan.runs.count {
      // The chosen dial names its runs, the others give their numbers.
      let runs = turned.map { isFocused ? lab.plan.runs[$0].title : "\($0 + 1)" }
      line.append(runs.isEmpty ? " (no run)" : " (\(runs.joined(separator: ", ")))", .muted)
    }
    return line
  }

  // MARK: Text

  private func drawText(_ scroll: Int, into buffer: inout CellBuffer) {
    let rect = LabView.textRect(layout, display)
    let lines = LabView.textLines(lab, columns: rect.columns, glyphs: glyphs)
    let first = min(scroll, max(0, lines.count - rect.rows))
    put(Array(lines.dropFirst(first)), in: rect, into: &buffer)
    if first > 0 {
      buffer.put(glyphs.up, column: display.size.columns - 1, row: rect.row, style: .accent)
    }
    if lines.count - first > rect.rows {
      buffer.put(
        glyphs.down, column: display.size.columns - 1, row: rect.endRow - 1, style: .accent)
    }
  }

  private static func textRect(_ layout: LabLayout, _ display: Display) -> Rect {
    let foot = display.size.rows >= 14 ? 2 : 1
    return Rect(
      column: 1, row: layout.headRows + 1, columns: min(78, display.size.columns - 2),
      rows: display.size.rows - layout.headRows - 1 - foot)
  }

  static func textScrollLimit(_ lab: LabState, _ display: Display) -> Int {
    let rect = textRect(LabLayout(lab, display), display)
    return max(0, textLines(lab, columns: rect.columns, glyphs: display.glyphs).count - rect.rows)
  }

  private static func textLines(_ lab: LabState, columns: Int, glyphs: Glyphs) -> [StyledLine] {
    let columns = max(1, columns)
    var lines = [StyledLine(glyphs.text(lab.title), Style(.accent, bold: true)), StyledLine()]
    if !lab.text.isEmpty {
      lines += Prose(lab.text).lines(columns: columns, glyphs: glyphs) + [StyledLine()]
    }
    let sentences = LabSentences(lab)
    for paragraph in [sentences.said(), sentences.tasks(withOptions: true), sentences.settings()]
    where !paragraph.isEmpty {
      for sentence in paragraph {
        lines += Prose(sentence).lines(columns: columns, glyphs: glyphs)
      }
      lines.append(StyledLine())
    }
    return lines
  }
}
