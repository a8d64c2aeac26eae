import TerminalUI

/// The keys of a page: those of its panel, where it has one, and those that every page has.
enum PageKeys {
  static let next: [Key] = [.right, "l", "n", "."]
  static let back: [Key] = [.left, "h", "p", .backspace, ","]
  /// The keys that say “go”.
  static let go: [Key] = [.enter, " "]

  /// What sets pictures in motion, and has no place where nothing moves.
  static let moving: Set<TutorMessage> = [.mask(.playOrPause)]

  /// - Parameter origin: what led here by a link, and is led back to.
  static func bindings(_ page: LessonPageState, origin: String?) -> [KeyBinding<TutorMessage>] {
    (page.panel?.contents.bindings ?? prose(page)) + everyPage(page, origin: origin)
  }

  /// A page of prose alone, or of a lab, which the keys that say “go” open.
  static func prose(_ page: LessonPageState) -> [KeyBinding<TutorMessage>] {
    [
      KeyBinding(
        go, "lab", help: "On the page of a lab: open it.", .inLab(.open), isEnabled: page.hasLab),
      KeyBinding(
        next + (page.hasLab ? [] : go), "next",
        help: "Scroll down a screen; at the end, the next page.", .nextPressed),
      KeyBinding(
        back, "back", help: "Scroll up a screen; at the top, the page before.", .backPressed),
      KeyBinding([.up, "k"], "scroll", help: "Scroll up.", .upPressed),
      KeyBinding([.down, "j"], "scroll", help: "Scroll down.", .downPressed),
      KeyBinding(["g", .home], "top", help: "Go to the top.", .firstPressed, footer: false),
      KeyBinding(["G", .end], "end", help: "Go to the end.", .lastPressed, footer: false),
    ]
  }

  static func everyPage(
    _ page: LessonPageState, origin: String? = nil
  ) -> [KeyBinding<TutorMessage>] {
    [
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
      KeyBinding(
        ["q"], page.isOfLab ? "lab" : origin ?? "lessons",
        help: page.isOfLab
          ? "Back to the lab."
          : origin.map { "Back to the \($0) that led here." }
            ?? "Back to the list of lessons.",
        .leavePressed),
    ]
  }
}
