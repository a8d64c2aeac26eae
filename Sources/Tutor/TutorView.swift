import Lessons
public import TerminalUI

/// Draws a state; reads it and changes nothing.
public enum TutorView {
  public static func draw(_ state: TutorState) -> CellBuffer {
    var buffer = CellBuffer(state.display.size)
    if state.helpScroll != nil {
      drawHelp(state, into: &buffer)
    } else if let glossary = state.glossary {
      GlossaryView(glossary, state).draw(into: &buffer)
    } else if let lab = state.shownLab {
      LabView(lab, state.display).draw(into: &buffer)
    } else if let page = state.shownPage {
      PageLayout(state, page: page).draw(into: &buffer)
    } else {
      CourseListView(state).draw(into: &buffer)
    }
    drawFrameBottom(state, into: &buffer)
    return buffer
  }

  /// The rows between head and foot.
  static func body(of size: Size) -> Rect {
    let foot = size.rows >= 14 ? 2 : 1
    return Rect(column: 1, row: 2, columns: size.columns - 2, rows: size.rows - 2 - foot)
  }

  /// Title at the left, a remark at the right, a rule below.
  static func drawHead(
    _ title: String, right: [StyledRun], _ state: TutorState, into buffer: inout CellBuffer
  ) {
    let glyphs = state.display.glyphs
    let columns = buffer.size.columns
    let remark = glyphs.text(StyledLine(right))
    let start = max(2, columns - 1 - remark.columns)
    let room = max(0, start - 3)
    let head = StyledLine(glyphs.text(title), Style.bold).truncated(columns: room, glyphs: glyphs)
    buffer.put(head, column: 1, row: 0, end: columns)
    buffer.put(remark, column: start, row: 0)
    drawRule(row: 1, glyphs, into: &buffer)
  }

  static func drawRule(row: Int, _ glyphs: Glyphs, into buffer: inout CellBuffer) {
    let rule = String(repeating: glyphs.rule, count: max(0, buffer.size.columns - 2))
    buffer.put(rule, column: 1, row: row, style: .muted)
  }

  private static func drawFrameBottom(_ state: TutorState, into buffer: inout CellBuffer) {
    let size = buffer.size
    guard size.rows >= 4 else { return }
    let glyphs = state.display.glyphs
    if size.rows >= 14 { drawRule(row: size.rows - 2, glyphs, into: &buffer) }
    let foot = size.rows - 1
    if let notice = state.notice {
      let lines = StyledLine(glyphs.text(notice), .accent).wrapped(
        columns: max(1, size.columns - 2))
      let shown = lines.suffix(min(lines.count, size.rows >= 14 ? 2 : 1))
      for (offset, line) in shown.enumerated() {
        let row = foot - shown.count + 1 + offset
        buffer.fill(Rect(column: 0, row: row, columns: size.columns, rows: 1))
        buffer.put(line, column: 1, row: row)
      }
      return
    }
    if let question = state.question {
      let lines = StyledLine(glyphs.text(question.text(in: state)), Style(.accent, bold: true))
        .wrapped(columns: max(1, size.columns - 2))
      for (offset, line) in lines.enumerated() {
        let row = foot - lines.count + offset
        buffer.fill(Rect(column: 0, row: row, columns: size.columns, rows: 1))
        buffer.put(line, column: 1, row: row)
      }
    }
    let bindings = TutorKeys.bindings(for: state)
    buffer.put(
      KeyFooter(bindings).line(columns: size.columns - 2, glyphs: glyphs), column: 1, row: foot)
  }

  // MARK: Help sheet

  private static func helpLines(_ state: TutorState) -> [StyledLine] {
    var shown = state
    shown.helpScroll = nil
    return KeySheet(TutorKeys.bindings(for: shown))
      .lines(columns: body(of: state.display.size).columns, glyphs: state.display.glyphs)
  }

  static func helpScrollLimit(_ state: TutorState) -> Int {
    max(0, helpLines(state).count - body(of: state.display.size).rows)
  }

  private static func screenName(_ state: TutorState) -> String {
    if state.glossary != nil { return "glossary" }
    if state.shownLab != nil { return "lab" }
    guard let page = state.shownPage else { return "list of lessons" }
    return page.isOfLab ? "masks" : "lesson"
  }

  private static func drawHelp(_ state: TutorState, into buffer: inout CellBuffer) {
    drawHead(
      "Keys", right: [StyledRun(screenName(state), .muted)], state, into: &buffer)
    let body = body(of: buffer.size)
    let scroll = min(state.helpScroll ?? 0, helpScrollLimit(state))
    for (offset, line) in helpLines(state).dropFirst(scroll).prefix(body.rows).enumerated() {
      buffer.put(line, column: body.column, row: body.row + offset, end: body.endColumn)
    }
  }
}
