import Lessons

/// A place from which a link was followed: where leaving leads to.
public struct WayBack: Hashable, Sendable {
  /// So many are kept; beyond them the oldest is forgotten.
  static let limit = 8

  /// As it was left; `nil`: the list of lessons.
  public var page: LessonPageState?
  /// The glossary that lay over it, if it was that.
  public var glossary: GlossaryState?
  /// What was opened from it.
  public var opened: CoursePlace

  /// What had the link.
  var name: String { glossary == nil ? "table" : "glossary" }

  /// Whether a page is the one that was opened.
  func hasOpened(_ page: LessonPageState) -> Bool {
    page.lessonIndex == opened.lesson && page.stepIndex == opened.step
  }

  /// Whether a page is the one that it leads to.
  func leads(to page: LessonPageState) -> Bool {
    glossary == nil && self.page?.lessonIndex == page.lessonIndex
      && self.page?.stepIndex == page.stepIndex
  }
}

extension TutorState {
  /// Follows a link from the open page, or from the glossary over it.
  mutating func follow(_ link: PageLink) -> [TutorEffect] {
    guard let place = CoursePlace(link, in: course) else {
      notice = "The page \(link.words()) cannot be opened."
      return []
    }
    let isHere = place.lesson == page?.lessonIndex
    // Answers that were given in a lab are kept with its page, before that is put away.
    let effects = isHere ? [] : closeLab()
    let back = WayBack(page: page, glossary: glossary, opened: place)
    waysBack.append(back)
    waysBack.removeFirst(max(0, waysBack.count - WayBack.limit))
    glossary = nil
    if isHere {
      page?.open(step: place.step)
    } else {
      page = LessonPageState(
        lessonIndex: place.lesson, lesson: course.lessons[place.lesson], stepIndex: place.step)
    }
    notice = "q leads back to the \(back.name)."
    return effects
  }

  /// Goes back to where the last link was followed.
  mutating func returnFromLink() -> [TutorEffect] {
    guard let back = waysBack.popLast() else { return [] }
    glossary = back.glossary
    guard let old = back.page, page?.lessonIndex == old.lessonIndex else {
      let effects = closeLab()
      page = back.page
      return effects
    }
    // What was done in the lesson in between stays done.
    page?.open(step: old.stepIndex)
    page?.panel = old.panel
    page?.scroll = old.scroll
    return []
  }
}

extension CoursePlace {
  /// `nil` where the course has no such page.
  init?(_ link: PageLink, in course: Course) {
    guard let lesson = course.lessons.firstIndex(where: { $0.id == link.lesson }) else {
      return nil
    }
    let steps = course.lessons[lesson].steps
    guard let step = link.step.map({ id in steps.firstIndex { $0.id == id } }) ?? 0 else {
      return nil
    }
    self.lesson = lesson
    self.step = step
  }
}
