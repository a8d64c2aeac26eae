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
    // A number that holds for several layers is told once.
    var told: Set<String> = []
    for problem in plan.spec.problems() {
      guard let issue = read.issue(for: problem), told.insert(issue.description).inserted else {
        continue
      }
      log.report(issue)
    }
    return SpecFileReading(file: log.count == 0 ? read : nil, issues: log.sorted)
  }
}
