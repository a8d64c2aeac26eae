import TerminalUI
import Testing

struct PlanePlotTests {
  private static func circle(xRange: ClosedRange<Double>, yRange: ClosedRange<Double>) -> PlanePlot
  {
    PlanePlot(
      xRange: xRange, yRange: yRange, xLabel: "a", yLabel: "b", isEquallyScaled: true,
      curves: [
        PlanePlot.Curve("circle", PlanePlot.directions.map(Optional.some), index: 0, pattern: 0)
      ])
  }

  /// The cells that the curve passes through.
  private func cells(_ plot: PlanePlot, _ size: Size, _ level: GlyphLevel) -> [(x: Int, y: Int)] {
    var buffer = CellBuffer(size)
    plot.draw(into: &buffer, in: Rect(size), glyphs: Glyphs(level))
    return (0..<size.rows).flatMap { row in
      (0..<size.columns).filter { buffer[$0, row].style.ink == .series(0) }.map { ($0, row) }
    }
  }

  @Test(
    arguments: [Size(columns: 40, rows: 12), Size(columns: 100, rows: 30)], GlyphLevel.allCases)
  func aCircleLooksRound(size: Size, level: GlyphLevel) throws {
    let plot = PlanePlotTests.circle(xRange: -1.5...1.5, yRange: -1.2...1.2)
    let cells = cells(plot, size, level)
    let columns = cells.map(\.x)
    let rows = cells.map(\.y)
    let width = try #require(columns.max()) - (columns.min() ?? 0) + 1
    let height = try #require(rows.max()) - (rows.min() ?? 0) + 1
    // A cell is twice as high as it is wide; a cell more or less is what its raster can do.
    #expect(abs(width - 2 * height) <= 3, "\(width)x\(height)")
    #expect(height >= size.rows / 2)
  }

  @Test func axesAreLabelledAndTheLegendNamesTheCurve() {
    let plot = PlanePlotTests.circle(xRange: -2...2, yRange: -2...2)
    var buffer = CellBuffer(Size(columns: 60, rows: 16))
    plot.draw(into: &buffer, in: Rect(buffer.size), glyphs: Glyphs(.braille))
    #expect(buffer.lines.first == "b")
    #expect(buffer.lines.contains { $0.contains("-2") && $0.hasSuffix(" a") })
    #expect(plot.legend(columns: 60, glyphs: Glyphs(.braille)).map(\.text) == ["── circle"])
  }

  @Test(arguments: [(1, 1), (5, 2), (13, 6), (200, 3), (3, 60)])
  func noRectangleIsTooSmall(columns: Int, rows: Int) {
    let plot = PlanePlotTests.circle(xRange: -1...1, yRange: -1...1)
    var buffer = CellBuffer(Size(columns: columns, rows: rows))
    plot.draw(into: &buffer, in: Rect(buffer.size), glyphs: Glyphs(.blocks))
    #expect(buffer.size == Size(columns: columns, rows: rows))
  }

  @Test func curvesThatLeaveTheWindowAreCutAndGapsStay() {
    var plot = PlanePlotTests.circle(xRange: 0...1, yRange: 0...1)
    plot.curves = [
      PlanePlot.Curve(
        "", [PlanePlot.Point(-1e9, 0.5), PlanePlot.Point(0.2, 0.5), nil, PlanePlot.Point(2, 9)],
        index: 0, pattern: 0)
    ]
    let size = Size(columns: 44, rows: 20)
    let columns = cells(plot, size, .braille).map(\.x)
    #expect(!columns.isEmpty)
    #expect((columns.max() ?? 0) < 20)
  }
}
