import Lessons
import Regularization
import TerminalUI

/// The parts of the mask panel, from top to bottom: those that every view has, and those of the present
/// one.
struct MaskPanelView {
  let panel: MaskPanelState
  let glyphs: Glyphs
  let columns: Int
  /// How many rows there are for all of it, where that is more than it needs.
  let rows: Int
  /// Whether the screen is too low to show all parts at once.
  let isShort: Bool

  init(_ panel: MaskPanelState, glyphs: Glyphs, columns: Int, rows: Int, isShort: Bool) {
    self.panel = panel
    self.glyphs = glyphs
    self.columns = max(8, columns)
    // A screen that follows the panel has room for it, however long the prose above.
    self.rows = max(rows, isShort ? 8 : 20)
    self.isShort = isShort
  }

  func blocks() -> [PageLayout.Block] {
    guard panel.iteration != nil else {
      return [block(wrapped(MaskLines.cannotBeComputed, Style(.bad)), isFocus: true)]
    }
    var blocks: [PageLayout.Block] =
      switch panel.view {
      case .network: MaskNetworkView(self).blocks()
      case .company: MaskCompanyView(self).blocks()
      case .conventions: MaskConventionsView(self).blocks()
      case .expectation: MaskExpectationView(self).blocks()
      case .modes: MaskModesView(self).blocks()
      }
    blocks.insert(block(headLines), at: isShort ? max(0, blocks.count - 1) : 0)
    if !panel.step.dials.isEmpty { blocks.insert(block(dialLines), at: isShort ? 0 : 1) }
    let note = noteLines
    if !note.isEmpty { blocks.insert(block(note), at: isShort ? 0 : 1) }
    return blocks
  }

  // MARK: Parts

  func block(_ lines: [StyledLine], isFocus: Bool = false) -> PageLayout.Block {
    .lines(lines, columns: columns, isFocus: isFocus)
  }

  func wrapped(_ text: String, _ style: Style = .normal, indent: Int = 0) -> [StyledLine] {
    StyledLine(glyphs.text(text), style).wrapped(columns: columns, hangingIndent: indent)
  }

  private var headLines: [StyledLine] {
    var line = StyledLine()
    for (index, part) in MaskLines.head(panel).enumerated() {
      if index > 0 { line.append("   ") }
      line.append(part.0 + " ", .muted)
      line.append(part.1, .bold)
    }
    return glyphs.text(line).wrapped(columns: columns)
  }

  private var noteLines: [StyledLine] {
    guard let note = panel.note else { return [] }
    return Prose(note.text).lines(columns: max(1, min(columns - 2, 76)), glyphs: glyphs).map {
      StyledLine([StyledRun(glyphs.verticalRule + " ", .accent)] + $0.runs)
    }
  }

  private var dialLines: [StyledLine] {
    var line = StyledLine()
    for (index, dial) in panel.step.dials.enumerated() {
      let isFocused = panel.focus == index
      if index > 0 { line.append("  ") }
      line.append(isFocused ? glyphs.cursor + " " : "  ", .accent)
      line.append(MaskPanelState.name(of: dial) + " ", .muted)
      if isFocused, panel.isTypingValue {
        line.append(panel.typed + "_", Style(.accent, bold: true))
      } else {
        line.append(
          panel.value(of: dial), isFocused ? Style(.accent, bold: true, reversed: true) : .bold)
      }
    }
    if panel.isChanged { line.append("   changed (r resets)", .accent) }
    return glyphs.text(line).wrapped(columns: columns, hangingIndent: 2)
  }
}
