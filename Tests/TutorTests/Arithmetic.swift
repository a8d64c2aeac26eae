import Foundation

/// Reads a line of working as a person with a pocket calculator would: numbers, the four operations, powers,
/// roots, logarithms. Anything else is no number.
struct Arithmetic {
  private var rest: Substring

  /// The value of an expression; `nil` where it has names or signs of its own.
  static func value(of text: String) -> Double? {
    var reader = Arithmetic(rest: Substring(text.filter { $0 != " " }))
    guard let value = reader.sum(), reader.rest.isEmpty else { return nil }
    return value
  }

  private mutating func takes(_ character: Character) -> Bool {
    guard rest.first == character else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func takes(word: String) -> Bool {
    guard rest.hasPrefix(word) else { return false }
    rest.removeFirst(word.count)
    return true
  }

  private mutating func sum() -> Double? {
    guard var value = product() else { return nil }
    while true {
      if takes("+") {
        guard let next = product() else { return nil }
        value += next
      } else if takes("−") {
        guard let next = product() else { return nil }
        value -= next
      } else {
        return value
      }
    }
  }

  private mutating func product() -> Double? {
    guard var value = sign() else { return nil }
    while true {
      if takes("·") {
        guard let next = sign() else { return nil }
        value *= next
      } else if takes("/") {
        guard let next = sign() else { return nil }
        value /= next
      } else {
        return value
      }
    }
  }

  private mutating func sign() -> Double? {
    if takes("−") { return sign().map { -$0 } }
    return power()
  }

  private mutating func power() -> Double? {
    guard var value = atom() else { return nil }
    while true {
      if takes("²") {
        value *= value
      } else if takes(word: "³²") {
        value = Foundation.pow(value, 32)
      } else if takes("^") {
        guard let exponent = atom() else { return nil }
        value = Foundation.pow(value, exponent)
      } else {
        return value
      }
    }
  }

  private mutating func bracket() -> Double? {
    guard takes("("), let value = sum(), takes(")") else { return nil }
    return value
  }

  private mutating func atom() -> Double? {
    if takes("√") { return bracket().map { $0.squareRoot() } }
    if takes(word: "log") { return bracket().map { Foundation.log($0) } }
    if takes(word: "tanh") { return bracket().map { Foundation.tanh($0) } }
    if takes(word: "max(0,") {
      guard let value = sum(), takes(")") else { return nil }
      return max(0, value)
    }
    if rest.first == "e" {
      rest.removeFirst()
      return M_E
    }
    if rest.first == "(" { return bracket() }
    return number()
  }

  private mutating func number() -> Double? {
    var text = ""
    while let next = rest.first, next.isASCII, next.isNumber || next == "." {
      text.append(next)
      rest.removeFirst()
    }
    guard !text.isEmpty else { return nil }
    // `1.5e-05`, but not `1.5e` or the e of a power.
    let tail = rest.dropFirst()
    if rest.first == "e", tail.first == "-" || tail.first == "+" {
      let digits = tail.dropFirst().prefix { $0.isASCII && $0.isNumber }
      if !digits.isEmpty {
        text += "e\(tail.prefix(1))\(digits)"
        rest.removeFirst(2 + digits.count)
      }
    }
    return Double(text)
  }
}
