import Lessons
import TerminalUI

/// Where the parts of a lab's screen go.
struct LabLayout {
  struct Place: Hashable {
    var panel: LabPanel
    /// Title line and content.
    var frame: Rect
    /// Content alone.
    var rect: Rect
  }

  /// From the top: what is trained and how it goes.
  let headRows: Int
  /// Tasks, what is said to them, and what went wrong.
  let words: Rect
  let dialRow: Int?
  let body: Rect
  let panels: [Place]
  /// Which of the panels that take turns are on screen, and how many there are of them.
  let window: Range<Int>
  let count: Int

  /// Narrower and lower than this a panel says little.
  private static let panelColumns = 38
  private static let panelRows = 14

  init(_ lab: LabState, _ display: Display) {
    let size = display.size
    let foot = size.rows >= 14 ? 2 : 1
    headRows = min(size.rows, LabHead(lab, display).lines.count)
    let hasDials = !lab.dials.isEmpty && size.rows >= 8
    let dialRows = hasDials ? 1 : 0
    let room = max(0, size.rows - headRows - dialRows - foot)
    let wordRows = min(LabLayout.wordRows(lab, size), room / 2)
    words = Rect(
      column: 1, row: headRows, columns: size.columns - 2, rows: wordRows)
    body = Rect(
      column: 1, row: headRows + wordRows, columns: size.columns - 2, rows: room - wordRows)
    dialRow = hasDials ? body.endRow : nil

    let shown = lab.available
    if display.isLinear {
      panels = shown.map {
        Place(panel: $0, frame: Rect(size), rect: Rect(size))
      }
      window = 0..<shown.count
      count = shown.count
      return
    }
    guard !shown.isEmpty, body.rows > 1, body.columns > 0 else {
      panels = []
      window = 0..<0
      count = 0
      return
    }
    let isAlone = lab.isZoomed
    let across = isAlone ? 1 : max(1, min(4, body.columns / LabLayout.panelColumns))
    let down = isAlone ? 1 : max(1, min(4, body.rows / LabLayout.panelRows))
    // A table of twins is as wide as the screen and low: where there is room it is always there.
    let strip = lab.plan.runs.count + 3
    let hasStrip = !isAlone && down > 1 && shown.contains(.twins) && shown.count > 1
    let paged = hasStrip ? shown.filter { $0 != .twins } : shown
    let slots = across * down
    let focus = paged.firstIndex(of: lab.focus) ?? 0
    let first = isAlone ? focus : focus / slots * slots
    window = first..<min(paged.count, first + slots)
    count = paged.count
    var area = body
    if hasStrip { area.rows -= strip }
    let places = LabLayout.tiles(Array(paged[window]), in: area, across: across, down: down)
    panels =
      hasStrip
      ? places + [
        LabLayout.place(
          .twins,
          Rect(column: area.column, row: area.endRow, columns: area.columns, rows: strip))
      ] : places
  }

  private static func place(_ panel: LabPanel, _ frame: Rect) -> Place {
    Place(
      panel: panel, frame: frame,
      rect: Rect(
        column: frame.column, row: frame.row + 1, columns: frame.columns, rows: frame.rows - 1))
  }

  /// Panels in rows of about equal length, as near as possible to the shape of a picture.
  private static func tiles(_ grid: [LabPanel], in area: Rect, across: Int, down: Int) -> [Place] {
    guard !grid.isEmpty else { return [] }
    /// How far a number of rows is from that: cells are twice as high as wide.
    func strain(_ rows: Int) -> Double {
      let perRow = (grid.count + rows - 1) / rows
      let shape = Double(area.columns / perRow) / 2 / Double(max(1, area.rows / rows))
      return max(shape / 1.5, 1.5 / max(0.01, shape))
    }
    let possible = (1...max(1, down)).filter {
      (grid.count + $0 - 1) / $0 <= across && $0 <= grid.count
    }
    let rows = possible.min { strain($0) < strain($1) } ?? max(1, down)
    var places: [Place] = []
    var index = 0
    for row in 0..<rows {
      let count = grid.count / rows + (row < grid.count % rows ? 1 : 0)
      let top = area.row + area.rows * row / rows
      let bottom = area.row + area.rows * (row + 1) / rows
      for column in 0..<count {
        let left = area.column + (area.columns + 2) * column / count
        let right = area.column + (area.columns + 2) * (column + 1) / count - 2
        places.append(
          place(
            grid[index],
            Rect(column: left, row: top, columns: right - left, rows: bottom - top)))
        index += 1
      }
    }
    return places
  }

  /// Rows for words: always as many where there are tasks, so that panels stand still.
  private static func wordRows(_ lab: LabState, _ size: Size) -> Int {
    if lab.diverged != nil { return size.rows >= 20 ? 4 : 5 }
    if lab.plan.tasks.isEmpty { return 0 }
    return size.rows >= 20 ? 3 : size.rows >= 14 ? 2 : 1
  }
}
