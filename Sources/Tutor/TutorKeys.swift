import Lessons
public import TerminalUI

/// The one table of keys: dispatch, footer, help sheet, linear menu and docs read it.
public enum TutorKeys {
  /// The bindings of the screen that `state` shows, most important first.
  public static func bindings(for state: TutorState) -> [KeyBinding<TutorMessage>] {
    if state.helpScroll != nil { return helpSheet }
    if let lab = state.lab, lab.isShown { return LabKeys.bindings(lab) + everywhere }
    guard let page = state.page else { return courseList(state) + everywhere }
    return lessonPage(page) + everywhere
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
    func all(_ bindings: [KeyBinding<TutorMessage>]) -> [KeyBinding<TutorMessage>] {
      bindings.map {
        var binding = $0
        binding.isEnabled = true
        return binding
      }
    }
    return [
      Sheet(title: "List of lessons", bindings: all(courseList(state) + everywhere)),
      Sheet(title: "Lesson", bindings: all(lessonPage(page) + everywhere)),
      Sheet(title: "Lab", bindings: all(LabKeys.controls(.everyKey) + everywhere)),
      Sheet(title: "Lab, export", bindings: all(LabKeys.exports(.everyKey))),
      Sheet(title: "Lab, text", bindings: all(LabKeys.text)),
      Sheet(title: "Sheet of keys", bindings: all(helpSheet)),
    ]
  }

  private static func typing(_ key: Key, in state: TutorState) -> TutorMessage? {
    guard state.helpScroll == nil else { return nil }
    if let lab = state.lab, lab.isShown { return LabKeys.typing(key, in: lab) }
    if state.page == nil {
      guard state.courseList.isTyping else { return nil }
      switch key {
      case .character(let character): return .typed(character)
      case .backspace: return .eraseTypedPressed
      case .enter: return .typedSubmitted
      case .escape: return .typedCancelled
      default: return nil
      }
    }
    guard let panel = state.page?.panel, panel.isTakingFigures else { return nil }
    switch key {
    case .character(let character) where panel.takes(character): return .typed(character)
    case .backspace where !panel.typed.isEmpty: return .eraseTypedPressed
    case .enter where !panel.typed.isEmpty || panel.typingDial != nil: return .typedSubmitted
    case .escape where !panel.typed.isEmpty || panel.typingDial != nil: return .typedCancelled
    default: return nil
    }
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

  private static func lessonPage(_ page: LessonPageState) -> [KeyBinding<TutorMessage>] {
    let panel = page.panel
    let hasQuestion = panel?.pendingAsk != nil
    let growsRows = panel.map { !$0.isComplete } ?? false
    let dials = panel.map { !$0.activeDials.isEmpty && !$0.dialsAreLocked } ?? false
    let onDial = panel?.focusedDial != nil
    // Where there is a lab, the keys that say “go” open it.
    let go: [Key] = [.enter, " "]
    return [
      KeyBinding(
        go, "lab", help: "On the page of a lab: open it.", .inLab(.open), isEnabled: page.hasLab),
      KeyBinding(
        [.right, "l", "n"] + (page.hasLab ? [] : go) + ["."], growsRows ? "step" : "next",
        help: "Show the next iteration; behind the last one, the next page.", .nextPressed,
        isEnabled: !hasQuestion || panel?.typed.isEmpty == true),
      KeyBinding(
        [.left, "h", "p", .backspace, ","], "back",
        help: "Take an iteration back; before the first one, the page before.", .backPressed),
      KeyBinding(
        ["H"], "hint", help: "Show a hint for the question; again for the next hint.",
        .hintPressed, isEnabled: hasQuestion),
      KeyBinding(
        ["S"], "show answer", help: "Skip the question: show the answer with its working.",
        .answerPressed, isEnabled: hasQuestion),
      KeyBinding(
        [.up, "k"], panel == nil ? "scroll" : "cell",
        help: "Choose the cell above, or scroll up.", .upPressed),
      KeyBinding(
        [.down, "j"], panel == nil ? "scroll" : "cell",
        help: "Choose the cell below, or scroll down.", .downPressed),
      KeyBinding(
        ["w"], "column", help: "Choose the next column of the table.", .columnRightPressed,
        isEnabled: panel != nil),
      KeyBinding(
        ["b"], "column left", help: "Choose the column before.", .columnLeftPressed,
        isEnabled: panel != nil, footer: false),
      KeyBinding(
        [.tab], "dials", help: "Go from the table to the dials, and on.", .focusForwardPressed,
        isEnabled: dials),
      KeyBinding(
        [.backTab], "dials back", help: "Go through table and dials the other way.",
        .focusBackwardPressed, isEnabled: dials, footer: false),
      KeyBinding(
        ["+", "="], "turn up", help: "Turn the chosen dial up; every row is computed again.",
        .dialUpPressed, isEnabled: dials && onDial),
      KeyBinding(
        ["-", "−", "_"], "turn down", help: "Turn the chosen dial down.", .dialDownPressed,
        isEnabled: dials && onDial),
      KeyBinding(
        ["v"], "type value", help: "Type the chosen dial’s value.", .dialTypingPressed,
        isEnabled: dials && panel?.focusedDial?.takesFigures == true),
      KeyBinding(
        ["z"], "zero rule", help: "Choose what the L1 penalty does at zero.", .zeroRulePressed,
        isEnabled: dials && panel?.has(.zeroRule) == true),
      KeyBinding(
        ["c"], "L2 convention", help: "Choose between λ/2·θ² and λ·θ².", .l2ConventionPressed,
        isEnabled: dials && panel?.has(.l2Convention) == true),
      KeyBinding(
        ["a"], "article", help: "Show the printed figures beside the computed ones.",
        .printedPressed, isEnabled: panel.map { !$0.printedTables.isEmpty } ?? false),
      KeyBinding(
        ["d"], "all digits", help: "Show every digit of the explained figure.", .allDigitsPressed,
        isEnabled: panel != nil, footer: false),
      KeyBinding(
        ["r"], "reset", help: "Put the table and the dials back to the start.", .resetPressed,
        isEnabled: panel.map { $0.isChanged || $0.rows > 0 } ?? false, footer: false),
      KeyBinding(
        ["g", .home], "first row", help: "Go to the first row, or to the top.", .firstPressed,
        footer: false),
      KeyBinding(
        ["G", .end], "last row",
        help: "Show every row up to the next question, or go to the end.", .lastPressed,
        footer: false),
      KeyBinding(
        [.pageDown], "scroll down", help: "Scroll the page down.", .scrolledDown, footer: false),
      KeyBinding(
        [.pageUp], "scroll up", help: "Scroll the page up.", .scrolledUp, footer: false),
      KeyBinding(
        ["]", "N"], "next page", help: "Go to the next page at once.", .nextPagePressed,
        isEnabled: !page.isLastStep, footer: false),
      KeyBinding(
        ["[", "P"], "page before", help: "Go to the page before at once.", .previousPagePressed,
        isEnabled: !page.isFirstStep, footer: false),
      KeyBinding(["q"], "lessons", help: "Back to the list of lessons.", .leavePressed),
    ]
  }
}
