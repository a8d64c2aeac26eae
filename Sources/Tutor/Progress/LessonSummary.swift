public import Lessons

/// How far a learner is with a lesson, in figures: for a list, and for a teacher.
public struct LessonSummary: Hashable, Sendable {
  /// A question of the lesson as it is today.
  public struct Question: Hashable, Sendable {
    public var step: String
    public var item: String
    public var answer: AnswerRecord
  }

  public enum State: String, Hashable, Sendable {
    case untouched, begun, done
  }

  public var state: State
  /// 1-based: where the learner left; `nil` where the lesson was not opened.
  public var page: Int?
  public var pages: Int
  public var pagesSeen: Int
  /// In the order of the steps; those that were answered and are gone from the lesson are left out.
  public var questions: [Question]

  public init(_ lesson: Lesson, _ progress: LessonProgress) {
    state =
      switch progress.mark(in: lesson) {
      case .untouched: .untouched
      case .begun: .begun
      case .done: .done
      }
    page = progress.place(in: lesson).map { $0 + 1 }
    pages = lesson.steps.count
    pagesSeen = progress.pagesSeen(in: lesson)
    questions = lesson.steps.flatMap { step in
      let record = LessonSummary.record(of: step, in: lesson, progress.steps[step.id])
      return record.answers.sorted { $0.key < $1.key }.map {
        Question(step: step.id, item: $0.key, answer: $0.value)
      }
    }
  }

  /// Every question of a step, with what was answered.
  private static func record(
    of step: Step, in lesson: Lesson, _ known: StepRecord?
  ) -> StepRecord {
    if case .train(let plan) = step.kind {
      return (known.map { LabTasks($0, of: plan) } ?? LabTasks(count: plan.tasks.count))
        .record(of: plan)
    }
    return StepPanel(step, in: lesson, record: known)?.contents.record ?? StepRecord()
  }

  public func count(_ outcomes: AnswerRecord.Outcome...) -> Int {
    questions.count { $0.answer.outcome.map(outcomes.contains) ?? false }
  }

  /// Questions that are closed, one way or another.
  public var answered: Int { questions.count { $0.answer.outcome != nil } }
  public var attempts: Int { questions.reduce(0) { $0 + $1.answer.attempts.count } }
  public var hints: Int { questions.reduce(0) { $0 + $1.answer.hints } }
}
