/// Keeps the parser, which descends by recursion, far from the end of the smallest stack.
enum NestingLimit {
  static let depth = 250

  /// Where more levels may be open than any parser needs to follow.
  ///
  /// Counts what could be a level, in texts as well: brackets that are not closed, and the columns of
  /// indentation and of list signs, of which every level takes at least one.
  static func firstExcess(in lines: [String]) -> SourcePlace? {
    var open = 0
    for (index, line) in lines.enumerated() {
      var isLead = true
      var lead = 0
      for (column, byte) in line.utf8.enumerated() {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "?"): break
        case UInt8(ascii: "["), UInt8(ascii: "{"):
          isLead = false
          open += 1
        case UInt8(ascii: "]"), UInt8(ascii: "}"):
          isLead = false
          open = max(0, open - 1)
        default: isLead = false
        }
        if isLead { lead += 1 }
        if open + lead > depth {
          let before = String(decoding: line.utf8.prefix(column), as: UTF8.self)
          return SourcePlace(line: index + 1, column: before.unicodeScalars.count + 1)
        }
      }
    }
    return nil
  }
}
