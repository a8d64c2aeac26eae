import TerminalUI
import TestSupport
import Testing

/// Heat maps, tiles, histograms, scatters and networks drawn into buffers.
@Suite struct PictureWidgetTests {
  static let sizes = [(40, 12), (80, 24), (132, 43)]
  static let levels: [(Glyphs, String)] = [
    (Glyphs(.braille, colors: .extended), "shades"), (Glyphs(.braille), "braille"),
    (Glyphs(.blocks), "blocks"), (Glyphs(.ascii), "ascii"),
  ]

  private func drawn(
    _ size: (Int, Int), _ draw: (inout CellBuffer, Rect) -> Void
  ) -> CellBuffer {
    let size = Size(columns: size.0, rows: size.1)
    var buffer = CellBuffer(size)
    draw(&buffer, Rect(size))
    return buffer
  }

  static let histogram: Histogram = {
    let counts = (0..<41).map { bin in
      let offset = bin - 20
      return bin == 20 ? 4000 : max(0, 1000 - offset * offset * 3)
    }
    return Histogram(counts: counts, range: 0.5, zeros: 3120, xLabel: "weight")
  }()

  static let history = HistogramHistory(
    (0..<30).map { moment in
      HistogramHistory.Moment(
        step: moment * 20, range: 0.2 + 0.01 * Double(moment),
        counts: (0..<41).map { max(0, 500 - ($0 - 20) * ($0 - 20) * (40 - moment) / 10) })
    }, cursor: 300)

  /// A bright disc with a dark ring; the border is exactly 0.
  static func image(_ seed: Int, side: Int) -> [Float] {
    (0..<side * side).map { index in
      let x = Double(index % side) - Double(side - 1) / 2
      let y = Double(index / side) - Double(side - 1) / 2
      let distance = (x * x + y * y) / Double(side * side)
      if distance > 0.22 { return 0 }
      return Float((distance < 0.06 ? 1 : -0.6) * Double(1 + seed % 3) / 3)
    }
  }

  static let tiles = Tiles(
    (0..<40).map { Tiles.Tile("\($0 + 1)", values: image($0, side: 28)) }, columns: 28, rows: 28)

  static let scatter: Scatter = {
    let points = (0..<60).map { index in
      let isOuter = index % 2 == 0
      let radius = isOuter ? 4.5 : 2
      let angle = [(1.0, 0.0), (0.7, 0.7), (0, 1), (-0.7, 0.7), (-1, 0), (-0.7, -0.7), (0, -1)]
      let (x, y) = angle[index % 7]
      return Scatter.Point(
        x: radius * x + Double(index % 5) * 0.2, y: radius * y - Double(index % 3) * 0.3,
        kind: isOuter ? 0 : 1, isOpen: index % 3 == 0)
    }
    let values = (0..<40 * 40).map { index -> Float in
      let x = Double(index % 40) / 20 - 1
      let y = Double(index / 40) / 20 - 1
      return Float(max(-1, min(1, 1 - 4 * (x * x + y * y))))
    }
    return Scatter(
      points, surface: Scatter.Surface(columns: 40, rows: 40, values: values), limit: 6,
      xLabel: "x₁", yLabel: "x₂", kinds: ["outside", "inside"])
  }()

  static let network: NetworkDiagram = {
    let layers: [[Float]] = [[0.5, -1.2], [0.82, 0, 0.1, 0.44], [0.97, -0.3], [0.31]]
    let units = layers.enumerated().map { layer, values in
      values.enumerated().map {
        NetworkDiagram.Unit(activation: $1, isDropped: layer == 1 && $0 == 1)
      }
    }
    let weights: [[Float]] = [
      [0.9, -0.4, 0.2, 0.7, -0.8, 0.1, 0, 0.3], [0.5, -0.5, 0.2, 0.2, -0.9, 0.9, 0.1, -0.1],
      [1, -0.6],
    ]
    return NetworkDiagram(
      layers: units, weights: weights, titles: ["input", "hidden 1", "hidden 2", "output"])
  }()

  @Test(arguments: sizes, levels)
  func `pictures are drawn at every size and level`(size: (Int, Int), level: (Glyphs, String)) {
    let (glyphs, name) = level
    let place = "\(size.0)x\(size.1)-\(name)"
    expectSnapshot(
      drawn(size) { Self.histogram.draw(into: &$0, in: $1, glyphs: glyphs) },
      named: "histogram-\(place)")
    expectSnapshot(
      drawn(size) { Self.history.draw(into: &$0, in: $1, glyphs: glyphs) },
      named: "histogram-history-\(place)")
    expectSnapshot(
      drawn(size) { Self.tiles.draw(into: &$0, in: $1, glyphs: glyphs) }, named: "tiles-\(place)")
    expectSnapshot(
      drawn(size) { Self.scatter.draw(into: &$0, in: $1, glyphs: glyphs) },
      named: "scatter-\(place)")
    expectSnapshot(
      drawn(size) { Self.network.draw(into: &$0, in: $1, glyphs: glyphs) },
      named: "network-\(place)")
  }

  @Test func `small tiles are enlarged while all of them fit`() {
    let values: [Float] = [1, 0, -1, 0]
    let tiles = Tiles(
      [Tiles.Tile("a", values: values), Tiles.Tile("b", values: values)], columns: 2, rows: 2)
    func lines(_ columns: Int, _ rows: Int) -> [String] {
      drawn((columns, rows)) { tiles.draw(into: &$0, in: $1, glyphs: Glyphs(.ascii)) }.lines
    }
    #expect(lines(12, 3) == ["a    b", "##   ##", "==   =="])
    #expect(lines(17, 4).prefix(3) == ["a    b", "##   ##", "==   =="])
    #expect(
      lines(17, 5) == [
        "a        b", "####     ####", "####     ####", "====     ====", "====     ====",
      ])
    // Not both of them fit.
    #expect(tiles.layout(in: Rect(column: 0, row: 0, columns: 8, rows: 3))?.enlargement == 1)
  }
}
