import Yams

/// A file's tree, without what a lesson may not contain.
///
/// Anchors, aliases and tags cannot take effect: their signs are replaced before the parser sees
/// them, so that an alias is never followed, whatever the file says; they are refused afterwards,
/// with their place. Where the whole file cannot be parsed, its sections and steps are parsed one by
/// one, so that an error in one of them loses no other.
struct SourceComposer {
  let log: IssueLog
  /// The top-level keys and the steps that cannot be read.
  private(set) var lostSections: Set<String> = []

  /// Noncharacters, which no file may contain, in the place of `&`, `*` and `!`.
  private static let disguises: [(sign: Unicode.Scalar, disguise: Unicode.Scalar)] =
    zip(["&", "*", "!"], (UInt32(0xFDD0)...0xFDD2).compactMap { Unicode.Scalar($0) })
    .map { ($0, $1) }
  /// What stands for a letter of a key that occurs twice.
  private static let alphabet: [Unicode.Scalar] =
    (UInt32(0xFDD3)...0xFDEF).compactMap { Unicode.Scalar($0) }
  /// How many bytes are parsed again at most to find further repeated keys.
  private static let repassLimit = 2_000_000
  /// Deeper than any lesson, far from the end of any stack.
  static let depthLimit = 32

  init(log: IssueLog) {
    self.log = log
  }

  mutating func compose() -> SourceNode? {
    let lines = log.source.lines
    if let place = NestingLimit.firstExcess(in: lines) {
      log.report(
        place, "the file is nested too deeply",
        remedy: "\(log.source.kind.name) needs no more than a handful of levels")
      return nil
    }
    switch parse(lines[...]) {
    case .tree(let tree): return tree
    case .empty:
      log.report(
        .wholeFile, "the file is empty", remedy: "begin with \(log.source.kind.opening)")
      return nil
    case .failure(let issue): return salvage(wholeFileIssue: issue)
    }
  }

  // MARK: Parsing

  private enum Outcome {
    case tree(SourceNode)
    case empty
    case failure(LessonIssue)
  }

  private func parse(_ lines: ArraySlice<String>) -> Outcome {
    let firstLine = lines.startIndex
    var disguised = lines.map { line in
      guard
        line.unicodeScalars.contains(where: { scalar in
          SourceComposer.disguises.contains { $0.sign == scalar }
        })
      else { return line }
      var result = String.UnicodeScalarView()
      for scalar in line.unicodeScalars {
        result.append(SourceComposer.disguises.first { $0.sign == scalar }?.disguise ?? scalar)
      }
      return String(result)
    }
    var renamed: [SourcePlace: String] = [:]
    var size: Int?
    while true {
      do {
        let parser = try Parser(
          yaml: disguised.joined(separator: "\n"), resolver: .basic, encoding: .utf8)
        guard let root = try parser.singleRoot() else { return .empty }
        return .tree(tree(root, firstLine: firstLine, renamed: renamed, depth: 0))
      } catch YamlError.duplicatedKeysInMapping(let names, let context) {
        let mark = context.mark
        // Every repeated key costs another pass over the text.
        size = size ?? disguised.reduce(0) { $0 + $1.utf8.count }
        let isWorthwhile = renamed.count * (size ?? 0) < SourceComposer.repassLimit
        let rename =
          isWorthwhile
          ? disguise(keyAt: mark, among: names, number: renamed.count, in: &disguised) : nil
        guard let rename else {
          return .failure(
            log.source.issue(
              SourcePlace(line: mark.line + firstLine, column: mark.column),
              "a key occurs twice in the same place", remedy: "keep one of them"))
        }
        renamed[SourcePlace(line: mark.line, column: mark.column)] = rename
      } catch let error as YamlError {
        return .failure(SyntaxDiagnosis(source: log.source, firstLine: firstLine).issue(for: error))
      } catch {
        return .failure(
          log.source.issue(.wholeFile, "the file cannot be parsed", remedy: "check its syntax"))
      }
    }
  }

  /// Gives the first of several keys with one name another, so that the parser goes on to tell
  /// about the rest; the name it had.
  private func disguise(
    keyAt mark: Mark, among names: [String], number: Int, in lines: inout [String]
  ) -> String? {
    guard lines.indices.contains(mark.line - 1) else { return nil }
    var scalars = Array(lines[mark.line - 1].unicodeScalars)
    var first = mark.column - 1
    guard scalars.indices.contains(first) else { return nil }
    if scalars[first] == "\"" || scalars[first] == "'" { first += 1 }
    guard let name = names.first, !name.isEmpty, number < SourceComposer.alphabet.count else {
      return nil
    }
    let letters = Array(name.unicodeScalars)
    guard first + letters.count <= scalars.count,
      Array(scalars[first..<first + letters.count]) == letters
    else { return nil }
    for index in letters.indices { scalars[first + index] = SourceComposer.alphabet[number] }
    var line = String.UnicodeScalarView()
    line.append(contentsOf: scalars)
    lines[mark.line - 1] = String(line)
    return name
  }

  // MARK: The tree

