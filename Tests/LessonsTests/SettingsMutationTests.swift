import Foundation
import Lessons
import Regularization
import TestSupport
import Testing

/// Training and trace files that somebody damaged: no mutation ends the program, and what is
/// accepted is sound.
@Suite("A damaged file of settings")
struct SettingsMutationTests {
  /// Deletes, doubles and exchanges pieces, and puts in what files like these are made of.
  private static func mutated(
    _ bytes: [UInt8], using generator: inout SeededGenerator
  ) -> [UInt8] {
    let pieces = [
      "-1", "1e999", "nan", "0", "[", "]", "{", "}", ":", ", ", "\n", "  ", "\"", "'", "&a", "*a",
      "!!", "#", "null", "true", "99999999999999999999", "\u{1B}[2J", "\t", "- ", "θ", "|",
    ]
    var result = bytes
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      guard !result.isEmpty else { break }
      let start = Int.random(in: 0..<result.count, using: &generator)
      let end = min(result.count, start + Int.random(in: 0...12, using: &generator))
      switch Int.random(in: 0...3, using: &generator) {
      case 0: result.removeSubrange(start..<end)
      case 1: result.insert(contentsOf: Array(result[start..<end]), at: start)
      case 2:
        let piece = pieces[Int.random(in: 0..<pieces.count, using: &generator)]
        result.replaceSubrange(start..<end, with: Array(piece.utf8))
      default: result[start] = UInt8.random(in: 0...255, using: &generator)
      }
    }
    return result
  }

  private static func example(_ name: String, _ kind: String) throws -> [UInt8] {
    let text = try String(
      contentsOf: repositoryRoot.appending(path: "docs/\(name)"), encoding: .utf8)
    let blocks = text.components(separatedBy: "```\(kind)\n").dropFirst()
    let longest = blocks.map { $0.components(separatedBy: "```\n")[0] }.max { $0.count < $1.count }
    return Array(try #require(longest).utf8)
  }

  @Test("is a sound spec or has issues, and its control characters are never shown")
  func training() throws {
    let bytes = try SettingsMutationTests.example("training.md", "yaml")
    var generator = SeededGenerator(seed: 11)
    var accepted = 0
    for _ in 0..<400 {
      let mutated = SettingsMutationTests.mutated(bytes, using: &generator)
      let reading = TrainingFileReader(file: "run.yaml").read(mutated)
      #expect((reading.file == nil) == !reading.issues.isEmpty)
      if let spec = reading.file?.spec {
        accepted += 1
        #expect(spec.problems() == [])
        #expect(TrainingFileReader(file: "again").read(Array(spec.fileText.utf8)).issues == [])
      }
      #expect(reading.issues.allSatisfy { !$0.description.contains("\u{1B}") })
    }
    #expect(accepted > 10)
  }

  @Test("is a sound trace or has issues")
  func trace() throws {
    let bytes = try SettingsMutationTests.example("trace.md", "json")
    var generator = SeededGenerator(seed: 12)
    var accepted = 0
    for _ in 0..<400 {
      let mutated = SettingsMutationTests.mutated(bytes, using: &generator)
      let reading = TraceFileReader(file: "trace.json").read(mutated)
      #expect((reading.file == nil) == !reading.issues.isEmpty)
      if let spec = reading.file?.spec {
        accepted += 1
        #expect(spec.problems() == [])
        // Whatever is accepted can be run: no index or shape is left to fail on.
        _ = try? Tracer.run(spec)
      }
    }
    #expect(accepted > 3)
  }
}
