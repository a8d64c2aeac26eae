import Lessons
import TerminalUI

/// The keys of a plot.
enum PlotPanelKeys {
  static func typing(_ key: Key, in panel: PlotPanelState) -> TutorMessage? {
    guard let typed = panel.typed else { return nil }
    switch key {
    case .character(let character)
    where (character.isASCII && character.isNumber) || ".,+-−".contains(character):
      return .typed(character)
    case .backspace: return typed.isEmpty ? .typedCancelled : .eraseTypedPressed
    case .enter: return .typedSubmitted
    case .escape: return .typedCancelled
    default: return nil
    }
  }

  static func bindings(_ panel: PlotPanelState) -> [KeyBinding<TutorMessage>] {
    let hasKnob = panel.focusedKnob != nil
    let isLast = (panel.stop.map { $0 + 1 } ?? 0) >= panel.step.stops.count
    return [
      KeyBinding(
        PageKeys.next + PageKeys.go, isLast ? "next" : "next stop",
        help: "Go to the next setting that the page leads to; behind the last, the next page.",
        .nextPressed),
      KeyBinding(
        PageKeys.back, "back", help: "Go to the setting before; before the first, the page before.",
        .backPressed),
      KeyBinding(
        ["+", "=", .up, "k"], "turn up", help: "Turn the chosen dial up; all is computed again.",
        .dialUpPressed, isEnabled: hasKnob),
      KeyBinding(
        ["-", "−", "_", .down, "j"], "turn down", help: "Turn the chosen dial down.",
        .dialDownPressed, isEnabled: hasKnob),
      KeyBinding(
        [.tab], "dial", help: "Choose the next dial.", .focusForwardPressed,
        isEnabled: panel.knobs.count > 1),
      KeyBinding(
        [.backTab], "dial before", help: "Choose the dial before.", .focusBackwardPressed,
        isEnabled: panel.knobs.count > 1, footer: false),
      KeyBinding(
        ["v"], "type value", help: "Type the chosen dial’s value.", .dialTypingPressed,
        isEnabled: panel.focusedKnob?.takesFigures == true),
      KeyBinding(
        ["r"], "reset", help: "Put the dials back to the start.", .resetPressed,
        isEnabled: panel.isChanged || panel.stop != nil, footer: false),
      KeyBinding(
        ["g", .home], "start", help: "Go back to the first setting.", .firstPressed, footer: false),
      KeyBinding(
        ["G", .end], "last stop", help: "Go to the last setting that the page leads to.",
        .lastPressed, footer: false),
    ]
  }
}
