import Regularization

/// Reads a lesson's masked networks, each as a mask file is read, and goes through them.
struct MasksReader {
  let log: IssueLog
  let scope: FigureScope

  func read(_ node: SourceNode) -> InheritedSections.Result<LessonMask> {
    let sections = InheritedSections(
      log: log, scope: scope, section: "masks", what: "masked network",
      format: LessonFormat.maskedNetwork)
    let result = sections.read(node, register: { scope.maskIDs.append($0) }, mask)
    scope.masks = result.values
    return result
  }

  /// - Parameter description: with all settings that it inherits.
  private func mask(
    _ id: String, _ key: SourceNode, _ description: SourceNode
  ) -> LessonMask? {
    let found = log.count
    guard let fields = Fields(description, LessonFormat.maskedNetwork, log) else { return nil }
    _ = fields.text("same_as")
    let places = SettingPlaces()
    let settings = SettingsReader(fields, places: places, mapping: MaskFileFormat.mapping)
    guard let plan = MaskSettings(settings).plan(), log.count == found else { return nil }
    let file = SpecFile(spec: plan, source: log.source, nodes: places.nodes)
    for issue in MaskFileReader.issues(of: file) { log.report(issue) }
    guard log.count == found else { return nil }
    let name = "the masked network \(VisibleText.quoted(id))"
    guard LessonMask.work(of: plan.spec) <= LessonMask.workLimit else {
      log.report(
        key, "\(name) takes too long for a lesson",
        remedy: "fewer iterations, fewer samples in an update, or a smaller network")
      return nil
    }
    let mask = LessonMask(plan)
    if let divergence = mask.replay.divergence {
      log.report(
        key, "\(name) diverges: \(divergence)",
        remedy: "lower its learning rate, or give it fewer iterations")
      return nil
    }
    return mask
  }
}
