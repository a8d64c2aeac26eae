/// Where in the file each Unicode scalar of a node's text stands, whatever style it is written in.
struct ScalarMap {
  private let source: SourceText
  private let start: SourcePlace
  /// 0-based places, one for each scalar of the text; short where the text was not recognized.
  private var places: [Cursor] = []
  /// Behind the last scalar.
  private var end: Cursor

  private struct Cursor {
    var line: Int
    var column: Int
  }

  init(_ node: SourceNode, in source: SourceText) {
    self.source = source
    start = node.start
    end = Cursor(line: node.line - 1, column: node.column - 1)
    guard case .scalar(let text, let style) = node.content else { return }
    var reader = Reader(lines: source.lines, cursor: end, text: Array(text.unicodeScalars))
    switch style {
    case .plain: reader.readFlow(style)
    case .singleQuoted, .doubleQuoted:
      reader.cursor.column += 1
      reader.readFlow(style)
    case .literal: reader.readBlock(folded: false)
    case .folded: reader.readBlock(folded: true)
    }
    places = reader.places
    end = reader.cursor
  }

  /// The place of a stretch of the text, as far as its first line goes.
  func place(of range: Range<Int>) -> SourcePlace {
    guard range.lowerBound <= places.count, !places.isEmpty else { return start }
    let first = range.lowerBound < places.count ? places[range.lowerBound] : end
    var length = 1
    if let last = range.last, last < places.count {
      let lineLength =
        source.lines.indices.contains(first.line)
        ? source.lines[first.line].unicodeScalars.count : 0
      length =
        places[last].line == first.line
        ? places[last].column - first.column + 1 : lineLength - first.column
    }
    return SourcePlace(line: first.line + 1, column: first.column + 1, length: max(1, length))
  }

  /// The place of a node, as far as its first line goes.
  static func extent(of node: SourceNode, in source: SourceText) -> SourcePlace {
    guard case .scalar(let text, let style) = node.content, !text.isEmpty else { return node.start }
    var place = node.start
    switch style {
    case .literal, .folded: break
    case .plain, .singleQuoted, .doubleQuoted:
      let map = ScalarMap(node, in: source)
      let quote = style == .plain ? 0 : 1
      if map.end.line == node.line - 1 {
        place.length = max(1, map.end.column + quote - (node.column - 1))
      } else if source.lines.indices.contains(node.line - 1) {
        place.length = max(1, source.lines[node.line - 1].unicodeScalars.count - node.column + 1)
      }
    }
    return place
  }
}

extension ScalarMap {
  /// Walks the text and the file side by side.
  private struct Reader {
    let lines: [String]
    var cursor: Cursor
    let text: [Unicode.Scalar]
    var places: [Cursor] = []
    /// The scalars of the line `loadedLine`.
    var loaded: [Unicode.Scalar] = []
    var loadedLine = -1

    init(lines: [String], cursor: Cursor, text: [Unicode.Scalar]) {
      self.lines = lines
      self.cursor = cursor
      self.text = text
      places.reserveCapacity(text.count)
    }

    /// The line under the cursor; `nil` behind the last one.
    mutating func line() -> [Unicode.Scalar]? {
      guard lines.indices.contains(cursor.line) else { return nil }
      if loadedLine != cursor.line {
        loaded = Array(lines[cursor.line].unicodeScalars)
        loadedLine = cursor.line
      }
      return loaded
    }

    static func isBlank(_ scalars: some Sequence<Unicode.Scalar>) -> Bool {
      scalars.allSatisfy { $0 == " " || $0 == "\t" }
    }

    /// Skips empty lines and the blanks before the next text; how many lines were empty.
    mutating func skipToText() -> Int {
      var emptyLines = 0
      cursor.line += 1
      while let scalars = line() {
        if let first = scalars.firstIndex(where: { $0 != " " && $0 != "\t" }) {
          cursor.column = first
          return emptyLines
        }
        emptyLines += 1
        cursor.line += 1
      }
      return emptyLines
    }

    mutating func readFlow(_ style: ScalarStyle) {
      while places.count < text.count {
        guard let scalars = line() else { return }
        guard cursor.column < scalars.count, !Reader.isBlank(scalars[cursor.column...]) else {
          // One line end is a space; each empty line after it is a line end of the text.
          let lineEnd = cursor
          let emptyLines = skipToText()
          places += Array(repeating: lineEnd, count: max(1, emptyLines))
          continue
        }
        let scalar = scalars[cursor.column]
        let next = cursor.column + 1 < scalars.count ? scalars[cursor.column + 1] : nil
        if style == .doubleQuoted, scalar == "\\" {
          guard let next else {
            let lineEnd = cursor
            let emptyLines = skipToText()
            places += Array(repeating: lineEnd, count: emptyLines)
            continue
          }
          places.append(cursor)
          cursor.column += 2 + (["x": 2, "u": 4, "U": 8][next] ?? 0)
          continue
        }
        guard scalar == text[places.count] else { return }
        places.append(cursor)
        cursor.column += style == .singleQuoted && scalar == "'" && next == "'" ? 2 : 1
      }
    }

    mutating func readBlock(folded: Bool) {
      cursor.line += 1
      cursor.column = 0
      // The indentation is whatever stands before the first line of the text in the file only.
      let lead = text.drop { $0 == "\n" }.prefix { $0 == " " }.count
      let firstLine = lines.dropFirst(cursor.line).first { !Reader.isBlank($0.unicodeScalars) }
      let indent = max(0, (firstLine?.unicodeScalars.prefix { $0 == " " }.count ?? 0) - lead)
      while places.count < text.count {
        guard let scalars = line() else { return }
        cursor.column = min(indent, scalars.count)
        while cursor.column < scalars.count {
          guard places.count < text.count, text[places.count] == scalars[cursor.column] else {
            return
          }
          places.append(cursor)
          cursor.column += 1
        }
        guard places.count < text.count else { return }
        let lineEnd = cursor
        let isFold = folded && text[places.count] == " "
        guard isFold || text[places.count] == "\n" else { return }
        places.append(lineEnd)
        cursor.line += 1
        guard folded, !isFold, !scalars.dropFirst(indent).isEmpty else { continue }
        // A folded text has as many line ends as there are empty lines, or one more.
        while places.count < text.count, text[places.count] == "\n" { places.append(lineEnd) }
        while let scalars = line(), Reader.isBlank(scalars), lines.indices.contains(cursor.line + 1)
        {
          cursor.line += 1
        }
      }
    }
  }
}
