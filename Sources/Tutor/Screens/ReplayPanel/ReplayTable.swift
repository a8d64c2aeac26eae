import Lessons
import Regularization
import TerminalUI

/// The replay's table as it is drawn: figures lined up on their points, a row per iteration.
struct ReplayTable {
  /// What a column shows.
  enum Content: Hashable {
    case figure(UpdateField)
    case printed(UpdateField)
  }

  struct Column {
    var lane: Int
    var weight: Int
    var content: Content
    var head: String
    /// Cells before the point, and with and behind it.
    var whole = 1
    var fraction = 0
    var width: Int { max(whole + fraction, TextWidth.columns(of: head)) }
  }

  private let panel: ReplayPanelState
  private let glyphs: Glyphs
  let columns: [Column]
  /// Whether only the cursor's lane has room.
  let showsOneLane: Bool

  private static let gap = 3
  private static let indexWidth = 6
  private static let widestFigure = 15

  init(_ panel: ReplayPanelState, glyphs: Glyphs, columns room: Int) {
    self.panel = panel
    self.glyphs = glyphs
    // From the fullest table to the barest: the first that fits is drawn.
    let lanes = Array(panel.lanes.indices)
    let full: [Content] = [.figure(.step), .figure(.after)]
    let bare: [Content] = [.figure(.after)]
    let printedFull: [Content] = [
      .figure(.step), .printed(.step), .figure(.after), .printed(.after),
    ]
    let field = panel.cursor.field == .step ? UpdateField.step : .after
    let printedBare: [Content] = [.figure(field), .printed(field)]
    let kinds: [[Content]] =
      panel.showsPrinted ? [printedFull, printedBare] : (lanes.count == 1 ? [full, bare] : [bare])
    var fitting: ([Column], Bool)?
    for shown in lanes.count > 1 ? [lanes, [panel.cursor.lane]] : [lanes] {
      for kind in kinds {
        for widest in [ReplayTable.widestFigure, 11, 8] where fitting == nil {
          let made = ReplayTable.make(panel, lanes: shown, kind, widest: widest, glyphs)
          if ReplayTable.width(of: made) <= room { fitting = (made, shown.count < lanes.count) }
        }
      }
    }
    let last = ReplayTable.make(panel, lanes: [panel.cursor.lane], bare, widest: 8, glyphs)
    (columns, showsOneLane) = fitting ?? (last, lanes.count > 1)
  }

  var width: Int { ReplayTable.width(of: columns) }

  /// Two head rows where lanes need their titles, else one.
  var headRows: Int { panel.lanes.count > 1 ? 2 : 1 }

  private static func width(of columns: [Column]) -> Int {
    indexWidth + columns.reduce(0) { $0 + $1.width + gap }
  }

  private static func make(
    _ panel: ReplayPanelState, lanes: [Int], _ kind: [Content], widest: Int, _ glyphs: Glyphs
  ) -> [Column] {
    lanes.flatMap { lane in
      panel.lanes[lane].spec.weights.indices.flatMap { weight in
        kind.compactMap { content -> Column? in
          let name = mathName(panel.lanes[lane].spec.weights[weight].name)
          let head =
            switch content {
            case .figure(.after): name
            case .figure: "step"
            case .printed: "printed"
            }
          if case .printed = content, panel.printedTable(ofLane: lane) == nil { return nil }
          var column = Column(
            lane: lane, weight: weight, content: content, head: glyphs.text(head))
          for row in 0...panel.rows {
            let (whole, fraction) = parts(
              glyphs.text(text(panel, column, row: row) ?? ""), widest: widest, glyphs)
            column.whole = max(column.whole, whole.count)
            column.fraction = max(column.fraction, fraction.count)
          }
          return column
        }
      }
    }
  }

  private static func parts(
    _ text: String, widest: Int, _ glyphs: Glyphs
  ) -> (whole: String, fraction: String) {
    guard let point = text.firstIndex(of: ".") else { return (text, "") }
    let whole = String(text[..<point])
    var fraction = String(text[point...])
    let room = max(2, widest - whole.count)
    if fraction.count > room {
      fraction = String(fraction.prefix(room - glyphs.ellipsis.count)) + glyphs.ellipsis
    }
    return (whole, fraction)
  }

  private static func text(_ panel: ReplayPanelState, _ column: Column, row: Int) -> String? {
    let replay = panel.lanes[column.lane].replay
    switch column.content {
    case .figure(.after):
      return UpdateWorking.plain(replay.value(ofWeight: column.weight, after: row))
    case .figure:
      return replay.update(ofWeight: column.weight, in: row).map { UpdateWorking.plain($0.step) }
    case .printed(let field):
      guard let table = panel.printedTable(ofLane: column.lane),
        let figure = table.figure(field, ofWeight: column.weight, in: row)
      else { return nil }
      return figure.replacing("-", with: "−")
    }
  }

