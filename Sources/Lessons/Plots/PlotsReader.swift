import Regularization

/// Reads a lesson's plots.
struct PlotsReader {
  let log: IssueLog
  let scope: FigureScope

  func read(_ node: SourceNode) -> InheritedSections.Result<LessonPlot> {
    let sections = InheritedSections(
      log: log, scope: scope, section: "plots", what: "plot", format: LessonFormat.plot)
    let result = sections.read(node, register: { scope.plotIDs.append($0) }, plot)
    scope.plots = result.values
    return result
  }

  /// - Parameter description: with all settings that it inherits.
  private func plot(
    _ id: String, _ key: SourceNode, _ description: SourceNode
  ) -> LessonPlot? {
    guard let fields = Fields(description, LessonFormat.plot, log) else { return nil }
    let isLike = fields.text("same_as") != nil
    let title = fields.text("title")
    let kind = fields.text("shows").flatMap(PlotSpec.Kind.init(rawValue:))
    guard let kind, var spec = spec(fields, kind) else { return nil }
    let known = PlotsReader.settings(of: kind)
    for name in known.needs where fields.key(name) == nil {
      log.report(
        key, "the plot \(VisibleText.quoted(id)) lacks the key “\(name)”",
        remedy: "a plot that shows “\(kind.rawValue)” needs it")
    }
    // What another plot has use for may be inherited from it.
    for name in ["penalty", "l1_ratio", "target", "curvature", "coupling", "weight"]
    where !isLike && fields.key(name) != nil && !(known.needs + known.has).contains(name) {
      log.report(
        fields.node(name), "“\(name)” has no effect on a plot that shows “\(kind.rawValue)”",
        remedy: "take it out")
    }
    if kind == .geometry {
      reportRatio(spec, fields, isLike: isLike)
      if !spec.problem.loss.isBowl {
        log.report(
          fields.node("coupling"), "this loss has no lowest point",
          remedy: "the square of “coupling” must be less than the product of the curvatures")
        spec.coupling = .zero
      }
    }
    return title.map { LessonPlot(id: id, title: $0, spec: spec) }
  }

  /// Which settings a plot of a kind depends on.
  private static func settings(of kind: PlotSpec.Kind) -> (needs: [String], has: [String]) {
    switch kind {
    case .geometry: (["penalty", "target"], ["l1_ratio", "curvature", "coupling"])
    case .shrinkage: (["target"], [])
    case .penalty: ([], ["weight"])
    }
  }

  private func spec(_ fields: Fields, _ kind: PlotSpec.Kind) -> PlotSpec? {
    func decimal(_ name: String, _ range: DecimalRange) -> ExactDecimal? {
      fields.value(name).flatMap { fields.read.decimal($0, range, key: name) }
    }
    func two(_ name: String, _ range: DecimalRange) -> Pair<ExactDecimal>? {
      guard let node = fields.value(name),
        let nodes = fields.read.list(node, count: 2...2, key: name)
      else { return nil }
      let values = nodes.compactMap { fields.read.decimal($0, range, key: name) }
      return values.count == 2 ? Pair(values[0], values[1]) : nil
    }
    let penalty = fields.text("penalty").flatMap(PenaltyKind.init(rawValue:))
    let ratio = decimal("l1_ratio", .zeroToOne)
    let curvature = two("curvature", .moreThanZero)
    let coupling = decimal("coupling", .any)
    let weight = decimal("weight", .any)
    var target: Pair<ExactDecimal>?
    if let node = fields.value("target"), kind != .penalty {
      if case .list = node.content, kind == .geometry {
        target = two("target", .any)
      } else if kind == .geometry {
        log.report(
          node, "“target” has one figure", remedy: "write c of both weights: [1.5, 0.5]")
      } else if case .list = node.content {
        log.report(
          node, "“target” has more than one figure",
          remedy: "write one: a shrinkage has one weight")
      } else {
        target = decimal("target", .any).map { Pair($0, $0) }
      }
    }
    guard let strength = decimal("strength", .zeroOrMore) else { return nil }
    var spec = PlotSpec(
      kind, penalty: penalty ?? .l1, strength: strength, l1Ratio: ratio ?? .one,
      coupling: coupling ?? .zero, weight: weight ?? .one)
    if let target { spec.target = target }
    if let curvature { spec.curvature = curvature }
    return spec
  }

  private func reportRatio(_ spec: PlotSpec, _ fields: Fields, isLike: Bool) {
    let hasRatio = fields.key("l1_ratio") != nil
    if spec.penalty == .elasticNet, !hasRatio {
      log.report(
        fields.node("penalty"), "the elastic net lacks its “l1_ratio”",
        remedy: "write “l1_ratio: …”, the share of L1, 0 to 1")
    } else if spec.penalty != .elasticNet, hasRatio, !isLike {
      log.report(
        fields.node("l1_ratio"), "only the elastic net has an “l1_ratio”",
        remedy: "take it out, or write “penalty: elastic-net”")
    }
  }
}
