/// Pictures of histograms for files.
extension Histogram {
  /// Bars with their axes, the exact zeros at the foot of their bar in a colour of their own.
  public func svg(title: String, description: String) -> String {
    var svg = SVGWriter(width: 640, height: 320, title: title, description: description)
    let plot = (x: 70.0, y: 48.0, width: 550.0, height: 220.0)
    let bottom = plot.y + plot.height
    svg.text(title, x: plot.x, y: 20)
    svg.text(
      "exactly 0: \(zeros.grouped)", x: plot.x + 16, y: 38, ["class": "muted"])
    svg.rect(x: plot.x, y: 28, width: 10, height: 10, ["class": "zero"])
    let most = counts.max() ?? 0
    let width = plot.width / Double(max(1, counts.count))
    let middle = counts.count / 2
    for (index, count) in counts.enumerated() where count > 0 {
      let high = height(count, of: most) * plot.height
      let kind = index < middle ? "negative" : index > middle ? "positive" : "muted"
      let x = plot.x + Double(index) * width
      svg.rect(x: x, y: bottom - high, width: width, height: high, ["class": kind])
      guard index == middle, zeros > 0 else { continue }
      let share = Double(min(zeros, count)) / Double(count) * high
      svg.rect(x: x, y: bottom - share, width: width, height: share, ["class": "zero"])
    }
    svg.line(x1: plot.x, y1: bottom, x2: plot.x + plot.width, y2: bottom)
    svg.line(x1: plot.x, y1: plot.y, x2: plot.x, y2: bottom)
    svg.text(most.grouped, x: plot.x - 6, y: plot.y + 10, anchor: .end, ["class": "muted"])
    svg.text(
      isLogarithmic ? "log" : "0", x: plot.x - 6, y: bottom, anchor: .end, ["class": "muted"])
    svg.addRange(range, x: plot.x, width: plot.width, y: bottom + 18, label: xLabel)
    return svg.document
  }
}

extension HistogramHistory {
  /// Steps from left to right, sizes from below to above, counts as more or less of a colour, by
  /// their logarithm.
  public func svg(title: String, description: String) -> String {
    var svg = SVGWriter(width: 640, height: 320, title: title, description: description)
    let plot = (x: 70.0, y: 36.0, width: 550.0, height: 232.0)
    let bottom = plot.y + plot.height
    svg.text(title, x: plot.x, y: 20)
    let range = moments.reduce(0) { max($0, $1.range) }
    let most = moments.reduce(0) { max($0, $1.counts.max() ?? 0) }
    if let first = moments.first, let last = moments.last, most > 0 {
      // The last moment is as wide as the others are on average.
      let span = Double(max(1, last.step - first.step))
      let end = Double(last.step) + (moments.count > 1 ? span / Double(moments.count - 1) : 1)
      let scale = plot.width / (end - Double(first.step))
      for (index, moment) in moments.enumerated() {
        let next = index + 1 < moments.count ? Double(moments[index + 1].step) : end
        let x = plot.x + (Double(moment.step) - Double(first.step)) * scale
        let width = (next - Double(moment.step)) * scale
        svg.add(moment, range: range, most: most, x: x, width: width, y: plot.y, plot.height)
      }
      svg.text("\(first.step)", x: plot.x, y: bottom + 18, ["class": "muted"])
      svg.text(
        "\(last.step)", x: plot.x + plot.width, y: bottom + 18, anchor: .end, ["class": "muted"])
      svg.text(
        xLabel, x: plot.x + plot.width / 2, y: bottom + 18, anchor: .middle, ["class": "muted"])
      if let cursor, (first.step...max(first.step, last.step)).contains(cursor) {
        let x = plot.x + (Double(cursor) - Double(first.step)) * scale
        svg.line(x1: x, y1: plot.y, x2: x, y2: bottom)
      }
    }
    svg.rect(
      x: plot.x, y: plot.y, width: plot.width, height: plot.height, ["class": "frame"])
    let reach = range > 0 ? range.rounded(significantDigits: 2) : "0"
    for (text, share) in [(reach, 0.0), ("0", 0.5), ("-" + reach, 1.0)] {
      svg.text(
        text, x: plot.x - 6, y: plot.y + share * plot.height + 4, anchor: .end,
        ["class": "muted"])
    }
    return svg.document
  }
}

extension SVGWriter {
  /// `-0.5  weight  0  0.5` under an axis.
  fileprivate mutating func addRange(
    _ range: Double, x: Double, width: Double, y: Double, label: String
  ) {
    let reach = range.rounded(significantDigits: 2)
    text("-" + reach, x: x, y: y, ["class": "muted"])
    text("0", x: x + width / 2, y: y, anchor: .middle, ["class": "muted"])
    text(reach, x: x + width, y: y, anchor: .end, ["class": "muted"])
    text(label, x: x + width * 3 / 4, y: y, anchor: .middle, ["class": "muted"])
  }

  /// The counts of a moment above each other.
  fileprivate mutating func add(
    _ moment: HistogramHistory.Moment, range: Double, most: Int, x: Double, width: Double,
    y: Double, _ height: Double
  ) {
    let bins = Double(moment.counts.count)
    let share = moment.range / range
    let high = height * share / bins
    for (bin, count) in moment.counts.enumerated() where count > 0 {
      let middle = moment.counts.count / 2
      let kind = bin < middle ? "negative" : bin > middle ? "positive" : "muted"
      let depth = Ticks.logarithm(1 + Double(count)) / Ticks.logarithm(1 + Double(most))
      let top = y + height / 2 + height * share * (0.5 - Double(bin + 1) / bins)
      rect(
        x: x, y: top, width: width, height: high,
        ["class": kind, "fill-opacity": SVGWriter.number(max(0.05, depth))])
    }
  }
}
