import GRDB

/// Why the journal cannot be read or written.
public enum JournalFault: Error, Sendable, Hashable {
  /// The file is no database, or no whole one.
  case damaged(String)
  /// A later version of the program has changed its tables.
  case newer
  /// It is a database of something else.
  case foreign
  /// It may be read, but not written, or not even read.
  case denied(String)
  /// There is no room for it.
  case full
  /// Somebody else has held it for too long.
  case busy
  case other(String)

  init(_ error: any Error) {
    if let fault = error as? JournalFault {
      self = fault
      return
    }
    guard let error = error as? DatabaseError else {
      self = .other("\(error)")
      return
    }
    let words = error.message ?? "SQLite’s error \(error.resultCode.rawValue)"
    switch error.resultCode.primaryResultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(words)
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: self = .denied(words)
    case .SQLITE_FULL: self = .full
    // A limit on the size of files, or a quota, shows as a failed write.
    case .SQLITE_IOERR where JournalFault.writes.contains(error.extendedResultCode): self = .full
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
    default: self = .other(words)
    }
  }

  private static let writes: [ResultCode] = [
    .SQLITE_IOERR_WRITE, .SQLITE_IOERR_FSYNC, .SQLITE_IOERR_SHMSIZE, .SQLITE_IOERR_TRUNCATE,
  ]

  /// In words that go behind a colon.
  public var reason: String {
    switch self {
    case .damaged(let words): "its file is damaged (\(words))"
    case .newer: "it was written by a newer regtutor"
    case .foreign: "its file is a database of another program"
    case .denied(let words): "its file cannot be opened for writing (\(words))"
    case .full: "there is no room for it on the disk"
    case .busy: "another program holds it"
    case .other(let words): words
    }
  }
}
