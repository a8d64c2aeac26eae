import Lessons
import Regularization
import TerminalUI

/// How much the units of a hidden layer lean on each other: how alike they answer, and what the loss
/// is without any single one of them.
struct UnitsPanel: LabPanelContent {
  let picture: LabPicture

  /// The layer that is looked at, of those that were measured.
  static func layer(_ look: LabLook, of units: MeasuredUnits) -> CoAdaptation {
    units.layers[min(max(0, look.layer), units.layers.count - 1)]
  }

  /// The layer of each run; `nil` where it was not measured.
  var layers: [CoAdaptation?] {
    picture.observation.runs.map { run in
      run.units.map { UnitsPanel.layer(picture.look, of: $0) }
    }
  }

  private var front: CoAdaptation? { layers[picture.front] }

  var title: String {
    guard let units = picture.run.units, let front else { return "units" }
    let samples = front.samples.grouped
    let all = front.samples < units.partSamples ? " of \(units.partSamples.grouped)" : ""
    let step = units.step == picture.run.position.step ? "" : ", step \(units.step.grouped)"
    return "units of layer \(front.layer + 1) (\(samples)\(all) \(units.part.rawValue) samples"
      + "\(step))"
  }

  // MARK: Cells

  func draw(into buffer: inout CellBuffer, in rect: Rect, glyphs: Glyphs) {
    guard let front else {
      return buffer.put([StyledLine("no units measured yet", .muted)], in: rect, glyphs: glyphs)
    }
    var room = rect
    let table = comparison(isShort: rect.columns < 62)
    let tableRows = table.rows.count + 1
    if rect.rows >= tableRows + 3 {
      table.draw(
        into: &buffer,
        in: Rect(column: rect.column, row: rect.row, columns: rect.columns, rows: tableRows),
        glyphs: glyphs)
      let used = tableRows + (rect.rows >= tableRows + 8 ? 1 : 0)
      room.row += used
      room.rows -= used
    }
    let isWide = room.columns >= 62 && room.rows >= 6
    guard isWide else { return drawBars(picture.front, into: &buffer, in: room, glyphs: glyphs) }
    let used = drawMap(front, into: &buffer, in: room, glyphs: glyphs)
    room.column += used + 3
    room.columns -= used + 3
    // The run in front first, then as many others as have room.
    let runs = [picture.front] + layers.indices.filter { $0 != picture.front && layers[$0] != nil }
    let across = max(1, min(runs.count, room.columns / 32))
    let width = (room.columns - 2 * (across - 1)) / across
    for (index, run) in runs.prefix(across).sorted().enumerated() {
      let part = Rect(
        column: room.column + index * (width + 2), row: room.row, columns: width, rows: room.rows)
      drawBars(run, into: &buffer, in: part, glyphs: glyphs)
    }
  }

  /// What the longest bar of any run stands for, so that runs can be compared.
  private var scale: Double {
    BarList.largest(layers.flatMap { $0?.ablations.map(\.increase) ?? [] })
  }

  func bars(ofRun run: Int, first: Int = 0) -> BarList {
    BarList(
      (layers[run]?.byIncrease ?? []).map {
        .init("unit \($0.unit + 1)", value: $0.increase, figure: $0.increase.signed)
      }, first: first, scale: scale)
  }

  private func drawBars(
    _ run: Int, into buffer: inout CellBuffer, in rect: Rect, glyphs: Glyphs
  ) {
    var room = rect
    if rect.rows >= 3 {
      let name =
        picture.hasTwins
        ? StyledLine(picture.name(ofRun: run) + " ", Style(.series(run), bold: true)) : StyledLine()
      var heading = name
      heading.append("rise of the loss without the unit", .muted)
      buffer.put([heading], in: rect, glyphs: glyphs)
      room.row += 1
      room.rows -= 1
    }
    bars(ofRun: run, first: picture.look.first).draw(into: &buffer, in: room, glyphs: glyphs)
  }

  /// Correlations as shades; returns the columns that it takes.
  private func drawMap(
    _ layer: CoAdaptation, into buffer: inout CellBuffer, in rect: Rect, glyphs: Glyphs
  ) -> Int {
    // A unit that answers all samples in the same way is like no other, and is left out.
    let units = layer.varying
    let count = units.count
    let rows = rect.rows - 2
    let most = rect.columns * 9 / 20
    let labels = "\(layer.correlations.count)".count + 1
    // Two cells beside each other are about a square, and so are two rows in one where there is less
    // room; few units get more of it.
    let isRoomy = count > 0 && count <= rows && 2 * count + labels <= most
    let times = isRoomy ? max(1, min(rows / count, (most - labels) / (2 * count), 3)) : 1
    let side = count * times
    let map = HeatMap(
      columns: side, rows: side, values: layer.values(of: units, times: times), scale: 1,
      isSquare: !isRoomy)
    let name = picture.hasTwins ? picture.name(ofRun: picture.front) + " " : ""
    var heading = StyledLine(name, Style(.series(picture.front), bold: true))
    let all = layer.constantUnits > 0 ? " of \(layer.correlations.count)" : ""
    heading.append("correlation of \(count)\(all) units", .muted)
    buffer.put([heading.truncated(columns: most, glyphs: glyphs)], in: rect, glyphs: glyphs)
    let column = rect.column + (isRoomy ? labels : 0)
    let place = Rect(
      column: column, row: rect.row + 1, columns: isRoomy ? 2 * side : min(count, most), rows: rows)
    map.draw(into: &buffer, in: place, glyphs: glyphs)
    let size = map.size(in: place)
    if isRoomy {
      for (index, unit) in units.enumerated() {
        buffer.put(
          "\(unit + 1)".padded(left: labels - 1), column: rect.column,
          row: rect.row + 1 + index * times + (times - 1) / 2, style: .muted, end: rect.endColumn)
      }
    }
    let foot = HeatMap.legend(scale: 1, glyphs: glyphs)
    let footRow = Rect(
      column: rect.column, row: rect.row + 1 + size.rows, columns: most, rows: 1)
    buffer.put([foot], in: footRow, glyphs: glyphs)
    return max(size.columns + column - rect.column, min(most, max(foot.columns, heading.columns)))
  }
}
