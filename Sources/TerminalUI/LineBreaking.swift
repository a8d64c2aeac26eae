/// A character on its way into lines: how it looks and where it leads.
struct StyledCharacter {
  var character: Character
  var style: Style
  var link: String?
}

extension StyledLine {
  /// The line broken into lines of at most `columns` cells; lines after the first start with
  /// `hangingIndent` blanks.
  ///
  /// Breaks at spaces and beside wide characters; a no-break space becomes a plain one after
  /// that, and gives way only where a word alone is wider than the line. A character is never
  /// split: one that is wider than the line gets a line of its own.
  public func wrapped(columns: Int, hangingIndent: Int = 0) -> [StyledLine] {
    var breaker = LineBreaker(columns: max(1, columns), hangingIndent: max(0, hangingIndent))
    for run in runs {
      for character in run.text {
        breaker.add(StyledCharacter(character: character, style: run.style, link: run.link))
      }
    }
    return breaker.finished()
  }

  /// The line cut to `columns` cells, with the ellipsis as the last of them if anything is lost.
  public func truncated(columns: Int, glyphs: Glyphs) -> StyledLine {
    guard self.columns > columns else { return self }
    let mark = String(glyphs.ellipsis.prefix(max(0, columns)))
    var room = max(0, columns) - mark.count
    var result = StyledLine()
    for run in runs {
      var kept = ""
      for character in run.text {
        let width = TextWidth.columns(of: character)
        guard width <= room else {
          room = 0
          break
        }
        kept.append(character)
        room -= width
      }
      if !kept.isEmpty { result.runs.append(StyledRun(kept, run.style, link: run.link)) }
      if room == 0 { break }
    }
    result.append(mark, result.runs.last?.style ?? runs.first?.style ?? .normal)
    return result
  }
}

/// Fills lines word by word.
struct LineBreaker {
  let columns: Int
  let hangingIndent: Int
  private var lines: [StyledLine] = []
  private var line: [StyledCharacter] = []
  private var lineColumns = 0
  private var spaces: [StyledCharacter] = []
  private var word: [StyledCharacter] = []
  private var wordColumns = 0

  init(columns: Int, hangingIndent: Int) {
    self.columns = columns
    self.hangingIndent = min(hangingIndent, columns / 2)
  }

  private var room: Int { lines.isEmpty ? columns : columns - hangingIndent }

  mutating func add(_ next: StyledCharacter) {
    if next.character == " " {
      endWord()
      spaces.append(next)
      return
    }
    let width = TextWidth.columns(of: next.character)
    let isLooseBreak = width == 2 && !Self.staysBehind.contains(next.character)
    if isLooseBreak
      || word.last.map({ TextWidth.columns(of: $0.character) == 2 }) == true && width == 1
    {
      endWord()
    }
    word.append(next)
    wordColumns += width
  }

  /// Marks that must not start a line.
  private static let staysBehind: Set<Character> = [
    "。", "、", "，", "．", "！", "？", "：", "；", "」", "』", "）", "】", "》",
  ]

  private mutating func endWord() {
    guard !word.isEmpty else { return }
    if lineColumns + spaces.count + wordColumns > room, !line.isEmpty { endLine() }
    if !line.isEmpty || (lines.isEmpty && lineColumns == 0) {
      line += spaces
      lineColumns += spaces.count
    }
    spaces = []
    if lineColumns + wordColumns > room { breakWord() }
    line += word
    lineColumns += wordColumns
    word = []
    wordColumns = 0
  }

  /// Puts as many whole lines of an over-long word away as it takes for its rest to fit.
  private mutating func breakWord() {
    if line.allSatisfy({ $0.character == " " }) {
      line = []
      lineColumns = 0
    }
    while wordColumns > room {
      var width = 0
      var count = 0
      var lastSoftSpace: Int?
      for next in word {
        let step = TextWidth.columns(of: next.character)
        // A character wider than the line still has to go somewhere.
        if width + step > room, count > 0 { break }
        width += step
        count += 1
        if next.character == "\u{A0}" { lastSoftSpace = count }
      }
      if count < word.count, let space = lastSoftSpace { count = space }
      let head = word[..<count]
      word.removeFirst(count)
      line += head.last?.character == "\u{A0}" ? head.dropLast() : head
      endLine()
      wordColumns = word.reduce(0) { $0 + TextWidth.columns(of: $1.character) }
      if word.isEmpty { return }
    }
  }

  private mutating func endLine() {
    var styled = StyledLine()
    if !lines.isEmpty, hangingIndent > 0 {
      styled.append(String(repeating: " ", count: hangingIndent))
    }
    for next in line {
      let character = next.character == "\u{A0}" ? " " : next.character
      if let last = styled.runs.last, last.style == next.style, last.link == next.link {
        styled.runs[styled.runs.count - 1].text.append(character)
      } else {
        styled.runs.append(StyledRun(String(character), next.style, link: next.link))
      }
    }
    lines.append(styled)
    line = []
    lineColumns = 0
  }

  mutating func finished() -> [StyledLine] {
    endWord()
    if !line.isEmpty || lines.isEmpty { endLine() }
    return lines
  }
}
