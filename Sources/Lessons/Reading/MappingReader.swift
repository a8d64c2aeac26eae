import Regularization

/// Collects the problems of one file.
final class IssueCollector {
  let source: SourceText
  private(set) var issues: [LessonIssue] = []

  init(_ source: SourceText) { self.source = source }

  func report(_ place: Place, _ message: String, remedy: String) {
    let issue = source.issue(place, message, remedy: remedy)
    if !issues.contains(issue) { issues.append(issue) }
  }
}

/// Reads a mapping by its format; whatever is wrong is reported, and what is right is read.
struct MappingReader {
  let entry: YAMLEntry
  let format: MappingFormat
  let collector: IssueCollector
  private var values: [String: (key: YAMLEntry, value: YAMLEntry)] = [:]

  /// Reports unknown and missing keys; `nil` where the entry is no mapping at all.
  init?(_ entry: YAMLEntry, _ format: MappingFormat, _ collector: IssueCollector) {
    self.entry = entry
    self.format = format
    self.collector = collector
    guard case .mapping(let pairs) = entry.value else {
      collector.report(
        entry.place, "\(format.what) is a mapping; here is \(entry.kind)",
        remedy: "write keys: \(format.keys.filter(\.isRequired).map(\.name).joined(separator: ", "))")
      return nil
    }
    for (key, value) in pairs {
      let name = key.scalar ?? ""
      var place = key.place
      place.length = max(1, name.count)
      guard format.keys.contains(where: { $0.name == name }) else {
        collector.report(
          place, "\(format.what) has no key “\(name)”",
          remedy: Spelling.remedy(for: name, among: format.keys.map(\.name)))
        continue
      }
      values[name] = (key, value)
    }
    for key in format.keys where key.isRequired && values[key.name] == nil {
      collector.report(
        entry.place, "\(format.what) needs the key “\(key.name)”", remedy: "add it: \(key.help)")
    }
  }

  func has(_ name: String) -> Bool { values[name] != nil }

  func value(_ name: String) -> YAMLEntry? { values[name]?.value }

  /// The place of a key; of the mapping where the key is missing.
  func place(_ name: String) -> Place {
    guard let key = values[name]?.key else { return entry.place }
    var place = key.place
    place.length = name.count
    return place
  }

  private func format(_ name: String) -> ValueFormat? {
    format.keys.first { $0.name == name }?.value
  }

  // MARK: Values

  func text(_ name: String) -> String? {
    guard let value = value(name) else { return nil }
    guard let text = Scalars.text(value, collector) else { return nil }
    if case .text(let limit) = format(name), text.count > limit {
      collector.report(
        value.place, "“\(name)” has \(text.count) characters; at most \(limit) have room",
        remedy: "shorten it")
    }
    return text
  }

  func identifier(_ name: String) -> String? {
    value(name).flatMap { Scalars.identifier($0, collector) }
  }

  func integer(_ name: String) -> Int? {
    guard let value = value(name), case .integer(let range) = format(name) else { return nil }
    return Scalars.integer(value, range, collector)
  }

  func decimal(_ name: String) -> ExactDecimal? {
    value(name).flatMap { Scalars.decimal($0, collector) }
  }

  func choice<Choice: RawRepresentable<String> & CaseIterable>(_ name: String) -> Choice? {
    value(name).flatMap { Scalars.choice($0, collector) }
  }

  func list(_ name: String) -> [YAMLEntry] {
    guard let value = value(name) else { return [] }
    guard case .sequence(let items) = value.value else {
      collector.report(
        value.place, "“\(name)” is a list; here is \(value.kind)",
        remedy: "write [one, two], or a line “- one” for each")
      return []
    }
    if case .list(_, let fewest) = format(name), items.count < fewest {
      collector.report(value.place, "“\(name)” is empty", remedy: "leave the key out, or fill it")
    }
    return items
  }

