internal import Glibc

/// How the journal was opened, whatever state its file was in.
public struct JournalOpening: Sendable {
  public let journal: Journal
  /// What the learner has to be told, in one sentence.
  public let notice: String?

  /// Opens the journal for writing; a damaged file is given another name and stays, and a new one is begun.
  ///
  /// - Parameter date: becomes part of a damaged file's name.
  ///
  /// *Throws*: ``JournalFault`` where there can be none.
  public init(_ path: String, date: String) throws(JournalFault) {
    do throws(JournalFault) {
      try JournalOpening.makeFolder(of: path)
      journal = try Journal(path)
      notice = nil
    } catch .damaged {
      (journal, notice) = try JournalOpening.begunAnew(path, date: date)
    }
  }

  /// What there is to say where nothing can be kept.
  public static func sentence(for fault: JournalFault) -> String {
    switch fault {
    case .newer:
      "Your progress was written by a newer regtutor: it is left as it is, and nothing is kept now."
    default: "Your progress is not kept: \(fault.reason)."
    }
  }

  private static func begunAnew(
    _ path: String, date: String
  ) throws(JournalFault) -> (Journal, String?) {
    // Another program may have found the damage, too: only the first sets the file aside.
    let lock = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    defer { if lock >= 0 { close(lock) } }
    if lock >= 0 { while flock(lock, LOCK_EX) != 0, errno == EINTR {} }
    do throws(JournalFault) {
      return (try Journal(path), nil)
    } catch .damaged {
      let name = try setAside(path, date: date)
      return (
        try Journal(path),
        "The journal of your progress was damaged. It is set aside as \(name), and a new one is begun."
      )
    }
  }

  /// Gives the file another name, with the files that SQLite keeps beside it; returns it.
  private static func setAside(_ path: String, date: String) throws(JournalFault) -> String {
    let stem = path.hasSuffix(".sqlite") ? String(path.dropLast(7)) : path
    var name = "\(stem)-damaged-\(date).sqlite"
    var number = 1
    while access(name, F_OK) == 0 {
      number += 1
      name = "\(stem)-damaged-\(date)-\(number).sqlite"
    }
    guard rename(path, name) == 0 else {
      throw .denied("it is damaged, and cannot be renamed: \(String(cString: strerror(errno)))")
    }
    for ending in ["-wal", "-shm"] where access(path + ending, F_OK) == 0 {
      // Left behind they would be taken for the new file's.
      guard rename(path + ending, name + ending) == 0 else {
        throw .denied("what belongs to it cannot be renamed")
      }
    }
    return name
  }

  /// Makes the folder that the journal lies in, with those above it, for nobody else to read.
  private static func makeFolder(of path: String) throws(JournalFault) {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
    let folder = String(path[..<slash])
    if access(folder, F_OK) == 0 { return }
    var made = ""
    for part in folder.split(separator: "/") {
      made += (made.isEmpty && !folder.hasPrefix("/") ? "" : "/") + part
      if mkdir(made, 0o700) != 0, errno != EEXIST {
        let reason = String(cString: strerror(errno))
        throw errno == ENOSPC ? .full : .denied("the folder \(made) cannot be made: \(reason)")
      }
    }
  }
}

extension JournalFault {
  /// Whether it is about writing alone, so that reading may work.
  public var isOfWriting: Bool {
    switch self {
    case .denied, .full, .busy: true
    case .damaged, .newer, .foreign, .other: false
    }
  }

  /// Whether it is of no use to try again while the program runs.
  var isLasting: Bool {
    switch self {
    case .newer, .foreign, .denied: true
    case .damaged, .full, .busy, .other: false
    }
  }
}
