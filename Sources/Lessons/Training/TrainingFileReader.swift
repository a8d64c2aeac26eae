public import Regularization

/// Reads and checks a training file.
public struct TrainingFileReader {
  /// As messages name it.
  private let file: String

  public init(file: String) {
    self.file = file
  }

  public func read(_ bytes: [UInt8]) -> SpecFileReading<TrainingSpec> {
    let document = SourceDocument.read(
      bytes, file: file, kind: .training, format: TrainingFormat.file)
    let log = document.log
    guard let fields = document.fields else {
      return SpecFileReading(file: nil, issues: log.sorted)
    }
    let places = SettingPlaces()
    let settings = SettingsReader(fields, places: places, mapping: TrainingFormat.mapping)
    let spec = TrainingSettings(settings).checkedSpec(hasFaults: log.count > 0)
    let read = SpecFile(spec: spec, source: log.source, nodes: places.nodes)
    return SpecFileReading(file: log.count == 0 ? read : nil, issues: log.sorted)
  }
}
