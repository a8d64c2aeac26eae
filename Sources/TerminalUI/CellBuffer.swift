/// One cell of the screen.
public struct Cell: Hashable, Sendable {
  /// One user-perceived character; a space where the cell is empty.
  public var character: Character
  public var style: Style
  /// 1, or 2 for a wide character, or 0 for the second cell that a wide one covers.
  public var columns: Int

  public init(_ character: Character = " ", style: Style = .normal, columns: Int = 1) {
    self.character = character
    self.style = style
    self.columns = columns
  }

  public static let blank = Cell()
}

/// A rectangle of cells that views write and a terminal shows.
///
/// Writing outside of it is allowed and does nothing; control characters are shown as `�`, so
/// no text can steer the terminal.
public struct CellBuffer: Hashable, Sendable {
  public let size: Size
  private var cells: [Cell]

  public init(_ size: Size) {
    self.size = Size(columns: max(0, size.columns), rows: max(0, size.rows))
    cells = Array(repeating: .blank, count: self.size.columns * self.size.rows)
  }

  public subscript(column: Int, row: Int) -> Cell {
    get {
      guard contains(column, row) else { return .blank }
      return cells[row * size.columns + column]
    }
    set {
      guard contains(column, row) else { return }
      cells[row * size.columns + column] = newValue
    }
  }

  private func contains(_ column: Int, _ row: Int) -> Bool {
    column >= 0 && row >= 0 && column < size.columns && row < size.rows
  }

  /// Writes `text` from `column` on and returns the column behind the last cell written.
  ///
  /// It is cut off before `end`, the buffer's edge if not given; a wide character that does not
  /// fit whole is left out.
  @discardableResult
  public mutating func put(
    _ text: String, column: Int, row: Int, style: Style = .normal, end: Int? = nil
  ) -> Int {
    let end = min(end ?? size.columns, size.columns)
    var position = column
    for raw in text {
      let character = TextWidth.isControl(raw) ? "\u{FFFD}" : raw
      let columns = TextWidth.columns(of: character)
      guard columns > 0 else { continue }
      guard position + columns <= end else { break }
      if position >= 0 {
        clearWide(at: position, row)
        if columns == 2 { clearWide(at: position + 1, row) }
        self[position, row] = Cell(character, style: style, columns: columns)
        if columns == 2 { self[position + 1, row] = Cell(" ", style: style, columns: 0) }
      }
      position += columns
    }
    return position
  }

  /// Writes a styled line; the same rules as for text.
  @discardableResult
  public mutating func put(_ line: StyledLine, column: Int, row: Int, end: Int? = nil) -> Int {
    var position = column
    for run in line.runs {
      position = put(run.text, column: position, row: row, style: run.style, end: end)
    }
    return position
  }

  /// Blanks the other half of a wide character that is about to be overwritten.
  private mutating func clearWide(at column: Int, _ row: Int) {
    let cell = self[column, row]
    if cell.columns == 2 { self[column + 1, row] = Cell(" ", style: cell.style) }
    if cell.columns == 0 { self[column - 1, row] = Cell(" ", style: cell.style) }
  }

  public mutating func fill(_ rect: Rect, with character: Character = " ", style: Style = .normal) {
    for row in rect.row..<max(rect.row, rect.endRow) {
      put(
        String(repeating: character, count: rect.columns), column: rect.column, row: row,
        style: style, end: rect.endColumn)
    }
  }

  /// Changes the style of cells and keeps their text.
  public mutating func restyle(_ rect: Rect, _ change: (inout Style) -> Void) {
    for row in rect.row..<max(rect.row, rect.endRow) {
      for column in rect.column..<max(rect.column, rect.endColumn) {
        change(&self[column, row].style)
      }
    }
  }

  /// Copies `rows` of `other`, from its row `firstRow` on, to `row` and `column` of this buffer.
  public mutating func copy(
    _ other: CellBuffer, firstRow: Int, rows: Int, toColumn column: Int, row: Int
  ) {
    for offset in 0..<max(0, rows) {
      for source in 0..<other.size.columns {
        self[column + source, row + offset] = other[source, firstRow + offset]
      }
    }
  }

  /// The text of each row, without trailing blanks.
  public var lines: [String] {
    (0..<size.rows).map { row in
      var text = ""
      for column in 0..<size.columns where self[column, row].columns > 0 {
        text.append(self[column, row].character)
      }
      while text.last == " " { text.removeLast() }
      return text
    }
  }
}
