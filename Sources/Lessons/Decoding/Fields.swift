/// A mapping's values by key, once its keys have been held against the format.
struct Fields {
  let node: SourceNode
  let format: FormatMapping
  let read: ValueReader
  private(set) var keys: [String: SourceNode] = [:]
  private var values: [String: SourceNode] = [:]
  private(set) var hasUnknownKeys = false

  /// Reports unknown, repeated, empty and missing keys; `nil` where the node is no mapping.
  ///
  /// - Parameter lost: keys that stand in the file but could not be read.
  init?(_ node: SourceNode, _ format: FormatMapping, _ log: IssueLog, lost: Set<String> = []) {
    self.node = node
    self.format = format
    read = ValueReader(log: log)
    guard let entries = read.entries(node, what: format.nameWithArticle) else { return nil }
    // A key that is only misspelled is not reported as missing as well.
    var misspelled: Set<String> = []
    let written = Set(entries.compactMap(\.key.scalar))
    let absent = format.keys.map(\.name).filter { !written.contains($0) }
    for (key, value) in entries {
      guard let name = key.scalar, format.key(name) != nil else {
        hasUnknownKeys = true
        let name = key.scalar ?? ""
        if let meant = Suggestion.nearest(to: name, among: absent) { misspelled.insert(meant) }
        log.report(
          key, "\(format.nameWithArticle) has no key \(VisibleText.quoted(name))",
          remedy: Fields.remedy(forUnknown: name, absent: absent, format))
        continue
      }
      keys[name] = key
      if value.isEmpty {
        log.report(
          key, "\(VisibleText.quoted(name)) has no value", remedy: Fields.remedy(format, name))
      } else {
        values[name] = value
      }
    }
    let inherits = format.inheritanceKey.map { keys[$0] != nil } ?? false
    let missing = format.keys.filter { key in
      key.isRequired && keys[key.name] == nil && !lost.contains(key.name)
        && !misspelled.contains(key.name) && !inherits
    }
    for key in missing {
      log.report(
        node.start, "the \(format.name) lacks the key “\(key.name)”",
        remedy: Fields.remedy(format, key.name))
    }
  }

  private static func remedy(
    forUnknown name: String, absent: [String], _ format: FormatMapping
  ) -> String {
    if let meant = Suggestion.nearest(to: name, among: absent) {
      return "did you mean \(VisibleText.quoted(meant))?"
    }
    let isStep = LessonFormat.stepKinds.contains { $0.mapping == format }
    let kinds = LessonFormat.stepKinds.filter { $0.mapping.key(name) != nil }.map(\.kind)
    if isStep, !kinds.isEmpty {
      return "take it out, or write “kind: \(kinds.joined(separator: "” or “kind: "))”"
    }
    return absent.isEmpty
      ? "take it out: all its keys are there"
      : "take it out; what it may still have: \(Suggestion.list(absent))"
  }

  private static func remedy(_ format: FormatMapping, _ name: String) -> String {
    let key = format.key(name)
    return "write “\(name): …”. \(key?.summary ?? "")"
  }

  func key(_ name: String) -> SourceNode? { keys[name] }
  func value(_ name: String) -> SourceNode? { values[name] }

  /// The value's place, for an issue that is about what it says.
  func node(_ name: String) -> SourceNode { values[name] ?? keys[name] ?? node }

  // MARK: Values by the format's types

  /// A value that is one line of text, an id, a link or a choice.
  func text(_ name: String) -> String? {
    guard let value = values[name], let type = format.key(name)?.type else { return nil }
    return read.text(value, as: type, key: name)
  }

  func whole(_ name: String) -> Int? {
    guard let value = values[name], case .whole(let range)? = format.key(name)?.type else {
      return nil
    }
    return read.whole(value, in: range, key: name)
  }

  /// The nodes of a list whose length is as the format wants it.
  func list(_ name: String) -> [SourceNode]? {
    guard let value = values[name], case .list(_, let count)? = format.key(name)?.type else {
      return nil
    }
    return read.list(value, count: count, key: name)
  }

  /// A list of texts, ids or choices, each but once.
  func texts(_ name: String) -> [(text: String, node: SourceNode)]? {
    guard case .list(let type, _)? = format.key(name)?.type, let nodes = list(name) else {
      return nil
    }
    var seen: Set<String> = []
    return nodes.compactMap { node in
      guard let text = read.text(node, as: type, key: name) else { return nil }
      guard seen.insert(text).inserted else {
        read.log.report(
          node, "\(VisibleText.quoted(text)) stands twice in “\(name)”", remedy: "take one out")
        return nil
      }
      return (text, node)
    }
  }

  /// The one of several keys that is there.
  func one(of names: [String], what: String) -> String? {
    let present = names.filter { keys[$0] != nil }
    guard present.count != 1 else { return present.first }
    // An unknown key was reported already, and may be the one that is missing.
    if present.isEmpty, hasUnknownKeys { return nil }
    read.log.report(
      node,
      present.isEmpty
        ? "\(what) needs one of \(Suggestion.list(names, conjunction: "or"))"
        : "\(what) cannot have both \(Suggestion.list(present))",
      remedy: present.isEmpty ? "write one of them" : "keep one; make two of it for both")
    return nil
  }
}
