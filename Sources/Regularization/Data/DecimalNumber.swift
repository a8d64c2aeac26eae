/// Decimal numbers as they stand in text files: `-0.5`, `.5`, `1e-3`. No `inf`, no `nan`, no
/// hexadecimals, no locale.
enum DecimalNumber {
  /// The nearest Double; `nil` where the bytes are something else.
  static func read(_ bytes: [UInt8], in range: Range<Int>) -> Double? {
    bytes.withUnsafeBufferPointer { read(UnsafeBufferPointer(rebasing: $0[range])) }
  }

  private static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    var index = 0
    var isNegative = false
    if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      index = 1
    }
    var significand: UInt64 = 0
    var digits = 0
    var significant = 0
    var exponent = 0
    var isFraction = false
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "."), !isFraction {
        isFraction = true
      } else if let digit = digit(byte) {
        digits += 1
        if significant > 0 || digit > 0 { significant += 1 }
        if significant <= 19 { significand = significand &* 10 &+ UInt64(digit) }
        if isFraction { exponent -= 1 }
      } else {
        break
      }
      index += 1
    }
    guard digits > 0 else { return nil }
    if index < bytes.count {
      guard bytes[index] | 0x20 == UInt8(ascii: "e") else { return nil }
      guard let power = power(bytes[(index + 1)...]) else { return nil }
      exponent += power
    }
    // Both factors are exact, so one rounding is left (Clinger 1990).
    if significant <= 19, significand < 1 << 53, abs(exponent) <= 22 {
      let value = Double(significand)
      let scaled = exponent < 0 ? value / powersOfTen[-exponent] : value * powersOfTen[exponent]
      return isNegative ? -scaled : scaled
    }
    return Double(String(decoding: bytes, as: UTF8.self))
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    let value = byte &- UInt8(ascii: "0")
    return value < 10 ? value : nil
  }

  private static func power(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    var rest = bytes
    var isNegative = false
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      rest = rest.dropFirst()
    }
    guard !rest.isEmpty else { return nil }
    var power = 0
    for byte in rest {
      guard let digit = digit(byte) else { return nil }
      // Further digits only take it further beyond every Double.
      if power < 100_000 { power = power * 10 + Int(digit) }
    }
    return isNegative ? -power : power
  }

  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
