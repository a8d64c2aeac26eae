/// Where the parts of a ``PlanePlot`` stand in a rectangle.
struct PlanePlotLayout {
  private let shown: PlanePlot
  private let glyphs: Glyphs
  private let rect: Rect
  private let xTicks: Ticks
  private let yTicks: Ticks
  private let hasLeftAxis: Bool
  private let hasBottomAxis: Bool
  /// The cells that curves are drawn in.
  private let plot: Rect

  init(_ shown: PlanePlot, rect: Rect, glyphs: Glyphs) {
    self.shown = shown
    self.glyphs = glyphs
    self.rect = rect
    hasBottomAxis = rect.rows >= 7
    let titleRows = rect.rows >= 7 && !shown.yLabel.isEmpty ? 1 : 0
    var rows = max(1, rect.rows - (hasBottomAxis ? 1 : 0) - titleRows)
    yTicks = Ticks.linear(
      from: shown.yRange.lowerBound, to: shown.yRange.upperBound,
      count: max(3, min(6, (rows + 1) / 2)))
    let labelColumns = AxisLabels(yTicks).columns
    hasLeftAxis = rect.columns >= labelColumns + 14
    let left = hasLeftAxis ? labelColumns + 2 : 0
    var columns = max(1, rect.columns - left)
    if shown.isEquallyScaled {
      // A cell is about twice as high as it is wide.
      let width = shown.xRange.upperBound - shown.xRange.lowerBound
      let height = shown.yRange.upperBound - shown.yRange.lowerBound
      let cell = max(width / Double(columns), height / Double(2 * rows))
      columns = max(1, min(columns, Int((width / cell).rounded())))
      rows = max(1, min(rows, Int((height / cell / 2).rounded())))
    }
    plot = Rect(
      column: rect.column + left, row: rect.row + titleRows, columns: columns, rows: rows)
    xTicks = Ticks.linear(
      from: shown.xRange.lowerBound, to: shown.xRange.upperBound,
      count: max(3, min(9, columns / 5)))
  }

  var usedColumns: Int { plot.endColumn - rect.column }
  var usedRows: Int { plot.endRow - rect.row + (hasBottomAxis ? 1 : 0) }

  static func glyph(_ glyph: PlanePlot.Mark.Glyph, _ glyphs: Glyphs) -> String {
    switch glyph {
    case .filled: glyphs.point
    case .open: glyphs.level == .ascii ? "o" : "○"
    case .cross: glyphs.level == .ascii ? "X" : "✕"
    }
  }

  func draw(into buffer: inout CellBuffer) {
    drawZeroLines(&buffer)
    if hasLeftAxis { drawLeftAxis(&buffer) }
    if hasBottomAxis { drawBottomAxis(&buffer) }
    if plot.row > rect.row {
      buffer.put(
        glyphs.text(shown.yLabel), column: rect.column, row: rect.row, style: .muted,
        end: rect.endColumn)
    }
    drawCursor(&buffer)
    drawCurves(&buffer)
    for mark in shown.marks.reversed() { draw(mark, &buffer) }
  }

  // MARK: Places

  private func share(_ value: Double, _ range: ClosedRange<Double>) -> Double {
    let span = range.upperBound - range.lowerBound
    return span > 0 ? (value - range.lowerBound) / span : 0.5
  }

  /// A place in dots; far outside it is still a number.
  private func dot(_ point: PlanePlot.Point, _ canvas: DotCanvas) -> (x: Int, y: Int) {
    func place(_ share: Double, _ count: Int) -> Int {
      Int((max(-4, min(5, share)) * Double(count - 1)).rounded())
    }
    return (
      place(share(point.x, shown.xRange), canvas.dotsAcross),
      place(1 - share(point.y, shown.yRange), canvas.dotsDown)
    )
  }

  private func cell(_ point: PlanePlot.Point) -> (column: Int, row: Int)? {
    let canvas = DotCanvas(columns: plot.columns, rows: plot.rows, level: glyphs.level)
    guard shown.xRange.contains(point.x), shown.yRange.contains(point.y) else { return nil }
    let dot = dot(point, canvas)
    let size = DotCanvas.dotsPerCell(glyphs.level)
    return (plot.column + dot.x / size.across, plot.row + dot.y / size.down)
  }

