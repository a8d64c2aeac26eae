/// Signed values as bars that lie, one below the other, each with its label and its figure.
public struct BarList: Hashable, Sendable {
  public struct Bar: Hashable, Sendable {
    public var label: String
    public var value: Double
    /// The value as it is written.
    public var figure: String

    public init(_ label: String, value: Double, figure: String) {
      self.label = label
      self.value = value
      self.figure = figure
    }
  }

  public var bars: [Bar]
  /// The first bar that is shown, where not all of them fit.
  public var first: Int
  /// What the longest bar stands for, on either side of 0.
  public var scale: Double

  /// - Parameter scale: `nil`: the largest size of a finite value.
  public init(_ bars: [Bar], first: Int = 0, scale: Double? = nil) {
    self.bars = bars
    self.first = first
    self.scale = scale ?? BarList.largest(bars.map(\.value))
  }

  /// The largest size of a finite value, 1 where all are 0.
  public static func largest(_ values: [Double]) -> Double {
    let most = values.reduce(0) { $1.isFinite ? max($0, $1.magnitude) : $0 }
    return most > 0 ? most : 1
  }

  /// A bar's length, 0 to 1.
  func length(_ value: Double) -> Double {
    value.isFinite ? min(1, value.magnitude / max(scale, .leastNormalMagnitude)) : 0
  }

  /// Draws as many bars as fit, with a word on how many are out of sight.
  public func draw(into buffer: inout CellBuffer, in rect: Rect, glyphs: Glyphs) {
    guard rect.columns > 0, rect.rows > 0, !bars.isEmpty else { return }
    let hasWord = bars.count > rect.rows && rect.rows >= 3
    let count = min(bars.count, rect.rows - (hasWord ? 1 : 0))
    let start = min(max(0, first), bars.count - count)
    let labels = bars.map { glyphs.text($0.label) }
    let labelColumns = labels.reduce(0) { max($0, TextWidth.columns(of: $1)) }
    let figureColumns = bars.reduce(0) { max($0, TextWidth.columns(of: glyphs.text($1.figure))) }
    let head = labelColumns + 1 + figureColumns + 1
    for offset in 0..<count {
      let bar = bars[start + offset]
      let row = rect.row + offset
      buffer.put(
        labels[start + offset], column: rect.column, row: row, style: .muted, end: rect.endColumn)
      let figure = glyphs.text(bar.figure)
      buffer.put(
        figure, column: rect.column + head - 1 - TextWidth.columns(of: figure), row: row,
        end: rect.endColumn)
      guard rect.columns > head else { continue }
      let text = text(of: bar.value, columns: rect.columns - head, glyphs)
      let ink: Ink = bar.value < 0 ? .negative : .positive
      buffer.put(
        text, column: rect.column + head, row: row, style: Style(ink), end: rect.endColumn)
    }
    guard hasWord else { return }
    let word = StyledLine("\(start + 1) to \(start + count) of \(bars.count.grouped)", .muted)
    buffer.put(
      word.truncated(columns: rect.columns, glyphs: glyphs), column: rect.column,
      row: rect.endRow - 1, end: rect.endColumn)
  }

  /// What is above 0 is solid, what is below it is not; a value that is not 0 has some of a bar.
  private func text(of value: Double, columns: Int, _ glyphs: Glyphs) -> String {
    let length = length(value)
    guard length > 0 else { return "" }
    guard value > 0, glyphs.level != .ascii else {
      let cells = max(1, Int((length * Double(columns)).rounded()))
      return String(
        repeating: glyphs.level == .ascii ? (value < 0 ? "-" : "#") : "░", count: cells)
    }
    let eighths = max(1, Int((length * Double(8 * columns)).rounded()))
    let rest = eighths % 8
    return String(repeating: "█", count: eighths / 8) + (rest > 0 ? Self.parts[rest - 1] : "")
  }

  private static let parts = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]

  /// All bars on a common line, those below 0 to its left.
  public func svg(title: String, description: String) -> String {
    let high = 18.0
    let longest = bars.reduce(0) { max($0, TextWidth.columns(of: $1.label)) }
    let widest = bars.reduce(0) { max($0, TextWidth.columns(of: $1.figure)) }
    let left = 30 + Double(longest + widest) * 7.5
    let hasNegative = bars.contains { $0.value < 0 }
    let span = 320.0
    let zero = left + 12 + (hasNegative ? span / 2 : 0)
    let unit = hasNegative ? span / 2 : span
    var svg = SVGWriter(
      width: left + span + 40, height: Double(bars.count) * high + 60, title: title,
      description: description)
    svg.text(title, x: 20, y: 20)
    for (index, bar) in bars.enumerated() {
      let y = 36 + Double(index) * high
      svg.text(bar.label, x: 20, y: y + 13, ["class": "muted"])
      svg.text(bar.figure, x: left, y: y + 13, anchor: .end)
      let wide = length(bar.value) * unit
      svg.rect(
        x: bar.value < 0 ? zero - wide : zero, y: y + 3, width: wide, height: high - 6,
        ["class": bar.value < 0 ? "negative" : "positive"])
    }
    svg.line(x1: zero, y1: 34, x2: zero, y2: 38 + Double(bars.count) * high)
    return svg.document
  }
}
