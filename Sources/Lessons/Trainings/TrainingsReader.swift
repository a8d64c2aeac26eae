import Regularization

/// A training of a lesson, and where its settings stand.
struct LessonTraining {
  var run: LabRun
  /// By the fields of a `SpecProblem`.
  var places: [String: SourceNode]
  /// The training's id in the file.
  var node: SourceNode

  func place(of field: String) -> SourceNode {
    SettingPlaces.nearest(to: field, in: places) ?? node
  }
}

/// Reads a lesson's trainings; nothing is trained, and no samples are read.
struct TrainingsReader {
  let log: IssueLog
  let scope: FigureScope
  /// The lesson's file, as messages name it: its own samples lie beside it.
  let file: String

  struct Result {
    /// Why a training is missing.
    var faults: [String: [LessonIssue]] = [:]
    /// Where each id stands.
    var keys: [(id: String, node: SourceNode)] = []
  }

  func read(_ node: SourceNode) -> Result {
    var result = Result()
    guard let entries = ValueReader(log: log).entries(node, what: "“trainings”") else {
      scope.isIncomplete = true
      return result
    }
    var values: [String: SourceNode] = [:]
    var bases: [String: (id: String, node: SourceNode)] = [:]
    for entry in entries {
      let id = entry.key.scalar ?? ""
      if scope.replayIDs.contains(id) || scope.tableIDs.contains(id) {
        let what = scope.replayIDs.contains(id) ? "replay" : "printed table"
        log.report(
          entry.key, "\(VisibleText.quoted(id)) is a \(what) already",
          remedy: "expressions name both; give the training an id of its own")
        scope.isIncomplete = true
        continue
      }
      result.keys.append((id, entry.key))
      values[id] = entry.value
      scope.trainingIDs.append(id)
      if case .mapping(let pairs) = entry.value.content,
        let base = pairs.first(where: { $0.key.scalar == "same_as" })?.value, let name = base.scalar
      {
        bases[id] = (name, base)
        scope.use(name)
      }
    }
    let inheritance = Inheritance(
      log: log, what: "training",
      keys: Dictionary(entries.map { ($0.key.scalar ?? "", $0.key) }) { first, _ in first },
      bases: bases)
    for key in result.keys {
      let collected = log.collecting { () -> LessonTraining? in
        _ = ValueReader(log: log).text(key.node, as: .id(.figure), key: "trainings")
        guard let line = inheritance.line(from: key.id) else { return nil }
        return training(key.id, key.node, line.compactMap { values[$0] })
      }
      if let training = collected.value, !collected.failed {
        scope.trainings[key.id] = training
      } else {
        scope.faulty.insert(key.id)
        result.faults[key.id] = collected.issues
      }
    }
    return result
  }

  /// - Parameter line: the training's own settings, then those that they are laid over.
  private func training(_ id: String, _ key: SourceNode, _ line: [SourceNode]) -> LessonTraining? {
    guard let own = line.first else { return nil }
    let found = log.count
    guard
      let fields = Fields(
        TrainingsReader.laid(own, over: line.dropFirst()), LessonFormat.training, log)
    else { return nil }
    let title = fields.text("title")
    _ = fields.text("same_as")
    let places = SettingPlaces()
    let settings = SettingsReader(
      fields, places: places,
      mapping: { LessonFormat.mapping($0) ?? TrainingFormat.mapping($0) })
    var spec = TrainingSettings(settings).checkedSpec(hasFaults: log.count > found)
    spec.data.source = source(spec.data.source, places.nodes["data.set"] ?? key)
    let fallback = fallback(of: spec, settings.section("data"))
    guard let title else { return nil }
    return LessonTraining(
      run: LabRun(id: id, title: title, spec: spec, fallback: fallback), places: places.nodes,
      node: key)
  }

  /// Keys of the first description, and of the others those that it has not.
  private static func laid(_ own: SourceNode, over bases: ArraySlice<SourceNode>) -> SourceNode {
    guard case .mapping(var entries) = own.content else { return own }
    for base in bases {
      guard case .mapping(let inherited) = base.content else { continue }
      entries += inherited.filter { entry in
        guard let name = entry.key.scalar, name != "same_as" else { return false }
        // What is wrong with a key of the other is told there.
        return LessonFormat.training.key(name) != nil
          && !entries.contains { $0.key.scalar == name }
      }
    }
    var result = own
    result.content = .mapping(entries)
    return result
  }

  // MARK: Samples

  /// The source with a file's path from the lesson's folder.
  private func source(_ source: DataSource, _ node: SourceNode) -> DataSource {
    guard case .named(let name) = source, ShippedSet.named(name) == nil else { return source }
    let isFile = name.contains(".") || name.contains("/")
    guard isFile else {
      let known = GeneratedData.allCases.map(\.rawValue) + ShippedSet.all.map(\.name)
      log.report(
        node, "there is no data set \(VisibleText.quoted(name))",
        remedy: Suggestion.nearest(to: name, among: known)
          .map { "did you mean \(VisibleText.quoted($0))?" }
          ?? "name \(Suggestion.list(known, conjunction: "or")), or a file of the lesson’s folder "
          + "with its ending")
      return source
    }
    guard TrainingsReader.isInside(name) else {
      log.report(
        node, "\(VisibleText.quoted(name)) may not be read by a lesson",
        remedy: "put the file into the lesson’s folder and write its name: letters, digits and "
          + "“. - _ /”, no “..”")
      return source
    }
    return .named(file.lastIndex(of: "/").map { file[...$0] + name } ?? name)
  }

  /// Whether a path can lead nowhere but into the folder that it begins in.
  static func isInside(_ path: String) -> Bool {
    path.utf8.count <= 200
      && path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
        !part.isEmpty && part.first != "." && part.first != "-"
          && part.utf8.allSatisfy {
            UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 | 0x20
              || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || "._-".utf8.contains($0)
          }
      }
  }

  private func fallback(of spec: TrainingSpec, _ section: SettingsReader?) -> DataSource? {
    guard let section else { return nil }
    let other = section.text("else")
    guard case .named(let name) = spec.data.source, let set = ShippedSet.named(name),
      !set.isShipped
    else {
      if other != nil {
        log.report(
          section.fields.node("else"), "“else” has no effect: this set is always there",
          remedy: "take it out: it is for \(Suggestion.list(installed, conjunction: "or"))")
      }
      return nil
    }
    if other == nil, !section.has("else") {
      log.report(
        section.fields.node("set"), "\(VisibleText.quoted(name)) is not on every machine",
        remedy: "write “else: fashion-small” after it, or another set that comes with the program")
    }
    return other.map(DataSource.named)
  }

  private var installed: [String] { ShippedSet.all.filter { !$0.isShipped }.map(\.name) }
}
