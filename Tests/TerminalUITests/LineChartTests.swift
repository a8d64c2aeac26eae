import TerminalUI
import TestSupport
import Testing

@Suite struct LineChartTests {
  static let weights = LineChart(
    [
      LineChart.Series("θ₁", values: [1.5, 1.39, 1.28, 1.17, 1.06, 0.95, 0.84], index: 0),
      LineChart.Series("θ₂", values: [0.5, 0.39, 0.28, 0.17, 0.06, -0.05, 0.06], index: 1),
    ], xLabel: "iteration", yLabel: "weight")

  private func drawn(_ chart: LineChart, _ columns: Int, _ rows: Int, _ level: GlyphLevel)
    -> CellBuffer
  {
    let size = Size(columns: columns, rows: rows)
    var buffer = CellBuffer(size)
    chart.draw(into: &buffer, in: Rect(size), glyphs: Glyphs(level))
    return buffer
  }

  @Test(arguments: [(40, 12), (24, 5)], GlyphLevel.allCases)
  func `lines are drawn with axes, zero line, cursor and labels`(
    size: (Int, Int), level: GlyphLevel
  ) {
    var chart = Self.weights
    chart.cursor = 4
    expectSnapshot(
      drawn(chart, size.0, size.1, level), named: "chart-\(size.0)x\(size.1)-\(level.rawValue)")
  }

  @Test func `a logarithmic axis has powers of ten`() {
    let loss = LineChart(
      [LineChart.Series("loss", values: [100, 10, 1, 0, 0.1, 0.01], index: 0)], scale: .log10,
      yLabel: "loss")
    expectSnapshot(drawn(loss, 40, 12, .braille), named: "chart-log")
  }

  @Test func `labels that would meet are moved apart`() {
    let chart = LineChart((0..<3).map { LineChart.Series("s\($0)", values: [0, 1], index: $0) })
    let lines = drawn(chart, 40, 10, .ascii).lines
    for name in ["s0", "s1", "s2"] { #expect(lines.contains { $0.contains(name) }) }
  }

  @Test func `series differ without colour`() {
    let values: [Double?] = [0, 0, 0, 0, 0]
    for level in GlyphLevel.allCases {
      let pictures = (0..<4).map { index in
        drawn(LineChart([LineChart.Series("", values: values, index: index)]), 40, 5, level).lines
      }
      #expect(Set(pictures).count == 4, "\(level)")
    }
  }

  @Test(
    arguments: [
      [], [nil], [1], [0], [3, 3, 3], [.nan, 1, .infinity, -.infinity, 2], [1e308, -1e308],
      [.leastNonzeroMagnitude, 2 * .leastNonzeroMagnitude], [1e17, 1e17 + 2], [nil, 1, nil], [.nan],
      [-1, -2],
    ] as [[Double?]])
  func `any values are drawn in any size`(values: [Double?]) {
    for scale in [LineChart.Scale.linear, .log10] {
      for level in GlyphLevel.allCases {
        for size in [(1, 1), (2, 1), (1, 9), (5, 5), (40, 12), (400, 200)] {
          var chart = LineChart([LineChart.Series("w", values: values, index: 0)], scale: scale)
          chart.cursor = 1
          chart.includesZero = true
          #expect(drawn(chart, size.0, size.1, level).size.columns == size.0)
          #expect(!chart.summary().isEmpty)
        }
      }
    }
  }

  @Test func `a single value is a mark that can be seen`() {
    let chart = LineChart([LineChart.Series("", values: [2], index: 0)])
    #expect(drawn(chart, 20, 6, .braille).lines.contains { $0.contains("●") })
  }

  @Test(
    arguments: [
      (
        [1.5, 0.5, -0.5],
        "w: from 1.5 at iteration 0 to -0.5 at 2; lowest -0.5 at 2, highest 1.5 at 0; crosses zero between 1 and 2."
      ),
      (
        [1, 0, -1],
        "w: from 1 at iteration 0 to -1 at 2; lowest -1 at 2, highest 1 at 0; crosses zero at 1."
      ),
      (
        [1, 0, 0],
        "w: from 1 at iteration 0 to 0 at 2; lowest 0 at 1, highest 1 at 0; exactly 0 from 1 on."
      ),
      ([2, 2], "w: 2 from iteration 0 to 1."), ([7], "w: 7 at iteration 0."), ([], "w: no values."),
      (
        [1, 2, .nan],
        "w: from 1 at iteration 0 to 2 at 1; lowest 1 at 0, highest 2 at 1; not finite from 2 on."
      ),
    ] as [([Double?], String)])
  func `a sentence says what a line shows`(values: [Double?], expected: String) {
    #expect(LineChart([LineChart.Series("w", values: values, index: 0)]).summary() == [expected])
  }

  @Test(
    arguments: [
      (0.0, "0"), (0.0009, "9e-04"), (0.001, "0.001"), (1234.56, "1235"), (0.15, "0.15"),
      (999_999.9, "1e+06"), (-2.5, "-2.5"), (1e-20, "1e-20"), (123_456, "123500"), (9.9999, "10"),
      (.nan, "NaN"), (-.infinity, "-inf"), (0.33333333, "0.3333"),
    ])
  func `figures are rounded in decimal`(value: Double, expected: String) {
    #expect(value.rounded(significantDigits: 4) == expected)
  }
}
