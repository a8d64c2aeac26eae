import TerminalUI
import Testing

@Suite struct ProseTests {
  private func text(_ markdown: String, _ columns: Int = 40) -> [String] {
    Prose(markdown).lines(columns: columns, glyphs: Glyphs(.braille)).map(\.text)
  }

  @Test func `paragraphs fill lines and stand apart`() {
    #expect(text("one two\nthree\n\nfour", 9) == ["one two", "three", "", "four"])
  }

  @Test func `marks become styles`() {
    let runs = Prose("a *b* **c** `d` [e](https://f.org)")
      .lines(columns: 80, glyphs: Glyphs(.braille))[0].runs
    #expect(
      runs == [
        StyledRun("a "), StyledRun("b", Style(italic: true)), StyledRun(" "),
        StyledRun("c", .bold), StyledRun(" "), StyledRun("d", .accent), StyledRun(" "),
        StyledRun("e", Style(underlined: true), link: "https://f.org"),
      ])
  }

  @Test(
    arguments: [
      "a * b", "a *b", "**b", "a `b", "costs $5 and $6", "[a](b)", "[a]", "x $", "a ** b", "*", "[",
      "$$", "**", "`", "[a](javascript:x)",
    ])
  func `a mark that is not closed is shown as it is`(markdown: String) {
    #expect(text(markdown) == [markdown])
  }

  @Test func `a backslash takes the meaning away`() {
    #expect(text(#"\*a\* \$b\$ \`c\` \\ \q"#) == [#"*a* $b$ `c` \ \q"#])
  }

  @Test func `lists hang under their marks`() {
    #expect(
      text("- one two three\n- four\n  - five", 9) == [
        "• one two", "  three", "• four", "  • five",
      ])
    #expect(text("1. one two\n12. three", 9) == ["1. one", "   two", "12. three"])
  }

  @Test func `a note has a bar on every line`() {
    #expect(text("> one\n> two three", 9) == ["│ one two", "│ three"])
  }

  @Test func `math stays on its line where it can`() {
    #expect(
      text("the step $\\theta \\leftarrow \\theta - \\eta$ is", 14) == [
        "the step", "θ ← θ − η is",
      ])
    #expect(text("$a + b + c + d$", 6) == ["a + b", "+ c +", "d"])
    #expect(text("$ab + cd$", 6) == ["ab +", "cd"])
  }

  @Test func `ASCII prose says math in letters`() {
    let lines = Prose("$\\lambda\\lVert w\\rVert_2^{2}$ – *é*").plainLines(
      columns: nil, glyphs: Glyphs(.ascii))
    #expect(lines == ["lambda||w||_2^2 - e"])
  }

  @Test func `plain lines name a link's address`() {
    let lines = Prose("See [the **paper**](https://a.org/b) and `code`.")
      .plainLines(columns: nil, glyphs: Glyphs(.braille))
    #expect(lines == ["See the paper (https://a.org/b) and `code`."])
  }

  @Test func `wide and combining characters are measured and kept whole`() {
    #expect(text("日本語の文章", 5) == ["日本", "語の", "文章"])
    #expect(
      text("e\u{301}e\u{301}e\u{301}e\u{301}", 3) == ["e\u{301}e\u{301}e\u{301}", "e\u{301}"])
    #expect(text("👩‍👩‍👧 ab", 4) == ["👩‍👩‍👧", "ab"])
    #expect(text("終。", 2) == ["終", "。"])
  }

  @Test(arguments: [1, 2, 3, 4, 5, 8, 13, 40, 399, 400])
  func `no line is wider than asked, whatever the width`(columns: Int) {
    let markdown = """
      A *paragraph* with `some code`, $\\frac{\\partial L}{\\partial\\theta_1}$ and a-very-long-word.

      - item with **strong** text
        - inner 日本語 😀
      12. third

      > a note with [a link](https://example.org)
      """
    for level in GlyphLevel.allCases {
      for line in Prose(markdown).lines(columns: columns, glyphs: Glyphs(level)) {
        // A wide character cannot be made narrower.
        #expect(line.columns <= max(columns, 2), "\(line.text)")
      }
    }
  }

  @Test func `nothing is lost in wrapping`() {
    let markdown = "one two three four $a = b$ five six *seven eight* nine"
    let whole = text(markdown, 400).joined().filter { $0 != " " }
    for columns in 1...60 {
      #expect(text(markdown, columns).joined().filter { $0 != " " } == whole)
    }
  }
}
