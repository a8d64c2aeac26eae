import Foundation
import Journal
import Testing

/// Several at once.
struct JournalWritersTests {
  @Test func manyThatBeginAtOnceMakeOneJournal() async throws {
    try await withAsyncFolder { folder in
      let path = folder + "/regtutor/journal.sqlite"
      await withTaskGroup(of: [String].self) { group in
        for writer in 0..<8 {
          group.addTask {
            (try? said(path) { $0.keep([.visit(visit("\(writer)"))]) }) ?? ["failed"]
          }
        }
        for await sentences in group { #expect(sentences == []) }
      }
      let history = try Journal(path).history()
      #expect(history.visits.count == 8)
    }
  }

  @Test func twoThatWriteThousandsOfRowsLoseNone() async throws {
    let count = 3000
    try await withAsyncFolder { folder in
      let path = folder + "/journal.sqlite"
      await withTaskGroup(of: [String].self) { group in
        for writer in ["a", "b"] {
          group.addTask {
            (try? said(path) { keeper in
              for number in 0..<count {
                keeper.keep([
                  .visit(visit("\(writer)-v\(number)", time: Int64(number))),
                  .answer(answer("\(writer)-a\(number)", time: Int64(number))),
                ])
                if number % 500 == 0 { usleep(2000) }
              }
            }) ?? ["failed"]
          }
        }
        for await sentences in group { #expect(sentences == []) }
      }
      let journal = try Journal(path)
      let history = try journal.history()
      for writer in ["a", "b"] {
        let own = history.visits.map(\.origin).filter { $0.hasPrefix(writer) }
        // All of them, in the order in which they were written.
        #expect(own == (0..<count).map { "\(writer)-v\($0)" })
      }
      #expect(history.answers.count == 2 * count)
    }
  }

  @Test func aRunTakesThePlaceOfItsEarlierStateAndNoNewerOne() throws {
    try withFolder { folder in
      let journal = try Journal(folder + "/journal.sqlite")
      try journal.write([.run(run("a", time: 5, steps: 10)), .run(run("b"))])
      try journal.write([.run(run("a", time: 9, steps: 20))])
      try journal.write([.run(run("a", time: 7, steps: 15))])
      var runs = try journal.runs()
      #expect(runs.map(\.run) == [run("b"), run("a", time: 9, steps: 20)])
      #expect(runs.map(\.number) == [2, 1])
      try journal.write([.removeRun(1)])
      #expect(try journal.runs(number: 1).isEmpty)
      try journal.write([.run(run("c"))])
      runs = try journal.runs()
      // A number is never given again.
      #expect(runs.map(\.number) == [2, 3])
      #expect(runs.allSatisfy { $0.run.results == ["zeros": 7, "data_loss": 0.25] })
    }
  }
}

func withAsyncFolder(_ body: (String) async throws -> Void) async throws {
  let folder = FileManager.default.temporaryDirectory.appending(
    path: "journal-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try await body(folder.path)
}
