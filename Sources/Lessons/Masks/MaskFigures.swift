import Regularization

/// A figure of a masked network.
enum MaskFigure {
  /// Counts, settings, and what all masks together give: these are fractions of the decimals written.
  case exact(Ratio)
  /// What an update computes with.
  case binary(Double)

  static func count(_ count: Int) -> MaskFigure { .exact(Ratio(ExactDecimal(count))) }
}

extension FigureScope {
  func isMask(_ reference: FigureReference) -> Bool { maskIDs.contains(reference.head.text) }

  func maskFigure(_ reference: FigureReference) throws(Failure) -> MaskFigure {
    let id = reference.head.text
    use(id)
    guard let mask = masks[id] else { throw .blocked(by: id) }
    return try MaskFigures(scope: self, mask: mask, reference: reference).figure()
  }

  func exactMaskFigure(_ reference: FigureReference) throws(Failure) -> Ratio {
    switch try maskFigure(reference) {
    case .exact(let value): return value
    case .binary:
      throw fail(
        reference.range, "this figure is computed in binary, and an exact one is needed here",
        remedy: "name it in prose or in a claim")
    }
  }

  /// Whether one of the figures is known in binary alone.
  func isBinary(_ references: [FigureReference]) throws(Failure) -> Bool {
    for reference in references where isMask(reference) {
      if case .binary = try maskFigure(reference) { return true }
    }
    return false
  }

  /// A figure in binary as prose shows it.
  func binaryText(of figure: FigureExpression) throws(Failure) -> String {
    guard let digits = figure.places, digits >= 1 else {
      throw fail(
        figure.range, "this figure needs a rounding",
        remedy: "end it with “: 3” to show 3 significant digits")
    }
    return RunText.shown(try number(of: figure.expression), digits: digits)
  }
}

/// Looks a figure of a masked network up.
struct MaskFigures {
  let scope: FigureScope
  let mask: LessonMask
  let reference: FigureReference

  typealias Failure = FigureScope.Failure

  /// What is no unit and no weight.
  enum Member: String, CaseIterable {
    case iterations
    case learningRate = "learning_rate"
    case dropProbability = "drop_probability"
    case dataLoss = "data_loss"
    case penalty, objective, dropped, silenced, masks, expected, inference, drawn, inverted,
      original
    case scaledByP = "scaled_by_p"
  }

  private var id: String { reference.head.text }
  private var name: String { "\(id).\(reference.member.text)" }
  /// With its brackets.
  var nameWithIndices: String {
    guard !reference.indices.isEmpty else { return name }
    return name + "[\(reference.indices.map { "\($0.value)" }.joined(separator: ", "))]"
  }

  func figure() throws(Failure) -> MaskFigure {
    let name = reference.member.text
    if let unit = mask.names.units[name] { return try figure(of: unit) }
    if let place = mask.names.weights[name] { return try figure(of: place) }
    guard let member = Member(rawValue: name) else {
      let known = Member.allCases.map(\.rawValue)
      let meant = Suggestion.nearest(
        to: name, among: known + mask.names.unitNames + mask.names.weights.keys.sorted())
      throw scope.fail(
        reference.member.range, "a masked network has no figure \(VisibleText.quoted(name))",
        remedy: meant.map { "did you mean \(VisibleText.quoted($0))?" }
          ?? "name a unit (\(Suggestion.list(mask.names.unitNames))), a weight, or one of "
          + Suggestion.list(known))
    }
    switch member {
    case .iterations, .learningRate, .dropProbability, .dataLoss, .penalty, .objective, .dropped,
      .silenced, .masks:
      try refuseField()
    default: break
    }
    return try figure(of: member)
  }

