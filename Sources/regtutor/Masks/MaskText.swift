import Regularization
import TerminalUI

/// A replay of dropout for people: a table a sample, then one of the weights.
struct MaskText {
  /// Significant digits of a number.
  let digits: Int

  func write(_ replay: MaskReplay, to output: inout Output) throws(OutputFailure) {
    let spec = replay.spec
    try output.writeLines(networkLines(spec))
    try output.writeLine(
      "Updates: \(spec.optimizer.kind.rawValue), learning rate \(figure(spec.learningRate)), "
        + "batches of \(spec.batchSize), seed \(spec.seed)")
    for number in MaskData.iterations(of: replay) {
      let iteration = replay.iteration(number)
      try output.writeLine("")
      try output.writeLine("Iteration \(number)")
      for pass in iteration.passes {
        try output.writeLine("  Sample \(pass.sample + 1), row \(pass.row) of the batch")
        try output.writeLines(units(pass))
        try output.writeLine("  loss of the sample: \(figure(pass.loss))")
      }
      try output.writeLine(
        "  Loss \(figure(iteration.dataLoss)) + penalty \(figure(iteration.penalty)) = objective "
          + figure(iteration.objective))
      try output.writeLines(weights(iteration))
    }
  }

  /// What the network is, and what is dropped of it.
  func networkLines(_ spec: MaskSpec) -> [String] {
    let widths = [spec.network.inputs] + spec.network.layers.map(\.units)
    let drops = spec.network.layers.indices.map {
      "\(name($0)) \(figure(spec.dropProbability(ofLayer: $0)))"
    }
    let scaling =
      spec.convention == .inverted
      ? "survivors are multiplied by 1/(1 − p)" : "survivors are not scaled in training"
    return [
      "Network: \(widths.map(String.init).joined(separator: "-")), "
        + "\(spec.network.parameterCount) weights and biases, loss \(spec.loss.rawValue)",
      "Dropout: \(drops.joined(separator: ", ")); \(spec.convention.rawValue): \(scaling)",
    ]
  }

  private func units(_ pass: MaskPass) -> [String] {
    var rows = [
      ["layer", "unit", "random", "p", "mask", "z", "before", "factor", "after", "delta"]
    ]
    for (layer, units) in pass.units.enumerated() {
      for (index, unit) in units.enumerated() {
        rows.append([
          layer == pass.units.count - 1 ? "output" : name(layer), "\(index + 1)",
          figure(unit.uniform), unit.word == nil ? none : figure(unit.dropProbability),
          MaskData.mask(unit) ?? none, figure(unit.weightedSum), figure(unit.activation),
          figure(unit.factor), figure(unit.fed), figure(unit.gradient?.delta),
        ])
      }
    }
    return PlainTable.lines(rows, indent: 4, leading: [0, 4])
  }

  private func weights(_ iteration: MaskIteration) -> [String] {
    var rows = [["layer", "input", "unit", "before", "gradient", "update", "after", "why"]]
    for weight in iteration.weights.joined() {
      rows.append([
        "\(weight.place.layer + 1)", weight.place.input.map { "\($0 + 1)" } ?? "bias",
        "\(weight.place.unit + 1)", figure(weight.before), figure(weight.gradient),
        figure(weight.after - weight.before), figure(weight.after), why(weight),
      ])
    }
    return PlainTable.lines(rows, indent: 4, leading: [1, 7])
  }

  /// Why there is no gradient, and what moves the weight beside its gradient.
  private func why(_ weight: MaskedWeight) -> String {
    let reasons = GradientSilence.allCases.filter { reason in
      weight.silences.contains { $0.contains(reason) }
    }
    let silence =
      weight.gradient == 0 ? reasons.map(\.rawValue).joined(separator: ", ") : ""
    let others = weight.motion.movers.filter { $0 != .gradient }.map {
      "\($0.rawValue) \(figure(weight.motion.part($0)))"
    }
    let motion = others.isEmpty ? "" : "moved by " + others.joined(separator: ", ")
    return [silence, motion].filter { !$0.isEmpty }.joined(separator: "; ")
  }

  private func name(_ layer: Int) -> String { layer == 0 ? "inputs" : "layer \(layer)" }

  private let none = "-"

  private func figure(_ value: Double?) -> String {
    value.map { $0.rounded(significantDigits: digits) } ?? none
  }
}

/// Rows of text in columns.
enum PlainTable {
  /// - Parameter leading: the columns that begin at their left edge; the others end at their right.
  static func lines(_ rows: [[String]], indent: Int, leading: Set<Int>) -> [String] {
    let columns = rows.first?.indices ?? 0..<0
    let widths = columns.map { column in
      rows.map { TextWidth.columns(of: $0[column]) }.max() ?? 0
    }
    return rows.map { row in
      var line = String(repeating: " ", count: indent)
      for (column, cell) in row.enumerated() {
        let blanks = String(
          repeating: " ", count: widths[column] - TextWidth.columns(of: cell))
        if column > 0 { line += "  " }
        line += leading.contains(column) ? cell + blanks : blanks + cell
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
