import TerminalUI
import Testing

@Suite struct ProseMarkupTests {
  private let glyphs = Glyphs(.braille)

  @Test func `marks become elements`() {
    #expect(
      Prose("a *b* **c** `d<` $\\theta_1$\n\n> note\n\n[e&f](https://f.org/?a=1&b)").html
        == "<p>a <em>b</em> <strong>c</strong> <code>d&lt;</code> θ₁</p>\n"
        + "<blockquote><p>note</p></blockquote>\n"
        + "<p><a href=\"https://f.org/?a=1&amp;b\">e&amp;f</a></p>\n")
  }

  @Test func `lists nest as they are indented`() {
    #expect(
      Prose("- a\n  - b\n  - c\n- d\n\n3. e").html
        == "<ul>\n<li>a<ul>\n<li>b</li>\n<li>c</li></ul></li>\n<li>d</li>\n</ul><ol>\n"
        + "<li value=\"3\">e</li></ol>\n")
    // Nothing stands before the first item that it could be a part of.
    #expect(Prose("    - a").html == "<ul>\n<li>a</li></ul>\n")
  }

  @Test func `Markdown says the same again`() {
    let text = "a *b* **c** `d` [e](https://f.org)\n\n- f\n\n> h\n\n1. i"
    #expect(Prose(text).markdown(glyphs: glyphs) == text)
    #expect(Prose("- a\n  - b").markdown(glyphs: glyphs) == "- a\n    - b")
    #expect(Prose("1.5 and 2").markdown(glyphs: glyphs) == "1.5 and 2")
    #expect(Prose("\\# no heading").markdown(glyphs: glyphs) == "\\# no heading")
    #expect(Prose("1\\. no list").markdown(glyphs: glyphs) == "1\\. no list")
    #expect(Prose("a_b < c\\*").markdown(glyphs: glyphs) == "a\\_b \\< c\\*")
  }

  @Test(
    arguments: [
      "a*b*c", "`code`", "$x$ and $5", "[a](https://b.c)", "- item", "> note", "12. item", "a\\b",
      "**", "θ₁ ← θ₁ − 0.1·(1 + 0.1)", "1.5", "<b>&",
    ])
  func `escaped text is shown as it is`(text: String) {
    #expect(Prose(Prose.escaped(text)).plainLines(columns: nil, glyphs: glyphs) == [text])
  }

  @Test func `points of figures are below each other`() {
    let table = Table(
      columns: [.init("a<b", .leading), .init("w")],
      groups: [[Table.Group("g", columns: 1..<2)]],
      rows: [["x", "1"], ["y", "−0.25"], ["z", "held"]])
    let html = table.html
    #expect(html.contains("<td colspan=\"1\"></td><th colspan=\"1\" scope=\"colgroup\">g</th>"))
    #expect(html.contains("<th scope=\"col\">a&lt;b</th>"))
    #expect(html.contains("<td class=\"n\">1\u{A0}\u{A0}\u{A0}</td>"))
    #expect(html.contains("<td class=\"n\">−0.25</td>"))
    #expect(html.contains("<td class=\"n\">held</td>"))
  }

  @Test func `pictures of a page have names of their own and one style`() {
    let chart = LineChart([LineChart.Series("a", values: [1, 2], index: 0)]).svg(title: "t")
    let inline = SVGWriter.inline(chart, number: 7)
    #expect(chart.contains(SVGWriter.style) && !inline.contains("<style>"))
    #expect(inline.contains("aria-labelledby=\"title-7 desc-7\""))
    #expect(inline.contains("<title id=\"title-7\">") && inline.contains("<desc id=\"desc-7\">"))
  }
}
