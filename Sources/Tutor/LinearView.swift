public import Lessons
import Regularization
import TerminalUI

/// The tutor in plain lines: the same state and the same messages, for pipes, screen readers and
/// terminals that can do no better. Nothing is ever drawn over.
public enum LinearView {
  /// The whole of what is open.
  public static func page(_ state: TutorState) -> [String] {
    let glyphs = state.display.glyphs
    if let glossary = state.glossary {
      return GlossaryLines(glossary, of: state.course, glyphs: glyphs)
        .opening(query: glossary.query).map { glyphs.text($0) }
    }
    if let lab = state.shownLab {
      return LabLines(lab, glyphs: glyphs).opening().map { glyphs.text($0) }
    }
    guard let page = state.shownPage else { return courseList(state) }
    var lines = [
      "",
      "\(page.lesson.title), page \(page.stepIndex + 1) of \(page.lesson.steps.count): "
        + page.step.title,
      "",
    ]
    lines += prose(page.step, state)
    // How it is opened is in the menu.
    lines += LabInvitation(state, page: page).sentences.dropLast().flatMap { ["", $0] }
    if let panel = page.panel { lines += [""] + panel.contents.opening(glyphs: glyphs) }
    if page.isLastStep { lines += sources(page.lesson) }
    return lines.map { glyphs.text($0) }
  }

  /// What changed between two states, and nothing else.
  public static func changes(from old: TutorState, to new: TutorState) -> [String] {
    let glyphs = new.display.glyphs
    var lines: [String] = []
    let movedPage =
      old.shownPage?.lesson.id != new.shownPage?.lesson.id
      || old.shownPage?.stepIndex != new.shownPage?.stepIndex
      || old.shownPage?.isOfLab != new.shownPage?.isOfLab
    if new.glossary != old.glossary, new.glossary != nil {
      lines = page(new)
    } else if new.glossary != old.glossary, !movedPage {
      lines = ["Back to \(new.shownPage.map { "“\($0.step.title)”" } ?? "the list of lessons")."]
    } else if movedPage || (old.shownLab == nil) != (new.shownLab == nil) {
      lines = page(new)
    } else if let before = old.shownLab, let after = new.shownLab {
      lines = LabLines(after, glyphs: glyphs).changes(from: before)
    } else if let before = old.shownPage?.panel, let after = new.shownPage?.panel {
      lines = after.changes(from: before, glyphs: glyphs)
    } else if new.shownPage == nil, old.courseList != new.courseList {
      lines = courseList(new)
    }
    if let notice = new.notice { lines.append(notice) }
    return lines.map { glyphs.text($0) }
  }

  /// What `show` prints: the lesson from start to end with every table complete.
  public static func handout(_ lesson: Lesson, display: Display) -> [String] {
    HandoutText(glyphs: display.glyphs).lines(
      of: HandoutLesson(lesson, glyphs: display.glyphs))
  }

  // MARK: Menu

  /// A numbered choice of the linear menu.
  public struct Choice: Hashable, Sendable {
    public let label: String
    public let message: TutorMessage
  }

  /// What can be chosen by number now. Enter is always the first binding: next.
  public static func choices(for state: TutorState) -> [Choice] {
    if let glossary = state.glossary {
      return GlossaryLines(glossary, of: state.course, glyphs: state.display.glyphs).choices
    }
    if let lab = state.shownLab {
      return LabLines(lab, glyphs: state.display.glyphs).choices()
    }
    guard let page = state.shownPage else { return [] }
    let every =
      PageKeys.everyPage(page, origin: state.waysBack.last?.name) + GlossaryKeys.opening(state)
    if let panel = page.panel { return panel.contents.choices + choices(of: every) }
    let isOfScreen: Set<TutorMessage> = [.upPressed, .downPressed, .firstPressed, .lastPressed]
    return choices(of: PageKeys.prose(page).filter { !isOfScreen.contains($0.message) } + every)
  }

  /// The bindings that a number can stand for.
  static func choices(of bindings: [KeyBinding<TutorMessage>]) -> [Choice] {
    let left: Set<TutorMessage> = [
      .nextPressed, .redrawPressed, .scrolledDown, .scrolledUp, .helpPressed, .focusForwardPressed,
      .focusBackwardPressed,
    ]
    return bindings.filter {
      $0.isEnabled && !left.contains($0.message) && !PageKeys.moving.contains($0.message)
    }
    .map { Choice(label: $0.help, message: $0.message) }
  }

  /// The line that says what Enter and the numbers do.
  public static func menu(_ state: TutorState) -> [String] {
    let glyphs = state.display.glyphs
    if state.glossary != nil {
      let numbers = choices(for: state).isEmpty ? "" : "A number opens the lesson of a term. "
      return [glyphs.text("\(numbers)?WORD: another word. Enter: close the glossary.")]
    }
    if let lab = state.shownLab {
      return LabLines(lab, glyphs: glyphs).menu().map { glyphs.text($0) }
    }
    guard let page = state.shownPage else {
      let words = state.course.glossary.isEmpty ? "" : "?WORD tells what a word means, "
      return [glyphs.text("A number opens a lesson, Enter the first, \(words)0 leaves.")]
    }
    return [glyphs.text(menu(of: page, state))]
  }

