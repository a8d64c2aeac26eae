import Journal
import Tutor

extension CourseProgress {
  /// What the rows of a course come to, oldest first.
  init(_ history: (visits: [VisitRow], answers: [AnswerRow])) {
    self.init()
    for row in history.visits {
      let event: JournalEntry.Event =
        switch row.event {
        case .opened: .opened(page: row.page, pages: row.pages)
        case .left: .left(shown: row.shown)
        case .finished: .finished
        }
      append(JournalEntry(lesson: row.lesson, step: row.step, event))
    }
    for row in history.answers {
      let change = AnswerChange(
        item: row.item, attempt: row.attempt, hints: row.hints,
        // What a later version may know of is an open question to this one.
        outcome: row.outcome.flatMap(AnswerRecord.Outcome.init))
      append(JournalEntry(lesson: row.lesson, step: row.step, .answered(change)))
    }
  }
}
