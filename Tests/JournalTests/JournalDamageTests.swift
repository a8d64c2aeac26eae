import Foundation
import Journal
import Testing

/// Files that are damaged, folders that cannot be written, disks that are full.
struct JournalDamageTests {
  private static let count = 400

  /// A journal of some pages, on disk and closed.
  private static func make(_ path: String) throws {
    let journal = try Journal(path)
    try journal.write(
      (0..<count).map { .answer(answer("\($0)", time: Int64($0), lesson: "lesson \($0 % 7)")) })
  }

  enum Damage: String, CaseIterable, Sendable {
    case randomBytes, randomHead, truncated, cutToABit, text

    func apply(to bytes: Data, _ generator: inout SystemRandomNumberGenerator) -> Data {
      var bytes = bytes
      switch self {
      case .randomBytes:
        for _ in 0..<2000 {
          bytes[Int.random(in: 100..<bytes.count, using: &generator)] = .random(
            in: 0...255, using: &generator)
        }
      case .randomHead:
        for index in 0..<100 { bytes[index] = .random(in: 0...255, using: &generator) }
      case .truncated: bytes = bytes.prefix(bytes.count / 2 + 100)
      case .cutToABit: bytes = bytes.prefix(37)
      case .text: bytes = Data("these are the lessons that I have done\n".utf8)
      }
      return bytes
    }
  }

  @Test(arguments: Damage.allCases)
  func aDamagedJournalIsSetAsideAndANewOneBegun(damage: Damage) throws {
    try withFolder { folder in
      let path = folder + "/journal.sqlite"
      try JournalDamageTests.make(path)
      var generator = SystemRandomNumberGenerator()
      let bad = damage.apply(to: try Data(contentsOf: URL(filePath: path)), &generator)
      try bad.write(to: URL(filePath: path))
      #expect(throws: JournalFault.self) { try Journal(path) }

      func begunAnew() throws -> String? {
        let opening = try JournalOpening(path, date: "2026-03-01")
        try opening.journal.write([.visit(visit("new"))])
        #expect(try opening.journal.history().visits == [visit("new")])
        return opening.notice
      }
      let notice = try begunAnew()
      #expect(notice?.contains("damaged") == true)
      #expect(notice?.contains("journal-damaged-2026-03-01.sqlite") == true)
      // Not a byte of the old one is lost.
      let aside = URL(filePath: folder + "/journal-damaged-2026-03-01.sqlite")
      #expect(try Data(contentsOf: aside) == bad)

      // A second one on the same day gets a name of its own.
      try bad.write(to: URL(filePath: folder + "/second.sqlite"))
      _ = rename(folder + "/second.sqlite", path)
      #expect(try begunAnew()?.contains("journal-damaged-2026-03-01-2.sqlite") == true)
    }
  }

  @Test func aJournalThatIsDamagedWhileItIsOpenIsSetAsideAndNothingNewIsLost() throws {
    try withFolder { folder in
      let path = folder + "/journal.sqlite"
      try JournalDamageTests.make(path)
      let sentences = try said(path) { writer in
        writer.keep([.visit(visit("before"))])
        while (try? Journal(path, for: .reading).history().visits.count) != 1 { usleep(1000) }
        // Another file takes its name.
        try? Data("no database at all, but long enough to be taken for one".utf8)
          .write(to: URL(filePath: folder + "/bad"))
        rename(folder + "/bad", path)
        writer.keep([.visit(visit("after"))])
      }
      #expect(sentences.count == 1)
      #expect(try Journal(path).history().visits == [visit("after")])
    }
  }

  @Test func aJournalThatIsDeletedWhileItIsOpenIsMadeAgain() throws {
    try withFolder { folder in
      let path = folder + "/journal.sqlite"
      let sentences = try said(path) { writer in
        writer.keep([.visit(visit("before"))])
        while (try? Journal(path, for: .reading).history().visits.count) != 1 { usleep(1000) }
        for ending in ["", "-wal", "-shm"] { unlink(path + ending) }
        writer.keep([.visit(visit("after"))])
      }
      #expect(sentences == [])
      #expect(try Journal(path).history().visits == [visit("after")])
    }
  }

  @Test(arguments: ["/dev/null/regtutor/journal.sqlite", "/proc/regtutor/journal.sqlite"])
  func whereNoFolderCanBeMadeOneSentenceIsSaid(path: String) throws {
    let sentences = try said(path) { writer in
      for number in 0..<50 { writer.keep([.visit(visit("\(number)"))]) }
    }
    #expect(sentences.count == 1)
    #expect(
      sentences.first?.hasPrefix("Your progress is not kept: its file cannot be opened") == true)
  }

  @Test func aFolderInThePlaceOfTheFileIsLeftAlone() throws {
    try withFolder { folder in
      let path = folder + "/journal.sqlite"
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
      let sentences = try said(path) { $0.keep([.visit(visit("a"))]) }
      #expect(sentences.count == 1)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["journal.sqlite"])
    }
  }

  @Test func whatNobodyMayWriteIsRead() throws {
    try withFolder { folder in
      let path = folder + "/a%20?#b/journal.sqlite"
      try FileManager.default.createDirectory(
        atPath: folder + "/a%20?#b", withIntermediateDirectories: false)
      try Journal(path).write([.visit(visit("a"))])
      let reading = try Journal(path, for: .reading)
      #expect(try reading.history().visits == [visit("a")])
      #expect(throws: JournalFault.self) { try reading.write([.visit(visit("b"))]) }
    }
  }
}
