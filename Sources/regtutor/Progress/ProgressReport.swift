import Journal
import Lessons
import Tutor

/// How far somebody is with each lesson of a course, as text, CSV or JSON.
struct ProgressReport {
  private struct Entry {
    var lesson: Lesson
    var summary: LessonSummary
    /// Milliseconds since 1970; `nil` where it was never opened.
    var first: Int64?
    var last: Int64?
  }

  private let course: Course
  private let key: String
  private let entries: [Entry]
  /// Lessons that something is kept of, and that the course does not have any more.
  private let strangers: [String]

  init(
    _ course: Course, key: String, _ history: (visits: [VisitRow], answers: [AnswerRow])
  ) {
    self.course = course
    self.key = key
    let progress = CourseProgress(history)
    var times: [String: [Int64]] = [:]
    for row in history.visits { times[row.lesson, default: []].append(row.time) }
    for row in history.answers { times[row.lesson, default: []].append(row.time) }
    entries = course.lessons.map { lesson in
      Entry(
        lesson: lesson, summary: LessonSummary(lesson, progress.lesson(lesson.id)),
        first: times[lesson.id]?.min(), last: times[lesson.id]?.max())
    }
    strangers = Set(times.keys).subtracting(course.lessons.map(\.id)).sorted()
  }

  // MARK: Text

  func text() -> [String] {
    var table = TextTable([
      "lesson", "", "#pages", "#answered", "#right", "#skipped", "#hints", "last opened",
    ])
    for entry in entries {
      let summary = entry.summary
      let questions = summary.questions.count
      func count(_ number: Int) -> String { questions == 0 ? "" : "\(number)" }
      table.append([
        entry.lesson.id, state(summary), "\(summary.pagesSeen)/\(summary.pages)",
        questions == 0 ? "" : "\(summary.answered)/\(questions)",
        count(summary.count(.right, .reached)), count(summary.count(.skipped)),
        count(summary.hints), entry.last.map(JournalClock.display) ?? "",
      ])
    }
    var lines = [printable(course.title), ""] + table.lines
    if !strangers.isEmpty {
      lines += ["", "No longer in the course: \(printable(strangers.joined(separator: ", ")))."]
    }
    return lines
  }

  private func state(_ summary: LessonSummary) -> String {
    switch summary.state {
    case .untouched: "not begun"
    case .begun: "at page \(summary.page ?? 1) of \(summary.pages)"
    case .done: "done"
    }
  }

  // MARK: Data

  static let csvHeader =
    "course,lesson,title,state,page,pages,pages_seen,questions,answered,right,wrong,skipped,"
    + "attempts,hints,first_opened,last_opened"

  func csv() -> [String] {
    [ProgressReport.csvHeader]
      + entries.map { entry in
        let summary = entry.summary
        let cells: [String] = [
          key, entry.lesson.id, entry.lesson.title, summary.state.rawValue,
          summary.page.map(String.init) ?? "", "\(summary.pages)", "\(summary.pagesSeen)",
          "\(summary.questions.count)", "\(summary.answered)",
          "\(summary.count(.right, .reached))", "\(summary.count(.wrong))",
          "\(summary.count(.skipped))", "\(summary.attempts)", "\(summary.hints)",
          entry.first.map(JournalClock.universal) ?? "",
          entry.last.map(JournalClock.universal) ?? "",
        ]
        return cells.map(csvCell).joined(separator: ",")
      }
  }

  func json() -> [String] {
    let lessons = entries.map { entry in
      let summary = entry.summary
      let answers = summary.questions.filter { !$0.answer.isUntouched }.map { question in
        let attempts = question.answer.attempts.map { DataText.json($0) }
        return "        "
          + DataText.object([
            ("step", DataText.json(question.step)), ("question", DataText.json(question.item)),
            ("attempts", "[\(attempts.joined(separator: ", "))]"),
            ("hints", "\(question.answer.hints)"),
            ("outcome", question.answer.outcome.map { DataText.json($0.rawValue) } ?? "null"),
          ])
      }
      let head = DataText.object([
        ("lesson", DataText.json(entry.lesson.id)), ("title", DataText.json(entry.lesson.title)),
        ("state", DataText.json(summary.state.rawValue)),
        ("page", summary.page.map(String.init) ?? "null"), ("pages", "\(summary.pages)"),
        ("pages_seen", "\(summary.pagesSeen)"), ("questions", "\(summary.questions.count)"),
        ("first_opened", time(entry.first)), ("last_opened", time(entry.last)),
      ])
      let list = answers.isEmpty ? "[]" : "[\n\(answers.joined(separator: ",\n"))\n      ]"
      return "    \(head.dropLast()), \"answers\": \(list)}"
    }
    return [
      "{", "  \"course\": \(DataText.json(key)),", "  \"title\": \(DataText.json(course.title)),",
      "  \"lessons\": [", lessons.joined(separator: ",\n"), "  ]", "}",
    ]
  }

  private func time(_ milliseconds: Int64?) -> String {
    milliseconds.map { DataText.json(JournalClock.universal($0)) } ?? "null"
  }
}
