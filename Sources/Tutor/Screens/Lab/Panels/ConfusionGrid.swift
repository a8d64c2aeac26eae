import Regularization
import TerminalUI

/// Class by class found: figures where there is room for them, else shades.
struct ConfusionGrid {
  private let confusion: Confusion
  private let first: Int
  /// Cells of a count, its blank before it included; 0 where not even shades fit.
  private let width: Int
  private let labels: [String]
  private let labelWidth: Int
  private let hasFigures: Bool
  /// Above the columns: names, or numbers where names are too long.
  private let heads: [String]
  private let hasShares: Bool

  private static let shareColumns = 7

  init(_ confusion: Confusion, first: Int, columns: Int) {
    self.confusion = confusion
    self.first = first
    let classes = confusion.classes
    let most = confusion.counts.reduce(0) { max($0, $1.max() ?? 0) }
    let names = (0..<classes).map(confusion.name)
    let longest = names.reduce(0) { max($0, TextWidth.columns(of: $1)) }
    let digits = max("\(most)".count, "\(max(0, classes - 1))".count)
    let roomy = longest <= 6 ? max(digits, longest) : digits
    let isNamed = roomy >= longest
    labels = isNamed ? names : names.enumerated().map { "\($0.offset) \($0.element)" }
    heads = isNamed ? names : names.indices.map { "\($0)" }
    let long = labels.reduce(0) { max($0, TextWidth.columns(of: $1)) }
    labelWidth = min(long, max(0, columns / 4))
    let left = columns - labelWidth
    if classes * (roomy + 1) + Self.shareColumns <= left {
      (width, hasFigures, hasShares) = (roomy + 1, true, true)
    } else if classes * (digits + 1) <= left {
      (width, hasFigures, hasShares) = (
        digits + 1, true, classes * (digits + 1) + Self.shareColumns <= left
      )
    } else {
      // Two cells a class are about square.
      width = left >= 2 * classes + 1 ? 2 : left > classes ? 1 : 0
      hasFigures = false
      hasShares = width > 0 && width * classes + 1 + Self.shareColumns <= left
    }
  }

  /// Draws it and returns the size that it takes.
  func draw(into buffer: inout CellBuffer, in rect: Rect, glyphs: Glyphs) -> Size {
    let classes = confusion.classes
    let hasHead = rect.rows >= 3 && hasFigures
    let room = rect.rows - (hasHead ? 1 : 0)
    // The last line says what is out of sight.
    let hasWord = room < classes && room >= 3
    let rows = min(classes, room - (hasWord ? 1 : 0))
    let start = min(max(0, first), classes - rows)
    let shift = rect.column + labelWidth + (hasFigures || width == 0 ? 0 : 1)
    if hasHead {
      for found in 0..<classes {
        let head = heads[found].cut(width - 1, glyphs: glyphs).padded(left: width)
        buffer.put(
          head, column: shift + found * width, row: rect.row, style: .muted, end: rect.endColumn)
      }
    }
    for offset in 0..<rows {
      let label = start + offset
      let row = rect.row + (hasHead ? 1 : 0) + offset
      buffer.put(
        labels[label].cut(labelWidth, glyphs: glyphs), column: rect.column, row: row,
        style: .muted, end: rect.endColumn)
      for found in 0..<classes where width > 0 {
        let cell = cell(label, found, glyphs)
        buffer.put(
          cell.text, column: shift + found * width, row: row, style: cell.style,
          end: rect.endColumn)
      }
      if hasShares || width == 0 {
        buffer.put(
          share(label).padded(left: Self.shareColumns), column: shift + classes * width, row: row,
          end: rect.endColumn)
      }
    }
    if hasWord {
      let word = StyledLine("classes \(start + 1) to \(start + rows) of \(classes)", .muted)
      buffer.put(
        word.truncated(columns: rect.columns, glyphs: glyphs), column: rect.column,
        row: rect.endRow - 1, end: rect.endColumn)
    }
    return Size(
      columns: min(
        rect.columns,
        shift - rect.column + classes * width + (hasShares || width == 0 ? Self.shareColumns : 0)),
      rows: rows + (hasHead ? 1 : 0) + (hasWord ? 1 : 0))
  }

  private func share(_ label: Int) -> String {
    let samples = confusion.samples(of: label)
    guard samples > 0 else { return "·" }
    let share = Double(confusion.count(label, label)) / Double(samples)
    return "\((share * 100).rounded(significantDigits: share == 1 ? 3 : 2)) %"
  }

  private func cell(_ label: Int, _ found: Int, _ glyphs: Glyphs) -> (text: String, style: Style) {
    let count = confusion.count(label, found)
    let isRight = label == found
    guard hasFigures else {
      let share = Double(count) / Double(max(1, confusion.samples(of: label)))
      let sign = HeatMap.sign(of: Float(isRight ? share : -share), scale: 1, glyphs: glyphs)
      return (String(repeating: sign.text, count: width), sign.style)
    }
    let text = (count > 0 ? count.grouped : glyphs.middleDot).padded(left: width)
    guard count > 0 else { return (text, .muted) }
    let isFrequent = 10 * count >= confusion.samples(of: label)
    return (text, isRight ? Style(.good) : Style(.bad, bold: isFrequent))
  }
}
