/// All live keys of a screen with what they do.
public struct KeySheet: Hashable, Sendable {
  private struct Row: Hashable, Sendable {
    var keys: [Key]
    var help: String
  }

  private let rows: [Row]

  public init<Message>(_ bindings: [KeyBinding<Message>]) {
    rows = bindings.filter(\.isEnabled).map { Row(keys: $0.keys, help: $0.help) }
  }

  /// Keys beside their sentences, or above them where the lines are short.
  public func lines(columns: Int, glyphs: Glyphs) -> [StyledLine] {
    let columns = max(1, columns)
    let names = rows.map { row in row.keys.map(glyphs.name).joined(separator: " ") }
    let widest = names.reduce(0) { max($0, TextWidth.columns(of: $1)) }
    let isStacked = widest + 2 + 20 > columns
    var lines: [StyledLine] = []
    for (row, name) in zip(rows, names) {
      let indent = isStacked ? min(2, columns / 4) : widest + 2
      let help = StyledLine(glyphs.text(row.help)).wrapped(columns: max(1, columns - indent))
      if isStacked { lines += StyledLine(name, .bold).wrapped(columns: columns) }
      for (index, line) in help.enumerated() {
        let takesName = !isStacked && index == 0
        let width = takesName ? indent - TextWidth.columns(of: name) : indent
        let margin = StyledRun(String(repeating: " ", count: width))
        lines.append(StyledLine((takesName ? [StyledRun(name, .bold)] : []) + [margin] + line.runs))
      }
    }
    return lines
  }

  /// `keys: what they do`, one line each, for a linear reading.
  public func plainLines(glyphs: Glyphs) -> [String] {
    rows.map { row in
      row.keys.map(glyphs.name).joined(separator: ", ") + ": " + glyphs.text(row.help)
    }
  }
}
