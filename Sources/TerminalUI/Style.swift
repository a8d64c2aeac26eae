/// What a piece of text means; a ``Palette`` turns it into a colour, or into none.
public enum Ink: Hashable, Sendable {
  /// The terminal's own foreground.
  case normal
  /// Less important than its surroundings.
  case muted
  /// The one accent: where the eye should go.
  case accent
  /// Of a signed value, shown by its sign as well.
  case positive, negative
  /// A verdict, shown by a glyph as well.
  case good, bad
  /// The lines of a chart, told apart by their glyphs and labels as well; 0-based.
  case series(Int)
  /// A signed value as a filled area: from −``shadeLimit``, strongly negative, to
  /// ``shadeLimit``; 0 is the terminal's own background. Only where ``Glyphs/hasShades`` holds;
  /// elsewhere glyphs tell the value.
  case shade(Int)

  public static let shadeLimit = 4
}

/// How a cell looks.
public struct Style: Hashable, Sendable {
  public var ink: Ink
  public var isBold: Bool
  /// Underlined where the terminal has no italics.
  public var isItalic: Bool
  public var isUnderlined: Bool
  public var isReversed: Bool
  /// What is behind the character; `nil`: the terminal's own background.
  public var background: Ink?

  public init(
    _ ink: Ink = .normal, bold: Bool = false, italic: Bool = false, underlined: Bool = false,
    reversed: Bool = false, background: Ink? = nil
  ) {
    self.ink = ink
    isBold = bold
    isItalic = italic
    isUnderlined = underlined
    isReversed = reversed
    self.background = background
  }

  public static let normal = Style()
  public static let muted = Style(.muted)
  public static let accent = Style(.accent)
  public static let bold = Style(bold: true)

  public var bold: Style {
    var copy = self
    copy.isBold = true
    return copy
  }
  public var reversed: Style {
    var copy = self
    copy.isReversed = true
    return copy
  }
}

/// Text in one style.
public struct StyledRun: Hashable, Sendable {
  public var text: String
  public var style: Style
  /// Where the text leads, if it is a link.
  public var link: String?

  public init(_ text: String, _ style: Style = .normal, link: String? = nil) {
    self.text = text
    self.style = style
    self.link = link
  }
}

/// One line of styled text.
public struct StyledLine: Hashable, Sendable, ExpressibleByStringLiteral {
  public var runs: [StyledRun]

  public init(_ runs: [StyledRun] = []) { self.runs = runs }
  public init(_ text: String, _ style: Style = .normal) { runs = [StyledRun(text, style)] }
  public init(stringLiteral value: String) { self.init(value) }

  public var text: String { runs.map(\.text).joined() }
  public var columns: Int { runs.reduce(0) { $0 + TextWidth.columns(of: $1.text) } }

  public mutating func append(_ text: String, _ style: Style = .normal) {
    runs.append(StyledRun(text, style))
  }
}
