import Lessons
import Regularization
import TerminalUI

/// A line over the steps of the runs.
struct LabCurve {
  var label: String
  /// Index of the run.
  var run: Int
  var pattern: Int
  /// Decides the colour: of several runs the run, of one the kind of curve.
  var color: Int
  var value: (CurvePoint) -> Double?
}

extension LabPicture {
  /// A chart of curves with what happened on the way: changes, the best epoch, where runs part.
  func chart(_ curves: [LabCurve], yLabel: String, isLogarithmic: Bool = false) -> LineChart {
    let series = curves.map { curve in
      let points = observation.runs[curve.run].curves
      return LineChart.Series(
        curve.label, steps: points.map(\.step), values: points.map(curve.value),
        index: curve.color, pattern: curve.pattern)
    }
    let run = run
    let first = observation.runs.compactMap(\.curves.first?.step).min() ?? run.start
    var chart = LineChart(
      series, scale: isLogarithmic ? .log10 : .linear, firstIteration: min(first, run.start),
      xLabel: "step", yLabel: yLabel, cursor: cursor)
    chart.leastCount = max(1, run.end - chart.firstIteration + 1)
    chart.present = run.position.step
    chart.marks = marks
    return chart
  }

  var marks: [LineChart.Mark] {
    var marks = LabEvent.changes(self).map { LineChart.Mark(step: $0.step, label: $0.label) }
    if let best = run.bestStep { marks.append(.init(step: best, label: "best", ink: .good)) }
    if let parting = observation.partings.compactMap({ $0 }).min() {
      marks.append(.init(step: parting, label: "runs part"))
    }
    return marks
  }

  /// Curves of the training and the validation part for every run.
  func curves(
    training: @escaping (CurvePoint) -> Double?, validation: @escaping (CurvePoint) -> Double?
  ) -> [LabCurve] {
    observation.runs.indices.flatMap { run -> [LabCurve] in
      let name = hasTwins ? shortName(ofRun: run) + " " : ""
      let hasValidation = observation.runs[run].curves.contains { validation($0) != nil }
      let train = LabCurve(
        label: name + "train", run: run, pattern: 0, color: hasTwins ? run : 0, value: training)
      guard hasValidation else { return [train] }
      let valid = LabCurve(
        label: name + "valid", run: run, pattern: 1, color: hasTwins ? run : 1, value: validation)
      return [train, valid]
    }
  }

  /// A run's name, short enough for "train" or "valid" behind it in a legend.
  func shortName(ofRun index: Int) -> String {
    let name = name(ofRun: index)
    return name.count > 12 ? String(name.prefix(11)) + "…" : name
  }

  /// `step 441  epoch 2.25` at the cursor.
  var place: StyledLine {
    let point = run.point(at: cursor)
    let epoch = (point?.epochs ?? 0).fixed(decimals: 2)
    let isBack = cursor < run.end
    return StyledLine(
      "step \(String(cursor).padded(String(run.end).count))  epoch \(epoch.padded(6))",
      isBack ? .accent : .muted)
  }

  /// A readout line a run, or only that of the run in front where there is room for one.
  func readout(
    rows: Int, _ figures: (CurvePoint) -> [(name: String, value: Double?)]
  ) -> [StyledLine] {
    guard rows > 0 else { return [] }
    let all = Array(observation.runs.indices)
    let shown = hasTwins && rows > all.count ? all : [front]
    let width = shown.reduce(0) { max($0, TextWidth.columns(of: shortName(ofRun: $1))) }
    let lines = shown.map { index -> StyledLine in
      var line = StyledLine()
      if hasTwins { line.append(shortName(ofRun: index).padded(width + 2), Style(.series(index))) }
      guard let point = observation.runs[index].point(at: cursor) else { return line }
      for (name, value) in figures(point) {
        line.append(name + " ", .muted)
        let figure = value.map { name == "gap" ? $0.signed(decimals: 3) : $0.figure }
        line.append((figure ?? "·").padded(7) + " ")
      }
      return line
    }
    guard shown.count == 1 else { return [place] + lines }
    return rows > 1 ? [place] + lines : lines
  }

  /// The readout above a chart, as much of it as leaves the chart its room.
  func draw(
    _ chart: LineChart, readout: (Int) -> [StyledLine], into buffer: inout CellBuffer,
    in rect: Rect, glyphs: Glyphs
  ) {
    let rows = rect.rows >= 16 ? observation.runs.count + 1 : rect.rows >= 7 ? 2 : 0
    let lines = rect.columns >= 16 ? readout(min(rows, rect.rows / 3)) : []
    buffer.put(lines, in: rect, glyphs: glyphs)
    let plot = Rect(
      column: rect.column, row: rect.row + lines.count, columns: rect.columns,
      rows: rect.rows - lines.count)
    chart.draw(into: &buffer, in: plot, glyphs: glyphs)
  }
}
