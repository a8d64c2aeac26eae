import TerminalUI

/// A table whose columns give way where there is no room: the least important first.
struct RankedTable {
  struct Column {
    var title: String
    var alignment: Table.Alignment = .decimal
    /// 0 stays to the end.
    var rank: Int
    var cells: [StyledLine]
  }

  var columns: [Column]
  /// The row that the cursor stands before.
  var cursorRow: Int?

  /// The widest table that fits.
  func fitting(_ room: Int, glyphs: Glyphs) -> Table {
    var shown = columns
    while true {
      let count = shown.first?.cells.count ?? 0
      let table = Table(
        columns: shown.map {
          Table.Column(StyledLine(glyphs.text($0.title), .muted), $0.alignment)
        },
        rows: (0..<count).map { row in shown.map { glyphs.text($0.cells[row]) } },
        cursorRow: cursorRow)
      guard table.naturalSize(glyphs: glyphs).columns > room,
        let worst = shown.map(\.rank).max(), worst > 0
      else { return table }
      shown.removeAll { $0.rank == worst }
    }
  }
}
