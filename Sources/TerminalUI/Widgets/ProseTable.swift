/// A table whose cells are prose: the columns share the width, and long cells wrap.
public struct ProseTable: Hashable, Sendable {
  public struct Cell: Hashable, Sendable {
    public var prose: Prose
    /// Stands behind the prose: a mark that it leads on, the number of a note.
    public var mark: String

    public init(_ prose: Prose, mark: String = "") {
      self.prose = prose
      self.mark = mark
    }

    /// The cell's lines with its mark behind the last of them.
    public func lines(columns: Int, glyphs: Glyphs) -> [StyledLine] {
      var lines = prose.lines(columns: columns, glyphs: glyphs)
      guard !mark.isEmpty else { return lines }
      let mark = glyphs.text(StyledLine(mark, .accent))
      let room = columns - 1 - mark.columns
      // The mark takes the last word with it to the next line.
      if lines.last.map({ $0.columns > room }) ?? false {
        lines = prose.lines(columns: max(1, room), glyphs: glyphs)
      }
      guard !lines.isEmpty else { return [mark] }
      lines[lines.count - 1].append(" ")
      lines[lines.count - 1].runs += mark.runs
      return lines
    }
  }

  public struct Row: Hashable, Sendable {
    public var head: String
    public var cells: [Cell]

    public init(_ head: String, _ cells: [Cell]) {
      self.head = head
      self.cells = cells
    }
  }

  public var heads: [String]
  public var rows: [Row]
  public var selection: Table.Place?

  public init(heads: [String], rows: [Row], selection: Table.Place? = nil) {
    self.heads = heads
    self.rows = rows
    self.selection = selection
  }

  /// Where all of it stands in so many columns; `nil` where a cell would be too narrow to be read.
  public func layout(columns: Int, glyphs: Glyphs) -> ProseTableLayout? {
    ProseTableLayout(self, columns: columns, glyphs: glyphs)
  }
}

/// A ``ProseTable`` in a given width.
public struct ProseTableLayout {
  private let table: ProseTable
  private let glyphs: Glyphs
  private let headColumns: Int
  /// Of each column, without its margin.
  private let widths: [Int]
  private let titles: [[StyledLine]]
  private let titleRows: Int
  private let rows: [[[StyledLine]]]
  /// The first line of each row, below the titles.
  private let tops: [Int]
  private let bodyRows: Int

  private static let narrowest = 13
  /// For the cursor and the blank before it.
  private static let margin = 3

  init?(_ table: ProseTable, columns: Int, glyphs: Glyphs) {
    self.table = table
    self.glyphs = glyphs
    let longestHead = table.rows.reduce(0) { max($0, TextWidth.columns(of: glyphs.text($1.head))) }
    headColumns = min(longestHead, max(10, columns / 5))
    let count = table.heads.count
    let room = columns - headColumns - count * ProseTableLayout.margin
    guard count > 0, room / count >= ProseTableLayout.narrowest else { return nil }
    let wanted = table.heads.indices.map { ProseTableLayout.natural(table, $0, glyphs) }
    widths = ProseTableLayout.shared(room, wanted)

    titles = zip(table.heads, widths).map {
      StyledLine(glyphs.text($0), .bold).wrapped(columns: $1)
    }
    titleRows = titles.reduce(1) { max($0, $1.count) }
    rows = table.rows.map { [headColumns, widths] row in
      [StyledLine(glyphs.text(row.head), .bold).wrapped(columns: headColumns)]
        + zip(row.cells, widths).map { $0.lines(columns: $1, glyphs: glyphs) }
    }
    var top = 0
    tops = rows.map { cells in
      defer { top += (cells.map(\.count).max() ?? 0) + 1 }
      return top
    }
    bodyRows = max(0, top - 1)
  }

  /// The width at which nothing of a column wraps.
  private static func natural(_ table: ProseTable, _ column: Int, _ glyphs: Glyphs) -> Int {
    table.rows.reduce(TextWidth.columns(of: glyphs.text(table.heads[column]))) { widest, row in
      guard row.cells.indices.contains(column) else { return widest }
      let lines = row.cells[column].lines(columns: 400, glyphs: glyphs)
      return lines.reduce(widest) { max($0, $1.columns) }
    }
  }

