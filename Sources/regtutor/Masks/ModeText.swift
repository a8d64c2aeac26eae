import Regularization
import TerminalUI

/// Each sample through the same weights in both modes, and the mode forgotten: the sample asked several
/// times in training mode.
struct ModeText {
  let spec: MaskSpec
  /// How often a sample is asked.
  let asks: Int

  func write(
    as format: MaskFormat, _ table: MaskTable, digits: Int, to output: inout Output
  ) throws(OutputFailure) {
    switch format {
    case .text:
      try output.writeLines(MaskText(digits: digits).networkLines(spec))
      for sample in spec.inputs.indices {
        try output.writeLine("")
        try output.writeLines(text(sample, digits))
      }
    case .csv:
      let isOfAnswers = table == .answers
      try output.writeLine(
        isOfAnswers
          ? "sample,output,asks,inference,distinct,smallest,largest,mean,deviation"
          : "sample,layer,unit,mode,random,mask,weighted_sum,before,factor,after")
      for sample in spec.inputs.indices {
        try output.writeLines(isOfAnswers ? answerLines(sample) : unitLines(sample))
      }
    case .json:
      try output.writeLine("{\"format_version\": 1, \"seed\": \(spec.seed), \"samples\": [")
      for sample in spec.inputs.indices {
        let end = sample == spec.inputs.count - 1 ? "" : ","
        try output.writeLine("  " + json(sample) + end)
      }
      try output.writeLine("]}")
    }
  }

  // MARK: What is computed

  private func passes(_ sample: Int) -> [(mode: String, pass: MaskPass)] {
    let both = ModeComparison(
      spec, parameters: spec.parameters, sample: sample, iteration: 1)
    return [("training", both.training), ("inference", both.inference)]
  }

  private func spreads(_ sample: Int) -> [OutputSpread] {
    let drawn = DrawnMasks(spec, parameters: spec.parameters, sample: sample, count: asks)
    return drawn.inference.indices.map { drawn.spread(ofOutput: $0) }
  }

  /// A unit in both modes, unit by unit.
  private func units(
    _ sample: Int
  ) -> [(layer: Int, number: Int, mode: String, unit: MaskUnit)] {
    let passes = passes(sample)
    return passes[0].pass.units.enumerated().flatMap { layer, units in
      units.indices.flatMap { unit in
        passes.map { (layer, unit + 1, $0.mode, $0.pass.units[layer][unit]) }
      }
    }
  }

  // MARK: Text

  private func text(_ sample: Int, _ digits: Int) -> [String] {
    func figure(_ value: Double?) -> String {
      value.map { $0.rounded(significantDigits: digits) } ?? "-"
    }
    var rows = [["layer", "unit", "mode", "random", "mask", "before", "factor", "after"]]
    for one in units(sample) {
      rows.append([
        one.layer == spec.network.layers.count
          ? "output" : one.layer == 0 ? "inputs" : "layer \(one.layer)",
        "\(one.number)", one.mode, figure(one.unit.uniform), MaskData.mask(one.unit) ?? "-",
        figure(one.unit.activation), figure(one.unit.factor), figure(one.unit.fed),
      ])
    }
    var answers = [
      ["output", "inference", "different", "smallest", "largest", "mean", "deviation"]
    ]
    for (index, spread) in spreads(sample).enumerated() {
      answers.append([
        "\(index + 1)", figure(spread.inference), "\(spread.distinct)", figure(spread.smallest),
        figure(spread.largest), figure(spread.mean), figure(spread.deviation),
      ])
    }
    let losses = passes(sample).map { "\(figure($0.pass.loss)) in \($0.mode) mode" }
    return ["Sample \(sample + 1)"] + PlainTable.lines(rows, indent: 2, leading: [0, 2, 4])
      + [
        "  loss: " + losses.joined(separator: ", "),
        "  The mode forgotten: the sample asked \(asks) time\(asks == 1 ? "" : "s") in training mode",
      ]
      + PlainTable.lines(answers, indent: 4, leading: [])
  }

  // MARK: CSV

  private func unitLines(_ sample: Int) -> [String] {
    units(sample).map { one in
      [
        "\(sample + 1)", "\(one.layer)", "\(one.number)", one.mode, DataText.csv(one.unit.uniform),
        MaskData.mask(one.unit) ?? "", DataText.csv(one.unit.weightedSum),
        "\(one.unit.activation)", "\(one.unit.factor)", "\(one.unit.fed)",
      ].joined(separator: ",")
    }
  }

  private func answerLines(_ sample: Int) -> [String] {
    spreads(sample).enumerated().map { index, spread in
      (["\(sample + 1)", "\(index + 1)", "\(asks)"] + pairs(spread).map(\.value))
        .joined(separator: ",")
    }
  }

  // MARK: JSON

  private func json(_ sample: Int) -> String {
    let passes = passes(sample).map { mode, pass in
      (mode, MaskData.object(pass))
    }
    let answers = spreads(sample).enumerated().map { index, spread in
      DataText.object(
        [("output", "\(index + 1)"), ("asks", "\(asks)")]
          + pairs(spread))
    }
    return DataText.object(
      [("sample", "\(sample + 1)")] + passes + [("answers", MaskData.list(answers))])
  }

  private func pairs(_ spread: OutputSpread) -> MaskData.Pairs {
    [
      ("inference", "\(spread.inference)"), ("distinct", "\(spread.distinct)"),
      ("smallest", "\(spread.smallest)"), ("largest", "\(spread.largest)"),
      ("mean", "\(spread.mean)"), ("deviation", "\(spread.deviation)"),
    ]
  }
}
