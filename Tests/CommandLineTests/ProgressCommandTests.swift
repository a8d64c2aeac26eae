import Foundation
import Testing

struct ProgressCommandTests {
  /// Runs commands whose journal lies in a folder of the test’s.
  private struct Learner {
    let folder: URL

    func run(_ arguments: String..., input: String? = nil) throws -> CommandResult {
      let environment = [
        "LC_ALL": "C.UTF-8", "TERM": "dumb", "XDG_STATE_HOME": folder.path, "TZ": "UTC",
      ]
      guard let input else { return try CommandRunner.run(arguments, environment: environment) }
      let words = arguments.map { "'\($0)'" }.joined(separator: " ")
      let outcome = try Spawn.run(
        "sh",
        [
          "-c",
          "printf '\(input)' | '\(CommandRunner.executable.path)' \(words)",
        ], environment: environment.merging(["PATH": "/usr/bin:/bin"]) { $1 }, stateFolder: folder)
      return CommandResult(
        status: Int32(outcome.code), output: outcome.output, errors: outcome.errors)
    }

    var journal: String { folder.path + "/regtutor/journal.sqlite" }
  }

  private static func withLearner(_ body: (Learner) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(Learner(folder: folder))
  }

  private static let lessons = TerminalSession.root.appending(path: "lessons").path

  /// The first lesson to its second page, with two wrong answers and a skipped one.
  private static func begin(_ learner: Learner) throws {
    let played = try learner.run(
      "--plain", "--lessons", lessons, input: "1\\n\\n0\\n0\\n\\n\\n\\nq\\n0\\n")
    #expect(played.status == 0, "\(played.errors)")
  }

  private static func line(_ text: String, _ name: String) -> [String] {
    text.split(separator: "\n").first { $0.hasPrefix(name) }?
      .split(separator: " ").map(String.init) ?? []
  }

