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

  func read(_ node: SourceNode) -> InheritedSections.Result<LessonTraining> {
    let sections = InheritedSections(
      log: log, scope: scope, section: "trainings", what: "training", format: LessonFormat.training)
    let result = sections.read(node, register: { scope.trainingIDs.append($0) }, training)
    scope.trainings = result.values
    return result
  }

  /// - Parameter description: with all settings that it inherits.
  private func training(
    _ id: String, _ key: SourceNode, _ description: SourceNode
  ) -> LessonTraining? {
    let found = log.count
    guard let fields = Fields(description, LessonFormat.training, log) else { return nil }
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
