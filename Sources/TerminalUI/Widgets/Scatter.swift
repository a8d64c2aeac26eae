/// Points of two coordinates, with a function of the plane shaded behind them.
public struct Scatter: Hashable, Sendable {
  public struct Point: Hashable, Sendable {
    public var x: Double
    public var y: Double
    /// Its class, 0-based; of values 0 for those below 0 and 1 for the others.
    public var kind: Int
    /// Open points are those that are only looked at, not learned from.
    public var isOpen: Bool

    public init(x: Double, y: Double, kind: Int, isOpen: Bool = false) {
      self.x = x
      self.y = y
      self.kind = kind
      self.isOpen = isOpen
    }
  }

  /// Values on a grid over the whole square, row after row from the top: from −1 to 1, or with
  /// ``kinds`` from 0 to 1.
  public struct Surface: Hashable, Sendable {
    public var columns: Int
    public var rows: Int
    public var values: [Float]
    /// The kind that is found at each place, where there are more than two; else empty.
    public var kinds: [Int32]

    public init(columns: Int, rows: Int, values: [Float], kinds: [Int32] = []) {
      self.columns = columns
      self.rows = rows
      self.values = values
      self.kinds = kinds
    }

    /// Values below the first are level 0, those below the second level 1.
    public static let thresholds: [Float] = [0.2, 0.6]

    /// The place in ``values`` at a place of the square, both from 0 to 1, the second from the top.
    func index(_ x: Double, _ y: Double) -> Int? {
      guard columns > 0, rows > 0, values.count >= columns * rows else { return nil }
      let column = min(columns - 1, max(0, Int(x * Double(columns))))
      let row = min(rows - 1, max(0, Int(y * Double(rows))))
      return row * columns + column
    }

    /// The level at a place: −2 to 2, nil where there is no number.
    func level(_ x: Double, _ y: Double) -> Int? { index(x, y).flatMap { Self.level(values[$0]) } }

    /// The level of a value: −2 to 2, nil where it is no number.
    public static func level(_ value: Float) -> Int? {
      guard value.isFinite else { return nil }
      let size = value.magnitude < thresholds[0] ? 0 : value.magnitude < thresholds[1] ? 1 : 2
      return value < 0 ? -size : size
    }
  }

  public var points: [Point]
  public var surface: Surface?
  /// The square reaches from −limit to limit in both directions.
  public var limit: Double
  public var xLabel: String
  public var yLabel: String
  /// By kind.
  public var kinds: [String]

  public init(
    _ points: [Point], surface: Surface? = nil, limit: Double, xLabel: String, yLabel: String,
    kinds: [String]
  ) {
    self.points = points
    self.surface = surface
    self.limit = limit.isFinite && limit > 0 ? limit : 1
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.kinds = kinds
  }

  /// Kinds are told apart by form and hue; of two, the first is negative and the second positive.
  static func glyph(_ kind: Int, isOpen: Bool, _ level: GlyphLevel) -> String {
    let filled = level == .ascii ? ["X", "O", "A", "V", "H", "B"] : ["■", "●", "▲", "◆", "▼", "★"]
    let open = level == .ascii ? ["x", "o", "a", "v", "h", "b"] : ["□", "○", "△", "◇", "▽", "☆"]
    let index = ((kind % filled.count) + filled.count) % filled.count
    return isOpen ? open[index] : filled[index]
  }

  /// The colour of a kind's points.
  public func ink(_ kind: Int) -> Ink {
    guard kinds.count <= 2 else { return .series(kind) }
    return kind == 0 ? .negative : .positive
  }

  /// Columns that a scatter of so many rows fills at most: a square with its axis.
  public func columns(forRows rows: Int, glyphs: Glyphs) -> Int {
    let plotRows = max(1, rows - (rows >= 5 ? 1 : 0) - (rows >= 8 ? 1 : 0))
    return plotRows * 2 + 1 + labelColumns(glyphs) + 1
  }

  /// Rows that a scatter of so many columns fills at most, axis and legend included.
  public func rows(forColumns columns: Int, glyphs: Glyphs) -> Int {
    max(1, (columns - labelColumns(glyphs)) / 2) + 2
  }

