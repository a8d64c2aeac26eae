import Testing

struct RootCommandTests {
  @Test(arguments: [
    ["--help"], ["-h"], ["help"], ["replay", "--help"], ["help", "replay"],
    ["train", "--help"], ["trace", "--help"], ["check", "--help"], ["schema", "--help"],
  ])
  func helpGoesToStandardOutputWithExamplesFirst(arguments: [String]) throws {
    let result = try CommandRunner.run(arguments)
    #expect(result.status == 0)
    #expect(result.errors == "")
    let examples = try #require(result.output.firstRange(of: "Examples:\n  regtutor "))
    let usage = try #require(result.output.firstRange(of: "USAGE:"))
    #expect(examples.lowerBound < usage.lowerBound)
    // An example that is broken over two lines cannot be copied.
    #expect(result.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func everyExampleOfTheHelpRuns() throws {
    for help in [["--help"], ["replay", "--help"]] {
      let output = try CommandRunner.run(help).output
      let examples = output.split(separator: "\n").filter { $0.hasPrefix("  regtutor replay ") }
      #expect(examples.count >= 2)
      for example in examples {
        let command = example.dropFirst("  regtutor".count).prefix { $0 != ">" }
        let result = try CommandRunner.shell("\"$0\"\(command)")
        #expect(result.status == 0, "\(example)")
        #expect(result.errors == "", "\(example)")
      }
    }
  }

  @Test func theVersionGoesToStandardOutput() throws {
    let result = try CommandRunner.run("--version")
    #expect(result.status == 0)
    #expect(result.errors == "")
    #expect(result.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
  }

  @Test(arguments: [
    (["--nonsense"], "Unknown option '--nonsense'"), (["-5"], "Unknown option '-5'"),
  ])
  func wrongUsageGoesToStandardError(arguments: [String], message: String) throws {
    let result = try CommandRunner.run(arguments)
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(result.errors == "regtutor: \(message)\nSee “regtutor --help”.\n")
  }
}
