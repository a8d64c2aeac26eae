import Lessons

extension TutorState {
  /// The part of `update` that an open lesson answers.
  mutating func updatePage(_ message: TutorMessage) -> [TutorEffect] {
    guard var page else { return [] }
    if message == .inLab(.open) { return openLab(of: page) }
    if message == .leavePressed, page.panel?.contents.isTyping != true {
      if !waysBack.isEmpty { return returnFromLink() }
      let closing = closeLab()
      self.page = nil
      return closing
    }
    let departure = updatePage(&page, message)
    // Who walks there needs no way back.
    if self.page?.stepIndex != page.stepIndex, waysBack.last?.leads(to: page) == true {
      waysBack.removeLast()
    }
    self.page = page
    switch departure {
    case .link(let link): return follow(link)
    case .return: return returnFromLink()
    case nil: return []
    }
  }

  /// How a page is left for one that is not its neighbour.
  enum Departure {
    case link(PageLink)
    /// To where the last link was followed.
    case `return`
  }

  mutating func updatePage(
    _ page: inout LessonPageState, _ message: TutorMessage
  ) -> Departure? {
    switch message {
    case .nextPagePressed:
      if !page.isLastStep { page.open(step: page.stepIndex + 1) }
    case .previousPagePressed:
      if !page.isFirstStep { page.open(step: page.stepIndex - 1) }
    case .scrolledDown, .scrolledUp:
      scroll(&page, by: message == .scrolledDown ? 1 : -1, pages: true)
    default:
      return page.panel == nil ? updateText(&page, message) : updatePanel(&page, message)
    }
    return nil
  }

  private mutating func updateText(
    _ page: inout LessonPageState, _ message: TutorMessage
  ) -> Departure? {
    switch message {
    case .nextPressed:
      if !scroll(&page, by: 1, pages: true) { goForward(&page) }
    case .backPressed:
      if !scroll(&page, by: -1, pages: true) { return goBack(&page) }
    case .downPressed: scroll(&page, by: 1, pages: false)
    case .upPressed: scroll(&page, by: -1, pages: false)
    case .firstPressed: page.scroll = .offset(0)
    case .lastPressed: page.scroll = .offset(PageLayout(self, page: page).scrollLimit)
    default: break
    }
    return nil
  }

  private mutating func updatePanel(
    _ page: inout LessonPageState, _ message: TutorMessage
  ) -> Departure? {
    if [.nextPressed, .inTable(.openChosen)].contains(message), revealPanel(&page) { return nil }
    switch page.panel?.update(message) {
    case .forward:
      goForward(&page)
      return nil
    case .back: return goBack(&page)
    case .follow(let link): return .link(link)
    case .say(let sentence): notice = sentence
    case .done, nil: break
    }
    page.scroll = .following
    return nil
  }

  /// Where prose fills the screen, the first key brings the panel into view; returns whether it
  /// had to.
  private func revealPanel(_ page: inout LessonPageState) -> Bool {
    guard !display.isLinear, case .offset(let offset) = page.scroll else { return false }
    let layout = PageLayout(self, page: page)
    guard !layout.showsFocus(atOffset: offset) else { return false }
    page.scroll = .following
    return true
  }

  private mutating func goForward(_ page: inout LessonPageState) {
    if page.isOfLab {
      notice = "There is nothing behind it. q leads back to the lab."
    } else if page.isLastStep {
      if let back = waysBack.last {
        notice = "That was the last page of this lesson. q leads back to the \(back.name)."
        return
      }
      let next = page.lessonIndex + 1
      if course.lessons.indices.contains(next) {
        notice =
          "That was the last page. q leads back to the lessons; the next one is "
          + "“\(course.lessons[next].title)”."
        courseList.query = ""
        courseList.selection = next
      } else {
        notice = "That was the last page of the last lesson. q leads back to the lessons."
      }
    } else {
      page.open(step: page.stepIndex + 1)
    }
  }

  private mutating func goBack(_ page: inout LessonPageState) -> Departure? {
    if page.isOfLab {
      notice = "There is nothing before it. q leads back to the lab."
      return nil
    }
    if waysBack.last?.hasOpened(page) == true { return .return }
    if page.isFirstStep {
      let place = waysBack.last?.name ?? "lessons"
      notice = "This is the first page. q leads back to the \(place)."
    } else {
      page.open(step: page.stepIndex - 1)
    }
    return nil
  }

  /// Returns whether there was anything to scroll to.
  @discardableResult
  private func scroll(_ page: inout LessonPageState, by amount: Int, pages: Bool) -> Bool {
    guard !display.isLinear else { return false }
    let layout = PageLayout(self, page: page)
    let old = layout.offset
    let distance = pages ? max(1, layout.bodyRows - 1) * amount : amount
    let new = max(0, min(old + distance, layout.scrollLimit))
    page.scroll = .offset(new)
    return new != old
  }
}
