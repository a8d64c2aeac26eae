public import Regularization

/// Reads and checks a mask file.
public struct MaskFileReader {
  /// As messages name it.
  private let file: String

  public init(file: String) {
    self.file = file
  }

  public func read(_ bytes: [UInt8]) -> SpecFileReading<MaskPlan> {
    let document = SourceDocument.read(bytes, file: file, kind: .mask, format: MaskFileFormat.file)
    let log = document.log
    guard let fields = document.fields else {
      return SpecFileReading(file: nil, issues: log.sorted)
    }
    let places = SettingPlaces()
    let settings = SettingsReader(fields, places: places, mapping: MaskFileFormat.mapping)
    guard let plan = MaskSettings(settings).plan(), log.count == 0 else {
      return SpecFileReading(file: nil, issues: log.sorted)
    }
    let read = SpecFile(spec: plan, source: log.source, nodes: places.nodes)
    for issue in MaskFileReader.issues(of: read) { log.report(issue) }
    return SpecFileReading(file: log.count == 0 ? read : nil, issues: log.sorted)
  }

  /// What the plan's numbers have against them. A number that holds for several layers is told once.
  static func issues(of file: SpecFile<MaskPlan>) -> [LessonIssue] {
    var told: Set<String> = []
    return file.spec.spec.problems().compactMap { problem in
      file.issue(for: problem).flatMap { told.insert($0.description).inserted ? $0 : nil }
    }
  }
}
