public import Regularization

/// The figures of a lesson that its expressions may name.
final class FigureScope {
  /// Replays by id, computed.
  var replays: [String: Replay] = [:]
  /// Printed tables by id.
  var tables: [String: PrintedTable] = [:]
  /// Trainings by id; their figures are known when they are trained.
  var trainings: [String: LessonTraining] = [:]
  /// What a question has drawn, by name.
  var variables: [String: ExactDecimal] = [:]
  /// Networks with dropout by id, computed.
  var masks: [String: LessonMask] = [:]
  /// Drawn figures by id.
  var plots: [String: LessonPlot] = [:]
  /// Ids of all of these that exist but have issues of their own.
  var faulty: Set<String> = []
  /// Some replays or tables could not be read at all: an unknown id may be one of them.
  var isIncomplete = false
  /// Ids in the order of the file, for what may have been meant.
  var replayIDs: [String] = []
  var tableIDs: [String] = []
  var trainingIDs: [String] = []
  var maskIDs: [String] = []
  var plotIDs: [String] = []
  /// Ids that something refers to.
  private(set) var used: Set<String> = []

  func use(_ id: String) { used.insert(id) }

  /// What an id names already: “replay”.
  func owner(of id: String) -> String? {
    let owners = [
      (replayIDs, "replay"), (tableIDs, "printed table"), (trainingIDs, "training"),
      (maskIDs, "masked network"), (plotIDs, "plot"),
    ]
    return owners.first { $0.0.contains(id) }?.1
  }

  static let settings = ["strength", "learning_rate", "l1_ratio", "iterations"]
  private static let summaries = ["minimizer", "target", "first_zero", "zeros", "crossings"]

  /// Why an expression has no value.
  enum Failure: Error {
    case problem(ExpressionProblem)
    /// It names something that has issues of its own.
    case blocked(by: String)
  }

  func fail(
    _ range: Range<Int>, _ message: String, remedy: String
  ) -> Failure {
    .problem(ExpressionProblem(range, message, remedy: remedy))
  }

  // MARK: Values

  func value(of expression: Expression) throws(Failure) -> Ratio {
    switch expression {
    case .number(let value): return Ratio(value)
    case .variable(let name): return Ratio(try variable(name))
    case .negative(let inner): return -(try value(of: inner))
    case .sum(let left, let right): return try value(of: left) + value(of: right)
    case .difference(let left, let right): return try value(of: left) - value(of: right)
    case .product(let left, let right): return try value(of: left) * value(of: right)
    case .quotient(let left, let right, let sign):
      let divisor = try value(of: right)
      guard !divisor.isZero else {
        throw fail(sign, "this divides by zero", remedy: "divide by something that is not 0")
      }
      return try value(of: left) / divisor
    case .reference(let reference): return try value(of: reference)
    }
  }

  /// A figure's value, rounded where the expression says so.
  func value(of figure: FigureExpression) throws(Failure) -> Ratio {
    let value = try value(of: figure.expression)
    return figure.places.map { Ratio(value.rounded(toPlaces: $0)) } ?? value
  }

  /// A figure as a decimal; quotients need a rounding.
  func decimal(of figure: FigureExpression) throws(Failure) -> ExactDecimal {
    let value = try value(of: figure)
    if let division = figure.division, figure.places == nil {
      throw fail(
        division, "a quotient needs a rounding",
        remedy: "end the expression with “: 4” to round it half up to 4 decimal places")
    }
    guard let exact = value.exact else {
      throw fail(
        figure.range, "this figure's digits have no end",
        remedy: "end the expression with “: 4” to round it half up to 4 decimal places")
    }
    return exact
  }

  /// A figure has no more decimal places in prose.
  static let placesLimit = 30

  /// A figure as prose shows it, with a minus sign as it is printed.
  func text(of figure: FigureExpression) throws(Failure) -> String {
    if case .reference(let reference) = figure.expression, figure.places == nil,
      let printed = try printedText(of: reference)
    {
      return FigureScope.typographic(printed)
    }
    if try isBinary(figure.expression.references) { return try binaryText(of: figure) }
    let value = try decimal(of: figure)
    if let places = figure.places {
      return FigureScope.typographic(value.formatted(places: places))
    }
    guard value.places <= FigureScope.placesLimit else {
      throw fail(
        figure.range, "this figure has \(value.places) decimal places",
        remedy: "end the expression with “: 4” to round it half up to 4 decimal places")
    }
    return FigureScope.typographic(value.description)
  }

