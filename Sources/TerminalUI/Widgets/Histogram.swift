/// Values counted by size, upright bars, the exact zeros told apart at the foot of their bar.
public struct Histogram: Hashable, Sendable {
  /// Equally wide bins from −range to range.
  public var counts: [Int]
  public var range: Double
  /// How many of the counted are exactly zero; they lie in the bin around 0.
  public var zeros: Int
  /// Whether a bar's height is the logarithm of its count.
  public var isLogarithmic: Bool
  /// What is counted.
  public var xLabel: String

  public init(
    counts: [Int], range: Double, zeros: Int, isLogarithmic: Bool = false, xLabel: String = ""
  ) {
    self.counts = counts.map { max(0, $0) }
    self.range = range.isFinite && range > 0 ? range : 1
    self.zeros = max(0, zeros)
    self.isLogarithmic = isLogarithmic
    self.xLabel = xLabel
  }

  /// The counts in fewer bins: neighbours are taken together, as many on either side of 0.
  func bins(atMost limit: Int) -> [Int] {
    guard counts.count > max(1, limit) else { return counts }
    let share = (counts.count + max(1, limit) - 1) / max(1, limit)
    // The one in the middle holds the zero and stays in the middle.
    let middle = counts.count / 2
    var bins: [Int: Int] = [:]
    for (index, count) in counts.enumerated() {
      let offset = index - middle + share / 2
      let bin = offset >= 0 ? offset / share : -((-offset + share - 1) / share)
      bins[bin, default: 0] += count
    }
    return bins.keys.sorted().map { bins[$0] ?? 0 }
  }

  /// A bar's height, 0 to 1; a count that is not 0 has some.
  func height(_ count: Int, of most: Int) -> Double {
    guard count > 0, most > 0 else { return 0 }
    guard isLogarithmic else { return Double(count) / Double(most) }
    return Ticks.logarithm(Double(count) + 1) / Ticks.logarithm(Double(most) + 1)
  }

  /// Draws bars with their axis; the bars alone in a small rectangle.
  public func draw(into buffer: inout CellBuffer, in rect: Rect, glyphs: Glyphs) {
    guard rect.columns > 0, rect.rows > 0, !counts.isEmpty else { return }
    let hasAxis = rect.rows >= 3
    let most = bins(atMost: rect.columns).max() ?? 0
    let label = most.grouped
    let left = rect.columns >= label.count + 14 && rect.rows >= 4 ? label.count + 2 : 0
    let plot = Rect(
      column: rect.column + left, row: rect.row, columns: rect.columns - left,
      rows: rect.rows - (hasAxis ? 2 : 0))
    let bins = bins(atMost: plot.columns)
    let width = max(1, plot.columns / bins.count)
    let first = plot.column + (plot.columns - width * bins.count) / 2
    drawBars(bins, width: width, first: first, plot, &buffer, glyphs)
    if left > 0 { drawScale(bins.max() ?? 0, plot, rect, &buffer, glyphs) }
    if hasAxis {
      let span = Rect(
        column: first, row: plot.endRow, columns: width * bins.count, rows: 2)
      drawAxis(span, middle: first + width * (bins.count / 2) + width / 2, rect, &buffer, glyphs)
    }
  }

  private func drawBars(
    _ bins: [Int], width: Int, first: Int, _ plot: Rect, _ buffer: inout CellBuffer,
    _ glyphs: Glyphs
  ) {
    let most = bins.max() ?? 0
    let middle = bins.count / 2
    for (index, count) in bins.enumerated() {
      let ink: Ink = index < middle ? .negative : index > middle ? .positive : .normal
      let column = first + index * width
      bar(height(count, of: most), ink, columns: column..<column + width, plot, &buffer, glyphs)
      guard index == middle, zeros > 0 else { continue }
      let share = Double(min(zeros, count)) / Double(max(1, count))
      let rows = max(
        1, Int((height(count, of: most) * share * Double(plot.rows)).rounded(.down)))
      // Some of the bar stays that of weights which are only near zero.
      for row in 0..<min(rows, plot.rows) {
        buffer.put(
          String(repeating: "0", count: width), column: column, row: plot.endRow - 1 - row,
          style: Style(.accent, bold: true), end: plot.endColumn)
      }
    }
  }

  private func bar(
    _ height: Double, _ ink: Ink, columns: Range<Int>, _ plot: Rect, _ buffer: inout CellBuffer,
    _ glyphs: Glyphs
  ) {
    guard height > 0 else { return }
    let parts = glyphs.level == .ascii ? 1 : 8
    let filled = max(1, Int((height * Double(plot.rows * parts)).rounded()))
    for row in 0..<plot.rows {
      let rest = filled - row * parts
      guard rest > 0 else { break }
      let glyph = glyphs.level == .ascii ? "#" : Self.eighths[min(rest, 8) - 1]
      buffer.put(
        String(repeating: glyph, count: columns.count), column: columns.lowerBound,
        row: plot.endRow - 1 - row, style: Style(ink), end: plot.endColumn)
    }
  }

  private static let eighths = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  private func drawScale(
    _ most: Int, _ plot: Rect, _ rect: Rect, _ buffer: inout CellBuffer, _ glyphs: Glyphs
  ) {
    let axis = plot.column - 1
    for row in plot.row..<plot.endRow {
      buffer.put(glyphs.axisVertical, column: axis, row: row, style: .muted, end: rect.endColumn)
    }
    let text = most.grouped
    buffer.put(
      text, column: axis - 1 - text.count + 1, row: plot.row, style: .muted, end: rect.endColumn)
    buffer.put(glyphs.axisTickLeft, column: axis, row: plot.row, style: .muted, end: rect.endColumn)
    let foot = isLogarithmic ? "log" : "0"
    if plot.rows > 1, foot.count < plot.column - rect.column {
      buffer.put(
        foot, column: axis - foot.count, row: plot.endRow - 1, style: .muted, end: rect.endColumn)
    }
  }

  private func drawAxis(
    _ span: Rect, middle: Int, _ rect: Rect, _ buffer: inout CellBuffer, _ glyphs: Glyphs
  ) {
    for column in span.column..<span.endColumn {
      buffer.put(
        column == middle ? glyphs.axisTickDown : glyphs.axisHorizontal, column: column,
        row: span.row, style: .muted, end: rect.endColumn)
    }
    let high = range.rounded(significantDigits: 2)
    let low = "-" + high
    buffer.put("0", column: middle, row: span.row + 1, style: .muted, end: rect.endColumn)
    guard middle - span.column > low.count else { return }
    buffer.put(low, column: span.column, row: span.row + 1, style: .muted, end: rect.endColumn)
    let start = span.endColumn - high.count
    buffer.put(high, column: start, row: span.row + 1, style: .muted, end: rect.endColumn)
    let label = glyphs.text(xLabel)
    if !label.isEmpty, middle + 2 + TextWidth.columns(of: label) < start {
      buffer.put(label, column: middle + 2, row: span.row + 1, style: .muted, end: rect.endColumn)
    }
  }
}
