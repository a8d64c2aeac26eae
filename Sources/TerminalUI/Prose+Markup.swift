/// The small Markdown in the languages of documents.
extension Prose {
  /// `text` so that nothing in it has a meaning of its own.
  public static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if "\\`*$[".contains(character) { result.append("\\") }
      result.append(character == "\n" ? " " : character)
    }
    let digits = result.prefix { $0.isASCII && $0.isNumber }
    if result.hasPrefix("- ") || result.hasPrefix(">") { return "\\" + result }
    if !digits.isEmpty, result.dropFirst(digits.count).hasPrefix(". ") {
      return digits + "\\" + result.dropFirst(digits.count)
    }
    return result
  }

  /// The text in HTML that is XML as well: paragraphs, lists and notes.
  public var html: String {
    var lists = HTMLLists()
    var result = ""
    for block in blocks {
      let text = Prose.html(of: block.content)
      switch block.kind {
      case .paragraph: result += lists.close() + "<p>\(text)</p>\n"
      case .note: result += lists.close() + "<blockquote><p>\(text)</p></blockquote>\n"
      case .item(let marker, let depth):
        result += lists.item(marker: marker, depth: depth) + text
      }
    }
    return result + lists.close()
  }

  /// The text of a single paragraph in HTML, without an element around it.
  public var inlineHTML: String {
    blocks.map { Prose.html(of: $0.content) }.joined(separator: " ")
  }

  private static func html(of line: StyledLine) -> String {
    var result = ""
    var open: String?
    for run in line.runs {
      if run.link != open {
        if open != nil { result += "</a>" }
        if let link = run.link { result += "<a href=\"\(SVGWriter.escaped(link))\">" }
        open = run.link
      }
      var text = SVGWriter.escaped(run.text)
      if run.style.ink == .accent, run.link == nil { text = "<code>\(text)</code>" }
      if run.style.isItalic { text = "<em>\(text)</em>" }
      if run.style.isBold { text = "<strong>\(text)</strong>" }
      result += text
    }
    return open == nil ? result : result + "</a>"
  }

  /// The text in CommonMark, formulas in Unicode, a paragraph a line.
  public func markdown(glyphs: Glyphs) -> String {
    var result = ""
    for (index, block) in blocks.enumerated() {
      if index > 0 { result += block.startsApart(after: blocks[index - 1]) ? "\n\n" : "\n" }
      let text = Prose.markdown(of: glyphs.text(block.content))
      switch block.kind {
      case .paragraph: result += Prose.withPlainStart(text)
      case .note: result += "> " + text
      case .item(let marker, let depth):
        result += String(repeating: "    ", count: depth) + "\(marker ?? "-") \(text)"
      }
    }
    return result
  }

  private static func markdown(of line: StyledLine) -> String {
    var result = ""
    for (index, run) in line.runs.enumerated() {
      var text = run.text
      if run.style.ink == .accent, run.link == nil {
        text = text.contains("`") ? "`` \(text) ``" : "`\(text)`"
      } else {
        text = withoutMeaning(text)
      }
      if run.style.isItalic { text = "*\(text)*" }
      if run.style.isBold { text = "**\(text)**" }
      if run.link != nil, index == 0 || line.runs[index - 1].link != run.link { text = "[" + text }
      if let link = run.link,
        index + 1 == line.runs.count || line.runs[index + 1].link != link
      {
        text += "](\(link))"
      }
      result += text
    }
    return result
  }

  /// Text in CommonMark as it is written.
  public static func withoutMeaning(_ text: String) -> String {
    var result = ""
    for character in text {
      if "\\`*_[]<>&~|".contains(character) { result.append("\\") }
      result.append(TextWidth.isControl(character) ? " " : character)
    }
    return result
  }

  /// A paragraph that would begin as a heading, a list or a rule does.
  private static func withPlainStart(_ text: String) -> String {
    guard let first = text.first else { return text }
    if "#+-=".contains(first) { return "\\" + text }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let rest = text.dropFirst(digits.count)
    guard !digits.isEmpty, let next = rest.first, ".)".contains(next),
      rest.count == 1 || rest.dropFirst().first == " "
    else { return text }
    return digits + "\\" + rest
  }
}

/// Lists that are open, the outermost first.
private struct HTMLLists {
  private var tags: [String] = []

  /// What comes before an item's text.
  mutating func item(marker: String?, depth: Int) -> String {
    let tag = marker == nil ? "ul" : "ol"
    // Nobody goes two steps in at once.
    let depth = min(depth, tags.count)
    var result = ""
    while tags.count > depth + 1 { result += "</li></\(tags.removeLast())>" }
    if tags.count == depth + 1 {
      result += "</li>\n"
      if let last = tags.last, last != tag {
        result += "</\(tags.removeLast())>"
      }
    }
    if tags.count == depth {
      tags.append(tag)
      result += "<\(tag)>\n"
    }
    let number = marker.map { $0.filter(\.isNumber) } ?? ""
    return result + (number.isEmpty ? "<li>" : "<li value=\"\(number)\">")
  }

  mutating func close() -> String {
    let result = tags.reversed().map { "</li></\($0)>\n" }.joined()
    tags = []
    return result
  }
}
