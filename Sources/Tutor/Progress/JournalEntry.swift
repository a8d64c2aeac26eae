/// Something that is worth keeping; the shell writes it down.
public struct JournalEntry: Hashable, Sendable {
  public enum Event: Hashable, Sendable {
    /// The step was opened; `page` is its index among `pages`.
    case opened(page: Int, pages: Int)
    /// The step was left when so much of it was shown: ``StepRecord/shown``.
    case left(shown: Int)
    case answered(AnswerChange)
    /// The lesson was left behind its last page.
    case finished
  }

  /// Ids.
  public var lesson: String
  public var step: String
  public var event: Event

  public init(lesson: String, step: String, _ event: Event) {
    self.lesson = lesson
    self.step = step
    self.event = event
  }
}