  static func typographic(_ number: String) -> String {
    number.hasPrefix("-") ? "−" + number.dropFirst() : number
  }

  // MARK: References

  private func variable(_ name: ExpressionName) throws(Failure) -> ExactDecimal {
    if let value = variables[name.text] {
      use(name.text)
      return value
    }
    guard !variables.isEmpty, owner(of: name.text) == nil else { throw .problem(.noFigure(name)) }
    throw fail(
      name.range, "nothing is drawn for \(VisibleText.quoted(name.text))",
      remedy: Suggestion.remedy(for: name.text, among: variables.keys.sorted(), of: "name"))
  }

  private func value(of reference: FigureReference) throws(Failure) -> Ratio {
    if isMask(reference) { return try exactMaskFigure(reference) }
    try expectPlain(reference)
    if plotIDs.contains(reference.head.text) { return try plotValue(of: reference) }
    if let printed = try printedText(of: reference) {
      return Ratio(ExactDecimal(printed) ?? .zero)
    }
    let replay = try replay(reference.head)
    let member = reference.member
    if FigureScope.settings.contains(member.text) {
      guard reference.index == nil, reference.field == nil else {
        throw fail(
          reference.range, "“\(member.text)” is one setting for the whole replay",
          remedy: "write \(reference.head.text).\(member.text)")
      }
      return Ratio(try setting(member, of: replay.spec))
    }
    let weight = try weight(member, in: replay.spec)
    guard let index = reference.index else {
      return try summary(reference, weight: weight, of: replay)
    }
    guard 0...replay.iterations ~= index.value else {
      throw fail(
        index.range, "there is no iteration \(index.value)",
        remedy: "\(reference.head.text) has the iterations 1 to \(replay.iterations)")
    }
    let field = try field(reference.field) ?? .after
    guard index.value > 0 else {
      guard field == .after else {
        throw fail(
          reference.range, "nothing is updated in iteration 0",
          remedy: "[0] is the initial weight; updates are counted from [1]")
      }
      return Ratio(replay.value(ofWeight: weight, after: 0))
    }
    return Ratio(replay.updates[index.value - 1][weight][field])
  }

  private func setting(
    _ name: ExpressionName, of spec: ReplaySpec
  ) throws(Failure) -> ExactDecimal {
    switch name.text {
    case "strength": return spec.strength
    case "learning_rate": return spec.learningRate
    case "iterations": return ExactDecimal(spec.iterations)
    default:
      guard spec.penalty == .elasticNet else {
        throw fail(
          name.range, "only an elastic-net replay has an l1_ratio",
          remedy: "this one's penalty is \(spec.penalty.rawValue)")
      }
      return spec.l1Ratio
    }
  }

  private func summary(
    _ reference: FigureReference, weight: Int, of replay: Replay
  ) throws(Failure) -> Ratio {
    let name = "\(reference.head.text).\(reference.member.text)"
    guard let field = reference.field else {
      throw fail(
        reference.range, "\(VisibleText.quoted(name)) is a weight, not one figure",
        remedy: "write \(name)[5] for its value after iteration 5")
    }
    switch field.text {
    case "zeros": return Ratio(ExactDecimal(replay.zeroCount(ofWeight: weight)))
    case "crossings": return Ratio(ExactDecimal(replay.crossingCount(ofWeight: weight)))
    case "first_zero":
      guard let first = replay.firstZero(ofWeight: weight) else {
        throw fail(
          reference.range,
          "\(name) is never exactly zero in its \(replay.iterations) iterations",
          remedy: "ask for \(name).zeros, which is 0")
      }
      return Ratio(ExactDecimal(first))
    case "target", "minimizer":
      guard case .quadratic(let targets) = replay.spec.loss,
        let minimizer = replay.spec.minimizer(ofWeight: weight)
      else {
        throw fail(
          field.range, "a loss with a constant gradient has no minimum and no target",
          remedy: "give the replay targets instead of a gradient")
      }
      return field.text == "target"
        ? Ratio(targets[weight]) : Ratio(minimizer.numerator, over: minimizer.denominator)
    default:
      let isField = UpdateField(rawValue: field.text) != nil
      throw fail(
        field.range, "\(VisibleText.quoted(field.text)) is nothing that a weight has",
        remedy: isField
          ? "write \(name)[5].\(field.text) for iteration 5"
          : Suggestion.remedy(for: field.text, among: FigureScope.summaries, of: "figure"))
    }
  }

