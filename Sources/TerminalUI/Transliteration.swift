/// Text turned into ASCII character by character, with as much of the neighbourhood as it takes to
/// keep the meaning: `ηλw` becomes `eta lambda w`, `10⁻³` becomes `10^-3`.
struct Transliteration {
  var result = ""
  private var last = Kind.other

  /// What the last character was, which decides how the next one joins.
  private enum Kind { case letter, word, greek, raised, lowered, root, other }

  mutating func append(_ character: Character) {
    if let ascii = character.asciiValue {
      // A name that was one letter must not run into the letters around it: λw.
      if character.isLetter {
        append(character == "\r\n" ? "\n" : String(character), as: .letter)
      } else {
        if last == .root, character != "(", character != " " { result += " " }
        result += character == "\r\n" ? "\n" : String(UnicodeScalar(ascii))
        last = character.isNumber ? (last == .greek ? .greek : .letter) : .other
      }
      return
    }
    guard let scalar = character.unicodeScalars.first else { return }
    let marks = character.unicodeScalars.dropFirst()
    if let raised = Self.raised[character] {
      result += last == .raised ? raised : "^" + raised
      last = .raised
    } else if let lowered = Self.lowered[character] {
      // θ₁ is a name of its own, theta1; x₁ and θᵢ keep the mark of the index.
      let joins = last == .lowered || (last == .greek && lowered.first?.isNumber == true)
      result += joins ? lowered : "_" + lowered
      last = .lowered
    } else if let known = Self.signs[character] {
      append(sign: known)
    } else if let name = Self.greek(scalar) {
      append(name + Self.suffix(marks), as: .greek)
    } else if let letter = Self.latin(scalar) {
      append(letter + (Self.takesHat(letter) ? Self.suffix(marks, scalar) : ""), as: .letter)
    } else if TextWidth.columns(of: character) > 0 {
      append(sign: "?")
    }
  }

  private mutating func append(_ word: String, as kind: Kind) {
    let meets: Bool
    switch (last, kind) {
    case (.letter, .letter), (.other, _): meets = false
    case (_, .letter): meets = last == .greek || last == .word || last == .root
    default: meets = true
    }
    result += (meets ? " " : "") + word
    last = kind
  }

  private mutating func append(sign: String) {
    switch sign {
    case "sum", "sqrt", "prod", "inf":
      append(sign, as: sign == "sqrt" ? .root : .word)
    case "1/2", "1/4", "3/4", "1/3", "2/3":
      if last != .other { result += " " }
      result += sign
      last = .word
    case "d":
      // The d of a derivative stays with what follows: ∂L/∂θ is dL/dtheta.
      if last != .other { result += " " }
      result += sign
      last = .other
    default:
      result += sign
      last = .other
    }
  }

  /// The Greek letter's own name; `Σ` is the sign of a sum here.
  private static func greek(_ scalar: Unicode.Scalar) -> String? {
    guard (0x370...0x3FF).contains(scalar.value), let name = scalar.properties.name else {
      return nil
    }
    let words = name.split(separator: " ")
    guard let letter = words.firstIndex(of: "LETTER"), letter + 1 < words.count else {
      return words.first == "GREEK" && words.last == "SYMBOL" ? words[1].lowercased() : nil
    }
    var spelled = words[letter + 1].lowercased()
    if spelled == "lamda" { spelled = "lambda" }
    if spelled == "final", letter + 2 < words.count { spelled = words[letter + 2].lowercased() }
    return words.contains("CAPITAL")
      ? spelled.prefix(1).uppercased() + spelled.dropFirst() : spelled
  }

  /// The letter under the accents: the Unicode name of é is LATIN SMALL LETTER E WITH ACUTE.
  private static func latin(_ scalar: Unicode.Scalar) -> String? {
    if scalar.isASCII { return String(Character(scalar)) }
    guard let name = scalar.properties.name, name.hasPrefix("LATIN ") else { return nil }
    let words = name.split(separator: " ")
    guard words.count >= 4, words[2] == "LETTER", words[3].count <= 2 else { return nil }
    return words[1] == "SMALL" ? words[3].lowercased() : String(words[3])
  }

  private static func takesHat(_ letter: String) -> Bool { "mvwxypMVWXYP".contains(letter) }

