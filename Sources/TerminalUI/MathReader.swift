/// Reads the small TeX of ``MathText`` from left to right.
struct MathReader {
  private let source: [Character]
  private var position = 0

  init(_ tex: String) { source = Array(tex) }

  private static let space = "\u{A0}"

  mutating func readAll() -> String {
    var text = ""
    while position < source.count {
      // A `}` with no `{` is shown, and reading goes on.
      text += readSequence()
      if position < source.count {
        text.append(source[position])
        position += 1
      }
    }
    return text
  }

  /// Everything up to a `}` that was not opened here.
  private mutating func readSequence() -> String {
    var text = ""
    while position < source.count, source[position] != "}" { readAtom(into: &text) }
    return text
  }

  private mutating func readAtom(into text: inout String) {
    let character = source[position]
    position += 1
    switch character {
    case "\\": readCommand(into: &text)
    case "{": text += readGroup()
    case "^": appendScript(raised: true, to: &text)
    case "_": appendScript(raised: false, to: &text)
    case "-": appendOperation("−", to: &text)
    case "+": appendOperation("+", to: &text)
    case "=", "<", ">": appendSpaced(String(character), to: &text)
    case "*": text += "·"
    case "'": text += "′"
    case "~": text += Self.space
    case " ", "\n", "\t":
      // TeX sets its own spaces; only those that keep two words apart stay.
      if let last = text.last, last.isASCII, last.isLetter,
        position < source.count, source[position].isLetter
      {
        text += Self.space
      }
    default: text.append(character)
    }
  }

  private mutating func readGroup() -> String {
    let start = position
    let inner = readSequence()
    guard position < source.count else { return "{" + (start == position ? "" : inner) }
    position += 1
    return inner
  }

  /// One argument: a group, a command or a single character.
  private mutating func readArgument() -> String? {
    while position < source.count, source[position] == " " { position += 1 }
    guard position < source.count, source[position] != "}" else { return nil }
    if source[position] == "-" {
      position += 1
      return "−"
    }
    var text = ""
    readAtom(into: &text)
    return text
  }

  private mutating func readCommand(into text: inout String) {
    guard position < source.count else {
      text += "\\"
      return
    }
    var name = ""
    while position < source.count, source[position].isLetter, source[position].isASCII {
      name.append(source[position])
      position += 1
    }
    if name.isEmpty {
      name = String(source[position])
      position += 1
    }
    switch name {
    case "frac", "dfrac", "tfrac": readFraction(into: &text)
    case "sqrt":
      let root = readArgument() ?? ""
      text += "√" + (Self.isSingle(root) ? root : "(\(root))")
    case "text", "mathrm", "operatorname", "mathit", "mathbf", "boldsymbol":
      readWords(into: &text)
    default:
      switch MathText.symbols[name] {
      case .plain(let sign): text += sign
      case .relation(let sign): appendSpaced(sign, to: &text)
      case .function(let word):
        if let last = text.last, last.isLetter || last.isNumber || "|)".contains(last) {
          text += Self.space
        }
        text += word
        skipSpaces()
        if position < source.count, !"({[_^,)}".contains(source[position]) { text += Self.space }
      case .accent(let mark):
        let base = readArgument() ?? ""
        text += base.isEmpty ? "" : String(base.prefix(1)) + mark + base.dropFirst()
      case nil: text += "\\" + name
      }
    }
  }

  /// Words keep their spaces.
  private mutating func readWords(into text: inout String) {
    guard position < source.count, source[position] == "{" else { return }
    position += 1
    while position < source.count, source[position] != "}" {
      text += source[position] == " " ? Self.space : String(source[position])
      position += 1
    }
    position += 1
  }

  private mutating func readFraction(into text: inout String) {
    let top = readArgument() ?? ""
    let bottom = readArgument() ?? ""
    let vulgar = ["1/2": "½", "1/3": "⅓", "2/3": "⅔", "1/4": "¼", "3/4": "¾"]
    if let sign = vulgar["\(top)/\(bottom)"] {
      text += sign
      return
    }
    func part(_ part: String, isBottom: Bool) -> String {
      Self.isSingle(part, isBottom: isBottom) ? part : "(\(part))"
    }
    text += part(top, isBottom: false) + "/" + part(bottom, isBottom: true)
  }

  /// Whether a term needs no parentheses: no operation in it, and below a line no product.
  private static func isSingle(_ text: String, isBottom: Bool = true) -> Bool {
    if text.contains(where: { "+−±·×/=<>≤≥← \u{A0}½⅓⅔¼¾".contains($0) }) {
      return isWrapped(text, "(", ")") || isWrapped(text, "|", "|")
    }
    guard isBottom, !text.allSatisfy(\.isNumber) else { return true }
    // ∂θ₁ and 10⁻³ are one thing; 2n and ηλ are products.
    let letters = text.filter { $0.isLetter && MathText.isLarge($0) || $0.isNumber && $0.isASCII }
    return letters.count <= 1 || letters.allSatisfy(\.isNumber) || text.hasPrefix("|")
      || text.hasPrefix("‖") || isWrapped(text, "(", ")")
  }

  private static func isWrapped(_ text: String, _ open: Character, _ close: Character) -> Bool {
    guard text.count > 1, text.first == open, text.last == close else { return false }
    return !text.dropFirst().dropLast().contains { $0 == open || $0 == close }
  }

  private mutating func appendScript(raised: Bool, to text: inout String) {
    guard let script = readArgument(), !script.isEmpty else {
      text += raised ? "^" : "_"
      return
    }
    if raised, script == "′" || script == "ᵀ" || script == "∘" {
      text += script
    } else if let mapped = raised ? MathText.raised(script) : MathText.lowered(script) {
      text += mapped
    } else {
      let mark = raised ? "^" : "_"
      text += mark + (script.count == 1 ? script : "(\(script))")
    }
  }

  private mutating func skipSpaces() {
    while position < source.count, source[position] == " " { position += 1 }
  }

  private mutating func appendSpaced(_ sign: String, to text: inout String) {
    if !text.isEmpty, text.last != "\u{A0}" { text += Self.space }
    text += sign + Self.space
    skipSpaces()
  }

  /// Plus and minus: spaced between two terms, close before the only one.
  private mutating func appendOperation(_ sign: String, to text: inout String) {
    let before = text.last { $0 != "\u{A0}" }
    if let before, !"([{,=<>≤≥≠≈←→·×+−±|/".contains(before) || (before == "|" && closesBar(text)) {
      appendSpaced(sign, to: &text)
    } else {
      text += sign
      skipSpaces()
    }
  }

  private func closesBar(_ text: String) -> Bool { text.filter { $0 == "|" }.count % 2 == 0 }
}

extension MathText {
  /// A letter on the line, not one raised or lowered.
  static func isLarge(_ character: Character) -> Bool {
    guard let scalar = character.unicodeScalars.first else { return false }
    return scalar.properties.generalCategory != .modifierLetter
      && !"ⁱⁿᵢᵣᵤᵥⱼ∂".unicodeScalars.contains(scalar)
  }
}