  // MARK: Names

  func replay(_ name: ExpressionName) throws(Failure) -> Replay {
    use(name.text)
    if faulty.contains(name.text), !trainingIDs.contains(name.text) {
      throw .blocked(by: name.text)
    }
    guard let replay = replays[name.text] else {
      if trainingIDs.contains(name.text) {
        throw fail(
          name.range, "a figure of \(VisibleText.quoted(name.text)) is known when it is trained",
          remedy: "name it in “explain” or in a claim: prose is read before anything is trained")
      }
      if maskIDs.contains(name.text) || plotIDs.contains(name.text) {
        let what = maskIDs.contains(name.text) ? "masked network" : "plot"
        throw fail(
          name.range, "\(VisibleText.quoted(name.text)) is a \(what), not a replay",
          remedy: "name a figure of a replay: its digits are exact")
      }
      if isIncomplete { throw .blocked(by: name.text) }
      throw fail(
        name.range, "there is no replay or printed table \(VisibleText.quoted(name.text))",
        remedy: Suggestion.remedy(
          for: name.text, among: replayIDs + tableIDs + trainingIDs + maskIDs + plotIDs,
          of: "replay"))
    }
    return replay
  }

  func weight(_ name: ExpressionName, in spec: ReplaySpec) throws(Failure) -> Int {
    let names = spec.weights.map(\.name)
    guard let index = names.firstIndex(of: name.text) else {
      throw fail(
        name.range, "there is no weight \(VisibleText.quoted(name.text))",
        remedy: Suggestion.remedy(for: name.text, among: names + FigureScope.settings, of: "weight")
      )
    }
    return index
  }

  func field(_ name: ExpressionName?) throws(Failure) -> UpdateField? {
    guard let name else { return nil }
    guard let field = UpdateField(rawValue: name.text) else {
      let names = UpdateField.allCases.map(\.rawValue)
      throw fail(
        name.range, "an update has no figure \(VisibleText.quoted(name.text))",
        remedy: FigureScope.summaries.contains(name.text)
          ? "“\(name.text)” is for the whole run: take out the iteration"
          : Suggestion.remedy(for: name.text, among: names, of: "figure"))
    }
    return field
  }

  /// Figures of replays, tables and trainings have one index, and none behind the field.
  func expectPlain(_ reference: FigureReference) throws(Failure) {
    if let second = reference.indices.dropFirst().first {
      throw fail(second.range, "one number in brackets is enough here", remedy: "take it out")
    }
    if let index = reference.fieldIndices.first, let field = reference.field {
      throw fail(
        index.range, "\(VisibleText.quoted(field.text)) is one figure",
        remedy: "take the brackets behind it out")
    }
  }

  /// The printed text that a reference means; `nil` where it means no printed table.
  private func printedText(of reference: FigureReference) throws(Failure) -> String? {
    guard tableIDs.contains(reference.head.text) else { return nil }
    try expectPlain(reference)
    use(reference.head.text)
    guard !faulty.contains(reference.head.text), let table = tables[reference.head.text] else {
      throw .blocked(by: reference.head.text)
    }
    guard let spec = replays[table.replay]?.spec else { throw .blocked(by: table.replay) }
    let weight = try weight(reference.member, in: spec)
    guard let index = reference.index else {
      throw fail(
        reference.range, "which iteration of the printed table is meant?",
        remedy: "write \(reference.head.text).\(reference.member.text)[5].after")
    }
    let field = try field(reference.field) ?? .after
    guard let text = table.figure(field, ofWeight: weight, in: index.value) else {
      throw fail(
        reference.range,
        "the table \(VisibleText.quoted(table.id)) prints no “\(field.rawValue)” of "
          + "\(spec.weights[weight].name) in iteration \(index.value)",
        remedy: "name one of the figures in its rows")
    }
    return text
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
