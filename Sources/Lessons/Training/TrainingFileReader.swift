public import Regularization

/// A training file that was read, and the places of its settings.
public struct TrainingFile: Sendable {
  public var spec: TrainingSpec
  let source: SourceText
  let nodes: [String: SourceNode]

  /// A problem of the spec, or of what became of it, as an issue of the file; `nil` where the file
  /// says nothing about the setting.
  public func issue(for problem: SpecProblem) -> LessonIssue? {
    SettingPlaces.nearest(to: problem.field, in: nodes).map { node in
      source.issue(
        ScalarMap.extent(of: node, in: source), problem.message, remedy: problem.remedy)
    }
  }
}

/// What came of reading a training file.
public struct TrainingFileReading: Sendable {
  /// `nil` where there are issues.
  public var file: TrainingFile?
  public var issues: [LessonIssue]
}

/// Reads and checks a training file.
public struct TrainingFileReader {
  /// As messages name it.
  private let file: String

  public init(file: String) {
    self.file = file
  }

  public func read(_ bytes: [UInt8]) -> TrainingFileReading {
    let document = SourceDocument.read(bytes, file: file, kind: .training)
    guard let root = document.root else { return failed(document.issues) }
    let log = document.log
    guard case .mapping = root.content else {
      log.report(
        root, "a training file is keys with values, not \(root.kind)",
        remedy: "begin with “format_version: 1”")
      return failed(log.sorted)
    }
    if let issue = FormatVersion.foreignVersion(of: root, what: "training file", log) {
      return failed([issue])
    }
    guard let fields = Fields(root, TrainingFormat.file, log, lost: document.lostSections) else {
      return failed(log.sorted)
    }
    FormatVersion.check(fields)
    let places = SettingPlaces()
    let settings = SettingsReader(fields, places: places, mapping: TrainingFormat.mapping)
    let spec = TrainingSettings(settings).spec()
    let isWhole = log.count == 0
    let read = TrainingFile(spec: spec, source: log.source, nodes: places.nodes)
    let lacksLayers = !isWhole && spec.network.hiddenUnits.isEmpty && fields.key("network") != nil
    for problem in spec.problems() {
      // What could not be read stands as its default, which must not be blamed for anything.
      if !isWhole, places.nodes[problem.field] == nil { continue }
      if lacksLayers, ["network.dropout", "penalty.layers"].contains(problem.field) { continue }
      if let issue = read.issue(for: problem) { log.report(issue) }
    }
    guard log.count == 0 else { return failed(log.sorted) }
    return TrainingFileReading(file: read, issues: [])
  }

  private func failed(_ issues: [LessonIssue]) -> TrainingFileReading {
    TrainingFileReading(file: nil, issues: issues)
  }
}

/// The tree of a file of settings, with what was found on the way to it.
struct SourceDocument {
  var root: SourceNode?
  var log: IssueLog
  /// The top-level keys that could not be parsed.
  var lostSections: Set<String> = []

  var issues: [LessonIssue] { log.sorted }

  static func read(_ bytes: [UInt8], file: String, kind: DocumentKind) -> SourceDocument {
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
    let root = composer.compose()
    return SourceDocument(root: root, log: log, lostSections: composer.lostSections)
  }
}
