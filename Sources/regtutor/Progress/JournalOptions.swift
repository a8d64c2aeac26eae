import ArgumentParser
internal import Glibc

/// Whether what is done is kept, and where.
struct JournalOptions: ParsableArguments {
  @Flag(name: .long, help: "Keep nothing of what is done, and read nothing of it.")
  var noJournal = false

  /// The journal's file; `nil` where nothing is to be kept.
  var path: String? { noJournal ? nil : JournalPlace.path }
}

/// Where the journal lies on this machine.
enum JournalPlace {
  /// Nothing is kept where this has any value but an empty one.
  static let silencer = "REGTUTOR_NO_JOURNAL"

  /// `nil` where nothing is to be kept, or there is no home folder to keep it in.
  static var path: String? {
    if value(silencer) != nil { return nil }
    return folder.map { "\($0)/regtutor/journal.sqlite" }
  }

  /// The folder for what programs keep of their use. A relative one is no such folder, as the XDG
  /// specification has it.
  private static var folder: String? {
    if let folder = value("XDG_STATE_HOME"), folder.hasPrefix("/") { return folder }
    guard let home = value("HOME"), home.hasPrefix("/") else { return nil }
    return home + "/.local/state"
  }

  private static func value(_ name: String) -> String? {
    guard let text = getenv(name), text.pointee != 0 else { return nil }
    return String(cString: text)
  }
}
