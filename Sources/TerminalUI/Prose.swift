/// Text in a small Markdown: paragraphs, `*emphasis*`, `**strong**`, `` `code` ``, lists, notes
/// (`> `), `[links](https://…)` and inline math between `$`.
///
/// A marker that is never closed is shown as it is written; `\` takes the meaning from the
/// character after it.
public struct Prose: Hashable, Sendable {
  let blocks: [ProseBlock]

  public init(_ markdown: String) { blocks = ProseBlock.parse(markdown) }

  /// The lines, wrapped to `columns` cells, with a blank line between blocks.
  public func lines(columns: Int, glyphs: Glyphs) -> [StyledLine] {
    let columns = max(1, columns)
    var lines: [StyledLine] = []
    for (index, block) in blocks.enumerated() {
      if index > 0, block.startsApart(after: blocks[index - 1]) { lines.append(StyledLine()) }
      lines += block.lines(columns: columns, glyphs: glyphs)
    }
    return lines
  }

  /// The lines without style, for a linear reading: a link as `text (address)`, code in
  /// backticks; one line a block if `columns` is nil.
  public func plainLines(columns: Int?, glyphs: Glyphs) -> [String] {
    var lines: [String] = []
    for (index, block) in blocks.enumerated() {
      if index > 0, block.startsApart(after: blocks[index - 1]) { lines.append("") }
      let plain = block.plain
      lines += plain.lines(columns: max(1, columns ?? .max / 2), glyphs: glyphs).map(\.text)
    }
    return lines
  }
}

/// A paragraph, an item of a list, or a note.
struct ProseBlock: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case paragraph, note
    case item(marker: String?, depth: Int)
  }

  var kind: Kind
  var content: StyledLine

  func startsApart(after previous: ProseBlock) -> Bool {
    if case .item = kind, case .item = previous.kind { return false }
    return true
  }

  func lines(columns: Int, glyphs: Glyphs) -> [StyledLine] {
    let content = glyphs.text(content)
    switch kind {
    case .paragraph: return content.wrapped(columns: columns)
    case .note: return prefixed(content, glyphs.verticalRule + " ", nil, columns)
    case .item(let marker, let depth):
      let indent = String(repeating: "  ", count: depth)
      let first = indent + (marker ?? glyphs.bullet) + " "
      return prefixed(content, first, String(repeating: " ", count: first.count), columns)
    }
  }

  /// A prefix before the first line and another before the rest; none at all where the line is
  /// too short for it.
  private func prefixed(
    _ content: StyledLine, _ first: String, _ rest: String?, _ columns: Int
  ) -> [StyledLine] {
    guard columns >= first.count + 4 else { return content.wrapped(columns: columns) }
    return content.wrapped(columns: columns - first.count).enumerated().map { index, line in
      let prefix = index == 0 ? first : rest ?? first
      return StyledLine([StyledRun(prefix, .muted)] + line.runs)
    }
  }

  /// The same block with the styles said in words.
  var plain: ProseBlock {
    var runs: [StyledRun] = []
    for (index, run) in content.runs.enumerated() {
      var text = run.style.ink == .accent && run.link == nil ? "`\(run.text)`" : run.text
      let isLinkEnd = index + 1 == content.runs.count || content.runs[index + 1].link != run.link
      if let link = run.link, isLinkEnd, link != run.text { text += " (\(link))" }
      runs.append(StyledRun(text))
    }
    return ProseBlock(kind: kind, content: StyledLine(runs))
  }

  static func parse(_ markdown: String) -> [ProseBlock] {
    var blocks: [ProseBlock] = []
    var open: (kind: Kind, text: String)?
    func close() {
      if let block = open {
        blocks.append(ProseBlock(kind: block.kind, content: InlineMarkup.styled(block.text)))
      }
      open = nil
    }
    for raw in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      let indent = raw.prefix { $0 == " " }.count
      let line = raw.dropFirst(indent).trimmingTrailingSpace()
      if line.isEmpty {
        close()
      } else if let (marker, text) = listItem(line) {
        close()
        open = (.item(marker: marker, depth: min(indent / 2, 8)), text)
      } else if line.first == ">" {
        let text = String(line.dropFirst().drop { $0 == " " })
        if open?.kind == .note, !text.isEmpty {
          open?.text += " " + text
        } else {
          close()
          if !text.isEmpty { open = (.note, text) }
        }
      } else if open != nil {
        open?.text += " " + line
      } else {
        open = (.paragraph, String(line))
      }
    }
    close()
    return blocks
  }

  /// `- text`, or `12. text` with its number.
  private static func listItem(_ line: Substring) -> (marker: String?, text: String)? {
    if line.hasPrefix("- ") { return (nil, String(line.dropFirst(2).drop { $0 == " " })) }
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    guard (1...3).contains(digits.count), line.dropFirst(digits.count).hasPrefix(". ") else {
      return nil
    }
    return (digits + ".", String(line.dropFirst(digits.count + 2).drop { $0 == " " }))
  }
}

extension Substring {
  fileprivate func trimmingTrailingSpace() -> Substring {
    var copy = self
    while let last = copy.last, last == " " || last == "\r" || last == "\t" { copy.removeLast() }
    return copy
  }
}
