/// The first look at a file: whether it is text, and text that may be shown.
enum FileBytes {
  /// The file's text, or the one issue for which it cannot be looked at any further.
  static func text(
    of bytes: [UInt8], file: String, kind: DocumentKind = .lesson
  ) -> Result<SourceText, LessonIssue> {
    let empty = SourceText(file: file, kind: kind, text: "")
    guard bytes.count <= kind.sizeLimit << 20 else {
      return .failure(
        empty.issue(
          .wholeFile, "the file has more than \(kind.sizeLimit) MiB",
          remedy: kind.sizeRemedy))
    }
    if let bad = firstInvalidByte(in: bytes) {
      let before = String(decoding: bytes[..<bad], as: UTF8.self)
      let repaired = SourceText(
        file: file, kind: kind, text: String(decoding: bytes, as: UTF8.self))
      let valid = SourceText(file: file, kind: kind, text: before)
      let column = (valid.lines.last?.unicodeScalars.count ?? 0) + 1
      let digits = String(bytes[bad], radix: 16, uppercase: true)
      return .failure(
        repaired.issue(
          SourcePlace(line: max(1, valid.lines.count), column: column),
          "the file is not UTF-8: byte \(bad + 1) is 0x\(digits.count < 2 ? "0" : "")\(digits)",
          remedy: "save the file as UTF-8"))
    }
    var text = String(decoding: bytes, as: UTF8.self)
    if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
    return .success(SourceText(file: file, kind: kind, text: text))
  }

  /// The offset of the first byte that is no UTF-8.
  private static func firstInvalidByte(in bytes: [UInt8]) -> Int? {
    var iterator = bytes.makeIterator()
    var decoder = UTF8()
    var offset = 0
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): offset += UTF8.width(scalar)
      case .emptyInput: return nil
      case .error: return offset
      }
    }
  }

  /// Reports every character that has no place in a lesson; the text with a visible sign in the
  /// place of each.
  static func cleaned(_ source: SourceText, issues: inout [LessonIssue]) -> SourceText {
    // The common line has nothing but printable ASCII and costs one pass over its bytes.
    let suspects = source.lines.indices.filter { index in
      source.lines[index].utf8.contains { $0 < 0x20 || $0 >= 0x7F }
    }
    var lines = source.lines
    for index in suspects {
      var clean = String.UnicodeScalarView()
      var found = false
      for (column, scalar) in lines[index].unicodeScalars.enumerated() {
        let isControl = scalar != "\t" && VisibleText.isControl(scalar)
        let isNoCharacter = VisibleText.isNoncharacter(scalar) || scalar == "\u{FEFF}"
        guard isControl || isNoCharacter else {
          clean.append(scalar)
          continue
        }
        found = true
        clean.append(VisibleText.picture(of: scalar))
        guard issues.count < IssueLog.limit else { continue }
        issues.append(
          source.issue(
            SourcePlace(line: index + 1, column: column + 1),
            VisibleText.codePoint(scalar)
              + (isControl ? " is a control character" : " is no character"),
            remedy: "take it out: \(source.kind.name) is plain text"))
      }
      if found { lines[index] = String(clean) }
    }
    return SourceText(file: source.file, kind: source.kind, lines: lines)
  }
}
