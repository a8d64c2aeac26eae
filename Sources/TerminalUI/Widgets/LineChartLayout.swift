/// Where the parts of a ``LineChart`` stand in a rectangle.
struct LineChartLayout {
  private let chart: LineChart
  private let glyphs: Glyphs
  private let rect: Rect
  private let ticks: Ticks
  /// The cells that the lines are drawn in.
  private let plot: Rect
  private let hasVerticalAxis: Bool
  private let hasHorizontalAxis: Bool
  private let hasIterationLabels: Bool
  private let labels: [(series: LineChart.Series, text: String)]

  init(_ chart: LineChart, rect: Rect, glyphs: Glyphs) {
    self.chart = chart
    self.glyphs = glyphs
    self.rect = rect
    hasIterationLabels = rect.rows >= 4
    hasHorizontalAxis = rect.rows >= 8
    let titleRows = rect.rows >= 5 && !chart.yLabel.isEmpty ? 1 : 0
    let below = (hasIterationLabels ? 1 : 0) + (hasHorizontalAxis ? 1 : 0)
    let rows = max(1, rect.rows - titleRows - below)
    ticks = chart.ticks(count: max(3, min(6, (rows + 1) / 2)))
    let tickColumns = AxisLabels(ticks).columns
    hasVerticalAxis = rect.columns >= tickColumns + 10
    let left = hasVerticalAxis ? tickColumns + 2 : 0
    let room = (rect.columns - left) / 3
    labels = Self.labels(chart, room: room, glyphs: glyphs)
    let right = labels.reduce(0) { max($0, TextWidth.columns(of: $1.text)) }
    plot = Rect(
      column: rect.column + left, row: rect.row + titleRows,
      columns: max(1, rect.columns - left - (right > 0 ? right + 1 : 0)), rows: rows)
  }

  /// Labels with a sample of their line, or less where there is little room.
  private static func labels(
    _ chart: LineChart, room: Int, glyphs: Glyphs
  ) -> [(series: LineChart.Series, text: String)] {
    guard room >= 3 else { return [] }
    let withSample = chart.series.map { series in
      let dash = Dash(series: series.index, level: glyphs.level)
      let sample = dash.sample(level: glyphs.level, series: series.index)
      return glyphs.text(series.label) + (chart.series.count > 1 ? " " + sample : "")
    }
    let fits = withSample.allSatisfy { TextWidth.columns(of: $0) <= room }
    return zip(chart.series, withSample).map { series, long in
      let text = fits ? long : glyphs.text(series.label)
      return (series, StyledLine(text).truncated(columns: room, glyphs: glyphs).text)
    }
  }

  /// The share of the way from the top, 0 to 1.
  private func depth(_ position: Double) -> Double {
    let low = ticks.range.lowerBound / 2
    let span = ticks.range.upperBound / 2 - low
    guard span > 0 else { return 0.5 }
    return min(1, max(0, 1 - (position / 2 - low) / span))
  }

  private func share(_ index: Int) -> Double {
    chart.count > 1 ? Double(index) / Double(chart.count - 1) : 0
  }

  /// The cell that has the value's dot in it.
  private func row(_ position: Double) -> Int {
    let dots = DotCanvas.dotsPerCell(glyphs.level).down
    return plot.row + Int((depth(position) * Double(plot.rows * dots - 1)).rounded()) / dots
  }

  private func column(_ index: Int) -> Int {
    let dots = DotCanvas.dotsPerCell(glyphs.level).across
    return plot.column + Int((share(index) * Double(plot.columns * dots - 1)).rounded()) / dots
  }

  func draw(into buffer: inout CellBuffer) {
    drawTitles(&buffer)
    if hasVerticalAxis { drawVerticalAxis(&buffer) }
    if hasIterationLabels { drawHorizontalAxis(&buffer) }
    drawZeroLine(&buffer)
    drawCursorLine(&buffer)
    drawLines(&buffer)
    drawCursorMarks(&buffer)
    drawSeriesLabels(&buffer)
  }

