extension LineChartLayout {
  // MARK: Cursor

  private var cursorColumn: Int? {
    guard let cursor = chart.cursor, cursor >= chart.firstIteration,
      cursor <= chart.lastIteration
    else { return nil }
    return column(cursor)
  }

  func drawCursorLine(_ buffer: inout CellBuffer) {
    guard let column = cursorColumn else { return }
    for row in plot.row..<plot.endRow {
      buffer.put(glyphs.chartCursor, column: column, row: row, style: .accent, end: plot.endColumn)
    }
  }

  func drawCursorMarks(_ buffer: inout CellBuffer) {
    guard let column = cursorColumn, let cursor = chart.cursor else { return }
    for series in chart.series.reversed() {
      guard let position = chart.position(chart.value(at: cursor, of: series)) else { continue }
      buffer.put(
        glyphs.point, column: column, row: row(position),
        style: Style(.series(series.index), bold: true), end: plot.endColumn)
    }
  }

  /// The values of all series at the cursor, each in a field that keeps its width.
  func readout() -> StyledLine? {
    guard let cursor = chart.cursor else { return nil }
    let unit = chart.xLabel.isEmpty ? "" : glyphs.text(chart.xLabel) + " "
    var line = StyledLine("\(unit)\(cursor)", .accent)
    for series in chart.series {
      let value = chart.value(at: cursor, of: series)
      let figure = value.map { $0.fixed(decimals: 4) } ?? glyphs.middleDot
      line.append("  " + glyphs.text(series.label) + " ", Style(.series(series.index)))
      line.append(figure + String(repeating: " ", count: max(0, 6 - figure.count)))
    }
    return line
  }

  // MARK: Events

  func drawMarkLines(_ buffer: inout CellBuffer) {
    for mark in chart.marks where isInside(mark) {
      for row in plot.row..<plot.endRow {
        buffer.put(
          glyphs.chartMark, column: column(mark.step), row: row, style: Style(mark.ink),
          end: plot.endColumn)
      }
    }
  }

  private func isInside(_ mark: LineChart.Mark) -> Bool {
    mark.step >= chart.firstIteration && mark.step <= chart.lastIteration
  }

  /// Each label at the head of its line, in the first row that has room for it; the newest ones
  /// first, because there may be more than there is room for.
  func drawMarkLabels(_ buffer: inout CellBuffer) {
    let rows = max(1, min(4, plot.rows / 3))
    var taken: [[Range<Int>]] = Array(repeating: [], count: rows)
    for mark in chart.marks.reversed() where isInside(mark) {
      let text = glyphs.text(mark.label)
      let width = TextWidth.columns(of: text)
      guard width > 0, width <= plot.columns else { continue }
      let start = min(max(plot.column, column(mark.step) - width / 2), plot.endColumn - width)
      let span = start - 1..<start + width + 1
      guard let row = taken.indices.first(where: { !taken[$0].contains { $0.overlaps(span) } })
      else { continue }
      taken[row].append(span)
      buffer.put(
        text, column: start, row: plot.row + row, style: Style(mark.ink, bold: true),
        end: plot.endColumn)
    }
  }

  // MARK: The gap

  func drawGap(_ buffer: inout CellBuffer) {
    guard let gap = chart.gap, let (first, second) = pair(gap), plot.columns > 1 else { return }
    let span = Double(chart.lastIteration - chart.firstIteration)
    for column in 0..<plot.columns {
      let share = Double(column) / Double(plot.columns - 1)
      let step = chart.firstIteration + Int((share * span).rounded())
      if let present = chart.present, step > present { break }
      guard let one = chart.position(interpolated(first, at: step)),
        let other = chart.position(interpolated(second, at: step))
      else { continue }
      let rows = [row(one), row(other)].sorted()
      for row in (rows[0] + 1)..<max(rows[0] + 1, rows[1]) {
        buffer.put(
          glyphs.chartGap, column: plot.column + column, row: row, style: .muted,
          end: plot.endColumn)
      }
    }
  }

  private func pair(_ gap: LineChart.Gap) -> (LineChart.Series, LineChart.Series)? {
    guard chart.series.indices.contains(gap.first), chart.series.indices.contains(gap.second)
    else { return nil }
    return (chart.series[gap.first], chart.series[gap.second])
  }

