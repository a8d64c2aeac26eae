/// Where the columns of a ``Table`` stand in a given width.
struct TableLayout {
  struct Column {
    var index: Int
    /// From the table's left edge.
    var start: Int
    var columns: Int
    /// Cells before the point in a decimal column.
    var headColumns: Int
  }

  private let table: Table
  private let glyphs: Glyphs
  private(set) var columns: [Column] = []
  private(set) var width = 0
  /// Room for the cursor and the left mark of the selection.
  let margin: Int

  private static let leastColumns = 4

  init(_ table: Table, width limit: Int, glyphs: Glyphs) {
    self.table = table
    self.glyphs = glyphs
    margin = min(TextWidth.columns(of: glyphs.cursor) + 1, max(0, limit - 1))
    let gap = max(2, table.gap)
    var natural = table.columns.indices.map { naturalColumn($0) }
    widenForGroups(&natural, gap: gap)
    // One more cell at the right for the selection's mark.
    let room = max(1, limit == .max ? .max : limit - margin - 1)
    var gapNow = gap
    if room != .max, total(natural, gapNow) > room { gapNow = 2 }
    if room != .max {
      natural = shownColumns(natural, room: room, gap: gapNow)
      shrink(&natural, to: room, gap: gapNow)
    }
    var start = margin
    for column in natural {
      columns.append(
        Column(
          index: column.index, start: start, columns: column.columns,
          headColumns: column.headColumns))
      start += column.columns + gapNow
    }
    width = natural.isEmpty ? margin : start - gapNow + 1
  }

  private func total(_ columns: [Column], _ gap: Int) -> Int {
    columns.reduce(0) { $0 + $1.columns } + gap * max(0, columns.count - 1)
  }

  private func cell(_ row: Int, _ column: Int) -> StyledLine {
    column < table.rows[row].count ? glyphs.text(table.rows[row][column]) : StyledLine()
  }

  private func naturalColumn(_ index: Int) -> Column {
    let title = glyphs.text(table.columns[index].title).columns
    var head = 0
    var tail = 0
    var whole = 0
    for row in table.rows.indices {
      let figure = Figure(cell(row, index).text)
      whole = max(whole, figure.columns)
      if figure.isNumber || figure.columns == 1 {
        head = max(head, figure.headColumns)
        tail = max(tail, figure.columns - figure.headColumns)
      }
    }
    guard table.columns[index].alignment == .decimal else {
      return Column(index: index, start: 0, columns: max(title, whole), headColumns: 0)
    }
    // A wider title moves the figures to the right, under its end.
    let columns = max(title, whole, head + tail)
    return Column(index: index, start: 0, columns: columns, headColumns: columns - tail)
  }

  private func widenForGroups(_ columns: inout [Column], gap: Int) {
    for group in table.groups.joined() {
      let members = group.columns.clamped(to: columns.indices)
      guard let last = members.last else { continue }
      let lack = glyphs.text(group.title).columns - total(Array(columns[members]), gap)
      if lack > 0 { columns[last].columns += lack }
    }
  }

  /// The width at which a column still says something: whole digits and a little of the rest.
  private func least(_ column: Column) -> Int {
    let isDecimal = table.columns[column.index].alignment == .decimal
    return min(column.columns, (isDecimal ? leastHead(column.index) : 0) + Self.leastColumns)
  }

  /// Columns that have room for their least width: the first, and then those around the
  /// selection.
  private func shownColumns(_ columns: [Column], room: Int, gap: Int) -> [Column] {
    guard columns.count > 1 else { return columns }
    var first = 1
    let wanted = min(max(0, table.selection?.column ?? 0), columns.count - 1)
    while true {
      var shown = [columns[0]]
      var used = least(columns[0])
      for column in columns[first...] {
        guard used + gap + least(column) <= room else { break }
        used += gap + least(column)
        shown.append(column)
      }
      if wanted == 0 || shown.contains(where: { $0.index == wanted }) { return shown }
      if shown.count == 1 { return [columns[wanted]] }
      first += 1
    }
  }

  /// Takes cells from the column that has the most to spare until all fit.
  private func shrink(_ columns: inout [Column], to room: Int, gap: Int) {
    let before = columns
    let leasts = columns.map(least)
    var excess = total(columns, gap) - room
    while excess > 0 {
      func spare(_ index: Int) -> Int { columns[index].columns - leasts[index] }
      guard let most = columns.indices.max(by: { spare($0) < spare($1) }),
        columns[most].columns > 1
      else { break }
      columns[most].columns -= 1
      excess -= 1
    }
    for index in columns.indices where columns[index].columns < before[index].columns {
      // Blanks at the left go first, then the ends of the fractions; whole digits stay.
      let tail = before[index].columns - before[index].headColumns
      columns[index].headColumns = min(
        columns[index].columns,
        max(leastHead(columns[index].index), columns[index].columns - tail))
    }
  }

  private func leastHead(_ index: Int) -> Int {
    table.rows.indices.reduce(0) { most, row in
      let figure = Figure(cell(row, index).text)
      return figure.isNumber ? max(most, figure.headColumns) : most
    }
  }