  private func figure(of member: Member) throws(Failure) -> MaskFigure {
    switch member {
    case .iterations:
      try refuseIndices(after: 0)
      return .count(mask.replay.iterations)
    case .learningRate:
      try refuseIndices(after: 0)
      return .binary(mask.spec.learningRate)
    case .dropProbability:
      let layer = try layer(at: 0)
      try refuseIndices(after: 1)
      return mask.plan.exact.map { .exact(Ratio($0.layers[layer].dropProbability)) }
        ?? .binary(mask.spec.dropProbability(ofLayer: layer))
    case .masks:
      let inputs = mask.spec.network.inputs(ofLayer: try layer(at: 0))
      try refuseIndices(after: 1)
      return .exact(Ratio((0..<inputs).reduce(.one) { power, _ in power + power }))
    case .dataLoss: return .binary(try wholeIteration().dataLoss)
    case .penalty: return .binary(try wholeIteration().penalty)
    case .objective: return .binary(try wholeIteration().objective)
    case .dropped:
      guard !reference.indices.isEmpty else { return total { $0.passes.map(\.droppedCount).sum } }
      let iteration = try iteration()
      if reference.indices.count == 1 { return .count(iteration.passes.map(\.droppedCount).sum) }
      return .count(try pass(of: iteration).droppedCount)
    case .silenced:
      func count(_ iteration: MaskIteration) -> Int {
        iteration.weights.joined().count { $0.isSilencedByMask }
      }
      return reference.indices.isEmpty ? total(count) : .count(count(try wholeIteration()))
    case .expected, .inference: return try enumerated(isExpected: member == .expected)
    case .drawn: return try drawn()
    case .inverted: return try compared(.inverted)
    case .original: return try compared(.original)
    case .scaledByP: return try compared(.scaledByP)
    }
  }

  // MARK: Iterations

  private func total(_ count: (MaskIteration) -> Int) -> MaskFigure {
    .count((0..<mask.replay.iterations).reduce(0) { $0 + count(mask.iteration($1 + 1)) })
  }

  private func wholeIteration() throws(Failure) -> MaskIteration {
    let iteration = try iteration()
    try refuseIndices(after: 1)
    return iteration
  }

  private func iteration() throws(Failure) -> MaskIteration {
    guard let index = reference.index else {
      throw scope.fail(
        reference.range, "which iteration is meant?", remedy: "write \(name)[1] for the first")
    }
    guard 1...mask.replay.iterations ~= index.value else {
      throw scope.fail(
        index.range, "there is no update in iteration \(index.value)",
        remedy: "\(id) has the iterations 1 to \(mask.replay.iterations)")
    }
    return mask.iteration(index.value)
  }

  /// The sample that the second index names; where there is one, it need not be named.
  private func pass(of iteration: MaskIteration) throws(Failure) -> MaskPass {
    try refuseIndices(after: 2)
    let samples = iteration.passes.map { "\($0.sample + 1)" }.joined(separator: ", ")
    guard reference.indices.count > 1 else {
      if iteration.passes.count == 1 { return iteration.passes[0] }
      throw scope.fail(
        reference.range,
        "which sample is meant? iteration \(iteration.number) has the samples \(samples)",
        remedy: "write \(name)[\(iteration.number), \(iteration.passes[0].sample + 1)]"
          + (reference.field.map { ".\($0.text)" } ?? ""))
    }
    let index = reference.indices[1]
    guard let pass = iteration.passes.first(where: { $0.sample + 1 == index.value }) else {
      throw scope.fail(
        index.range, "iteration \(iteration.number) has no sample \(index.value)",
        remedy: "it has the samples \(samples)")
    }
    return pass
  }

  // MARK: Units

  enum UnitField: String, CaseIterable {
    case random, mask
    case weightedSum = "weighted_sum"
    case before, factor, after, delta, inference
  }

  private func figure(of place: MaskNames.Unit) throws(Failure) -> MaskFigure {
    guard !reference.indices.isEmpty else {
      try expectField("dropped", "\(name)[1].after for what it feeds in iteration 1")
      return total { $0.passes.count { $0.units[place.layer][place.unit].isDropped } }
    }
    let iteration = try iteration()
    let pass = try pass(of: iteration)
    let unit = pass.units[place.layer][place.unit]
    let field: UnitField = try field("a unit", example: "\(nameWithIndices).after")
    func known(_ value: Double?, _ why: String) throws(Failure) -> MaskFigure {
      guard let value else {
        throw scope.fail(
          reference.range, "\(name) has no \(field.rawValue): \(why)",
          remedy: "name another of its figures")
      }
      return .binary(value)
    }
    switch field {
    case .random: return try known(unit.uniform, "nothing is drawn for it")
    case .mask:
      _ = try known(unit.uniform, "nothing is drawn for it")
      return .count(unit.isDropped ? 0 : 1)
    case .weightedSum: return try known(unit.weightedSum, "it is an input")
    case .before: return .binary(unit.activation)
    case .factor: return .binary(unit.factor)
    case .after: return .binary(unit.fed)
    case .delta: return try known(unit.gradient?.delta, "it is an input")
    case .inference:
      let pass = mask.spec.pass(
        ofSample: pass.sample, .inference, with: iteration.before.parameters)
      return .binary(pass.units[place.layer][place.unit].fed)
    }
  }

