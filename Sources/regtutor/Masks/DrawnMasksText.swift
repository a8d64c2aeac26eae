import Regularization
import TerminalUI

/// The mean of the outputs over masks that are drawn one after the other, beside inference.
struct DrawnMasksText {
  let spec: MaskSpec
  let masks: Int

  private func drawn(_ sample: Int) -> DrawnMasks {
    DrawnMasks(spec, parameters: spec.parameters, sample: sample, count: masks)
  }

  func write(
    as format: MaskFormat, digits: Int, to output: inout Output
  ) throws(OutputFailure) {
    switch format {
    case .text:
      try output.writeLines(MaskText(digits: digits).networkLines(spec))
      for sample in spec.inputs.indices {
        try output.writeLine("")
        try output.writeLines(text(drawn(sample), sample, digits))
      }
    case .csv:
      try output.writeLine("sample,masks,output,value,mean,inference,distance")
      for sample in spec.inputs.indices {
        for row in rows(drawn(sample)) {
          for index in row.values.indices {
            let numbers = [row.values[index], row.means[index], row.inference[index], row.distance]
            try output.writeLine(
              "\(sample + 1),\(row.masks),\(index + 1),"
                + numbers.map { "\($0)" }.joined(separator: ","))
          }
        }
      }
    case .json:
      try output.writeLine("{\"format_version\": 1, \"seed\": \(spec.seed), \"samples\": [")
      for sample in spec.inputs.indices {
        let drawn = drawn(sample)
        let rows = rows(drawn).map { row in
          DataText.object([
            ("masks", "\(row.masks)"), ("outputs", json(row.values)), ("mean", json(row.means)),
            ("distance", DataText.json(row.distance)),
          ])
        }
        let object = DataText.object([
          ("sample", "\(sample + 1)"), ("inference", json(drawn.inference)),
          ("means", MaskData.list(rows)),
        ])
        try output.writeLine("  " + object + (sample == spec.inputs.count - 1 ? "" : ","))
      }
      try output.writeLine("]}")
    }
  }

  private struct Row {
    /// So many were drawn.
    var masks: Int
    /// The outputs under the last of them.
    var values: [Double]
    var means: [Double]
    var inference: [Double]
    var distance: Double
  }

  private func rows(_ drawn: DrawnMasks) -> [Row] {
    let means = drawn.runningMeans
    let distances = drawn.distances
    return drawn.outputs.indices.map { index in
      Row(
        masks: index + 1, values: drawn.outputs[index], means: means[index],
        inference: drawn.inference, distance: distances[index])
    }
  }

  private func json(_ values: [Double]) -> String {
    MaskData.list(values.map { DataText.json($0) })
  }

  /// After 1, 2, 5, 10, 20, 50, … masks, and after all.
  private func text(_ drawn: DrawnMasks, _ sample: Int, _ digits: Int) -> [String] {
    func figure(_ value: Double) -> String { value.rounded(significantDigits: digits) }
    let outputs = drawn.inference.indices.map { $0 + 1 }
    var table = [
      ["masks"] + outputs.map { "output\($0)" } + outputs.map { "mean\($0)" } + ["distance"]
    ]
    for row in rows(drawn) where DrawnMasksText.isShown(row.masks) || row.masks == masks {
      table.append(
        ["\(row.masks)"] + (row.values + row.means + [row.distance]).map(figure))
    }
    let inference = drawn.inference.map(figure).joined(separator: ", ")
    return [
      "Sample \(sample + 1): the mean of the outputs over drawn masks; at inference \(inference)"
    ] + PlainTable.lines(table, indent: 2, leading: [])
  }

  private static func isShown(_ count: Int) -> Bool {
    var rest = count
    while rest % 10 == 0 { rest /= 10 }
    return rest == 1 || rest == 2 || rest == 5
  }
}
