import Foundation
import Testing

/// Where `regtutor train` is left and taken up: ^Z, and a number of steps.
struct TrainPauseTests {
  @Test func aRunEndsAfterSoManySteps() throws {
    let arguments = TrainCommandTests.small + ["--format", "jsonl", "--quiet", "--steps"]
    let part = try CommandRunner.run(arguments + ["3"])
    let objects = try TrainCommandTests.objects(part.output)
    #expect(objects.map { $0["epoch"] as? Int ?? 0 } == [1, 2, 0])
    #expect(objects[1]["partial"] as? Bool == true)
    #expect(objects[2]["ended"] as? String == "steps")
    #expect(objects[2]["steps"] as? Int == 3)
    let whole = try CommandRunner.run(arguments + ["4"])
    let epochs = try CommandRunner.run(
      TrainCommandTests.small + ["--format", "jsonl", "--quiet", "--epochs", "2"])
    #expect(try TrainCommandTests.hash(whole.output) == TrainCommandTests.hash(epochs.output))
    #expect(try TrainCommandTests.hash(part.output) != TrainCommandTests.hash(epochs.output))
    let none = try CommandRunner.run(arguments + ["0"])
    #expect(try TrainCommandTests.objects(none.output).first?["steps"] as? Int == 0)
    let refused = try CommandRunner.run(arguments + ["-1"])
    #expect(refused.status == 2)
    #expect(refused.errors.contains("--steps “-1”: give a whole number of 0 or more"))
  }

  /// The second that the run stands still is the matter of the test; nothing waits for it to pass.
  @Test func aPauseIsNoTimeOfTraining() throws {
    try TrainCommandTests.withFolder { folder in
      // Batches of one, so that updates take nearly all of the time.
      let arguments = [
        "train", "--data", "spiral", "--samples", "20000", "--layers", "16", "--batch", "1",
        "--epochs", "1000000", "--format", "jsonl",
      ]
      let script = """
        set -m
        begin=$(date +%s%N)
        '\(CommandRunner.executable.path)' \(arguments.joined(separator: " ")) --quiet >out 2>err &
        until [ -s out ]; do :; done
        kill -TSTP %1
        until grep -q '^State:.T' /proc/$!/status; do :; done
        sleep 1
        kill -CONT %1
        kill -INT %1
        wait %1
        echo $? $(($(date +%s%N) - begin))
        """
      let outcome = try Spawn.run(
        "bash", ["-c", "cd '\(folder)'; \(script)"],
        environment: ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"])
      let numbers = outcome.output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
      try #require(numbers.count == 2, "\(outcome.errors)")
      #expect(numbers[0] == 128 + Int(SIGINT))
      let output = try String(contentsOfFile: "\(folder)/out", encoding: .utf8)
      let end = try #require(try TrainCommandTests.objects(output).last)
      #expect(end["ended"] as? String == "interrupted")
      let seconds = try #require(end["seconds"] as? Double)
      #expect(seconds <= Double(numbers[1]) / 1e9 - 1)
    }
  }
}
