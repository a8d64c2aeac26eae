import Lessons
import Regularization
import TerminalUI

/// All masks of a layer with their probabilities, their mean beside inference, and the running mean over
/// masks that are drawn.
struct MaskExpectationView {
  private let frame: MaskPanelView
  private let panel: MaskPanelState
  private let glyphs: Glyphs

  init(_ frame: MaskPanelView) {
    self.frame = frame
    panel = frame.panel
    glyphs = frame.glyphs
  }

  private static let chartRows = 7...16
  private static let fewestTableRows = 5

  func blocks() -> [PageLayout.Block] {
    let words = MaskExpectationWords(panel)
    var blocks = [frame.block(frame.wrapped(words.subject, indent: 2))]
    var used = 3 + blocks[0].rows
    let verdict = words.verdict.flatMap { frame.wrapped($0, .bold, indent: 2) }
    let drawn = frame.wrapped(words.drawn, .normal, indent: 2)
    used += verdict.count + drawn.count
    if case .all(let all, let total)? = panel.enumerated?.answer {
      let room = max(
        MaskExpectationView.fewestTableRows,
        frame.rows - used - MaskExpectationView.chartRows.lowerBound)
      let table = table(all, total, rows: min(room, all.masks.count + 3))
      blocks.append(
        PageLayout.Block(
          rows: table.headerRows + table.rows.count, columns: frame.columns,
          draw: { table.draw(into: &$0, in: $1, glyphs: glyphs) }))
      used += table.headerRows + table.rows.count
    }
    blocks.append(frame.block(verdict))
    blocks.append(frame.block(drawn))
    let chart = words.chart
    let rows = min(
      MaskExpectationView.chartRows.upperBound,
      max(MaskExpectationView.chartRows.lowerBound, frame.rows - used))
    blocks.append(
      PageLayout.Block(
        rows: rows, columns: min(frame.columns, 100),
        draw: { chart.draw(into: &$0, in: $1, glyphs: glyphs) }))
    for index in blocks.indices { blocks[index].isFocus = !frame.isShort || index < 3 }
    return blocks
  }

  /// Inference and mean on top, then as many masks as there is room for.
  private func table(_ all: MaskExpectation, _ total: ExactDecimal, rows: Int) -> Table {
    let shown = max(1, rows - 3)
    let first = max(0, min(panel.line - shown / 2, all.masks.count - shown))
    let masks = all.masks[first..<min(all.masks.count, first + shown)]
    let output = panel.output
    func column(
      _ title: String, _ rank: Int, _ values: [String], style: Style = .normal
    ) -> RankedTable.Column {
      RankedTable.Column(
        title: title, alignment: rank == 0 && title == "mask" ? .leading : .decimal, rank: rank,
        cells: values.enumerated().map { StyledLine($0.element, $0.offset < 2 ? .bold : style) })
    }
    func cut(_ value: Ratio) -> String { MaskExpectationWords.cut(value, panel) }
    var columns = [
      column(
        "mask", 0,
        ["inference", "mean of \(all.masks.count)"]
          + masks.map { $0.kept.map { $0 ? "1" : "0" }.joined(separator: " ") }),
      column(
        "probability", 1,
        ["", "\(total)"] + masks.map { cut(Ratio($0.probability)) }),
    ]
    let next = all.layer + 1
    for unit in all.inference(.sums).indices {
      columns.append(
        column(
          "z(\(panel.spec.name(ofUnit: unit, layer: next)))", 2 + unit,
          [cut(all.inference(.sums)[unit]), cut(all.expected(.sums)[unit])]
            + masks.map { cut($0.sums[unit]) }))
    }
    columns.append(
      column(
        panel.spec.name(ofUnit: output, layer: panel.spec.network.layers.count), 0,
        [cut(all.inference(.outputs)[output]), cut(all.expected(.outputs)[output])]
          + masks.map { cut($0.outputs[output]) }))
    var table = RankedTable(columns: columns, cursorRow: panel.line - first + 2)
      .fitting(frame.columns, glyphs: glyphs)
    if first > 0 || first + masks.count < all.masks.count, !table.columns.isEmpty {
      table.columns[0].title = StyledLine(
        glyphs.text("mask \(first + 1)–\(first + masks.count)"), .muted)
    }
    return table
  }
}

/// What is said of the mean over masks, on the screen and in sentences.
struct MaskExpectationWords {
  private let panel: MaskPanelState
  private let figures: MaskFigures

  init(_ panel: MaskPanelState) {
    self.panel = panel
    figures = MaskFigures(showsAllDigits: panel.showsAllDigits)
  }

  private static let places = 8

  /// All digits where they end soon or are asked for, else some and a mark that there are more.
  static func cut(_ value: Ratio, _ panel: MaskPanelState) -> String {
    let places = panel.showsAllDigits ? 24 : MaskExpectationWords.places
    if let exact = value.exact, exact.places <= places { return UpdateWorking.plain(exact) }
    // Cut, not rounded: the digits that are shown are digits of the number.
    let longer = value.exact ?? value.rounded(toPlaces: places + 8)
    return UpdateWorking.plain(longer.truncated(toPlaces: places)) + "…"
  }