  private func labelColumns(_ glyphs: Glyphs) -> Int {
    let reach = limit.rounded(significantDigits: 2)
    return max(reach.count + 1, min(8, TextWidth.columns(of: glyphs.text(yLabel))))
  }

  public func draw(into buffer: inout CellBuffer, in rect: Rect, glyphs: Glyphs) {
    guard rect.columns > 0, rect.rows > 0 else { return }
    let reach = limit.rounded(significantDigits: 2)
    let hasLegend = rect.rows >= 8 && rect.columns >= 24
    let hasAxis = rect.rows >= 5
    let labelColumns = labelColumns(glyphs)
    let left = rect.columns >= labelColumns + 16 && rect.rows >= 5 ? labelColumns + 1 : 0
    var plot = Rect(
      column: rect.column + left, row: rect.row, columns: rect.columns - left,
      rows: rect.rows - (hasAxis ? 1 : 0) - (hasLegend ? 1 : 0))
    // A cell is about twice as high as it is wide.
    plot.columns = min(plot.columns, plot.rows * 2 + 1)
    plot.rows = min(plot.rows, max(1, (plot.columns + 1) / 2))
    drawSurface(plot, &buffer, glyphs)
    drawPoints(plot, &buffer, glyphs)
    if left > 0 { drawVerticalAxis(plot, rect, reach, &buffer, glyphs) }
    if hasAxis { drawHorizontalAxis(plot, rect, reach, &buffer, glyphs) }
    if hasLegend {
      let row = min(rect.endRow - 1, plot.endRow + (hasAxis ? 1 : 0))
      buffer.put(
        legend(glyphs).truncated(columns: rect.columns, glyphs: glyphs), column: rect.column,
        row: row, end: rect.endColumn)
    }
  }

  private func drawSurface(_ plot: Rect, _ buffer: inout CellBuffer, _ glyphs: Glyphs) {
    guard let surface else { return }
    guard surface.kinds.isEmpty else { return drawKinds(surface, plot, &buffer, glyphs) }
    for row in 0..<plot.rows {
      for column in 0..<plot.columns {
        let x = (Double(column) + 0.5) / Double(plot.columns)
        func level(_ part: Double) -> Int? {
          surface.level(x, (Double(row) + part) / Double(plot.rows))
        }
        let cell: (String, Style)
        if glyphs.hasShades {
          guard let top = level(0.25), let bottom = level(0.75) else { continue }
          cell =
            top == 0
            ? ("▄", Style(.shade(bottom)))
            : ("▀", Style(.shade(top), background: bottom == 0 ? nil : .shade(bottom)))
          if top == 0, bottom == 0 { continue }
        } else {
          guard let middle = level(0.5), middle != 0 else { continue }
          cell = (glyphs.shade(middle), Style(middle < 0 ? .negative : .positive))
        }
        buffer.put(
          cell.0, column: plot.column + column, row: plot.row + row, style: cell.1,
          end: plot.endColumn)
      }
    }
  }

  /// Of more than two kinds each has its own hue; without colour it has its number.
  private func drawKinds(
    _ surface: Surface, _ plot: Rect, _ buffer: inout CellBuffer, _ glyphs: Glyphs
  ) {
    for row in 0..<plot.rows {
      for column in 0..<plot.columns {
        let x = (Double(column) + 0.5) / Double(plot.columns)
        let y = (Double(row) + 0.5) / Double(plot.rows)
        guard let index = surface.index(x, y), index < surface.kinds.count,
          let level = Surface.level(surface.values[index]), level > 0
        else { continue }
        let kind = Int(surface.kinds[index])
        buffer.put(
          glyphs.colors == .none ? "\((kind + 1) % 10)" : glyphs.shade(level),
          column: plot.column + column, row: plot.row + row, style: Style(ink(kind)),
          end: plot.endColumn)
      }
    }
  }

  /// Where several points meet in a cell, the most frequent look is shown.
  /// The surface's shade in the middle of a cell.
  private func level(_ column: Int, _ row: Int, _ plot: Rect) -> Int {
    guard let surface, surface.kinds.isEmpty else { return 0 }
    return surface.level(
      (Double(column) + 0.5) / Double(plot.columns), (Double(row) + 0.5) / Double(plot.rows)) ?? 0
  }