  /// A series between its points, on the straight line that is drawn there.
  private func interpolated(_ series: LineChart.Series, at step: Int) -> Double? {
    guard let index = chart.index(at: step, of: series), let before = series.values[index] else {
      return nil
    }
    let start = chart.step(index, of: series)
    guard start < step else { return before }
    guard index + 1 < series.values.count, let after = series.values[index + 1] else { return nil }
    let share = Double(step - start) / Double(chart.step(index + 1, of: series) - start)
    return before + (after - before) * share
  }

  /// The height between the ends of the two series.
  func middleOfGap(_ gap: LineChart.Gap) -> Double? {
    guard let (first, second) = pair(gap), let one = chart.position(first.values.last ?? nil),
      let other = chart.position(second.values.last ?? nil)
    else { return nil }
    return one / 2 + other / 2
  }

  // MARK: Lines

  func drawLines(_ buffer: inout CellBuffer) {
    var canvas = DotCanvas(
      columns: plot.columns, rows: plot.rows, level: glyphs.level,
      marks: chart.series.map(\.asciiMark))
    var alone: [(column: Int, row: Int, series: Int)] = []
    for index in chart.series.indices {
      if chart.series[index].values.count > 2 * canvas.dotsAcross {
        drawDense(index, &canvas)
      } else {
        drawSparse(index, &canvas, &alone)
      }
    }
    let present = chart.present.map { column($0) }
    func style(_ series: Int, _ column: Int) -> Style {
      if let present, column > present { return .muted }
      return Style(.series(chart.series[series].index))
    }
    for row in 0..<plot.rows {
      for column in plot.column..<plot.endColumn {
        guard let mark = canvas.mark(column: column - plot.column, row: row) else { continue }
        buffer.put(
          String(mark.character), column: column, row: plot.row + row,
          style: style(mark.series, column), end: plot.endColumn)
      }
    }
    // A dot between two gaps is too small to be seen.
    for point in alone where plot.columns > 1 || plot.rows > 1 {
      let mark =
        glyphs.level == .ascii ? String(chart.series[point.series].asciiMark) : glyphs.point
      buffer.put(
        mark, column: point.column, row: point.row, style: style(point.series, point.column),
        end: plot.endColumn)
    }
  }

  private func dot(_ step: Int, _ position: Double, _ canvas: DotCanvas) -> (x: Int, y: Int) {
    (
      Int((share(step) * Double(canvas.dotsAcross - 1)).rounded()),
      Int((depth(position) * Double(canvas.dotsDown - 1)).rounded())
    )
  }

  private func drawSparse(
    _ index: Int, _ canvas: inout DotCanvas,
    _ alone: inout [(column: Int, row: Int, series: Int)]
  ) {
    let series = chart.series[index]
    let dash = Dash(pattern: series.pattern, level: glyphs.level)
    var last: (x: Int, y: Int)?
    var phase = 0
    for (place, value) in series.values.enumerated() {
      guard let position = chart.position(value) else {
        last = nil
        continue
      }
      let step = chart.step(place, of: series)
      let dot = dot(step, position, canvas)
      if let last {
        canvas.line(from: last, to: dot, series: index, dash: dash, phase: &phase)
      } else {
        canvas.set(x: dot.x, y: dot.y, series: index)
        let hasNext =
          place + 1 < series.values.count && chart.position(series.values[place + 1]) != nil
        if !hasNext { alone.append((column(step), row(position), index)) }
      }
      last = dot
    }
  }

  /// Many values to a column of dots: each column reaches from its least to its greatest value, and
  /// is joined to the next one as the values are.
  private func drawDense(_ index: Int, _ canvas: inout DotCanvas) {
    let series = chart.series[index]
    let dash = Dash(pattern: series.pattern, level: glyphs.level)
    var open: (x: Int, low: Int, high: Int)?
    var last: (x: Int, y: Int)?
    func close(_ canvas: inout DotCanvas) {
      guard let column = open, dash.isOn(column.x) else { return }
      for y in column.low...column.high { canvas.set(x: column.x, y: y, series: index) }
    }
    for (place, value) in series.values.enumerated() {
      guard let position = chart.position(value) else {
        last = nil
        continue
      }
      let dot = dot(chart.step(place, of: series), position, canvas)
      if let column = open, column.x == dot.x {
        open = (dot.x, min(column.low, dot.y), max(column.high, dot.y))
      } else {
        close(&canvas)
        open = (dot.x, dot.y, dot.y)
        if let last {
          var phase = last.x
          canvas.line(from: last, to: dot, series: index, dash: dash, phase: &phase)
        }
      }
      last = dot
    }
    close(&canvas)
  }
}
