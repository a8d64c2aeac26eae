/// Inline math, written once in a small TeX and shown in Unicode.
///
/// `\eta\lambda\sign\theta_1` becomes `ηλ sign θ₁`. What is not known is shown as it is written,
/// so that a slip is seen and nothing is lost.
public enum MathText {
  /// The Unicode text of what stands between two `$`; spaces in it are no-break spaces, so that
  /// a formula stays on its line where it can.
  public static func unicode(_ tex: String) -> String {
    var reader = MathReader(tex)
    let text = reader.readAll()
    var result = ""
    for character in text where !(character == "\u{A0}" && result.last == "\u{A0}") {
      result.append(character)
    }
    while result.first == "\u{A0}" { result.removeFirst() }
    while result.last == "\u{A0}" { result.removeLast() }
    return result
  }

  /// Digits and letters that have a raised form; `-` gives `⁻`.
  static func raised(_ text: String) -> String? { mapped(text, superscripts) }
  /// Digits and letters that have a lowered form.
  static func lowered(_ text: String) -> String? { mapped(text, subscripts) }

  private static func mapped(_ text: String, _ table: [Character: Character]) -> String? {
    var result = ""
    for character in text where character != "\u{A0}" {
      guard let mapped = table[character] else { return nil }
      result.append(mapped)
    }
    return result.isEmpty ? nil : result
  }

  private static let superscripts: [Character: Character] = [
    "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸",
    "9": "⁹", "+": "⁺", "−": "⁻", "-": "⁻", "=": "⁼", "(": "⁽", ")": "⁾", "n": "ⁿ", "i": "ⁱ",
    "T": "ᵀ", "t": "ᵗ", "k": "ᵏ", "j": "ʲ", "l": "ˡ", "m": "ᵐ", "p": "ᵖ",
  ]

  private static let subscripts: [Character: Character] = [
    "0": "₀", "1": "₁", "2": "₂", "3": "₃", "4": "₄", "5": "₅", "6": "₆", "7": "₇", "8": "₈",
    "9": "₉", "+": "₊", "−": "₋", "-": "₋", "=": "₌", "(": "₍", ")": "₎", "i": "ᵢ", "j": "ⱼ",
    "k": "ₖ", "l": "ₗ", "m": "ₘ", "n": "ₙ", "p": "ₚ", "t": "ₜ", "x": "ₓ", "a": "ₐ", "e": "ₑ",
    "o": "ₒ", "s": "ₛ", "r": "ᵣ", "u": "ᵤ", "v": "ᵥ", "h": "ₕ",
  ]

  /// How a command is shown.
  enum Symbol {
    /// A letter or a sign that stands close to its neighbours.
    case plain(String)
    /// A relation or an operation, with a space on either side.
    case relation(String)
    /// A function's name, apart from letters: `sign θ`.
    case function(String)
    /// A mark over the one before: `\hat v`.
    case accent(String)
  }

  static let symbols: [String: Symbol] = {
    var table: [String: Symbol] = [
      "partial": .plain("∂"), "nabla": .plain("∇"), "sum": .plain("Σ"), "prod": .plain("∏"),
      "infty": .plain("∞"), "cdot": .plain("·"), "ldots": .plain("…"), "dots": .plain("…"),
      "cdots": .plain("⋯"), "lVert": .plain("‖"), "rVert": .plain("‖"), "Vert": .plain("‖"),
      "|": .plain("‖"), "lvert": .plain("|"), "rvert": .plain("|"), "vert": .plain("|"),
      "mid": .relation("|"), "prime": .plain("′"), "ell": .plain("ℓ"), "{": .plain("{"),
      "}": .plain("}"), "$": .plain("$"), "%": .plain("%"), "_": .plain("_"), "#": .plain("#"),
      "&": .plain("&"), "\\": .plain("\u{A0}"), ",": .plain("\u{A0}"), ";": .plain("\u{A0}"),
      ":": .plain("\u{A0}"), " ": .plain("\u{A0}"), "quad": .plain("\u{A0}\u{A0}"),
      "!": .plain(""), "left": .plain(""), "right": .plain(""), "bigl": .plain(""),
      "bigr": .plain(""), "odot": .relation("⊙"), "circ": .plain("∘"), "top": .plain("ᵀ"),
      "hat": .accent("\u{302}"), "bar": .accent("\u{304}"), "tilde": .accent("\u{303}"),
      "varepsilon": .plain("ε"), "varphi": .plain("φ"), "vartheta": .plain("ϑ"),
    ]
    let relations = [
      "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "approx": "≈",
      "sim": "∼", "propto": "∝", "leftarrow": "←", "gets": "←", "rightarrow": "→", "to": "→",
      "Rightarrow": "⇒", "Leftrightarrow": "⇔", "in": "∈", "times": "×", "pm": "±", "mp": "∓",
      "ll": "≪", "gg": "≫", "equiv": "≡", "lt": "<", "gt": ">",
    ]
    for (name, sign) in relations { table[name] = .relation(sign) }
    for name in [
      "sign", "max", "min", "exp", "log", "ln", "tanh", "arg", "argmin", "argmax", "mean",
    ] {
      table[name] = .function(name)
    }
    let small = [
      "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ",
      "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν",
      "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ",
      "chi": "χ", "psi": "ψ", "omega": "ω",
    ]
    for (name, letter) in small {
      table[name] = .plain(letter)
      table[name.prefix(1).uppercased() + name.dropFirst()] = .plain(letter.uppercased())
    }
    return table
  }()
}
