import Regularization

/// A replay of dropout as CSV and JSON, with all digits of every number.
enum MaskData {
  typealias Pairs = [(key: String, value: String)]

  // MARK: CSV

  static func writeCSV(
    _ replay: MaskReplay, _ table: MaskTable, to output: inout Output
  ) throws(OutputFailure) {
    try output.writeLine(header(of: table))
    for number in iterations(of: replay) {
      let iteration = replay.iteration(number)
      switch table {
      case .units:
        for pass in iteration.passes { try output.writeLines(unitLines(pass, in: number)) }
      case .weights:
        for weight in iteration.weights.joined() {
          try output.writeLine(weightLine(weight, in: number))
        }
      case .answers: break
      case .losses:
        let numbers = [iteration.dataLoss, iteration.penalty, iteration.objective]
        try output.writeLine("\(number)," + numbers.map { "\($0)" }.joined(separator: ","))
      }
    }
  }

  private static func header(of table: MaskTable) -> String {
    switch table {
    case .units:
      "iteration,sample,row,layer,unit,random,drop_probability,mask,weighted_sum,before,factor,after,"
        + "delta"
    case .weights:
      "iteration,layer,input,unit,before,gradient,update,after,silenced_by,"
        + movers.map { "by_\($0.name)" }.joined(separator: ",")
    case .losses: "iteration,data_loss,penalty,objective"
    // Of --modes alone, and refused before.
    case .answers: ""
    }
  }

  private static func unitLines(_ pass: MaskPass, in iteration: Int) -> [String] {
    pass.units.enumerated().flatMap { layer, units in
      units.enumerated().map { index, unit in
        let cells = [
          "\(iteration)", "\(pass.sample + 1)", "\(pass.row)", "\(layer)", "\(index + 1)",
          DataText.csv(unit.uniform), "\(unit.dropProbability)", mask(unit) ?? "",
          DataText.csv(unit.weightedSum), "\(unit.activation)", "\(unit.factor)", "\(unit.fed)",
          DataText.csv(unit.gradient?.delta),
        ]
        return cells.joined(separator: ",")
      }
    }
  }

  private static func weightLine(_ weight: MaskedWeight, in iteration: Int) -> String {
    var cells = [
      "\(iteration)", "\(weight.place.layer + 1)", input(of: weight), "\(weight.place.unit + 1)",
      "\(weight.before)", "\(weight.gradient)", "\(weight.after - weight.before)",
      "\(weight.after)", weight.maskReasons.map(\.rawValue).joined(separator: "; "),
    ]
    cells += movers.map { "\(weight.motion.part($0.mover))" }
    return cells.joined(separator: ",")
  }

  // MARK: JSON

  static func writeJSON(_ replay: MaskReplay, to output: inout Output) throws(OutputFailure) {
    let spec = replay.spec
    try output.writeLine(
      "{\"format_version\": 1, \"seed\": \(spec.seed), "
        + "\"convention\": \(DataText.json(spec.convention.rawValue)), \"iterations\": [")
    for number in iterations(of: replay) {
      let iteration = replay.iteration(number)
      let pairs: Pairs = [
        ("iteration", "\(number)"), ("data_loss", DataText.json(iteration.dataLoss)),
        ("penalty", DataText.json(iteration.penalty)),
        ("objective", DataText.json(iteration.objective)),
        ("samples", list(iteration.passes.map(object))),
        ("weights", list(iteration.weights.joined().map(object))),
      ]
      let end = number == replay.iterations ? "" : ","
      try output.writeLine("  " + DataText.object(pairs) + end)
    }
    try output.writeLine("]}")
  }

  static func object(_ pass: MaskPass) -> String {
    let layers = pass.units.enumerated().map { layer, units in
      DataText.object([
        ("layer", "\(layer)"),
        ("units", list(units.enumerated().map { object($1, number: $0 + 1) })),
      ])
    }
    return DataText.object([
      ("sample", "\(pass.sample + 1)"), ("row", "\(pass.row)"),
      ("loss", DataText.json(pass.loss)), ("layers", list(layers)),
    ])
  }

  private static func object(_ unit: MaskUnit, number: Int) -> String {
    DataText.object([
      ("unit", "\(number)"), ("random", DataText.json(unit.uniform)),
      ("drop_probability", DataText.json(unit.dropProbability)),
      ("mask", mask(unit).map { DataText.json($0) } ?? "null"),
      ("weighted_sum", DataText.json(unit.weightedSum)),
      ("before", DataText.json(unit.activation)), ("factor", DataText.json(unit.factor)),
      ("after", DataText.json(unit.fed)), ("delta", DataText.json(unit.gradient?.delta)),
    ])
  }

  private static func object(_ weight: MaskedWeight) -> String {
    let parts = movers.map { ($0.name, DataText.json(weight.motion.part($0.mover))) }
    return DataText.object([
      ("layer", "\(weight.place.layer + 1)"),
      ("input", weight.place.input.map { "\($0 + 1)" } ?? "null"),
      ("unit", "\(weight.place.unit + 1)"), ("before", DataText.json(weight.before)),
      ("gradient", DataText.json(weight.gradient)),
      ("update", DataText.json(weight.after - weight.before)),
      ("after", DataText.json(weight.after)),
      ("silenced_by", list(weight.maskReasons.map { DataText.json($0.rawValue) })),
      ("moved_by", DataText.object(parts)),
    ])
  }

  // MARK: What both have

  /// Those that were done; the one that leads out of the finite numbers is not.
  static func iterations(of replay: MaskReplay) -> Range<Int> { 1..<replay.iterations + 1 }

  private static let movers: [(name: String, mover: WeightMover)] = WeightMover.allCases.map {
    ($0.rawValue.replacing(" ", with: "_"), $0)
  }

  /// `nil` where nothing is drawn.
  static func mask(_ unit: MaskUnit) -> String? {
    unit.word == nil ? nil : unit.isDropped ? "dropped" : "kept"
  }

  private static func input(of weight: MaskedWeight) -> String {
    weight.place.input.map { "\($0 + 1)" } ?? "bias"
  }

  static func list(_ items: [String]) -> String {
    "[" + items.joined(separator: ", ") + "]"
  }
}