  /// An estimate's hat and a mean's bar are part of a quantity's name.
  private static func suffix(
    _ marks: Substring.UnicodeScalarView, _ base: Unicode.Scalar? = nil
  ) -> String {
    if marks.contains("\u{302}") || base?.properties.name?.hasSuffix("WITH CIRCUMFLEX") == true {
      return "hat"
    }
    return marks.contains("\u{304}") || marks.contains("\u{305}") ? "bar" : ""
  }

  private static let raised: [Character: String] = [
    "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8",
    "⁹": "9", "⁺": "+", "⁻": "-", "⁼": "=", "⁽": "(", "⁾": ")", "ⁿ": "n", "ⁱ": "i", "ᵀ": "T",
    "ᵗ": "t", "ᵏ": "k", "ʲ": "j", "ˡ": "l", "ᵐ": "m", "ᵖ": "p",
  ]

  private static let lowered: [Character: String] = [
    "₀": "0", "₁": "1", "₂": "2", "₃": "3", "₄": "4", "₅": "5", "₆": "6", "₇": "7", "₈": "8",
    "₉": "9", "₊": "+", "₋": "-", "₌": "=", "₍": "(", "₎": ")", "ᵢ": "i", "ⱼ": "j", "ₖ": "k",
    "ₗ": "l", "ₘ": "m", "ₙ": "n", "ₚ": "p", "ₜ": "t", "ₓ": "x", "ₐ": "a", "ₑ": "e", "ₒ": "o",
    "ₛ": "s", "ᵣ": "r", "ᵤ": "u", "ᵥ": "v", "ₕ": "h",
  ]

  private static let signs: [Character: String] = [
    "Σ": "sum", "∑": "sum", "∏": "prod", "√": "sqrt", "∞": "inf", "∂": "d", "∇": "grad ",
    "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "·": "*", "⋅": "*", "∙": "*", "×": "x",
    "÷": "/", "⁄": "/", "±": "+-", "∓": "-+", "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~", "∼": "~",
    "≡": "==", "≪": "<<", "≫": ">>", "∝": " prop. to ", "∈": " in ", "∉": " not in ", "∘": "o",
    "⊙": " (.) ", "←": "<-", "→": "->", "↔": "<->", "⇒": "=>", "⇐": "<=", "⇔": "<=>", "↦": "|->",
    "↑": "^", "↓": "v", "½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3",
    "‖": "||", "∥": "||", "∣": "|", "⌊": "floor(", "⌋": ")", "⌈": "ceil(", "⌉": ")",
    "…": "..", "⋯": "..", "⋮": ":", "“": "\"", "”": "\"", "„": "\"", "«": "\"", "»": "\"",
    "‘": "'", "’": "'", "‚": "'", "′": "'", "″": "\"", "\u{A0}": " ", "\u{2009}": " ",
    "\u{202F}": " ", "\u{2002}": " ", "\u{2003}": " ", "\u{200A}": " ", "\u{3000}": " ",
    "•": "*", "●": "O", "○": "o", "◦": "o", "■": "#", "□": "[]", "▪": "*", "▸": ">", "▶": ">",
    "►": ">", "◂": "<", "◀": "<", "▲": "^", "△": "^", "▼": "v", "▽": "v", "▐": "[", "▌": "]",
    "✓": "ok", "✔": "ok", "✗": "x", "✘": "x", "✕": "x", "✖": "x", "⚠": "!", "§": "section ",
    "©": "(c)", "®": "(R)", "™": "(TM)", "°": " deg", "µ": "u", "€": "EUR", "£": "GBP",
    "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "Th", "ð": "d",
    "ı": "i", "ℓ": "l", "ℝ": "R", "ℕ": "N", "ℤ": "Z", "𝔼": "E", "¿": "?", "¡": "!", "¬": "not ",
    "─": "-", "━": "=", "┄": ".", "┆": ":", "│": "|", "┃": "|", "┌": "+", "┐": "+", "└": "+",
    "┘": "+", "├": "+", "┤": "+", "┬": "+", "┴": "+", "┼": "+", "═": "=", "║": "|",
    "░": ".", "▒": ":", "▓": "#", "█": "#", "▀": "\"", "▄": "_",
  ]
}
