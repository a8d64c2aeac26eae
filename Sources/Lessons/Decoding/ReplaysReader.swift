import Regularization

/// Reads a lesson's replays: settings first, then what they share, then the runs themselves.
struct ReplaysReader {
  let log: IssueLog
  let scope: FigureScope

  /// A replay as it stands in the file.
  private struct Draft {
    var id: String
    var key: SourceNode
    var settings: ReplaySettings
    var base: (id: String, node: SourceNode)?
    var issues: [LessonIssue] = []
    var isFaulty = false
  }

  struct Result {
    var replays: [LessonReplay] = []
    /// The complete settings of every sound replay.
    var settings: [String: ReplaySettings] = [:]
    /// Why a replay is missing.
    var faults: [String: [LessonIssue]] = [:]
    /// Where each id stands.
    var keys: [(id: String, node: SourceNode)] = []
  }

  func read(_ node: SourceNode) -> Result {
    var result = Result()
    guard let entries = ValueReader(log: log).entries(node, what: "“replays”") else {
      scope.isIncomplete = true
      return result
    }
    var drafts: [String: Draft] = [:]
    for entry in entries {
      let id = entry.key.scalar ?? ""
      let collected = log.collecting { () -> Draft in
        _ = ValueReader(log: log).text(entry.key, as: .id(.figure), key: "replays")
        guard let fields = Fields(entry.value, LessonFormat.replay, log) else {
          return Draft(id: id, key: entry.key, settings: ReplaySettings(), isFaulty: true)
        }
        return Draft(
          id: id, key: entry.key, settings: ReplaySettings(fields),
          base: fields.text("same_as").map { ($0, fields.node("same_as")) })
      }
      var draft = collected.value
      draft.isFaulty = draft.isFaulty || collected.failed
      draft.issues = collected.issues
      drafts[id] = draft
      result.keys.append((id, entry.key))
      scope.replayIDs.append(id)
    }
    for key in result.keys {
      let collected = log.collecting { settings(of: key.id, in: drafts, path: []) }
      guard let draft = drafts[key.id] else { continue }
      var replay: (settings: ReplaySettings, spec: ReplaySpec)?
      var issues = draft.issues + collected.issues
      if let settings = collected.value {
        let built = log.collecting { () -> ReplaySpec? in
          ReplaySpecBuilder(
            log: log, name: "the replay \(VisibleText.quoted(key.id))", node: key.node,
            own: draft.settings, all: settings
          ).spec()
        }
        issues += built.issues
        if let spec = built.value, !draft.isFaulty { replay = (settings, spec) }
      }
      guard let replay, let title = replay.settings.title, let run = try? Replay(replay.spec) else {
        scope.faulty.insert(key.id)
        result.faults[key.id] = issues
        continue
      }
      result.replays.append(LessonReplay(id: key.id, title: title, spec: replay.spec))
      result.settings[key.id] = replay.settings
      scope.replays[key.id] = run
    }
    return result
  }

  /// A replay's settings with those that it shares; `nil` where they cannot be known.
  private func settings(
    of id: String, in drafts: [String: Draft], path: [String]
  ) -> ReplaySettings? {
    guard let draft = drafts[id], path.isEmpty || !draft.isFaulty else { return nil }
    guard let base = draft.base else { return draft.settings }
    scope.use(base.id)
    let path = path + [id]
    guard drafts[base.id] != nil else {
      // Reported once, for the replay that names it.
      if path.count == 1 {
        log.report(
          base.node, "there is no replay \(VisibleText.quoted(base.id))",
          remedy: Suggestion.remedy(
            for: base.id, among: drafts.keys.filter { $0 != id }.sorted(), of: "other replay"))
      }
      return nil
    }
    if path.contains(base.id) {
      // Reported once, for the first replay of the circle.
      let lines = path.compactMap { drafts[$0]?.key.line }
      if path.first == base.id, lines.min() == lines.first {
        log.report(
          base.node,
          "“same_as” goes in a circle: "
            + (path + [base.id]).map { VisibleText.quoted($0) }.joined(separator: " → "),
          remedy: "give the settings of one of them")
      }
      return nil
    }
    return settings(of: base.id, in: drafts, path: path).map { draft.settings.over($0) }
  }
}
