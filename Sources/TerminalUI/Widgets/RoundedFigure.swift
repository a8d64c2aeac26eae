extension Double {
  /// The value with so many significant digits, as a sentence or an axis shows it: `0` for an exact
  /// zero, `1.2e-05` below 1e-3 and `1.2e+09` from 1e6 on.
  ///
  /// *Differs*: rounds the shortest decimal that reads back as this value, so that 0.15 becomes
  /// 0.2 and not 0.1.
  public func rounded(significantDigits: Int) -> String {
    guard isFinite else { return isNaN ? "NaN" : self < 0 ? "-inf" : "inf" }
    guard self != 0 else { return "0" }
    var decimal = DecimalDigits(magnitude)
    decimal.round(to: max(1, significantDigits))
    return (self < 0 ? "-" : "") + decimal.text
  }
}

/// A positive decimal: `0.d₁d₂d₃… · 10^exponent`.
struct DecimalDigits: Hashable {
  private(set) var digits: [UInt8] = []
  private(set) var exponent = 0

  init(_ magnitude: Double) {
    var point: Int?
    var power = 0
    var text = Substring(magnitude.description)
    if let mark = text.firstIndex(where: { $0 == "e" || $0 == "E" }) {
      power = Int(text[text.index(after: mark)...]) ?? 0
      text = text[..<mark]
    }
    for byte in text.utf8 {
      if byte == UInt8(ascii: ".") {
        point = digits.count
      } else if let digit = Character(UnicodeScalar(byte)).wholeNumberValue {
        digits.append(UInt8(digit))
      }
    }
    exponent = (point ?? digits.count) + power
    while digits.first == 0 {
      digits.removeFirst()
      exponent -= 1
    }
    trim()
  }

  private mutating func trim() {
    while digits.last == 0 { digits.removeLast() }
  }

  mutating func round(to count: Int) {
    guard digits.count > count else { return }
    let roundsUp = digits[count] >= 5
    digits.removeSubrange(count...)
    if roundsUp {
      var index = count - 1
      while index >= 0, digits[index] == 9 {
        digits[index] = 0
        index -= 1
      }
      if index >= 0 {
        digits[index] += 1
      } else {
        digits.insert(1, at: 0)
        exponent += 1
      }
    }
    trim()
  }

  var text: String {
    let all = digits.map(String.init).joined()
    if exponent < -2 || exponent > 6 {
      let power = exponent - 1
      let fraction = all.dropFirst()
      let size = abs(power) < 10 ? "0\(abs(power))" : "\(abs(power))"
      return all.prefix(1) + (fraction.isEmpty ? "" : "." + fraction) + (power < 0 ? "e-" : "e+")
        + size
    }
    if exponent <= 0 { return "0." + String(repeating: "0", count: -exponent) + all }
    if digits.count <= exponent {
      return all + String(repeating: "0", count: exponent - digits.count)
    }
    return all.prefix(exponent) + "." + all.dropFirst(exponent)
  }
}