  /// `room` shared evenly; what a column does not need goes to the others.
  private static func shared(_ room: Int, _ wanted: [Int]) -> [Int] {
    var widths = Array(repeating: 0, count: wanted.count)
    var left = room
    var open = Array(wanted.indices)
    while !open.isEmpty {
      let share = left / open.count
      let content = open.filter { wanted[$0] <= share }
      guard !content.isEmpty else {
        for (offset, index) in open.enumerated() {
          widths[index] = share + (offset < left % open.count ? 1 : 0)
        }
        break
      }
      for index in content {
        widths[index] = max(wanted[index], narrowest)
        left -= widths[index]
      }
      open.removeAll { content.contains($0) }
    }
    return widths
  }

  /// The height at which nothing is left out.
  public var height: Int { titleRows + 1 + bodyRows }

  /// The rows of titles and of their rule, which always are in sight.
  public var headRows: Int { titleRows + 1 }

  /// The height of the highest row.
  public var tallestRow: Int {
    rows.reduce(0) { tallest, cells in cells.reduce(tallest) { max($0, $1.count) } }
  }

  /// Draws the titles and as many rows as fit, those around the selection.
  public func draw(into buffer: inout CellBuffer, in rect: Rect) {
    guard rect.rows > 0, rect.columns > 0 else { return }
    drawTitles(into: &buffer, rect)
    let window = Rect(
      column: rect.column, row: rect.row + headRows, columns: rect.columns,
      rows: rect.rows - headRows)
    guard window.rows > 0 else { return }
    var canvas = CellBuffer(Size(columns: rect.columns, rows: bodyRows))
    for row in rows.indices { drawRow(row, into: &canvas) }
    let first = firstLine(in: window.rows)
    buffer.copy(
      canvas, firstRow: first, rows: min(window.rows, bodyRows - first), toColumn: window.column,
      row: window.row)
    let edge = rect.endColumn - 1
    if first > 0 {
      buffer.put(glyphs.up, column: edge, row: window.row, style: .accent, end: rect.endColumn)
    }
    if first + window.rows < bodyRows {
      buffer.put(
        glyphs.down, column: edge, row: window.endRow - 1, style: .accent, end: rect.endColumn)
    }
  }

  /// All of it as plain lines.
  public var lines: [String] {
    var buffer = CellBuffer(
      Size(
        columns: headColumns + widths.reduce(0) { $0 + $1 + ProseTableLayout.margin },
        rows: height))
    draw(into: &buffer, in: Rect(buffer.size))
    return buffer.lines
  }

  private func start(of column: Int) -> Int {
    headColumns + widths[..<column].reduce(0, +) + (column + 1) * ProseTableLayout.margin
  }

  private func drawTitles(into buffer: inout CellBuffer, _ rect: Rect) {
    for (column, lines) in titles.enumerated() {
      for (offset, line) in lines.enumerated() where offset < rect.rows {
        // At the bottom of their rows, next to what they head.
        buffer.put(
          line, column: rect.column + start(of: column),
          row: rect.row + offset + titleRows - lines.count, end: rect.endColumn)
      }
    }
    guard titleRows < rect.rows else { return }
    let width = widths.last.map { start(of: widths.count - 1) + $0 } ?? 0
    buffer.put(
      String(repeating: glyphs.rule, count: width), column: rect.column,
      row: rect.row + titleRows, style: .muted, end: rect.endColumn)
  }

  private func drawRow(_ row: Int, into canvas: inout CellBuffer) {
    let height = rows[row].map(\.count).max() ?? 0
    for (index, lines) in rows[row].enumerated() {
      let column = index == 0 ? 0 : start(of: index - 1)
      for (offset, line) in lines.enumerated() {
        canvas.put(line, column: column, row: tops[row] + offset)
      }
      guard index > 0, table.selection == Table.Place(row: row, column: index - 1) else { continue }
      canvas.put(glyphs.cursor, column: column - 2, row: tops[row], style: .accent)
      canvas.restyle(
        Rect(column: column, row: tops[row], columns: widths[index - 1], rows: height)
      ) { $0.isReversed = true }
    }
  }

  /// The first line in sight: the selected row stands in the middle, where it can.
  private func firstLine(in window: Int) -> Int {
    guard bodyRows > window, let row = table.selection?.row, tops.indices.contains(row) else {
      return 0
    }
    let height = rows[row].map(\.count).max() ?? 0
    let centred = tops[row] - max(0, window - height) / 2
    return max(0, min(centred, bodyRows - window))
  }
}
