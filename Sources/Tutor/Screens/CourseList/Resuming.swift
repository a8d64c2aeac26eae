import Lessons

extension TutorState {
  /// Opens a place of the course.
  @discardableResult
  public mutating func open(_ place: CoursePlace) -> [TutorEffect] {
    let before = self
    courseList.query = ""
    courseList.selection = place.lesson
    show(place.lesson, step: place.step)
    return keep(entries(since: before))
  }

  /// Opens a lesson, by its index, at the step where the learner left it.
  @discardableResult
  public mutating func resume(_ lesson: Int) -> [TutorEffect] {
    let before = self
    courseList.query = ""
    courseList.selection = lesson
    goOn(with: lesson)
    return keep(entries(since: before))
  }

  /// Opens a step without a word, with what was done on it.
  mutating func show(_ lesson: Int, step: Int) {
    let opened = course.lessons[lesson]
    waysBack = []
    glossary = nil
    page = LessonPageState(
      lessonIndex: lesson, lesson: opened, stepIndex: step,
      progress: progress.lesson(opened.id))
  }

  mutating func goOn(with index: Int) {
    let lesson = course.lessons[index]
    let done = progress.lesson(lesson.id)
    guard !done.isDone else {
      show(index, step: 0)
      notice = "Done before; your answers are kept."
      return
    }
    let step = done.place(in: lesson) ?? 0
    show(index, step: step)
    guard let left = done.visits.last else { return }
    if left.step != lesson.steps[step].id {
      notice = "The page where you left is gone from the lesson; this is the nearest."
    } else if step > 0 {
      notice = "Page \(step + 1) of \(lesson.steps.count), where you left."
    }
  }

  /// Takes what happened into the progress, and has the shell write it down.
  mutating func keep(_ entries: [JournalEntry]) -> [TutorEffect] {
    for entry in entries { progress.append(entry) }
    return entries.map { .keep($0) }
  }

  mutating func keep(_ runs: [RunEntry]) -> [TutorEffect] {
    guard !runs.isEmpty else { return [] }
    keptRuns = Set(runs)
    return runs.map { .keepRun($0) }
  }

  // MARK: Reset

  mutating func answer(_ question: TutorQuestion, _ message: TutorMessage) -> [TutorEffect] {
    switch message {
    case .noPressed:
      self.question = nil
      notice = "Nothing was reset."
    case .yesPressed:
      self.question = nil
      switch question {
      case .resetLesson(let index):
        let lesson = course.lessons[index]
        progress.forget(lesson.id)
        notice = "“\(lesson.title)” begins anew."
        return [.reset(lesson: lesson.id)]
      case .resetAll:
        progress.forget(nil)
        notice = "All lessons begin anew."
        return [.reset(lesson: nil)]
      }
    default: break
    }
    return []
  }
}

extension TutorQuestion {
  /// In words.
  func text(in state: TutorState) -> String {
    switch self {
    case .resetLesson(let index):
      let lesson = state.course.lessons[index]
      return "Reset “\(lesson.title)”? Its pages and answers are forgotten."
    case .resetAll: return "Reset all lessons? Their pages and answers are forgotten."
    }
  }
}

extension LessonProgress {
  /// The mark of a lesson in the list: untouched, begun, or done.
  enum Mark: Hashable {
    case untouched
    /// 1-based.
    case begun(page: Int, pages: Int)
    case done
  }

  func mark(in lesson: Lesson) -> Mark {
    if isDone { return .done }
    // Where its steps are not read yet, by what it was.
    if lesson.steps.isEmpty, let left = visits.last {
      return .begun(page: left.page + 1, pages: left.pages)
    }
    guard let place = place(in: lesson) else { return .untouched }
    return .begun(page: place + 1, pages: lesson.steps.count)
  }
}
