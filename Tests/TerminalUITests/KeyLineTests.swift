import TerminalUI
import Testing

@Suite struct KeyLineTests {
  static let bindings: [KeyBinding<Int>] = [
    KeyBinding([.right, .character("l")], "step", help: "One step on.", 1),
    KeyBinding([.left], "back", help: "One step back.", 2),
    KeyBinding([.up], "cell", help: "The cell above.", 3),
    KeyBinding([.down], "cell", help: "The cell below.", 4),
    KeyBinding([.character("?")], "keys", help: "All keys of this screen.", 5),
    KeyBinding([.control("L")], "redraw", help: "Draws all anew.", 6, footer: false),
    KeyBinding([.character("x")], "export", help: "Writes the run.", 7, isEnabled: false),
  ]

  @Test(
    arguments: [
      (80, "→ step  ← back  ↑↓ cell  ? keys"), (31, "→ step  ← back  ↑↓ cell  ? keys"),
      (30, "→ step  ← back  ? keys"),
      (15, "→ step  ? keys"), (8, "? keys"), (4, "? k…"), (1, "…"), (0, ""),
    ])
  func `the footer keeps what matters and the way to the rest`(columns: Int, expected: String) {
    let line = KeyFooter(Self.bindings).line(columns: columns, glyphs: Glyphs(.braille))
    #expect(line.text == expected)
  }

  @Test func `the footer spells keys out in ASCII`() {
    let line = KeyFooter(Self.bindings).line(columns: 80, glyphs: Glyphs(.ascii))
    #expect(line.text == "right step  left back  up/down cell  ? keys")
  }

  @Test func `the sheet names every live key`() {
    let lines = KeySheet(Self.bindings).lines(columns: 40, glyphs: Glyphs(.braille)).map(\.text)
    #expect(
      lines == [
        "→ l  One step on.", "←    One step back.", "↑    The cell above.", "↓    The cell below.",
        "?    All keys of this screen.", "^L   Draws all anew.",
      ])
    let narrow = KeySheet(Self.bindings).lines(columns: 20, glyphs: Glyphs(.braille)).map(\.text)
    #expect(narrow.prefix(2) == ["→ l", "  One step on."])
    for columns in 1...60 {
      for line in KeySheet(Self.bindings).lines(columns: columns, glyphs: Glyphs(.ascii)) {
        #expect(line.columns <= columns)
      }
    }
  }

  @Test(arguments: [
    (0.0, "────"), (0.01, "━───"), (0.5, "━━──"), (0.99, "━━━─"), (1, "━━━━"), (.nan, "────"),
    (7, "━━━━"),
  ])
  func `a gauge is full only at the end`(fraction: Double, expected: String) {
    #expect(Gauge(fraction: fraction).line(columns: 4, glyphs: Glyphs(.braille)).text == expected)
  }

  @Test func `a gauge of nothing is empty`() {
    #expect(Gauge(0, of: 0).line(columns: 3, glyphs: Glyphs(.ascii)).text == "---")
  }
}
