import Foundation
import Testing

/// What becomes of the journal when the program is killed, the disk is full or the folder is read-only.
@Suite(.serialized) struct JournalEndingsTests {
  /// A short run of a measurement; the long one has 200 kills.
  @Test func killsAFullDiskAndAReadOnlyFolderAreSurvived() throws {
    let outcome = try Spawn.run(
      "python3",
      [
        TerminalSession.root.appending(path: "Benchmarks/journal.py").path, "--kills", "8",
        "--turns", "30", "--", TerminalSession.programs.appending(path: "regtutor").path,
      ], environment: ProcessInfo.processInfo.environment)
    #expect(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
    #expect(outcome.output.contains("8 times the journal was whole"), "\(outcome.output)")
  }

  /// A limit on the size of files is a full disk that needs no root.
  @Test func whereNothingCanBeWrittenOneSentenceIsSaidAndTheLessonGoesOn() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let outcome = try Spawn.run(
      "sh",
      [
        "-c",
        """
        cd '\(TerminalSession.root.path)'; (trap '' XFSZ; ulimit -f 0; printf '1\\n\\n1.4\\n0\\n0\\n' |
          '\(CommandRunner.executable.path)' --plain --lessons lessons) | cat
        """,
      ], environment: ["LC_ALL": "C.UTF-8", "TERM": "dumb", "PATH": "/usr/bin:/bin"],
      stateFolder: folder)
    let sentences = outcome.output.split(separator: "\n").filter { $0.contains("not kept") }
    #expect(sentences == ["Your progress is not kept: there is no room for it on the disk."])
    #expect(outcome.output.contains("Right."))
  }
}
