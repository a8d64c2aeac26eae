import Regularization

/// Numbers that are computed with in binary: from the file's text to a `Double` in one step.
extension ValueReader {
  /// Whether a text is made of what a decimal number is made of; keeps out `nan`, `inf` and `0x1`,
  /// which `Double` would read.
  private static func isDecimal(_ text: String) -> Bool {
    text.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
        UInt8(ascii: "+"), UInt8(ascii: "e"), UInt8(ascii: "E"):
        true
      default: false
      }
    }
  }

  /// A finite number; whether it is in range is judged elsewhere.
  func number(_ node: SourceNode, key: String) -> Double? {
    guard let text = raw(node, key: key) else { return nil }
    if ValueReader.isDecimal(text), let value = Double(text), value.isFinite { return value }
    let plain = text.replacing("−", with: "-")
    if ValueReader.isDecimal(plain), let value = Double(plain) {
      if value.isFinite { return value }
      log.report(
        node, "\(VisibleText.quoted(text)) is too large",
        remedy: "“\(key)” must be a number of at most \(NumberRange.magnitudeLimit)")
      return nil
    }
    var reason = "it is not finite"
    do throws(DecimalSyntaxError) {
      _ = try ExactDecimal(parsing: text)
    } catch {
      reason = "\(error)"
    }
    log.report(
      node, "\(VisibleText.quoted(text)) is no number: \(reason)",
      remedy: text.contains(",")
        ? "write a decimal point: \(VisibleText.quoted(text.replacing(",", with: ".")))"
        : "“\(key)” must be a number, such as 0.1 or 1e-3")
    return nil
  }

  /// A whole number; whether it is in range is judged elsewhere.
  func integer(_ node: SourceNode, key: String) -> Int? {
    guard let text = raw(node, key: key) else { return nil }
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      log.report(
        node, "“\(key)” cannot be \(VisibleText.quoted(text))",
        remedy: "it must be a whole number, such as 10")
      return nil
    }
    guard let value = Int(text) else {
      log.report(
        node, "“\(key)” cannot be \(VisibleText.quoted(text))", remedy: "it is too large")
      return nil
    }
    return value
  }

  func seed(_ node: SourceNode, key: String) -> UInt64? {
    guard let text = raw(node, key: key) else { return nil }
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = UInt64(text) else {
      log.report(
        node, "“\(key)” cannot be \(VisibleText.quoted(text))",
        remedy: "it must be a whole number from 0 to \(UInt64.max)")
      return nil
    }
    return value
  }

  func flag(_ node: SourceNode, key: String) -> Bool? {
    switch raw(node, key: key) {
    case nil: return nil
    case "true": return true
    case "false": return false
    case let text?:
      log.report(
        node, "“\(key)” cannot be \(VisibleText.quoted(text))",
        remedy: "it must be true or false")
      return nil
    }
  }
}
