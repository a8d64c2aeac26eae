import GRDB
internal import Glibc

/// The journal, open: what was done in the courses, in a database file.
///
/// Every change is a transaction of its own, in write-ahead mode: several programs may have it open, and
/// whatever ends one of them, what was written before is whole.
public final class Journal: Sendable {
  public enum Access: Sendable {
    case reading, writing
  }

  public let path: String
  let queue: DatabaseQueue
  /// Which file it was when it was opened; another may have its name by now.
  private let identity: FileIdentity?

  /// Opens it, and brings its tables up to date; makes it where it is missing and is to be written.
  ///
  /// *Throws*: ``JournalFault``.
  public init(_ path: String, for access: Access = .writing) throws(JournalFault) {
    self.path = path
    do {
      queue =
        switch access {
        case .writing: try Journal.opened(path)
        case .reading: try Journal.openedForReading(path)
        }
    } catch let fault as JournalFault {
      throw fault
    } catch {
      throw JournalFault(error)
    }
    identity = FileIdentity(of: path)
  }

  /// Whether there still is the same file under its name.
  var isInPlace: Bool { identity != nil && FileIdentity(of: path) == identity }

  // MARK: Opening

  /// So long another program is waited for.
  private static let patience = 5.0
  /// Two programs that make the journal in the same moment may get into each other's way.
  private static let tries = 5

  private static func opened(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.label = "journal"
    configuration.busyMode = .timeout(patience)
    configuration.prepareDatabase { db in
      try refuseForeign(db)
      try check(db)
      // Sync at checkpoints alone: what a kill leaves is whole, and no key waits for the disk.
      guard try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL") == "wal" else {
        throw DatabaseError(resultCode: .SQLITE_CANTOPEN, message: "no write-ahead log can be kept")
      }
      try db.execute(sql: "PRAGMA synchronous = NORMAL")
    }
    var left = tries
    while true {
      left -= 1
      do {
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try JournalSchema.migrator.migrate(queue)
        return queue
      } catch {
        switch JournalFault(error) {
        case .busy, .other: if left == 0 || error is JournalFault { throw error }
        default: throw error
        }
        usleep(20_000)
      }
    }
  }

  private static func openedForReading(_ path: String) throws -> DatabaseQueue {
    func open(_ path: String) throws -> DatabaseQueue {
      var configuration = Configuration()
      configuration.label = "journal"
      configuration.readonly = true
      configuration.busyMode = .timeout(patience)
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.read { db in
        try refuseForeign(db)
        try check(db)
      }
      return queue
    }
    do {
      return try open(path)
    } catch  where isDenied(error) {
      // In a folder that cannot be written SQLite needs to be told that nobody writes.
      return try open("file:\(uriEscaped(path))?immutable=1")
    }
  }

  private static func isDenied(_ error: any Error) -> Bool {
    if case .denied = JournalFault(error) { true } else { false }
  }

  private static func uriEscaped(_ path: String) -> String {
    path.utf8.map { byte in
      switch UInt8(byte) {
      case UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "%"), 0..<0x21, 0x7F...:
        "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      default: String(UnicodeScalar(byte))
      }
    }.joined()
  }

  /// *Throws*: `DatabaseError` with `SQLITE_CORRUPT` where pages or rows are not what they must be.
  private static func check(_ db: Database) throws {
    let found = try String.fetchOne(db, sql: "PRAGMA quick_check(1)")
    if let found, found != "ok" {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: found)
    }
  }

  /// *Throws*: ``JournalFault/newer`` or ``JournalFault/foreign``.
  private static func refuseForeign(_ db: Database) throws {
    let id = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    guard id == JournalSchema.applicationID else {
      // A new file has no table, or was left when it had no more than the list of migrations.
      let strangers = try Int.fetchOne(
        db, sql: "SELECT count(*) FROM sqlite_master WHERE tbl_name <> 'grdb_migrations'")
      guard strangers == 0 else { throw JournalFault.foreign }
      return
    }
    if try JournalSchema.migrator.hasBeenSuperseded(db) { throw JournalFault.newer }
  }

  // MARK: Writing

  /// Writes everything or nothing.
  ///
  /// *Throws*: ``JournalFault``.
  public func write(_ changes: [JournalChange]) throws(JournalFault) {
    guard !changes.isEmpty else { return }
    do {
      try queue.write { db in for change in changes { try change.apply(to: db) } }
    } catch {
      throw JournalFault(error)
    }
  }

  /// Reads with one view of everything.
  ///
  /// *Throws*: ``JournalFault``.
  func read<Value>(_ value: (Database) throws -> Value) throws(JournalFault) -> Value {
    do {
      return try queue.read(value)
    } catch {
      throw JournalFault(error)
    }
  }
}

/// Which file a name stands for.
struct FileIdentity: Equatable, Sendable {
  private let device: UInt64
  private let number: UInt64

  init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    device = UInt64(status.st_dev)
    number = UInt64(status.st_ino)
  }
}
