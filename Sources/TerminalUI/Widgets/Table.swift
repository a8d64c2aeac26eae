/// A table of figures: columns with headers, rows of cells, one cell selected.
public struct Table: Hashable, Sendable {
  public enum Alignment: Hashable, Sendable {
    case leading, trailing
    /// Figures line up on their points; what follows the point is left as long as it is.
    case decimal
  }

  public struct Column: Hashable, Sendable {
    public var title: StyledLine
    public var alignment: Alignment

    public init(_ title: StyledLine, _ alignment: Alignment = .decimal) {
      self.title = title
      self.alignment = alignment
    }
  }

  /// A title above several columns.
  public struct Group: Hashable, Sendable {
    public var title: StyledLine
    public var columns: Range<Int>

    public init(_ title: StyledLine, columns: Range<Int>) {
      self.title = title
      self.columns = columns
    }
  }

  /// A cell by its 0-based row and column.
  public struct Place: Hashable, Sendable {
    public var row: Int
    public var column: Int

    public init(row: Int, column: Int) {
      self.row = row
      self.column = column
    }
  }

  public var columns: [Column]
  /// Rows of group titles above the column titles, the outermost first.
  public var groups: [[Group]]
  /// Cells by row; a short row is filled up with empty cells.
  public var rows: [[StyledLine]]
  public var selection: Place?
  /// The row that the cursor glyph stands before; the selected cell's row if nil.
  public var cursorRow: Int?
  /// The first row to show if not all fit; moved as far as it takes to show the selection.
  public var firstRow: Int
  /// Blanks between columns, at least 2: the selection's marks stand in them.
  public var gap: Int

  public init(
    columns: [Column], groups: [[Group]] = [], rows: [[StyledLine]], selection: Place? = nil,
    cursorRow: Int? = nil, firstRow: Int = 0, gap: Int = 2
  ) {
    self.columns = columns
    self.groups = groups
    self.rows = rows
    self.selection = selection
    self.cursorRow = cursorRow
    self.firstRow = firstRow
    self.gap = gap
  }

  /// How many rows of titles there are.
  public var headerRows: Int {
    groups.count + (columns.contains { !$0.title.text.isEmpty } ? 1 : 0)
  }

  /// How many rows of cells a rectangle of this height shows.
  public func visibleRows(in height: Int) -> Int {
    let room = max(0, height - headerRows)
    // One line says how many rows are above and below, where there is a line to spare.
    return rows.count <= room ? rows.count : room > 2 ? room - 1 : room
  }

  /// The size at which nothing is cut or left out.
  public func naturalSize(glyphs: Glyphs) -> Size {
    let layout = TableLayout(self, width: .max, glyphs: glyphs)
    return Size(columns: layout.width, rows: headerRows + rows.count)
  }

  /// The first row shown in a rectangle of this height.
  public func effectiveFirstRow(in height: Int) -> Int {
    let visible = visibleRows(in: height)
    var first = min(max(0, firstRow), max(0, rows.count - visible))
    if let target = selection?.row ?? cursorRow, rows.indices.contains(target), visible > 0 {
      first = min(max(first, target - visible + 1), target)
    }
    return first
  }

  /// The text of all rows, without selection or styles, columns two blanks apart.
  public func lines(glyphs: Glyphs) -> [String] {
    var copy = self
    copy.selection = nil
    copy.cursorRow = nil
    copy.gap = 2
    let layout = TableLayout(copy, width: .max, glyphs: glyphs)
    let size = Size(columns: layout.width, rows: headerRows + rows.count)
    var buffer = CellBuffer(size)
    layout.draw(into: &buffer, in: Rect(size))
    // The margin is there for the cursor, which a plain text has not.
    return buffer.lines.map { String($0.dropFirst(layout.margin)) }
  }

  /// The table in Markdown; group titles go into the titles of their columns.
  public func markdown(glyphs: Glyphs = Glyphs(.braille)) -> String {
    func row(_ cells: [String]) -> String {
      "| " + cells.map(Self.escaped).joined(separator: " | ") + " |"
    }
    let titles = columns.indices.map { index in
      let above = groups.compactMap { $0.first { $0.columns.contains(index) }?.title.text }
      return (above + [columns[index].title.text]).filter { !$0.isEmpty }.joined(separator: " ")
    }
    var lines = [row(titles.map(glyphs.text))]
    lines.append(
      "| " + columns.map { $0.alignment == .leading ? "---" : "---:" }.joined(separator: " | ")
        + " |")
    for cells in rows {
      lines.append(
        row(columns.indices.map { $0 < cells.count ? glyphs.text(cells[$0].text) : "" }))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if character == "|" || character == "\\" { result.append("\\") }
      result.append(TextWidth.isControl(character) ? " " : character)
    }
    return result
  }

  /// Draws as many columns and rows as fit, with a word on what is out of sight.
  public func draw(into buffer: inout CellBuffer, in rect: Rect, glyphs: Glyphs) {
    guard rect.columns > 0, rect.rows > 0 else { return }
    TableLayout(self, width: rect.columns, glyphs: glyphs).draw(into: &buffer, in: rect)
  }
}
