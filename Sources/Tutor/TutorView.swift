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
      drawCourseList(state, into: &buffer)
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
    let bindings = TutorKeys.bindings(for: state)
    buffer.put(
      KeyFooter(bindings).line(columns: size.columns - 2, glyphs: glyphs), column: 1, row: foot)
  }

  // MARK: Course list

  private static func drawCourseList(_ state: TutorState, into buffer: inout CellBuffer) {
    let glyphs = state.display.glyphs
    let list = state.courseList
    let count = state.course.lessons.count
    drawHead(
      state.course.title, right: [StyledRun("\(count) lesson\(count == 1 ? "" : "s")", .muted)],
      state, into: &buffer)
    let body = body(of: buffer.size)
    guard body.rows > 0, body.columns > 8 else { return }
    var row = body.row
    if list.isTyping || !list.query.isEmpty {
      let end = buffer.put(
        "/ \(glyphs.text(list.query))", column: body.column, row: row, style: .accent)
      if list.isTyping { buffer.put("_", column: end, row: row, style: .accent) }
      row += 1
    }
    let matches = list.matches(in: state.course)
    guard !matches.isEmpty else {
      buffer.put("No lesson has these words.", column: body.column, row: row + 1, style: .muted)
      return
    }
    let selected = state.course.lessons[matches[min(list.selection, matches.count - 1)]]
    let summary = Prose(selected.summary).lines(columns: min(body.columns - 2, 78), glyphs: glyphs)
    let spacious = body.rows >= matches.count * 2 + summary.count + 3
    let pitch = spacious ? 2 : 1
    if spacious { row += 1 }
    let listRows = max(1, (body.endRow - row - summary.count - 1) / pitch)
    let first = max(0, min(list.selection - listRows / 2, matches.count - listRows))
    for (offset, index) in matches.dropFirst(first).prefix(listRows).enumerated() {
      let lesson = state.course.lessons[index]
      let isChosen = first + offset == list.selection
      let line = row + offset * pitch
      if isChosen { buffer.put(glyphs.cursor, column: body.column, row: line, style: .accent) }
      let minutes = "\(lesson.minutes) min"
      let number = "\(index + 1)"
      buffer.put(
        String(repeating: " ", count: max(0, 2 - number.count)) + number, column: body.column + 2,
        row: line, style: .muted)
      let end = min(body.endColumn, body.column + 78)
      let title = StyledLine(
        glyphs.text(lesson.title), isChosen ? Style(.accent, bold: true) : .normal)
      buffer.put(
        title.truncated(columns: max(1, end - body.column - 8 - minutes.count), glyphs: glyphs),
        column: body.column + 6, row: line)
      buffer.put(minutes, column: end - minutes.count, row: line, style: .muted)
    }
    let summaryRow = row + min(listRows, matches.count) * pitch + (spacious ? 0 : 1)
    for (offset, line) in summary.enumerated() where summaryRow + offset < body.endRow {
      buffer.put(line, column: body.column + 2, row: summaryRow + offset, end: body.endColumn)
    }
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