  // MARK: Weights

  enum WeightField: String, CaseIterable {
    case before, gradient, update, after
    case byGradient = "by_gradient"
    case byMemory = "by_memory"
    case byL2 = "by_l2"
    case byL1 = "by_l1"
    case byDecay = "by_decay"
    case byZeroRule = "by_zero_rule"
  }

  private func figure(of place: WeightPlace) throws(Failure) -> MaskFigure {
    guard let index = reference.index else {
      try expectField("silenced", "\(name)[1] for its value after iteration 1")
      return total { $0.weight(place)?.isSilencedByMask == true ? 1 : 0 }
    }
    try refuseIndices(after: 1)
    let field: WeightField =
      reference.field == nil
      ? .after : try field("a weight", example: "\(nameWithIndices).after")
    if index.value == 0, field == .after {
      return .binary(mask.spec.parameters[place.layer][place.input, place.unit])
    }
    guard let weight = try iteration().weight(place) else { throw .blocked(by: id) }
    switch field {
    case .before: return .binary(weight.before)
    case .gradient: return .binary(weight.gradient)
    case .update: return .binary(weight.after - weight.before)
    case .after: return .binary(weight.after)
    case .byGradient: return .binary(weight.motion.gradient)
    case .byMemory: return .binary(weight.motion.memory)
    case .byL2: return .binary(weight.motion.l2)
    case .byL1: return .binary(weight.motion.l1)
    case .byDecay: return .binary(weight.motion.decay)
    case .byZeroRule: return .binary(weight.motion.zeroRule)
    }
  }

  // MARK: Names and indices

  /// A field of those that there are.
  ///
  /// - Parameter isNumbered: whether a number may follow it.
  func field<Field: RawRepresentable<String> & CaseIterable>(
    _ what: String, example: String, isNumbered: Bool = false
  ) throws(Failure) -> Field {
    guard let name = reference.field else {
      throw scope.fail(
        reference.range, "this is \(what), not one figure", remedy: "write \(example)")
    }
    guard let field = Field(rawValue: name.text) else {
      throw scope.fail(
        name.range, "\(what) has no figure \(VisibleText.quoted(name.text))",
        remedy: Suggestion.remedy(
          for: name.text, among: Field.allCases.map(\.rawValue), of: "figure"))
    }
    if !isNumbered, let index = reference.fieldIndices.first {
      throw scope.fail(
        index.range, "\(VisibleText.quoted(name.text)) is one figure",
        remedy: "take the brackets behind it out")
    }
    return field
  }

  /// The one field that there is without an iteration.
  private func expectField(_ only: String, _ example: String) throws(Failure) {
    guard reference.field?.text != only || !reference.fieldIndices.isEmpty else { return }
    throw scope.fail(
      reference.range, "which iteration of \(VisibleText.quoted(name)) is meant?",
      remedy: "write \(example), or \(name).\(only) for how often it is")
  }

  private func refuseField() throws(Failure) {
    guard let field = reference.field else { return }
    throw scope.fail(
      field.range, "\(VisibleText.quoted(reference.member.text)) has no “\(field.text)”",
      remedy: "take it out")
  }

  func refuseIndices(after count: Int) throws(Failure) {
    guard reference.indices.count > count else { return }
    let index = reference.indices[count]
    throw scope.fail(
      index.range,
      count == 0
        ? "\(VisibleText.quoted(reference.member.text)) is one figure"
        : "\(VisibleText.quoted(reference.member.text)) has at most \(count) "
          + "number\(count == 1 ? "" : "s") in its brackets",
      remedy: count == 0 ? "take the brackets out" : "take it out")
  }
}

extension [Int] {
  fileprivate var sum: Int { reduce(0, +) }
}
