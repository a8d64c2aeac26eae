import Lessons
import TerminalUI

/// The glossary in cells: terms at the left, what the chosen one means beside them, or below.
struct GlossaryView {
  private let state: TutorState
  private let glossary: GlossaryState
  private let glyphs: Glyphs

  private static let listColumns = 30
  private static let wideColumns = 72

  init(_ glossary: GlossaryState, _ state: TutorState) {
    self.glossary = glossary
    self.state = state
    glyphs = state.display.glyphs
  }

  func draw(into buffer: inout CellBuffer) {
    let matches = glossary.matches(in: state.course.glossary)
    TutorView.drawHead(
      "Glossary", right: [StyledRun("\(matches.count) terms", .muted)], state, into: &buffer)
    var body = TutorView.body(of: buffer.size)
    guard body.rows > 0, body.columns > 8 else { return }
    if glossary.isTyping || !glossary.query.isEmpty {
      let end = buffer.put(
        "/ \(glyphs.text(glossary.query))", column: body.column, row: body.row, style: .accent)
      if glossary.isTyping { buffer.put("_", column: end, row: body.row, style: .accent) }
      body = Rect(
        column: body.column, row: body.row + 1, columns: body.columns, rows: body.rows - 1)
    }
    guard let chosen = glossary.chosen(in: state.course.glossary) else {
      buffer.put("No term has these words.", column: body.column, row: body.row, style: .muted)
      return
    }
    if body.columns >= GlossaryView.wideColumns {
      let list = Rect(
        column: body.column, row: body.row, columns: GlossaryView.listColumns, rows: body.rows)
      drawList(matches, in: list, &buffer)
      for row in body.row..<body.endRow {
        buffer.put(
          glyphs.verticalRule, column: list.endColumn + 1, row: row, style: .muted)
      }
      let text = Rect(
        column: list.endColumn + 4, row: body.row,
        columns: min(70, body.endColumn - list.endColumn - 4), rows: body.rows)
      put(definition(of: chosen, columns: text.columns), in: text, &buffer)
      return
    }
    let lines = definition(of: chosen, columns: body.columns)
    let listRows = max(1, min(matches.count, body.rows - lines.count - 1))
    drawList(
      matches,
      in: Rect(column: body.column, row: body.row, columns: body.columns, rows: listRows), &buffer)
    let hasRule = listRows + 1 + lines.count <= body.rows
    if hasRule { TutorView.drawRule(row: body.row + listRows, glyphs, into: &buffer) }
    let top = body.row + listRows + (hasRule ? 1 : 0)
    put(
      lines,
      in: Rect(column: body.column, row: top, columns: body.columns, rows: body.endRow - top),
      &buffer)
  }

  private func put(_ lines: [StyledLine], in rect: Rect, _ buffer: inout CellBuffer) {
    for (offset, line) in lines.prefix(rect.rows).enumerated() {
      buffer.put(line, column: rect.column, row: rect.row + offset, end: rect.endColumn)
    }
  }

  private func drawList(_ matches: [Int], in rect: Rect, _ buffer: inout CellBuffer) {
    let selection = min(glossary.selection, matches.count - 1)
    let first = max(0, min(selection - rect.rows / 2, matches.count - rect.rows))
    for (offset, index) in matches.dropFirst(first).prefix(rect.rows).enumerated() {
      let term = state.course.glossary.terms[index]
      let isChosen = first + offset == selection
      let row = rect.row + offset
      if isChosen { buffer.put(glyphs.cursor, column: rect.column, row: row, style: .accent) }
      var line = StyledLine(
        glyphs.text(term.name), isChosen ? Style(.accent, bold: true) : .normal)
      if let symbol = term.symbol { line.append("  " + glyphs.text(symbol), .muted) }
      buffer.put(
        line.truncated(columns: max(1, rect.columns - 2), glyphs: glyphs), column: rect.column + 2,
        row: row, end: rect.endColumn)
    }
  }

  private func definition(of term: Glossary.Term, columns: Int) -> [StyledLine] {
    var head = StyledLine(glyphs.text(term.name), Style(.accent, bold: true))
    if let symbol = term.symbol { head.append("  " + glyphs.text(symbol), .bold) }
    var lines = head.wrapped(columns: columns)
    lines += Prose(term.text).lines(columns: columns, glyphs: glyphs)
    if !term.aliases.isEmpty {
      lines += StyledLine(glyphs.text("also: " + term.aliases.joined(separator: ", ")), .muted)
        .wrapped(columns: columns, hangingIndent: 2)
    }
    if let link = term.link {
      lines += StyledLine(glyphs.text("Enter opens \(link.words())."), .accent)
        .wrapped(columns: columns, hangingIndent: 2)
    }
    return lines
  }
}
