import Foundation
import Testing

/// `regtutor mask FILE`, as a program.
struct MaskFileCommandTests {
  static let text = """
    format_version: 1
    layers:
      - {weights: [[2, 1], [-0.5, 3]], biases: [0.1, 0], activation: relu}
      - {weights: [[1], [-2]]}
    dropout: 0.2
    data: {inputs: [[1, 3], [0.5, -1]], targets: [[1], [0]]}
    optimizer: {kind: momentum}
    iterations: 4
    seed: 7

    """

  private func run(_ arguments: String..., text: String = text) throws -> CommandResult {
    try TrainCommandTests.withFolder { folder in
      try text.write(toFile: "\(folder)/net.yaml", atomically: true, encoding: .utf8)
      var result = try CommandRunner.run(["mask", "\(folder)/net.yaml"] + arguments)
      result.errors = result.errors.replacingOccurrences(of: folder + "/", with: "")
      return result
    }
  }

  /// The same network, samples and settings, said once by a file and once by options.
  @Test func aFileGivesWhatOptionsGive() throws {
    let options = [
      "mask", "--parameters", "2,1,-0.5,3,0.1,0,1,-2,0", "--inputs", "1,3", "--target", "1",
      "--inputs", "0.5,-1", "--target", "0", "--layers", "2", "--dropout", "0.2", "--optimizer",
      "momentum", "--seed", "7",
    ]
    for format in ["text", "csv", "json"] {
      let byFile = try run("--format", format)
      let byOptions = try CommandRunner.run(options + ["--iterations", "4", "--format", format])
      #expect(byFile.errors == "" && byFile.status == 0)
      #expect(byFile.output == byOptions.output && !byFile.output.isEmpty, "\(format)")
      let enumerated = try run("--enumerate", "1", "--format", format)
      #expect(enumerated.status == 0)
      #expect(
        enumerated.output
          == (try CommandRunner.run(options + ["--enumerate", "1", "--format", format])).output)
    }
  }

  /// Every option that a file may be overruled by does what the same line in the file does.
  @Test(arguments: [
    (["--dropout", "0.5"], "dropout: 0.2", "dropout: 0.5"),
    (["--input-dropout", "0.3"], "dropout: 0.2", "dropout: 0.2\ninput_dropout: 0.3"),
    (["--iterations", "2"], "iterations: 4", "iterations: 2"),
    (["--seed", "8"], "seed: 7", "seed: 8"),
    (["--batch", "2"], "seed: 7", "seed: 7\nbatch_size: 2"),
    (["--convention", "original"], "seed: 7", "seed: 7\nconvention: original"),
    (["--optimizer", "adam"], "kind: momentum", "kind: adam"),
    (["--momentum", "0.5"], "kind: momentum", "kind: momentum, momentum: 0.5"),
    (["--learning-rate", "0.01"], "seed: 7", "seed: 7\nlearning_rate: 0.01"),
    (["--l2", "0.1"], "seed: 7", "seed: 7\npenalty: {l2: 0.1}"),
    (
      ["--l1", "0.1", "--penalize-biases"], "seed: 7", "seed: 7\npenalty: {l1: 0.1, biases: true}"
    ),
  ])
  func anOptionOverrulesTheFile(_ options: [String], _ line: String, _ other: String) throws {
    let format = ["--format", "json"]
    let plain = try run("--format", "json")
    let changed = MaskFileCommandTests.text.replacingOccurrences(
      of: "\n" + line, with: "\n" + other)
    let text =
      changed == MaskFileCommandTests.text
      ? MaskFileCommandTests.text.replacingOccurrences(of: line, with: other) : changed
    let byFile = try run("--format", "json", text: text)
    let byOption = try TrainCommandTests.withFolder { folder in
      try MaskFileCommandTests.text.write(
        toFile: "\(folder)/net.yaml", atomically: true, encoding: .utf8)
      return try CommandRunner.run(["mask", "\(folder)/net.yaml"] + options + format)
    }
    #expect(byOption.errors == "")
    #expect(byOption.output == byFile.output)
    #expect(byOption.output != plain.output)
  }

  @Test func aFaultIsShownAtItsPlaceAndTheStatusIsTwo() throws {
    let result = try run(
      text: MaskFileCommandTests.text.replacingOccurrences(of: "seed: 7", with: "sed: 7"))
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(
      result.errors.hasPrefix("regtutor: net.yaml:9:1: error: a mask file has no key “sed”\n"))
    #expect(result.errors.contains("\n  remedy: did you mean “seed”?\n"))
  }

  @Test(arguments: [
    (["--inputs", "1,2"], "--inputs “1,2”: net.yaml says what the network and its samples are;"),
    (["--layers", "3"], "--layers “3”: net.yaml says what the network and its samples are;"),
    (
      ["--dropout", "0.1,0.2"],
      "--dropout “0.1,0.2”: it gives 2 for 1 hidden layer; give one for all, or one for each"
    ),
    (["--dropout", "1"], "--dropout “1”: the drop probability cannot be 1; it must be a number"),
    (["--dropout", "half"], "--dropout “half”: "),
    (["--iterations", "0"], "--iterations “0”: the number of iterations cannot be 0;"),
  ])
  func anOptionThatHasNoPlaceBesideAFileIsRefused(_ options: [String], _ message: String) throws {
    let result = try TrainCommandTests.withFolder { folder in
      try MaskFileCommandTests.text.write(
        toFile: "\(folder)/net.yaml", atomically: true, encoding: .utf8)
      var result = try CommandRunner.run(["mask", "\(folder)/net.yaml"] + options)
      result.errors = result.errors.replacingOccurrences(of: folder + "/", with: "")
      return result
    }
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test func textHasAsManyDigitsAsAreAskedForAndNoneOfBinaryRounding() throws {
    let text = """
      format_version: 1
      layers: [{weights: [[1], [1]]}]
      data: {inputs: [[0.1, 0.2]], targets: [[0.3]]}
      """
    let twelve = try run("--digits", "12", text: text)
    #expect(twelve.output.contains(" 0.3     0.3       1    0.3 "))
    #expect(!twelve.output.contains("0.30000000000000004"))
    let all = try run("--digits", "17", text: text)
    #expect(all.output.contains("0.30000000000000004"))
    for digits in ["0", "18", "many"] {
      let result = try run("--digits", digits, text: text)
      #expect(result.status == 2)
      #expect(result.errors.contains("--digits “\(digits)”: "))
    }
    let csv = try run("--digits", "3", "--format", "csv", text: text)
    #expect(csv.errors.contains("--digits has no effect with --format csv"))
  }

  @Test func checkChecksAMaskFile() throws {
    try TrainCommandTests.withFolder { folder in
      let path = "\(folder)/net.yaml"
      try MaskFileCommandTests.text.write(toFile: path, atomically: true, encoding: .utf8)
      #expect(try CommandRunner.run("check", path).output == "1 mask file: no problem\n")
      let schema = try CommandRunner.run("schema", "mask")
      #expect(schema.output.contains("\"title\": \"A regtutor mask file\""))
    }
  }
}
