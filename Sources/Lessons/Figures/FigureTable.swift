public import Regularization

/// What references can name: a lesson's replays, computed, and its printed tables.
struct FigureTable {
  var replays: [String: Replay] = [:]
  var printed: [String: PrintedTable] = [:]
  /// Ids that exist but could not be read; a reference to them is not reported again.
  var faulty: Set<String> = []

  private var ids: [String] { (Array(replays.keys) + Array(printed.keys)).sorted() }

  /// The value of `l1.θ2[5].step`, `l1.θ2.zeros`, `l1.strength` or `table.θ2[5].after`.
  func value(of name: String) throws(ExpressionError) -> ComputedValue {
    let parts = FigureTable.parts(of: name)
    if let replay = replays[parts[0]] { return try value(name, parts, in: replay) }
    if let table = printed[parts[0]] { return try figure(name, parts, in: table) }
    throw ExpressionError(
      piece: name, message: "there is no replay or printed table “\(parts[0])”",
      remedy: Spelling.remedy(for: parts[0], among: ids))
  }

  /// The cell that `l1.θ2[5]` or `l1.θ2[5].step` names, its iteration within the replay's.
  func cell(_ name: String) throws(ExpressionError) -> CellReference {
    let parts = FigureTable.parts(of: name)
    guard let replay = replays[parts[0]] else {
      throw ExpressionError(
        piece: name, message: "there is no replay “\(parts[0])”",
        remedy: Spelling.remedy(for: parts[0], among: replays.keys.sorted()))
    }
    guard parts.count >= 2, let (weightName, iteration) = FigureTable.indexed(parts[1]) else {
      throw ExpressionError(
        piece: name, message: "“\(name)” names no figure of an iteration",
        remedy: "write it like \(parts[0]).\(replay.spec.weights[0].name)[1]")
    }
    let weight = try FigureTable.weight(weightName, of: replay, in: name)
    guard 1...replay.iterations ~= iteration else {
      throw ExpressionError(
        piece: name, message: "“\(parts[0])” has no iteration \(iteration)",
        remedy: "it has 1 to \(replay.iterations)")
    }
    var field = UpdateField.after
    if parts.count > 2 {
      field = try FigureTable.field(parts[2], in: name)
    }
    return CellReference(replay: parts[0], weight: weight, iteration: iteration, field: field)
  }

  // MARK: Parts

  /// Splits at the points outside of brackets.
  private static func parts(of name: String) -> [String] {
    name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
  }

  /// `θ2[5]` as name and iteration.
  static func indexed(_ text: String) -> (name: String, iteration: Int)? {
    guard text.hasSuffix("]"), let open = text.firstIndex(of: "["), open > text.startIndex,
      let iteration = Int(text[text.index(after: open)...].dropLast())
    else { return nil }
    return (String(text[..<open]), iteration)
  }

  static func weight(
    _ weightName: String, of replay: Replay, in name: String
  ) throws(ExpressionError) -> Int {
    let names = replay.spec.weights.map(\.name)
    guard let weight = names.firstIndex(of: weightName) else {
      throw ExpressionError(
        piece: name, message: "there is no weight “\(weightName)”",
        remedy: "the weights are \(names.joined(separator: ", "))")
    }
    return weight
  }

  private static func field(_ text: String, in name: String) throws(ExpressionError) -> UpdateField {
    guard let field = UpdateField(rawValue: text) else {
      throw ExpressionError(
        piece: name, message: "an update has no “\(text)”",
        remedy: Spelling.remedy(for: text, among: UpdateField.allCases.map(\.rawValue)))
    }
    return field
  }

