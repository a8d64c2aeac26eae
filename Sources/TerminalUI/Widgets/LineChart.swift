/// Lines over iterations: a loss, a few weights.
public struct LineChart: Hashable, Sendable {
  public struct Series: Hashable, Sendable {
    public var label: String
    /// The value at each iteration; nil, NaN and infinities leave a gap.
    public var values: [Double?]
    /// Decides colour and line pattern; 0-based.
    public var index: Int

    public init(_ label: String, values: [Double?], index: Int) {
      self.label = label
      self.values = values
      self.index = index
    }
  }

  public enum Scale: Hashable, Sendable {
    case linear
    /// Values of 0 and below have no place on it and leave a gap.
    case log10
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

  /// How many iterations the horizontal axis spans.
  var count: Int { max(leastCount, series.reduce(0) { max($0, $1.values.count) }, 1) }

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
    let all = series.flatMap { $0.values.compactMap(position) }
    switch scale {
    case .linear:
      var low = all.min() ?? 0
      var high = all.max() ?? 1
      if includesZero {
        low = min(low, 0)
        high = max(high, 0)
      }
      return Ticks.linear(from: low, to: high, count: count)
    case .log10:
      let values = series.flatMap { $0.values.compactMap { $0 } }.filter { $0.isFinite && $0 > 0 }
      return Ticks.logarithmic(from: values.min() ?? 1, to: values.max() ?? 10, count: count)
    }
  }

  /// Draws the chart; in a small rectangle the labels give way to the lines.
  public func draw(into buffer: inout CellBuffer, in rect: Rect, glyphs: Glyphs) {
    guard rect.columns > 0, rect.rows > 0 else { return }
    LineChartLayout(self, rect: rect, glyphs: glyphs).draw(into: &buffer)
  }
}
