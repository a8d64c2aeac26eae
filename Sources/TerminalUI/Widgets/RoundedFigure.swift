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

extension Double {
  /// The value with so many decimals, as a column of live figures shows it, so that it keeps its
  /// width: `0` for an exact zero, `1.20e-05` below 1e-3 and `1.20e+06` from 1e6 on.
  public func fixed(decimals: Int) -> String {
    guard isFinite, self != 0 else { return rounded(significantDigits: 1) }
    let sign = self < 0 ? "-" : ""
    var decimal = DecimalDigits(magnitude)
    let isInRange = decimal.exponent >= -2 && decimal.exponent + decimals > 0
    decimal.round(to: isInRange ? decimal.exponent + decimals : 3)
    guard isInRange, decimal.exponent <= 6 else {
      decimal.round(to: 3)
      return sign + decimal.scientific(digits: 3)
    }
    return sign + decimal.fixed(decimals: decimals)
  }
}

extension Int {
  /// The number with commas between thousands: `100,352`.
  public var grouped: String {
    var result = ""
    let digits = String(magnitude)
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return (self < 0 ? "-" : "") + result
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

  /// With zeros at the end to so many decimals.
  func fixed(decimals: Int) -> String {
    guard !digits.isEmpty else { return "0" + (decimals > 0 ? "." + zeros(decimals) : "") }
    let text = text
    let whole = text.prefix { $0 != "." }
    let fraction = text.dropFirst(whole.count + 1)
    guard decimals > 0 else { return String(whole) }
    return whole + "." + fraction + zeros(max(0, decimals - fraction.count))
  }

  /// With so many digits before the power of ten.
  func scientific(digits count: Int) -> String {
    let all = digits.map(String.init).joined() + zeros(max(0, count - digits.count))
    let power = exponent - 1
    let size = abs(power) < 10 ? "0\(abs(power))" : "\(abs(power))"
    return all.prefix(1) + "." + all.dropFirst() + (power < 0 ? "e-" : "e+") + size
  }

  private func zeros(_ count: Int) -> String { String(repeating: "0", count: count) }
}
