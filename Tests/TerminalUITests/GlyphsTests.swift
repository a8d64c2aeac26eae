import Testing

@testable import TerminalUI

@Suite struct GlyphsTests {
  let ascii = Glyphs(.ascii)

  @Test(
    arguments: [
      ("θ₁ ← θ₁ − η·½", "theta1 <- theta1 - eta*1/2"),
      ("θ1", "theta1"), ("θᵢ", "theta_i"), ("x₁₂", "x_12"), ("ηλw", "eta lambda w"),
      ("∂L/∂θ", "dL/dtheta"), ("Σ|θᵢ|", "sum|theta_i|"), ("½λΣw²", "1/2 lambda sum w^2"),
      ("10⁻³", "10^-3"), ("‖w‖₂", "||w||_2"), ("√(v̂+ε)", "sqrt(vhat+epsilon)"), ("√n", "sqrt n"),
      ("a ≤ b ≠ c", "a <= b != c"), ("→ step", "-> step"), ("caf\u{E9}", "cafe"),
      ("cafe\u{301}", "cafe"), ("“é”…", "\"e\".."), ("3 × 4", "3 x 4"), ("✓ ▸ ✗", "ok > x"),
      ("日本", "??"), ("Łódź", "Lodz"), ("Δθ", "Delta theta"), ("2λ", "2 lambda"), ("±∞", "+-inf"),
      ("plain", "plain"), ("m̂ₜ", "mhat_t"), ("ŷ", "yhat"), ("😀", "?"), ("w ← w", "w <- w"),
    ])
  func `ASCII keeps the meaning of what it cannot show`(unicode: String, expected: String) {
    #expect(ascii.text(unicode) == expected)
  }

  @Test func `Unicode levels leave text as it is`() {
    #expect(Glyphs(.braille).text("θ₁ ← é") == "θ₁ ← é")
    #expect(Glyphs(.blocks).text("θ₁ ← é") == "θ₁ ← é")
  }

  @Test func `a name split between two styles is still one name`() {
    let line = StyledLine([StyledRun("θ"), StyledRun("₁", .bold)])
    #expect(ascii.text(line).runs.map(\.text) == ["theta", "1"])
  }

  @Test func `every sign of the ASCII level is ASCII`() {
    for sign in [
      ascii.rule, ascii.verticalRule, ascii.gaugeFull, ascii.gaugeEmpty, ascii.ellipsis,
      ascii.cursor, ascii.selectionLeft, ascii.selectionRight, ascii.check, ascii.cross,
      ascii.bullet, ascii.middleDot, ascii.up, ascii.down, ascii.axisCorner, ascii.axisTickLeft,
      ascii.axisTickDown, ascii.zeroLine, ascii.chartCursor, ascii.point,
    ] {
      #expect(sign.utf8.allSatisfy { $0 < 0x80 }, "\(sign)")
    }
  }

  @Test(arguments: [
    (Key.right, "→", "right"), (.character(" "), "Space", "Space"), (.control("L"), "^L", "^L"),
    (.up, "↑", "up"), (.character("η"), "η", "eta"),
  ])
  func `keys have a name at every level`(key: Key, unicode: String, plain: String) {
    #expect(Glyphs(.braille).name(of: key) == unicode)
    #expect(ascii.name(of: key) == plain)
  }
}
