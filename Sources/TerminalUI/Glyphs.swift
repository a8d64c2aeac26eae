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
