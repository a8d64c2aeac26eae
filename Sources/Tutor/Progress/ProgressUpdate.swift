import Lessons

extension TutorState {
  /// What is worth keeping where the program has to end as it stands.
  public var parting: [JournalEntry] { page.map(leaving) ?? [] }

  /// What happened between two states that is worth keeping, in the order in which it happened.
  func entries(since old: TutorState) -> [JournalEntry] {
    var entries: [JournalEntry] = []
    let before = old.page
    let after = page
    // Answers first: what was done on a page was done before it was left.
    if let before, let after, before.lessonIndex == after.lessonIndex {
      entries += answers(on: before.stepIndex, from: before, to: after)
    }
    entries += labAnswers(since: old)
    let isSame =
      before?.lessonIndex == after?.lessonIndex && before?.stepIndex == after?.stepIndex
    guard !isSame else {
      return entries + finishing(from: old)
    }
    if let before {
      entries += leaving(before)
      if after == nil, before.isLastStep {
        entries.append(JournalEntry(lesson: before.lesson.id, step: before.step.id, .finished))
      }
    }
    if let after { entries += opening(after, from: old) }
    return entries
  }

  private func answers(
    on step: Int, from old: LessonPageState, to new: LessonPageState
  ) -> [JournalEntry] {
    guard let panel = new.panels[step], let before = old.panels[step], panel != before else {
      return []
    }
    return panel.contents.record.changes(since: before.contents.record).map {
      JournalEntry(lesson: new.lesson.id, step: new.lesson.steps[step].id, .answered($0))
    }
  }

  private func labAnswers(since old: TutorState) -> [JournalEntry] {
    guard let lab, let before = old.lab, let place = lab.place, before.place == place,
      lab.tasks != before.tasks, course.lessons.indices.contains(place.lesson)
    else { return [] }
    let lesson = course.lessons[place.lesson]
    return lab.tasks.record(of: lab.plan)
      .changes(since: before.tasks.record(of: before.plan))
      .map { JournalEntry(lesson: lesson.id, step: lesson.steps[place.step].id, .answered($0)) }
  }

  private func leaving(_ page: LessonPageState) -> [JournalEntry] {
    guard let record = page.panel?.contents.record else { return [] }
    let known = progress.lesson(page.lesson.id).steps[page.step.id]?.shown ?? 0
    guard record.shown != known else { return [] }
    return [
      JournalEntry(lesson: page.lesson.id, step: page.step.id, .left(shown: record.shown))
    ]
  }

  private func opening(_ page: LessonPageState, from old: TutorState) -> [JournalEntry] {
    // Who looks something up in another lesson is not there to go on with it.
    if let origin = waysBack.first?.page, origin.lessonIndex != page.lessonIndex { return [] }
    // And is back where the lesson was left.
    let known = progress.lesson(page.lesson.id).visits.last?.step
    if !old.waysBack.isEmpty, progress.last == page.lesson.id, known == page.step.id { return [] }
    return [
      JournalEntry(
        lesson: page.lesson.id, step: page.step.id,
        .opened(page: page.stepIndex, pages: page.lesson.steps.count))
    ]
  }

  /// The key that asked for the page behind the last one.
  private func finishing(from old: TutorState) -> [JournalEntry] {
    guard let page, page.isBehindEnd, old.page?.isBehindEnd != true else { return [] }
    return [JournalEntry(lesson: page.lesson.id, step: page.step.id, .finished)]
  }
}
