import Glibc

/// Curves and points in a plane with two axes of real numbers.
public struct PlanePlot: Hashable, Sendable {
  public struct Point: Hashable, Sendable {
    public var x: Double
    public var y: Double

    public init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }
  }

  public struct Curve: Hashable, Sendable {
    /// Shown in the legend; empty: not shown.
    public var label: String
    /// Points joined by straight lines; `nil` leaves a gap.
    public var points: [Point?]
    /// Decides the colour; `nil`: muted.
    public var index: Int?
    /// Decides the line pattern and the mark in ASCII; 0-based.
    public var pattern: Int

    public init(_ label: String, _ points: [Point?], index: Int?, pattern: Int) {
      self.label = label
      self.points = points
      self.index = index
      self.pattern = pattern
    }

    var style: Style { index.map { Style(.series($0)) } ?? .muted }
  }

  /// A single point with a word beside it.
  public struct Mark: Hashable, Sendable {
    public var point: Point
    public var glyph: Glyph
    public var label: String
    public var style: Style

    public enum Glyph: Hashable, Sendable {
      /// Where it is, and where it is not.
      case filled, open
      case cross
    }

    public init(_ point: Point, _ glyph: Glyph, label: String = "", style: Style) {
      self.point = point
      self.glyph = glyph
      self.label = label
      self.style = style
    }
  }

  public var xRange: ClosedRange<Double>
  public var yRange: ClosedRange<Double>
  public var xLabel: String
  public var yLabel: String
  /// Whether a length is as long on both axes, so that a circle looks round.
  public var isEquallyScaled: Bool
  /// The first of them keeps the cells that several pass through.
  public var curves: [Curve]
  public var marks: [Mark]
  /// Where a vertical line stands.
  public var cursor: Double?

  public init(
    xRange: ClosedRange<Double>, yRange: ClosedRange<Double>, xLabel: String, yLabel: String,
    isEquallyScaled: Bool = false, curves: [Curve] = [], marks: [Mark] = [], cursor: Double? = nil
  ) {
    self.xRange = xRange
    self.yRange = yRange
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.isEquallyScaled = isEquallyScaled
    self.curves = curves
    self.marks = marks
    self.cursor = cursor
  }

  /// Directions all around, the four along the axes exactly among them; the last is the first.
  public static let directions: [Point] = {
    let count = 120
    return (0...count).map { index in
      let quarter = index * 4 % count == 0 ? index * 4 / count % 4 : nil
      switch quarter {
      case 0: return Point(1, 0)
      case 1: return Point(0, 1)
      case 2: return Point(-1, 0)
      case 3: return Point(0, -1)
      default:
        let angle = 2 * Double.pi * Double(index) / Double(count)
        return Point(cos(angle), sin(angle))
      }
    }
  }()

  /// Columns that the plot fills of a rectangle this high, if it may be as wide as it likes.
  public func columns(forRows rows: Int, glyphs: Glyphs) -> Int {
    let layout = PlanePlotLayout(
      self, rect: Rect(column: 0, row: 0, columns: 1000, rows: rows), glyphs: glyphs)
    return layout.usedColumns
  }

  /// Rows that it fills of a rectangle so wide, and at most so high.
  public func rows(forColumns columns: Int, atMost rows: Int, glyphs: Glyphs) -> Int {
    PlanePlotLayout(
      self, rect: Rect(column: 0, row: 0, columns: columns, rows: rows), glyphs: glyphs
    ).usedRows
  }

  public func draw(into buffer: inout CellBuffer, in rect: Rect, glyphs: Glyphs) {
    guard rect.columns > 0, rect.rows > 0 else { return }
    PlanePlotLayout(self, rect: rect, glyphs: glyphs).draw(into: &buffer)
  }

  /// The curves’ names with samples of their lines, and the marks’ with their glyphs, in one row or
  /// more.
  public func legend(columns: Int, glyphs: Glyphs) -> [StyledLine] {
    var items: [StyledLine] = curves.filter { !$0.label.isEmpty }.map { curve in
      let dash = Dash(pattern: curve.pattern, level: glyphs.level)
      let sample = dash.sample(level: glyphs.level, mark: DotCanvas.asciiMark(curve.pattern))
      return StyledLine([
        StyledRun(sample + " ", curve.style), StyledRun(glyphs.text(curve.label), .muted),
      ])
    }
    items += marks.filter { !$0.label.isEmpty }.map { mark in
      StyledLine([
        StyledRun(PlanePlotLayout.glyph(mark.glyph, glyphs) + " ", mark.style),
        StyledRun(glyphs.text(mark.label), .muted),
      ])
    }
    var lines: [StyledLine] = []
    for item in items {
      if let last = lines.last, last.columns + 3 + item.columns <= columns {
        lines[lines.count - 1].append("   ")
        lines[lines.count - 1].runs += item.runs
      } else {
        lines.append(item.truncated(columns: columns, glyphs: glyphs))
      }
    }
    return lines
  }
}
