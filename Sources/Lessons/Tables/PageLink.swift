/// Where something leads: a step of a lesson of the course.
public struct PageLink: Sendable, Hashable {
  /// The lesson's id.
  public var lesson: String
  /// The step's id; `nil`: the lesson's first page.
  public var step: String?
  /// The titles of lesson and step; `nil` until the course is known.
  public var titles: Titles?

  public struct Titles: Sendable, Hashable {
    public var lesson: String
    public var step: String

    public init(lesson: String, step: String) {
      self.lesson = lesson
      self.step = step
    }
  }

  public init(lesson: String, step: String?, titles: Titles? = nil) {
    self.lesson = lesson
    self.step = step
    self.titles = titles
  }

  /// As a file writes it: `STEP` of this lesson, or `LESSON:STEP`.
  init(_ text: String, in lesson: String) {
    let parts = text.split(separator: ":", maxSplits: 1)
    self.init(
      lesson: parts.count == 2 ? String(parts[0]) : lesson, step: parts.last.map(String.init))
  }

  /// `LESSON:STEP`, as the command line takes it.
  public var place: String { step.map { "\(lesson):\($0)" } ?? lesson }

  /// What it leads to, in words: “Start at zero”, in “Why L1 reaches zero”.
  ///
  /// - Parameter here: the id of the lesson that the reader is in, which is not named.
  public func words(in here: String? = nil) -> String {
    guard let titles else { return "“\(place)”" }
    if step == nil { return "“\(titles.lesson)”" }
    return lesson == here
      ? "“\(titles.step)”, in this lesson" : "“\(titles.step)”, in “\(titles.lesson)”"
  }
}

/// A link as it stands in a file, for when the lesson that it names is known.
struct PlacedLink: Sendable, Hashable {
  var link: PageLink
  /// Its place; what is wrong with it is still to be said.
  var place: LessonIssue

  init(_ link: PageLink, _ node: SourceNode, _ log: IssueLog) {
    self.link = link
    place = log.source.issue(ScalarMap.extent(of: node, in: log.source), "", remedy: "")
  }

  func issue(_ fault: LinkResolution.Fault) -> LessonIssue {
    var issue = place
    issue.message = fault.message
    issue.remedy = fault.remedy
    return issue
  }
}

/// Finds what links lead to.
struct LinkResolution {
  /// The lessons that links may name.
  let lessons: [Lesson]

  /// What is wrong with a link.
  struct Fault: Error {
    var message: String
    var remedy: String
  }

  /// The link with its titles; `nil` where what it names may be among the steps that could not be
  /// read.
  ///
  /// *Throws*: ``Fault`` where there is no such page.
  func resolved(_ link: PageLink) throws(Fault) -> PageLink? {
    guard let lesson = lessons.first(where: { $0.id == link.lesson }) else {
      throw Fault(
        message: "the course has no lesson \(VisibleText.quoted(link.lesson))",
        remedy: Suggestion.remedy(for: link.lesson, among: lessons.map(\.id), of: "lesson"))
    }
    guard let id = link.step else {
      return titled(link, lesson, lesson.steps.first?.title ?? "")
    }
    if let step = lesson.steps.first(where: { $0.id == id }) {
      return titled(link, lesson, step.title)
    }
    let isIncomplete = lesson.steps.contains { step in
      if case .faulty = step.kind { true } else { false }
    }
    guard !isIncomplete else { return nil }
    throw Fault(
      message: "the lesson “\(lesson.id)” has no step \(VisibleText.quoted(id))",
      remedy: Suggestion.remedy(for: id, among: lesson.steps.map(\.id), of: "step"))
  }

  private func titled(_ link: PageLink, _ lesson: Lesson, _ step: String) -> PageLink {
    var link = link
    link.titles = PageLink.Titles(lesson: lesson.title, step: step)
    return link
  }
}
