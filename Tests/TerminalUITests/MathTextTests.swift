import TerminalUI
import Testing

@Suite struct MathTextTests {
  @Test(
    arguments: [
      (#"\theta_1 \leftarrow \theta_1 - \eta\cdot 0.1"#, "θ₁ ← θ₁ − η·0.1"),
      (#"\frac{\partial L}{\partial\theta_1}"#, "∂L/∂θ₁"),
      (#"\tfrac12 \lambda \sum w_i^2"#, "½λΣwᵢ²"), (#"\frac{a+b}{n}"#, "(a + b)/n"),
      (#"\frac{1}{2n}"#, "1/(2n)"), (#"\frac{1}{1-p}"#, "1/(1 − p)"),
      (#"\lambda\,\lVert w \rVert_2^{2}"#, "λ ‖w‖₂²"), (#"\sum|\theta_i|"#, "Σ|θᵢ|"),
      (#"\eta\lambda\sign(\theta)"#, "ηλ sign(θ)"), (#"\sign\theta_1"#, "sign θ₁"),
      (#"\max(0, x)"#, "max(0,x)"), (#"a \le b \ge c \ne d"#, "a ≤ b ≥ c ≠ d"),
      (#"\pm\infty"#, "± ∞"),
      (#"\sqrt{v + \epsilon}"#, "√(v + ε)"), (#"\sqrt n"#, "√n"), (#"10^{-3}"#, "10⁻³"),
      (#"x^{Q}"#, "x^Q"), (#"-1"#, "−1"), (#"|a| - |b|"#, "|a| − |b|"), (#"|-a|"#, "|−a|"),
      (#"\hat v_t"#, "v̂ₜ"), (#"\Sigma\Delta"#, "ΣΔ"), (#"\unknown x"#, #"\unknown x"#),
      (#"\beta_1^t"#, "β₁ᵗ"), (#"\{a\}"#, "{a}"), ("a}b", "a}b"), ("{a", "{a"), ("^", "^"),
      (#"\frac"#, "/"), (#"\"#, #"\"#), ("w = 0", "w = 0"), (#"\text{data loss}"#, "data loss"),
      (#"\theta - 2"#, "θ − 2"), (#"(1 - \eta\lambda)w"#, "(1 − ηλ)w"), (#"a * b"#, "a·b"),
    ])
  func `TeX is shown in Unicode`(tex: String, expected: String) {
    let shown = String(MathText.unicode(tex).map { $0 == "\u{A0}" ? " " : $0 })
    #expect(shown == expected)
  }

  @Test func `spaces in a formula do not break`() {
    #expect(!MathText.unicode("a + b = c").contains(" "))
  }
}
