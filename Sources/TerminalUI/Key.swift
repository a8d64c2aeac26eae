/// A key as a person would name it.
public enum Key: Hashable, Sendable {
  case character(Character)
  /// A control key by its capital letter: `control("L")` is ^L.
  case control(Character)
  case left, right, up, down, home, end, pageUp, pageDown
  case enter, tab, backTab, backspace, delete, escape

  /// As it is written in a footer or a help sheet: `→`, `Space`, `^L`, `g`.
  public var name: String {
    switch self {
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .control(let letter): "^\(letter)"
    case .left: "←"
    case .right: "→"
    case .up: "↑"
    case .down: "↓"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .enter: "Enter"
    case .tab: "Tab"
    case .backTab: "Shift-Tab"
    case .backspace: "Backspace"
    case .delete: "Delete"
    case .escape: "Esc"
    }
  }
}

/// A key by its character: `"q"`.
extension Key: ExpressibleByExtendedGraphemeClusterLiteral {
  public init(extendedGraphemeClusterLiteral character: Character) { self = .character(character) }
}

/// What a terminal reports to the program.
public enum TerminalEvent: Hashable, Sendable {
  case key(Key)
  case resized(Size)
  /// The program was stopped and goes on; the screen has to be drawn anew.
  case resumed
  /// A signal, or the end of the input (as `SIGHUP`), asks the program to leave.
  case terminated(signal: Int32)
}
