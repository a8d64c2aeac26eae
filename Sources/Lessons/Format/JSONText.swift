/// JSON with its keys in the order in which they are given, to be read by people as well.
indirect enum JSONText: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral
{
  case string(String)
  case number(Int)
  case real(Double)
  case bool(Bool)
  case list([JSONText])
  case object([(key: String, value: JSONText)])

  init(stringLiteral value: String) { self = .string(value) }
  init(integerLiteral value: Int) { self = .number(value) }
  init(booleanLiteral value: Bool) { self = .bool(value) }

  static func strings(_ values: some Sequence<String>) -> JSONText {
    .list(values.map { .string($0) })
  }

  func text(indent: Int = 0) -> String {
    let inner = String(repeating: " ", count: indent + 2)
    let outer = String(repeating: " ", count: indent)
    switch self {
    case .string(let value): return JSONText.quoted(value)
    case .number(let value): return String(value)
    case .real(let value):
      let text = "\(value)"
      return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    case .bool(let value): return String(value)
    case .list(let values) where values.allSatisfy(\.isSimple):
      return "[" + values.map { $0.text() }.joined(separator: ", ") + "]"
    case .list(let values):
      return "[\n" + values.map { inner + $0.text(indent: indent + 2) }.joined(separator: ",\n")
        + "\n\(outer)]"
    case .object(let pairs) where pairs.isEmpty: return "{}"
    case .object(let pairs):
      return "{\n"
        + pairs.map { "\(inner)\(JSONText.quoted($0.key)): \($0.value.text(indent: indent + 2))" }
        .joined(separator: ",\n") + "\n\(outer)}"
    }
  }

  private var isSimple: Bool {
    switch self {
    case .string, .number, .real, .bool: true
    case .list, .object: false
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
