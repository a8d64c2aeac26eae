import Foundation
import Testing

/// `regtutor lab` line by line.
struct LabLinesTests {
  static let small = [
    "lab", "--plain", "--data", "spiral", "--samples", "80", "--layers", "6", "--optimizer", "adam",
    "--dropout", "0.2", "--l1", "1e-3", "--epochs", "4",
  ]

  /// Runs a lab that is given these lines.
  static func run(_ arguments: [String] = small, lines: [String], more: [String] = []) throws
    -> CommandResult
  {
    let words = (arguments + more).map { "'\($0)'" }.joined(separator: " ")
    let input = lines.map { "'\($0)'" }.joined(separator: " ")
    return try CommandRunner.shell("printf '%s\\n' \(input) | \"$0\" \(words)")
  }

  /// The line that chooses what the menu describes so.
  static func choice(_ words: String, after lines: [String] = ["1"]) throws -> String {
    let menu = try run(lines: lines + ["m"]).output
    let line = try #require(
      menu.split(separator: "\n").last { $0.contains(words) }, "“\(words)” is not in\n\(menu)")
    return try #require(line.split(separator: " ").first.map(String.init))
  }

  @Test func withoutATerminalItGoesLineByLineAndSaysWhy() throws {
    let arguments = LabLinesTests.small.filter { $0 != "--plain" }
    let result = try LabLinesTests.run(arguments, lines: ["1", "0"])
    #expect(result.status == 0)
    #expect(result.errors == "regtutor: line by line: standard input is not a terminal\n")
    #expect(result.output.contains("\nstep 2, epoch 1: data loss "))
  }

  @Test func allEpochsAtOnceAreWhatTrainingAloneGives() throws {
    let lab = try LabLinesTests.run(lines: ["4"])
    #expect(lab.errors == "")
    #expect(lab.status == 0)
    let train = try CommandRunner.run(
      ["train"] + LabLinesTests.small.dropFirst(2) + ["--format", "jsonl", "--quiet"])
    let epochs = try TrainCommandTests.objects(train.output).dropLast()
    #expect(epochs.count == 4)
    for (index, line) in lab.output.split(separator: "\n").filter({ $0.contains("data loss") })
      .dropFirst().enumerated()
    {
      let loss = try #require(Array(epochs)[index]["data_loss"] as? Double)
      let told = try #require(line.firstMatch(of: /data loss ([0-9.]+)/)?.output.1)
      #expect(abs(try #require(Double(told)) - loss) < 1e-3 * loss)
    }
  }

  @Test func itPlaysAtOnceWhereThatIsAskedFor() throws {
    let result = try LabLinesTests.run(lines: ["0"], more: ["--play"])
    #expect(result.output.contains("\nstep 8, epoch 4: data loss "))
  }

  @Test func twinsTrainInLockStepAndPart() throws {
    let result = try LabLinesTests.run(
      lines: ["4"], more: ["--twin", "none", "--twin", "l1=1e-3,dropout=0.2,l2=0.1"])
    for name in ["L1 0.001 dropout 0.2", "none", "L1 0.001 L2 0.1 dropout 0.2"] {
      #expect(result.output.contains("\n\(name): step 8, epoch 4: data loss "), "\(result.output)")
    }
    #expect(result.output.contains("none: here it parted from the first run, in step 1."))
  }

  @Test func aStopRuleIsSaidToHaveNoEffect() throws {
    let result = try LabLinesTests.run(lines: ["0"], more: ["--patience", "3"])
    #expect(
      result.errors.hasPrefix("regtutor: note: in the lab a run pauses after its epochs alone"))
  }

  // MARK: Files

  /// The lines that write an export.
  private func export(_ words: String) throws -> [String] {
    let menu = try LabLinesTests.choice("Write curves, weights")
    return [menu, try LabLinesTests.choice(words, after: ["1", menu])]
  }

  @Test func theExportedSpecTrainedAgainHasTheBitsThatTheLabShowed() throws {
    try TrainCommandTests.withFolder { folder in
      // An epoch, a change of λ, and another epoch and a half of the new way.
      let typed = try LabLinesTests.choice("Type the value of")
      let batch = try LabLinesTests.choice("Train on one batch.")
      let result = try LabLinesTests.run(
        lines: ["1", typed, "0.05", "1", batch] + export("training files")
          + export("screen as text"),
        more: ["--export-to", folder])
      #expect(result.output.contains("Written: \(folder)/lab-training.yaml"), "\(result.output)")
      let screen = try String(contentsOfFile: "\(folder)/lab-screen.txt", encoding: .utf8)
      let shown = try #require(
        screen.firstMatch(of: /Step 5,.* ([0-9a-f]{16})\./)?.output.1)
      let spec = try String(contentsOfFile: "\(folder)/lab-training.yaml", encoding: .utf8)
      #expect(spec.contains("  - {step: 2, learning_rate: 0.05}\n"))
      let again = try CommandRunner.run(
        "train", "\(folder)/lab-training.yaml", "--steps", "5", "--format", "jsonl", "--quiet")
      #expect(again.errors == "")
      #expect(try TrainCommandTests.hash(again.output) == shown)
    }
  }

  @Test func weightsAndCurvesAreFilesThatOthersRead() throws {
    try TrainCommandTests.withFolder { folder in
      let result = try LabLinesTests.run(
        lines: ["2"] + export("weights of the present step") + export("as CSV")
          + export("as JSON") + export("screen as text"),
        more: ["--export-to", folder])
      #expect(result.errors == "")
      let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      #expect(names == ["lab-curves.csv", "lab-curves.json", "lab-screen.txt", "lab-weights.npz"])
      let archive = try Data(contentsOf: URL(filePath: "\(folder)/lab-weights.npz"))
      #expect(archive.prefix(2) == Data("PK".utf8))
      #expect(archive.range(of: Data("'shape': (2, 6)".utf8)) != nil)
      let csv = try String(contentsOfFile: "\(folder)/lab-curves.csv", encoding: .utf8)
      let rows = csv.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
      #expect(rows.first?.prefix(4) == ["run", "step", "epoch", "data_loss"])
      #expect(rows.last?.prefix(3) == ["L1-dropout", "4", "2"] || rows.last?[1] == "4")
      #expect(rows.dropFirst().allSatisfy { Double($0[3]) != nil })
      let json = try JSONSerialization.jsonObject(
        with: Data(contentsOf: URL(filePath: "\(folder)/lab-curves.json")))
      #expect((json as? [String: Any])?["runs"] != nil)
    }
  }

  @Test func nothingIsEverOverwritten() throws {
    try TrainCommandTests.withFolder { folder in
      let export = try export("weights of the present step")
      try "mine".write(toFile: "\(folder)/lab-weights.npz", atomically: true, encoding: .utf8)
      let result = try LabLinesTests.run(
        lines: ["1"] + export + ["1"] + export, more: ["--export-to", folder])
      #expect(result.output.contains("Written: \(folder)/lab-2-weights.npz"))
      #expect(result.output.contains("Written: \(folder)/lab-3-weights.npz"))
      #expect(try String(contentsOfFile: "\(folder)/lab-weights.npz", encoding: .utf8) == "mine")
    }
  }

  @Test func aFileThatCannotBeWrittenIsSaidWithARemedyAndTheLabGoesOn() throws {
    try TrainCommandTests.withFolder { folder in
      let export = try export("weights of the present step")
      let input = (["1"] + export + ["1"]).map { "'\($0)'" }.joined(separator: " ")
      let words = LabLinesTests.small.map { "'\($0)'" }.joined(separator: " ")
      // Signal 25 is SIGXFSZ: ignored, a file that grows too large is an error like a full disk.
      let result = try CommandRunner.shell(
        "(trap '' 25; ulimit -f 0; printf '%s\\n' \(input) | \"$0\" \(words) --export-to \(folder) "
          + "2>&1) | cat")
      #expect(
        result.output.contains(
          "Not written: cannot write to \(folder)/lab-weights.npz: File too large; make room, or "),
        "\(result.output)\(result.errors)")
      #expect(result.output.contains("step 4, epoch 2"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }
  }
}
