/// What a terminal has to switch on for a ``Style``.
public struct Rendition: Hashable, Sendable {
  /// An index into the terminal's colours; nil is its own foreground.
  public var foreground: Int?
  /// The same for the background.
  public var background: Int?
  public var isBold = false
  public var isDim = false
  public var isItalic = false
  public var isUnderlined = false
  public var isReversed = false

  public init() {}
}

/// Which colour stands for which meaning.
///
/// The background is the terminal's own but for shades. At 256 colours every colour has a contrast
/// of at least 3.5 to both black and white, shades apart: they are areas, paler and greyer towards
/// zero. 16 colours are whatever the user's theme makes of them, so they serve only where a sign or
/// an attribute says the same.
public struct Palette: Hashable, Sendable {
  public let level: ColorLevel

  public init(_ level: ColorLevel) { self.level = level }

  public func rendition(of style: Style) -> Rendition {
    var rendition = Rendition()
    rendition.foreground = color(of: style.ink)
    if level == .extended { rendition.background = style.background.flatMap { color(of: $0) } }
    rendition.isBold = style.isBold
    rendition.isItalic = style.isItalic
    rendition.isUnderlined = style.isUnderlined
    rendition.isReversed = style.isReversed
    switch style.ink {
    case .muted where level != .extended: rendition.isDim = !style.isBold
    case .accent, .bad: if level == .none { rendition.isBold = true }
    default: break
    }
    return rendition
  }

  /// The colour's index among 256 or among 16, or nil for the terminal's own foreground.
  public func color(of ink: Ink) -> Int? {
    switch level {
    case .none: nil
    case .sixteen: Self.sixteen(ink)
    case .extended: Self.extended(ink)
    }
  }

  private static func extended(_ ink: Ink) -> Int? {
    switch ink {
    case .normal: nil
    case .muted: 243
    case .accent: 134
    case .positive: 32
    case .negative: 166
    case .good: 28
    case .bad: 160
    case .series(let index): cycled([32, 166, 30, 133, 100, 161], index)
    case .shade(let level): shade(level)
    }
  }

  /// Bright black is no grey to rely on (some themes make it the background), so muted is dim.
  private static func sixteen(_ ink: Ink) -> Int? {
    switch ink {
    case .normal, .muted: nil
    case .accent: 5
    case .positive: 12
    case .negative: 9
    case .good: 2
    case .bad: 1
    case .series(let index): cycled([12, 9, 2, 5, 6, 1], index)
    case .shade(let level): level == 0 ? nil : level > 0 ? 12 : 9
    }
  }

  /// Greyish to bright: reads as small to large on dark and light grounds.
  private static func shade(_ level: Int) -> Int? {
    guard level != 0 else { return nil }
    let ramp = level > 0 ? [60, 25, 33, 39] : [95, 130, 172, 214]
    return ramp[min(Int(level.magnitude), ramp.count) - 1]
  }

  private static func cycled(_ colors: [Int], _ index: Int) -> Int {
    colors[((index % colors.count) + colors.count) % colors.count]
  }
}
