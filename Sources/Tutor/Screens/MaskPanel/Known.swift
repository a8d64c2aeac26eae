/// An answer that depends on its question alone: two are the same where their questions are.
///
/// So that a state is compared and hashed by what was asked, and nothing is computed twice.
struct Known<Question: Hashable & Sendable, Answer: Sendable>: Hashable, Sendable {
  let question: Question
  let answer: Answer

  static func == (left: Known, right: Known) -> Bool { left.question == right.question }
  func hash(into hasher: inout Hasher) { hasher.combine(question) }
}

extension Optional {
  /// Answers a question, unless the answer is there already.
  mutating func find<Question, Answer>(
    _ question: Question, _ compute: (Question) -> Answer
  ) where Wrapped == Known<Question, Answer> {
    guard self?.question != question else { return }
    self = Known(question: question, answer: compute(question))
  }
}
