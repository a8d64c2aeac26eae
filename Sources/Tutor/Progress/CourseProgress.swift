public import Lessons

/// What was done in a course, by the ids of its lessons and steps.
public struct CourseProgress: Hashable, Sendable {
  /// Of lessons that were opened.
  public var lessons: [String: LessonProgress] = [:]
  /// The lesson that was opened last.
  public var last: String?

  public init() {}

  public func lesson(_ id: String) -> LessonProgress { lessons[id] ?? LessonProgress() }

  /// Takes in what happened after all that is recorded.
  public mutating func append(_ entry: JournalEntry) {
    let id = entry.lesson
    switch entry.event {
    case .opened(let page, let pages):
      lessons[id, default: LessonProgress()].open(entry.step, page: page, pages: pages)
      last = id
    case .left(let shown):
      lessons[id, default: LessonProgress()].steps[entry.step, default: StepRecord()].shown = shown
    case .answered(let change):
      lessons[id, default: LessonProgress()].steps[entry.step, default: StepRecord()]
        .append(change)
    case .finished: lessons[id, default: LessonProgress()].isDone = true
    }
  }

  /// Forgets a lesson, or all of them.
  mutating func forget(_ lesson: String?) {
    guard let lesson else {
      self = CourseProgress()
      return
    }
    lessons[lesson] = nil
    if last == lesson { last = nil }
  }

  /// The lesson to go on with, as an index: the one that was opened last, or where that is done the next
  /// one that is not; the first where nothing was done.
  public func lessonToGoOnWith(in course: Course) -> Int {
    guard let last, let index = course.lessons.firstIndex(where: { $0.id == last }) else {
      return course.lessons.firstIndex { !lesson($0.id).isDone } ?? 0
    }
    guard lesson(last).isDone else { return index }
    return course.lessons.indices.dropFirst(index + 1)
      .first { !lesson(course.lessons[$0].id).isDone } ?? index
  }
}

/// What was done in a lesson.
public struct LessonProgress: Hashable, Sendable {
  /// A step that was opened.
  public struct Visit: Hashable, Sendable {
    public var step: String
    /// Its index in the lesson by then, and how many there were.
    public var page: Int
    public var pages: Int
  }

  /// The latest visit of each step, latest last.
  public private(set) var visits: [Visit] = []
  /// Whether it was left behind its last page.
  public var isDone = false
  /// What was done on the steps, by their ids.
  public var steps: [String: StepRecord] = [:]

  public init() {}

  public var isUntouched: Bool { visits.isEmpty && steps.isEmpty && !isDone }

  mutating func open(_ step: String, page: Int, pages: Int) {
    visits.removeAll { $0.step == step }
    visits.append(Visit(step: step, page: page, pages: pages))
  }

  /// The index of the step where the learner left; where it is gone from the lesson, of the nearest one
  /// that was seen and is still there, or that has its number by now. `nil` where the lesson was not opened.
  public func place(in lesson: Lesson) -> Int? {
    guard let left = visits.last, !lesson.steps.isEmpty else { return nil }
    if let index = lesson.steps.firstIndex(where: { $0.id == left.step }) { return index }
    let known = visits.compactMap { visit in
      lesson.steps.firstIndex { $0.id == visit.step }.map { (page: visit.page, index: $0) }
    }
    // Of two that are as near, the one before: nothing is skipped.
    let nearest = known.min {
      (abs($0.page - left.page), $0.page) < (abs($1.page - left.page), $1.page)
    }
    return nearest?.index ?? min(left.page, lesson.steps.count - 1)
  }

  /// How many of a lesson's steps were seen.
  public func pagesSeen(in lesson: Lesson) -> Int {
    let seen = Set(visits.map(\.step))
    return lesson.steps.count { seen.contains($0.id) }
  }
}
