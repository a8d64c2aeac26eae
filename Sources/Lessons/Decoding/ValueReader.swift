import Regularization

/// Reads single values: their text is what stands in the file, and nothing else is guessed.
struct ValueReader {
  let log: IssueLog

  /// A setting's digits, before and behind the point: beyond any lesson, small enough that no
  /// replay crawls.
  static let digitLimit = 40

  /// The pairs of a mapping, every key but once.
  func entries(
    _ node: SourceNode, what: String
  ) -> [(key: SourceNode, value: SourceNode)]? {
    guard case .mapping(let all) = node.content else {
      if node.isLost { return nil }
      log.report(
        node, "\(what) must be keys with values, not \(node.kind)",
        remedy: "write “key: value” lines, indented under it")
      return nil
    }
    var seen: [String: SourceNode] = [:]
    var result: [(SourceNode, SourceNode)] = []
    for entry in all.sorted(by: { $0.key.start < $1.key.start }) {
      guard let name = entry.key.scalar else {
        if entry.key.isLost { continue }
        log.report(
          entry.key, "a key must be one word, not \(entry.key.kind)", remedy: "write “key: value”")
        continue
      }
      _ = checkCharacters(of: entry.key, allowLines: false)
      if let first = seen[name] {
        log.report(
          entry.key, "the key \(VisibleText.quoted(name)) is in line \(first.line) already",
          remedy: "keep one of the two")
        continue
      }
      seen[name] = entry.key
      result.append((entry.key, entry.value))
    }
    return result
  }

  func list(_ node: SourceNode, count: ClosedRange<Int>, key: String) -> [SourceNode]? {
    guard case .list(let items) = node.content else {
      if node.isLost { return nil }
      log.report(
        node, "“\(key)” must be a list, not \(node.kind)",
        remedy: "write [a, b], or a line “- a” for each item")
      return nil
    }
    guard count.contains(items.count) else {
      let words =
        items.count < count.lowerBound
        ? "at least \(count.lowerBound)" : "at most \(count.upperBound)"
      log.report(
        node, "“\(key)” has \(items.count) items", remedy: "it must have \(words)")
      return items.count > count.upperBound ? Array(items.prefix(count.upperBound)) : nil
    }
    return items.filter { item in
      guard item.isEmpty else { return true }
      log.report(item, "an item of “\(key)” is empty", remedy: "write it, or take out its “-”")
      return false
    }
  }

  /// A scalar's text, whatever it says.
  func raw(_ node: SourceNode, key: String) -> String? {
    guard case .scalar(let text, _) = node.content else {
      if node.isLost { return nil }
      log.report(
        node, "“\(key)” must be one value, not \(node.kind)",
        remedy: "write one value; quote a text with “: ”, “[” or “{”")
      return nil
    }
    guard !text.allSatisfy(\.isWhitespace) else {
      log.report(node, "“\(key)” is empty", remedy: "write its value")
      return nil
    }
    return text
  }

  func text(_ node: SourceNode, as type: FormatType, key: String) -> String? {
    guard let text = raw(node, key: key) else { return nil }
    switch type {
    case .text(let limit): return line(text, node, limit: limit, key: key)
    case .prose: return checkCharacters(of: node, allowLines: true) ? text : nil
    case .link: return link(text, node, key: key)
    case .id(let kind):
      guard kind.allows(text) else {
        log.report(node, "\(VisibleText.quoted(text)) is no id", remedy: kind.rule)
        return nil
      }
      return text
    case .page:
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count <= 2, parts.allSatisfy({ IdentifierKind.page.allows(String($0)) }) else {
        log.report(
          node, "\(VisibleText.quoted(text)) names no step",
          remedy: "write the id of a step of this lesson, or LESSON:STEP")
        return nil
      }
      return text
    case .choice(let words):
      guard words.contains(text) else {
        log.report(
          node, "“\(key)” cannot be \(VisibleText.quoted(text))",
          remedy: Suggestion.nearest(to: text, among: words)
            .map { "did you mean “\($0)”? Allowed are \(Suggestion.list(words))" }
            ?? "allowed are \(Suggestion.list(words))")
        return nil
      }
      return text
    default: return checkCharacters(of: node, allowLines: false) ? text : nil
    }
  }

