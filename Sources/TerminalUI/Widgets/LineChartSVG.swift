extension LineChart {
  /// The chart as a picture for a file: every value of every series, both axes, events, the gap and
  /// a label at each line's end. It needs no colour to be read.
  public func svg(title: String) -> String { LineChartDrawing(self, title: title).document() }
}

/// Where the parts of a ``LineChart`` stand in a picture, in its own units.
struct LineChartDrawing {
  private let chart: LineChart
  private let title: String
  private let ticks: Ticks
  private let last: Int
  private let left: Double
  private let top: Double
  private let right: Double
  private let bottom: Double
  private let width: Double
  private let height = 420.0
  /// Rows of event labels above the plot.
  private let markRows: [(mark: LineChart.Mark, row: Int, x: Double)]

  /// Of a character of the pictures' fixed-width type.
  static let characterWidth = 7.3
  private static let lineHeight = 15.0
  private static let dashes = [nil, "7 4", "2 3", "8 3 2 3"]

  static func columns(_ text: String) -> Double {
    Double(TextWidth.columns(of: text)) * characterWidth
  }

  init(_ chart: LineChart, title: String) {
    self.chart = chart
    self.title = title
    ticks = chart.ticks(count: 6)
    last = chart.lastIteration
    let tickWidth = ticks.marks.reduce(0) { max($0, Self.columns($1.label)) }
    let labels = chart.series.map(\.label) + (chart.gap.map { [$0.label] } ?? [])
    let labelWidth = labels.reduce(0) { max($0, Self.columns($1)) }
    left = 24 + tickWidth
    right = left + 560
    width = max(right + 54 + labelWidth, 32 + Self.columns(title))
    markRows = Self.rows(of: chart, last: last, left: left, right: right)
    let rows = (markRows.map(\.row).max() ?? -1) + 1
    top = 52 + Double(rows) * Self.lineHeight
    bottom = height - 46
  }

  private static func share(_ step: Int, of chart: LineChart, last: Int) -> Double {
    guard last > chart.firstIteration else { return 0 }
    let share = Double(step - chart.firstIteration) / Double(last - chart.firstIteration)
    return min(1, max(0, share))
  }

  /// The newest labels first, each in the lowest row where it is apart from the others; there are
  /// four rows, and more labels than have room in them are left out.
  private static func rows(
    of chart: LineChart, last: Int, left: Double, right: Double
  ) -> [(mark: LineChart.Mark, row: Int, x: Double)] {
    var taken = [[ClosedRange<Double>]](repeating: [], count: 4)
    var rows: [(mark: LineChart.Mark, row: Int, x: Double)] = []
    for mark in chart.marks.reversed()
    where mark.step >= chart.firstIteration && mark.step <= last {
      let half = columns(mark.label) / 2
      let x = left + share(mark.step, of: chart, last: last) * (right - left)
      let middle = min(max(x, left + half), max(left + half, right - half))
      let span = middle - half - 6...middle + half + 6
      guard let row = taken.indices.first(where: { !taken[$0].contains { $0.overlaps(span) } })
      else { continue }
      taken[row].append(span)
      rows.append((mark, row, middle))
    }
    return rows
  }

  private func x(_ step: Int) -> Double {
    left + Self.share(step, of: chart, last: last) * (right - left)
  }

  private func y(_ position: Double) -> Double {
    let low = ticks.range.lowerBound / 2
    let span = ticks.range.upperBound / 2 - low
    guard span > 0 else { return (top + bottom) / 2 }
    return top + min(1, max(0, 1 - (position / 2 - low) / span)) * (bottom - top)
  }

  func document() -> String {
    var writer = SVGWriter(
      width: width, height: height, title: title,
      description: chart.summary().joined(separator: " "))
    writer.text(title, x: 16, y: 24, ["font-weight": "bold"])
    let scale = chart.scale == .log10 ? "log scale" : ""
    let measure = [chart.yLabel, scale].filter { !$0.isEmpty }.joined(separator: ", ")
    if !measure.isEmpty { writer.text(measure, x: 16, y: 42, ["class": "muted"]) }
    drawAxes(&writer)
    drawGap(&writer)
    drawMarks(&writer)
    // The first series is the one in front.
    for series in chart.series.reversed() { draw(series, &writer) }
    drawLabels(&writer)
    return writer.document
  }

  private func drawAxes(_ writer: inout SVGWriter) {
    for mark in ticks.marks {
      let y = y(mark.position)
      writer.line(x1: left, y1: y, x2: right, y2: y, ["class": "grid"])
      writer.text(mark.label, x: left - 8, y: y + 4, anchor: .end, ["class": "muted"])
    }
    writer.line(x1: left, y1: top, x2: left, y2: bottom)
    writer.line(x1: left, y1: bottom, x2: right, y2: bottom)
    let span = last - chart.firstIteration
    let step = max(
      1,
      Ticks.iterationStep(
        span: span, labelColumns: "\(last)".count + 4,
        columns: Int((right - left) / Self.characterWidth)))
    let offset = (step - chart.firstIteration % step) % step
    for index in stride(from: offset, through: span, by: step) {
      let place = chart.firstIteration + index
      let x = x(place)
      writer.line(x1: x, y1: bottom, x2: x, y2: bottom + 5)
      writer.text("\(place)", x: x, y: bottom + 19, anchor: .middle, ["class": "muted"])
    }
    if !chart.xLabel.isEmpty {
      writer.text(
        chart.xLabel, x: (left + right) / 2, y: bottom + 37, anchor: .middle, ["class": "muted"])
    }
  }

