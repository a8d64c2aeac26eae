import Lessons
import TerminalUI

/// The keys of the replay panel.
enum ReplayKeys {
  static func typing(_ key: Key, in panel: ReplayPanelState) -> TutorMessage? {
    guard panel.isTakingFigures else { return nil }
    switch key {
    case .character(let character) where panel.takes(character): return .typed(character)
    case .backspace where !panel.typed.isEmpty: return .eraseTypedPressed
    case .enter where !panel.typed.isEmpty || panel.typingDial != nil: return .typedSubmitted
    case .escape where !panel.typed.isEmpty || panel.typingDial != nil: return .typedCancelled
    default: return nil
    }
  }

  static func bindings(_ panel: ReplayPanelState) -> [KeyBinding<TutorMessage>] {
    let hasQuestion = panel.pendingAsk != nil
    let dials = !panel.activeDials.isEmpty && !panel.dialsAreLocked
    let onDial = panel.focusedDial != nil
    return [
      KeyBinding(
        PageKeys.next + PageKeys.go, panel.isComplete ? "next" : "step",
        help: "Show the next iteration; behind the last one, the next page.", .nextPressed,
        isEnabled: !hasQuestion || panel.typed.isEmpty),
      KeyBinding(
        PageKeys.back, "back",
        help: "Take an iteration back; before the first one, the page before.", .backPressed),
      KeyBinding(
        ["H"], "hint", help: "Show a hint for the question; again for the next hint.",
        .hintPressed, isEnabled: hasQuestion),
      KeyBinding(
        ["S"], "show answer", help: "Skip the question: show the answer with its working.",
        .answerPressed, isEnabled: hasQuestion),
      KeyBinding([.up, "k"], "cell", help: "Choose the cell above.", .upPressed),
      KeyBinding([.down, "j"], "cell", help: "Choose the cell below.", .downPressed),
      KeyBinding(
        ["w"], "column", help: "Choose the next column of the table.", .columnRightPressed),
      KeyBinding(
        ["b"], "column left", help: "Choose the column before.", .columnLeftPressed, footer: false),
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
        isEnabled: dials && panel.focusedDial?.takesFigures == true),
      KeyBinding(
        ["z"], "zero rule", help: "Choose what the L1 penalty does at zero.", .zeroRulePressed,
        isEnabled: dials && panel.has(.zeroRule)),
      KeyBinding(
        ["c"], "L2 convention", help: "Choose between λ/2·θ² and λ·θ².", .l2ConventionPressed,
        isEnabled: dials && panel.has(.l2Convention)),
      KeyBinding(
        ["a"], "article", help: "Show the printed figures beside the computed ones.",
        .printedPressed, isEnabled: !panel.printedTables.isEmpty),
      KeyBinding(
        ["d"], "all digits", help: "Show every digit of the explained figure.", .allDigitsPressed,
        footer: false),
      KeyBinding(
        ["r"], "reset", help: "Put the table and the dials back to the start.", .resetPressed,
        isEnabled: panel.isChanged || panel.rows > 0, footer: false),
      KeyBinding(
        ["g", .home], "first row", help: "Go to the first row.", .firstPressed, footer: false),
      KeyBinding(
        ["G", .end], "last row", help: "Show every row up to the next question.", .lastPressed,
        footer: false),
    ]
  }
}
