/// Writes the text of a picture in SVG: alone in its file, with a title and a description that are
/// read aloud, in colours that hold on a light and on a dark ground.
public struct SVGWriter: Hashable, Sendable {
  /// Of the picture, in its own units.
  public let width: Double
  public let height: Double
  private let title: String
  private let description: String
  private var body: [String] = []

  public init(width: Double, height: Double, title: String, description: String) {
    self.width = width
    self.height = height
    self.title = title
    self.description = description
  }

  /// Attributes by name, in their order.
  public typealias Attributes = KeyValuePairs<String, String>

  /// Where a text starts, has its middle or its end.
  public enum Anchor: String, Sendable {
    case start, middle, end
  }

  /// An element without content.
  public mutating func add(_ element: String, _ attributes: Attributes) {
    body.append("<\(element)\(Self.text(attributes))/>")
  }

  public mutating func rect(
    x: Double, y: Double, width: Double, height: Double, _ attributes: Attributes = [:]
  ) {
    let place = Self.text([
      "x": Self.number(x), "y": Self.number(y), "width": Self.number(max(0, width)),
      "height": Self.number(max(0, height)),
    ])
    body.append("<rect\(place)\(Self.text(attributes))/>")
  }

  public mutating func line(
    x1: Double, y1: Double, x2: Double, y2: Double, _ attributes: Attributes = ["class": "axis"]
  ) {
    let place = Self.text([
      "x1": Self.number(x1), "y1": Self.number(y1), "x2": Self.number(x2), "y2": Self.number(y2),
    ])
    body.append("<line\(place)\(Self.text(attributes))/>")
  }

  public mutating func text(
    _ content: String, x: Double, y: Double, anchor: Anchor = .start,
    _ attributes: Attributes = [:]
  ) {
    guard !content.isEmpty else { return }
    let place = Self.text([
      "x": Self.number(x), "y": Self.number(y), "text-anchor": anchor.rawValue,
    ])
    body.append("<text\(place)\(Self.text(attributes))>\(Self.escaped(content))</text>")
  }

  /// The whole file.
  public var document: String {
    let size = "\(Self.number(width)) \(Self.number(height))"
    let head = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(size)\" role=\"img\" "
        + "aria-labelledby=\"title desc\">",
      "<title id=\"title\">\(Self.escaped(title))</title>",
      "<desc id=\"desc\">\(Self.escaped(description))</desc>",
      "<style>\(Self.style)</style>",
    ]
    return (head + body + ["</svg>"]).joined(separator: "\n") + "\n"
  }

  /// Classes for all pictures: `ink` and `muted` for text, `axis` and `grid` for lines, `positive`,
  /// `negative` and `zero` for areas of signed values, `s0` to `s3` for the strokes of runs.
  public static let style = """

    svg { font: 12px ui-monospace, Menlo, Consolas, monospace }
    text, .ink { fill: #24292f } text.muted, .muted { fill: #6a737d }
    .axis { stroke: #848d97; stroke-width: 1 } .grid { stroke: #848d97; opacity: .3 }
    .frame { fill: none; stroke: #848d97; opacity: .5 }
    .positive { fill: #1f6fb4 } .negative { fill: #c8601a } .zero { fill: #8a4fc0 }
    .s0, .s1, .s2, .s3 { fill: none; stroke-width: 1.5 }
    .s0 { stroke: #2f7fc4 } .s1 { stroke: #d0701f } .s2 { stroke: #2f9a52 } .s3 { stroke: #a95fd0 }
    @media (prefers-color-scheme: dark) {
      text, .ink { fill: #e6e6e6 } text.muted, .muted { fill: #9aa4ae }
      .positive { fill: #5aa9e6 } .negative { fill: #f0954e } .zero { fill: #c79bf0 }
    }

    """

  /// A document of this writer as part of a page that has ``style`` once and other pictures beside it.
  ///
  /// - Parameter number: another one for each picture of the page.
  public static func inline(_ document: String, number: Int) -> String {
    func replaced(_ text: String, _ old: String, _ new: String) -> String {
      guard let range = text.firstRange(of: old) else { return text }
      return text[..<range.lowerBound] + new + text[range.upperBound...]
    }
    var result = replaced(document, "<style>\(style)</style>\n", "")
    result = replaced(
      result, "aria-labelledby=\"title desc\"",
      "aria-labelledby=\"title-\(number) desc-\(number)\"")
    result = replaced(result, "<title id=\"title\">", "<title id=\"title-\(number)\">")
    return replaced(result, "<desc id=\"desc\">", "<desc id=\"desc-\(number)\">")
  }

  /// A coordinate with at most two decimals; 0 for what is no finite number.
  public static func number(_ value: Double) -> String {
    guard value.isFinite, value.magnitude < 1e12 else { return "0" }
    let hundredths = Int((value * 100).rounded())
    let fraction = Int(hundredths.magnitude) % 100
    let sign = hundredths < 0 ? "-" : ""
    let whole = "\(sign)\(hundredths.magnitude / 100)"
    guard fraction != 0 else { return whole }
    let digits = fraction < 10 ? "0\(fraction)" : "\(fraction)"
    return whole + "." + (digits.hasSuffix("0") ? String(digits.dropLast()) : digits)
  }

  /// Text as content or as the value of an attribute; control characters become `�`.
  public static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func text(_ attributes: Attributes) -> String {
    attributes.map { " \($0.key)=\"\(escaped($0.value))\"" }.joined()
  }
}
