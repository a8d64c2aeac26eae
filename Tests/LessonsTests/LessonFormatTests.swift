import Foundation
import Lessons
import TestSupport
import Testing

@Suite("The lesson format")
struct LessonFormatTests {
  @Test("has its schemas in the lessons' folder", arguments: FormatSchema.allCases)
  func schemas(_ schema: FormatSchema) throws {
    let file = repositoryRoot.appending(path: "lessons/\(schema.rawValue).schema.json")
    if ProcessInfo.processInfo.environment["REGTUTOR_RECORD"] == "all" {
      try schema.text.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("recorded \(file.lastPathComponent)")
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == schema.text)
  }

  @Test("has schemas that are JSON and name every key", arguments: FormatSchema.allCases)
  func schemaKeys(_ schema: FormatSchema) throws {
    let object = try JSONSerialization.jsonObject(with: Data(schema.text.utf8))
    var names: Set<String> = []
    var references: Set<String> = []
    func walk(_ value: Any) {
      if let object = value as? [String: Any] {
        if let properties = object["properties"] as? [String: Any] {
          names.formUnion(properties.keys)
        }
        if let reference = object["$ref"] as? String { references.insert(reference) }
        object.values.forEach(walk)
      } else if let list = value as? [Any] {
        list.forEach(walk)
      }
    }
    walk(object)
    let mappings =
      switch schema {
      case .lesson:
        LessonFormat.mappings.filter { $0.name != "course" }
          + TrainingFormat.mappings.filter {
            !["training file", "data section", "stop section"].contains($0.name)
          }
      case .course: [schema.root]
      case .glossary: GlossaryFormat.mappings
      case .training: TrainingFormat.mappings
      case .trace: TraceFormat.mappings
      case .mask: MaskFileFormat.mappings
      }
    #expect(names == Set(mappings.flatMap(\.keys).map(\.name)))
    let definitions = (object as? [String: Any])?["definitions"] as? [String: Any] ?? [:]
    #expect(Set(definitions.keys.map { "#/definitions/" + $0 }) == references)
  }

  @Test("is described key by key in the README")
  func readme() throws {
    let text = try Readme.text()
    let written = Set(
      text.matches(of: /([a-z_0-9]+):(?= |\n)/).map { String($0.1) })
    // What a training shares with a training file is described in docs/training.md, what a masked
    // network shares with a mask file in docs/mask.md.
    let shared = (TrainingFormat.mappings + MaskFileFormat.mappings).flatMap(\.keys)
    let keys = LessonFormat.mappings.flatMap(\.keys).filter { !shared.contains($0) }
    for key in keys {
      // The figures of an update are named in prose as well.
      #expect(
        written.contains(key.name) || text.contains("`\(key.name)`"), "\(key.name) is missing")
    }
    let choices = keys.flatMap { key -> [String] in
      switch key.type {
      case .choice(let words), .list(.choice(let words), _): words
      default: []
      }
    }
    for word in choices { #expect(text.contains(word), "\(word) is missing") }
  }

  @Test("says of every key what it means, and names no key twice")
  func keys() {
    for mapping in LessonFormat.mappings + TrainingFormat.mappings + TraceFormat.mappings
      + MaskFileFormat.mappings
    {
      #expect(!mapping.summary.isEmpty)
      #expect(Set(mapping.keys.map(\.name)).count == mapping.keys.count, "\(mapping.name)")
      for key in mapping.keys { #expect(key.summary.count > 3, "\(mapping.name).\(key.name)") }
    }
  }
}
