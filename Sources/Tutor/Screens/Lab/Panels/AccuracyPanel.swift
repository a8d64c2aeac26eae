import Lessons
import Regularization
import TerminalUI

/// The share of samples whose class is found, of both parts over the steps.
struct AccuracyPanel: LabPanelContent {
  let picture: LabPicture

  var title: String { "accuracy (\(picture.evaluated))" }

  func chart() -> LineChart {
    picture.chart(
      picture.curves(training: { $0.trainingAccuracy }, validation: { $0.validationAccuracy }),
      yLabel: "")
  }

  private func gap(_ point: CurvePoint) -> Double? {
    guard let training = point.trainingAccuracy, let validation = point.validationAccuracy else {
      return nil
    }
    return training - validation
  }

  func draw(into buffer: inout CellBuffer, in rect: Rect, glyphs: Glyphs) {
    let hasValidation = picture.run.evaluated.validation > 0
    picture.draw(
      chart(),
      readout: { rows in
        picture.readout(rows: rows) { point in
          let training = [(name: "train", value: point.trainingAccuracy)]
          guard hasValidation else { return training }
          return training + [("valid", point.validationAccuracy), ("gap", gap(point))]
        }
      }, into: &buffer, in: rect, glyphs: glyphs)
  }

  func lines(glyphs: Glyphs) -> [String] {
    var lines = ["Accuracy: the share of samples whose class is found; \(picture.evaluated)."]
    for (index, run) in picture.observation.runs.enumerated() {
      guard let training = run.now.trainingAccuracy else {
        lines.append(picture.sentence(index, "it predicts values, so there is no accuracy"))
        continue
      }
      var text = "at step \(run.now.step) the training accuracy is \(training.figure)"
      if let validation = run.now.validationAccuracy, let gap = gap(run.now) {
        text += ", the validation accuracy \(validation.figure), \(gap.magnitude.figure) "
        text += gap < 0 ? "higher" : "lower"
      }
      lines.append(picture.sentence(index, text))
    }
    lines += picture.eventSentences
    return lines + picture.table(glyphs: glyphs, columns)
  }

  private var columns: LabPicture.CurveColumns {
    [("train", { $0.trainingAccuracy }), ("valid", { $0.validationAccuracy })]
  }

  var tables: [Table]? { picture.tables(columns) }

  func charts() -> [LabExport.Text] {
    [LabExport.Text(name: "accuracy.svg", content: chart().svg(title: title))]
  }
}