  private func tree(
    _ node: Node, firstLine: Int, renamed: [SourcePlace: String], depth: Int
  ) -> SourceNode {
    let mark = node.mark
    let line = (mark?.line ?? 1) + firstLine
    let column = mark?.column ?? 1
    func child(_ node: Node) -> SourceNode {
      tree(node, firstLine: firstLine, renamed: renamed, depth: depth + 1)
    }
    func result(_ content: SourceNode.Content) -> SourceNode {
      SourceNode(line: line, column: column, content: content)
    }
    guard depth < SourceComposer.depthLimit else {
      log.report(
        SourcePlace(line: line, column: column), "the file is nested too deeply",
        remedy: "\(log.source.kind.name) needs no more than a handful of levels")
      return result(.lost)
    }
    switch node {
    case .scalar(let scalar):
      let place = SourcePlace(line: mark?.line ?? 1, column: column)
      var text = renamed[place] ?? scalar.string
      let first = text.unicodeScalars.first
      text = SourceComposer.undisguised(text)
      let node = result(.scalar(text, SourceComposer.style(scalar.style)))
      return scalar.style == .plain && first.map { refuse($0, node) } == true
        ? result(.lost) : node
    case .sequence(let list): return result(.list(list.map(child)))
    case .mapping(let mapping):
      return result(
        .mapping(mapping.map { SourceNode.Entry(key: child($0.key), value: child($0.value)) }))
    case .alias: return result(.lost)
    }
  }

  private static func undisguised(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { (0xFDD0...0xFDD2).contains($0.value) }) else {
      return text
    }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      result.append(disguises.first { $0.disguise == scalar }?.sign ?? scalar)
    }
    return String(result)
  }

  private static func style(_ style: Node.Scalar.Style) -> ScalarStyle {
    switch style {
    case .any, .plain: .plain
    case .singleQuoted: .singleQuoted
    case .doubleQuoted: .doubleQuoted
    case .literal: .literal
    case .folded: .folded
    }
  }

  /// Reports a plain text that begins with the sign of an anchor, an alias or a tag; whether it
  /// does.
  private func refuse(_ first: Unicode.Scalar, _ node: SourceNode) -> Bool {
    guard let sign = SourceComposer.disguises.first(where: { $0.disguise == first })?.sign,
      let text = node.scalar
    else { return false }
    let name = text.prefix { $0 != " " && $0 != "\n" }
    log.report(
      SourcePlace(line: node.line, column: node.column, length: name.unicodeScalars.count),
      SyntaxDiagnosis.refusal(of: sign, text: String(name), in: log.source.kind),
      remedy: SyntaxDiagnosis.remedy(for: sign, in: log.source.kind))
    return true
  }
}

// MARK: Salvage

extension SourceComposer {
  /// Parses the file section by section, and the steps one by one.
  private mutating func salvage(wholeFileIssue: LessonIssue) -> SourceNode? {
    let lines = log.source.lines
    let starts = lines.indices.filter { index in
      guard let first = lines[index].unicodeScalars.first else { return false }
      return first.properties.isAlphabetic || first == "_"
    }
    guard let firstStart = starts.first else {
      log.report(wholeFileIssue)
      return nil
    }
    let ends = starts.dropFirst() + [lines.count]
    let found = log.count
    var entries: [SourceNode.Entry] = []
    for (start, end) in zip(starts, ends) {
      switch parse(lines[start..<end]) {
      case .tree(let node):
        if case .mapping(let pairs) = node.content { entries += pairs }
      case .empty: break
      case .failure(let issue):
        let key = String(lines[start].prefix { $0 != ":" && $0 != " " })
        lostSections.insert(key)
        if key == "steps", let steps = salvagedSteps(lines[start..<end]) {
          entries.append(steps)
        } else {
          log.report(issue)
        }
      }
    }
    // Each part is fine by itself: the fault lies between them.
    if log.count == found, lostSections.isEmpty {
      log.report(wholeFileIssue)
      return nil
    }
    if entries.isEmpty {
      if log.count == found { log.report(wholeFileIssue) }
      return nil
    }
    return SourceNode(line: firstStart + 1, column: 1, content: .mapping(entries))
  }

  private mutating func salvagedSteps(_ section: ArraySlice<String>) -> SourceNode.Entry? {
    func indent(_ line: String) -> Int { line.prefix { $0 == " " }.count }
    func isItem(_ line: String) -> Bool {
      let rest = line.dropFirst(indent(line))
      return rest == "-" || rest.hasPrefix("- ")
    }
    guard let firstItem = section.dropFirst().firstIndex(where: isItem) else { return nil }
    let column = indent(section[firstItem])
    let starts = section.indices.filter {
      $0 >= firstItem && indent(section[$0]) == column && isItem(section[$0])
    }
    let ends = starts.dropFirst() + [section.endIndex]
    let found = log.count
    var steps: [SourceNode] = []
    for (start, end) in zip(starts, ends) {
      switch parse(section[start..<end]) {
      case .tree(let node):
        if case .list(let items) = node.content { steps += items }
      case .empty: break
      case .failure(let issue):
        log.report(issue)
        steps.append(
          SourceNode(line: start + 1, column: column + 1, content: .lost))
      }
    }
    guard log.count > found, !steps.isEmpty else { return nil }
    let line = section.startIndex + 1
    return SourceNode.Entry(
      key: SourceNode(line: line, column: 1, content: .scalar("steps", .plain)),
      value: SourceNode(line: firstItem + 1, column: column + 1, content: .list(steps)))
  }
}
