import Lessons
import TerminalUI

/// The keys of a table of prose.
enum TablePanelKeys {
  static func bindings(_ panel: TablePanelState) -> [KeyBinding<TutorMessage>] {
    let opens = panel.cell.link != nil
    return [
      KeyBinding(
        [.enter], "open",
        help: "Open the page that shows what the chosen cell says; q there leads back.",
        .inTable(.openChosen), isEnabled: opens),
      KeyBinding(
        PageKeys.next + (opens ? [" "] : PageKeys.go), panel.isLastCell ? "next" : "next cell",
        help: "Choose the next cell; behind the last one, the next page.", .nextPressed),
      KeyBinding(
        PageKeys.back, "back",
        help: "Choose the cell before; before the first one, the page before.", .backPressed),
      KeyBinding([.up, "k"], "row", help: "Choose the cell above.", .upPressed),
      KeyBinding([.down, "j"], "row", help: "Choose the cell below.", .downPressed),
      KeyBinding(
        ["g", .home], "first cell", help: "Choose the first cell.", .firstPressed, footer: false),
      KeyBinding(
        ["G", .end], "last cell", help: "Choose the last cell.", .lastPressed, footer: false),
    ]
  }
}