  private func value(
    _ name: String, _ parts: [String], in replay: Replay
  ) throws(ExpressionError) -> ComputedValue {
    let spec = replay.spec
    guard parts.count >= 2, parts.count <= 3 else {
      throw ExpressionError(
        piece: name, message: "“\(name)” names no figure",
        remedy: "write it like \(parts[0]).\(spec.weights[0].name)[1] or \(parts[0]).strength")
    }
    if parts.count == 2 {
      switch parts[1] {
      case "strength": return ComputedValue(spec.strength)
      case "learning_rate": return ComputedValue(spec.learningRate)
      case "l1_ratio": return ComputedValue(spec.l1Ratio)
      case "iterations": return ComputedValue(ExactDecimal(replay.iterations))
      default: break
      }
    }
    if let (weightName, iteration) = FigureTable.indexed(parts[1]) {
      let weight = try FigureTable.weight(weightName, of: replay, in: name)
      if iteration == 0, parts.count == 2 || parts[2] == "after" {
        return ComputedValue(spec.weights[weight].initial)
      }
      guard let update = replay.update(ofWeight: weight, in: iteration) else {
        throw ExpressionError(
          piece: name, message: "“\(parts[0])” has no iteration \(iteration)",
          remedy: "it has 1 to \(replay.iterations); [0] is the initial weight")
      }
      let field = parts.count == 3 ? try FigureTable.field(parts[2], in: name) : .after
      return ComputedValue(update[field])
    }
    guard parts.count == 3 else {
      let known = ["strength", "learning_rate", "l1_ratio", "iterations"]
      throw ExpressionError(
        piece: name, message: "a replay has no “\(parts[1])”",
        remedy: Spelling.remedy(for: parts[1], among: known)
          + "; a weight’s figure is written \(spec.weights[0].name)[1]")
    }
    let weight = try FigureTable.weight(parts[1], of: replay, in: name)
    return try statistic(parts[2], ofWeight: weight, in: replay, name)
  }

  private func statistic(
    _ statistic: String, ofWeight weight: Int, in replay: Replay, _ name: String
  ) throws(ExpressionError) -> ComputedValue {
    let spec = replay.spec
    switch statistic {
    case "zeros": return ComputedValue(ExactDecimal(replay.zeroCount(ofWeight: weight)))
    case "crossings": return ComputedValue(ExactDecimal(replay.crossingCount(ofWeight: weight)))
    case "first_zero":
      guard let first = replay.firstZero(ofWeight: weight) else {
        throw ExpressionError(
          piece: name, message: "“\(spec.weights[weight].name)” is never exactly zero in this replay",
          remedy: "say so in the prose, and claim it with “.zeros = 0”")
      }
      return ComputedValue(ExactDecimal(first))
    case "target", "minimizer":
      guard case .quadratic(let targets) = spec.loss,
        let minimizer = spec.minimizer(ofWeight: weight)
      else {
        throw ExpressionError(
          piece: name, message: "a constant gradient has no \(statistic)",
          remedy: "give the replay a “target” instead of a “gradient”")
      }
      return statistic == "target"
        ? ComputedValue(targets[weight])
        : ComputedValue(minimizer.numerator, over: minimizer.denominator)
    default:
      throw ExpressionError(
        piece: name, message: "a weight has no “\(statistic)”",
        remedy: Spelling.remedy(
          for: statistic, among: ["minimizer", "target", "first_zero", "zeros", "crossings"]))
    }
  }

  private func figure(
    _ name: String, _ parts: [String], in table: PrintedTable
  ) throws(ExpressionError) -> ComputedValue {
    guard let replay = replays[table.replay] else {
      throw ExpressionError(
        piece: name, message: "its replay “\(table.replay)” could not be computed",
        remedy: "mend the replay first")
    }
    guard parts.count == 2 || parts.count == 3,
      let (weightName, iteration) = FigureTable.indexed(parts[1])
    else {
      throw ExpressionError(
        piece: name, message: "“\(name)” names no printed figure",
        remedy: "write it like \(parts[0]).\(replay.spec.weights[0].name)[1].after")
    }
    let weight = try FigureTable.weight(weightName, of: replay, in: name)
    let field = parts.count == 3 ? try FigureTable.field(parts[2], in: name) : .after
    guard let figure = table.figure(field, ofWeight: weight, in: iteration),
      let value = ExactDecimal(figure)
    else {
      throw ExpressionError(
        piece: name, message: "the table prints no such figure",
        remedy: "name one that stands in its rows")
    }
    return ComputedValue(value, printed: figure)
  }
}

extension WeightUpdate {
  /// A figure of the update by its name.
  public subscript(field: UpdateField) -> ExactDecimal {
    switch field {
    case .before: before
    case .gradient: gradient
    case .penalty: penalty
    case .step: step
    case .after: after
    }
  }
}
