import Regularization

/// The figures of a plot that expressions may name: `corner.θ2`, `shrink.l1`.
extension FigureScope {
  /// *Throws*: a failure where the plot has no such figure, or has issues of its own.
  func plotValue(of reference: FigureReference) throws(Failure) -> Ratio {
    let id = reference.head.text
    use(id)
    guard !faulty.contains(id), let spec = plots[id]?.spec else { throw .blocked(by: id) }
    let member = reference.member
    if let index = reference.index {
      throw plotFailure(
        index.range, "a plot has no iterations", remedy: "take out [\(index.value)]")
    }
    let values = PlotFigures.values(of: spec)
    guard let field = reference.field else {
      if let value = values[member.text] { return value }
      throw plotFailure(
        member.range, "the plot “\(id)” has no figure \(VisibleText.quoted(member.text))",
        remedy: Suggestion.remedy(for: member.text, among: values.keys.sorted(), of: "figure"))
    }
    guard spec.kind == .geometry, let weight = PlotFigures.weights.firstIndex(of: member.text),
      field.text == "target"
    else {
      throw plotFailure(
        field.range, "\(VisibleText.quoted(field.text)) is nothing that a plot has",
        remedy: spec.kind == .geometry
          ? "write \(id).θ1.target for c₁" : "write \(id).target for c")
    }
    return Ratio(spec.target[weight])
  }

  private func plotFailure(_ range: Range<Int>, _ message: String, remedy: String) -> Failure {
    .problem(ExpressionProblem(range, message, remedy: remedy))
  }
}

/// What a plot shows, by name.
enum PlotFigures {
  /// The weights of a geometry.
  static let weights = ["θ1", "θ2"]

  static func values(of spec: PlotSpec) -> [String: Ratio] {
    var values = ["strength": Ratio(spec.strength)]
    switch spec.kind {
    case .geometry:
      let solution = spec.problem.solution
      values["θ1"] = solution.first
      values["θ2"] = solution.second
      values["loss"] = spec.problem.loss.value(at: solution)
    case .shrinkage:
      values["l1"] = Ratio(spec.thresholded)
      values["l2"] = spec.shrunk
      values["target"] = Ratio(spec.target.first)
    case .penalty:
      values["weight"] = Ratio(spec.weight)
      values["l1"] = Ratio(spec.strength * spec.weight.magnitude)
      values["l2"] = Ratio(
        spec.strength * spec.weight * spec.weight, over: ExactDecimal(2))
    }
    return values
  }
}