  /// Every digit, where the digits end.
  static func digits(_ value: Ratio) -> String {
    value.exact.map(UpdateWorking.plain)
      ?? UpdateWorking.plain(value.rounded(toPlaces: 20)) + "…"
  }

  private var outputName: String {
    panel.spec.name(ofUnit: panel.output, layer: panel.spec.network.layers.count)
  }

  var subject: String {
    let spec = panel.spec
    return
      "Sample \(panel.sample + 1), the weights as given: only what \(spec.title(ofLayer: panel.step.layer)) "
      + "feeds is dropped, p \(panel.probability(ofLayer: panel.step.layer)), convention "
      + "\(MaskPanelState.name(of: spec.convention))."
  }

  /// Mean and inference, digit for digit.
  var verdict: [String] {
    switch panel.enumerated?.answer {
    case .all(let all, _): return [sums(all), outputs(all)]
    case .impossible(let problem):
      return ["All masks cannot be computed exactly: \(problem.message). \(problem.remedy)."]
    case nil: return []
    }
  }

  private func sums(_ all: MaskExpectation) -> String {
    let mean = all.expected(.sums).map(MaskExpectationWords.digits).joined(separator: ", ")
    let inference = all.inference(.sums).map(MaskExpectationWords.digits).joined(separator: ", ")
    return all.agrees(.sums)
      ? "z: the mean over all \(all.masks.count) masks is \(mean): inference, digit for digit."
      : "z: the mean over all \(all.masks.count) masks is \(mean), inference \(inference)."
  }

  private func outputs(_ all: MaskExpectation) -> String {
    let output = panel.output
    let mean = MaskExpectationWords.digits(all.expected(.outputs)[output])
    let gap = all.gap(.outputs)[output]
    let inference = MaskExpectationWords.digits(all.inference(.outputs)[output])
    guard !gap.isZero else {
      return "\(outputName): mean \(mean), inference the same, digit for digit."
    }
    let reason =
      all.agrees(.sums)
      ? " Behind a ReLU the mean of the outputs is not the output of the mean." : ""
    return "\(outputName): mean \(mean), inference \(inference), gap "
      + "\(MaskExpectationWords.digits(gap)).\(reason)"
  }

  var drawn: String {
    guard let drawn = panel.drawn?.answer, let mean = drawn.means.last?[panel.output] else {
      return ""
    }
    let inference = drawn.inference[panel.output]
    return "\(outputName) over \(panel.masks.grouped) drawn masks: mean \(figures.term(mean)), "
      + "inference \(figures.term(inference)), difference \(figures.term(mean - inference))."
  }

  /// The running mean on its way to inference.
  var chart: LineChart {
    guard let drawn = panel.drawn?.answer else { return LineChart([]) }
    let output = panel.output
    let ends = [1, max(2, drawn.counts.last ?? 1)]
    func level(_ label: String, _ value: Double, index: Int) -> LineChart.Series {
      LineChart.Series(label, steps: ends, values: [value, value], index: index, pattern: index)
    }
    var series = [
      LineChart.Series(
        "running mean", steps: drawn.counts, values: drawn.means.map { $0[output] }, index: 0,
        pattern: 0),
      level("inference", drawn.inference[output], index: 1),
    ]
    if case .all(let all, _)? = panel.enumerated?.answer, !all.gap(.outputs)[output].isZero {
      series.append(
        level(
          "mean of all", all.expected(.outputs)[output].rounded(toPlaces: 20).approximation,
          index: 2))
    }
    return LineChart(
      series, firstIteration: 1, xLabel: "masks drawn", yLabel: outputName, leastCount: 2)
  }

  private static let masksInSentences = 64

  /// The masks in a sentence each, as many as can be listened to.
  private var masks: [String] {
    guard case .all(let all, _)? = panel.enumerated?.answer else { return [] }
    let lines = all.masks.prefix(MaskExpectationWords.masksInSentences).map { mask -> String in
      let bits = mask.kept.map { $0 ? "1" : "0" }.joined(separator: " ")
      let sums = mask.sums.map { MaskExpectationWords.cut($0, panel) }.joined(separator: ", ")
      return
        "Mask \(bits): probability \(MaskExpectationWords.cut(Ratio(mask.probability), panel)), "
        + "z \(sums), \(outputName) \(MaskExpectationWords.cut(mask.outputs[panel.output], panel))."
    }
    let rest = all.masks.count - lines.count
    return lines + (rest > 0 ? ["And \(rest.grouped) masks more."] : [])
  }

  var sentences: [String] {
    let chart = chart
    return [subject] + masks + verdict + [drawn]
      + (chart.series.isEmpty ? [] : chart.summary())
  }
}
