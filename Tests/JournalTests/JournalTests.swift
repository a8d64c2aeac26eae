import Foundation
import Journal
import Testing

/// A folder of its own for a test.
func withFolder<Value>(_ body: (String) throws -> Value) throws -> Value {
  let folder = FileManager.default.temporaryDirectory.appending(
    path: "journal-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder.path)
}

func visit(_ origin: String, time: Int64 = 1, lesson: String = "l1", step: String = "a")
  -> VisitRow
{
  VisitRow(
    origin: origin, time: time, course: "course", lesson: lesson, step: step, event: .opened,
    page: 2, pages: 9)
}

func answer(_ origin: String, time: Int64 = 1, lesson: String = "l1", attempt: String? = "0.17")
  -> AnswerRow
{
  AnswerRow(
    origin: origin, time: time, course: "course", lesson: lesson, step: "a", item: "q",
    attempt: attempt, hints: 1, outcome: "right")
}

struct JournalTests {
  @Test func whatIsWrittenIsReadByTheTimeItHappened() throws {
    try withFolder { folder in
      let path = folder + "/journal.sqlite"
      let journal = try Journal(path)
      try journal.write([
        .visit(visit("b", time: 20)), .visit(visit("a", time: 10)),
        .answer(answer("c", time: 5, attempt: nil)),
      ])
      let history = try Journal(path).history(of: "course")
      #expect(history.visits == [visit("a", time: 10), visit("b", time: 20)])
      #expect(history.answers == [answer("c", time: 5, attempt: nil)])
      #expect(try journal.history(of: "another").visits.isEmpty)
      #expect(try journal.history().visits.count == 2)
    }
  }

  @Test func theSameRowIsThereOnce() throws {
    try withFolder { folder in
      let journal = try Journal(folder + "/journal.sqlite")
      try journal.write([.visit(visit("a")), .answer(answer("a"))])
      try journal.write([
        .visit(visit("a", time: 99)), .visit(visit("b")), .answer(answer("a", attempt: "other")),
      ])
      let history = try journal.history()
      #expect(history.visits == [visit("a"), visit("b")])
      #expect(history.answers == [answer("a")])
    }
  }

  @Test func aResetDeletesALessonOrACourse() throws {
    try withFolder { folder in
      let journal = try Journal(folder + "/journal.sqlite")
      var other = visit("z")
      other.course = "other"
      let all: [JournalChange] = [
        .visit(visit("a", lesson: "l1")), .answer(answer("b", lesson: "l1")),
        .visit(visit("c", lesson: "l2")), .answer(answer("d", lesson: "l2")), .visit(other),
      ]
      try journal.write(all)
      try journal.write([.reset(course: "course", lesson: "l1")])
      #expect(try journal.history().visits.map(\.origin) == ["c", "z"])
      #expect(try journal.history().answers.map(\.origin) == ["d"])
      try journal.write([.reset(course: "course", lesson: nil)])
      #expect(try journal.history().visits.map(\.origin) == ["z"])
      try journal.write(all)
      try journal.write([.reset(course: nil, lesson: nil)])
      #expect(try journal.history().visits.isEmpty)
    }
  }

  @Test func theWriterMakesTheFileWithTheFirstThingToWrite() throws {
    try withFolder { folder in
      let path = folder + "/new/regtutor/journal.sqlite"
      let writer = JournalWriter(path, date: { "today" }, tell: { Issue.record("\($0)") })
      writer.close(within: 10)
      #expect(!FileManager.default.fileExists(atPath: folder + "/new"))
      let second = JournalWriter(path, date: { "today" }, tell: { Issue.record("\($0)") })
      for number in 0..<100 { second.keep([.visit(visit("\(number)", time: Int64(number)))]) }
      second.close(within: 10)
      #expect(try Journal(path).history().visits.map(\.origin) == (0..<100).map { "\($0)" })
      // Whoever closes it last leaves one file.
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder + "/new/regtutor") == [
          "journal.sqlite"
        ])
      let mode = try FileManager.default.attributesOfItem(atPath: folder + "/new")[
        .posixPermissions]
      #expect(mode as? Int == 0o700)
    }
  }
}
