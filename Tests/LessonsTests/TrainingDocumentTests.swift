import Foundation
import Lessons
import Regularization
import TestSupport
import Testing

@Suite("The description of training and trace files")
struct TrainingDocumentTests {
  private static func text(_ name: String) throws -> String {
    try String(contentsOf: repositoryRoot.appending(path: "docs/\(name)"), encoding: .utf8)
  }

  private static func blocks(_ kind: String, in text: String) -> [String] {
    text.components(separatedBy: "```\(kind)\n").dropFirst().map {
      $0.components(separatedBy: "```\n")[0]
    }
  }

  @Test("has training files as examples that are sound")
  func trainingExamples() throws {
    let examples = TrainingDocumentTests.blocks(
      "yaml", in: try TrainingDocumentTests.text("training.md"))
    #expect(examples.count >= 4)
    for example in examples {
      let reading = TrainingFileReader(file: "run.yaml").read(Array(example.utf8))
      #expect(reading.issues.map(\.description) == [])
      #expect(SettingsFileKind(Array(example.utf8)) == .training)
    }
  }

  @Test("has a trace file as an example that is sound")
  func traceExamples() throws {
    let examples = TrainingDocumentTests.blocks(
      "json", in: try TrainingDocumentTests.text("trace.md"))
    #expect(examples.count == 1)
    for example in examples {
      let reading = TraceFileReader(file: "trace.json").read(Array(example.utf8))
      #expect(reading.issues.map(\.description) == [])
      #expect(SettingsFileKind(Array(example.utf8)) == .trace)
    }
  }

  static let formats = [
    ("training.md", TrainingFormat.mappings), ("trace.md", TraceFormat.mappings),
  ]

  @Test("names every key", arguments: formats)
  func keys(_ name: String, _ mappings: [FormatMapping]) throws {
    let text = try TrainingDocumentTests.text(name)
    for key in mappings.flatMap(\.keys) {
      let isNamed = ["`\(key.name)`", "\(key.name): ", "\"\(key.name)\": ", "\(key.name):\n"]
        .contains { text.contains($0) }
      #expect(isNamed, "\(key.name) is missing")
    }
  }

  @Test("of training files names every word that may be chosen")
  func choices() throws {
    let text = try TrainingDocumentTests.text("training.md")
    for key in TrainingFormat.mappings.flatMap(\.keys) {
      guard case .choice(let words) = key.type else { continue }
      for word in words { #expect(text.contains(word), "\(key.name): \(word) is missing") }
    }
    for set in GeneratedData.allCases.map(\.rawValue) + ShippedSet.all.map(\.name) {
      #expect(text.contains("`\(set)`"), "\(set) is missing")
    }
  }

  @Test("is of files that are told from lessons")
  func kinds() throws {
    let lessons = repositoryRoot.appending(path: "lessons")
    for name in ["l1-by-iteration.yaml", "course.yaml"] {
      let bytes = Array(try Data(contentsOf: lessons.appending(path: name)))
      #expect(SettingsFileKind(bytes) == nil, "\(name)")
    }
  }
}

@Suite("The bounds of the schema")
struct SchemaBoundTests {
  /// A number that is just outside of a range, on either side.
  private static func outside(_ range: NumberRange) -> [Double] {
    let low = range.lower.map { range.includesLower ? $0 - 0.5 : $0 }
    let high = range.upper.map { range.includesUpper ? $0 + 0.5 : $0 }
    return [low, high].compactMap { $0 }
  }

  @Test("are those that the reader holds")
  func bounds() {
    var count = 0
    let sections: [(key: String, mapping: String, rest: String)] = [
      ("data", "data section", "set: xor, "), ("network", "network section", "hidden: [4], "),
      ("penalty", "penalty section", ""), ("clip", "clip section", ""),
      ("stop", "stop section", ""), ("optimizer", "optimizer section", "kind: KIND, "),
    ]
    let kinds = [
      "momentum": "momentum", "smoothing": "rmsprop", "beta1": "adam", "beta2": "adam",
      "epsilon": "adam",
    ]
    for section in sections {
      let mapping = TrainingFormat.mappings.first { $0.name == section.mapping }
      for key in mapping?.keys ?? [] {
        var values: [String] = []
        switch key.type {
        case .number(let range): values = SchemaBoundTests.outside(range).map { "\($0)" }
        case .whole(let range):
          values = ["\(range.lowerBound - 1)"]
          if range.upperBound < .max { values.append("\(range.upperBound + 1)") }
        default: continue
        }
        for value in values where key.name != "l1_ratio" && key.name != "strength" {
          let rest = section.rest.replacingOccurrences(of: "KIND", with: kinds[key.name] ?? "sgd")
          let text =
            "format_version: 1\n\(section.key == "data" ? "" : "data: {set: xor}\n")"
            + "\(section.key): {\(rest)\(key.name): \(value)}\n"
          #expect(TrainingFileTests.read(text).file == nil, "\(text)")
          count += 1
        }
      }
    }
    #expect(count > 25)
  }
}