  private func line(_ text: String, _ node: SourceNode, limit: Int, key: String) -> String? {
    // A block scalar ends its one line with a line end that nobody typed.
    let text = text.last == "\n" ? String(text.dropLast()) : text
    guard checkCharacters(of: node, allowLines: text.count < (node.scalar?.count ?? 0)) else {
      return nil
    }
    guard !text.contains(where: \.isNewline) else {
      log.report(node, "“\(key)” has several lines", remedy: "write it in one line")
      return nil
    }
    guard text.count <= limit else {
      log.report(
        node, "“\(key)” has \(text.count) characters", remedy: "at most \(limit) fit in")
      return nil
    }
    if text.contains("{{") {
      log.report(
        node, "figures are computed in prose only, not in “\(key)”",
        remedy: "take “{{ … }}” out of it")
      return nil
    }
    return text
  }

  private func link(_ text: String, _ node: SourceNode, key: String) -> String? {
    let rest = text.hasPrefix("https://") ? text.dropFirst(8) : text.dropFirst(7)
    let isAddress =
      (text.hasPrefix("https://") || text.hasPrefix("http://")) && !rest.isEmpty
      && rest.first != "/"
      && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x3C && $0 != 0x3E }
    guard isAddress, text.utf8.count <= 500 else {
      log.report(
        node, "“\(key)” is no web address: \(VisibleText.quoted(text))",
        remedy: "write it as https://…, without spaces, in ASCII (others as %XX)")
      return nil
    }
    return text
  }

  /// Whether a text has nothing in it that a terminal could take as a command, as by `"\e"`.
  func checkCharacters(of node: SourceNode, allowLines: Bool) -> Bool {
    guard let text = node.scalar else { return true }
    let bad = text.unicodeScalars.enumerated().filter { _, scalar in
      (VisibleText.isControl(scalar) && !(allowLines && scalar == "\n"))
        || VisibleText.isNoncharacter(scalar)
    }
    guard !bad.isEmpty else { return true }
    let map = ScalarMap(node, in: log.source)
    for (index, scalar) in bad.prefix(10) {
      let isLine = scalar == "\n"
      log.report(
        map.place(of: index..<index + 1),
        isLine
          ? "a line ends inside of it"
          : scalar == "\t"
            ? "a tab in a text" : "\(VisibleText.codePoint(scalar)) is a control character",
        remedy: isLine
          ? "write it in one line"
          : scalar == "\t" ? "use spaces" : "take it out: \(log.source.kind.name) is plain text")
    }
    return false
  }

  // MARK: Numbers

  func whole(_ node: SourceNode, in range: ClosedRange<Int>, key: String) -> Int? {
    guard let text = raw(node, key: key) else { return nil }
    let words = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      log.report(
        node, "“\(key)” cannot be \(VisibleText.quoted(text))", remedy: "it must be \(words)")
      return nil
    }
    guard let value = Int(text), range.contains(value) else {
      log.report(
        node, "“\(key)” cannot be \(VisibleText.quoted(text))", remedy: "it must be \(words)")
      return nil
    }
    return value
  }

  func decimal(_ node: SourceNode, _ range: DecimalRange, key: String) -> ExactDecimal? {
    guard let text = raw(node, key: key) else { return nil }
    let value: ExactDecimal
    do {
      value = try ExactDecimal(parsing: text)
    } catch {
      log.report(
        node, "\(VisibleText.quoted(text)) is no number: \(error)",
        remedy: text.contains(",")
          ? "write a decimal point: \(VisibleText.quoted(text.replacing(",", with: ".")))"
          : "“\(key)” must be \(range.words), such as 0.1")
      return nil
    }
    let whole = value.magnitude.description.prefix { $0 != "." }.count
    guard value.places <= ValueReader.digitLimit, whole <= ValueReader.digitLimit else {
      log.report(
        node, "“\(key)” has too many digits",
        remedy: "at most \(ValueReader.digitLimit) before the point, and as many behind it")
      return nil
    }
    let fits =
      switch range {
      case .any: true
      case .zeroOrMore: value.signum >= 0
      case .moreThanZero: value.signum > 0
      case .zeroToOne: value.signum >= 0 && value <= .one
      }
    guard fits else {
      log.report(
        node, "“\(key)” cannot be \(VisibleText.quoted(text))", remedy: "it must be \(range.words)")
      return nil
    }
    return value
  }
}
