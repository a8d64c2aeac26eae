/// What the journal keeps, a row each. Courses, lessons, steps and questions are known by their ids.
///
/// Every row has a name of its own in all the world (``origin``), so that journals can be put together
/// and nothing is there twice.
public protocol JournalRow: Sendable, Hashable, Codable {
  var origin: String { get }
}

/// That a step was opened or left, or a lesson finished.
public struct VisitRow: JournalRow {
  public enum Event: String, Sendable, Hashable, Codable {
    case opened, left, finished
  }

  public var origin: String
  /// Milliseconds since 1970, UTC.
  public var time: Int64
  public var course: String
  public var lesson: String
  public var step: String
  public var event: Event
  /// Where the step stood in its lesson: 0-based, of so many.
  public var page: Int
  public var pages: Int
  /// How much of it was shown when it was left.
  public var shown: Int

  public init(
    origin: String, time: Int64, course: String, lesson: String, step: String, event: Event,
    page: Int = 0, pages: Int = 0, shown: Int = 0
  ) {
    self.origin = origin
    self.time = time
    self.course = course
    self.lesson = lesson
    self.step = step
    self.event = event
    self.page = page
    self.pages = pages
    self.shown = shown
  }
}

/// That a question was answered, or a hint was asked for, or it was judged or given up.
public struct AnswerRow: JournalRow {
  public var origin: String
  /// Milliseconds since 1970, UTC.
  public var time: Int64
  public var course: String
  public var lesson: String
  public var step: String
  /// Which question of the step.
  public var item: String
  /// As it was typed or chosen; `nil` where nothing was answered.
  public var attempt: String?
  /// How many hints were shown by then.
  public var hints: Int
  /// `right`, `wrong`, `skipped`, `reached`, `said`; `nil` while the question stays open.
  public var outcome: String?

  public init(
    origin: String, time: Int64, course: String, lesson: String, step: String, item: String,
    attempt: String?, hints: Int, outcome: String?
  ) {
    self.origin = origin
    self.time = time
    self.course = course
    self.lesson = lesson
    self.step = step
    self.item = item
    self.attempt = attempt
    self.hints = hints
    self.outcome = outcome
  }
}

/// A run as far as it was trained, with what it takes to train it again.
public struct RunRow: JournalRow {
  public var origin: String
  /// Milliseconds since 1970, UTC.
  public var time: Int64
  /// What trained it: `lab` or `train`.
  public var source: String
  public var title: String
  /// Where a lesson has it.
  public var course: String?
  public var lesson: String?
  public var step: String?
  /// A training file.
  public var spec: String
  /// In decimal digits: it may be larger than what SQLite counts to.
  public var seed: String
  /// Updates.
  public var steps: Int
  /// How it ended, in words.
  public var ending: String
  /// 16 hexadecimal digits; empty where it is not known.
  public var weightsHash: String
  /// Figures by their names.
  public var results: [String: Double]

  public init(
    origin: String, time: Int64, source: String, title: String, course: String? = nil,
    lesson: String? = nil, step: String? = nil, spec: String, seed: String, steps: Int,
    ending: String, weightsHash: String, results: [String: Double]
  ) {
    self.origin = origin
    self.time = time
    self.source = source
    self.title = title
    self.course = course
    self.lesson = lesson
    self.step = step
    self.spec = spec
    self.seed = seed
    self.steps = steps
    self.ending = ending
    self.weightsHash = weightsHash
    self.results = results
  }
}

/// A run with the number that it has in this journal.
public struct NumberedRun: Sendable, Hashable {
  public var number: Int64
  public var run: RunRow
}

/// Something to be written.
public enum JournalChange: Sendable, Hashable {
  case visit(VisitRow)
  case answer(AnswerRow)
  /// A run takes the place of one with the same origin that is not newer.
  case run(RunRow)
  case removeRun(Int64)
  /// Deletes what is kept of a lesson; of all lessons of the course where there is no lesson, of all
  /// courses where there is no course.
  case reset(course: String?, lesson: String?)
}
