/// Which characters the terminal can be trusted to show.
public enum GlyphLevel: String, CaseIterable, Sendable, Hashable {
  /// All of Unicode, charts in braille dots.
  case braille
  /// Text in Unicode, charts in block elements: for fonts without braille (the Linux console).
  case blocks
  /// 7-bit ASCII only.
  case ascii
}

/// How much colour the terminal can be trusted with.
public enum ColorLevel: String, CaseIterable, Sendable, Hashable {
  case none, sixteen
  case extended = "256"
}

/// The signs that widgets draw with, and what stands for text where only ASCII can be shown.
public struct Glyphs: Hashable, Sendable {
  public let level: GlyphLevel
  /// Decides whether areas are coloured or told by glyphs.
  public let colors: ColorLevel

  public init(_ level: GlyphLevel, colors: ColorLevel = .none) {
    self.level = level
    self.colors = colors
  }

  /// Whether two values fit a cell as coloured halves of it.
  public var hasShades: Bool { level != .ascii && colors == .extended }

  private func pick(_ unicode: String, _ ascii: String) -> String {
    level == .ascii ? ascii : unicode
  }

  public var rule: String { pick("─", "-") }
  public var verticalRule: String { pick("│", "|") }
  public var gaugeFull: String { pick("━", "=") }
  public var gaugeEmpty: String { pick("─", "-") }
  public var ellipsis: String { pick("…", "..") }
  /// Before the row or the input line that the next key acts on.
  public var cursor: String { pick("▸", ">") }
  public var selectionLeft: String { pick("▐", "[") }
  public var selectionRight: String { pick("▌", "]") }
  public var check: String { pick("✓", "ok") }
  public var cross: String { pick("✗", "x") }
  public var bullet: String { pick("•", "*") }
  public var middleDot: String { pick("·", "*") }
  /// Behind what can be opened.
  public var leadsOn: String { pick("›", ">") }
  public var up: String { pick("↑", "^") }
  public var down: String { pick("↓", "v") }

  /// The pieces of a chart's frame.
  public var axisVertical: String { verticalRule }
  public var axisHorizontal: String { rule }
  public var axisCorner: String { pick("└", "+") }
  /// A tick on the vertical axis.
  public var axisTickLeft: String { pick("┤", "+") }
  /// A tick on the horizontal axis.
  public var axisTickDown: String { pick("┴", "+") }
  /// The line at zero, which is no axis.
  public var zeroLine: String { pick("┄", ".") }
  /// The vertical line at the iteration looked at.
  public var chartCursor: String { pick("┆", ":") }
  /// A single value on a chart.
  public var point: String { pick("●", "O") }
  /// The vertical line at an event of a chart.
  public var chartMark: String { pick("┊", ";") }
  /// Between two curves whose distance is the matter.
  public var chartGap: String { pick("·", "'") }
  /// A unit that is left out of an update.
  public var dropped: String { pick("✕", "x") }

  /// A filled area of a signed value without colour, level 1 to ``Ink/shadeLimit`` of its size:
  /// dense glyphs for what is positive, strokes for what is negative, a blank for 0 alone.
  public func shade(_ level: Int) -> String {
    guard level != 0 else { return " " }
    let ascii = self.level == .ascii
    let ramp: [String]
    if level > 0 {
      ramp = ascii ? [".", "+", "*", "#"] : ["░", "▒", "▓", "█"]
    } else {
      ramp = ascii ? [",", "-", "~", "="] : ["·", "─", "═", "≡"]
    }
    return ramp[min(Int(level.magnitude), ramp.count) - 1]
  }

  /// `text` as this level can show it: unchanged, or in ASCII that keeps the meaning
  /// (`θ₁ ← θ₁ − η·½` becomes `theta1 <- theta1 - eta*1/2`; what has no likeness becomes `?`).
  public func text(_ text: String) -> String {
    guard level == .ascii, !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
    var transliteration = Transliteration()
    for character in text { transliteration.append(character) }
    return transliteration.result
  }

  /// The styled line as this level can show it.
  public func text(_ line: StyledLine) -> StyledLine {
    guard level == .ascii else { return line }
    var transliteration = Transliteration()
    var runs = line.runs
    for index in runs.indices {
      // One transliteration for the line, so that `θ` and `₁` in two styles still meet.
      for character in runs[index].text { transliteration.append(character) }
      runs[index].text = transliteration.result
      transliteration.result = ""
    }
    return StyledLine(runs)
  }

  /// A key as a footer or a help sheet writes it: `→`, or `right` in ASCII.
  public func name(of key: Key) -> String {
    guard level == .ascii else { return key.name }
    switch key {
    case .left: return "left"
    case .right: return "right"
    case .up: return "up"
    case .down: return "down"
    default: return text(key.name)
    }
  }
}
