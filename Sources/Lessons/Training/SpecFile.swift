public import Regularization

/// A file of settings that was read, and where each of them stands.
public struct SpecFile<Spec: Sendable>: Sendable {
  public var spec: Spec
  let source: SourceText
  let nodes: [String: SourceNode]

  /// Whether the file has a setting, by the field of a `SpecProblem`.
  public func says(_ field: String) -> Bool { nodes[field] != nil }

  /// A problem of the spec, or of what became of it, as an issue of the file; `nil` where the file
  /// says nothing about the setting.
  public func issue(for problem: SpecProblem) -> LessonIssue? {
    SettingPlaces.nearest(to: problem.field, in: nodes).map { node in
      source.issue(
        ScalarMap.extent(of: node, in: source), problem.message, remedy: problem.remedy)
    }
  }
}

/// What came of reading a file of settings.
public struct SpecFileReading<Spec: Sendable>: Sendable {
  /// `nil` where there are issues.
  public var file: SpecFile<Spec>?
  public var issues: [LessonIssue]
}

/// The tree of a file of settings, with what was found on the way to it.
struct SourceDocument {
  var log: IssueLog
  /// `nil` where nothing more can be said about the file.
  var fields: Fields?

  /// - Parameter what: as messages call it, “training file”.
  static func read(
    _ bytes: [UInt8], file: String, kind: DocumentKind, format: FormatMapping
  ) -> SourceDocument {
    let raw: SourceText
    switch FileBytes.text(of: bytes, file: file, kind: kind) {
    case .failure(let issue):
      let empty = SourceText(file: file, kind: kind, text: "")
      return SourceDocument(log: IssueLog(empty, issues: [issue]))
    case .success(let text): raw = text
    }
    var characterIssues: [LessonIssue] = []
    let log = IssueLog(FileBytes.cleaned(raw, issues: &characterIssues), issues: characterIssues)
    var composer = SourceComposer(log: log)
    guard let root = composer.compose() else { return SourceDocument(log: log) }
    guard case .mapping = root.content else {
      log.report(
        root, "\(kind.name) is keys with values, not \(root.kind)",
        remedy: "begin with \(kind.opening)")
      return SourceDocument(log: log)
    }
    if let issue = FormatVersion.foreignVersion(of: root, what: format.name, log) {
      return SourceDocument(log: IssueLog(log.source, issues: [issue]))
    }
    guard let fields = Fields(root, format, log, lost: composer.lostSections) else {
      return SourceDocument(log: log)
    }
    FormatVersion.check(fields)
    return SourceDocument(log: log, fields: fields)
  }
}
