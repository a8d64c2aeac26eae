import Yams

/// A YAML node with its place; every scalar is the text that was written, whatever YAML would
/// make of it.
struct YAMLEntry {
  enum Value {
    case scalar(String)
    case sequence([YAMLEntry])
    case mapping([(key: YAMLEntry, value: YAMLEntry)])
  }

  var value: Value
  var place: Place
  /// Whether a scalar is in quotes or a block, so that an empty one is meant.
  var isExplicitText = false

  var scalar: String? {
    if case .scalar(let text) = value { return text }
    return nil
  }

  /// "a text", "a list" or "a mapping".
  var kind: String {
    switch value {
    case .scalar: "a text"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }

  static let sizeLimit = 1 << 20

  /// *Throws*: ``LessonIssue`` where the bytes are no YAML that a lesson may be written in.
  static func parse(_ bytes: [UInt8], file: String) throws(LessonIssue) -> (YAMLEntry, SourceText) {
    func issue(_ place: Place, _ text: SourceText, _ message: String, _ remedy: String) -> LessonIssue {
      text.issue(place, message, remedy: remedy)
    }
    guard bytes.count <= sizeLimit else {
      throw LessonIssue(
        file: file, line: 0, column: 0, sourceLine: "",
        message: "the file has \(bytes.count) bytes; a lesson has at most \(sizeLimit)",
        remedy: "split it into several lessons")
    }
    guard let string = String(validating: bytes, as: UTF8.self) else {
      let place = placeOfInvalidByte(bytes)
      throw issue(
        place, SourceText(file: file, text: String(decoding: bytes, as: UTF8.self)),
        "this byte is not UTF-8", "save the file in the encoding UTF-8")
    }
    let source = SourceText(file: file, text: string)
    if let place = placeOfControl(source) {
      throw issue(
        place, source, "there is an invisible control character here",
        "delete it; indentation is made of spaces")
    }
    let root: Node?
    do {
      root = try Parser(yaml: string).singleRoot()
    } catch let error as YamlError {
      throw source.issue(yamlError: error)
    } catch {
      throw issue(Place(line: 1, column: 1), source, "\(error)", "mend the YAML")
    }
    guard let root else {
      throw issue(
        Place(line: 1, column: 1), source, "the file is empty", "begin with “format_version: 1”")
    }
    return (try convert(root, source), source)
  }

  private static func convert(_ node: Node, _ source: SourceText) throws(LessonIssue) -> YAMLEntry {
    let place = node.mark.map { Place(line: $0.line, column: $0.column) } ?? Place(line: 1, column: 1)
    if node.anchor != nil {
      throw source.issue(
        place, "anchors (&) and aliases (*) are not used in lessons",
        remedy: "write the value out, or use “same_as” for a replay")
    }
    func checkTag(_ tag: Tag) throws(LessonIssue) {
      let name = tag.description
      guard name.isEmpty || name == "!" || name == "tag:yaml.org,2002:str" else {
        throw source.issue(
          place, "tags like “\(name)” are not used in lessons", remedy: "delete the tag")
      }
    }
    switch node {
    case .scalar(let scalar):
      try checkTag(scalar.tag)
      return YAMLEntry(
        value: .scalar(scalar.string), place: place, isExplicitText: scalar.style != .plain)
    case .sequence(let sequence):
      try checkTag(sequence.tag)
      var items: [YAMLEntry] = []
      for item in sequence { items.append(try convert(item, source)) }
      return YAMLEntry(value: .sequence(items), place: place)
    case .mapping(let mapping):
      try checkTag(mapping.tag)
      var pairs: [(key: YAMLEntry, value: YAMLEntry)] = []
      for (key, value) in mapping {
        pairs.append((try convert(key, source), try convert(value, source)))
      }
      return YAMLEntry(value: .mapping(pairs), place: place)
    case .alias:
      throw source.issue(
        place, "aliases (*) are not used in lessons", remedy: "write the value out")
    }
  }

  private static func placeOfInvalidByte(_ bytes: [UInt8]) -> Place {
    var low = 0
    var high = bytes.count
    // The longest prefix that is UTF-8, but for a character that is cut at its end.
    while low < high {
      let middle = (low + high + 1) / 2
      let isSound = (0...3).contains { cut in
        middle >= cut && String(validating: bytes[..<(middle - cut)], as: UTF8.self) != nil
          && isCutCharacter(bytes[(middle - cut)..<middle])
      }
      if isSound { low = middle } else { high = middle - 1 }
    }
    var valid = bytes[..<low]
    while String(validating: valid, as: UTF8.self) == nil { valid.removeLast() }
    let text = SourceText(file: "", text: String(decoding: valid, as: UTF8.self))
    return Place(line: text.lines.count, column: (text.lines.last?.count ?? 0) + 1)
  }

  private static func isCutCharacter(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first else { return true }
    let needed = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 1
    return bytes.count < needed && bytes.dropFirst().allSatisfy { $0 & 0xC0 == 0x80 }
  }

  private static func placeOfControl(_ source: SourceText) -> Place? {
    for (index, line) in source.lines.enumerated() {
      if let bad = line.firstIndex(where: { ControlCharacters.isForbidden($0, allowsTab: true) }) {
        return Place(
          line: index + 1, column: line.distance(from: line.startIndex, to: bad) + 1)
      }
    }
    return nil
  }
}

/// Characters that a lesson may not bring to a terminal.
enum ControlCharacters {
  static func isForbidden(_ character: Character, allowsTab: Bool) -> Bool {
    character.unicodeScalars.contains { scalar in
      switch scalar.value {
      case 0x09: !allowsTab
      case 0x0A: false
      case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
      default: false
      }
    }
  }
}

extension SourceText {
  fileprivate func issue(yamlError: YamlError) -> LessonIssue {
    let remedy = "check indentation, quotes and colons here; text with “: ” or “#” needs quotes"
    switch yamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
      let place = Place(line: min(mark.line, max(1, lines.count)), column: mark.column)
      if line(place.line).prefix(place.column).contains("\t") {
        return issue(
          place, "a tab cannot indent YAML (\(problem))", remedy: "indent with spaces")
      }
      return issue(place, "this is not YAML: \(problem)", remedy: remedy)
    case .composer(_, let problem, let mark, _):
      let isSecond = problem.contains("another document")
      return issue(
        Place(line: mark.line, column: mark.column),
        isSecond ? "a second document begins here" : "this is not YAML: \(problem)",
        remedy: isSecond ? "a lesson is one document: delete the “---”" : remedy)
    case .duplicatedKeysInMapping(let duplicates, let context):
      let name = duplicates.first ?? ""
      let first = Place(line: context.mark.line, column: context.mark.column, length: name.count)
      return issue(
        first, "the key “\(name)” stands more than once in this mapping",
        remedy: "keep one of them")
    default:
      return issue(Place(line: 1, column: 1), "this is not YAML: \(yamlError)", remedy: remedy)
    }
  }
}
