import Lessons
import TerminalUI

/// The keys of the glossary.
enum GlossaryKeys {
  /// The key that opens it from any page and from the list of lessons.
  static func opening(_ state: TutorState) -> [KeyBinding<TutorMessage>] {
    [
      KeyBinding(
        ["D"], "terms", help: "Show the glossary: what words and symbols mean.",
        .inGlossary(.show), isEnabled: !state.course.glossary.isEmpty, footer: state.page == nil)
    ]
  }

  static func typing(_ key: Key, in glossary: GlossaryState) -> TutorMessage? {
    guard glossary.isTyping else { return nil }
    switch key {
    case .character(let character): return .typed(character)
    case .backspace: return .eraseTypedPressed
    case .enter: return .typedSubmitted
    case .escape: return .typedCancelled
    default: return nil
    }
  }

  static func bindings(
    _ glossary: GlossaryState, of course: Course
  ) -> [KeyBinding<TutorMessage>] {
    [
      KeyBinding(
        [.enter, .right, "l", "n", " "], "open",
        help: "Open the lesson that introduces the term; q there leads back.",
        .nextPressed, isEnabled: glossary.chosen(in: course.glossary)?.link != nil),
      KeyBinding([.down, "j"], "choose", help: "Choose the next term.", .downPressed),
      KeyBinding([.up, "k"], "choose", help: "Choose the term before.", .upPressed),
      KeyBinding(["/"], "find", help: "Find a term by a word or a symbol.", .findPressed),
      KeyBinding(
        [.escape, .backspace], "all terms", help: "Show every term again.", .typedCancelled,
        isEnabled: !glossary.query.isEmpty),
      KeyBinding(
        ["g", .home], "first", help: "Choose the first term.", .firstPressed, footer: false),
      KeyBinding(["G", .end], "last", help: "Choose the last term.", .lastPressed, footer: false),
      KeyBinding(
        [.pageDown], "ten on", help: "Ten terms further.", .scrolledDown, footer: false),
      KeyBinding([.pageUp], "ten back", help: "Ten terms back.", .scrolledUp, footer: false),
      KeyBinding(["q", "D"], "close", help: "Close the glossary.", .leavePressed),
    ]
  }
}
