import Lessons
import Regularization
import TerminalUI

/// The weights of a layer by size, now and over the steps, the exact zeros told apart.
struct HistogramPanel: LabPanelContent {
  let picture: LabPicture

  private var layer: Int { picture.layer }

  var title: String { "weights by size, \(picture.title(ofLayer: layer))" }

  /// `nil` until it is observed.
  private var shown: WeightHistogram? {
    layer < picture.run.histograms.count ? picture.run.histograms[layer] : nil
  }

  func histogram() -> Histogram? {
    shown.map {
      Histogram(
        counts: $0.counts, range: $0.range, zeros: $0.statistics.zeros,
        isLogarithmic: picture.look.isLogarithmic, xLabel: "weight")
    }
  }

  private var records: [(step: Int, histogram: WeightHistogram)] {
    picture.run.histogramHistory.compactMap { record in
      layer < record.layers.count ? (record.step, record.layers[layer]) : nil
    }
  }

  func history() -> HistogramHistory {
    HistogramHistory(
      records.map { .init(step: $0.step, range: $0.histogram.range, counts: $0.histogram.counts) },
      cursor: picture.cursor)
  }

  // MARK: Cells

  func draw(into buffer: inout CellBuffer, in rect: Rect, glyphs: Glyphs) {
    guard let histogram = histogram() else {
      return buffer.put(
        [StyledLine("no histogram yet", .muted)], in: rect, glyphs: glyphs)
    }
    var room = rect
    if rect.columns >= 64, rect.rows >= 7 {
      let lines = figures
      let width = min(36, lines.reduce(0) { max($0, $1.columns) })
      room.columns -= width + 3
      buffer.put(
        lines,
        in: Rect(
          column: room.endColumn + 3, row: rect.row, columns: width, rows: rect.rows),
        glyphs: glyphs)
    } else {
      let count = rect.rows >= 16 ? 2 + others.count : rect.rows >= 8 ? 2 : rect.rows >= 4 ? 1 : 0
      let lines = Array((shortFigures(columns: rect.columns) + others).prefix(count))
      buffer.put(lines, in: rect, glyphs: glyphs)
      room.row += lines.count
      room.rows -= lines.count
    }
    draw(histogram, into: &buffer, in: room, glyphs: glyphs)
  }

  /// The bars, and the way to them beneath or beside where there is room.
  private func draw(
    _ histogram: Histogram, into buffer: inout CellBuffer, in rect: Rect, glyphs: Glyphs
  ) {
    let history = history()
    guard history.moments.count > 1, rect.rows >= 14 || rect.columns >= 90 && rect.rows >= 6 else {
      return histogram.draw(into: &buffer, in: rect, glyphs: glyphs)
    }
    let isBelow = rect.rows >= 14
    let size = isBelow ? rect.rows * 11 / 20 : rect.columns / 2 - 1
    let now = Rect(
      column: rect.column, row: rect.row, columns: isBelow ? rect.columns : size,
      rows: isBelow ? size : rect.rows)
    let then =
      isBelow
      ? Rect(
        column: rect.column, row: now.endRow, columns: rect.columns, rows: rect.rows - size)
      : Rect(
        column: now.endColumn + 2, row: rect.row, columns: rect.columns - size - 2, rows: rect.rows)
    histogram.draw(into: &buffer, in: now, glyphs: glyphs)
    let caption = StyledLine("over the steps, denser where more weights are", .muted)
    buffer.put([caption], in: then, glyphs: glyphs)
    history.draw(
      into: &buffer,
      in: Rect(
        column: then.column, row: then.row + 1, columns: then.columns, rows: then.rows - 1),
      glyphs: glyphs)
  }

  private static func percent(_ count: Int, of whole: Int) -> String {
    guard whole > 0 else { return "" }
    return "\((Double(count) * 100 / Double(whole)).rounded(significantDigits: 2)) %"
  }

  private var figures: [StyledLine] {
    let all = picture.run.layers[layer]
    func line(_ name: String, _ value: String, _ more: String = "") -> StyledLine {
      StyledLine([
        StyledRun(name.padded(12), .muted), StyledRun(value.padded(left: 10)),
        StyledRun(more.isEmpty ? "" : "  " + more, .muted),
      ])
    }
    return [
      line("exactly 0", all.zeros.grouped, Self.percent(all.zeros, of: all.count)),
      line("|w| < 0.001", all.small.grouped, Self.percent(all.small, of: all.count)),
      line("weights", all.count.grouped), line("‖w‖₁", all.l1Norm.figure),
      line("‖w‖₂", all.l2Norm.figure), line("largest |w|", all.largest.figure),
    ] + (others.isEmpty ? [] : [StyledLine()] + others)
  }

  private func shortFigures(columns: Int) -> [StyledLine] {
    let all = picture.run.layers[layer]
    var zeros = StyledLine("exactly 0 ", .muted)
    zeros.append(all.zeros.grouped)
    zeros.append("  <0.001 ", .muted)
    zeros.append(all.small.grouped)
    zeros.append("  of ", .muted)
    zeros.append(all.count.grouped)
    var norms = StyledLine("‖w‖₁ ", .muted)
    norms.append(all.l1Norm.figure)
    norms.append("  ‖w‖₂ ", .muted)
    norms.append(all.l2Norm.figure)
    norms.append("  max ", .muted)
    norms.append(all.largest.figure)
    return [zeros, norms]
  }

  /// A line a run that is not in front.
  private var others: [StyledLine] {
    picture.observation.runs.enumerated().compactMap { index, run in
      guard index != picture.front, layer < run.layers.count else { return nil }
      let all = run.layers[layer]
      var line = StyledLine("\(picture.name(ofRun: index))  ", Style(.series(index)))
      line.append("exactly 0 ", .muted)
      line.append("\(all.zeros.grouped) of \(all.count.grouped)")
      return line
    }
  }

