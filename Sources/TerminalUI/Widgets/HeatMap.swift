/// Signed numbers as a picture: rows of a matrix, averaged where there are more than cells.
///
/// A place is blank exactly where every number in it is 0, however small the others are.
public struct HeatMap: Hashable, Sendable {
  public var columns: Int
  public var rows: Int
  /// Row after row.
  public var values: [Float]
  /// What the deepest shade stands for, on either side of 0.
  public var scale: Double
  /// Whether its proportions are kept, two rows to a cell as in an image; else a row has cells of
  /// its own as long as there are enough, and columns are as wide as fits.
  public var isSquare: Bool

  /// - Parameter scale: `nil`: the largest number.
  public init(
    columns: Int, rows: Int, values: [Float], scale: Double? = nil, isSquare: Bool = true
  ) {
    self.columns = max(0, columns)
    self.rows = max(0, min(rows, columns > 0 ? values.count / columns : 0))
    self.values = values
    self.scale = scale ?? HeatMap.largest(values)
    self.isSquare = isSquare
  }

  /// The largest size of a finite number, 1 where all are 0.
  public static func largest(_ values: [Float]) -> Double {
    var most: Float = 0
    for value in values where value.isFinite && value.magnitude > most { most = value.magnitude }
    return most > 0 ? Double(most) : 1
  }

  /// A place of a picture: a level from −``Ink/shadeLimit`` to ``Ink/shadeLimit``, or something
  /// that is no number.
  enum Shade: Hashable {
    case level(Int)
    case broken
  }

  /// The shade of the numbers in a part of the matrix.
  func shade(columns: Range<Int>, rows: Range<Int>) -> Shade {
    var sum = 0.0
    var count = 0
    var strongest: Float = 0
    for row in rows {
      for column in columns {
        let value = values[row * self.columns + column]
        guard value.isFinite else { return .broken }
        sum += Double(value)
        count += 1
        if value.magnitude > strongest.magnitude { strongest = value }
      }
    }
    guard strongest != 0, count > 0 else { return .level(0) }
    let mean = sum / Double(count)
    let share = min(1, mean.magnitude / max(scale, .leastNormalMagnitude))
    let level = max(1, Int((share * Double(Ink.shadeLimit)).rounded(.up)))
    let isNegative = mean == 0 ? strongest < 0 : mean < 0
    return .level(isNegative ? -level : level)
  }

  /// How a picture lies in a rectangle.
  struct Layout: Hashable {
    /// Places drawn across and down.
    var across: Int
    var down: Int
    /// Rows of places in a cell, 1 or 2, and cells of a place across.
    var perCell: Int
    var width: Int

    var size: Size { Size(columns: across * width, rows: (down + perCell - 1) / perCell) }
  }

  func layout(in rect: Rect) -> Layout? {
    guard columns > 0, rows > 0, rect.columns > 0, rect.rows > 0 else { return nil }
    let perCell = isSquare || rows > rect.rows ? 2 : 1
    var across = min(columns, rect.columns)
    var down = min(rows, rect.rows * perCell)
    guard isSquare else {
      let width = min(4, max(1, rect.columns / across))
      return Layout(across: across, down: down, perCell: perCell, width: width)
    }
    // The same scale in both directions: the larger of the two reductions.
    let reduction = max(Double(columns) / Double(across), Double(rows) / Double(down))
    across = max(1, min(across, Int((Double(columns) / reduction).rounded())))
    down = max(1, min(down, Int((Double(rows) / reduction).rounded())))
    return Layout(across: across, down: down, perCell: perCell, width: 1)
  }

  /// The cells that the picture takes of a rectangle.
  public func size(in rect: Rect) -> Size { layout(in: rect)?.size ?? Size(columns: 0, rows: 0) }

  public func draw(into buffer: inout CellBuffer, in rect: Rect, glyphs: Glyphs) {
    guard let layout = layout(in: rect) else { return }
    func part(_ index: Int, of count: Int, _ whole: Int) -> Range<Int> {
      let start = index * whole / count
      return start..<max(start + 1, (index + 1) * whole / count)
    }
    for row in 0..<layout.size.rows {
      let upper = part(row * layout.perCell, of: layout.down, rows)
      let hasLower = layout.perCell == 2 && 2 * row + 1 < layout.down
      let lower = hasLower ? part(2 * row + 1, of: layout.down, rows) : upper
      for column in 0..<layout.across {
        let across = part(column, of: layout.across, columns)
        let cell: (glyph: String, style: Style)
        if glyphs.hasShades, layout.perCell == 2 {
          cell = Self.halves(
            shade(columns: across, rows: upper),
            hasLower ? shade(columns: across, rows: lower) : .level(0), glyphs)
        } else {
          let both = upper.lowerBound..<lower.upperBound
          cell = Self.whole(shade(columns: across, rows: both), glyphs)
        }
        guard cell.glyph != " " else { continue }
        buffer.put(
          String(repeating: cell.glyph, count: layout.width),
          column: rect.column + column * layout.width, row: rect.row + row, style: cell.style,
          end: rect.endColumn)
      }
    }
  }

  /// Two values above each other in one cell.
  private static func halves(_ upper: Shade, _ lower: Shade, _ glyphs: Glyphs) -> (
    glyph: String, style: Style
  ) {
    guard case .level(let top) = upper, case .level(let bottom) = lower else {
      return whole(.broken, glyphs)
    }
    switch (top, bottom) {
    case (0, 0): return (" ", .normal)
    case (0, _): return ("▄", Style(.shade(bottom)))
    case (_, 0): return ("▀", Style(.shade(top)))
    case _ where top == bottom: return ("█", Style(.shade(top)))
    default: return ("▀", Style(.shade(top), background: .shade(bottom)))
    }
  }

  private static func whole(_ shade: Shade, _ glyphs: Glyphs) -> (glyph: String, style: Style) {
    guard case .level(let level) = shade else { return ("!", Style(.bad, bold: true)) }
    if glyphs.hasShades, level != 0 { return ("█", Style(.shade(level))) }
    return (glyphs.shade(level), Style(level < 0 ? .negative : .positive))
  }

  /// What the shades say: `-0.52 ≡ ═ ─ - 0 blank ░ ▒ ▓ █ +0.52`.
  public static func legend(scale: Double, glyphs: Glyphs) -> StyledLine {
    let reach = scale.rounded(significantDigits: 2)
    var line = StyledLine("-\(reach) ", .muted)
    for level in (1...Ink.shadeLimit).reversed() {
      line.runs.append(sample(-level, glyphs))
    }
    line.append(" blank = 0 ", .muted)
    for level in 1...Ink.shadeLimit { line.runs.append(sample(level, glyphs)) }
    line.append(" +\(reach)", .muted)
    return line
  }

  /// A number's shade on a scale, as a sign before the number itself.
  public static func sign(of value: Float, scale: Double, glyphs: Glyphs) -> StyledRun {
    let map = HeatMap(columns: 1, rows: 1, values: [value], scale: scale)
    let cell = whole(map.shade(columns: 0..<1, rows: 0..<1), glyphs)
    return StyledRun(cell.glyph, cell.style)
  }

  private static func sample(_ level: Int, _ glyphs: Glyphs) -> StyledRun {
    if glyphs.hasShades { return StyledRun("█", Style(.shade(level))) }
    return StyledRun(glyphs.shade(level), Style(level < 0 ? .negative : .positive))
  }
}
