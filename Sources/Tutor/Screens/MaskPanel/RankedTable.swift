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
    table(upTo: rank(fitting: room, glyphs: glyphs), glyphs: glyphs)
  }

  /// The highest rank of a column that there is room for.
  func rank(fitting room: Int, glyphs: Glyphs) -> Int {
    let ranks = Set(columns.map(\.rank)).sorted(by: >)
    return ranks.first {
      $0 == 0 || table(upTo: $0, glyphs: glyphs).naturalSize(glyphs: glyphs).columns <= room
    } ?? 0
  }

  /// The columns up to a rank.
  func table(upTo rank: Int, glyphs: Glyphs) -> Table {
    let shown = columns.filter { $0.rank <= rank }
    let count = shown.first?.cells.count ?? 0
    return Table(
      columns: shown.map {
        Table.Column(StyledLine(glyphs.text($0.title), .muted), $0.alignment)
      },
      rows: (0..<count).map { row in shown.map { glyphs.text($0.cells[row]) } },
      cursorRow: cursorRow)
  }
}
