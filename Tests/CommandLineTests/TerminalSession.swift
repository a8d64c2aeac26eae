import Foundation

/// A shell in a tmux pane on a server of its own, in which a session is played.
///
/// Nothing here waits for a time: what is expected is asked for again and again until it holds
/// or the deadline has passed, and every question is a process of its own.
final class TerminalSession {
  struct Failure: Error, CustomStringConvertible {
    var line: Int
    var message: String
    var screen: String
    var description: String { "line \(line): \(message)\nThe screen:\n\(screen)" }
  }

  private let folder: URL
  private var deadline: TimeInterval
  private var line = 0
  /// How often a command of the shell has ended.
  private var endings = 0

  private static let marker = "· what stood here before ·"

  /// Plays a session to its end; its last line has a deadline of its own, for sessions that are
  /// known to fail there.
  ///
  /// *Throws*: ``Failure`` at the first line that does not come true.
  static func play(
    _ script: SessionScript, deadline: TimeInterval = 30, lastDeadline: TimeInterval? = nil
  ) throws {
    let session = try TerminalSession(deadline: deadline)
    defer { session.close() }
    var size = (columns: 80, rows: 24)
    var environment: [String] = []
    for line in script.lines {
      session.line = line.number
      if line == script.lines.last, let lastDeadline { session.deadline = lastDeadline }
      switch line.command {
      case .size(let columns, let rows): size = (columns, rows)
      case .env(let setting): environment.append(setting)
      case .start(let command):
        try session.open(columns: size.columns, rows: size.rows)
        try session.start(command, environment: environment)
      default: try session.perform(line.command)
      }
    }
  }

