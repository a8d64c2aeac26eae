/// Where the parts of a ``LineChart`` stand in a rectangle.
struct LineChartLayout {
  let chart: LineChart
  let glyphs: Glyphs
  let rect: Rect
  private let ticks: Ticks
  /// The cells that the lines are drawn in.
  let plot: Rect
  private let lastIteration: Int
  private let hasVerticalAxis: Bool
  private let hasHorizontalAxis: Bool
  private let hasIterationLabels: Bool
  private let labels: [String]

  init(_ chart: LineChart, rect: Rect, glyphs: Glyphs) {
    self.chart = chart
    self.glyphs = glyphs
    self.rect = rect
    lastIteration = chart.lastIteration
    hasIterationLabels = rect.rows >= 4
    hasHorizontalAxis = rect.rows >= 8
    let hasTitle = !chart.yLabel.isEmpty || chart.showsReadout && chart.cursor != nil
    let titleRows = rect.rows >= 5 && hasTitle ? 1 : 0
    let below = (hasIterationLabels ? 1 : 0) + (hasHorizontalAxis ? 1 : 0)
    let rows = max(1, rect.rows - titleRows - below)
    ticks = chart.ticks(count: max(3, min(6, (rows + 1) / 2)))
    let tickColumns = AxisLabels(ticks).columns
    hasVerticalAxis = rect.columns >= tickColumns + 10
    let left = hasVerticalAxis ? tickColumns + 2 : 0
    let room = (rect.columns - left) / 3
    labels = Self.labels(chart, room: room, glyphs: glyphs)
    let right = labels.reduce(0) { max($0, TextWidth.columns(of: $1)) }
    plot = Rect(
      column: rect.column + left, row: rect.row + titleRows,
      columns: max(1, rect.columns - left - (right > 0 ? right + 1 : 0)), rows: rows)
  }

  /// Labels with a sample of their line, or less where there is little room; the last one is that
  /// of the gap.
  private static func labels(_ chart: LineChart, room: Int, glyphs: Glyphs) -> [String] {
    guard room >= 3 else { return [] }
    let plain = chart.series.map { glyphs.text($0.label) }
    let withSample = zip(chart.series, plain).map { series, label in
      let dash = Dash(pattern: series.pattern, level: glyphs.level)
      let sample = dash.sample(level: glyphs.level, mark: series.asciiMark)
      return label + (chart.series.count > 1 ? " " + sample : "")
    }
    let gap = chart.gap.map { glyphs.text($0.label) }
    let fits = withSample.allSatisfy { TextWidth.columns(of: $0) <= room }
    return ((fits ? withSample : plain) + (gap.map { [$0] } ?? [])).map {
      StyledLine($0).truncated(columns: room, glyphs: glyphs).text
    }
  }

  /// The share of the way from the top, 0 to 1.
  func depth(_ position: Double) -> Double {
    let low = ticks.range.lowerBound / 2
    let span = ticks.range.upperBound / 2 - low
    guard span > 0 else { return 0.5 }
    return min(1, max(0, 1 - (position / 2 - low) / span))
  }

  func share(_ step: Int) -> Double {
    let first = chart.firstIteration
    guard lastIteration > first else { return 0 }
    return min(1, max(0, Double(step - first) / Double(lastIteration - first)))
  }

  /// The cell that has the value's dot in it.
  func row(_ position: Double) -> Int {
    let dots = DotCanvas.dotsPerCell(glyphs.level).down
    return plot.row + Int((depth(position) * Double(plot.rows * dots - 1)).rounded()) / dots
  }

  func column(_ step: Int) -> Int {
    let dots = DotCanvas.dotsPerCell(glyphs.level).across
    return plot.column + Int((share(step) * Double(plot.columns * dots - 1)).rounded()) / dots
  }

  func draw(into buffer: inout CellBuffer) {
    drawTitles(&buffer)
    if hasVerticalAxis { drawVerticalAxis(&buffer) }
    if hasIterationLabels { drawHorizontalAxis(&buffer) }
    drawZeroLine(&buffer)
    drawGap(&buffer)
    drawMarkLines(&buffer)
    drawCursorLine(&buffer)
    drawLines(&buffer)
    drawCursorMarks(&buffer)
    drawMarkLabels(&buffer)
    drawSeriesLabels(&buffer)
  }

  private func drawTitles(_ buffer: inout CellBuffer) {
    guard plot.row > rect.row else { return }
    let scale = chart.scale == .log10 ? " (log scale)" : ""
    var line = StyledLine(glyphs.text(chart.yLabel) + scale, .muted)
    if chart.showsReadout, let readout = readout() {
      // The figures come first where there is no room for both.
      let room = rect.columns - readout.columns - (line.columns > 0 ? 2 : 0)
      line = line.columns <= room ? line : StyledLine()
      if line.columns > 0 { line.append("  ") }
      line.runs += readout.runs
    }
    buffer.put(
      line.truncated(columns: rect.columns, glyphs: glyphs), column: rect.column, row: rect.row,
      end: rect.endColumn)
  }

