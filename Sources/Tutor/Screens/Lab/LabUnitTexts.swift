import Lessons
import Regularization

/// The hidden units of runs, as they were measured, as text for a file.
enum LabUnitTexts {
  typealias Run = (id: String, units: MeasuredUnits)

  /// A row a unit: the mean loss over the samples without it.
  static func csv(_ runs: [Run]) -> LabExport.Text {
    var lines = ["run,step,part,samples,layer,unit,data_loss,data_loss_without,increase"]
    for (id, units) in runs {
      for layer in units.layers {
        for unit in layer.ablations {
          let cells = [
            id, "\(units.step)", units.part.rawValue, "\(layer.samples)", "\(layer.layer + 1)",
            "\(unit.unit + 1)",
          ]
          let figures = [layer.dataLoss, unit.dataLoss, unit.increase].map(LabDial.text)
          lines.append((cells + figures).joined(separator: ","))
        }
      }
    }
    return LabExport.Text(name: "units.csv", content: lines.map { $0 + "\n" }.joined())
  }

  /// The same with the correlations, `null` where there is none.
  static func json(_ runs: [Run]) -> LabExport.Text {
    let texts = runs.flatMap { id, units in units.layers.map { text(of: $0, units, id) } }
    let content = "{\n  \"layers\": [\n\(texts.joined(separator: ",\n"))\n  ]\n}\n"
    return LabExport.Text(name: "units.json", content: content)
  }

  private static func text(of layer: CoAdaptation, _ units: MeasuredUnits, _ id: String) -> String {
    func list(_ values: [Double?]) -> String {
      "[\(values.map { LabExportTexts.json($0) }.joined(separator: ", "))]"
    }
    let rows = layer.correlations.map { "      \(list($0))" }.joined(separator: ",\n")
    return """
          {"run": \(LabExportTexts.json(id)), "step": \(units.step), "part": "\(units.part.rawValue)", \
      "samples": \(layer.samples), "layer": \(layer.layer + 1), \
      "data_loss": \(LabExportTexts.json(layer.dataLoss)),
           "increases": \(list(layer.ablations.map(\.increase))),
           "correlations": [
      \(rows)
           ]}
      """
  }
}
