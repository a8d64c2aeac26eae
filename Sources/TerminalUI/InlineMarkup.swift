/// The marks within a paragraph: emphasis, code, links, math.
enum InlineMarkup {
  static func styled(_ text: String) -> StyledLine {
    var reader = Reader(characters: Array(text))
    reader.read(until: nil, style: .normal, link: nil)
    return StyledLine(reader.runs)
  }

  private struct Reader {
    let characters: [Character]
    var position = 0
    var runs: [StyledRun] = []

    init(characters: [Character]) { self.characters = characters }

    mutating func emit(_ text: String, _ style: Style, _ link: String?) {
      if let last = runs.last, last.style == style, last.link == link {
        runs[runs.count - 1].text += text
      } else if !text.isEmpty {
        runs.append(StyledRun(text, style, link: link))
      }
    }

    func starts(with text: String, at index: Int) -> Bool {
      var index = index
      for character in text {
        guard index < characters.count, characters[index] == character else { return false }
        index += 1
      }
      return true
    }

    /// Reads up to `end`, an index that the caller has found to be closing.
    mutating func read(until end: Int?, style: Style, link: String?) {
      let end = end ?? characters.count
      while position < end {
        let character = characters[position]
        switch character {
        case "\\" where position + 1 < end && Self.isEscapable(characters[position + 1]):
          emit(String(characters[position + 1]), style, link)
          position += 2
        case "`":
          guard let close = index(of: "`", from: position + 1, before: end) else { fallthrough }
          var code = style
          code.ink = .accent
          emit(String(characters[(position + 1)..<close]), code, link)
          position = close + 1
        case "$":
          guard let close = mathEnd(from: position + 1, before: end) else { fallthrough }
          emit(
            MathText.unicode(String(characters[(position + 1)..<close])), style, link)
          position = close + 1
        case "*":
          guard let (mark, close) = emphasis(at: position, before: end) else { fallthrough }
          var inner = style
          if mark == 2 { inner.isBold = true } else { inner.isItalic = true }
          position += mark
          read(until: close, style: inner, link: link)
          position = close + mark
        case "[" where link == nil:
          guard let (close, address, next) = linkParts(at: position, before: end) else {
            fallthrough
          }
          var inner = style
          inner.isUnderlined = true
          position += 1
          read(until: close, style: inner, link: address)
          position = next
        default:
          emit(String(character), style, link)
          position += 1
        }
      }
    }

    static func isEscapable(_ character: Character) -> Bool {
      character.isASCII && (character.isPunctuation || character.isSymbol)
    }

    /// The next `mark` that no backslash precedes.
    func index(of mark: Character, from start: Int, before end: Int) -> Int? {
      var index = start
      while index < end {
        if characters[index] == mark { return index > start ? index : nil }
        if characters[index] == "\\", mark != "`" { index += 1 }
        index += 1
      }
      return nil
    }

    /// Prices are no formulas: after `$` no space, before the closing one no space, behind it no
    /// digit.
    func mathEnd(from start: Int, before end: Int) -> Int? {
      guard start < end, characters[start] != " ",
        let close = index(of: "$", from: start, before: end), characters[close - 1] != " "
      else { return nil }
      return close + 1 < characters.count && characters[close + 1].isNumber ? nil : close
    }

    func emphasis(at start: Int, before end: Int) -> (mark: Int, close: Int)? {
      let mark = starts(with: "**", at: start) ? 2 : 1
      guard start + mark < end, characters[start + mark] != " " else { return nil }
      var index = start + mark
      while index < end {
        switch characters[index] {
        case "\\": index += 1
        case "`": index = self.index(of: "`", from: index + 1, before: end) ?? index
        case "$": index = mathEnd(from: index + 1, before: end) ?? index
        case "*":
          let count = index + 1 < end && characters[index + 1] == "*" ? 2 : 1
          let closes = characters[index - 1] != " " && index > start + mark
          if count == mark, closes { return (mark, index) }
          index += count - 1
        default: break
        }
        index += 1
      }
      return nil
    }

    func linkParts(at start: Int, before end: Int) -> (close: Int, address: String, next: Int)? {
      guard let close = index(of: "]", from: start + 1, before: end),
        starts(with: "](", at: close),
        let last = index(of: ")", from: close + 2, before: end)
      else { return nil }
      let address = String(characters[(close + 2)..<last])
      guard address.hasPrefix("https://") || address.hasPrefix("http://"),
        !address.contains(where: { $0 == " " || TextWidth.isControl($0) })
      else { return nil }
      return (close, address, last + 1)
    }
  }
}
