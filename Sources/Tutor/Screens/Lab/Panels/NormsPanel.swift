import Lessons
import Regularization
import TerminalUI

/// L1 and L2 norm of the weights over the steps, each on an axis of its own.
struct NormsPanel: LabPanelContent {
  let picture: LabPicture

  var title: String { "norms of the weights (biases left out)" }

  private func chart(
    _ name: String, pattern: Int, _ value: @escaping (CurvePoint) -> Double?
  ) -> LineChart {
    let curves = picture.observation.runs.indices.map { run in
      LabCurve(
        label: picture.hasTwins ? picture.shortName(ofRun: run) : name, run: run, pattern: pattern,
        color: picture.hasTwins ? run : pattern, value: value)
    }
    return picture.chart(curves, yLabel: name, isLogarithmic: picture.look.isLogarithmic)
  }

  func chartOfL1() -> LineChart { chart("‖w‖₁ = Σ|w|", pattern: 0) { $0.weights.l1Norm } }
  func chartOfL2() -> LineChart { chart("‖w‖₂ = √Σw²", pattern: 1) { $0.weights.l2Norm } }

  func draw(into buffer: inout CellBuffer, in rect: Rect, glyphs: Glyphs) {
    let rows = rect.rows >= 16 ? picture.observation.runs.count + 1 : rect.rows >= 7 ? 2 : 0
    let lines =
      rect.columns >= 16
      ? picture.readout(rows: min(rows, rect.rows / 3)) {
        [("‖w‖₁", $0.weights.l1Norm), ("‖w‖₂", $0.weights.l2Norm)]
      } : []
    buffer.put(lines, in: rect, glyphs: glyphs)
    let plot = Rect(
      column: rect.column, row: rect.row + lines.count, columns: rect.columns,
      rows: rect.rows - lines.count)
    if plot.rows >= 12 {
      let half = plot.rows / 2
      chartOfL1().draw(
        into: &buffer,
        in: Rect(column: plot.column, row: plot.row, columns: plot.columns, rows: half),
        glyphs: glyphs)
      chartOfL2().draw(
        into: &buffer,
        in: Rect(
          column: plot.column, row: plot.row + half, columns: plot.columns, rows: plot.rows - half),
        glyphs: glyphs)
    } else if plot.columns >= 50 {
      let half = plot.columns / 2 - 1
      chartOfL1().draw(
        into: &buffer,
        in: Rect(column: plot.column, row: plot.row, columns: half, rows: plot.rows),
        glyphs: glyphs)
      chartOfL2().draw(
        into: &buffer,
        in: Rect(
          column: plot.column + half + 2, row: plot.row, columns: plot.columns - half - 2,
          rows: plot.rows), glyphs: glyphs)
    } else {
      chartOfL2().draw(into: &buffer, in: plot, glyphs: glyphs)
    }
  }

  func lines(glyphs: Glyphs) -> [String] {
    var lines = ["Norms of all weights, biases left out: L1 is Σ|w|, L2 is √Σw²."]
    for (index, run) in picture.observation.runs.enumerated() {
      let now = run.now.weights
      var text = "at step \(run.now.step) the L1 norm is \(now.l1Norm.figure), "
      text += "the L2 norm \(now.l2Norm.figure)"
      lines.append(picture.sentence(index, text))
      guard let first = run.curves.first, first.step < run.now.step else { continue }
      lines.append(
        picture.sentence(
          index,
          "since step \(first.step) the L1 norm \(now.l1Norm.change(since: first.weights.l1Norm)) "
            + "and the L2 norm \(now.l2Norm.change(since: first.weights.l2Norm))"))
    }
    lines += picture.eventSentences
    return lines + picture.table(glyphs: glyphs, columns)
  }

  private var columns: LabPicture.CurveColumns {
    [("L1", { $0.weights.l1Norm }), ("L2", { $0.weights.l2Norm })]
  }

  var tables: [Table]? { picture.tables(columns) }

  func charts() -> [LabExport.Text] {
    [
      LabExport.Text(
        name: "norms-l1.svg", content: chartOfL1().svg(title: "L1 norm of the weights")),
      LabExport.Text(
        name: "norms-l2.svg", content: chartOfL2().svg(title: "L2 norm of the weights")),
    ]
  }
}
