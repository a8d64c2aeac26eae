import Lessons
import Regularization
import TerminalUI

/// Data loss of both parts, penalty and objective over the steps, with the gap between the parts.
struct LossPanel: LabPanelContent {
  let picture: LabPicture

  var title: String { "loss (\(picture.run.loss.rawValue), \(picture.evaluated))" }

  private var hasPenalty: Bool {
    picture.run.curves.contains { $0.penalty != 0 } || picture.run.now.penalty != 0
  }

  func chart() -> LineChart {
    var curves = picture.curves(training: { $0.dataLoss }, validation: { $0.validationLoss })
    let front = picture.front
    let gap = curves.indices.filter { curves[$0].run == front }
    if hasPenalty {
      let name = picture.hasTwins ? picture.shortName(ofRun: front) + " " : ""
      curves.append(
        LabCurve(
          label: name + "penalty", run: front, pattern: 2, color: picture.hasTwins ? front : 2
        ) { $0.penalty })
      curves.append(
        LabCurve(
          label: name + "objective", run: front, pattern: 3, color: picture.hasTwins ? front : 3
        ) { $0.objective })
    }
    var chart = picture.chart(curves, yLabel: "", isLogarithmic: picture.look.isLogarithmic)
    if gap.count == 2, picture.run.curves.count > 1, let size = picture.run.now.gap {
      chart.gap = LineChart.Gap(
        between: gap[0], and: gap[1], label: "gap \(size.fixed(decimals: 3))")
    }
    return chart
  }

  func draw(into buffer: inout CellBuffer, in rect: Rect, glyphs: Glyphs) {
    let hasCaption = rect.rows >= 10 && rect.columns >= 30
    var room = rect
    if hasCaption {
      room.rows -= 1
      buffer.put(
        [StyledLine(caption(columns: rect.columns), .muted)],
        in: Rect(column: rect.column, row: rect.endRow - 1, columns: rect.columns, rows: 1),
        glyphs: glyphs)
    }
    picture.draw(
      chart(), readout: { rows in picture.readout(rows: rows, figures) }, into: &buffer, in: room,
      glyphs: glyphs)
  }

  private func figures(_ point: CurvePoint) -> [(name: String, value: Double?)] {
    var figures: [(name: String, value: Double?)] = [("train", point.dataLoss)]
    if picture.run.evaluated.validation > 0 {
      figures += [("valid", point.validationLoss), ("gap", point.gap)]
    }
    if hasPenalty { figures += [("penalty", point.penalty), ("objective", point.objective)] }
    return figures
  }

  /// What "loss" contains, in as many words as there is room for.
  private func caption(columns: Int) -> String {
    let scale = picture.look.isLogarithmic ? "log axis; " : ""
    let penalty =
      hasPenalty ? "penalty apart; objective = train + penalty" : "no penalty: it is the objective"
    let long = "\(scale)data loss, mean per sample, \(penalty); evaluation mode"
    let short = "\(scale)data loss, penalty apart, evaluation mode"
    return TextWidth.columns(of: long) <= columns ? long : short
  }

  func lines(glyphs: Glyphs) -> [String] {
    var lines = [
      "Loss: the mean \(picture.run.loss.rawValue) of a sample, without the penalty; "
        + picture.evaluated + "."
    ]
    for (index, run) in picture.observation.runs.enumerated() {
      let now = run.now
      var text = "at step \(now.step) (epoch \(now.epochs.fixed(decimals: 2))) "
      text += "the training loss is \(now.dataLoss.figure)"
      if let validation = now.validationLoss, let gap = now.gap {
        text += ", the validation loss \(validation.figure), the gap between them \(gap.figure)"
      }
      lines.append(picture.sentence(index, text))
      if now.penalty != 0 {
        lines.append(
          picture.sentence(
            index, "the penalty is \(now.penalty.figure), the objective \(now.objective.figure)"))
      }
      if let trend = run.trend { lines.append(picture.sentence(index, trend)) }
      if let best = run.best, let loss = best.validationLoss {
        lines.append(
          picture.sentence(
            index,
            "the lowest validation loss, \(loss.figure), was at step \(best.step) "
              + "(epoch \(best.epochs.fixed(decimals: 2)))"))
      }
      if let divergence = run.divergence {
        lines.append(picture.sentence(index, "\(divergence)"))
      }
    }
    lines += picture.eventSentences
    return lines + picture.table(glyphs: glyphs, columns)
  }

  private var columns: LabPicture.CurveColumns {
    var columns: LabPicture.CurveColumns = [("train", { $0.dataLoss })]
    if picture.run.evaluated.validation > 0 {
      columns += [("valid", { $0.validationLoss }), ("gap", { $0.gap })]
    }
    if hasPenalty { columns += [("penalty", { $0.penalty }), ("objective", { $0.objective })] }
    return columns
  }

  var tables: [Table]? { picture.tables(columns) }

  func charts() -> [LabExport.Text] {
    [LabExport.Text(name: "loss.svg", content: chart().svg(title: title))]
  }
}
