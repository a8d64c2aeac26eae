import Regularization
import TerminalUI

/// What is scaled when, convention by convention, with the mean activation that comes of it.
struct ConventionText {
  let spec: MaskSpec
  let layer: Int
  /// Drawn for each sample.
  let masks: Int

  private var all: [ConventionComparison] {
    spec.conventionComparisons(ofLayer: layer, parameters: spec.parameters, masks: masks)
  }

  func write(
    as format: MaskFormat, digits: Int, to output: inout Output
  ) throws(OutputFailure) {
    switch format {
    case .text: try output.writeLines(text(digits))
    case .csv:
      try output.writeLine(all.first.map { pairs($0).map(\.key).joined(separator: ",") } ?? "")
      for one in all {
        try output.writeLine(pairs(one).map(\.value).joined(separator: ","))
      }
    case .json:
      let objects = all.map { one in
        DataText.object(
          pairs(one).map { key, value in
            (key, key == "convention" ? DataText.json(value) : value)
          })
      }
      try output.writeLine(
        "{\"format_version\": 1, \"conventions\": [\n  " + objects.joined(separator: ",\n  ")
          + "\n]}")
    }
  }

  /// What CSV and JSON say of one.
  private func pairs(_ one: ConventionComparison) -> MaskData.Pairs {
    let drop = one.dropProbability
    return [
      ("convention", one.convention.rawValue), ("layer", "\(layer)"),
      ("drop_probability", "\(drop)"),
      ("training_factor", "\(one.convention.trainingFactor(drop))"),
      ("inference_factor", "\(one.convention.inferenceFactor(drop))"),
      ("expected", "\(one.expected)"), ("masks", "\(masks)"), ("drawn", "\(one.drawn)"),
      ("inference", "\(one.inference)"), ("gap", "\(one.gap)"), ("agree", "\(one.agrees)"),
    ]
  }

  private func text(_ digits: Int) -> [String] {
    func figure(_ value: Double) -> String { value.rounded(significantDigits: digits) }
    let drop = spec.dropProbability(ofLayer: layer)
    let owner = layer == 0 ? "the inputs" : "the units of layer \(layer)"
    func count(_ count: Int, _ noun: String) -> String {
      "\(count) \(noun)\(count == 1 ? "" : "s")"
    }
    let units = count(spec.network.inputs(ofLayer: layer), layer == 0 ? "input" : "unit")
    let samples = count(spec.inputs.count, "sample")
    var rows = [
      ["convention", "survivors by", "in training", "drawn", "all by", "at inference", "gap", ""]
    ]
    for one in all {
      rows.append([
        one.convention.rawValue, figure(one.convention.trainingFactor(drop)),
        figure(one.expected), figure(one.drawn), figure(one.convention.inferenceFactor(drop)),
        figure(one.inference), figure(one.gap), one.agrees ? "agree" : "do not agree",
      ])
    }
    return [
      "What \(owner) feed on average, p = \(figure(drop)): "
        + "the mean over \(units) and \(samples)",
      "In training: over all masks by their probabilities; drawn: over "
        + "\(count(masks, "mask")) of each sample, seed \(spec.seed)",
    ] + PlainTable.lines(rows, indent: 2, leading: [0, 7])
  }
}
