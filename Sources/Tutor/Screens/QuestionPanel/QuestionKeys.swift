import Lessons
import TerminalUI

/// The keys of the question panel.
enum QuestionKeys {
  static func typing(_ key: Key, in panel: QuestionPanelState) -> TutorMessage? {
    guard panel.isTypingFigure || panel.isTypingDraw else { return nil }
    switch key {
    case .character(let character) where takes(character, panel): return .typed(character)
    case .backspace where !panel.typed.isEmpty: return .eraseTypedPressed
    case .enter where !panel.typed.isEmpty || panel.isTypingDraw: return .typedSubmitted
    case .escape where !panel.typed.isEmpty || panel.isTypingDraw: return .typedCancelled
    default: return nil
    }
  }

  private static func takes(_ character: Character, _ panel: QuestionPanelState) -> Bool {
    switch character {
    case "0"..."9" where character.isASCII: true
    case ".", ",", "-", "−", "+": !panel.isTypingDraw
    case "e", "E": !panel.isTypingDraw && panel.typed.contains(where: \.isNumber)
    default: false
    }
  }

  static func bindings(_ panel: QuestionPanelState) -> [KeyBinding<TutorMessage>] {
    let count = panel.isChoosing ? panel.order.count : 0
    let isSwitched = panel.takesSeveral || panel.isOrdering
    return answering(panel, isSwitched: isSwitched) + digits(count, isShown: !panel.isOrdering)
      + [
        KeyBinding(
          [.up, "k"], panel.isCarrying ? "move" : "choose", help: "Choose the option above.",
          .upPressed, isEnabled: panel.isChoosing),
        KeyBinding(
          [.down, "j"], panel.isCarrying ? "move" : "choose", help: "Choose the option below.",
          .downPressed, isEnabled: panel.isChoosing),
        KeyBinding(
          ["H"], "hint", help: "Show a hint for the question; again for the next hint.",
          .hintPressed, isEnabled: panel.isOpen && !panel.question.hints.isEmpty),
        KeyBinding(
          ["S"], panel.question.isGuess ? "no guess" : "show answer",
          help: "Skip the question: show the answer with its working.", .answerPressed,
          isEnabled: panel.isOpen),
      ] + paging(panel, isSwitched: isSwitched)
  }

  private static func answering(
    _ panel: QuestionPanelState, isSwitched: Bool
  ) -> [KeyBinding<TutorMessage>] {
    [
      KeyBinding(
        [.enter], "answer", help: "Answer with what is chosen or typed.", .typedSubmitted,
        isEnabled: panel.isOpen && panel.answer != nil),
      KeyBinding(
        [" "], panel.isOrdering ? (panel.isCarrying ? "put down" : "pick up") : "switch",
        help:
          "Switch the option on or off; where items are ordered, pick the item up or put it down.",
        .question(.toggle), isEnabled: panel.isChoosing && isSwitched),
    ]
  }

  private static func digits(_ count: Int, isShown: Bool) -> [KeyBinding<TutorMessage>] {
    (0..<count).map { place in
      KeyBinding(
        [.character(Character("\(place + 1)"))], "choose", help: "Choose option \(place + 1).",
        .question(.choose(place)), footer: isShown && place < 2)
    }
  }

  private static func paging(
    _ panel: QuestionPanelState, isSwitched: Bool
  ) -> [KeyBinding<TutorMessage>] {
    let draws = panel.step.draw != nil
    let go: [Key] = panel.isOpen ? (isSwitched ? [] : [" "]) : PageKeys.go
    return [
      KeyBinding(
        PageKeys.next + go, "next", help: "After the answer: the next page.", .nextPressed,
        footer: !panel.isOpen),
      KeyBinding(PageKeys.back, "back", help: "The page before.", .backPressed),
      KeyBinding(
        ["r"], draws ? "draw again" : "anew",
        help: "Draw the question again with other numbers; or ask it anew.", .resetPressed,
        isEnabled: draws || panel.attempt != Prediction(), footer: draws || !panel.isOpen),
      KeyBinding(
        ["v"], "type draw", help: "Type the number of a draw, to repeat it.", .dialTypingPressed,
        isEnabled: draws, footer: false),
      KeyBinding(
        ["g", .home], "first", help: "Choose the first option.", .firstPressed,
        isEnabled: panel.isChoosing, footer: false),
      KeyBinding(
        ["G", .end], "last", help: "Choose the last option.", .lastPressed,
        isEnabled: panel.isChoosing, footer: false),
    ]
  }

  /// Every key that some question has, for the docs.
  static var everyKey: [KeyBinding<TutorMessage>] {
    let options = (1...Question.optionLimit).map { QuestionOption(text: "\($0)", isRight: $0 == 1) }
    return bindings(
      QuestionPanelState(QuestionStep(question: Question(text: "", form: .several(options)))))
  }
}