  // MARK: Axes

  private func drawZeroLines(_ buffer: inout CellBuffer) {
    guard
      let origin = cell(
        PlanePlot.Point(
          shown.xRange.contains(0) ? 0 : shown.xRange.lowerBound,
          shown.yRange.contains(0) ? 0 : shown.yRange.lowerBound))
    else { return }
    if shown.yRange.contains(0) {
      for column in plot.column..<plot.endColumn {
        buffer.put(
          glyphs.zeroLine, column: column, row: origin.row, style: .muted, end: rect.endColumn)
      }
    }
    if shown.xRange.contains(0) {
      for row in plot.row..<plot.endRow {
        buffer.put(
          glyphs.chartMark, column: origin.column, row: row, style: .muted, end: rect.endColumn)
      }
    }
  }

  private func drawLeftAxis(_ buffer: inout CellBuffer) {
    let axis = plot.column - 1
    for row in plot.row..<plot.endRow {
      buffer.put(glyphs.axisVertical, column: axis, row: row, style: .muted, end: rect.endColumn)
    }
    let labels = AxisLabels(yTicks)
    var taken: Set<Int> = []
    for (tick, text) in zip(yTicks.marks, labels.texts) {
      guard let row = cell(PlanePlot.Point(shown.xRange.lowerBound, tick.position))?.row,
        taken.insert(row).inserted
      else { continue }
      buffer.put(text, column: rect.column, row: row, style: .muted, end: axis)
      buffer.put(glyphs.axisTickLeft, column: axis, row: row, style: .muted, end: rect.endColumn)
    }
  }

  private func drawBottomAxis(_ buffer: inout CellBuffer) {
    let row = plot.endRow
    var free = plot.column
    let name = glyphs.text(shown.xLabel)
    let limit = plot.endColumn - TextWidth.columns(of: name) - 1
    for tick in xTicks.marks {
      guard let column = cell(PlanePlot.Point(tick.position, shown.yRange.lowerBound))?.column
      else { continue }
      let sign = tick.label.hasPrefix("-") ? 1 : 0
      let start = max(plot.column, column - sign - (tick.label.count - sign) / 2)
      guard start >= free, start + tick.label.count <= limit else { continue }
      free = buffer.put(tick.label, column: start, row: row, style: .muted, end: limit) + 1
    }
    buffer.put(
      name, column: max(plot.column, limit + 1), row: row, style: .muted, end: rect.endColumn)
  }

  private func drawCursor(_ buffer: inout CellBuffer) {
    guard let x = shown.cursor,
      let column = cell(PlanePlot.Point(x, shown.yRange.lowerBound))?.column
    else { return }
    for row in plot.row..<plot.endRow {
      buffer.put(glyphs.chartCursor, column: column, row: row, style: .accent, end: plot.endColumn)
    }
  }

  // MARK: Curves

  private func drawCurves(_ buffer: inout CellBuffer) {
    var canvas = DotCanvas(
      columns: plot.columns, rows: plot.rows, level: glyphs.level,
      marks: shown.curves.map { DotCanvas.asciiMark($0.pattern) })
    for (index, curve) in shown.curves.enumerated() {
      let dash = Dash(pattern: curve.pattern, level: glyphs.level)
      var last: (x: Int, y: Int)?
      var phase = 0
      for point in curve.points {
        guard let point, point.x.isFinite, point.y.isFinite else {
          last = nil
          continue
        }
        let next = dot(point, canvas)
        if let last {
          canvas.line(from: last, to: next, series: index, dash: dash, phase: &phase)
        } else {
          canvas.set(x: next.x, y: next.y, series: index)
        }
        last = next
      }
    }
    for row in 0..<plot.rows {
      for column in 0..<plot.columns {
        guard let mark = canvas.mark(column: column, row: row) else { continue }
        buffer.put(
          String(mark.character), column: plot.column + column, row: plot.row + row,
          style: shown.curves[mark.series].style, end: plot.endColumn)
      }
    }
  }

  private func draw(_ mark: PlanePlot.Mark, _ buffer: inout CellBuffer) {
    guard let cell = cell(mark.point) else { return }
    buffer.put(
      Self.glyph(mark.glyph, glyphs), column: cell.column, row: cell.row, style: mark.style,
      end: plot.endColumn)
  }
}
