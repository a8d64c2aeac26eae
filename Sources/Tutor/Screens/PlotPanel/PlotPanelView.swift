import Lessons
import TerminalUI

/// The parts of a plot panel, from top to bottom: pictures with their legends and figures, the dials,
/// the remark.
struct PlotPanelView {
  private let panel: PlotPanelState
  private let glyphs: Glyphs
  private let columns: Int
  private let rows: Int
  /// Whether the screen is too low to show all parts at once.
  private let isShort: Bool

  /// What a screen of usual height has for the panel once the prose is scrolled away.
  private static let usualRows = 19
  private static let shortRows = 8
  private static let mostChartRows = 24
  private static let gap = 3

  init(_ panel: PlotPanelState, glyphs: Glyphs, columns: Int, rows: Int, isShort: Bool) {
    self.panel = panel
    self.glyphs = glyphs
    self.columns = columns
    self.rows = rows
    self.isShort = isShort
  }

  /// A picture with its title, and the figures of the lane that it ends.
  private struct Picture {
    var title: String
    var plot: PlanePlot
    var facts: PlotFacts?
  }

  func blocks() -> [PageLayout.Block] {
    let pictures = pictures()
    let dials = dialLines()
    if isShort, let picture = pictures.first, pictures.count == 1 {
      return [short(picture), .lines(dials, columns: columns, isFocus: true)]
    }
    let note = noteLines()
    let belowRows = dials.count + note.count
    let width = (columns - PlotPanelView.gap * (pictures.count - 1)) / max(1, pictures.count)
    let picture =
      pictures.count > 1 && width >= (isShort ? 16 : 26)
      ? beside(pictures, width: width, belowRows: isShort ? dials.count : belowRows)
      : below(pictures, belowRows: belowRows)
    // On a short screen the remark is scrolled to.
    return picture + [
      .lines(dials, columns: columns, isFocus: true),
      .lines(note, columns: columns, isFocus: !isShort),
    ]
  }

  private func pictures() -> [Picture] {
    panel.lanes.flatMap { lane in
      let plots = PlotDrawing(
        lane, targetMoves: panel.step.dials.contains(.target), isTwin: panel.lanes.count > 1
      ).plots
      let facts = PlotFacts(spec: lane.spec)
      return plots.enumerated().map { index, plot in
        Picture(
          title: index > 0 ? "" : lane.title, plot: plot,
          facts: index == plots.count - 1 ? facts : nil)
      }
    }
  }

  /// As high as the window allows, and on any screen as high as is needed to see something.
  private func chartRows(without overhead: Int) -> Int {
    let usual = isShort ? PlotPanelView.shortRows : PlotPanelView.usualRows
    return max(5, min(max(rows, usual) - overhead, PlotPanelView.mostChartRows))
  }

  private func title(_ picture: Picture) -> StyledLine {
    StyledLine(glyphs.text(picture.title), .bold)
  }

  private func put(
    _ lines: [StyledLine], column: Int, row: Int, end: Int, _ buffer: inout CellBuffer
  ) {
    for (offset, line) in lines.enumerated() {
      buffer.put(line, column: column, row: row + offset, end: end)
    }
  }

  // MARK: Pictures

  /// A low screen has the picture at the left, figures and remark at the right.
  private func short(_ picture: Picture) -> PageLayout.Block {
    let chartColumns = min(
      columns / 2, picture.plot.columns(forRows: PlotPanelView.shortRows, glyphs: glyphs))
    let side = chartColumns + 2
    var lines = factLines(picture.facts, isMain: true)
    lines += panel.note.map { noteLines($0, columns: max(8, columns - side)) } ?? []
    return PageLayout.Block(
      rows: max(PlotPanelView.shortRows, lines.count), columns: columns,
      draw: { buffer, rect in
        picture.plot.draw(
          into: &buffer,
          in: Rect(
            column: rect.column, row: rect.row, columns: chartColumns,
            rows: PlotPanelView.shortRows), glyphs: glyphs)
        put(lines, column: rect.column + side, row: rect.row, end: rect.endColumn, &buffer)
      }, isFocus: true)
  }

  /// Two pictures at the same height. The legend of twins stands there once.
  private func beside(_ pictures: [Picture], width: Int, belowRows: Int) -> [PageLayout.Block] {
    let areTwins = panel.lanes.count > 1
    let facts = pictures.map { picture -> [StyledLine] in
      guard let facts = picture.facts else { return [] }
      return isShort
        ? factLines(facts, isMain: true)
        : wrapped([inOneLine(facts.mainFigures)], width)
    }
    let legends = pictures.map {
      isShort || areTwins ? [] : $0.plot.legend(columns: width, glyphs: glyphs)
    }
    var shared: [StyledLine] = []
    if !isShort, areTwins, let plot = pictures.first?.plot {
      shared = plot.legend(columns: columns, glyphs: glyphs)
    } else if !isShort {
      shared = wrapped(pictures.flatMap { sentence($0.facts) }, min(columns, 78))
    }
    let lineRows = zip(facts, legends).map { $0.count + $1.count }.max() ?? 0
    let titleRows = isShort ? 0 : 1
    let tall = chartRows(without: belowRows + lineRows + shared.count + titleRows)
    let height =
      pictures.map { $0.plot.rows(forColumns: width, atMost: tall, glyphs: glyphs) }.max() ?? tall
    return [
      PageLayout.Block(
        rows: titleRows + height + lineRows + shared.count, columns: columns,
        draw: { buffer, rect in
          for (index, picture) in pictures.enumerated() {
            let column = rect.column + index * (width + PlotPanelView.gap)
            let end = column + width
            if titleRows > 0 {
              put([title(picture)], column: column, row: rect.row, end: end, &buffer)
            }
            let chart = Rect(column: column, row: rect.row + titleRows, columns: width, rows: tall)
            picture.plot.draw(into: &buffer, in: chart, glyphs: glyphs)
            put(
              legends[index] + facts[index], column: column, row: chart.row + height, end: end,
              &buffer)
          }
          put(
            shared, column: rect.column, row: rect.endRow - shared.count, end: rect.endColumn,
            &buffer)
        }, isFocus: true)
    ]
  }

