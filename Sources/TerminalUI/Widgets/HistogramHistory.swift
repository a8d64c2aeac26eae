/// How a histogram changed: steps from left to right, sizes from below to above, counts as shades.
///
/// Counts are shaded by their logarithm, because one bin often holds most of them.
public struct HistogramHistory: Hashable, Sendable {
  /// The counts at a step, bins from −range to range.
  public struct Moment: Hashable, Sendable {
    public var step: Int
    public var range: Double
    public var counts: [Int]

    public init(step: Int, range: Double, counts: [Int]) {
      self.step = step
      self.range = range.isFinite && range > 0 ? range : 1
      self.counts = counts
    }

    /// Counts per unit of size in an equal share of the axis.
    func count(from low: Double, to high: Double) -> Double {
      guard !counts.isEmpty else { return 0 }
      let width = 2 * range / Double(counts.count)
      let first = max(0, Int(((low + range) / width).rounded(.down)))
      let last = min(counts.count - 1, Int(((high + range) / width).rounded(.down)))
      guard first <= last else { return 0 }
      var sum = 0.0
      for bin in first...last {
        let start = -range + Double(bin) * width
        let share = (min(high, start + width) - max(low, start)) / width
        sum += Double(max(0, counts[bin])) * min(1, max(0, share))
      }
      return sum
    }
  }

  /// Steps ascending.
  public var moments: [Moment]
  public var cursor: Int?
  public var xLabel: String

  public init(_ moments: [Moment], cursor: Int? = nil, xLabel: String = "step") {
    self.moments = moments
    self.cursor = cursor
    self.xLabel = xLabel
  }

  public func draw(into buffer: inout CellBuffer, in rect: Rect, glyphs: Glyphs) {
    guard rect.columns > 0, rect.rows > 0, let first = moments.first, let last = moments.last
    else { return }
    let range = moments.reduce(0) { max($0, $1.range) }
    let high = range.rounded(significantDigits: 2)
    let left = rect.columns >= high.count + 12 && rect.rows >= 3 ? high.count + 3 : 0
    let hasAxis = rect.rows >= 4
    var plot = Rect(
      column: rect.column + left, row: rect.row, columns: rect.columns - left,
      rows: rect.rows - (hasAxis ? 1 : 0))
    // An odd number of rows has one for zero.
    if plot.rows > 1, plot.rows % 2 == 0 { plot.rows -= 1 }
    drawShades(plot, range, first.step, last.step, &buffer, glyphs)
    if left > 0 {
      for (text, row) in [
        (high, plot.row), ("0", plot.row + plot.rows / 2), ("-" + high, plot.endRow - 1),
      ] {
        buffer.put(
          text, column: plot.column - 2 - text.count, row: row, style: .muted, end: rect.endColumn)
        buffer.put(
          glyphs.axisTickLeft, column: plot.column - 1, row: row, style: .muted,
          end: rect.endColumn)
      }
    }
    if hasAxis { drawAxis(plot, first.step, last.step, rect, &buffer, glyphs) }
  }

  private func drawShades(
    _ plot: Rect, _ range: Double, _ first: Int, _ last: Int, _ buffer: inout CellBuffer,
    _ glyphs: Glyphs
  ) {
    let height = 2 * range / Double(plot.rows)
    let shown = (0..<plot.columns).map { moment(atColumn: $0, of: plot.columns, first, last) }
    var counts: [[Double]] = []
    for (column, moment) in shown.enumerated() {
      // Equal columns are counted once.
      if column > 0, shown[column - 1] == moment, let known = counts.last {
        counts.append(known)
        continue
      }
      counts.append(
        (0..<plot.rows).map { row in
          let top = range - Double(row) * height
          return moments[moment].count(from: top - height, to: top)
        })
    }
    let most = counts.reduce(0) { max($0, $1.max() ?? 0) }
    guard most > 0 else { return }
    for column in 0..<plot.columns {
      let isCursor =
        cursor.map { self.column(of: $0, plot.columns, first, last) == column } ?? false
      for row in 0..<plot.rows {
        let count = counts[column][row]
        let share = count > 0 ? Ticks.logarithm(1 + count) / Ticks.logarithm(1 + most) : 0
        let level = count > 0 ? max(1, Int((share * Double(Ink.shadeLimit)).rounded(.up))) : 0
        let middle = plot.rows / 2
        let ink: Ink =
          isCursor
          ? .accent
          : row < middle
            ? .positive
            : row > middle
              ? .negative
              : .normal
        let glyph = count == 0 && isCursor ? glyphs.chartCursor : glyphs.shade(level)
        buffer.put(
          glyph, column: plot.column + column, row: plot.row + row, style: Style(ink),
          end: plot.endColumn)
      }
    }
  }

  private func column(of step: Int, _ columns: Int, _ first: Int, _ last: Int) -> Int {
    guard last > first else { return 0 }
    let share = Double(min(max(step, first), last) - first) / Double(last - first)
    return Int((share * Double(columns - 1)).rounded())
  }

  /// The last moment at or before the step that a column stands for.
  private func moment(atColumn column: Int, of columns: Int, _ first: Int, _ last: Int) -> Int {
    let share = columns > 1 ? Double(column) / Double(columns - 1) : 1
    let step = Double(first) + share * Double(last - first)
    var low = 0
    var high = moments.count
    while low < high {
      let middle = (low + high) / 2
      if Double(moments[middle].step) <= step + 0.5 { low = middle + 1 } else { high = middle }
    }
    return max(0, low - 1)
  }

  private func drawAxis(
    _ plot: Rect, _ first: Int, _ last: Int, _ rect: Rect, _ buffer: inout CellBuffer,
    _ glyphs: Glyphs
  ) {
    let end = "\(last)"
    let start = "\(first)"
    let behind = buffer.put(
      start, column: plot.column, row: plot.endRow, style: .muted, end: rect.endColumn)
    guard last > first, plot.endColumn - end.count > behind else { return }
    buffer.put(
      end, column: plot.endColumn - end.count, row: plot.endRow, style: .muted,
      end: rect.endColumn)
    let label = glyphs.text(xLabel)
    if behind + 1 + TextWidth.columns(of: label) < plot.endColumn - end.count {
      buffer.put(label, column: behind + 1, row: plot.endRow, style: .muted, end: rect.endColumn)
    }
  }
}