  @Test func aLineALessonSaysHowFarItIs() throws {
    try ProgressCommandTests.withLearner { learner in
      let empty = try learner.run("progress", "--lessons", ProgressCommandTests.lessons)
      #expect(empty.status == 0)
      #expect(
        ProgressCommandTests.line(empty.output, "step-without-penalty").prefix(3)
          == ["step-without-penalty", "not", "begun"])
      // Asking makes no journal.
      #expect(!FileManager.default.fileExists(atPath: learner.journal))

      try ProgressCommandTests.begin(learner)
      let text = try learner.run("progress", "--lessons", ProgressCommandTests.lessons)
      let words = ProgressCommandTests.line(text.output, "step-without-penalty")
      #expect(words.dropFirst().prefix(5) == ["at", "page", "2", "of", "7"])
      #expect(words[6] == "2/7")
      #expect(text.output.contains("not begun"))
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: learner.folder.path + "/regtutor") == [
          "journal.sqlite"
        ])
    }
  }

  @Test func aTeacherGetsTables() throws {
    try ProgressCommandTests.withLearner { learner in
      try ProgressCommandTests.begin(learner)
      let csv = try learner.run(
        "progress", "--format", "csv", "--lessons", ProgressCommandTests.lessons)
      let rows = csv.output.split(separator: "\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false)
      }
      #expect(Set(rows.map(\.count)).count == 1 || csv.output.contains("\""))
      #expect(rows[0].prefix(4) == ["course", "lesson", "title", "state"])
      let json = try learner.run(
        "progress", "--format", "json", "--lessons", ProgressCommandTests.lessons)
      let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
      #expect(object?["course"] as? String == "regularization")
      let lessons = try #require(object?["lessons"] as? [[String: Any]])
      let first = try #require(lessons.first)
      #expect(first["state"] as? String == "begun")
      #expect(first["page"] as? Int == 2)
      let answers = try #require(first["answers"] as? [[String: Any]])
      #expect(answers.first?["attempts"] as? [String] == ["0", "0"])
      #expect(answers.first?["outcome"] as? String == "wrong")
      #expect(answers.last?["outcome"] as? String == "skipped")
    }
  }

  @Test func aResetAsksFirst() throws {
    try ProgressCommandTests.withLearner { learner in
      let lessons = ["--lessons", ProgressCommandTests.lessons]
      func run(_ arguments: String...) throws -> CommandResult {
        try CommandRunner.run(
          arguments + lessons,
          environment: ["LC_ALL": "C.UTF-8", "TERM": "dumb", "XDG_STATE_HOME": learner.folder.path])
      }
      #expect(try run("progress", "reset").output == "Nothing is kept yet.\n")
      try ProgressCommandTests.begin(learner)
      let refused = try run("progress", "reset")
      #expect(refused.status == 2)
      #expect(refused.errors.contains("--yes resets without a question"))
      #expect(try run("progress", "reset", "nothing", "--yes").status == 2)
      #expect(try run("progress", "reset", "2", "--yes").output.contains("Nothing is kept of"))
      #expect(try run("progress", "--format", "csv").output.contains(",begun,2,"))
      let done = try run("progress", "reset", "step-without-penalty", "--yes")
      #expect(done.output == "Reset: “step-without-penalty”.\n")
      #expect(!(try run("progress", "--format", "csv").output.contains(",begun,")))
    }
  }

  @Test func whatIsExportedIsImportedOnce() throws {
    try ProgressCommandTests.withLearner { one in
      try ProgressCommandTests.withLearner { other in
        try ProgressCommandTests.begin(one)
        #expect(try one.run("train", "--data", "moons", "--epochs", "1", "--quiet").status == 0)
        let file = one.folder.path + "/progress.json"
        let export = try one.run("progress", "export", file)
        #expect(export.output.contains("and 1 runs written to"))
        let printed = try one.run("progress", "export", "-")
        #expect(printed.output == (try String(contentsOfFile: file, encoding: .utf8)))

        try ProgressCommandTests.begin(other)
        let first = try other.run("progress", "import", file)
        #expect(first.status == 0)
        #expect(first.output.contains("1 of 1 runs"))
        let second = try other.run("progress", "import", file)
        #expect(second.output.hasPrefix("added: 0 of "))
        #expect(second.output.contains(" 0 of 1 runs"))
        // Both days are there.
        let text = try other.run("progress", "export", "-").output
        #expect(text.components(separatedBy: "\"event\" : \"opened\"").count == 5)
        #expect(try other.run("runs", "show", "1", "--spec").output.contains("set: moons"))
      }
    }
  }

  @Test(arguments: [
    ("", "it is no JSON of a journal"), ("[1, 2", "it is no JSON of a journal"),
    ("{\"format\": \"x\"}", "“version” is missing"),
    (
      "{\"format\": \"x\", \"version\": 1, \"visits\": [], \"answers\": [], \"runs\": []}",
      "it is a file of another kind"
    ),
    (
      "{\"format\": \"regtutor journal\", \"version\": 2, \"visits\": [], \"answers\": [], \"runs\": []}",
      "version 2 of the format"
    ),
    (
      "{\"format\": \"regtutor journal\", \"version\": 1, \"visits\": [{\"origin\": 3}], \"answers\": [], \"runs\": []}",
      "at visits 1"
    ),
  ])
  func aFileThatIsNoExportIsRefused(content: String, message: String) throws {
    try ProgressCommandTests.withLearner { learner in
      let file = learner.folder.path + ".json"
      try Data(content.utf8).write(to: URL(filePath: file))
      defer { try? FileManager.default.removeItem(atPath: file) }
      let result = try learner.run("progress", "import", file)
      #expect(result.status == 2)
      #expect(result.errors.contains(message), "\(result.errors)")
      #expect(!FileManager.default.fileExists(atPath: learner.journal))
    }
  }

  // MARK: Runs

  @Test func runsOfTrainAreListedShownAndCompared() throws {
    try ProgressCommandTests.withLearner { learner in
      #expect(try learner.run("runs").output == "No runs are kept yet.\n")
      for l2 in ["0", "0.5"] {
        let trained = try learner.run(
          "train", "--data", "moons", "--samples", "60", "--validation", "0.5", "--epochs", "3",
          "--l2", l2, "--quiet")
        #expect(trained.status == 0)
        #expect(trained.errors == "")
      }
      _ = try learner.run(
        "train", "--data", "moons", "--samples", "60", "--epochs", "3", "--no-journal", "--quiet")
      let list = try learner.run("runs").output.split(separator: "\n")
      #expect(list.count == 3)
      #expect(list[1].contains("train") && list[1].contains("moons") && list[1].contains("none"))
      #expect(list[2].contains("L2"))
      let show = try learner.run("runs", "show", "2").output
      #expect(show.contains("End: all epochs done"))
      #expect(show.contains("  l2: 0.5"))
      let compare = try learner.run("runs", "compare", "1", "2").output
      #expect(
        ProgressCommandTests.line(compare, "penalty.l2 ").suffix(2) == ["—", "0.5"]
          || ProgressCommandTests.line(compare, "penalty.l2 ").suffix(2) == ["0", "0.5"])
      #expect(!compare.contains("network.hidden"))
      #expect(!ProgressCommandTests.line(compare, "validation").isEmpty)
      let json = try learner.run("runs", "--format", "json").output
      let runs = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]]
      #expect(runs?.count == 2)
      let missing = try learner.run("runs", "show", "9")
      #expect(missing.status == 2)
      #expect(missing.errors.contains("there is no run 9"))
      #expect(try learner.run("runs", "remove", "1").output == "removed: 1\n")
      #expect(try learner.run("runs", "--format", "csv").output.split(separator: "\n").count == 2)
    }
  }

  @Test func aRunIsTrainedAgainToItsBits() throws {
    try ProgressCommandTests.withLearner { learner in
      _ = try learner.run(
        "train", "--data", "spiral", "--layers", "8", "--epochs", "4", "--dropout", "0.2", "--quiet"
      )
      let file = learner.folder.path + "/again.yaml"
      let spec = try learner.run("runs", "show", "1", "--spec").output
      try Data(spec.utf8).write(to: URL(filePath: file))
      _ = try learner.run("train", file, "--quiet")
      func hash(_ number: String) throws -> [String] {
        ProgressCommandTests.line(try learner.run("runs", "show", number).output, "Weights:")
      }
      #expect(try hash("1").count == 2)
      #expect(try hash("1") == hash("2"))
      #expect(
        try learner.run("runs", "compare", "1", "2").output.contains("Their settings are the same.")
      )
    }
  }

  @Test func aLabKeepsItsRunAndOpensItAgain() throws {
    try ProgressCommandTests.withLearner { learner in
      let left = try learner.run(
        "lab", "--data", "moons", "--samples", "60", "--epochs", "2", "--plain",
        input: "2\\n0\\n")
      #expect(left.status == 0)
      #expect(try learner.run("runs").output.contains("lab "))
      let shown = try learner.run("runs", "show", "1").output
      let again = try learner.run("runs", "open", "1", "--plain", input: "2\\n0\\n")
      #expect(again.status == 0)
      func hash(_ text: String) -> [String] { ProgressCommandTests.line(text, "Weights:") }
      #expect(hash(shown).count == 2)
      #expect(hash(try learner.run("runs", "show", "2").output) == hash(shown))
      // Looked at, and left without a step.
      _ = try learner.run("runs", "open", "1", "--plain", input: "0\\n")
      #expect(try learner.run("runs", "--format", "csv").output.split(separator: "\n").count == 3)
    }
  }
}
