public import TerminalUI

/// What is done with a lesson, and what is expected of it, line by line.
public struct PlayScript: Hashable, Sendable {
  public enum Command: Hashable, Sendable {
    case size(Size)
    /// A step by its id or number.
    case goTo(String)
    case keys([Key])
    case text(String)
    /// A line of the linear view; empty for Enter alone.
    case line(String)
    case expect(String)
    case expectNot(String)
    case expectPage(String)
    case expectCovered([LessonCoverage.Category])
  }

  public struct Line: Hashable, Sendable {
    /// From 1.
    public var number: Int
    public var command: Command
  }

  /// What is wrong with a script.
  public struct Problem: Error, Hashable, Sendable {
    public var line: Int
    public var message: String
  }

  public private(set) var lines: [Line] = []

  /// *Throws*: ``Problem`` with the first line that means nothing, or where nothing is expected.
  public init(_ text: String) throws(Problem) {
    let rows = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, row) in rows.enumerated() {
      let words = PlayScript.trimmed(row)
      guard !words.isEmpty, words.first != "#" else { continue }
      let name = words.prefix { !$0.isWhitespace }
      let rest = String(PlayScript.trimmed(words.dropFirst(name.count)))
      do throws(Refusal) {
        lines.append(
          Line(number: index + 1, command: try PlayScript.command(String(name), rest)))
      } catch {
        throw Problem(line: index + 1, message: error.reason)
      }
    }
    guard lines.contains(where: { $0.command.isExpectation }) else {
      throw Problem(line: max(1, rows.count), message: "nothing is expected: no line could fail")
    }
  }

  public var expectationCount: Int { lines.count { $0.command.isExpectation } }

  private struct Refusal: Error { var reason: String }

  private static func command(_ name: String, _ rest: String) throws(Refusal) -> Command {
    guard !rest.isEmpty || name == "line" else {
      throw Refusal(reason: "“\(name)” says nothing more")
    }
    switch name {
    case "size": return .size(try size(rest))
    case "open": return .goTo(rest)
    case "keys":
      var keys: [Key] = []
      for word in rest.split(separator: " ") { keys.append(try key(String(word))) }
      return .keys(keys)
    case "text": return .text(unquoted(rest))
    case "line": return .line(unquoted(rest))
    case "expect": return .expect(unquoted(rest))
    case "expect-not": return .expectNot(unquoted(rest))
    case "expect-page": return .expectPage(rest)
    case "expect-covered":
      var categories: [LessonCoverage.Category] = []
      for word in rest.split(separator: " ") {
        guard let category = LessonCoverage.Category(rawValue: String(word)) else {
          let known = LessonCoverage.Category.allCases.map(\.rawValue).joined(separator: ", ")
          throw Refusal(reason: "“\(word)” cannot be covered; what can is: \(known)")
        }
        categories.append(category)
      }
      return .expectCovered(categories)
    default:
      throw Refusal(
        reason:
          "“\(name)” is no command; known are size, open, keys, text, line, expect, expect-not, "
          + "expect-page, expect-covered")
    }
  }

  private static func size(_ text: String) throws(Refusal) -> Size {
    let sides = text.split(separator: "x").map { Int($0) }
    guard sides.count == 2, let columns = sides[0], let rows = sides[1], 1...1000 ~= columns,
      1...1000 ~= rows
    else { throw Refusal(reason: "“\(text)” is no size; 80x24 is") }
    return Size(columns: columns, rows: rows)
  }

  private static let named: [String: Key] = [
    "Enter": .enter, "Space": .character(" "), "Tab": .tab, "BTab": .backTab,
    "BSpace": .backspace, "Escape": .escape, "Left": .left, "Right": .right, "Up": .up,
    "Down": .down, "Home": .home, "End": .end, "PgUp": .pageUp, "PgDn": .pageDown,
    "Delete": .delete,
  ]

  private static func key(_ name: String) throws(Refusal) -> Key {
    if let key = named[name] { return key }
    if name.count == 1, let character = name.first { return .character(character) }
    if name.hasPrefix("C-"), name.count == 3, let letter = name.uppercased().last {
      return .control(letter)
    }
    throw Refusal(reason: "“\(name)” is no key; keys are single characters, \(keyNames) and C-l")
  }

  private static var keyNames: String { named.keys.sorted().joined(separator: ", ") }

  private static func trimmed(_ text: Substring) -> Substring {
    let start = text.drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return start[...last]
  }

  private static func unquoted(_ text: String) -> String {
    text.count > 1 && text.hasPrefix("\"") && text.hasSuffix("\"")
      ? String(text.dropFirst().dropLast()) : text
  }
}

extension PlayScript.Command {
  var isExpectation: Bool {
    switch self {
    case .expect, .expectNot, .expectPage, .expectCovered: true
    default: false
    }
  }
}
