/// What a terminal sent, before it means a key.
public enum KeyInput: Hashable, Sendable {
  /// A code point, among them the control characters.
  case scalar(Unicode.Scalar)
  /// A key that the terminal library has recognized.
  case key(Key)
}

/// Turns what came in at one go into keys.
///
/// An escape sequence that the terminal library did not know is either one of those that nearly all
/// terminals send, or dropped whole, so that its letters are not taken for keys.
public enum KeyDecoder {
  public static func keys(_ input: [KeyInput]) -> [Key] {
    var keys: [Key] = []
    var rest = input[...]
    while let next = rest.popFirst() {
      switch next {
      case .key(let key): keys.append(key)
      case .scalar("\u{1B}"):
        switch rest.first {
        case .scalar("["), .scalar("O"):
          let introducer = rest.popFirst()
          if let key = sequence(&rest, isControl: introducer == .scalar("[")) { keys.append(key) }
        case .scalar(let scalar) where scalar != "\u{1B}":
          // Alt and a key: nothing is bound to it.
          rest.removeFirst()
        default: keys.append(.escape)
        }
      case .scalar(let scalar):
        let category = scalar.properties.generalCategory
        if category == .nonspacingMark, case .character(let base) = keys.last {
          keys[keys.count - 1] = .character(Character(String(base) + String(scalar)))
        } else if let key = key(scalar) {
          keys.append(key)
        }
      }
    }
    return keys
  }

  /// The key of a single code point.
  public static func key(_ scalar: Unicode.Scalar) -> Key? {
    switch scalar.value {
    case 0x08, 0x7F: .backspace
    case 0x09: .tab
    case 0x0A, 0x0D: .enter
    case 0x1B: .escape
    case 0x00...0x1F:
      Unicode.Scalar(scalar.value + 0x40).map { .control(Character($0)) }
    case 0x80...0x9F: nil
    default: .character(Character(scalar))
    }
  }

  /// The rest of `ESC [ …` up to its final byte, or the one letter after `ESC O`.
  private static func sequence(_ rest: inout ArraySlice<KeyInput>, isControl: Bool) -> Key? {
    var parameters = ""
    while case .scalar(let scalar) = rest.first {
      rest.removeFirst()
      guard isControl, (0x20...0x3F).contains(scalar.value) else {
        return key(final: Character(scalar), parameters: parameters)
      }
      parameters.unicodeScalars.append(scalar)
    }
    return nil
  }

  private static func key(final: Character, parameters: String) -> Key? {
    switch (final, parameters) {
    case ("A", ""): .up
    case ("B", ""): .down
    case ("C", ""): .right
    case ("D", ""): .left
    case ("H", ""), ("~", "1"), ("~", "7"): .home
    case ("F", ""), ("~", "4"), ("~", "8"): .end
    case ("~", "3"): .delete
    case ("~", "5"): .pageUp
    case ("~", "6"): .pageDown
    case ("Z", ""): .backTab
    case ("M", ""): .enter
    default: nil
    }
  }
}
