import Lessons
import Regularization
import TerminalUI

/// A panel of the lab: as cells, as sentences with a small table, and as a picture for a file.
struct LabPanelView {
  let panel: LabPanel
  let picture: LabPicture
  let glyphs: Glyphs

  init(_ panel: LabPanel, _ picture: LabPicture, glyphs: Glyphs) {
    self.panel = panel
    self.picture = picture
    self.glyphs = glyphs
  }

  /// A few words that head the panel: "loss (evaluation mode, 1,000 of 60,000 samples)".
  var title: String { panel.rawValue }

  /// Draws the panel's content, without its title, into a rectangle of any size.
  func draw(into buffer: inout CellBuffer, in rect: Rect) {}

  /// What it shows, for a linear reading.
  func lines() -> [String] { [] }

  /// Names and contents of SVG files; none for panels that are tables.
  func charts() -> [LabExport.Text] { [] }

  /// What must be observed so that panels can be drawn.
  static func request(
    for panels: [LabPanel], of samples: SampleSummary, look: LabLook, size: Size
  ) -> ObservationRequest {
    ObservationRequest()
  }

  /// Whether a panel has anything to show: no surface without two inputs, no accuracy without
  /// classes, no confusion, no network where a layer is too large, no twins of one.
  static func isOf(_ panel: LabPanel, _ plan: LabPlan, _ samples: SampleSummary) -> Bool { true }
}
