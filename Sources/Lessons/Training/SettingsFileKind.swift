/// Files that are no lessons, and can be checked like them.
public enum SettingsFileKind: Sendable {
  case training, trace, mask

  /// Tells by its first keys what a file is meant to be; `nil` for what is none of these.
  public init?(_ bytes: [UInt8]) {
    let beginning = String(decoding: bytes.prefix(1 << 16), as: UTF8.self)
    if beginning.first(where: { !$0.isWhitespace }) == "{" {
      guard beginning.contains("\"layers\"") || beginning.contains("\"steps\"") else { return nil }
      self = .trace
      return
    }
    let keys = Set(
      beginning.split(whereSeparator: \.isNewline).compactMap { line in
        line.firstIndex(of: ":").map { String(line[..<$0]) }
      })
    func count(_ format: FormatMapping) -> Int {
      format.keys.count { $0.name != "format_version" && keys.contains($0.name) }
    }
    let ofTraining = count(TrainingFormat.file)
    let ofMask = count(MaskFileFormat.file)
    guard max(ofTraining, ofMask) > count(LessonFormat.lesson) else { return nil }
    self = ofMask > ofTraining ? .mask : .training
  }
}
