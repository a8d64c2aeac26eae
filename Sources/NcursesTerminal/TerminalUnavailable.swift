/// Why there is no screen to draw on.
public enum TerminalUnavailable: Error, Hashable, CustomStringConvertible {
  case inputIsNoTerminal
  case outputIsNoTerminal
  case typeIsUnset
  case typeIsUnknown(String)
  /// The terminal cannot place its cursor, as a printer or an editor's shell cannot.
  case cannotAddressCells(String)
  case failedToStart(String)

  /// One line, fit to be shown before going on without a screen.
  public var description: String {
    switch self {
    case .inputIsNoTerminal: "standard input is not a terminal"
    case .outputIsNoTerminal: "standard output is not a terminal"
    case .typeIsUnset: "TERM is not set"
    case .typeIsUnknown(let type): "the terminal type \(type) (TERM) is unknown here"
    case .cannotAddressCells(let type): "a terminal of type \(type) (TERM) has no cursor to move"
    case .failedToStart(let type): "ncurses cannot start on a terminal of type \(type) (TERM)"
    }
  }
}
