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
    let inheritance = Inheritance(
      log: log, what: "replay", keys: drafts.mapValues(\.key),
      bases: drafts.compactMapValues(\.base))
    for key in result.keys {
      let collected = log.collecting { settings(of: key.id, in: drafts, inheritance) }
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
    of id: String, in drafts: [String: Draft], _ inheritance: Inheritance
  ) -> ReplaySettings? {
    guard let draft = drafts[id] else { return nil }
    if let base = draft.base { scope.use(base.id) }
    guard let line = inheritance.line(from: id) else { return nil }
    var settings = draft.settings
    for id in line.dropFirst() {
      guard let base = drafts[id], !base.isFaulty else { return nil }
      settings = settings.over(base.settings)
    }
    return settings
  }
}
