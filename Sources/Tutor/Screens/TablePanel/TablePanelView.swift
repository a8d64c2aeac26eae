import Lessons
import TerminalUI

/// A table of prose in cells: whole, where it fits beside itself; else the chosen row, its cells
/// under each other.
struct TablePanelView {
  private let panel: TablePanelState
  private let glyphs: Glyphs
  private let columns: Int
  private let rows: Int
  private let isShort: Bool

  /// The table takes at least so many rows, and the page scrolls.
  private static let fewestRows = 15

  init(_ panel: TablePanelState, glyphs: Glyphs, columns: Int, rows: Int, isShort: Bool) {
    self.panel = panel
    self.glyphs = glyphs
    self.columns = columns
    self.rows = rows
    self.isShort = isShort
  }

  func blocks() -> [PageLayout.Block] {
    let table = panel.proseTable(glyphs: glyphs, selects: true) { _, link in
      link == nil ? "" : glyphs.leadsOn
    }
    let destination = destinationLines()
    let room = max(TablePanelView.fewestRows, rows) - destination.count
    if !isShort, let layout = table.layout(columns: min(columns - 1, 140), glyphs: glyphs),
      layout.headRows + layout.tallestRow <= room
    {
      return [
        PageLayout.Block(
          rows: min(layout.height, room), columns: columns,
          draw: { layout.draw(into: &$0, in: $1) }, isFocus: true),
        .lines(destination, columns: columns, isFocus: true),
      ]
    }
    return stacked(destination)
  }

  /// As many lines whatever cell is chosen, so that nothing jumps.
  private func destinationLines() -> [StyledLine] {
    let lines = wrapped(panel.destination)
    let most = panel.links.map { wrapped("Enter opens \($0.link.words(in: panel.lesson)).").count }
    guard let most = most.max() else { return [] }
    return [StyledLine()] + lines
      + Array(repeating: StyledLine(), count: max(0, most - lines.count))
  }

  private func wrapped(_ sentence: String?) -> [StyledLine] {
    guard let sentence else { return [] }
    return StyledLine(glyphs.text(sentence), .accent).wrapped(
      columns: max(8, min(columns, 78)), hangingIndent: 2)
  }

  // MARK: The chosen row alone

  private func stacked(_ destination: [StyledLine]) -> [PageLayout.Block] {
    let row = panel.table.rows[panel.row]
    var head = StyledLine(glyphs.text(row.head), Style(.accent, bold: true))
    head.append("  row \(panel.row + 1) of \(panel.table.rows.count)", .muted)
    var parts: [[StyledLine]] = [head.wrapped(columns: max(8, columns))]
    for (index, cell) in row.cells.enumerated() {
      var lines = stackedCell(cell, index)
      if index == panel.column, cell.link != nil { lines += wrapped(panel.destination) }
      parts.append(lines)
    }
    let chosen = panel.column + 1
    // All of the row is kept in sight where it can be, else what comes before the chosen cell.
    let limit = isShort ? 8 : 14
    let heights = parts.map(\.count)
    let focus: ClosedRange<Int> =
      if heights.reduce(0, +) <= limit {
        0...parts.count - 1
      } else if heights[...chosen].reduce(0, +) <= limit {
        0...chosen
      } else {
        chosen...chosen
      }
    return parts.indices.map {
      .lines(parts[$0], columns: columns, isFocus: focus.contains($0))
    }
  }

  private func stackedCell(_ cell: TableStep.Cell, _ column: Int) -> [StyledLine] {
    let isChosen = column == panel.column
    let head = StyledLine([
      StyledRun(isChosen ? glyphs.cursor + " " : "  ", .accent),
      StyledRun(glyphs.text(panel.table.heads[column]), isChosen ? Style.bold.reversed : .bold),
    ])
    let prose = ProseTable.Cell(Prose(cell.text), mark: cell.link == nil ? "" : glyphs.leadsOn)
    let text = prose.lines(columns: max(1, min(columns - 2, 76)), glyphs: glyphs)
    return [head] + text.map { StyledLine([StyledRun("  ")] + $0.runs) }
  }
}

extension TablePanelState {
  /// The table as the widget takes it.
  ///
  /// - Parameter mark: what stands behind a cell, by its number among the links, from 0.
  func proseTable(
    glyphs: Glyphs, selects: Bool, mark: (Int, PageLink?) -> String
  ) -> ProseTable {
    var number = 0
    let rows = table.rows.map { row in
      ProseTable.Row(
        row.head,
        row.cells.map { cell in
          defer { if cell.link != nil { number += 1 } }
          return ProseTable.Cell(Prose(cell.text), mark: mark(number, cell.link))
        })
    }
    return ProseTable(
      heads: table.heads, rows: rows,
      selection: selects ? Table.Place(row: row, column: column) : nil)
  }
}
