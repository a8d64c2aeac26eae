public import Regularization

/// Reads and checks a trace file, which is JSON.
public struct TraceFileReader {
  /// As messages name it.
  private let file: String

  public init(file: String) {
    self.file = file
  }

  public func read(_ bytes: [UInt8]) -> SpecFileReading<TraceSpec> {
    let document = SourceDocument.read(bytes, file: file, kind: .trace, format: TraceFormat.file)
    let log = document.log
    guard let fields = document.fields else {
      return SpecFileReading(file: nil, issues: log.sorted)
    }
    let places = SettingPlaces()
    let settings = SettingsReader(fields, places: places, mapping: TraceFormat.mapping)
    guard let spec = TraceSettings(settings).spec(), log.count == 0 else {
      return SpecFileReading(file: nil, issues: log.sorted)
    }
    let read = SpecFile(spec: spec, source: log.source, nodes: places.nodes)
    for problem in spec.problems() {
      if let issue = read.issue(for: problem) { log.report(issue) }
    }
    return SpecFileReading(file: log.count == 0 ? read : nil, issues: log.sorted)
  }
}