  private static func menu(of page: LessonPageState, _ state: TutorState) -> String {
    let menu =
      if let panel = page.panel {
        panel.contents.menu
      } else if page.hasLab {
        wasInLab(state, page)
          ? "Enter: next page. m: more choices, among them the lab. 0: list of lessons."
          : "Enter: open the lab. n: next page. m: more choices. 0: list of lessons."
      } else {
        "Enter: next page. m: more choices. 0: list of lessons."
      }
    // A panel cannot know what led to its page.
    if page.isOfLab { return menu.replacing("list of lessons", with: "the lab") }
    guard let back = state.waysBack.last else { return menu }
    return menu.replacing("list of lessons", with: "back to the \(back.name)")
  }

  /// The menu in full, a choice a line.
  public static func menuInFull(_ state: TutorState) -> [String] {
    let glyphs = state.display.glyphs
    return choices(for: state).enumerated().map { glyphs.text("  m\($0 + 1)  \($1.label)") }
  }

  /// The messages that a line of input stands for; `nil` where it means nothing here.
  public static func messages(for line: String, in state: TutorState) -> [TutorMessage]? {
    if let lab = state.shownLab {
      return LabLines(lab, glyphs: state.display.glyphs).messages(for: line)
    }
    if let messages = glossaryMessages(for: line, in: state) { return messages }
    let text = line.filter { $0 != " " && $0 != "\t" && $0 != "\r" }
    guard let page = state.shownPage else { return nil }
    if let messages = page.panel?.contents.messages(forLine: text) { return messages }
    if text.isEmpty {
      return [page.hasLab && !wasInLab(state, page) ? .inLab(.open) : .nextPressed]
    }
    if page.hasLab, text == "n" { return [.nextPressed] }
    if text == "0" { return [.leavePressed] }
    let choices = choices(for: state)
    if let number = Int(text.first == "m" ? text.dropFirst() : text[...]),
      choices.indices.contains(number - 1)
    {
      return [choices[number - 1].message]
    }
    return nil
  }

  /// `?WORD` looks a word up, wherever one is; in the glossary a number opens a term's lesson.
  private static func glossaryMessages(
    for line: String, in state: TutorState
  ) -> [TutorMessage]? {
    var words = line.split { $0 == " " || $0 == "\t" || $0 == "\r" }
    if let first = words.first, first.first == "?" {
      words[0] = first.dropFirst()
      let query = words.filter { !$0.isEmpty }.joined(separator: " ")
      let isEmpty = query.isEmpty || state.course.glossary.isEmpty
      return isEmpty ? nil : [.inGlossary(.lookUp(String(query.prefix(60))))]
    }
    guard state.glossary != nil else { return nil }
    guard let word = words.first else { return [.leavePressed] }
    if word == "0" || word == "q" { return [.leavePressed] }
    let choices = choices(for: state)
    guard let number = Int(word.first == "m" ? word.dropFirst() : word),
      choices.indices.contains(number - 1)
    else { return nil }
    return [choices[number - 1].message]
  }

  // MARK: Parts

  /// Whether the page's lab was opened before: then Enter leads on.
  private static func wasInLab(_ state: TutorState, _ page: LessonPageState) -> Bool {
    state.lab?.place == LabState.Place(lesson: page.lessonIndex, step: page.stepIndex)
      || page.labTasks[page.stepIndex] != nil
  }

  private static func courseList(_ state: TutorState) -> [String] {
    var lines = ["", state.course.title, ""]
    for (index, lesson) in state.course.lessons.enumerated() {
      lines.append("  \(index + 1)  \(lesson.title) (\(lesson.minutes) min)")
      lines += Prose(lesson.summary).plainLines(columns: 72, glyphs: state.display.glyphs)
        .map { "     \($0)" }
    }
    return lines.map { state.display.glyphs.text($0) }
  }

  private static func prose(_ step: Step, _ state: TutorState) -> [String] {
    if case .faulty(let issues) = step.kind { return faults(issues) }
    return Prose(step.text).plainLines(columns: 78, glyphs: state.display.glyphs)
  }

  private static func faults(_ issues: [LessonIssue]) -> [String] {
    ["This page cannot be shown; its description has a problem:"]
      + issues.flatMap {
        $0.description.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      }
  }

  private static func sources(_ lesson: Lesson) -> [String] {
    guard !lesson.sources.isEmpty else { return [] }
    return ["", "Sources:"]
      + lesson.sources.map { "- \($0.text)" + ($0.link.map { " \($0)" } ?? "") }
  }
}

extension LinearView {
  /// An input line as it may be repeated: no control characters, no more than fits.
  public static func echo(of line: String, display: Display) -> String {
    display.glyphs.text(String(line.filter { !TextWidth.isControl($0) }.prefix(200)))
  }
}
