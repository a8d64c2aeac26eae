import CNcurses
import TerminalUI

/// The keys that ncurses recognizes by the terminal's description.
func key(code: Int32) -> Key? {
  switch code {
  case KEY_LEFT: .left
  case KEY_RIGHT: .right
  case KEY_UP: .up
  case KEY_DOWN: .down
  case KEY_HOME, KEY_FIND: .home
  case KEY_END, KEY_SELECT, KEY_LL: .end
  case KEY_PPAGE: .pageUp
  case KEY_NPAGE: .pageDown
  case KEY_ENTER: .enter
  case KEY_BACKSPACE: .backspace
  case KEY_DC: .delete
  case KEY_BTAB: .backTab
  default: nil
  }
}