  /// Each picture over the whole width; legend and figures at its right, or below it.
  private func below(_ pictures: [Picture], belowRows: Int) -> [PageLayout.Block] {
    pictures.map { picture in
      let tall = chartRows(without: belowRows + 1)
      let column = picture.plot.columns(forRows: tall, glyphs: glyphs) + 3
      if columns - column >= 30, picture.plot.isEquallyScaled {
        return withSide(picture, chartRows: tall, side: column)
      }
      let lines =
        picture.plot.legend(columns: columns, glyphs: glyphs)
        + wrapped(factLines(picture.facts, isMain: false) + sentence(picture.facts), columns)
      let chartRows = chartRows(without: belowRows + 1 + lines.count)
      let used = picture.plot.rows(forColumns: columns, atMost: chartRows, glyphs: glyphs)
      return PageLayout.Block(
        rows: 1 + used + lines.count, columns: columns,
        draw: { buffer, rect in
          put([title(picture)], column: rect.column, row: rect.row, end: rect.endColumn, &buffer)
          picture.plot.draw(
            into: &buffer,
            in: Rect(
              column: rect.column, row: rect.row + 1, columns: rect.columns, rows: chartRows),
            glyphs: glyphs)
          put(lines, column: rect.column, row: rect.row + 1 + used, end: rect.endColumn, &buffer)
        }, isFocus: true)
    }
  }

  private func withSide(_ picture: Picture, chartRows: Int, side: Int) -> PageLayout.Block {
    let room = min(columns - side, 44)
    let lines =
      picture.plot.legend(columns: min(room, 24), glyphs: glyphs) + [StyledLine()]
      + wrapped(factLines(picture.facts, isMain: false) + sentence(picture.facts), room)
    return PageLayout.Block(
      rows: max(chartRows, lines.count) + 1, columns: columns,
      draw: { buffer, rect in
        put([title(picture)], column: rect.column, row: rect.row, end: rect.endColumn, &buffer)
        picture.plot.draw(
          into: &buffer,
          in: Rect(column: rect.column, row: rect.row + 1, columns: side - 3, rows: chartRows),
          glyphs: glyphs)
        put(lines, column: rect.column + side, row: rect.row + 1, end: rect.endColumn, &buffer)
      }, isFocus: true)
  }

  // MARK: Lines

  /// Names and values under each other; a zero is marked as one.
  private func factLines(_ facts: PlotFacts?, isMain: Bool) -> [StyledLine] {
    guard let facts else { return [] }
    let figures = isMain ? facts.mainFigures : facts.figures
    let widest = figures.map { TextWidth.columns(of: glyphs.text($0.name)) }.max() ?? 0
    return figures.map { name, value in
      let name = glyphs.text(name)
      let blanks = String(repeating: " ", count: widest - TextWidth.columns(of: name) + 2)
      return StyledLine([
        StyledRun(name + blanks, .muted),
        StyledRun(glyphs.text(value), value == "0" ? Style(.accent, bold: true) : .bold),
      ])
    }
  }

  private func inOneLine(_ figures: [(name: String, value: String)]) -> StyledLine {
    var line = StyledLine()
    for (index, figure) in figures.enumerated() {
      line.append((index > 0 ? "   " : "") + glyphs.text(figure.name) + " ", .muted)
      line.append(
        glyphs.text(figure.value), figure.value == "0" ? Style(.accent, bold: true) : .bold)
    }
    return line
  }

  private func sentence(_ facts: PlotFacts?) -> [StyledLine] {
    facts.map { [StyledLine(glyphs.text($0.sentence), .accent)] } ?? []
  }

  private func wrapped(_ lines: [StyledLine], _ columns: Int) -> [StyledLine] {
    lines.flatMap { $0.wrapped(columns: max(8, columns), hangingIndent: 2) }
  }

  private func noteLines() -> [StyledLine] {
    let room = max(1, min(columns, 78))
    let most =
      isShort ? 0 : panel.step.stops.map { noteLines($0.text, columns: room).count }.max() ?? 0
    let lines = panel.note.map { noteLines($0, columns: room) } ?? []
    // Nothing jumps while the learner is led from stop to stop.
    return lines + Array(repeating: StyledLine(), count: max(0, most - lines.count))
  }

  private func noteLines(_ text: String, columns: Int) -> [StyledLine] {
    Prose(text).lines(columns: max(1, columns - 2), glyphs: glyphs).map { line in
      StyledLine([StyledRun(glyphs.verticalRule + " ", .accent)] + line.runs)
    }
  }

  private func dialLines() -> [StyledLine] {
    guard let focused = panel.focusedKnob else { return [] }
    var line = StyledLine()
    for (index, knob) in panel.knobs.enumerated() {
      let isFocused = knob == focused
      if index > 0 { line.append("   ") }
      line.append(isFocused ? glyphs.cursor + " " : "  ", .accent)
      line.append(glyphs.text(panel.name(of: knob)) + " ", .muted)
      if isFocused, let typed = panel.typed {
        line.append(typed + "_", Style(.accent, bold: true))
      } else {
        line.append(
          glyphs.text(panel.value(of: knob)),
          isFocused ? Style(.accent, bold: true, reversed: true) : .bold)
      }
    }
    return line.wrapped(columns: max(8, columns), hangingIndent: 2)
  }
}
