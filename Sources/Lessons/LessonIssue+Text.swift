extension LessonIssue: CustomStringConvertible {
  private static let widestLine = 100

  /// As compilers write it: the place and what is wrong, the line, a caret, what would be right.
  public var description: String {
    guard line > 0 else { return "\(file): error: \(message)\n  remedy: \(remedy)" }
    var source = Array(sourceLine.map { $0 == "\t" ? " " : $0 })
    var start = min(max(0, column - 1), source.count)
    if source.count > LessonIssue.widestLine {
      let from = max(0, min(start - 40, source.count - LessonIssue.widestLine))
      let to = min(source.count, from + LessonIssue.widestLine)
      let lead = from > 0 ? Array("… ") : []
      source = lead + source[from..<to] + (to < sourceLine.count ? Array(" …") : [])
      start = start - from + lead.count
    }
    let indent = String(
      source.prefix(start).flatMap { Array(repeating: Character(" "), count: LessonIssue.cells($0)) })
    let marked = source.dropFirst(start).prefix(max(1, length))
    let width = max(1, marked.reduce(0) { $0 + LessonIssue.cells($1) })
    let caret = "^" + String(repeating: "~", count: width - 1)
    return """
      \(file):\(line):\(column): error: \(message)
      \(String(source))
      \(indent)\(caret)
        remedy: \(remedy)
      """
  }

  /// How many cells a character takes, near enough to line a caret up under it.
  private static func cells(_ character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    if first.properties.generalCategory == .nonspacingMark { return 0 }
    switch first.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
