import Foundation
import Testing

struct ReplayCommandTests {
  private static let header = "iteration,weight,before,gradient,penalty,step,after,event"

  /// The columns `iteration,weight,step,after` of a run in CSV.
  private func table(_ arguments: String...) throws -> [String] {
    let result = try CommandRunner.run(["replay", "--format", "csv"] + arguments)
    #expect(result.status == 0)
    #expect(result.errors == "")
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(lines.first == Self.header)
    return lines.dropFirst().map { line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      return [fields[0], fields[1], fields[5], fields[6]].joined(separator: " ")
    }
  }

  // MARK: The article's tables

  @Test func noPenalty() throws {
    #expect(
      try table("--gradient", "1") == [
        "1 θ1 0.1 1.4", "1 θ2 0.1 0.4", "2 θ1 0.1 1.3", "2 θ2 0.1 0.3", "3 θ1 0.1 1.2",
        "3 θ2 0.1 0.2", "4 θ1 0.1 1.1", "4 θ2 0.1 0.1", "5 θ1 0.1 1", "5 θ2 0.1 0",
      ])
  }

  @Test(arguments: [
    ("subgradient", ["0.11 -0.05", "0.09 -0.14", "0.09 -0.23", "0.09 -0.32"]),
    ("hold", ["0.11 0", "0 0", "0 0", "0 0"]),
    ("proximal", ["0.09 -0.03", "0.09 -0.12", "0.09 -0.21", "0.09 -0.3"]),
  ])
  func l1ByRule(rule: String, fifthToEighth: [String]) throws {
    let rows = try table(
      "--gradient", "1", "--penalty", "l1", "--zero-rule", rule, "--iterations", "8")
    #expect(
      rows.prefix(8) == [
        "1 θ1 0.11 1.39", "1 θ2 0.11 0.39", "2 θ1 0.11 1.28", "2 θ2 0.11 0.28",
        "3 θ1 0.11 1.17", "3 θ2 0.11 0.17", "4 θ1 0.11 1.06", "4 θ2 0.11 0.06",
      ])
    let second = rows.filter { $0.contains("θ2") }.suffix(4)
    #expect(Array(second) == zip(5...8, fifthToEighth).map { "\($0) θ2 \($1)" })
  }

  @Test func l2AsPrinted() throws {
    #expect(
      try table(
        "--gradient", "1", "--penalty", "l2", "--round-step", "5", "--round-step-at", "θ1[3]=4")
        == [
          "1 θ1 0.115 1.385", "1 θ2 0.105 0.395", "2 θ1 0.11385 1.27115",
          "2 θ2 0.10395 0.29105", "3 θ1 0.1127 1.15845", "3 θ2 0.10291 0.18814",
          "4 θ1 0.11158 1.04687", "4 θ2 0.10188 0.08626", "5 θ1 0.11047 0.9364",
          "5 θ2 0.10086 -0.0146",
        ])
  }

  @Test(arguments: [
    ("half", "5 θ1 0.11046854115 0.93638557385", "5 θ2 0.10086258105 -0.01460447605"),
    ("full", "5 θ1 0.1199078608 0.8754851792", "5 θ2 0.1014604976 -0.0284356176"),
  ])
  func l2Exactly(convention: String, first: String, second: String) throws {
    let rows = try table("--gradient", "1", "--penalty", "l2", "--l2-convention", convention)
    #expect(rows.suffix(2) == [first, second])
  }

  @Test func theExampleThatDoesTellL1FromL2() throws {
    let rows = try table(
      "--target", "1.5,0.05", "--penalty", "l1", "--zero-rule", "proximal", "--iterations", "30")
    let second = rows.filter { $0.contains("θ2") }
    #expect(second.firstIndex { $0.hasSuffix(" 0") } == 22)
    #expect(second.suffix(7).allSatisfy { $0.hasSuffix(" 0 0") })
  }

  // MARK: Ways to say it

  @Test(arguments: [
    ["--gradient", "-1", "--weights", "-1.5,0.5"],
    ["--gradient=-1", "--weights=-1.5,0.5"],
    ["--weights", "-1.50,+.5", "--gradient", "-1,-1.0"],
    ["--weights", "θ1=-1.5,θ2=0.5", "--gradient", "θ2=-1,θ1=-1"],
    ["--weights", "θ1 = -1.5, θ2 = 0.5", "--gradient", "−1"],
    ["--weights", "-15e-1,5E-1", "--gradient", "-1", "--learning-rate", "1e-1"],
    ["--weights", "-1.5,.5", "--gradient", "-1", "--penalty", "none"],
  ])
  func oneReplayInSeveralSpellings(arguments: [String]) throws {
    let result = try CommandRunner.run(
      ["replay", "--iterations", "1", "--format", "csv"] + arguments)
    #expect(result.output == "\(Self.header)\n1,θ1,-1.5,-1,0,-0.1,-1.4,\n1,θ2,0.5,-1,0,-0.1,0.6,\n")
    #expect(result.errors == "")
    #expect(result.status == 0)
  }

  @Test func negativeTargetsAndTheDefaultsOfTheElasticNet() throws {
    let rows = try table("--target", "-1", "--penalty", "elastic-net", "--iterations", "1")
    // 0.1·(2.5 + 0.1·(0.5 + 0.5·1.5))
    #expect(rows == ["1 θ1 0.2625 1.2375", "1 θ2 0.1575 0.3425"])
  }

  @Test func namesMayHaveBracketsOfTheirOwn() throws {
    let rows = try table(
      "--weights", "w[1]=1.27,w[2]=1.27", "--gradient", "1", "--penalty", "l2", "--iterations", "1",
      "--round-step", "5", "--round-step-at", "w[2][1]=2")
    #expect(rows == ["1 w[1] 0.1127 1.1573", "1 w[2] 0.11 1.16"])
  }

  @Test func textIsWhatComesUnlessAnotherFormatIsAskedFor() throws {
    let result = try CommandRunner.run(
      "replay", "--gradient", "1", "--penalty", "l1", "--iterations", "1")
    #expect(
      result.output == """
        Loss: a constant gradient, g = 1
        Penalty: L1, λ·Σ|θ|, λ = 0.1, zero rule “subgradient”
        Learning rate: η = 0.1

        Iteration 1
          θ1 = 1.5 − 0.1·(1 + 0.1·sign(1.5)) = 1.5 − 0.11 = 1.39
          θ2 = 0.5 − 0.1·(1 + 0.1·sign(0.5)) = 0.5 − 0.11 = 0.39

        After 1 iteration
          θ1 = 1.39
          θ2 = 0.39

        """)
    let explicit = try CommandRunner.run(
      "replay", "--gradient", "1", "--penalty", "l1", "--iterations", "1", "--format", "text")
    #expect(explicit.output == result.output)
  }

  @Test func jsonIsJSON() throws {
    let result = try CommandRunner.run(
      "replay", "--target", "1.5,0.05", "--penalty", "elastic-net", "--format", "json")
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    let root = try #require(object as? [String: Any])
    let rows = try #require(root["rows"] as? [[String: Any]])
    #expect(rows.count == 10)
    #expect(rows[0]["after"] as? String == "1.4875")
    #expect((root["spec"] as? [String: Any])?["l1_ratio"] as? String == "0.5")
  }

  @Test(arguments: ["text", "csv", "json", "markdown"])
  func aThousandIterationsComeInEveryFormat(format: String) throws {
    let result = try CommandRunner.run(
      "replay", "--gradient", "1", "--penalty", "l1", "--iterations", "1000", "--format", format)
    #expect(result.status == 0)
    // 1.5 − 1.5 in 14 steps of 0.11, the rest in steps of 0.09 from −0.04.
    #expect(result.output.contains(format == "csv" || format == "json" ? "-88.78" : "−88.78"))
    #expect(result.output.hasSuffix("\n"))
  }

  // MARK: Options without effect

  @Test(arguments: [
    (["--penalty", "l2", "--zero-rule", "hold"], "--zero-rule", "l2", "l1 or elastic-net"),
    (["--penalty", "l1", "--l1-ratio", "1"], "--l1-ratio", "l1", "elastic-net"),
    (["--penalty", "l1", "--l2-convention", "full"], "--l2-convention", "l1", "l2 or elastic-net"),
    (["--strength", "0.1"], "--strength", "none", "l1, l2 or elastic-net"),
  ])
  func anOptionWithoutEffectIsTold(
    arguments: [String], option: String, penalty: String, needed: String
  ) throws {
    let result = try CommandRunner.run(["replay", "--gradient", "1"] + arguments)
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("Loss:"))
    #expect(
      result.errors
        == "regtutor: note: \(option) has no effect with --penalty \(penalty); it needs \(needed)\n"
    )
  }

  // MARK: Where writing fails

  @Test func aFullDiskIsTold() throws {
    let full = try FileHandle(forWritingTo: URL(filePath: "/dev/full"))
    let result = try CommandRunner.run(
      ["replay", "--gradient", "1"], standardOutput: full)
    #expect(result.status == 1)
    #expect(
      result.errors == "regtutor: cannot write to standard output: No space left on device\n")
    let help = try CommandRunner.run(["--help"], standardOutput: full)
    #expect(help.status == 1)
  }

  @Test func aClosedPipeEndsItQuietly() throws {
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    let result = try CommandRunner.run(
      ["replay", "--gradient", "1"], standardOutput: pipe.fileHandleForWriting)
    #expect(result.status == 141)
    #expect(result.errors == "")
    // Also where the shell has it ignore the signal.
    let ignoring = try CommandRunner.shell(
      #"trap '' PIPE; { "$0" replay --gradient 1 --iterations 1000; echo $? >&2; } | true"#)
    #expect(ignoring.errors == "141\n")
  }

  @Test func aClosedOutputIsTold() throws {
    let result = try CommandRunner.shell(#""$0" replay --gradient 1 >&-"#)
    #expect(result.status == 1)
    #expect(result.errors == "regtutor: cannot write to standard output: Bad file descriptor\n")
  }
}
