/// What is wrong with a training spec, in words that fit a file and a command line alike.
public struct SpecProblem: Error, Sendable, Hashable {
  /// The setting: `learning_rate`, `network.dropout`; the spelling of the training file.
  public var field: String
  /// What is wrong: “the learning rate cannot be -1”.
  public var message: String
  /// What would be right.
  public var remedy: String

  public init(field: String, message: String, remedy: String) {
    self.field = field
    self.message = message
    self.remedy = remedy
  }
}