  private init(deadline: TimeInterval) throws {
    self.deadline = deadline
    // A short path: the name of a socket may have 107 bytes.
    folder = URL(filePath: "/tmp").appending(path: "regtutor-\(UUID().uuidString.prefix(13))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func close() {
    _ = try? tmux("kill-server")
    try? FileManager.default.removeItem(at: folder)
  }

  private func perform(_ command: SessionCommand) throws {
    switch command {
    case .size, .env, .start: break
    case .keys(let names): for name in names { try press(name) }
    case .text(let text): try type(text)
    case .expect(let text):
      try wait("“\(text)” does not appear") { try self.screen().contains(text) }
    case .expectNot(let text):
      try wait("“\(text)” does not go away") { try !self.screen().contains(text) }
    case .resize(let columns, let rows):
      try tmux("resize-window", "-x", "\(columns)", "-y", "\(rows)")
    case .signal(let number): try send(number)
    case .expectExit(let code):
      try expectExit(code)
      try expectRestored()
    case .expectRestored: try expectRestored()
    case .shell(let command):
      try type(command + "; status")
      try press("Enter")
    }
  }

  // MARK: The shell in the pane

  private func open(columns: Int, rows: Int) throws {
    // `status` keeps the terminal's modes, and tells the exit code of what ran before it as the
    // pane's title: the pane has then read all that was written before.
    let prelude = """
      endings=0
      status() {
        code=$?
        endings=$((endings + 1))
        stty -g >'\(folder.path)/modes'
        printf '\\033]2;ending %s code %s\\007' $endings $code
      }
      PS1='$ '
      """
    try Data(prelude.utf8).write(to: folder.appending(path: "prelude"))
    try tmux(
      "-f", "/dev/null", "start-server", ";",
      "set-option", "-g", "status", "off", ";",
      "set-option", "-g", "default-terminal", "tmux-256color", ";",
      "set-option", "-s", "escape-time", "0", ";",
      "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)",
      "-c", TerminalSession.root.path, "exec sh -i")
    try type(". '\(folder.path)/prelude'; clear; echo '\(TerminalSession.marker)'; status")
    try press("Enter")
    try expectExit(0)
    try FileManager.default.copyItem(at: file("modes"), to: file("modes-before"))
  }

  private func start(_ command: String, environment: [String]) throws {
    let settings = environment.map { "'\($0.replacing("'", with: "'\\''"))'" }
    let prefix = settings.isEmpty ? "" : "env \(settings.joined(separator: " ")) "
    try type("\(prefix)\(command); status")
    try press("Enter")
  }

  private func expectExit(_ code: Int) throws {
    endings += 1
    var found = ""
    try wait("the program does not end") {
      let title = try self.tmux("display-message", "-p", "#{pane_title}").split(separator: " ")
      guard title.starts(with: ["ending", "\(self.endings)"]) else { return false }
      found = title.last?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
      return true
    }
    if found != "\(code)" { throw failure("the exit code is \(found), not \(code)") }
  }

  private func expectRestored() throws {
    let before = try String(contentsOf: file("modes-before"), encoding: .utf8)
    let after = try String(contentsOf: file("modes"), encoding: .utf8)
    if before != after {
      throw failure("the terminal's modes (stty -g) are \(after), and were \(before)")
    }
    let questions = [
      ("alternate_on", "0", "the alternate screen is still on"),
      ("cursor_flag", "1", "the cursor is hidden"),
      ("mouse_any_flag", "0", "the mouse is still reported"),
      ("keypad_cursor_flag", "0", "the cursor keys are still in application mode"),
    ]
    for (variable, value, message) in questions
    where try !tmux("display-message", "-p", "#{\(variable)}").hasPrefix(value) {
      throw failure(message)
    }
    if try !screen(withHistory: true).contains(TerminalSession.marker) {
      throw failure("what stood on the screen before is gone")
    }
  }

  /// Sends a signal to the program, the shell's only child.
  private func send(_ number: Int32) throws {
    let shell = try tmux("display-message", "-p", "#{pane_pid}")
      .trimmingCharacters(in: .whitespacesAndNewlines)
    let path = "/proc/\(shell)/task/\(shell)/children"
    let children = try String(contentsOfFile: path, encoding: .utf8)
    guard let program = children.split(separator: " ").last.flatMap({ pid_t($0) }) else {
      throw failure("no program is running")
    }
    kill(program, number)
  }

  // MARK: The terminal

  private static let keyNames = ["PgUp": "PageUp", "PgDn": "PageDown", "Delete": "DC"]

  private func press(_ name: String) throws {
    if name.count == 1 { return try type(name) }
    try tmux("send-keys", TerminalSession.keyNames[name] ?? name)
  }

  private func type(_ text: String) throws {
    // A semicolon at the end would end tmux's own command.
    let escaped = text.hasSuffix(";") ? text.dropLast() + "\\;" : text
    try tmux("send-keys", "-l", "--", String(escaped))
  }

  private func screen(withHistory: Bool = false) throws -> String {
    try tmux(["capture-pane", "-p"] + (withHistory ? ["-S", "-"] : []))
  }

  private func wait(_ message: String, until holds: () throws -> Bool) throws {
    let end = Date(timeIntervalSinceNow: deadline)
    repeat {
      if try holds() { return }
      // A question to tmux takes a few milliseconds and lets others run meanwhile.
      _ = try screen()
    } while Date() < end
    throw failure("\(message) within \(deadline) s")
  }

  private func failure(_ message: String) -> Failure {
    Failure(line: line, message: message, screen: (try? screen()) ?? "(there is none)")
  }

  private func file(_ name: String) -> URL { folder.appending(path: name) }

  @discardableResult
  private func tmux(_ arguments: String...) throws -> String { try tmux(arguments) }

  private func tmux(_ arguments: [String]) throws -> String {
    var environment = ProcessInfo.processInfo.environment
    environment["TMUX"] = nil
    environment["NO_COLOR"] = nil
    environment["LC_ALL"] = "C.UTF-8"
    environment["PATH"] = "\(TerminalSession.programs.path):\(environment["PATH"] ?? "/usr/bin")"
    let outcome = try Spawn.run(
      "tmux", ["-u", "-S", file("socket").path] + arguments, environment: environment,
      stateFolder: file("state"))
    guard outcome.code == 0 else {
      throw Failure(line: line, message: "tmux: \(outcome.errors)", screen: "")
    }
    return outcome.output
  }

  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The folder of the programs that were built with the tests.
  static let programs = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
}
