import Foundation
import Testing

struct GeneratedDocsTests {
  @Test func generatedDocsAreWhatTheProgramSays() throws {
    let outcome = try Spawn.run(
      "sh",
      [
        TerminalSession.root.appending(path: "scripts/docs.sh").path, "--check",
        TerminalSession.programs.appending(path: "regtutor").path,
      ], environment: ProcessInfo.processInfo.environment)
    #expect(outcome.code == 0, "\(outcome.errors)")
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func aCompletionIsWrittenForEachShell(shell: String) throws {
    let outcome = try Spawn.run(
      TerminalSession.programs.appending(path: "regtutor").path,
      ["--generate-completion-script", shell], environment: ProcessInfo.processInfo.environment)
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("regtutor"))
  }
}
