extension Scatter {
  /// The points over the shaded plane as a picture for a file: both axes with their limits, a legend
  /// of points and shades, and the same forms of points as on a screen.
  public func svg(title: String, notes: [String] = []) -> String {
    ScatterDrawing(self, title: title, notes: notes).document()
  }
}

/// Where the parts of a ``Scatter`` stand in a picture, in its own units.
struct ScatterDrawing {
  private let scatter: Scatter
  private let title: String
  private let notes: [String]
  private let left = 64.0
  private let top = 48.0
  private let side = 440.0

  /// The strokes of `s0` to `s3`, which areas cannot take from there.
  private static let fills = ["#2f7fc4", "#d0701f", "#2f9a52", "#a95fd0"]

  init(_ scatter: Scatter, title: String, notes: [String]) {
    self.scatter = scatter
    self.title = title
    self.notes = notes
  }

  /// Of two kinds the first is negative, orange, and the second positive, blue.
  private func hue(_ kind: Int) -> Int {
    if scatter.kinds.count <= 2 { return kind == 0 ? 1 : 0 }
    return ((kind % 4) + 4) % 4
  }

  private func place(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
    let limit = scatter.limit
    return (
      left + (x + limit) / (2 * limit) * side, top + (limit - y) / (2 * limit) * side
    )
  }

  func document() -> String {
    let texts = scatter.kinds + notes
    let widest = texts.reduce(0) { max($0, LineChartDrawing.columns($1)) }
    let width = max(left + side + 72 + widest, 32 + LineChartDrawing.columns(title))
    var writer = SVGWriter(
      width: width, height: top + side + 56, title: title,
      description: ([scatter.counted] + notes).joined(separator: " "))
    writer.text(title, x: 16, y: 24, ["font-weight": "bold"])
    drawSurface(&writer)
    drawAxes(&writer)
    for point in scatter.points where scatter.isInside(point) {
      let (x, y) = place(point.x, point.y)
      draw(point.kind, isOpen: point.isOpen, x, y, &writer)
    }
    drawLegend(&writer)
    return writer.document
  }

  /// Neighbours of the same shade in a row are one area.
  private func drawSurface(_ writer: inout SVGWriter) {
    guard let surface = scatter.surface, surface.isWhole else { return }
    let cellWidth = side / Double(surface.columns)
    let cellHeight = side / Double(surface.rows)
    for row in 0..<surface.rows {
      var column = 0
      while column < surface.columns {
        let shade = shade(surface, column, row)
        var end = column + 1
        while end < surface.columns, self.shade(surface, end, row) == shade { end += 1 }
        if let shade, shade.depth > 0 {
          // A little larger than the cell, so that no seam shows between neighbours.
          writer.rect(
            x: left + Double(column) * cellWidth, y: top + Double(row) * cellHeight,
            width: Double(end - column) * cellWidth + 0.1, height: cellHeight + 0.1,
            [
              "fill": Self.fills[shade.hue],
              "fill-opacity": SVGWriter.number(Double(shade.depth) * 0.06),
            ])
        }
        column = end
      }
    }
  }

  private struct Shade: Equatable {
    var hue: Int
    var depth: Int
  }

  private func shade(_ surface: Scatter.Surface, _ column: Int, _ row: Int) -> Shade? {
    let index = row * surface.columns + column
    let value = surface.values[index]
    guard value.isFinite else { return nil }
    let kind = index < surface.kinds.count ? Int(surface.kinds[index]) : value < 0 ? 0 : 1
    return Shade(hue: hue(kind), depth: Int((min(1, value.magnitude) * 8).rounded()))
  }

