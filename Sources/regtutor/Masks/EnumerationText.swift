import Regularization

/// All masks of a layer with their exact probabilities, and the mean beside the inference.
enum EnumerationText {
  /// - Parameter all: of each sample.
  static func write(
    _ all: [MaskExpectation], format: MaskFormat, to output: inout Output
  ) throws(OutputFailure) {
    switch format {
    case .text:
      for (index, one) in all.enumerated() {
        if index > 0 { try output.writeLine("") }
        try output.writeLines(text(one, sample: index + 1))
      }
    case .csv:
      for (index, one) in all.enumerated() {
        let table = rows(one)
        if index == 0 { try output.writeLine("sample," + table[0].joined(separator: ",")) }
        for row in table.dropFirst() {
          try output.writeLine("\(index + 1)," + row.joined(separator: ","))
        }
      }
    case .json:
      try output.writeLine("{\"format_version\": 1, \"samples\": [")
      for (index, one) in all.enumerated() {
        let end = index == all.count - 1 ? "" : ","
        try output.writeLine("  " + json(one, sample: index + 1) + end)
      }
      try output.writeLine("]}")
    }
  }

  private static func text(_ all: MaskExpectation, sample: Int) -> [String] {
    let inputs = all.masks[0].kept.count
    let what = all.layer == 0 ? "inputs" : "units of layer \(all.layer)"
    var lines = [
      "Sample \(sample): \(all.masks.count) masks of the \(inputs) \(what), "
        + "p = \(all.dropProbability), \(all.convention.rawValue); 1 is kept, 0 dropped"
    ]
    lines += PlainTable.lines(rows(all), indent: 2, leading: [0])
    for (stage, words) in [(ExpectationStage.sums, "sums"), (.outputs, "outputs")] {
      let gaps = all.gap(stage).map(digits).joined(separator: ", ")
      lines.append(
        all.agrees(stage)
          ? "The mean of the \(words) is that at inference, digit for digit."
          : "The mean of the \(words) is not that at inference; it is off by \(gaps).")
    }
    return lines
  }

  /// A head, then the masks, the mean and the inference.
  private static func rows(_ all: MaskExpectation) -> [[String]] {
    let sums = all.inference(.sums).indices.map { "sum\($0 + 1)" }
    let outputs = all.inference(.outputs).indices.map { "output\($0 + 1)" }
    var rows = [["mask", "probability"] + sums + outputs]
    for mask in all.masks {
      rows.append(
        [text(mask.kept), "\(mask.probability)"] + (mask.sums + mask.outputs).map(digits))
    }
    rows.append(
      ["expected", "\(all.totalProbability)"]
        + (all.expected(.sums) + all.expected(.outputs)).map(digits))
    rows.append(
      ["inference", ""] + (all.inference(.sums) + all.inference(.outputs)).map(digits))
    return rows
  }

  private static func json(_ all: MaskExpectation, sample: Int) -> String {
    func list(_ values: [Ratio]) -> String {
      "[" + values.map { DataText.json(digits($0)) }.joined(separator: ", ") + "]"
    }
    let masks = all.masks.map { mask in
      DataText.object([
        ("mask", DataText.json(text(mask.kept))),
        ("probability", DataText.json("\(mask.probability)")), ("sums", list(mask.sums)),
        ("outputs", list(mask.outputs)),
      ])
    }
    var pairs = [
      ("sample", "\(sample)"), ("layer", "\(all.layer)"),
      ("drop_probability", DataText.json("\(all.dropProbability)")),
      ("convention", DataText.json(all.convention.rawValue)),
      ("masks", "[" + masks.joined(separator: ", ") + "]"),
    ]
    for stage in [ExpectationStage.sums, .outputs] {
      pairs += [
        ("expected_\(stage.rawValue)", list(all.expected(stage))),
        ("inference_\(stage.rawValue)", list(all.inference(stage))),
        ("\(stage.rawValue)_agree", "\(all.agrees(stage))"),
      ]
    }
    return DataText.object(pairs.map { (key: $0.0, value: $0.1) })
  }

  private static func text(_ kept: [Bool]) -> String { kept.map { $0 ? "1" : "0" }.joined() }

  /// All digits where they end, else so many places and a mark that there are more.
  private static func digits(_ value: Ratio) -> String {
    value.exact.map { "\($0)" } ?? "\(value.rounded(toPlaces: 20))…"
  }
}