  /// A mapping from the author's own names.
  func names(_ name: String) -> [(key: YAMLEntry, name: String, value: YAMLEntry)] {
    guard let value = value(name) else { return [] }
    guard case .mapping(let pairs) = value.value else {
      collector.report(
        value.place, "“\(name)” is a mapping from names; here is \(value.kind)",
        remedy: "write {name: value, …}")
      return []
    }
    return pairs.map { ($0.key, $0.key.scalar ?? "", $0.value) }
  }
}

/// Reads scalars; nothing is guessed, so `y`, `no` and `0.10` mean what is written.
enum Scalars {
  static func text(_ entry: YAMLEntry, _ collector: IssueCollector) -> String? {
    guard let text = entry.scalar else {
      collector.report(
        entry.place, "a text belongs here; here is \(entry.kind)", remedy: "put the text in quotes")
      return nil
    }
    if let bad = text.first(where: { ControlCharacters.isForbidden($0, allowsTab: false) }) {
      let code = bad.unicodeScalars.first.map { String($0.value, radix: 16, uppercase: true) } ?? ""
      collector.report(
        entry.place, "the text has a control character (U+\(code))",
        remedy: "delete it; a lesson’s text never steers the terminal")
      return nil
    }
    guard !text.allSatisfy(\.isWhitespace) else {
      collector.report(entry.place, "the text is empty", remedy: "write something, or leave the key out")
      return nil
    }
    return text
  }

  static func identifier(_ entry: YAMLEntry, _ collector: IssueCollector) -> String? {
    guard let text = text(entry, collector) else { return nil }
    let isSound =
      text.first.map { ("a"..."z").contains($0) } == true && text.count <= 40
      && text.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) || "_-".contains($0) }
    guard isSound else {
      report(
        entry, "“\(text)” is no id",
        "use small letters a–z, digits, “-” and “_”, a letter first, at most 40", collector)
      return nil
    }
    return text
  }

  static func integer(
    _ entry: YAMLEntry, _ range: ClosedRange<Int>, _ collector: IssueCollector
  ) -> Int? {
    let allowed =
      range.count == 1
      ? "it must be \(range.lowerBound)"
      : "it must be a whole number from \(range.lowerBound) to \(range.upperBound)"
    guard let text = entry.scalar, text.allSatisfy(\.isASCII), let number = Int(text),
      range ~= number
    else {
      report(
        entry, "“\(entry.scalar ?? entry.kind)” does not belong here", allowed, collector)
      return nil
    }
    return number
  }

  static func decimal(_ entry: YAMLEntry, _ collector: IssueCollector) -> ExactDecimal? {
    guard let text = entry.scalar else {
      collector.report(
        entry.place, "a number belongs here; here is \(entry.kind)", remedy: "write one, like 0.1")
      return nil
    }
    do throws(DecimalSyntaxError) {
      return try ExactDecimal(parsing: text)
    } catch {
      report(
        entry, "“\(text)” is not a number: \(error)",
        "write digits with a point, like -0.05", collector)
      return nil
    }
  }

  static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ entry: YAMLEntry, _ collector: IssueCollector
  ) -> Choice? {
    let known = Choice.allCases.map(\.rawValue)
    guard let text = entry.scalar, let choice = Choice(rawValue: text) else {
      let text = entry.scalar ?? entry.kind
      let near = Spelling.nearest(to: text, in: known).map { "did you mean “\($0)”? " } ?? ""
      report(
        entry, "“\(text)” is not known here", "\(near)allowed: \(known.joined(separator: ", "))",
        collector)
      return nil
    }
    return choice
  }

  static func report(
    _ entry: YAMLEntry, _ message: String, _ remedy: String, _ collector: IssueCollector
  ) {
    var place = entry.place
    if let text = entry.scalar, !entry.isExplicitText { place.length = max(1, text.count) }
    collector.report(place, message, remedy: remedy)
  }
}
