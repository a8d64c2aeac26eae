import Lessons
import Regularization
import TerminalUI

struct NetworkPanel: LabPanelContent {
  let picture: LabPicture

  var title: String { "" }

  func draw(into buffer: inout CellBuffer, in rect: Rect, glyphs: Glyphs) {}

  func lines(glyphs: Glyphs) -> [String] { [] }
}
