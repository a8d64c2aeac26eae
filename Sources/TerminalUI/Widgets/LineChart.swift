/// Lines over iterations or steps: a loss, a few weights, the curves of several runs.
public struct LineChart: Hashable, Sendable {
  public struct Series: Hashable, Sendable {
    public var label: String
    /// The value at each place; nil, NaN and infinities leave a gap.
    public var values: [Double?]
    /// Where the values stand, ascending; nil: at consecutive iterations.
    public var steps: [Int]?
    /// Decides the colour; 0-based.
    public var index: Int
    /// Decides the line pattern; 0-based.
    public var pattern: Int

    public init(_ label: String, values: [Double?], index: Int) {
      self.label = label
      self.values = values
      self.index = index
      pattern = index
    }

    /// A line through values at any steps, in the colour of its run and the pattern of its part.
    public init(_ label: String, steps: [Int], values: [Double?], index: Int, pattern: Int) {
      self.label = label
      self.steps = steps
      self.values = Array(values.prefix(steps.count))
      self.index = index
      self.pattern = pattern
    }

    /// What tells the line apart where only ASCII can be shown.
    var asciiMark: Character {
      DotCanvas.asciiMark(pattern == index && steps == nil ? index : index * 4 + pattern)
    }
  }

  public enum Scale: Hashable, Sendable {
    case linear
    /// Values of 0 and below have no place on it and leave a gap.
    case log10
  }

  /// An event: a vertical line with a few letters at its head.
  public struct Mark: Hashable, Sendable {
    public var step: Int
    public var label: String
    public var ink: Ink

    public init(step: Int, label: String, ink: Ink = .muted) {
      self.step = step
      self.label = label
      self.ink = ink
    }
  }

  /// Two series whose distance is shown as such.
  public struct Gap: Hashable, Sendable {
    /// Positions in ``LineChart/series``.
    public var first: Int
    public var second: Int
    public var label: String

    public init(between first: Int, and second: Int, label: String) {
      self.first = first
      self.second = second
      self.label = label
    }
  }

  public var series: [Series]
  public var scale: Scale
  /// The iteration of the first value.
  public var firstIteration: Int
  /// What the horizontal axis counts.
  public var xLabel: String
  /// What the vertical axis measures.
  public var yLabel: String
  /// The iteration that the vertical cursor stands at.
  public var cursor: Int?
  /// Whether a linear axis reaches to zero.
  public var includesZero: Bool
  /// How many iterations the axis spans at least, for a run that is still under way.
  public var leastCount: Int
  public var marks: [Mark] = []
  public var gap: Gap?
  /// The step beyond which lines are muted, because one has gone back to it.
  public var present: Int?
  /// Whether the values at the cursor stand in the first row.
  public var showsReadout = false

  public init(
    _ series: [Series], scale: Scale = .linear, firstIteration: Int = 0, xLabel: String = "",
    yLabel: String = "", cursor: Int? = nil, includesZero: Bool = false, leastCount: Int = 0
  ) {
    self.series = series
    self.scale = scale
    self.firstIteration = firstIteration
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.cursor = cursor
    self.includesZero = includesZero
    self.leastCount = leastCount
  }

  /// Where a value of a series stands.
  func step(_ index: Int, of series: Series) -> Int {
    guard let steps = series.steps else { return firstIteration + index }
    return steps[index]
  }

  /// The last place of the horizontal axis; the first is ``firstIteration``.
  var lastIteration: Int {
    series.reduce(firstIteration + max(leastCount, 1) - 1) { last, series in
      series.values.isEmpty ? last : max(last, step(series.values.count - 1, of: series))
    }
  }

  /// The index of the last value at or before a step.
  func index(at step: Int, of series: Series) -> Int? {
    guard let steps = series.steps else {
      let index = step - firstIteration
      return series.values.indices.contains(index) ? index : nil
    }
    var low = 0
    var high = series.values.count
    while low < high {
      let middle = (low + high) / 2
      if steps[middle] <= step { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? low - 1 : nil
  }

  /// What a series shows at a step: its last value at or before it.
  public func value(at step: Int, of series: Series) -> Double? {
    index(at: step, of: series).flatMap { series.values[$0] }
  }

  /// The value as the axis measures it, or nil where it has no place.
  func position(_ value: Double?) -> Double? {
    guard let value, value.isFinite else { return nil }
    switch scale {
    // Clamped far beyond any loss, so that sums, differences and powers of ten stay finite.
    case .linear: return value.magnitude < 1e-150 ? 0 : min(1e150, max(-1e150, value))
    case .log10: return value > 0 ? Ticks.logarithm(value) : nil
    }
  }

  func ticks(count: Int) -> Ticks {
    var low: Double?
    var high: Double?
    for series in series {
      for value in series.values {
        guard let value, value.isFinite, scale == .linear || value > 0 else { continue }
        low = min(low ?? value, value)
        high = max(high ?? value, value)
      }
    }
    switch scale {
    case .linear:
      var bottom = position(low) ?? 0
      var top = position(high) ?? 1
      if includesZero {
        bottom = min(bottom, 0)
        top = max(top, 0)
      }
      return Ticks.linear(from: bottom, to: top, count: count)
    case .log10: return Ticks.logarithmic(from: low ?? 1, to: high ?? 10, count: count)
    }
  }

  /// Draws the chart; in a small rectangle the labels give way to the lines.
  public func draw(into buffer: inout CellBuffer, in rect: Rect, glyphs: Glyphs) {
    guard rect.columns > 0, rect.rows > 0 else { return }
    LineChartLayout(self, rect: rect, glyphs: glyphs).draw(into: &buffer)
  }
}
