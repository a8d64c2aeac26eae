import ArgumentParser
internal import Glibc
import Journal

/// The journal for a command that tells of it, or changes it.
enum JournalAccess {
  /// `nil` where there is none yet.
  ///
  /// *Throws*: `ExitCode` after the reason was told.
  static func forReading() throws -> Journal? {
    let path = try path()
    guard access(path, F_OK) == 0 else { return nil }
    do throws(JournalFault) {
      // This brings the tables of an older version up to date.
      return try Journal(path)
    } catch {
      if error.isOfWriting, let journal = try? Journal(path, for: .reading) { return journal }
      throw refuse(path, error)
    }
  }

  /// Makes it where there is none.
  ///
  /// *Throws*: `ExitCode` after the reason was told.
  static func forWriting() throws -> Journal {
    let path = try path()
    do throws(JournalFault) {
      let opening = try JournalOpening(path, date: JournalClock.fileDate)
      if let notice = opening.notice { RegTutor.complain(notice) }
      return opening.journal
    } catch {
      throw refuse(path, error)
    }
  }

  /// Has something done with it, and tells what went wrong.
  static func perform<Value>(_ work: () throws(JournalFault) -> Value) throws -> Value {
    do throws(JournalFault) {
      return try work()
    } catch {
      throw refuse(try path(), error)
    }
  }

  private static func path() throws -> String {
    guard let path = JournalPlace.path else {
      throw ValidationError(
        "there is no journal: \(JournalPlace.silencer) is set, or there is no home folder; "
          + "$XDG_STATE_HOME or $HOME says where it lies")
    }
    return path
  }

  private static func refuse(_ path: String, _ fault: JournalFault) -> any Error {
    let remedy =
      if case .damaged = fault { "; the tutor sets it aside when it is opened next" } else { "" }
    RegTutor.complain("\(path): the journal cannot be used: \(fault.reason)\(remedy)")
    return ExitCode(1)
  }
}
