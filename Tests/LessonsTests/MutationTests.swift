import Foundation
import Lessons
import TestSupport
import Testing

@Suite("A lesson that somebody edits")
struct MutationTests {
  static let names = [
    "step-without-penalty", "l1-by-iteration", "l2-by-iteration", "why-zero", "overfitting",
    "l1-on-a-network", "l2-on-a-network", "article-network", "how-dropout-works",
    "why-dropout-works",
  ]

  static func lines(_ name: String) throws -> [String] {
    let bytes = try #require(try CourseTexts.repository().texts[name + ".yaml"])
    return String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  static func reading(_ name: String, _ bytes: [UInt8]) -> LessonReading {
    var files = CourseTexts()
    files.texts[name + ".yaml"] = bytes
    return CourseReader(files: files).readLesson(name)
  }

  static func reading(_ name: String, _ lines: [String]) -> LessonReading {
    reading(name, Array(lines.joined(separator: "\n").utf8))
  }

  @Test("has no printed digit that can change unnoticed", arguments: names)
  func printedDigits(_ name: String) throws {
    var random = SeededGenerator(seed: 47)
    let lines = try MutationTests.lines(name)
    for index in lines.indices where lines[index].contains("- {iteration: ") {
      // A figure's digits, not those of the iteration or of the weight's name.
      guard
        let figures = lines[index].range(
          of: #"(step|after|before|penalty): .*$"#, options: .regularExpression)
      else { continue }
      let digits = lines[index].indices.filter { figures.contains($0) && lines[index][$0].isNumber }
      let digit = try #require(digits.randomElement(using: &random))
      let old = try #require(lines[index][digit].wholeNumberValue)
      var edited = lines
      edited[index].replaceSubrange(
        digit...digit, with: String((old + Int.random(in: 1...9, using: &random)) % 10))
      #expect(
        !MutationTests.reading(name, edited).issues.isEmpty, "\(lines[index]) -> \(edited[index])")
    }
  }

  @Test("has no key that can be misspelled unnoticed", arguments: names)
  func keys(_ name: String) throws {
    var random = SeededGenerator(seed: 11)
    let lines = try MutationTests.lines(name)
    let keys = Set(LessonFormat.mappings.flatMap(\.keys).map(\.name))
    let prose = MutationTests.prose(in: lines)
    for index in lines.indices where index % 3 == Int(random.next() % 3) {
      guard let match = lines[index].firstMatch(of: /^ *(?:- )?\{?([a-z_0-9]+):(?: |$)/) else {
        continue
      }
      let key = String(match.1)
      // A line of prose or of code may look like a key.
      guard keys.contains(key), !prose.contains(index) else { continue }
      let letter = try #require(key.indices.randomElement(using: &random))
      var wrong = key
      wrong.replaceSubrange(letter...letter, with: key[letter] == "q" ? "x" : "q")
      var edited = lines
      edited[index].replaceSubrange(match.1.startIndex..<match.1.endIndex, with: wrong)
      #expect(
        !MutationTests.reading(name, edited).issues.isEmpty, "\(lines[index]) -> \(edited[index])")
    }
  }

  /// The lines of literal blocks.
  private static func prose(in lines: [String]) -> Set<Int> {
    func indent(_ line: String) -> Int { line.prefix { $0 == " " }.count }
    var prose: Set<Int> = []
    var block: Int?
    for (index, line) in lines.enumerated() where !line.isEmpty {
      if let outer = block, indent(line) > outer {
        prose.insert(index)
      } else {
        block = line.hasSuffix("|") || line.hasSuffix("|-") ? indent(line) : nil
      }
    }
    return prose
  }

  @Test("is told the place of every figure that it breaks", arguments: names)
  func figures(_ name: String) throws {
    let lines = try MutationTests.lines(name)
    let places = lines.indices.flatMap { index in
      lines[index].ranges(of: "{{").map { (index, $0.upperBound) }
    }
    for (index, place) in places.enumerated().filter({ $0.offset % 16 == 3 }).map(\.element) {
      var edited = lines
      edited[index].insert("@", at: place)
      let issues = MutationTests.reading(name, edited).issues
      let column = lines[index].distance(from: lines[index].startIndex, to: place) + 1
      #expect(
        issues.contains {
          $0.line == index + 1 && $0.column == column && $0.message.hasPrefix("“@”")
        }, "\(edited[index])")
    }
  }

