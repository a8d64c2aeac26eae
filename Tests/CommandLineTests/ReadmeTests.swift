import Foundation
import Testing

/// The sessions in the README run as they stand there.
struct ReadmeTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var command: String
    var output: String
    var testDescription: String { command }
  }

  /// The examples in the `console` blocks of a text: a line after `$ ` is a command (going on in
  /// the next where it ends in a backslash), the lines up to the next one are what it prints.
  static func examples(in text: String) -> [Example] {
    var examples: [Example] = []
    var isInBlock = false
    var continues = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("```") {
        isInBlock = line == "```console"
        continues = false
      } else if isInBlock, line.hasPrefix("$ ") {
        examples.append(Example(command: String(line.dropFirst(2)), output: ""))
        continues = line.hasSuffix("\\")
      } else if isInBlock, let last = examples.indices.last {
        if continues {
          examples[last].command += "\n" + line
          continues = line.hasSuffix("\\")
        } else {
          examples[last].output += line + "\n"
        }
      }
    }
    return examples
  }

  static var readme: [Example] {
    let path = TerminalSession.root.appending(path: "README.md")
    return examples(in: (try? String(contentsOf: path, encoding: .utf8)) ?? "")
  }

  @Test(arguments: readme)
  func anExampleOfTheReadmePrintsWhatItShows(_ example: Example) throws {
    var environment = ProcessInfo.processInfo.environment
    let path = environment["PATH"] ?? "/usr/bin"
    environment["PATH"] = "\(TerminalSession.programs.path):\(path)"
    environment["LC_ALL"] = "C.UTF-8"
    let command = "cd '\(TerminalSession.root.path)' && \(example.command)"
    let outcome = try Spawn.run("sh", ["-c", command], environment: environment)
    #expect(outcome.output == example.output, "\(outcome.errors)")
  }

  @Test func theReadmeHasExamplesAndNamesTheTestCommand() throws {
    #expect(ReadmeTests.readme.count > 1)
    let text = try String(
      contentsOf: TerminalSession.root.appending(path: "README.md"), encoding: .utf8)
    let continuous = try String(
      contentsOf: TerminalSession.root.appending(path: ".ci/run"), encoding: .utf8)
    #expect(text.contains("make test") && continuous.contains("make test"))
  }

  @Test func examplesAreReadFromConsoleBlocksAlone() {
    let text = """
      ```sh
      $ not one
      ```
      ```console
      $ one --long \\
        --more
      first

      second
      $ two
      ```
      $ nor this
      """
    let found = ReadmeTests.examples(in: text)
    #expect(found.map(\.command) == ["one --long \\\n  --more", "two"])
    #expect(found.map(\.output) == ["first\n\nsecond\n", ""])
  }
}
