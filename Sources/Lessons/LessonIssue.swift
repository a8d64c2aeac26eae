/// A problem in a lesson file, with its place and what would be right.
public struct LessonIssue: Error, Sendable, Hashable {
  /// As the file was named to the reader.
  public var file: String
  /// 1-based; 0 where the whole file is meant.
  public var line: Int
  /// 1-based, in characters.
  public var column: Int
  /// The line of the file that has the problem.
  public var sourceLine: String
  /// How many characters are meant, at least 1.
  public var length: Int
  /// What is wrong.
  public var message: String
  /// What would be right.
  public var remedy: String

  public init(
    file: String, line: Int, column: Int, sourceLine: String, length: Int = 1, message: String,
    remedy: String
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.sourceLine = sourceLine
    self.length = max(1, length)
    self.message = message
    self.remedy = remedy
  }
}