  // MARK: Sentences

  func lines(glyphs: Glyphs) -> [String] {
    var lines = [
      "Weights by size: \(picture.title(ofLayer: layer)); biases are left out."
    ]
    for (index, run) in picture.observation.runs.enumerated() where layer < run.layers.count {
      let all = run.layers[layer]
      lines.append(
        picture.sentence(
          index,
          "at step \(run.position.step), \(all.zeros.share(of: all.count)) weights are exactly 0, and "
            + "\(all.small.share(of: all.count)) are below 0.001 in size, zeros included"))
      lines.append(
        picture.sentence(
          index,
          "the L1 norm of the layer is \(all.l1Norm.figure), its L2 norm \(all.l2Norm.figure), "
            + "the largest weight in size \(all.largest.figure)"))
    }
    guard let shown else { return lines }
    let front = picture.front
    if let half = Self.half(shown) {
      lines.append(
        picture.sentence(
          front,
          "between \(half.low.figure) and \(half.high.figure) lie "
            + "\(half.count.share(of: shown.counts.reduce(0, +))) weights"))
    }
    let records = records.filter { $0.step <= picture.run.position.step }
    if let first = records.first, first.step < picture.run.position.step {
      let then = first.histogram.statistics
      let now = picture.run.layers[layer]
      lines.append(
        picture.sentence(
          front,
          "since step \(first.step) the exact zeros went from \(then.zeros.grouped) to "
            + "\(now.zeros.grouped) and the L2 norm \(now.l2Norm.change(since: then.l2Norm))"))
    }
    return lines + heading + bins(shown, glyphs: glyphs) + [""]
      + past(records.map { ($0.step, $0.histogram.statistics) }, glyphs: glyphs)
  }

  private var heading: [String] {
    picture.hasTwins ? ["", picture.name(ofRun: picture.front)] : [""]
  }

  /// The bins around the middle that hold at least half of the weights: a quarter or less lie on
  /// either side.
  static func half(_ histogram: WeightHistogram) -> (low: Double, high: Double, count: Int)? {
    let counts = histogram.counts
    let total = counts.reduce(0, +)
    guard total > 0 else { return nil }
    var sums: [Int] = []
    for count in counts { sums.append((sums.last ?? 0) + count) }
    guard let first = sums.firstIndex(where: { 4 * $0 > total }),
      let last = sums.firstIndex(where: { 4 * $0 >= 3 * total })
    else { return nil }
    let low = border(min(first, last), histogram)
    let high = border(max(first, last) + 1, histogram)
    return (low, high, counts[min(first, last)...max(first, last)].reduce(0, +))
  }

  /// Where a bin begins.
  private static func border(_ bin: Int, _ histogram: WeightHistogram) -> Double {
    histogram.range * (2 * Double(bin) / Double(histogram.counts.count) - 1)
  }

  /// Bins with as many taken together as leave eleven, those about 0 for themselves.
  private func bins(_ histogram: WeightHistogram, glyphs: Glyphs) -> [String] {
    let count = histogram.counts.count
    let middle = count / 2
    let width = max(1, (middle + 4) / 5)
    var rows: [[StyledLine]] = []
    func add(_ bins: Range<Int>) {
      guard !bins.isEmpty else { return }
      rows.append([
        StyledLine(Self.border(bins.lowerBound, histogram).figure),
        StyledLine(Self.border(bins.upperBound, histogram).figure),
        StyledLine(histogram.counts[bins].reduce(0, +).grouped),
      ])
    }
    var start = middle % width
    add(0..<start)
    while start < middle {
      add(start..<start + width)
      start += width
    }
    let behind = count % 2 == 1 ? middle + 1 : middle
    add(middle..<behind)
    start = behind
    while start < count {
      add(start..<min(count, start + width))
      start += width
    }
    return Table(
      columns: [.init("from"), .init("to"), .init("weights", .trailing)], rows: rows
    ).lines(glyphs: glyphs)
  }

  /// How the layer stood at ten of the recorded steps at most.
  private func past(
    _ records: [(step: Int, statistics: WeightStatistics)], glyphs: Glyphs
  ) -> [String] {
    guard !records.isEmpty else { return [] }
    let count = min(10, records.count)
    let shown = (0..<count).map {
      records[count > 1 ? $0 * (records.count - 1) / (count - 1) : 0]
    }
    return Table(
      columns: [
        .init("step", .trailing), .init("exactly 0", .trailing), .init("below 0.001", .trailing),
        .init("L2"),
      ],
      rows: shown.map {
        [
          StyledLine("\($0.step)"), StyledLine($0.statistics.zeros.grouped),
          StyledLine($0.statistics.small.grouped), StyledLine($0.statistics.l2Norm.figure),
        ]
      }
    ).lines(glyphs: glyphs)
  }

  // MARK: Files

  func charts() -> [LabExport.Text] {
    guard let histogram = histogram() else { return [] }
    let all = picture.run.layers[layer]
    let description =
      "\(all.zeros.share(of: all.count)) weights are exactly 0, "
      + "\(all.small.share(of: all.count)) below 0.001 in size."
    var texts = [
      LabExport.Text(
        name: "histogram.svg", content: histogram.svg(title: title, description: description))
    ]
    let history = history()
    if history.moments.count > 1 {
      texts.append(
        LabExport.Text(
          name: "histogram-history.svg",
          content: history.svg(
            title: "\(title), over the steps",
            description: "Steps from left to right, weights from below to above; "
              + "the more weights, the denser. " + description)))
    }
    return texts
  }
}
