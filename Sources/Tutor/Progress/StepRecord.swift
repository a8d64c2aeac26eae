/// What a learner did on a step, as far as it is kept from one day to the next.
public struct StepRecord: Hashable, Sendable {
  /// How much of it was shown: the rows of a replay.
  public var shown: Int
  /// What there is to answer, by ids that are stable in the step; in ``StepPanel`` every question has an
  /// entry, answered or not.
  public var answers: [String: AnswerRecord]

  public init(shown: Int = 0, answers: [String: AnswerRecord] = [:]) {
    self.shown = shown
    self.answers = answers
  }

  /// Takes in what happened after all that is recorded.
  public mutating func append(_ change: AnswerChange) {
    answers[change.item, default: AnswerRecord()].append(change)
  }

  /// What has to be appended to `old` to have the answers of this record.
  func changes(since old: StepRecord) -> [AnswerChange] {
    answers.keys.sorted().flatMap { item in
      AnswerChange.changes(
        of: item, from: old.answers[item] ?? AnswerRecord(), to: answers[item] ?? AnswerRecord())
    }
  }

  /// An id for each question by what it is about; a second one about the same thing has `#2`.
  static func ids(of subjects: [String]) -> [String] {
    var counts: [String: Int] = [:]
    return subjects.map { subject in
      let number = counts[subject, default: 0] + 1
      counts[subject] = number
      return number == 1 ? subject : "\(subject)#\(number)"
    }
  }
}

/// How far a learner is with one question.
public struct AnswerRecord: Hashable, Sendable {
  public enum Outcome: String, CaseIterable, Hashable, Sendable {
    case right, wrong
    /// The answer was asked for.
    case skipped
    /// What was to be brought about was.
    case reached
    /// Said, where there is no right and wrong.
    case said
  }

  /// What was answered, as it was typed or chosen, first to last.
  public var attempts: [String]
  public var hints: Int
  /// `nil` while the question is open.
  public var outcome: Outcome?

  public init(attempts: [String] = [], hints: Int = 0, outcome: Outcome? = nil) {
    self.attempts = attempts
    self.hints = hints
    self.outcome = outcome
  }

  public var isUntouched: Bool { self == AnswerRecord() }

  mutating func append(_ change: AnswerChange) {
    if let attempt = change.attempt { attempts.append(attempt) }
    hints = max(hints, change.hints)
    outcome = change.outcome ?? outcome
  }
}

/// Something that a learner did about a question: answered it, asked for a hint, gave it up; or it was
/// judged.
public struct AnswerChange: Hashable, Sendable {
  public var item: String
  public var attempt: String?
  /// How many hints were shown by then.
  public var hints: Int
  public var outcome: AnswerRecord.Outcome?

  public init(
    item: String, attempt: String? = nil, hints: Int = 0, outcome: AnswerRecord.Outcome? = nil
  ) {
    self.item = item
    self.attempt = attempt
    self.hints = hints
    self.outcome = outcome
  }

  static func changes(
    of item: String, from old: AnswerRecord, to new: AnswerRecord
  ) -> [AnswerChange] {
    var changes = new.attempts.dropFirst(old.attempts.count).map {
      AnswerChange(item: item, attempt: $0, hints: new.hints)
    }
    let isSettled = new.outcome != nil && new.outcome != old.outcome
    if changes.isEmpty, isSettled || new.hints > old.hints {
      changes = [AnswerChange(item: item, hints: new.hints)]
    }
    if isSettled, let last = changes.indices.last { changes[last].outcome = new.outcome }
    return changes
  }
}
