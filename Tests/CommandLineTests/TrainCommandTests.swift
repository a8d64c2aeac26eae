import Foundation
import Testing

/// `regtutor train`, as a program.
struct TrainCommandTests {
  static let small = [
    "train", "--data", "spiral", "--samples", "80", "--layers", "6", "--optimizer", "adam",
    "--dropout", "0.2", "--l1", "1e-3",
  ]

  /// A folder for the files of a test.
  static func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder.path)
  }

  static func objects(_ output: String) throws -> [[String: Any]] {
    try output.split(separator: "\n").map { line in
      try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }

  static func hash(_ output: String) throws -> String {
    try #require(try objects(output).last?["weights_hash"] as? String)
  }

  // MARK: Formats

  @Test func eachEpochIsAnObjectAndTheLastOneHasTheHash() throws {
    let result = try CommandRunner.run(
      TrainCommandTests.small + ["--epochs", "3", "--format", "jsonl", "--quiet"])
    #expect(result.status == 0)
    #expect(result.errors == "")
    let objects = try TrainCommandTests.objects(result.output)
    #expect(objects.count == 4)
    let keys: Set = [
      "epoch", "step", "data_loss", "penalty", "objective", "train_accuracy", "validation_loss",
      "validation_accuracy", "zeros", "l1_norm", "l2_norm", "seconds",
    ]
    for (index, object) in objects.dropLast().enumerated() {
      #expect(Set(object.keys) == keys)
      #expect(object["epoch"] as? Int == index + 1)
      #expect(object["step"] as? Int == 2 * (index + 1))
      let parts = try ["data_loss", "penalty", "objective"].map { key in
        try #require(object[key] as? Double)
      }
      // Foundation reads some numbers one bit off.
      #expect(abs(parts[0] + parts[1] - parts[2]) < 1e-15 * 4)
      #expect(parts[1] > 0)
    }
    let end = try #require(objects.last)
    #expect((end["weights_hash"] as? String)?.wholeMatch(of: /[0-9a-f]{16}/) != nil)
    #expect(end["seed"] as? Int == 1)
    #expect(end["steps"] as? Int == 6)
    #expect(end["parameters"] as? Int == 25)
    #expect(end["ended"] as? String == "epochs")
    #expect(end["test_accuracy"] == nil)
  }

  @Test func csvHasARowAnEpochAndNothingElse() throws {
    let result = try CommandRunner.run(
      TrainCommandTests.small + ["--epochs", "2", "--format", "csv"])
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == 3)
    let header =
      "epoch,step,data_loss,penalty,objective,train_accuracy,validation_loss,validation_accuracy,"
      + "zeros,l1_norm,l2_norm,seconds"
    #expect(lines.first.map(String.init) == header)
    #expect(lines.allSatisfy { $0.split(separator: ",").count == 12 })
    #expect(result.errors.contains("Weights: "))
    let quiet = try CommandRunner.run(
      TrainCommandTests.small + ["--epochs", "2", "--format", "csv", "--quiet"])
    #expect(quiet.errors == "")
  }

  @Test func theTableFitsIntoEightyColumns() throws {
    let result = try CommandRunner.run(
      TrainCommandTests.small + ["--epochs", "2", "--plot", "--quiet"])
    #expect(result.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(result.output.contains("Network: 2-6-1, relu, 25 parameters, loss logistic\n"))
    #expect(result.output.contains("accuracy\n"))
  }

  @Test func inAnASCIILocaleNothingElseIsWritten() throws {
    let result = try CommandRunner.run(
      TrainCommandTests.small + ["--epochs", "2", "--plot"],
      environment: ["LC_ALL": "C", "TERM": "dumb"])
    #expect(result.status == 0)
    #expect((result.output + result.errors).utf8.allSatisfy { $0 < 0x80 })
  }

  @Test func progressIsALineAnEpochUnlessItWouldStandBetweenTheResults() throws {
    let arguments = TrainCommandTests.small + ["--epochs", "2"]
    let apart = try CommandRunner.run(arguments)
    #expect(apart.errors.split(separator: "\n").count == 2)
    #expect(apart.errors.hasPrefix("epoch 1/2: data loss "))
    let together = try CommandRunner.shell(
      "\"$0\" " + arguments.joined(separator: " ")
        + " > \"$PWD/x\" 2>&1; cat \"$PWD/x\"; rm \"$PWD/x\""
        .replacingOccurrences(of: "$PWD/x", with: "/tmp/regtutor-\(UUID().uuidString)"))
    #expect(!together.output.contains("epoch 1/2"))
    #expect(together.output.contains("Weights: "))
  }

  @Test func aTestPartIsHeldAgainstTheNetworkOnceAtTheEnd() throws {
    let result = try CommandRunner.run([
      "train", "--data", "fashion-small", "--validation", "0.1", "--epochs", "1", "--format",
      "jsonl", "--quiet",
    ])
    let end = try #require(try TrainCommandTests.objects(result.output).last)
    #expect(try #require(end["test_accuracy"] as? Double) > 0.3)
  }

  // MARK: The same bits

  @Test(arguments: [
    ["--threads", "2"], ["--instruction-set", "portable"], ["--plot"],
    ["--history", "/dev/null.csv"],
  ])
  func theBitsDoNotDependOn(_ extra: [String]) throws {
    let arguments = TrainCommandTests.small + ["--epochs", "2", "--format", "jsonl", "--quiet"]
    let plain = try CommandRunner.run(arguments + ["--threads", "1"])
    let other = try CommandRunner.run(arguments + extra)
    #expect(try TrainCommandTests.hash(plain.output) == TrainCommandTests.hash(other.output))
    let seed = try CommandRunner.run(arguments + ["--seed", "2"])
    #expect(try TrainCommandTests.hash(plain.output) != TrainCommandTests.hash(seed.output))
  }

  @Test func aRunThatIsTakenUpEndsWithTheSameBits() throws {
    try TrainCommandTests.withFolder { folder in
      let arguments = TrainCommandTests.small + ["--format", "jsonl", "--quiet"]
      let whole = try CommandRunner.run(arguments + ["--epochs", "5"])
      let first = try CommandRunner.run(arguments + ["--epochs", "2", "--save", "\(folder)/a.npz"])
      let second = try CommandRunner.run([
        "train", "--resume", "\(folder)/a.npz", "--epochs", "5", "--format", "jsonl", "--quiet",
        "--history", "\(folder)/h.csv",
      ])
      #expect(second.errors == "")
      let epochs = try TrainCommandTests.objects(second.output).compactMap { $0["epoch"] as? Int }
      #expect(epochs == [3, 4, 5])
      #expect(try TrainCommandTests.hash(second.output) == TrainCommandTests.hash(whole.output))
      #expect(try TrainCommandTests.hash(first.output) != TrainCommandTests.hash(whole.output))
      // The epochs before belong to its history.
      let history = try String(contentsOfFile: "\(folder)/h.csv", encoding: .utf8)
      #expect(history.split(separator: "\n").count == 6)
    }
  }

  @Test func optionsOverruleTheFile() throws {
    try TrainCommandTests.withFolder { folder in
      try """
      format_version: 1
      data: {set: points.csv, target: y, validation: 0}
      network: {hidden: [8, 8], dropout: 0.5}
      optimizer: {kind: adam, beta1: 0.8}
      epochs: 2

      """.write(toFile: "\(folder)/run.yaml", atomically: true, encoding: .utf8)
      try "a,y\n1,0\n2,1\n3,1\n4,0\n".write(
        toFile: "\(folder)/points.csv", atomically: true, encoding: .utf8)
      let result = try CommandRunner.run([
        "train", "\(folder)/run.yaml", "--layers", "4,4,4", "--optimizer", "momentum", "--quiet",
      ])
      #expect(result.errors == "")
      #expect(result.output.contains("Network: 1-4-4-4-1, relu"))
      #expect(result.output.contains("Updates: momentum, learning rate 0.1, batches of 32"))
      #expect(result.output.contains("points.csv, 4 training, 1 input, 2 classes"))
    }
  }

  @Test func aSavedRunFindsItsFileFromAnotherFolder() throws {
    try TrainCommandTests.withFolder { folder in
      try "a,y\n1,0\n2,1\n3,1\n4,0\n".write(
        toFile: "\(folder)/points.csv", atomically: true, encoding: .utf8)
      let first = try CommandRunner.shell(
        "cd \(folder) && \"$0\" train --data points.csv --epochs 2 --save run.npz --quiet")
      #expect(first.status == 0)
      let second = try CommandRunner.shell(
        "cd / && \"$0\" train --resume \(folder)/run.npz --epochs 3 --quiet")
      #expect(second.errors == "")
      #expect(second.output.contains("Done: 3 epochs"))
      let again = try CommandRunner.shell("\"$0\" train --resume \(folder)/run.npz --quiet")
      #expect(
        again.errors == "regtutor: note: the saved run has come to its end after 2 epochs; "
          + "--epochs with a larger number goes on\n")
    }
  }

  @Test func aSoundTrainingFileIsSaidToBeSound() throws {
    try TrainCommandTests.withFolder { folder in
      try "format_version: 1\ndata: {set: spiral}\nepochs: 3\n".write(
        toFile: "\(folder)/any name.yml", atomically: true, encoding: .utf8)
      let result = try CommandRunner.run("check", "\(folder)/any name.yml")
      #expect(result.output == "1 training file: no problem\n")
      #expect(result.status == 0)
    }
  }

  // MARK: Files

  @Test func numPyReadsTheWeights() throws {
    try TrainCommandTests.withFolder { folder in
      _ = try CommandRunner.run(
        TrainCommandTests.small + ["--epochs", "1", "--weights", "\(folder)/w.npz"])
      let bytes = try Data(contentsOf: URL(filePath: "\(folder)/w.npz"))
      #expect(bytes.prefix(2) == Data("PK".utf8))
      for name in ["layer1.weights", "layer1.biases", "layer2.weights", "layer2.biases"] {
        #expect(bytes.range(of: Data("\(name).npy".utf8)) != nil)
      }
      #expect(bytes.range(of: Data("'shape': (2, 6)".utf8)) != nil)
      #expect(bytes.range(of: Data("'descr': '<f4'".utf8)) != nil)
    }
  }

  @Test func aFileThatCannotBeWrittenIsSaidAndTheResultIsPrintedAllTheSame() throws {
    for path in ["/nonexistent/w.npz", "/dev/full"] {
      let result = try CommandRunner.run(
        TrainCommandTests.small + ["--epochs", "1", "--quiet", "--weights", path])
      #expect(result.status == 1)
      #expect(result.output.contains("Weights: "))
      #expect(result.errors.contains("regtutor: cannot write to \(path): "))
    }
  }

  @Test func whereNobodyTakesTheResultsWhatWasTrainedIsKept() throws {
    try TrainCommandTests.withFolder { folder in
      let result = try CommandRunner.shell(
        "\"$0\" train --data spiral --epochs 2 --format jsonl --quiet "
          + "--save \(folder)/run.npz > /dev/full")
      #expect(result.status == 1)
      #expect(result.errors.hasPrefix("regtutor: cannot write to standard output: "))
      let resumed = try CommandRunner.run("train", "--resume", "\(folder)/run.npz", "--quiet")
      #expect(resumed.status == 0)
    }
  }

  @Test func aFileIsWrittenWholeOrNotAtAll() throws {
    try TrainCommandTests.withFolder { folder in
      try "old".write(toFile: "\(folder)/w.npz", atomically: true, encoding: .utf8)
      // Signal 25 is SIGXFSZ: ignored, a file that grows too large is an error like a full disk.
      let result = try CommandRunner.shell(
        "trap '' 25; ulimit -f 8; \"$0\" train --data spiral --layers 64,64 --epochs 1 --quiet "
          + "--weights \(folder)/w.npz --history \(folder)/h.jsonl")
      #expect(result.status == 1)
      #expect(result.errors.contains("w.npz: File too large"))
      #expect(try String(contentsOfFile: "\(folder)/w.npz", encoding: .utf8) == "old")
      let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      #expect(names == ["h.jsonl", "w.npz"])
    }
  }

  // MARK: Ends

  @Test(arguments: [SIGINT, SIGTERM])
  func aSignalEndsTheRunAtItsNextStepWithWhatWasReached(signal: Int32) throws {
    try TrainCommandTests.withFolder { folder in
      let process = Process()
      process.executableURL = CommandRunner.executable
      process.environment = CommandRunner.withoutJournal
      process.arguments =
        TrainCommandTests.small + [
          "--epochs", "1000000", "--format", "jsonl", "--quiet", "--save", "\(folder)/run.npz",
        ]
      let pipe = Pipe()
      process.standardOutput = pipe
      process.standardError = FileHandle.nullDevice
      try process.run()
      // The first epochs are there: it is training.
      var output = pipe.fileHandleForReading.availableData
      kill(process.processIdentifier, signal)
      output.append(try pipe.fileHandleForReading.readToEnd() ?? Data())
      process.waitUntilExit()
      #expect(process.terminationReason == .uncaughtSignal)
      #expect(process.terminationStatus == signal)
      let text = String(decoding: output, as: UTF8.self)
      let end = try #require(try TrainCommandTests.objects(text).last)
      #expect(end["ended"] as? String == "interrupted")
      let steps = try #require(end["steps"] as? Int)

      // And goes on from there, with the bits of a run that was never left.
      let epochs = "\(try #require(end["epochs"] as? Int) + 1)"
      let second = try CommandRunner.run([
        "train", "--resume", "\(folder)/run.npz", "--epochs", epochs, "--format", "jsonl",
        "--quiet",
      ])
      #expect(second.status == 0)
      let whole = try CommandRunner.run(
        TrainCommandTests.small + ["--epochs", epochs, "--format", "jsonl", "--quiet"])
      #expect(try TrainCommandTests.hash(second.output) == TrainCommandTests.hash(whole.output))
      let last = try #require(try TrainCommandTests.objects(second.output).last)
      #expect(try #require(last["steps"] as? Int) >= steps)
    }
  }

  @Test func aDivergenceIsToldWithItsStepAndWhatToTurn() throws {
    let result = try CommandRunner.run([
      "train", "--data", "plane", "--layers", "8", "--learning-rate", "100", "--epochs", "3",
      "--format", "jsonl", "--quiet",
    ])
    #expect(result.status == 1)
    let end = try #require(try TrainCommandTests.objects(result.output).last)
    #expect(end["ended"] as? String == "diverged")
    let step = try #require(end["steps"] as? Int) + 1
    #expect(result.errors.hasPrefix("regtutor: diverged: in step \(step) the loss is no finite"))
    #expect(result.errors.contains("try --learning-rate 10, or bound the gradient"))
  }

  @Test func anL2ThatOvershootsIsNamedAsTheReason() throws {
    let result = try CommandRunner.run([
      "train", "--data", "plane", "--l2", "30", "--epochs", "30", "--format", "jsonl", "--quiet",
    ])
    #expect(result.status == 1)
    #expect(result.errors.contains("lower --l2: every update takes"))
  }

  @Test func patienceEndsARun() throws {
    let result = try CommandRunner.run(
      TrainCommandTests.small + [
        "--learning-rate", "0.3", "--epochs", "1000", "--patience", "3", "--format", "jsonl",
        "--quiet",
      ])
    let end = try #require(try TrainCommandTests.objects(result.output).last)
    #expect(end["ended"] as? String == "patience")
    let best = try #require(end["best_epoch"] as? Int)
    #expect(end["epochs"] as? Int == best + 3)
  }

  @Test func aReaderThatLeavesEndsTheRun() throws {
    let result = try CommandRunner.shell(
      "{ \"$0\" train --data spiral --epochs 1000000 --format csv --quiet; echo $? >&2; } | head -1"
    )
    #expect(result.errors == "141\n")
  }
}
