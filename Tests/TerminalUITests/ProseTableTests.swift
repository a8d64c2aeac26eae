import TerminalUI
import Testing

struct ProseTableTests {
  private static func table(
    rows: Int, selection: Table.Place? = nil, level: GlyphLevel = .braille
  ) -> ProseTable {
    ProseTable(
      heads: ["First column", "Second"],
      rows: (0..<rows).map { row in
        ProseTable.Row(
          "Row number \(row)",
          [
            ProseTable.Cell(Prose("alpha\(row) beta\(row) gamma\(row) delta\(row) epsilon\(row)")),
            ProseTable.Cell(Prose("*zeta\(row)*"), mark: Glyphs(level).leadsOn),
          ])
      }, selection: selection)
  }

  @Test(arguments: [48, 60, 78, 130], GlyphLevel.allCases)
  func everyWordIsThereAtEveryWidth(columns: Int, level: GlyphLevel) throws {
    let layout = try #require(
      ProseTableTests.table(rows: 5, level: level).layout(columns: columns, glyphs: Glyphs(level)))
    let text = layout.lines.joined(separator: "\n")
    for row in 0..<5 {
      for word in ["alpha", "beta", "gamma", "delta", "epsilon", "zeta"] {
        #expect(text.contains("\(word)\(row)"))
      }
    }
    #expect(layout.lines.allSatisfy { TextWidth.columns(of: $0) <= columns })
    #expect(layout.lines.count == layout.height)
    #expect(text.contains(level == .ascii ? "zeta3 >" : "zeta3 ›"))
  }

  @Test func columnsTooNarrowToReadAreNone() {
    #expect(ProseTableTests.table(rows: 2).layout(columns: 38, glyphs: Glyphs(.braille)) == nil)
  }

  @Test func aColumnThatNeedsLittleGivesTheRestAway() throws {
    let layout = try #require(
      ProseTableTests.table(rows: 1).layout(columns: 78, glyphs: Glyphs(.braille)))
    #expect(layout.lines.last == "Row number 0   alpha0 beta0 gamma0 delta0 epsilon0   zeta0 ›")
  }

  @Test(arguments: 0..<12)
  func theSelectedRowIsInSightUnderItsTitles(row: Int) throws {
    let place = Table.Place(row: row, column: 1)
    let layout = try #require(
      ProseTableTests.table(rows: 12, selection: place).layout(
        columns: 60, glyphs: Glyphs(.braille)))
    var buffer = CellBuffer(Size(columns: 60, rows: 9))
    layout.draw(into: &buffer, in: Rect(buffer.size))
    let lines = buffer.lines
    #expect(lines[0].contains("First column"))
    let line = try #require(lines.firstIndex { $0.contains("zeta\(row) ") })
    let text = lines[line]
    let column = text.distance(
      from: text.startIndex, to: try #require(text.firstRange(of: "zeta")).lowerBound)
    #expect(buffer[column, line].style.isReversed)
    #expect(buffer[column - 2, line].character == "▸")
  }
}
