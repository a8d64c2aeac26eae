/// A file's text by lines, and the places in it.
///
/// Places are kept in Unicode scalars, as the YAML parser counts them, and turned into characters
/// when an issue is written.
struct SourceText: Sendable, Hashable {
  /// As the file was named to the reader.
  let file: String
  let kind: DocumentKind
  let lines: [String]

  init(file: String, kind: DocumentKind = .lesson, lines: [String]) {
    self.file = file
    self.kind = kind
    self.lines = lines
  }

  init(file: String, kind: DocumentKind = .lesson, text: String) {
    self.file = file
    self.kind = kind
    lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
      .map(String.init)
  }

  func issue(_ place: SourcePlace, _ message: String, remedy: String) -> LessonIssue {
    guard place.line > 0 else {
      return LessonIssue(
        file: file, line: 0, column: 0, sourceLine: "", message: message, remedy: remedy)
    }
    let line = lines.indices.contains(place.line - 1) ? lines[place.line - 1] : ""
    let scalars = line.unicodeScalars
    let start =
      scalars.index(
        scalars.startIndex, offsetBy: max(0, place.column - 1), limitedBy: scalars.endIndex)
      ?? scalars.endIndex
    let end =
      scalars.index(start, offsetBy: max(1, place.length), limitedBy: scalars.endIndex)
      ?? scalars.endIndex
    return LessonIssue(
      file: file, line: place.line, column: line[..<start].count + 1,
      sourceLine: VisibleText.sanitized(line), length: line[start..<end].count,
      message: message, remedy: remedy)
  }
}

/// A stretch of one line of a file.
///
/// 1-based, counted in Unicode scalars; line 0 is the whole file.
struct SourcePlace: Hashable, Comparable {
  var line: Int
  var column: Int
  var length: Int

  init(line: Int, column: Int, length: Int = 1) {
    self.line = line
    self.column = column
    self.length = length
  }

  static let wholeFile = SourcePlace(line: 0, column: 0)

  static func < (left: SourcePlace, right: SourcePlace) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}
