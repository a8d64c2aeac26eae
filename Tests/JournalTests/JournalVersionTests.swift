import Foundation
import Journal
import Synchronization
import Testing

/// Files of other versions, and of other programs.
struct JournalVersionTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Journals")

  @Test func aJournalOfVersion1OpensWithAllThatItHas() throws {
    try withFolder { folder in
      let path = folder + "/journal.sqlite"
      try FileManager.default.copyItem(
        atPath: JournalVersionTests.folder.appending(path: "version-1.sqlite").path, toPath: path)
      let journal = try Journal(path)
      let history = try journal.history(of: "regularization")
      #expect(history.visits.map(\.step) == ["what-is-a-step", "first-step"])
      #expect(history.visits.map(\.page) == [0, 1])
      #expect(history.answers.map(\.attempt) == [nil, nil, "0", "0"])
      #expect(history.answers.last?.outcome == "wrong")
      // What came later is there, too.
      #expect(try journal.runs().isEmpty)
      try journal.write([.run(run("r"))])
      #expect(try Journal(path).runs().count == 1)
    }
  }

  @Test func aNewerJournalIsLeftAlone() throws {
    try withFolder { folder in
      let path = folder + "/journal.sqlite"
      try Journal(path).write([.visit(visit("a"))])
      try sqlite(path, "INSERT INTO grdb_migrations VALUES ('3 from the future')")
      let before = try Data(contentsOf: URL(filePath: path))
      #expect(throws: JournalFault.newer) { try Journal(path) }
      #expect(throws: JournalFault.newer) { try JournalOpening(path, date: "today") }
      let said = try said(path) { $0.keep([.visit(visit("b"))]) }
      #expect(said.count == 1)
      #expect(said.first?.contains("newer regtutor") == true)
      #expect(try Data(contentsOf: URL(filePath: path)) == before)
    }
  }

  @Test func aDatabaseOfAnotherProgramIsLeftAlone() throws {
    try withFolder { folder in
      let path = folder + "/journal.sqlite"
      try sqlite(path, "CREATE TABLE songs (title TEXT); INSERT INTO songs VALUES ('Air')")
      let before = try Data(contentsOf: URL(filePath: path))
      let said = try said(path) { $0.keep([.visit(visit("b"))]) }
      #expect(said == ["Your progress is not kept: its file is a database of another program."])
      #expect(try Data(contentsOf: URL(filePath: path)) == before)
    }
  }

  /// As a kill leaves it in the middle of its making: an empty file, or only the list of migrations.
  @Test func aJournalThatWasNeverFinishedIsFinished() throws {
    try withFolder { folder in
      let path = folder + "/journal.sqlite"
      try Data().write(to: URL(filePath: path))
      try Journal(path).write([.visit(visit("a"))])
      let other = folder + "/other.sqlite"
      try sqlite(other, "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
      try Journal(other).write([.visit(visit("a"))])
      #expect(try Journal(other).history().visits.count == 1)
    }
  }
}

/// Has Python’s SQLite do something to a file.
func sqlite(_ path: String, _ statements: String) throws {
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = [
    "python3", "-c",
    "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.executescript(sys.argv[2]); c.commit()",
    path, statements,
  ]
  try process.run()
  process.waitUntilExit()
  #expect(process.terminationStatus == 0)
}

/// What a writer has to say of what it was given to write.
func said(_ path: String, _ work: (JournalWriter) -> Void) throws -> [String] {
  let sentences = Sentences()
  let writer = JournalWriter(path, date: { "today" }, tell: { sentences.append($0) })
  work(writer)
  writer.close(within: 20)
  return sentences.all
}

final class Sentences: Sendable {
  private let list = Mutex<[String]>([])
  func append(_ sentence: String) { list.withLock { $0.append(sentence) } }
  var all: [String] { list.withLock { $0 } }
}

func run(_ origin: String, time: Int64 = 1, steps: Int = 10) -> RunRow {
  RunRow(
    origin: origin, time: time, source: "lab", title: "L1", course: "course", lesson: "l1",
    step: "a", spec: "format_version: 1\n", seed: "\(UInt64.max)", steps: steps,
    ending: "stands at step \(steps)", weightsHash: "0123456789abcdef",
    results: ["zeros": 7, "data_loss": 0.25])
}
