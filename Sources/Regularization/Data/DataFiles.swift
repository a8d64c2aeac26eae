/// A file of samples, before it is known where it lies.
public enum DataFile: Sendable, Hashable {
  /// One that comes with the course, by its name: `digits.csv`.
  case shipped(String)
  /// One that another package installs, by the package's name and the file's.
  case installed(package: String, String)
  /// One of the user's, by its path.
  case path(String)
}

/// What stands at a path.
public enum DataFileKind: Sendable, Hashable {
  case file, folder, nothing
}

/// Where the bytes of files come from: the edge of the program knows.
public protocol DataFiles {
  /// The file as a message names it.
  func name(of file: DataFile) -> String

  func kind(of file: DataFile) -> DataFileKind

  /// *Throws*: ``DataProblem`` where it cannot be read or has more bytes than the limit.
  func read(_ file: DataFile, limit: Int) throws(DataProblem) -> [UInt8]
}
