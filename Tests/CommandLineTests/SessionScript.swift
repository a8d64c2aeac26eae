import Foundation

/// What one line of a `.session` file asks for; Tests/Sessions/README.md is the format.
enum SessionCommand: Hashable {
  case size(columns: Int, rows: Int)
  case env(String)
  case start(String)
  case keys([String])
  case text(String)
  case expect(String)
  case expectNot(String)
  case resize(columns: Int, rows: Int)
  case signal(Int32)
  case expectExit(Int)
  case expectRestored
  case shell(String)
}

/// A recorded session: its commands, each with its 1-based line.
struct SessionScript {
  struct Line: Hashable {
    var number: Int
    var command: SessionCommand
  }

  struct SyntaxError: Error, CustomStringConvertible {
    var line: Int
    var message: String
    var description: String { "line \(line): \(message)" }
  }

  var lines: [Line] = []

  init(_ text: String) throws {
    for (index, raw) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let line = raw.trimmingCharacters(in: .whitespaces)
      guard !line.isEmpty, !line.hasPrefix("#") else { continue }
      guard let command = SessionCommand(line) else {
        throw SyntaxError(line: index + 1, message: "not a line of a session: \(line)")
      }
      lines.append(Line(number: index + 1, command: command))
    }
    try checkOrder()
  }

  /// A session that starts nothing, or checks nothing, could not fail.
  private func checkOrder() throws {
    guard let start = lines.firstIndex(where: { $0.command.isStart }) else {
      throw SyntaxError(line: 1, message: "nothing is started")
    }
    for (index, line) in lines.enumerated() {
      switch line.command {
      case .size, .env:
        if index > start { throw SyntaxError(line: line.number, message: "belongs before start") }
      case .start:
        if index > start {
          throw SyntaxError(line: line.number, message: "start stands once; use shell")
        }
      default:
        if index < start { throw SyntaxError(line: line.number, message: "belongs after start") }
      }
    }
    guard lines.contains(where: { $0.command.isExpectation }) else {
      throw SyntaxError(line: lines[start].number, message: "nothing is expected")
    }
  }
}

extension SessionCommand {
  var isStart: Bool { if case .start = self { true } else { false } }

  var isExpectation: Bool {
    switch self {
    case .expect, .expectNot, .expectExit, .expectRestored: true
    default: false
    }
  }

  init?(_ line: String) {
    let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
    let rest = parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
    switch (parts[0], rest.isEmpty) {
    case ("size", false), ("resize", false):
      let sides = rest.split(separator: "x").compactMap { Int($0) }
      guard sides.count == 2, sides.allSatisfy({ 1...1000 ~= $0 }) else { return nil }
      self =
        parts[0] == "size"
        ? .size(columns: sides[0], rows: sides[1]) : .resize(columns: sides[0], rows: sides[1])
    case ("env", false):
      guard rest.contains("=") else { return nil }
      self = .env(rest)
    case ("start", false): self = .start(rest)
    case ("keys", false):
      let names = rest.split(separator: " ").map(String.init)
      // tmux would type the letters of a name that it does not know.
      guard names.allSatisfy(SessionCommand.isKey) else { return nil }
      self = .keys(names)
    case ("text", false): self = .text(SessionCommand.unquoted(rest))
    case ("expect", false): self = .expect(SessionCommand.unquoted(rest))
    case ("expect-not", false): self = .expectNot(SessionCommand.unquoted(rest))
    case ("signal", false):
      guard let number = SessionCommand.signals[rest] else { return nil }
      self = .signal(number)
    case ("expect-exit", false):
      guard let code = Int(rest), 0...255 ~= code else { return nil }
      self = .expectExit(code)
    case ("expect-restored", true): self = .expectRestored
    case ("shell", false): self = .shell(rest)
    default: return nil
    }
  }

  private static func isKey(_ name: String) -> Bool {
    let named: Set = [
      "Enter", "Space", "Tab", "BTab", "BSpace", "Escape", "Left", "Right", "Up", "Down", "Home",
      "End", "PgUp", "PgDn", "Delete", "F1",
    ]
    return name.count == 1 || named.contains(name)
      || (name.count == 3 && (name.hasPrefix("C-") || name.hasPrefix("M-")))
  }

  private static func unquoted(_ text: String) -> String {
    text.count > 1 && text.hasPrefix("\"") && text.hasSuffix("\"")
      ? String(text.dropFirst().dropLast()) : text
  }

  private static let signals: [String: Int32] = [
    "HUP": SIGHUP, "SEGV": SIGSEGV, "INT": SIGINT, "QUIT": SIGQUIT, "TERM": SIGTERM,
    "TSTP": SIGTSTP,
    "CONT": SIGCONT, "KILL": SIGKILL, "ABRT": SIGABRT, "USR1": SIGUSR1, "WINCH": SIGWINCH,
  ]
}