  /// A step without what it knows of its neighbours: a table tells the titles of the steps that it leads to,
  /// and a question that is drawn anew keeps the file's text to be read again.
  private static func alone(_ step: Step) -> Step {
    var step = step
    switch step.kind {
    case .table(var table):
      for row in table.rows.indices {
        for cell in table.rows[row].cells.indices { table.rows[row].cells[cell].link = nil }
      }
      step.kind = .table(table)
    case .question(var question):
      question.draw = nil
      step.kind = .question(question)
    default: break
    }
    return step
  }

  @Test("keeps its other steps when one of them breaks", arguments: names)
  func isolation(_ name: String) throws {
    let lines = try MutationTests.lines(name)
    let sound = MutationTests.reading(name, lines).lesson
    let titles = lines.indices.filter { lines[$0].hasPrefix("    title: ") }
      .filter { $0 > (lines.firstIndex(of: "steps:") ?? 0) }
    #expect(titles.count == sound.steps.count)
    for (step, index) in titles.enumerated() {
      let breakages = [
        "    title: a: b", "    title: \"", "    titel: x", "\ttitle: x", "   x",
        "    title: &a *b",
      ]
      for breakage in [breakages[step % 6], breakages[(step + 2) % 6]] {
        var edited = lines
        edited[index] = breakage
        let lesson = MutationTests.reading(name, edited).lesson
        // An open quotation mark may swallow the beginning of what follows.
        let sounding = lesson.steps.filter { step in
          sound.steps.contains {
            MutationTests.alone($0) == MutationTests.alone(step)
          }
        }.count
        #expect(sounding >= sound.steps.count - 1, "\(breakage) in step \(step)")
        #expect(
          lesson.steps.contains { if case .faulty = $0.kind { true } else { false } })
      }
    }
  }

  @Test("never makes the reader crash", arguments: 0..<32)
  func edits(_ seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let name = MutationTests.names[seed % MutationTests.names.count]
    for _ in 0..<8 {
      var bytes = Array(try MutationTests.lines(name).joined(separator: "\n").utf8)
      for _ in 0..<Int.random(in: 1...4, using: &random) { edit(&bytes, &random) }
      let reading = MutationTests.reading(name, bytes)
      #expect(!reading.lesson.steps.isEmpty)
      for issue in reading.issues { #expect(!issue.description.isEmpty) }
      // What is read without an issue is a lesson whose keys pass their own judging.
      if reading.issues.isEmpty {
        for step in reading.lesson.steps {
          if case .faulty = step.kind { Issue.record("a faulty step without an issue") }
        }
      }
    }
  }

  private func edit(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    let pieces = [
      "\t", "  ", "\n", ": ", "- ", "{", "}", "[", "]", "\"", "'", "|", ">", "&a ", "*a", "!!str ",
      "{{", "}}", "#", "%", "---\n", "...\n", "\\", "\u{0}", "\u{FEFF}", "\u{2028}", "θ", "🙂",
      "999999",
      "-", "1e400", "? ", "<<: ", "@", "`", "\u{202E}", "l1.θ1[1]", "(((((", "\r",
    ]
    let place = Int.random(in: 0..<bytes.count, using: &random)
    let end = min(bytes.count, place + Int.random(in: 1...60, using: &random))
    switch Int.random(in: 0..<6, using: &random) {
    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes.removeSubrange(place..<end)
    case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
    case 3:
      bytes.insert(contentsOf: Array((pieces.randomElement(using: &random) ?? "").utf8), at: place)
    case 4:
      // A whole line goes.
      let from = bytes[..<place].lastIndex(of: 10).map { $0 + 1 } ?? 0
      let to = bytes[place...].firstIndex(of: 10).map { $0 + 1 } ?? bytes.count
      bytes.removeSubrange(from..<to)
    default:
      let from = bytes[..<place].lastIndex(of: 10).map { $0 + 1 } ?? 0
      let blanks = Int.random(in: 1...5, using: &random)
      bytes.insert(contentsOf: Array(repeating: 32, count: blanks), at: from)
    }
  }
}