  private func drawMarks(_ writer: inout SVGWriter) {
    for (mark, row, middle) in markRows {
      let foot = top - 5 - Double(row) * Self.lineHeight
      let x = x(mark.step)
      writer.line(
        x1: x, y1: foot + 2, x2: x, y2: bottom, ["class": "axis", "stroke-dasharray": "3 3"])
      writer.text(mark.label, x: middle, y: foot, anchor: .middle, ["class": "muted"])
    }
  }

  // MARK: Lines

  private func points(of series: LineChart.Series) -> [[(x: Double, y: Double)]] {
    var parts: [[(x: Double, y: Double)]] = []
    var isOpen = false
    for (index, value) in series.values.enumerated() {
      guard let position = chart.position(value) else {
        isOpen = false
        continue
      }
      let point = (x: x(chart.step(index, of: series)), y: y(position))
      if isOpen { parts[parts.count - 1].append(point) } else { parts.append([point]) }
      isOpen = true
    }
    return parts
  }

  private static func list(_ points: [(x: Double, y: Double)]) -> String {
    points.map { SVGWriter.number($0.x) + "," + SVGWriter.number($0.y) }.joined(separator: " ")
  }

  private static func dash(_ series: LineChart.Series) -> String {
    let count = dashes.count
    return dashes[((series.pattern % count) + count) % count] ?? "none"
  }

  private static func name(_ series: LineChart.Series) -> String {
    "s\(((series.index % 4) + 4) % 4)"
  }

  private func draw(_ series: LineChart.Series, _ writer: inout SVGWriter) {
    for part in points(of: series) {
      if part.count == 1, let point = part.first {
        writer.add(
          "circle",
          [
            "cx": SVGWriter.number(point.x), "cy": SVGWriter.number(point.y), "r": "2.5",
            "class": Self.name(series),
          ])
      } else {
        writer.add(
          "polyline",
          [
            "points": Self.list(part), "class": Self.name(series),
            "stroke-dasharray": Self.dash(series), "stroke-linejoin": "round",
          ])
      }
    }
  }

  /// The area between two series, between those places where both have a value.
  private func drawGap(_ writer: inout SVGWriter) {
    guard let gap = chart.gap, chart.series.indices.contains(gap.first),
      chart.series.indices.contains(gap.second)
    else { return }
    let first = chart.series[gap.first]
    let second = chart.series[gap.second]
    var one: [(x: Double, y: Double)] = []
    var other: [(x: Double, y: Double)] = []
    for index in first.values.indices {
      let step = chart.step(index, of: first)
      guard let position = chart.position(first.values[index]),
        let opposite = chart.position(chart.value(at: step, of: second))
      else { continue }
      one.append((x(step), y(position)))
      other.append((x(step), y(opposite)))
    }
    guard one.count > 1 else { return }
    writer.add(
      "polygon",
      [
        "points": Self.list(one + other.reversed()), "class": "muted", "fill-opacity": "0.15",
        "stroke": "none",
      ])
  }

  // MARK: Labels

  /// Each label at the height of its line's end, moved as little as it takes to be apart.
  private func drawLabels(_ writer: inout SVGWriter) {
    var ends: [(y: Double, label: String, series: LineChart.Series?)] = []
    for series in chart.series {
      guard let end = series.values.last(where: { chart.position($0) != nil }),
        let position = chart.position(end)
      else { continue }
      ends.append((y(position), series.label, series))
    }
    if let gap = chart.gap, let middle = middle(of: gap) { ends.append((middle, gap.label, nil)) }
    ends.sort { $0.y < $1.y }
    var heights: [Double] = []
    for end in ends {
      heights.append(max(end.y, (heights.last ?? top - Self.lineHeight) + Self.lineHeight))
    }
    var limit = bottom
    for index in heights.indices.reversed() {
      heights[index] = min(heights[index], limit)
      limit = heights[index] - Self.lineHeight
    }
    for (end, y) in zip(ends, heights) {
      if let series = end.series {
        writer.line(
          x1: right + 8, y1: y, x2: right + 32, y2: y,
          ["class": Self.name(series), "stroke-dasharray": Self.dash(series)])
      } else {
        writer.rect(
          x: right + 8, y: y - 5, width: 24, height: 10,
          ["class": "muted", "fill-opacity": "0.15"])
      }
      writer.text(end.label, x: right + 38, y: y + 4)
    }
  }

  private func middle(of gap: LineChart.Gap) -> Double? {
    guard chart.series.indices.contains(gap.first), chart.series.indices.contains(gap.second),
      let one = chart.position(chart.series[gap.first].values.last ?? nil),
      let other = chart.position(chart.series[gap.second].values.last ?? nil)
    else { return nil }
    return (y(one) + y(other)) / 2
  }
}
