import Lessons
import Regularization
import TerminalUI

/// The replay's table: a row per iteration, as many columns as there is room for.
struct ReplayTable {
  /// What a column shows of one weight in one lane.
  private struct Column: Hashable {
    enum Content: Hashable {
      case figure(UpdateField)
      case printed(UpdateField)
    }
    var lane: Int
    var weight: Int
    var content: Content
  }

  private let panel: ReplayPanelState
  private let glyphs: Glyphs
  /// The rows that are shown, 0 for the initial weights.
  private let window: Range<Int>
  private let columns: [Column]
  private let table: Table

  /// Figures are not cut shorter than this; the working below shows more of their digits.
  private static let narrowestFigure = 8

  /// `rows` is how many rows the table may be high, its head included.
  init(_ panel: ReplayPanelState, glyphs: Glyphs, columns room: Int, rows: Int) {
    self.panel = panel
    self.glyphs = glyphs
    let headRows = panel.lanes.count > 1 ? 2 : 1
    // One row more than is shown: the one that the next key reveals.
    let count = panel.rows + (panel.isComplete ? 1 : 2)
    let shown = max(1, min(count, rows - headRows))
    let first = max(0, min(panel.cursor.row - shown / 2, count - shown))
    let window = first..<(first + shown)
    self.window = window

    let all = Array(panel.lanes.indices)
    let field = panel.cursor.field == .step ? UpdateField.step : .after
    let bare = [Variant([.figure(field)], [17, 12, ReplayTable.narrowestFigure])]
    let variants: [Variant] =
      panel.showsPrinted
      ? [
        Variant([.figure(.step), .printed(.step), .figure(.after), .printed(.after)], [17, 12]),
        Variant([.figure(field), .printed(field)], [17, 12, 10]),
      ] + bare
      : (all.count == 1 ? [Variant([.figure(.step), .figure(.after)], [17, 12])] : []) + bare
    // From the fullest table to the barest: the first that fits is drawn.
    var last: ([Column], Table)?
    for lanes in all.count > 1 ? [all, [panel.cursor.lane]] : [all] {
      for variant in variants {
        let columns = ReplayTable.columns(panel, lanes, variant.contents)
        for widest in variant.widths {
          for parting in ["◂ they part", "◂"] {
            let table = ReplayTable.table(
              panel, columns, window, widest: widest, parting: parting, glyphs)
            if table.naturalSize(glyphs: glyphs).columns <= room {
              (self.columns, self.table) = (columns, table)
              return
            }
            last = (columns, table)
          }
        }
      }
    }
    (columns, table) = last ?? ([], Table(columns: [], rows: []))
  }

  /// What is shown of every weight, and how wide figures may be, the widest first.
  private struct Variant {
    var contents: [Column.Content]
    var widths: [Int]

    init(_ contents: [Column.Content], _ widths: [Int]) {
      self.contents = contents
      self.widths = widths
    }
  }

  var width: Int { table.naturalSize(glyphs: glyphs).columns }
  var height: Int { table.headerRows + window.count }

  func draw(into buffer: inout CellBuffer, _ rect: Rect) {
    table.draw(into: &buffer, in: rect, glyphs: glyphs)
    let top = rect.row + table.headerRows
    let count = panel.rows + (panel.isComplete ? 1 : 2)
    if window.lowerBound > 0 {
      buffer.put(glyphs.up, column: rect.column, row: top, style: .muted)
    }
    if window.upperBound < count {
      buffer.put(glyphs.down, column: rect.column, row: top + window.count - 1, style: .muted)
    }
  }

  // MARK: Making

  private static func columns(
    _ panel: ReplayPanelState, _ lanes: [Int], _ contents: [Column.Content]
  ) -> [Column] {
    lanes.flatMap { lane in
      panel.lanes[lane].spec.weights.indices.flatMap { weight in
        contents.compactMap { content in
          if case .printed = content, panel.printedTable(ofLane: lane) == nil { return nil }
          return Column(lane: lane, weight: weight, content: content)
        }
      }
    }
  }