  private func drawTitles(_ buffer: inout CellBuffer) {
    guard plot.row > rect.row else { return }
    let scale = chart.scale == .log10 ? " (log scale)" : ""
    let line = StyledLine(glyphs.text(chart.yLabel) + scale, .muted)
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
    let last = chart.count - 1
    let widest = "\(chart.firstIteration + last)".count + 2
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
      let start = min(column(index) - (text.count - 1) / 2, rect.endColumn - text.count)
      guard start >= free else { continue }
      if hasHorizontalAxis {
        buffer.put(
          glyphs.axisTickDown, column: column(index), row: axisRow, style: .muted,
          end: rect.endColumn)
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

  private var cursorColumn: Int? {
    guard let cursor = chart.cursor, chart.count > 0 else { return nil }
    let index = cursor - chart.firstIteration
    return (0..<chart.count).contains(index) ? column(index) : nil
  }

  private func drawCursorLine(_ buffer: inout CellBuffer) {
    guard let column = cursorColumn else { return }
    for row in plot.row..<plot.endRow {
      buffer.put(glyphs.chartCursor, column: column, row: row, style: .accent, end: plot.endColumn)
    }
  }

  private func drawLines(_ buffer: inout CellBuffer) {
    var canvas = DotCanvas(columns: plot.columns, rows: plot.rows, level: glyphs.level)
    var alone: [(column: Int, row: Int, series: Int)] = []
    for series in chart.series {
      var last: (x: Int, y: Int)?
      var phase = 0
      for (index, value) in series.values.enumerated() {
        guard let position = chart.position(value) else {
          last = nil
          continue
        }
        let x = Int((share(index) * Double(canvas.dotsAcross - 1)).rounded())
        let y = Int((depth(position) * Double(canvas.dotsDown - 1)).rounded())
        if let last {
          canvas.line(
            from: last, to: (x, y), series: series.index,
            dash: Dash(series: series.index, level: glyphs.level), phase: &phase)
        } else {
          canvas.set(x: x, y: y, series: series.index)
          let hasNext =
            index + 1 < series.values.count && chart.position(series.values[index + 1]) != nil
          if !hasNext { alone.append((column(index), row(position), series.index)) }
        }
        last = (x, y)
      }
    }
    for row in 0..<plot.rows {
      for column in 0..<plot.columns {
        guard let mark = canvas.mark(column: column, row: row) else { continue }
        buffer.put(
          String(mark.character), column: plot.column + column, row: plot.row + row,
          style: Style(.series(mark.series)), end: plot.endColumn)
      }
    }
    // A dot between two gaps is too small to be seen.
    for point in alone where plot.columns > 1 || plot.rows > 1 {
      buffer.put(
        mark(of: point.series), column: point.column, row: point.row,
        style: Style(.series(point.series)), end: plot.endColumn)
    }
  }

  private func mark(of series: Int) -> String {
    glyphs.level == .ascii ? String(DotCanvas.asciiMark(series)) : glyphs.point
  }

  private func drawCursorMarks(_ buffer: inout CellBuffer) {
    guard let column = cursorColumn, let cursor = chart.cursor else { return }
    let index = cursor - chart.firstIteration
    for series in chart.series.reversed() where series.values.indices.contains(index) {
      guard let position = chart.position(series.values[index]) else { continue }
      buffer.put(
        glyphs.point, column: column, row: row(position),
        style: Style(.series(series.index), bold: true), end: plot.endColumn)
    }
  }

  /// Each label at the height of its line's end, moved as little as it takes to keep one row each.
  private func drawSeriesLabels(_ buffer: inout CellBuffer) {
    let ends = labels.compactMap { label in
      label.series.values.lazy.compactMap { chart.position($0) }.last.map {
        (row: row($0), depth: depth($0), label: label)
      }
    }.sorted { $0.depth < $1.depth }
    var rows: [Int] = []
    for end in ends { rows.append(max(end.row, (rows.last ?? plot.row - 1) + 1)) }
    var limit = plot.endRow - 1
    for index in rows.indices.reversed() {
      rows[index] = min(rows[index], limit)
      limit = rows[index] - 1
    }
    for (end, row) in zip(ends, rows) where row >= plot.row {
      buffer.put(
        end.label.text, column: plot.endColumn + 1, row: row,
        style: Style(.series(end.label.series.index)), end: rect.endColumn)
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
