/// What may be shown of a file's characters.
enum VisibleText {
  /// Whether a terminal could take the scalar as a command, or turn the direction of the text by
  /// it; tabs and line ends included.
  static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .surrogate: return true
    default: break
    }
    switch scalar.value {
    case 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0x061C: return true
    default: return false
    }
  }

  /// Whether Unicode sets the scalar aside for a program's own use.
  static func isNoncharacter(_ scalar: Unicode.Scalar) -> Bool {
    (0xFDD0...0xFDEF).contains(scalar.value) || scalar.value & 0xFFFE == 0xFFFE
  }

  /// The text with a visible sign in the place of every control character; as many characters.
  static func sanitized(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { isControl($0) || isNoncharacter($0) }) else {
      return text
    }
    var result = ""
    for character in text {
      let scalars = character.unicodeScalars
      guard scalars.contains(where: { isControl($0) || isNoncharacter($0) }) else {
        result.append(character)
        continue
      }
      result.unicodeScalars.append(scalars.first.map(picture(of:)) ?? "�")
    }
    return result
  }

  /// The sign that Unicode has for a control character: `␉` for a tab.
  static func picture(of scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0...0x1F: Unicode.Scalar(0x2400 + scalar.value) ?? "�"
    case 0x7F: "␡"
    default: "�"
    }
  }

  /// “U+001B”.
  static func codePoint(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// A piece of a file for a message: in quotation marks, on one line, and not too long.
  static func quoted(_ text: some StringProtocol) -> String {
    let limit = 40
    let head = String(text.prefix(limit))
    return "“" + sanitized(head) + (text.dropFirst(limit).isEmpty ? "" : "…") + "”"
  }

  /// How many cells a terminal gives the character.
  static func columns(of character: Character) -> Int {
    guard let first = character.unicodeScalars.first, first.value >= 0x300 else { return 1 }
    if character.unicodeScalars.dropFirst().contains("\u{FE0F}") { return 2 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if first.properties.isEmojiPresentation { return 2 }
    switch first.value {
    case 0x1160...0x11FF: return 0
    case 0x303F: return 1
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1AFF0...0x1B2FF,
      0x16FE0...0x18DFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
