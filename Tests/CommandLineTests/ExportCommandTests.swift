import Foundation
import Testing

/// `regtutor export`.
struct ExportCommandTests {
  /// A folder that is gone afterwards.
  private func inFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  private func text(_ file: URL) throws -> String { try String(contentsOf: file, encoding: .utf8) }

  @Test(arguments: [("html", "<!DOCTYPE html>"), ("markdown", "# One step"), ("text", "One step")])
  func aLessonIsWrittenInEveryFormat(format: String, start: String) throws {
    let result = try CommandRunner.run(
      "export", "step-without-penalty", "--format", format)
    #expect(result.status == 0 && result.errors.isEmpty)
    #expect(result.output.hasPrefix(start))
    #expect(result.output.contains("Row 5, with no penalty at all"))
  }

  @Test func textIsWhatShowPrints() throws {
    let shown = try CommandRunner.run("show", "l1-by-iteration")
    let exported = try CommandRunner.run("export", "l1-by-iteration", "--format", "text")
    #expect(shown.output == exported.output)
  }

  @Test func networksAreTrainedUnlessToldOtherwise() throws {
    let trained = try CommandRunner.run("export", "overfitting")
    let described = try CommandRunner.run("export", "overfitting", "--no-train")
    #expect(trained.status == 0 && trained.errors.isEmpty)
    #expect(trained.output.contains("Trained for this handout on moons up to step 600, epoch 100."))
    #expect(!described.output.contains("Trained for this handout"))
    #expect(described.output.contains("It trains for 100 epochs."))
    #expect(trained.output.components(separatedBy: "<svg").count > 3)
    // The same bits again.
    #expect(try CommandRunner.run("export", "overfitting").output == trained.output)
  }

  @Test func aFileIsNotReplacedUnlessForced() throws {
    try inFolder { folder in
      let file = folder.appending(path: "a.html")
      let arguments = ["export", "1", "-o", file.path]
      #expect(try CommandRunner.run(arguments).status == 0)
      let first = try text(file)
      #expect(first.hasSuffix("</html>\n"))
      try Data("mine".utf8).write(to: file)
      let refused = try CommandRunner.run(arguments)
      #expect(refused.status == 2)
      #expect(refused.errors.contains("is there already; --force replaces it"))
      #expect(try text(file) == "mine")
      #expect(try CommandRunner.run(arguments + ["--force"]).status == 0)
      #expect(try text(file) == first)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(names == ["a.html"])
    }
  }

  @Test func aCourseFillsAFolder() throws {
    try inFolder { folder in
      let target = folder.appending(path: "handouts").path + "/"
      let result = try CommandRunner.run(
        "export", "--format", "markdown", "--no-train", "-o", target)
      #expect(result.status == 0, "\(result.errors)")
      let names = try FileManager.default.contentsOfDirectory(atPath: target)
      #expect(names.contains("index.md") && names.contains("why-zero.md") && names.count > 8)
      let index = try text(URL(filePath: target + "index.md"))
      for name in names where name != "index.md" { #expect(index.contains("](\(name))")) }
      // One that is there keeps all from being written.
      try FileManager.default.removeItem(atPath: target + "index.md")
      let refused = try CommandRunner.run(
        "export", "--format", "markdown", "--no-train", "-o", target)
      #expect(refused.status == 2)
      #expect(!FileManager.default.fileExists(atPath: target + "index.md"))
    }
  }

  @Test func whatCannotBeIsSaid() throws {
    try inFolder { folder in
      let missing = try CommandRunner.run(
        "export", "1", "-o", folder.path + "/no/such/folder.html")
      #expect(missing.status == 1 && missing.errors.contains("No such file or directory"))
      let file = folder.appending(path: "file")
      try Data().write(to: file)
      let noFolder = try CommandRunner.run("export", "1", "-o", file.path + "/")
      #expect(noFolder.status == 2 && noFolder.errors.contains("is no folder"))
      let unknown = try CommandRunner.run("export", "l1-by-iterations")
      #expect(unknown.status == 2 && unknown.errors.contains("l1-by-iteration"))
      let format = try CommandRunner.run("export", "1", "--format", "pdf")
      #expect(format.status == 2)
      let empty = try CommandRunner.run("export", "1", "-o", "")
      #expect(empty.status == 2)
    }
    let full = try CommandRunner.run(["export", "1", "-o", "/dev/full"])
    #expect(full.status == 1 && full.errors.contains("cannot write to /dev/full"))
  }
}
