import Lessons
import TerminalUI

/// Where the parts of a lesson's page go: on a canvas as tall as they need, of which the screen
/// shows a window.
struct PageLayout {
  /// A part of the page, `rows` high.
  struct Block {
    var rows: Int
    var column = 0
    var row = 0
    var columns: Int
    var draw: (inout CellBuffer, Rect) -> Void
    /// Whether the window follows this block while the learner is at work.
    var isFocus = false

    static func lines(_ lines: [StyledLine], columns: Int, isFocus: Bool = false) -> Block {
      Block(
        rows: lines.count, columns: columns,
        draw: { buffer, rect in
          for (offset, line) in lines.enumerated() {
            buffer.put(line, column: rect.column, row: rect.row + offset, end: rect.endColumn)
          }
        }, isFocus: isFocus)
    }
  }

  private let state: TutorState
  private let page: LessonPageState
  private let body: Rect
  private let blocks: [Block]
  private let canvasRows: Int
  private let focus: Range<Int>?

  /// The narrowest screen that has prose and panel side by side.
  static let wideColumns = 110
  private static let proseColumns = 42

  init(_ state: TutorState, page: LessonPageState) {
    self.state = state
    self.page = page
    let body = TutorView.body(of: state.display.size)
    self.body = body
    let glyphs = state.display.glyphs
    let columns = max(1, body.columns)
    let isWide = page.panel != nil && columns >= PageLayout.wideColumns
    let proseColumns = isWide ? PageLayout.proseColumns : min(columns, 78)

    var prose = [
      StyledLine(glyphs.text(page.step.title), Style(.accent, bold: true)), StyledLine(),
    ]
    // A short screen spends no row on air.
    if !isWide, page.panel != nil { prose.removeLast() }
    prose += PageLayout.prose(of: page.step, columns: proseColumns, glyphs: glyphs)
    prose += LabInvitation(state, page: page).lines(columns: proseColumns, glyphs: glyphs)
    if page.isLastStep, page.panel == nil, !page.lesson.sources.isEmpty {
      prose += PageLayout.sources(of: page.lesson, columns: proseColumns, glyphs: glyphs)
    }

    var blocks: [Block] = []
    let proseBlock = Block.lines(prose, columns: proseColumns)
    blocks.append(proseBlock)
    var height = proseBlock.rows
    if let panel = page.panel {
      let panelColumns = isWide ? columns - PageLayout.proseColumns - 3 : columns
      let panelTop = isWide ? 0 : height + 1
      let parts = panel.contents.blocks(
        glyphs: glyphs, columns: panelColumns, rows: body.rows - panelTop,
        isShort: body.rows < 14)
      var row = panelTop
      for var part in parts {
        part.column = isWide ? PageLayout.proseColumns + 3 : 0
        part.row = row
        row += part.rows
        blocks.append(part)
      }
      height = max(height, row)
    }
    self.blocks = blocks
    canvasRows = height
    let focused = blocks.filter { $0.isFocus && $0.rows > 0 }
    focus =
      if let first = focused.map(\.row).min(), let last = focused.map({ $0.row + $0.rows }).max() {
        first..<last
      } else { nil }
  }

  private static func prose(of step: Step, columns: Int, glyphs: Glyphs) -> [StyledLine] {
    guard case .faulty(let issues) = step.kind else {
      return Prose(step.text).lines(columns: columns, glyphs: glyphs)
    }
    var lines: [StyledLine] = []
    let head =
      "This page cannot be shown: its description has "
      + (issues.count == 1 ? "a problem." : "\(issues.count) problems.")
    lines += StyledLine(head, Style(.bad, bold: true)).wrapped(columns: columns)
    for issue in issues {
      lines.append(StyledLine())
      for line in issue.description.split(separator: "\n", omittingEmptySubsequences: false) {
        lines.append(StyledLine(glyphs.text(String(line))))
      }
    }
    return lines
  }

  private static func sources(of lesson: Lesson, columns: Int, glyphs: Glyphs) -> [StyledLine] {
    var lines = [StyledLine(), StyledLine("Sources", Style(.muted, bold: true))]
    for source in lesson.sources {
      let link = source.link.map { "  \($0)" } ?? ""
      lines += StyledLine("\(glyphs.text("• " + source.text))\(link)", .muted)
        .wrapped(columns: columns, hangingIndent: 2)
    }
    return lines
  }

  var bodyRows: Int { body.rows }

  var scrollLimit: Int { max(0, canvasRows - body.rows) }

  /// The first row of the canvas that is on screen.
  var offset: Int {
    switch page.scroll {
    case .offset(let offset): return max(0, min(offset, scrollLimit))
    case .following:
      guard let focus else { return 0 }
      // The end of what matters is on screen; its start too, where there is room.
      return max(0, min(focus.upperBound - body.rows, scrollLimit))
    }
  }

  func showsFocus(atOffset offset: Int) -> Bool {
    guard let focus else { return true }
    return focus.upperBound <= max(0, min(offset, scrollLimit)) + body.rows
  }

  func draw(into buffer: inout CellBuffer) {
    let glyphs = state.display.glyphs
    let count = page.lesson.steps.count
    var right: [StyledRun] = []
    let place = "\(page.stepIndex + 1)/\(count)"
    if buffer.size.columns >= 60 {
      right.append(StyledRun("page \(place)  ", .muted))
      right +=
        Gauge(fraction: Double(page.stepIndex + 1) / Double(count))
        .line(columns: 10, glyphs: glyphs).runs
    } else {
      right.append(StyledRun(place, .muted))
    }
    TutorView.drawHead(page.lesson.title, right: right, state, into: &buffer)

    var canvas = CellBuffer(Size(columns: body.columns, rows: canvasRows))
    for block in blocks {
      block.draw(
        &canvas,
        Rect(column: block.column, row: block.row, columns: block.columns, rows: block.rows))
    }
    buffer.copy(
      canvas, firstRow: offset, rows: min(body.rows, canvasRows - offset), toColumn: body.column,
      row: body.row)
    drawMoreMarks(into: &buffer)
  }

  private func drawMoreMarks(into buffer: inout CellBuffer) {
    let glyphs = state.display.glyphs
    let column = buffer.size.columns - 1
    if offset > 0 { buffer.put(glyphs.up, column: column, row: body.row, style: .accent) }
    if offset < scrollLimit {
      buffer.put(glyphs.down, column: column, row: body.endRow - 1, style: .accent)
    }
  }
}
