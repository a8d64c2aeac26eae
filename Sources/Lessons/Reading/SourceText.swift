/// A file's text with its lines, to point into.
struct SourceText {
  let file: String
  let lines: [String]

  init(file: String, text: String) {
    self.file = file
    // Scalars, not characters: "\r\n" is one character.
    lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map {
      var line = String(String.UnicodeScalarView($0))
      if line.unicodeScalars.last == "\r" { line.unicodeScalars.removeLast() }
      return line
    }
  }

  /// The 1-based line; empty where there is none.
  func line(_ number: Int) -> String {
    lines.indices.contains(number - 1) ? lines[number - 1] : ""
  }

  func issue(_ place: Place, _ message: String, remedy: String) -> LessonIssue {
    LessonIssue(
      file: file, line: place.line, column: place.column, sourceLine: line(place.line),
      length: place.length, message: message, remedy: remedy)
  }

  /// Where `piece` stands for the `occurrence`-th time (0-based) from `place` on; `place` itself
  /// where it is written otherwise in the file, as escapes can make it.
  func find(_ piece: String, occurrence: Int = 0, from place: Place) -> Place {
    guard !piece.isEmpty else { return place }
    var left = occurrence
    var column = place.column
    for number in place.line...max(place.line, min(lines.count, place.line + 400)) {
      let text = line(number)
      var start = text.index(text.startIndex, offsetBy: column - 1, limitedBy: text.endIndex)
        ?? text.endIndex
      while let range = text[start...].firstRange(of: piece) {
        if left == 0 {
          return Place(
            line: number, column: text.distance(from: text.startIndex, to: range.lowerBound) + 1,
            length: piece.count)
        }
        left -= 1
        start = range.upperBound
      }
      column = 1
    }
    return place
  }
}

/// A place in a file; line and column are 1-based and count characters.
struct Place: Hashable {
  var line: Int
  var column: Int
  var length = 1
}
