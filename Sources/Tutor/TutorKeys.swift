import Lessons
public import TerminalUI

/// The one table of keys: dispatch, footer, help sheet, linear menu and docs read it.
public enum TutorKeys {
  /// The bindings of the screen that `state` shows, most important first.
  public static func bindings(for state: TutorState) -> [KeyBinding<TutorMessage>] {
    if state.helpScroll != nil { return helpSheet }
    if let glossary = state.glossary {
      return GlossaryKeys.bindings(glossary, of: state.course) + everywhere
    }
    if let lab = state.shownLab { return LabKeys.bindings(lab) + everywhere }
    let glossary = GlossaryKeys.opening(state)
    guard let page = state.shownPage else { return courseList(state) + glossary + everywhere }
    let bindings =
      PageKeys.bindings(page, origin: state.waysBack.last?.name) + glossary + everywhere
    return state.display.moves
      ? bindings : bindings.filter { !PageKeys.moving.contains($0.message) }
  }

  /// The message of a key; figures and letters go into a field that is open for them.
  public static func message(for key: Key, in state: TutorState) -> TutorMessage? {
    if let typed = typing(key, in: state) { return typed }
    return bindings(for: state).message(for: key)
  }

  /// The keys of one screen, whatever can be pressed at the moment.
  public struct Sheet: Sendable {
    public let title: String
    public let bindings: [KeyBinding<TutorMessage>]
  }

  /// Every screen's keys, for the docs.
  public static var sheets: [Sheet] {
    let display = Display(size: Size(columns: 80, rows: 24), glyphs: Glyphs(.braille))
    let step = Step(id: "page", title: "", text: "", kind: .text)
    let lesson = Lesson(id: "lesson", title: "", summary: "", minutes: 1, steps: [step])
    let state = TutorState(course: Course(title: "", lessons: [lesson]), display: display)
    let page = LessonPageState(lessonIndex: 0, lesson: lesson, stepIndex: 0)
    let table = TablePanelState(
      TableStep(heads: [""], rows: [TableStep.Row("", [TableStep.Cell("")])]), lesson: "")
    let plot = PlotPanelState(PlotStep(plots: []))
    let replay = ReplayPanelState(ReplayStep(replays: []), in: lesson)
    func all(_ bindings: [KeyBinding<TutorMessage>]) -> [KeyBinding<TutorMessage>] {
      bindings.map {
        var binding = $0
        binding.isEnabled = true
        return binding
      }
    }
    return [
      Sheet(
        title: "List of lessons",
        bindings: all(courseList(state) + GlossaryKeys.opening(state) + everywhere)),
      Sheet(
        title: "Page of a lesson",
        bindings: all(
          PageKeys.prose(page) + PageKeys.everyPage(page) + GlossaryKeys.opening(state)
            + everywhere)),
      Sheet(title: "Replay", bindings: all(ReplayKeys.bindings(replay))),
      Sheet(title: "Question", bindings: all(QuestionKeys.everyKey)),
      Sheet(title: "Mask", bindings: all(MaskKeys.everyKey)),
      Sheet(title: "Table of prose", bindings: all(TablePanelKeys.bindings(table))),
      Sheet(title: "Plot", bindings: all(PlotPanelKeys.bindings(plot))),
      Sheet(
        title: "Glossary", bindings: all(GlossaryKeys.bindings(GlossaryState(), of: state.course))),
      Sheet(title: "Lab", bindings: all(LabKeys.controls(.everyKey) + everywhere)),
      Sheet(title: "Lab, export", bindings: all(LabKeys.exports(.everyKey))),
      Sheet(title: "Lab, text", bindings: all(LabKeys.text)),
      Sheet(title: "Sheet of keys", bindings: all(helpSheet)),
    ]
  }

  private static func typing(_ key: Key, in state: TutorState) -> TutorMessage? {
    guard state.helpScroll == nil else { return nil }
    if let glossary = state.glossary { return GlossaryKeys.typing(key, in: glossary) }
    if let lab = state.shownLab { return LabKeys.typing(key, in: lab) }
    guard let page = state.shownPage else {
      guard state.courseList.isTyping else { return nil }
      switch key {
      case .character(let character): return .typed(character)
      case .backspace: return .eraseTypedPressed
      case .enter: return .typedSubmitted
      case .escape: return .typedCancelled
      default: return nil
      }
    }
    return page.panel?.contents.typing(key)
  }

  private static let everywhere: [KeyBinding<TutorMessage>] = [
    KeyBinding(["?"], "keys", help: "Show the keys of this screen.", .helpPressed),
    KeyBinding(
      [.control("L")], "redraw", help: "Draw the screen again.", .redrawPressed, footer: false),
  ]

  private static let helpSheet: [KeyBinding<TutorMessage>] = [
    KeyBinding(
      ["?", "q", .escape, .enter], "close", help: "Close this sheet.", .leavePressed),
    KeyBinding([.down, "j", .pageDown, " "], "down", help: "Scroll down.", .downPressed),
    KeyBinding([.up, "k", .pageUp], "up", help: "Scroll up.", .upPressed),
  ]

  private static func courseList(_ state: TutorState) -> [KeyBinding<TutorMessage>] {
    let list = state.courseList
    return [
      KeyBinding(
        [.enter, .right, "l", "n", " "], "open", help: "Open the lesson.", .nextPressed,
        isEnabled: list.chosen(in: state.course) != nil),
      KeyBinding([.down, "j"], "choose", help: "Choose the next lesson.", .downPressed),
      KeyBinding([.up, "k"], "choose", help: "Choose the lesson before.", .upPressed),
      KeyBinding(["/"], "find", help: "Find a lesson by a word.", .findPressed),
      KeyBinding(
        [.escape, .backspace], "all lessons", help: "Show every lesson again.", .typedCancelled,
        isEnabled: !list.query.isEmpty),
      KeyBinding(
        ["g", .home], "first", help: "Choose the first lesson.", .firstPressed, footer: false),
      KeyBinding(
        ["G", .end], "last", help: "Choose the last lesson.", .lastPressed, footer: false),
      KeyBinding(["q"], "quit", help: "Leave the tutor.", .leavePressed),
    ]
  }
}
