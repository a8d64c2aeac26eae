import Regularization

/// Reads the panel of a mask step.
struct MaskStepReader {
  let log: IssueLog
  let scope: FigureScope
  let figures: FigureReader

  /// `nil` where the network is missing.
  func step(_ fields: Fields) -> MaskStep? {
    let mask = network(fields)
    let views = (fields.texts("views") ?? []).compactMap { text, node in
      MaskView(rawValue: text).map { ($0, node) }
    }
    let dials = (fields.texts("dials") ?? []).compactMap { text, node in
      MaskDial(rawValue: text).map { ($0, node) }
    }
    let iteration = fields.whole("iteration")
    let masks = fields.whole("masks")
    let layer = fields.whole("layer")
    let notes = NotesReader(log: log, figures: figures).notes(
      fields, LessonFormat.maskNote, key: "iteration", last: mask?.replay.iterations,
      of: "the masked network")
    guard let mask else { return nil }
    var step = MaskStep(plan: mask.plan, dials: dials.map(\.0), notes: notes)
    if fields.key("views") != nil { step.views = views.map(\.0) }
    if let iteration { step.iteration = iteration }
    if let masks { step.masks = masks }
    step.layer = layer ?? mask.spec.droppingLayers.first ?? 0
    let last = mask.replay.iterations
    if step.iteration > last {
      log.report(
        fields.node("iteration"),
        "there is no iteration \(step.iteration): the masked network has \(last)",
        remedy: "name one from 1 to \(last)")
    }
    let layers = mask.spec.network.layers.count
    guard step.layer < layers else {
      log.report(
        fields.node("layer"), "there is no layer \(step.layer) that could be dropped",
        remedy: layers == 1
          ? "write 0: the inputs" : "name one from 0, the inputs, to \(layers - 1)")
      return nil
    }
    reportUseless(fields, step)
    let traits = MaskTraits(step)
    for (view, node) in views {
      guard let why = traits.reasonAgainst(view) else { continue }
      log.report(
        node, "the view “\(view.rawValue)” shows nothing: \(why.reason)", remedy: why.remedy)
    }
    for (dial, node) in dials {
      guard let why = traits.reasonAgainst(dial) else { continue }
      log.report(
        node, "the dial “\(dial.rawValue)” turns nothing: \(why.reason)", remedy: why.remedy)
    }
    return step.views.isEmpty ? nil : step
  }

  private func network(_ fields: Fields) -> LessonMask? {
    guard let id = fields.text("mask") else { return nil }
    scope.use(id)
    if let mask = scope.masks[id] { return mask }
    if scope.faulty.contains(id) || scope.isIncomplete {
      log.block(by: id)
      return nil
    }
    let owner = scope.owner(of: id)
    log.report(
      fields.node("mask"),
      owner.map { "“\(id)” is a \($0)" } ?? "there is no masked network \(VisibleText.quoted(id))",
      remedy: owner == nil
        ? Suggestion.remedy(for: id, among: scope.maskIDs, of: "masked network")
        : "name one of the networks under “masks”")
    return nil
  }

  private func reportUseless(_ fields: Fields, _ step: MaskStep) {
    for (key, views) in [("masks", MaskTraits.drawing), ("layer", MaskTraits.ofOneLayer)] {
      guard let node = fields.key(key), !step.views.contains(where: views.contains) else {
        continue
      }
      log.report(
        node,
        "“\(key)” has no effect without the view "
          + Suggestion.list(views.map(\.rawValue), conjunction: "or"),
        remedy: "take it out, or add the view")
    }
  }
}

/// What a network with dropout has, as far as views and dials need it.
struct MaskTraits {
  private let step: MaskStep

  typealias Reason = (reason: String, remedy: String)

  /// The views that draw masks, and those that drop one layer alone.
  static let drawing: [MaskView] = [.conventions, .expectation, .modes]
  static let ofOneLayer: [MaskView] = [.conventions, .expectation]

  init(_ step: MaskStep) { self.step = step }

  private var spec: MaskSpec { step.plan.spec }

  /// Why there is nothing to drop.
  private var nothingDropped: Reason? {
    spec.droppingLayers.isEmpty
      ? ("nothing is dropped", "give the network “dropout” or “input_dropout”, or take it out")
      : nil
  }

  func reasonAgainst(_ view: MaskView) -> Reason? {
    switch view {
    case .network: return nil
    case .company, .modes: return nothingDropped
    case .conventions, .expectation:
      if let nothingDropped { return nothingDropped }
      guard spec.dropProbability(ofLayer: step.layer) > 0 else {
        let layers = spec.droppingLayers.map { "“layer: \($0)”" }.joined(separator: " or ")
        return ("of layer \(step.layer) nothing is dropped", "write \(layers)")
      }
      guard view == .expectation, let exact = step.plan.exact else { return nil }
      do throws(SpecProblem) {
        try MaskExpectation.check(exact, layer: step.layer)
        return nil
      } catch {
        return (error.message, error.remedy)
      }
    }
  }

  func reasonAgainst(_ dial: MaskDial) -> Reason? {
    switch dial {
    case .dropProbability, .convention: return nothingDropped
    case .seed: return spec.order == .shuffled ? nil : nothingDropped
    case .masks:
      guard !step.views.contains(where: MaskTraits.drawing.contains) else { return nil }
      return (
        "no view of this step draws masks",
        "take it out, or add the view "
          + Suggestion.list(MaskTraits.drawing.map(\.rawValue), conjunction: "or")
      )
    }
  }
}
