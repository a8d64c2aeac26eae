import Foundation
import Testing

/// One after the other: each plays in a terminal and keeps asking for what it shows.
@Suite(.serialized) struct SessionTests {
  static let folder = TerminalSession.root.appending(path: "Tests/Sessions")

  static var recorded: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".session") }.sorted()
  }

  @Test(arguments: recorded)
  func recordedSessionPlays(name: String) throws {
    let text = try String(contentsOf: SessionTests.folder.appending(path: name), encoding: .utf8)
    do {
      try TerminalSession.play(SessionScript(text))
    } catch {
      Issue.record("Tests/Sessions/\(name), \(error)")
    }
  }

  @Test func thereAreSessions() {
    #expect(!SessionTests.recorded.isEmpty)
    #expect(
      FileManager.default.isExecutableFile(
        atPath: TerminalSession.programs.appending(path: "regtutor").path))
  }

  static let counter = "start python3 Tests/Sessions/Fixtures/counter.py"

  /// Sessions that must fail, and what the failure says.
  static let failing: [(text: String, message: String)] = [
    ("start echo hello\nexpect goodbye", "line 2: “goodbye” does not appear"),
    ("start echo hello\nexpect hello\nexpect-not hello", "line 3: “hello” does not go away"),
    ("start sh -c 'exit 3'\nexpect-exit 0", "line 2: the exit code is 3, not 0"),
    ("start cat\nexpect-exit 0", "line 2: the program does not end"),
    ("start true\nexpect-exit 0\nsignal TERM", "line 3: no program is running"),
    ("start stty raw\nexpect-exit 0", "line 2: the terminal's modes"),
    ("start tput smcup\nexpect-exit 0", "line 2: the alternate screen is still on"),
    ("start tput civis\nexpect-exit 0", "line 2: the cursor is hidden"),
    ("start tput smkx\nexpect-exit 0", "line 2: the cursor keys are still in application mode"),
    (
      "start printf '\\033[?1000h'\nexpect-exit 0", "line 2: the mouse is still reported"
    ),
    (
      "start sh -c 'clear; tmux clear-history'\nexpect-exit 0\nexpect-restored",
      "line 2: what stood on the screen before is gone"
    ),
    (
      "\(counter) leave-screen\nexpect count 0\nkeys q\nexpect-exit 0",
      "line 4: the terminal's modes"
    ),
    (
      "\(counter) leave-modes\nexpect count 0\nkeys q\nexpect-exit 0",
      "line 4: the terminal's modes"
    ),
    (
      "\(counter) crash\nexpect count 0\nkeys x\nexpect-exit 134", "line 4: the terminal's modes"
    ),
    ("\(counter) deaf\nexpect count 0\nkeys Right\nexpect count 1", "line 4: “count 1”"),
  ]

  @Test(arguments: failing)
  func aSessionThatDoesNotComeTrueFails(sample: (text: String, message: String)) throws {
    let script = try SessionScript(sample.text)
    let failure = #expect(throws: TerminalSession.Failure.self) {
      try TerminalSession.play(script, lastDeadline: 1)
    }
    let description = failure?.description ?? ""
    #expect(description.hasPrefix(sample.message), "\(description)")
  }

  static let malformed: [(text: String, message: String)] = [
    ("", "line 1: nothing is started"),
    ("# only words", "line 1: nothing is started"),
    ("start true", "line 1: nothing is expected"),
    ("expect a\nstart true", "line 1: belongs after start"),
    ("start true\nsize 80x24\nexpect a", "line 2: belongs before start"),
    ("start true\nexpect-exit 0\nstart true", "line 3: start stands once; use shell"),
    ("size 80\nstart true", "line 1: not a line of a session: size 80"),
    ("start true\nexpects a", "line 2: not a line of a session: expects a"),
    ("start true\nkeys Rihgt", "line 2: not a line of a session: keys Rihgt"),
    ("start true\nexpect", "line 2: not a line of a session: expect"),
    ("start true\nsignal NONE", "line 2: not a line of a session: signal NONE"),
    ("start true\nexpect-exit 256", "line 2: not a line of a session: expect-exit 256"),
  ]

  @Test(arguments: malformed)
  func aMalformedSessionIsRefused(sample: (text: String, message: String)) {
    let error = #expect(throws: SessionScript.SyntaxError.self) { try SessionScript(sample.text) }
    #expect(error?.description == sample.message)
  }
}
