import Foundation

/// The files of this repository, as the tests of its architecture read them.
enum Repository {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  struct SourceFile: Sendable {
    /// From the root on: `Sources/Tutor/TutorState.swift`.
    var path: String
    var text: String
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// Every Swift file under Sources and Tests, in the order of their paths.
  static func swiftFiles() throws -> [SourceFile] {
    try ["Sources", "Tests"].flatMap { folder in
      try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)
        .filter { $0.hasSuffix(".swift") }
        .sorted()
        .map { SourceFile(path: "\(folder)/\($0)", text: try text("\(folder)/\($0)")) }
    }
  }
}
