public import Regularization

/// What a key's value may be.
public indirect enum FormatType: Sendable, Hashable {
  /// One line of text, at most so many characters.
  case text(limit: Int)
  /// Small Markdown with computed figures.
  case prose
  case id(IdentifierKind)
  /// A web address.
  case link
  /// The version of the format that the file is written in.
  case version
  case whole(ClosedRange<Int>)
  case decimal(DecimalRange)
  /// A number that is computed with as a `Double`.
  case number(NumberRange)
  /// `true` or `false`.
  case flag
  /// What starts a random stream: a whole number of 64 bits.
  case seed
  /// Nothing, on purpose: `null`.
  case null
  case choice([String])
  /// A weight's name.
  case weightName
  /// A figure of a replay or of a table: `l1.θ2[5].step`, `θ2[5].after`.
  case cell
  /// A figure or an arithmetic expression.
  case expression
  /// Two expressions and a comparison.
  case claim
  case list(FormatType, count: ClosedRange<Int>)
  /// A step of the course: `STEP` of the lesson itself, or `LESSON:STEP`.
  case page
  /// Keys and values; the name of a mapping in ``LessonFormat``.
  case mapping(String)
  /// Keys that the author chooses, each with a value.
  case named(FormatType)
  case either(FormatType, FormatType)
}

/// Which things an identifier is for; decides its spelling.
public enum IdentifierKind: Sendable, Hashable {
  /// Words joined by hyphens: lessons and steps.
  case page
  /// Words joined by underscores: replays and printed tables, which expressions name.
  case figure

  public static let limit = 60

  func allows(_ text: String) -> Bool {
    guard let first = text.utf8.first, UInt8(ascii: "a")...UInt8(ascii: "z") ~= first,
      text.utf8.count <= IdentifierKind.limit
    else { return false }
    let joint = self == .page ? UInt8(ascii: "-") : UInt8(ascii: "_")
    return text.utf8.allSatisfy {
      UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
        || $0 == joint
    }
  }

  var pattern: String { self == .page ? "[a-z][a-z0-9-]*" : "[a-z][a-z0-9_]*" }

  /// The spelling in words.
  var rule: String {
    let joint = self == .page ? "“-”" : "“_”"
    return "begin with a letter from a to z; then small letters, digits and \(joint), "
      + "at most \(IdentifierKind.limit) in all"
  }
}

/// Which decimals a setting may have.
public enum DecimalRange: Sendable, Hashable {
  case any, zeroOrMore, moreThanZero, zeroToOne

  var words: String {
    switch self {
    case .any: "a number"
    case .zeroOrMore: "a number that is 0 or more"
    case .moreThanZero: "a number that is more than 0"
    case .zeroToOne: "a number from 0 to 1"
    }
  }
}

/// A key of a mapping.
public struct FormatKey: Sendable, Hashable {
  public var name: String
  public var type: FormatType
  public var isRequired: Bool
  /// What it means, in a line.
  public var summary: String
}

/// A mapping of the format with all of its keys.
public struct FormatMapping: Sendable, Hashable {
  /// As messages call it: “lesson”, “text step”.
  public var name: String
  public var summary: String
  public var keys: [FormatKey]
  /// A key with which the required ones may be left out.
  public var inheritanceKey: String?

  var nameWithArticle: String {
    let isVowel = name.first.map { "aeiou".contains($0) } ?? false
    return "\(isVowel ? "an" : "a") \(name)"
  }

  public func key(_ name: String) -> FormatKey? { keys.first { $0.name == name } }
}
