/// A figure as it stands in a column: what comes before its point, and the rest.
struct Figure: Hashable, Sendable {
  /// Sign and whole digits; the point belongs to the tail.
  let headColumns: Int
  let columns: Int
  /// Words and lone marks (`held`, `·`) line up in their own way.
  let isNumber: Bool

  init(_ text: String) {
    columns = TextWidth.columns(of: text)
    var head = 0
    var digits = 0
    for character in text {
      if character.isASCII, character.isNumber {
        digits += 1
      } else if !(head == 0 && "+-−±~≈".contains(character)) {
        // A thousands separator has a digit on either side.
        guard character == ",", digits > 0 else { break }
      }
      head += 1
    }
    isNumber = digits > 0
    headColumns = isNumber ? head : columns
  }

  /// `text` cut to `columns` cells: digits go from the end of the fraction and the exponent stays,
  /// because without it the figure would be another one; where it does not fit, there is nothing
  /// but the ellipsis.
  static func cut(_ line: StyledLine, to columns: Int, glyphs: Glyphs) -> StyledLine {
    guard line.columns > columns else { return line }
    let text = line.text
    let mark = TextWidth.columns(of: glyphs.ellipsis)
    guard Figure(text).isNumber, let exponent = exponentStart(text) else {
      return line.truncated(columns: columns, glyphs: glyphs)
    }
    let tail = String(text[exponent...])
    guard columns >= tail.count + mark + 1 else {
      let style = line.runs.first?.style ?? .normal
      return StyledLine(String(glyphs.ellipsis.prefix(max(0, columns))), style)
    }
    var head = line.truncated(columns: columns - tail.count, glyphs: glyphs)
    head.append(tail, head.runs.last?.style ?? .normal)
    return head
  }

  /// Where `e-05` starts.
  private static func exponentStart(_ text: String) -> String.Index? {
    guard let mark = text.lastIndex(where: { $0 == "e" || $0 == "E" }), mark != text.startIndex,
      text[text.index(before: mark)].isNumber
    else { return nil }
    var rest = text[text.index(after: mark)...]
    if let sign = rest.first, "+-−".contains(sign) { rest = rest.dropFirst() }
    return !rest.isEmpty && rest.allSatisfy(\.isNumber) ? mark : nil
  }
}
