import Foundation
import Regularization
import TestSupport
import Testing

@testable import regtutor

struct DiskDataFilesTests {
  private let lessons = repositoryRoot.appending(path: "lessons").path

  @Test func shippedSetsAreThoseOfTheCourse() throws {
    let files = DiskDataFiles(lessonsFolder: lessons)
    let data = try DataLoader.load(DataSpec(.named("longley")), seed: 1, files: files)
    #expect(data.training.count == 13 && data.validation.count == 3)
    #expect(files.kind(of: .path(lessons)) == .folder)
    #expect(files.kind(of: .path(lessons + "/data/digits.csv")) == .file)
    #expect(files.kind(of: .path(lessons + "/data/nothing.csv")) == .nothing)
  }

  @Test func aFileOfTheUserIsReadByItsPath() throws {
    let files = DiskDataFiles(lessonsFolder: nil)
    let path = lessons + "/data/longley.csv"
    let bytes = try files.read(.path(path), limit: 10_000)
    #expect(bytes == Array(try Data(contentsOf: URL(filePath: path))))
    let problem = try #require(throws: DataProblem.self) {
      try files.read(.path(path), limit: bytes.count - 1)
    }
    #expect(problem.message.contains("it has \(bytes.count) bytes"))
    #expect(problem.file == path)
    #expect(try files.read(.path(path), limit: bytes.count) == bytes)
  }

  @Test func withoutThePackageTheWayToItAndTheSmallSetAreNamed() throws {
    var files = DiskDataFiles(lessonsFolder: lessons)
    files.packageFolders = [ShippedSet.fashionPackage: lessons + "/nothing"]
    let problem = try #require(throws: DataProblem.self) {
      try DataLoader.load(DataSpec(.named("fashion-mnist")), seed: 1, files: files)
    }
    #expect(problem.remedy.contains("apt install dataset-fashion-mnist"))
    #expect(problem.remedy.contains("fashion-small"))
    #expect(problem.file == lessons + "/nothing/train-images-idx3-ubyte.gz")
  }

  @Test func whatCannotBeReadIsSaid() throws {
    let none = try #require(throws: DataProblem.self) {
      try DiskDataFiles(lessonsFolder: nil).read(.shipped("digits.csv"), limit: 10)
    }
    #expect(none.remedy.contains("--lessons"))
    let files = DiskDataFiles(lessonsFolder: lessons + "/data")
    let missing = try #require(throws: DataProblem.self) {
      try files.read(.shipped("digits.csv"), limit: 10)
    }
    #expect(missing.message == "this file of the course is missing")
    let folder = try #require(throws: DataProblem.self) {
      try files.read(.path(lessons), limit: 1 << 20)
    }
    #expect(folder.message == "this is not a plain file")
    let gone = try #require(throws: DataProblem.self) {
      try files.read(.path(lessons + "/gone.csv"), limit: 10)
    }
    #expect(gone.message.hasPrefix("it cannot be read: "))
  }
}
