import CNcurses
import TerminalUI

/// Turns cells into what ncurses draws, within what the terminal can do.
struct CellWriter {
  private let palette: Palette
  private let glyphLevel: GlyphLevel
  private let colors: Int
  private let hasItalics: Bool
  /// Foreground and background; −1 is the terminal's own.
  private struct Colors: Hashable {
    var foreground: Int16
    var background: Int16
  }

  /// Colour pairs, made when they are first met.
  private var pairs: [Colors: Int16] = [:]
  private var renditions: [Style: (attributes: attr_t, pair: Int16)] = [:]

  init(palette: Palette, glyphLevel: GlyphLevel, colors: Int) {
    self.palette = palette
    self.glyphLevel = glyphLevel
    self.colors = colors
    hasItalics = curses_capability("sitm") != nil
  }

  /// The row's cells from its first column on; a wide one stands for two.
  mutating func row(_ row: Int, of buffer: CellBuffer, columns: Int) -> [cchar_t] {
    var result: [cchar_t] = []
    result.reserveCapacity(columns)
    var column = 0
    while column < columns {
      let cell = buffer[column, row]
      // Half of a wide character at the edge shows as a blank.
      let width = cell.columns == 2 && column + 1 < columns ? 2 : 1
      let isWhole = cell.columns == width
      append(isWhole ? cell.character : " ", columns: width, style: cell.style, to: &result)
      column += width
    }
    return result
  }

  private mutating func append(
    _ character: Character, columns: Int, style: Style, to result: inout [cchar_t]
  ) {
    let (attributes, pair) = rendition(of: style)
    func add(_ scalars: [wchar_t]) {
      var cell = cchar_t()
      if setcchar(&cell, scalars + [0], attributes, pair, nil) != OK {
        setcchar(&cell, [0x3F, 0], attributes, pair, nil)
      }
      result.append(cell)
    }
    let scalars = character.unicodeScalars
    guard let base = scalars.first, glyphLevel != .ascii || base.isASCII else {
      for _ in 0..<columns { add([0x3F]) }
      return
    }
    let code = wchar_t(bitPattern: base.value)
    let width = Int(curses_width(code))
    guard width > 0, width <= columns else {
      // The terminal's library knows another width: a stand-in keeps the columns straight.
      for _ in 0..<columns { add([0x3F]) }
      return
    }
    let marks = glyphLevel == .ascii ? [] : scalars.dropFirst().prefix(4).filter(Self.isMark)
    add([code] + marks.map { wchar_t(bitPattern: $0.value) })
    for _ in width..<columns { add([0x20]) }
  }

  /// Marks that combine; joiners and variation selectors would change the width.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    let category = scalar.properties.generalCategory
    return (category == .nonspacingMark || category == .enclosingMark)
      && !(0xFE00...0xFE0F).contains(scalar.value)
      && curses_width(wchar_t(bitPattern: scalar.value)) == 0
  }

  private mutating func rendition(of style: Style) -> (attributes: attr_t, pair: Int16) {
    if let known = renditions[style] { return known }
    let wanted = palette.rendition(of: style)
    var attributes: attr_t = 0
    if wanted.isBold { attributes |= curses_bold() }
    if wanted.isDim { attributes |= curses_dim() }
    if wanted.isReversed { attributes |= curses_reverse() }
    if wanted.isItalic { attributes |= hasItalics ? curses_italic() : curses_underline() }
    if wanted.isUnderlined { attributes |= curses_underline() }
    var foreground = wanted.foreground ?? -1
    // With 8 colours, the bright ones are the others in bold.
    if foreground >= colors, foreground < 16 {
      foreground -= 8
      attributes |= curses_bold()
    }
    let pair = pair(
      of: Colors(foreground: Int16(foreground), background: Int16(wanted.background ?? -1)))
    renditions[style] = (attributes, pair)
    return (attributes, pair)
  }

  private mutating func pair(of colors: Colors) -> Int16 {
    guard colors != Colors(foreground: -1, background: -1) else { return 0 }
    if let known = pairs[colors] { return known }
    let number = Int16(pairs.count + 1)
    guard init_pair(number, colors.foreground, colors.background) == OK else { return 0 }
    pairs[colors] = number
    return number
  }
}