  private func drawVerticalAxis(_ buffer: inout CellBuffer) {
    let axis = plot.column - 1
    for row in plot.row..<plot.endRow {
      buffer.put(glyphs.axisVertical, column: axis, row: row, style: .muted, end: rect.endColumn)
    }
    let labels = AxisLabels(ticks)
    var taken: Set<Int> = []
    for index in ticks.marks.indices {
      let row = row(ticks.marks[index].position)
      guard taken.insert(row).inserted else { continue }
      buffer.put(labels.texts[index], column: rect.column, row: row, style: .muted, end: axis)
      buffer.put(glyphs.axisTickLeft, column: axis, row: row, style: .muted, end: rect.endColumn)
    }
  }

  private func drawHorizontalAxis(_ buffer: inout CellBuffer) {
    let last = lastIteration - chart.firstIteration
    let widest = "\(lastIteration)".count + 2
    let step = Ticks.iterationStep(span: last, labelColumns: widest, columns: plot.columns - 1)
    let labelRow = rect.endRow - 1
    let axisRow = labelRow - 1
    if hasHorizontalAxis {
      for column in plot.column..<plot.endColumn {
        buffer.put(
          glyphs.axisHorizontal, column: column, row: axisRow, style: .muted, end: rect.endColumn)
      }
      if hasVerticalAxis {
        buffer.put(glyphs.axisCorner, column: plot.column - 1, row: axisRow, style: .muted)
      }
    }
    var free = rect.column
    let offset = step > 0 ? (step - chart.firstIteration % step) % step : 0
    for index in stride(from: offset, through: last, by: max(1, step)) {
      let text = "\(chart.firstIteration + index)"
      let column = column(chart.firstIteration + index)
      let start = min(column - (text.count - 1) / 2, rect.endColumn - text.count)
      guard start >= free else { continue }
      if hasHorizontalAxis {
        buffer.put(
          glyphs.axisTickDown, column: column, row: axisRow, style: .muted, end: rect.endColumn)
      }
      free = buffer.put(text, column: start, row: labelRow, style: .muted, end: rect.endColumn) + 1
    }
    let label = glyphs.text(chart.xLabel)
    let start = rect.endColumn - TextWidth.columns(of: label)
    if !label.isEmpty, start > free {
      buffer.put(label, column: start, row: labelRow, style: .muted, end: rect.endColumn)
    }
  }

  private func drawZeroLine(_ buffer: inout CellBuffer) {
    guard chart.scale == .linear, ticks.range.contains(0), plot.rows > 1 else { return }
    let row = row(0)
    for column in plot.column..<plot.endColumn {
      buffer.put(glyphs.zeroLine, column: column, row: row, style: .muted, end: plot.endColumn)
    }
  }

  /// Each label at the height of its line's end, moved as little as it takes to keep one row each.
  private func drawSeriesLabels(_ buffer: inout CellBuffer) {
    var ends: [(row: Int, depth: Double, text: String, ink: Ink)] = []
    for (series, text) in zip(chart.series, labels) {
      guard let end = series.values.last(where: { chart.position($0) != nil }),
        let position = chart.position(end)
      else { continue }
      ends.append((row(position), depth(position), text, .series(series.index)))
    }
    if let gap = chart.gap, let text = labels.last, labels.count > chart.series.count,
      let middle = middleOfGap(gap)
    {
      ends.append((row(middle), depth(middle), text, .muted))
    }
    ends.sort { $0.depth < $1.depth }
    var rows: [Int] = []
    for end in ends { rows.append(max(end.row, (rows.last ?? plot.row - 1) + 1)) }
    var limit = plot.endRow - 1
    for index in rows.indices.reversed() {
      rows[index] = min(rows[index], limit)
      limit = rows[index] - 1
    }
    for (end, row) in zip(ends, rows) where row >= plot.row {
      buffer.put(
        end.text, column: plot.endColumn + 1, row: row, style: Style(end.ink),
        end: rect.endColumn)
    }
  }
}

/// The labels of a vertical axis, padded so that their points line up.
struct AxisLabels {
  let texts: [String]
  let columns: Int

  init(_ ticks: Ticks) {
    let labels = ticks.marks.map(\.label)
    let figures = labels.map { Figure($0) }
    let head = figures.reduce(0) { max($0, $1.headColumns) }
    texts = zip(labels, figures).map { label, figure in
      String(repeating: " ", count: head - figure.headColumns) + label
    }
    columns = texts.reduce(0) { max($0, $1.count) }
  }
}
