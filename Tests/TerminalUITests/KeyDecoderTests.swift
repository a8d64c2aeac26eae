import TerminalUI
import Testing

@Suite struct KeyDecoderTests {
  private func keys(_ text: String) -> [Key] {
    KeyDecoder.keys(text.unicodeScalars.map { .scalar($0) })
  }

  @Test(
    arguments: [
      ("\r", .enter), ("\n", .enter), ("\u{8}", .backspace), ("\u{7F}", .backspace),
      ("\t", .tab), ("\u{1B}", .escape), ("\u{C}", .control("L")), ("\u{0}", .control("@")),
      ("\u{1F}", .control("_")), ("q", .character("q")), ("θ", .character("θ")),
      ("日", .character("日")), (" ", .character(" ")), ("e\u{301}", .character("é")),
      ("\u{1B}[C", .right), ("\u{1B}OD", .left), ("\u{1B}[5~", .pageUp), ("\u{1B}[6~", .pageDown),
      ("\u{1B}[H", .home), ("\u{1B}[4~", .end), ("\u{1B}[3~", .delete), ("\u{1B}[Z", .backTab),
      ("\u{1B}OM", .enter),
    ] as [(String, Key)])
  func `what a terminal sends is one key`(text: String, key: Key) {
    #expect(keys(text) == [key])
  }

  @Test(arguments: ["\u{1B}[99;5q", "\u{1B}q", "\u{1B}[1;5C", "\u{1B}[", "\u{1B}Oq", "\u{85}"])
  func `an unknown sequence is no key at all`(text: String) {
    #expect(keys(text) == [])
    #expect(keys("a" + text + (text.hasSuffix("[") ? "" : "b")).first == .character("a"))
  }

  @Test func `keys typed at one go keep their order`() {
    let input: [KeyInput] = [
      .scalar("a"), .key(.up), .scalar("\u{1B}"), .key(.down), .scalar("\u{1B}"),
      .scalar("\u{1B}"), .scalar("["), .scalar("A"), .scalar("b"),
    ]
    #expect(
      KeyDecoder.keys(input) == [
        .character("a"), .up, .escape, .down, .escape, .up, .character("b"),
      ])
  }

  @Test(
    arguments: [
      ("xterm-256color", "UTF-8", .braille), ("xterm", "utf8", .braille),
      ("xterm", "ANSI_X3.4-1968", .ascii), ("xterm", "ISO-8859-1", .ascii),
      ("linux", "UTF-8", .blocks), ("vt100", "UTF-8", .ascii), ("dumb", "UTF-8", .ascii),
      ("", "UTF-8", .ascii), ("screen", "UTF-8", .braille),
    ] as [(String, String, GlyphLevel)])
  func `the terminal's type and locale decide the glyphs`(
    term: String, codeset: String, level: GlyphLevel
  ) {
    #expect(GlyphLevel.detected(term: term, codeset: codeset) == level)
  }

  @Test(
    arguments: [
      (256, nil, .extended), (88, nil, .sixteen), (8, nil, .sixteen), (0, nil, .none),
      (-1, nil, .none), (256, "", .extended), (256, "1", .none), (256, "0", .none),
    ] as [(Int, String?, ColorLevel)])
  func `the number of colours and NO_COLOR decide the colour`(
    colors: Int, noColor: String?, level: ColorLevel
  ) {
    #expect(ColorLevel.detected(colors: colors, noColor: noColor) == level)
  }
}
