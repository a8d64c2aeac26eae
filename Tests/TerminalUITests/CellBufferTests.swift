import TerminalUI
import TestSupport
import Testing

@Suite struct CellBufferTests {
  @Test(
    arguments: [
      ("a", 1), ("日", 2), ("e\u{301}", 1), ("👍🏽", 2), ("❤️", 2), ("\u{200B}", 0), ("ｱ", 1), ("한", 2),
      ("⣿", 1), ("─", 1),
    ] as [(Character, Int)])
  func `characters take their cells`(character: Character, columns: Int) {
    #expect(TextWidth.columns(of: character) == columns)
  }

  @Test func `a wide character is written whole or not at all`() {
    var buffer = CellBuffer(Size(columns: 3, rows: 1))
    #expect(buffer.put("a日本", column: 0, row: 0) == 3)
    #expect(buffer.lines == ["a日"])
    buffer.put("b", column: 1, row: 0)
    #expect(buffer.lines == ["ab"])
  }

  @Test func `no text steers the terminal`() {
    var buffer = CellBuffer(Size(columns: 9, rows: 1))
    buffer.put("a\u{1B}[2J\u{202E}b", column: 0, row: 0)
    #expect(!buffer.lines[0].unicodeScalars.contains("\u{1B}"))
    #expect(!buffer.lines[0].unicodeScalars.contains("\u{202E}"))
  }

  @Test func `the terminal in memory keeps what it is shown`() {
    let terminal = MemoryTerminal(Size(columns: 2, rows: 1))
    var buffer = CellBuffer(terminal.size)
    buffer.put("hi", column: 0, row: 0)
    terminal.show(buffer)
    #expect(terminal.screen.lines == ["hi"])
  }

  @Test func `a snapshot has text, styles and a legend`() {
    var buffer = CellBuffer(Size(columns: 5, rows: 2))
    buffer.put("日a", column: 0, row: 0, style: Style(.accent, bold: true))
    #expect(
      snapshotText(of: buffer) == "5x2\n日a\n\n--- styles\naaa\n\n--- legend\na accent bold\n")
  }

  @Test func `a snapshot is written only on request, and then it fails`() {
    #expect(SnapshotOutcome("a", recorded: "a", mode: nil) == nil)
    #expect(SnapshotOutcome("a", recorded: "a", mode: .failed) == nil)
    #expect(SnapshotOutcome("a", recorded: "b", mode: nil)?.isWritten == false)
    #expect(SnapshotOutcome("a", recorded: nil, mode: nil)?.isWritten == false)
    #expect(SnapshotOutcome("a", recorded: "b", mode: .missing)?.isWritten == false)
    #expect(SnapshotOutcome("a", recorded: "b", mode: .failed)?.isWritten == true)
    #expect(SnapshotOutcome("a", recorded: nil, mode: .missing)?.isWritten == true)
    #expect(SnapshotOutcome("a", recorded: "a", mode: .all)?.isWritten == true)
  }
}
