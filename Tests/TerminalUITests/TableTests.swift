import TerminalUI
import TestSupport
import Testing

@Suite struct TableTests {
  static let replay = Table(
    columns: [
      Table.Column("it", .trailing), Table.Column("θ₁"), Table.Column("step"), Table.Column("θ₂"),
      Table.Column("note", .leading),
    ],
    groups: [[Table.Group("L1", columns: 1..<3), Table.Group("L2 (decay)", columns: 3..<4)]],
    rows: [
      ["0", "1.5", "", "0.5", ""], ["1", "1.39", "0.11", "−0.014604476", "held"],
      ["2", "12", "0.11", "1e-05", ""], ["3", "·", "", "?", "日本 at rest"],
    ])

  private func drawn(
    _ table: Table, _ columns: Int, _ rows: Int, _ level: GlyphLevel = .braille
  ) -> CellBuffer {
    let size = Size(columns: columns, rows: rows)
    var buffer = CellBuffer(size)
    table.draw(into: &buffer, in: Rect(size), glyphs: Glyphs(level))
    return buffer
  }

  @Test func `figures line up on their points`() {
    #expect(
      Self.replay.lines(glyphs: Glyphs(.braille)) == [
        "        L1        L2 (decay)",
        "it     θ₁  step            θ₂  note",
        " 0   1.5          0.5",
        " 1   1.39  0.11  −0.014604476  held",
        " 2  12     0.11   1e-05",
        " 3   ·            ?            日本 at rest",
      ])
  }

  @Test(arguments: [(80, 8), (30, 6), (14, 5)], GlyphLevel.allCases)
  func `a selected cell shows in every size and without colour`(size: (Int, Int), level: GlyphLevel)
  {
    var table = Self.replay
    table.selection = Table.Place(row: 2, column: 3)
    let buffer = drawn(table, size.0, size.1, level)
    expectSnapshot(buffer, named: "table-\(size.0)x\(size.1)-\(level.rawValue)")
    let glyphs = Glyphs(level)
    #expect(buffer.lines.contains { $0.contains(glyphs.selectionLeft) })
  }

  @Test func `a window of rows follows the selection and tells what is hidden`() {
    var table = Table(
      columns: [Table.Column("n")], rows: (0..<100).map { [StyledLine("\($0)")] })
    table.selection = Table.Place(row: 50, column: 0)
    #expect(table.effectiveFirstRow(in: 10) == 43)
    let lines = drawn(table, 30, 10).lines
    #expect(lines.last == "  ↑ 43 more  ↓ 49 more")
    #expect(lines.contains { $0.contains("▐50▌") })
    table.selection = nil
    table.firstRow = 1_000
    #expect(drawn(table, 30, 10).lines.dropLast().last?.hasSuffix("99") == true)
  }

  @Test(
    arguments: [
      ("1.23456789e-05", 10, "1.234…e-05"), ("1.2345e-05", 5, "…"), ("3.14159265", 6, "3.141…"),
      ("held", 3, "he…"),
    ])
  func `a cut figure keeps its exponent`(text: String, columns: Int, expected: String) {
    let table = Table(columns: [Table.Column("")], rows: [[StyledLine(text)]])
    #expect(drawn(table, columns + 3, 1).lines[0].drop { $0 == " " } == expected[...])
  }

  @Test func `points stay in line when fractions are cut`() {
    let table = Table(
      columns: [Table.Column("w")], rows: [["12.345678901"], ["1.234567890"], ["-0.5"]])
    #expect(drawn(table, 10, 4).lines == ["        w", "  12.345…", "   1.234…", "  -0.5"])
  }

  @Test func `Markdown escapes what would end a cell`() {
    let table = Table(
      columns: [Table.Column("a", .leading), Table.Column("|w|")],
      groups: [[Table.Group("L1", columns: 1..<2)]], rows: [["x|y", "1"], ["z"]])
    #expect(
      table.markdown() == """
        | a | L1 \\|w\\| |
        | --- | ---: |
        | x\\|y | 1 |
        | z |  |

        """)
  }

  @Test func `no size is too small and no table too empty`() {
    var table = Self.replay
    for columns in 1...40 {
      for rows in 1...8 {
        table.selection = Table.Place(row: columns % 5, column: rows % 6)
        for level in GlyphLevel.allCases {
          #expect(drawn(table, columns, rows, level).size.columns == columns)
        }
      }
    }
    _ = drawn(Table(columns: [], rows: [[]]), 10, 3)
    _ = drawn(Table(columns: [Table.Column("a")], rows: []), 10, 3)
  }
}