  func draw(into buffer: inout CellBuffer, in rect: Rect) {
    var row = rect.row
    for groups in table.groups where row < rect.endRow {
      drawGroups(groups, into: &buffer, rect, row)
      row += 1
    }
    if table.headerRows > table.groups.count, row < rect.endRow {
      for column in columns {
        let title = glyphs.text(table.columns[column.index].title)
        let cut = title.truncated(columns: column.columns, glyphs: glyphs)
        let isLeading = table.columns[column.index].alignment == .leading
        let offset = isLeading ? 0 : max(0, column.columns - cut.columns)
        put(cut, muted: true, into: &buffer, rect, rect.column + column.start + offset, row)
      }
      drawHiddenColumns(into: &buffer, rect, row)
      row += 1
    }
    let first = table.effectiveFirstRow(in: rect.rows)
    let visible = min(table.visibleRows(in: rect.rows), rect.endRow - row)
    for index in first..<max(first, first + visible) where index < table.rows.count {
      drawRow(index, into: &buffer, rect, row)
      row += 1
    }
    if visible < table.rows.count, row < rect.endRow {
      drawHiddenRows(above: first, below: table.rows.count - first - visible, &buffer, rect, row)
    }
  }

  private func put(
    _ line: StyledLine, muted: Bool, into buffer: inout CellBuffer, _ rect: Rect, _ column: Int,
    _ row: Int
  ) {
    var line = line
    if muted {
      for index in line.runs.indices where line.runs[index].style == .normal {
        line.runs[index].style = .muted
      }
    }
    buffer.put(line, column: column, row: row, end: rect.endColumn)
  }

  /// A group's title stands over the first of its columns in sight.
  private func drawGroups(
    _ groups: [Table.Group], into buffer: inout CellBuffer, _ rect: Rect, _ row: Int
  ) {
    for group in groups {
      let members = columns.filter { group.columns.contains($0.index) }
      guard let first = members.first, let last = members.last else { continue }
      let width = last.start + last.columns - first.start
      let title = glyphs.text(group.title).truncated(columns: width, glyphs: glyphs)
      let offset = max(0, (width - title.columns) / 2)
      put(title, muted: true, into: &buffer, rect, rect.column + first.start + offset, row)
    }
  }

  private func drawHiddenColumns(into buffer: inout CellBuffer, _ rect: Rect, _ row: Int) {
    guard columns.last.map({ $0.index < table.columns.count - 1 }) == true else { return }
    buffer.put(
      glyphs.leadsOn, column: rect.endColumn - 1, row: row, style: .muted, end: rect.endColumn)
  }

  private func drawHiddenRows(
    above: Int, below: Int, _ buffer: inout CellBuffer, _ rect: Rect, _ row: Int
  ) {
    var parts: [String] = []
    if above > 0 { parts.append("\(glyphs.up) \(above)") }
    if below > 0 { parts.append("\(glyphs.down) \(below)") }
    let short = parts.joined(separator: "  ")
    let long = parts.map { $0 + " more" }.joined(separator: "  ")
    let fits = TextWidth.columns(of: long) <= rect.columns - margin
    buffer.put(
      fits ? long : short, column: rect.column + margin, row: row, style: .muted,
      end: rect.endColumn)
  }

  private func drawRow(_ index: Int, into buffer: inout CellBuffer, _ rect: Rect, _ row: Int) {
    if index == table.cursorRow ?? table.selection?.row, margin > 1 {
      buffer.put(
        glyphs.cursor, column: rect.column, row: row, style: .accent, end: rect.endColumn)
    }
    for column in columns {
      let text = shownText(of: cell(index, column.index), in: column)
      let start = rect.column + column.start + offset(of: text, in: column)
      let isSelected = table.selection == Table.Place(row: index, column: column.index)
      buffer.put(text, column: start, row: row, end: rect.endColumn)
      guard isSelected else { continue }
      let columns = max(1, text.columns)
      buffer.put(
        glyphs.selectionLeft, column: start - 1, row: row, style: .accent, end: rect.endColumn)
      buffer.put(
        glyphs.selectionRight, column: start + columns, row: row, style: .accent,
        end: rect.endColumn)
      let cells = Rect(
        column: start, row: row, columns: min(columns, rect.endColumn - start), rows: 1)
      buffer.restyle(cells) { $0.isReversed = true }
    }
  }

  private func shownText(of line: StyledLine, in column: Column) -> StyledLine {
    let figure = Figure(line.text)
    let indent =
      table.columns[column.index].alignment == .decimal && figure.isNumber
      ? max(0, column.headColumns - figure.headColumns) : 0
    return Figure.cut(line, to: column.columns - indent, glyphs: glyphs)
  }

  private func offset(of line: StyledLine, in column: Column) -> Int {
    let most = max(0, column.columns - line.columns)
    switch table.columns[column.index].alignment {
    case .leading: return 0
    case .trailing: return most
    case .decimal:
      let figure = Figure(line.text)
      guard figure.isNumber || figure.columns == 1 else { return most }
      return min(most, max(0, column.headColumns - figure.headColumns))
    }
  }
}