  private func drawPoints(_ plot: Rect, _ buffer: inout CellBuffer, _ glyphs: Glyphs) {
    struct Look: Hashable {
      var kind: Int
      var isOpen: Bool
    }
    var cells: [Int: [Look: Int]] = [:]
    for point in points where isInside(point) {
      let x = (point.x + limit) / (2 * limit)
      let y = (limit - point.y) / (2 * limit)
      let column = min(plot.columns - 1, Int(x * Double(plot.columns)))
      let row = min(plot.rows - 1, Int(y * Double(plot.rows)))
      cells[row * plot.columns + column, default: [:]][
        Look(kind: point.kind, isOpen: point.isOpen), default: 0] += 1
    }
    for (cell, looks) in cells {
      let most = looks.max {
        ($0.value, $1.key.kind, $1.key.isOpen ? 1 : 0)
          < ($1.value, $0.key.kind, $0.key.isOpen ? 1 : 0)
      }
      guard let look = most?.key else { continue }
      let (column, row) = (cell % plot.columns, cell / plot.columns)
      // On a shaded ground a point stands in the plain ink: its glyph tells its class, and the
      // surface goes on behind it.
      let ground = glyphs.hasShades ? level(column, row, plot) : 0
      buffer.put(
        Self.glyph(look.kind, isOpen: look.isOpen, glyphs.level), column: plot.column + column,
        row: plot.row + row,
        style: ground == 0
          ? Style(ink(look.kind), bold: true)
          : Style(.normal, bold: true, background: .shade(ground)), end: plot.endColumn)
    }
  }

  private func drawVerticalAxis(
    _ plot: Rect, _ rect: Rect, _ reach: String, _ buffer: inout CellBuffer, _ glyphs: Glyphs
  ) {
    let label = StyledLine(glyphs.text(yLabel), .muted)
      .truncated(columns: plot.column - rect.column - 1, glyphs: glyphs)
    for (text, row) in [
      (reach, plot.row), ("0", plot.row + plot.rows / 2), ("-" + reach, plot.endRow - 1),
    ] {
      buffer.put(
        text, column: plot.column - 1 - text.count, row: row, style: .muted, end: plot.column)
    }
    if plot.rows >= 5 {
      buffer.put(label, column: rect.column, row: plot.row + 1, end: plot.column)
    }
  }

  private func drawHorizontalAxis(
    _ plot: Rect, _ rect: Rect, _ reach: String, _ buffer: inout CellBuffer, _ glyphs: Glyphs
  ) {
    let row = plot.endRow
    let middle = plot.column + plot.columns / 2
    buffer.put("-" + reach, column: plot.column, row: row, style: .muted, end: rect.endColumn)
    let start = max(plot.column, plot.endColumn - reach.count)
    guard middle - plot.column > reach.count + 1, middle + 1 < start else { return }
    buffer.put("0", column: middle, row: row, style: .muted, end: rect.endColumn)
    let end = buffer.put(reach, column: start, row: row, style: .muted, end: rect.endColumn)
    let label = StyledLine(glyphs.text(xLabel), .muted)
    let room = start - middle - 3
    if label.columns <= room {
      buffer.put(label, column: middle + 2, row: row, end: start)
    } else {
      buffer.put(label, column: end + 1, row: row, end: rect.endColumn)
    }
  }

  private func legend(_ glyphs: Glyphs) -> StyledLine {
    var line = StyledLine()
    let hasOpen = points.contains { $0.isOpen }
    for (kind, name) in kinds.enumerated() {
      if kind > 0 { line.append("  ") }
      line.append(Self.glyph(kind, isOpen: false, glyphs.level), Style(ink(kind), bold: true))
      if hasOpen {
        line.append(Self.glyph(kind, isOpen: true, glyphs.level), Style(ink(kind), bold: true))
      }
      let isNumbered = glyphs.colors == .none && surface?.kinds.isEmpty == false
      line.append((isNumbered ? " \(kind + 1) " : " ") + glyphs.text(name), .muted)
    }
    if hasOpen { line.append("  open: validation", .muted) }
    return line
  }
}
