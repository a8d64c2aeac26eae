import Lessons
import TerminalUI

/// Draws the list of lessons with what was done in each.
struct CourseListView {
  private let state: TutorState
  private let glyphs: Glyphs

  init(_ state: TutorState) {
    self.state = state
    glyphs = state.display.glyphs
  }

  func draw(into buffer: inout CellBuffer) {
    let list = state.courseList
    TutorView.drawHead(state.course.title, right: [StyledRun(remark, .muted)], state, into: &buffer)
    let body = TutorView.body(of: buffer.size)
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
      draw(
        index, isChosen: first + offset == list.selection, row: row + offset * pitch, body,
        into: &buffer)
    }
    let summaryRow = row + min(listRows, matches.count) * pitch + (spacious ? 0 : 1)
    for (offset, line) in summary.enumerated() where summaryRow + offset < body.endRow {
      buffer.put(line, column: body.column + 2, row: summaryRow + offset, end: body.endColumn)
    }
  }

  /// How many lessons there are, and how many are done.
  private var remark: String {
    let count = state.course.lessons.count
    let done = state.course.lessons.count { state.progress.lesson($0.id).isDone }
    return done == 0 ? "\(count) lesson\(count == 1 ? "" : "s")" : "\(done) of \(count) done"
  }

  private func draw(
    _ index: Int, isChosen: Bool, row: Int, _ body: Rect, into buffer: inout CellBuffer
  ) {
    let lesson = state.course.lessons[index]
    if isChosen { buffer.put(glyphs.cursor, column: body.column, row: row, style: .accent) }
    let number = "\(index + 1)"
    buffer.put(
      String(repeating: " ", count: max(0, 2 - number.count)) + number, column: body.column + 2,
      row: row, style: .muted)
    let end = min(body.endColumn, body.column + 78)
    let minutes = "\(lesson.minutes) min"
    let mark = mark(of: lesson, isShort: body.columns < 58)
    // The marks end where the longest of minutes, “60 min”, begins.
    let markEnd = end - 8
    let markStart = mark.columns == 0 ? end - minutes.count : markEnd - mark.columns
    let title = StyledLine(
      glyphs.text(lesson.title), isChosen ? Style(.accent, bold: true) : .normal)
    buffer.put(
      title.truncated(columns: max(1, markStart - body.column - 8), glyphs: glyphs),
      column: body.column + 6, row: row)
    buffer.put(mark, column: markStart, row: row)
    buffer.put(minutes, column: end - minutes.count, row: row, style: .muted)
  }

  private func mark(of lesson: Lesson, isShort: Bool) -> StyledLine {
    switch state.progress.lesson(lesson.id).mark(in: lesson) {
    case .untouched: StyledLine()
    case .begun(let page, let pages):
      StyledLine(isShort ? "\(page)/\(pages)" : "page \(page) of \(pages)", .accent)
    case .done: StyledLine(isShort ? glyphs.check : "\(glyphs.check) done", Style(.good))
    }
  }
}
