extension LessonIssue: CustomStringConvertible {
  /// As compilers write it: place and message, the source line, a caret line, the remedy.
  public var description: String {
    guard line > 0 else { return "\(file): error: \(message)\n  remedy: \(remedy)" }
    let (text, indent) = excerpt
    let marked =
      String(repeating: " ", count: indent) + "^"
      + String(repeating: "~", count: max(0, markedColumns - 1))
    return "\(file):\(line):\(column): error: \(message)\n\(text)\n\(marked)\n  remedy: \(remedy)"
  }

  /// The most columns of a source line that are shown.
  private static let excerptColumns = 100
  /// How much of a long line is shown before the marked piece.
  private static let lead = 60

  private var excerpt: (text: String, indent: Int) {
    // What lies far behind the marked piece is not shown whatever it is.
    let near = sourceLine.prefix(max(0, column) + 2 * LessonIssue.excerptColumns)
    let characters = Array(VisibleText.sanitized(String(near)))
    let widths = characters.map(VisibleText.columns)
    let caret = min(max(0, column - 1), characters.count)
    guard widths.reduce(0, +) > LessonIssue.excerptColumns else {
      return (String(characters), widths[..<caret].reduce(0, +))
    }
    var first = caret
    var before = 0
    while first > 0, before + widths[first - 1] <= LessonIssue.lead {
      first -= 1
      before += widths[first]
    }
    var end = caret
    var shown = before
    while end < characters.count, shown + widths[end] <= LessonIssue.excerptColumns {
      shown += widths[end]
      end += 1
    }
    let head = first > 0 ? "…" : ""
    let tail = end < characters.count ? "…" : ""
    return (head + String(characters[first..<end]) + tail, before + head.count)
  }

  /// The columns of the marked piece, as far as the excerpt shows it.
  private var markedColumns: Int {
    let piece = sourceLine.dropFirst(max(0, column - 1)).prefix(
      min(length, LessonIssue.excerptColumns))
    let marked = VisibleText.sanitized(String(piece))
    let columns = marked.reduce(0) { $0 + VisibleText.columns(of: $1) }
    return min(max(1, columns), LessonIssue.excerptColumns - LessonIssue.lead)
  }
}