  private static func table(
    _ panel: ReplayPanelState, _ columns: [Column], _ window: Range<Int>, widest: Int,
    parting: String, _ glyphs: Glyphs
  ) -> Table {
    var made = [Table.Column(StyledLine("it", .muted), .trailing)]
    made += columns.map { column in
      let name = mathName(panel.lanes[column.lane].spec.weights[column.weight].name)
      let title =
        switch column.content {
        case .figure(.after): name
        case .figure: panel.lanes.count > 1 ? "\(name) step" : "step"
        case .printed: "printed"
        }
      return Table.Column(StyledLine(title, .muted))
    }
    let hasParting = panel.firstDifference.map { window.contains($0) && $0 <= panel.rows } ?? false
    if hasParting { made.append(Table.Column(StyledLine(), .leading)) }
    let rows = window.map { row in
      var cells = [number(row, panel)]
      cells += columns.map { cell(panel, $0, row: row, widest: widest, glyphs) }
      if hasParting, row == panel.firstDifference {
        cells.append(StyledLine(parting, .accent))
      }
      return cells
    }
    let cursor = panel.cursor
    let selected = columns.firstIndex {
      $0.lane == cursor.lane && $0.weight == cursor.weight && $0.content == .figure(cursor.field)
    }
    return Table(
      columns: made, groups: groups(panel, columns), rows: rows,
      selection: selected.map { Table.Place(row: cursor.row - window.lowerBound, column: $0 + 1) },
      cursorRow: window.contains(panel.rows) ? panel.rows - window.lowerBound : nil, gap: 3)
  }

  private static func groups(_ panel: ReplayPanelState, _ columns: [Column]) -> [[Table.Group]] {
    guard panel.lanes.count > 1 else { return [] }
    var groups: [Table.Group] = []
    for (index, column) in columns.enumerated() {
      if let last = groups.last, columns[last.columns.lowerBound - 1].lane == column.lane {
        groups[groups.count - 1].columns = last.columns.lowerBound..<(index + 2)
        continue
      }
      let isAlone = !columns.contains { $0.lane != column.lane }
      let title =
        panel.lanes[column.lane].title + (isAlone ? "  (w: next of \(panel.lanes.count))" : "")
      let style: Style = column.lane == panel.cursor.lane ? .bold : .muted
      groups.append(Table.Group(StyledLine(title, style), columns: (index + 1)..<(index + 2)))
    }
    return [groups]
  }

  private static func number(_ row: Int, _ panel: ReplayPanelState) -> StyledLine {
    StyledLine("\(row)", row == panel.rows ? .bold : .muted)
  }

  private static func cell(
    _ panel: ReplayPanelState, _ column: Column, row: Int, widest: Int, _ glyphs: Glyphs
  ) -> StyledLine {
    let lane = panel.lanes[column.lane]
    guard row <= panel.rows else {
      let asked = panel.pendingAsk.map { panel.step.asks[$0].cell }
      let isAsked =
        asked.map {
          $0.replay == lane.id && $0.weight == column.weight && column.content == .figure($0.field)
        } ?? false
      if isAsked { return StyledLine("?", Style(.accent, bold: true)) }
      // What was asked for in this row already is no secret any more.
      let isKnown = panel.step.asks.indices.contains {
        let cell = panel.step.asks[$0].cell
        return panel.predictions[$0].outcome != nil && cell.iteration == row
          && cell.replay == lane.id && cell.weight == column.weight
          && column.content == .figure(cell.field)
      }
      guard isKnown, case .figure(let field) = column.content,
        let update = lane.replay.update(ofWeight: column.weight, in: row)
      else { return StyledLine(glyphs.middleDot, .muted) }
      return StyledLine(cut(update[field], widest, glyphs))
    }
    let isNewest = row == panel.rows
    switch column.content {
    case .figure(.after):
      let value = lane.replay.value(ofWeight: column.weight, after: row)
      return StyledLine(cut(value, widest, glyphs), isNewest ? .bold : .normal)
    case .figure(let field):
      guard let update = lane.replay.update(ofWeight: column.weight, in: row) else {
        return StyledLine()
      }
      return StyledLine(cut(update[field], widest, glyphs), isNewest ? .bold : .muted)
    case .printed(let field):
      let table = panel.printedTable(ofLane: column.lane)
      guard let figure = table?.figure(field, ofWeight: column.weight, in: row) else {
        return StyledLine()
      }
      let differs = table?.difference(field, ofWeight: column.weight, in: row) != nil
      return StyledLine(
        "\(figure.replacing("-", with: "−")) \(differs ? "≠" : glyphs.check)",
        Style(differs ? .bad : .good))
    }
  }

  /// The figure in at most `widest` cells; a whole part is never cut.
  private static func cut(_ value: ExactDecimal, _ widest: Int, _ glyphs: Glyphs) -> String {
    let room = max(1, widest - 3)
    guard value.places > room else { return UpdateWorking.plain(value) }
    return UpdateWorking.plain(value.truncated(toPlaces: room)) + glyphs.ellipsis
  }
}