  /// Draws the head and as many rows as fit; the cursor's row is always among them.
  func draw(into buffer: inout CellBuffer, _ rect: Rect) {
    drawHead(into: &buffer, rect)
    let top = rect.row + headRows
    let room = rect.rows - headRows
    guard room > 0 else { return }
    // One row more than is shown: the one that the next key reveals.
    let last = panel.isComplete ? panel.rows : panel.rows + 1
    let count = last + 1
    let first = max(0, min(panel.cursor.row - room / 2, count - room))
    for (offset, row) in (first..<min(count, first + room)).enumerated() {
      drawRow(row, at: top + offset, into: &buffer, rect)
    }
    if first > 0 {
      buffer.put(glyphs.up, column: rect.column + 1, row: top, style: .muted)
    }
    if first + room < count {
      buffer.put(glyphs.down, column: rect.column + 1, row: top + room - 1, style: .muted)
    }
  }

  private func forEachColumn(_ start: Int, _ body: (Column, Int) -> Void) {
    var position = start + ReplayTable.indexWidth
    for column in columns {
      body(column, position)
      position += column.width + ReplayTable.gap
    }
  }

  private func drawHead(into buffer: inout CellBuffer, _ rect: Rect) {
    if headRows == 2 {
      var position = rect.column + ReplayTable.indexWidth
      var index = 0
      while index < columns.count {
        let lane = columns[index].lane
        let start = position
        while index < columns.count, columns[index].lane == lane {
          position += columns[index].width + ReplayTable.gap
          index += 1
        }
        var title = panel.lanes[lane].title
        if showsOneLane { title += " (\(lane + 1) of \(panel.lanes.count); w: next)" }
        let style = lane == panel.cursor.lane ? Style.bold : .muted
        let cut = StyledLine(glyphs.text(title), style).truncated(
          columns: max(1, position - start - 1), glyphs: glyphs)
        buffer.put(cut, column: start, row: rect.row, end: rect.endColumn)
      }
    }
    let row = rect.row + headRows - 1
    buffer.put(" it", column: rect.column + 1, row: row, style: .muted)
    forEachColumn(rect.column) { column, position in
      let inset = max(0, column.whole - 1)
      let fits = inset + TextWidth.columns(of: column.head) <= column.width
      buffer.put(
        column.head, column: position + (fits ? inset : 0), row: row, style: .muted,
        end: rect.endColumn)
    }
  }

  private func drawRow(_ row: Int, at line: Int, into buffer: inout CellBuffer, _ rect: Rect) {
    let isNewest = row == panel.rows
    let isPending = row > panel.rows
    let number = String(row)
    if isNewest { buffer.put(glyphs.cursor, column: rect.column, row: line, style: .accent) }
    buffer.put(
      String(repeating: " ", count: max(0, 3 - number.count)) + number, column: rect.column + 1,
      row: line, style: isNewest ? .bold : .muted)
    forEachColumn(rect.column) { column, position in
      if isPending {
        let asked = panel.pendingAsk.map { panel.step.asks[$0].cell }
        let isAsked =
          asked.map {
            $0.replay == panel.lanes[column.lane].id && $0.weight == column.weight
              && column.content == .figure($0.field)
          } ?? false
        buffer.put(
          isAsked ? "?" : glyphs.middleDot, column: position + max(0, column.whole - 1), row: line,
          style: isAsked ? Style(.accent, bold: true) : .muted, end: rect.endColumn)
        return
      }
      drawFigure(column, row: row, at: position, line, isNewest: isNewest, into: &buffer, rect)
    }
    if let difference = panel.firstDifference, row == difference, !isPending {
      buffer.put(
        glyphs.text("◂ they part"), column: rect.column + width - 1, row: line, style: .accent,
        end: rect.endColumn)
    }
  }

  private func drawFigure(
    _ column: Column, row: Int, at position: Int, _ line: Int, isNewest: Bool,
    into buffer: inout CellBuffer, _ rect: Rect
  ) {
    guard let text = ReplayTable.text(panel, column, row: row) else { return }
    let (whole, fraction) = ReplayTable.parts(
      glyphs.text(text), widest: max(3, column.whole + column.fraction), glyphs)
    let start = position + max(0, column.whole - whole.count)
    var style: Style = isNewest ? .bold : .normal
    if case .figure(.step) = column.content, !isNewest { style = .muted }
    if case .printed(let field) = column.content {
      let table = panel.printedTable(ofLane: column.lane)
      let differs = table?.difference(field, ofWeight: column.weight, in: row) != nil
      style = Style(differs ? .bad : .good)
      let mark = differs ? "≠" : glyphs.check
      buffer.put(
        glyphs.text(mark), column: position + column.width, row: line, style: style,
        end: rect.endColumn)
    }
    let cursor = panel.cursor
    let isSelected =
      row == cursor.row && column.lane == cursor.lane && column.weight == cursor.weight
      && column.content == .figure(cursor.field)
    if isSelected { style = Style(.accent, bold: true, reversed: true) }
    let end = buffer.put(whole + fraction, column: start, row: line, style: style, end: rect.endColumn)
    if isSelected {
      buffer.put(glyphs.selectionLeft, column: start - 1, row: line, style: .accent)
      buffer.put(glyphs.selectionRight, column: end, row: line, style: .accent, end: rect.endColumn)
    }
  }
}
