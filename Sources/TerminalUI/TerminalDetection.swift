extension GlyphLevel {
  /// What a terminal of this type can show in a locale of this codeset (`nl_langinfo(CODESET)`).
  public static func detected(term: String, codeset: String) -> GlyphLevel {
    let codeset = codeset.uppercased()
    guard codeset == "UTF-8" || codeset == "UTF8" else { return .ascii }
    // Real terminals of the VT series know no Unicode, whatever the locale says.
    if term.isEmpty || term == "dumb" || term.hasPrefix("vt") { return .ascii }
    return term == "linux" || term.hasPrefix("linux-") ? .blocks : .braille
  }
}

extension ColorLevel {
  /// What a terminal with so many colours may use; any text in `NO_COLOR` means none.
  ///
  /// *Source*: no-color.org.
  public static func detected(colors: Int, noColor: String?) -> ColorLevel {
    if let noColor, !noColor.isEmpty { return .none }
    return colors >= 256 ? .extended : colors >= 8 ? .sixteen : .none
  }
}