  private func drawAxes(_ writer: inout SVGWriter) {
    writer.rect(x: left, y: top, width: side, height: side, ["class": "frame"])
    let reach = scatter.limit.rounded(significantDigits: 2)
    for (share, label) in [(0.0, "-" + reach), (0.5, "0"), (1, reach)] {
      let x = left + share * side
      let y = top + (1 - share) * side
      writer.line(x1: x, y1: top + side, x2: x, y2: top + side + 5)
      writer.line(x1: left - 5, y1: y, x2: left, y2: y)
      writer.text(label, x: x, y: top + side + 19, anchor: .middle, ["class": "muted"])
      writer.text(label, x: left - 9, y: y + 4, anchor: .end, ["class": "muted"])
    }
    writer.text(
      scatter.xLabel, x: left + side / 2, y: top + side + 38, anchor: .middle, ["class": "muted"])
    let middle = SVGWriter.number(top + side / 4)
    writer.text(
      scatter.yLabel, x: 24, y: top + side / 4, anchor: .middle,
      ["class": "muted", "transform": "rotate(-90 24 \(middle))"])
  }

  /// A form a kind, as on a screen: square, disc, triangle, diamond, triangle upside down, star.
  private func draw(
    _ kind: Int, isOpen: Bool, _ x: Double, _ y: Double, _ writer: inout SVGWriter
  ) {
    let hue = hue(kind)
    let look: (String, String, String) =
      isOpen
      ? ("none", Self.fills[hue], "1.5") : (Self.fills[hue], "#ffffff", "0.7")
    func number(_ value: Double) -> String { SVGWriter.number(value) }
    let form = ((kind % 6) + 6) % 6
    if form == 1 {
      writer.add(
        "circle",
        [
          "cx": number(x), "cy": number(y), "r": "4", "fill": look.0, "stroke": look.1,
          "stroke-width": look.2,
        ])
      return
    }
    let corners: [(Double, Double)] =
      switch form {
      case 0: [(-3.6, -3.6), (3.6, -3.6), (3.6, 3.6), (-3.6, 3.6)]
      case 2: [(0, -4.6), (4.4, 3.4), (-4.4, 3.4)]
      case 3: [(0, -5), (5, 0), (0, 5), (-5, 0)]
      case 4: [(0, 4.6), (4.4, -3.4), (-4.4, -3.4)]
      default:
        [
          (0, -5), (1.4, -1.6), (5, -1.6), (2.2, 0.8), (3.2, 4.4), (0, 2.2), (-3.2, 4.4),
          (-2.2, 0.8), (-5, -1.6), (-1.4, -1.6),
        ]
      }
    writer.add(
      "polygon",
      [
        "points": corners.map { number(x + $0.0) + "," + number(y + $0.1) }
          .joined(separator: " "),
        "fill": look.0, "stroke": look.1, "stroke-width": look.2,
      ])
  }

  private func drawLegend(_ writer: inout SVGWriter) {
    let x = left + side + 24
    var y = top + 8
    let hasOpen = scatter.points.contains { $0.isOpen }
    for (kind, name) in scatter.kinds.enumerated() {
      draw(kind, isOpen: false, x, y, &writer)
      if hasOpen { draw(kind, isOpen: true, x + 16, y, &writer) }
      writer.text(name, x: x + 30, y: y + 4)
      y += 20
    }
    if hasOpen {
      writer.text("open: validation", x: x - 4, y: y + 4, ["class": "muted"])
      y += 20
    }
    y += 8
    for note in notes {
      writer.text(note, x: x - 4, y: y + 4, ["class": "muted"])
      y += 18
    }
  }
}

extension Scatter {
  func isInside(_ point: Point) -> Bool { point.x.magnitude <= limit && point.y.magnitude <= limit }

  /// "30 points of outside, 30 of inside."
  var counted: String {
    let counts = kinds.indices.map { kind in
      "\(points.count { $0.kind == kind }.grouped) \(kinds[kind])"
    }
    return "Points: " + (counts.isEmpty ? "none" : counts.joined(separator: ", ")) + "."
  }
}

extension Scatter.Surface {
  var isWhole: Bool { columns > 0 && rows > 0 && values.count >= columns * rows }
}
