public import Lessons
public import TerminalUI

/// What the display can do; the shell finds out and tells.
public struct Display: Hashable, Sendable {
  public var size: Size
  public var glyphs: Glyphs
  /// Whether the tutor speaks in lines (``LinearView``): then nothing is ever out of sight.
  public var isLinear: Bool
  /// Whether pictures may move on their own; where not, keys go from one still to the next.
  public var hasMotion: Bool

  public init(size: Size, glyphs: Glyphs, isLinear: Bool = false, hasMotion: Bool = true) {
    self.size = size
    self.glyphs = glyphs
    self.isLinear = isLinear
    self.hasMotion = hasMotion
  }

  /// Whether anything is ever drawn without a key.
  var moves: Bool { hasMotion && !isLinear }
}

/// All that the tutor knows. `update` alone changes it, `view` alone shows it.
public struct TutorState: Hashable, Sendable {
  /// At first perhaps without steps, until ``TutorMessage/courseRead(_:notice:)``.
  public internal(set) var course: Course
  public var display: Display
  public var courseList: CourseListState
  /// The open lesson; `nil` at the course list.
  public var page: LessonPageState?
  /// The places from which a link was followed, the last one at the end.
  public internal(set) var waysBack: [WayBack] = []
  /// The lab that is open, on the screen or behind its page; without a page, a lab of one's own.
  public internal(set) var lab: LabState?
  /// The glossary that lies over everything else; `nil` while it is closed.
  public internal(set) var glossary: GlossaryState?
  /// The sheet of keys, and how far it is scrolled; `nil` while it is closed.
  public var helpScroll: Int?
  /// What was done in the course, until now and on other days.
  public internal(set) var progress: CourseProgress
  /// How many labs were opened.
  var labsOpened = 0
  /// The runs that were kept last.
  var keptRuns: Set<RunEntry> = []
  /// What has to be answered with yes or no before anything else.
  public internal(set) var question: TutorQuestion?
  /// One sentence about the last key; gone with the next.
  public var notice: String?

  /// Seconds until the shell is to send ``TutorMessage/ticked``; `nil`: nothing moves.
  public var tickInterval: Double? {
    guard display.moves, helpScroll == nil else { return nil }
    return shownPage?.panel?.contents.tickInterval
  }

  public init(
    course: Course, display: Display, progress: CourseProgress = CourseProgress()
  ) {
    self.course = course
    self.display = display
    self.progress = progress
    courseList = CourseListState()
    if !course.lessons.isEmpty { courseList.selection = progress.lessonToGoOnWith(in: course) }
  }
}

/// What the shell has to do after an update.
public enum TutorEffect: Hashable, Sendable {
  case quit
  /// Draw every cell again, whatever the terminal is believed to show.
  case redrawAll
  case lab(LabOrder)
  /// Write down what happened.
  case keep(JournalEntry)
  case keepRun(RunEntry)
  /// Delete what was kept of a lesson, by its id; `nil`: of all of the course.
  case reset(lesson: String?)
}

/// A question to be answered with yes or no.
public enum TutorQuestion: Hashable, Sendable {
  /// Whether what was done in a lesson, by its index, shall be forgotten.
  case resetLesson(Int)
  case resetAll
}

/// A place in a course, as `LESSON[:STEP]` names it; a step by its id or its 1-based number.
public struct CoursePlace: Hashable, Sendable {
  public var lesson: Int
  public var step: Int

  /// Indices of a lesson and a step that are there.
  public init(lesson: Int, step: Int) {
    self.lesson = lesson
    self.step = step
  }

  /// What is wrong with a place that cannot be opened, with the nearest that can.
  public struct NotFound: Error, Hashable, Sendable {
    public let message: String
  }

  /// *Throws*: ``NotFound`` where the course has no such lesson or step.
  public init(_ text: String, in course: Course) throws(NotFound) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard
      let lesson = course.lessons.firstIndex(where: { $0.id == name })
        ?? CoursePlace.index(name, count: course.lessons.count)
    else {
      let known = course.lessons.map(\.id).joined(separator: ", ")
      throw NotFound(message: "there is no lesson “\(name)”; the course has: \(known)")
    }
    self.lesson = lesson
    step = 0
    guard parts.count == 2 else { return }
    let steps = course.lessons[lesson].steps
    let stepName = String(parts[1])
    guard
      let step = steps.firstIndex(where: { $0.id == stepName })
        ?? CoursePlace.index(stepName, count: steps.count)
    else {
      let known = steps.map(\.id).joined(separator: ", ")
      throw NotFound(
        message: "the lesson “\(course.lessons[lesson].id)” has no step “\(stepName)”; it has: "
          + "\(known), or 1 to \(steps.count)")
    }
    self.step = step
  }

  private static func index(_ text: String, count: Int) -> Int? {
    guard let number = Int(text), 1...max(1, count) ~= number, count > 0 else { return nil }
    return number - 1
  }
}
