import Lessons
import Regularization
import TerminalUI

/// The weights of a layer as a heat map; of images the first layer as tiles of pixels, a unit each.
struct WeightsPanel: LabPanelContent {
  let picture: LabPicture

  private var matrix: WeightMatrix? {
    picture.run.matrix.flatMap { $0.inputs > 0 && $0.units > 0 ? $0 : nil }
  }

  private var layer: Int {
    let last = picture.run.network.layers.count - 1
    return matrix.map { min(max(0, $0.layer), last) } ?? picture.layer
  }

  private func image(_ matrix: WeightMatrix) -> ImageShape? {
    picture.image(ofLayer: layer, inputs: matrix.inputs)
  }

  var title: String {
    var title = "weights, \(picture.title(ofLayer: layer))"
    if let matrix, let shape = image(matrix) {
      title += ", \(matrix.units.grouped) units as \(shape.columns)x\(shape.rows) pixels"
    }
    return title
  }

  // MARK: Cells

  func draw(into buffer: inout CellBuffer, in rect: Rect, glyphs: Glyphs) {
    guard let matrix else {
      return buffer.put([StyledLine("no weights yet", .muted)], in: rect, glyphs: glyphs)
    }
    var room = rect
    if rect.rows >= 8, rect.columns >= 24, let chosen = chosenLine(matrix, glyphs) {
      buffer.put([chosen], in: rect, glyphs: glyphs)
      room.row += 1
      room.rows -= 1
    }
    if let shape = image(matrix) {
      var tiles = tiles(matrix, shape, mark: glyphs.cursor)
      tiles.first = firstTile(tiles, in: room, matrix)
      tiles.draw(into: &buffer, in: room, glyphs: glyphs)
      return
    }
    let table = table(matrix, glyphs: glyphs)
    let size = table.naturalSize(glyphs: glyphs)
    if matrix.units <= 16, size.columns <= room.columns, size.rows < room.rows {
      table.draw(
        into: &buffer,
        in: Rect(column: room.column, row: room.row, columns: room.columns, rows: size.rows),
        glyphs: glyphs)
      drawLegend(matrix, nil, into: &buffer, in: room, glyphs: glyphs)
    } else {
      drawMap(matrix, into: &buffer, in: room, glyphs: glyphs)
    }
  }

  /// The weight that is chosen, where it is in sight of this matrix.
  private func chosen(_ matrix: WeightMatrix) -> (input: Int, unit: Int)? {
    guard let place = picture.look.chosen, place.layer == layer, let input = place.input,
      input < matrix.inputs, place.unit < matrix.units, input >= 0, place.unit >= 0
    else { return nil }
    return (input, place.unit)
  }

  private func chosenLine(_ matrix: WeightMatrix, _ glyphs: Glyphs) -> StyledLine? {
    guard let chosen = chosen(matrix) else { return nil }
    let value = Double(matrix.values[chosen.input * matrix.units + chosen.unit])
    var line = StyledLine(glyphs.cursor + " ", .accent)
    line.append(
      "\(picture.inputName(chosen.input, ofLayer: layer)) to "
        + "\(picture.unitName(chosen.unit, ofLayer: layer))  ", .muted)
    line.append(value.figure)
    return line
  }

  private func tiles(_ matrix: WeightMatrix, _ shape: ImageShape, mark: String) -> Tiles {
    let chosen = chosen(matrix)?.unit
    return Tiles(
      (0..<matrix.units).map {
        Tiles.Tile(
          ($0 == chosen ? mark : "") + captionName($0), values: matrix.values(ofUnit: $0))
      }, columns: shape.columns, rows: shape.rows, first: picture.look.first,
      scale: HeatMap.largest(matrix.values))
  }

  /// The unit's number, or the class where the units are such.
  private func captionName(_ unit: Int) -> String {
    let name = picture.unitName(unit, ofLayer: layer)
    return name.firstIndex(of: " ").map { String(name[name.index(after: $0)...]) } ?? name
  }

  /// The first tile of a row from which on the chosen one is in sight.
  private func firstTile(_ tiles: Tiles, in rect: Rect, _ matrix: WeightMatrix) -> Int {
    guard let unit = chosen(matrix)?.unit, let layout = tiles.layout(in: rect) else {
      return tiles.first
    }
    let down = layout.across * max(1, layout.down - 1)
    let first = min(max(0, tiles.first), max(0, matrix.units - 1))
    if unit < first { return unit / layout.across * layout.across }
    guard unit >= first + down else { return first }
    return max(0, (unit / layout.across - max(1, layout.down - 1) + 1)) * layout.across
  }

  /// All figures, each behind its shade.
  private func table(_ matrix: WeightMatrix, glyphs: Glyphs) -> Table {
    let scale = HeatMap.largest(matrix.values)
    let units = min(matrix.units, 16)
    let chosen = chosen(matrix)
    return Table(
      columns: [.init("", .leading)]
        + (0..<units).map { .init(StyledLine(picture.unitName($0, ofLayer: layer)), .leading) },
      rows: (0..<min(matrix.inputs, 64)).map { input in
        [StyledLine(picture.inputName(input, ofLayer: layer), .muted)]
          + (0..<units).map { unit in
            let value = matrix.values[input * matrix.units + unit]
            let isChosen = chosen.map { $0 == (input, unit) } ?? false
            return StyledLine([
              HeatMap.sign(of: value, scale: scale, glyphs: glyphs),
              StyledRun(
                Double(value).figure.padded(left: 10),
                isChosen ? Style(.accent, bold: true) : .normal),
            ])
          }
      })
  }

  /// Shades alone: with the inputs' names those that fit from the first one on, without them all,
  /// neighbours averaged.
  private func drawMap(
    _ matrix: WeightMatrix, into buffer: inout CellBuffer, in rect: Rect, glyphs: Glyphs
  ) {
    let hasLegend = rect.rows >= 4 && rect.columns >= 24
    let rows = rect.rows - (hasLegend ? 1 : 0)
    let hasNames =
      (picture.hasNames(ofInputs: layer) || matrix.inputs <= rows) && rect.columns >= 24
    let chosenInput = chosen(matrix)?.input ?? 0
    var shown = 0..<matrix.inputs
    if hasNames, matrix.inputs > rows {
      var first = min(max(0, picture.look.first), matrix.inputs - rows)
      if chosenInput < first || chosenInput >= first + rows {
        first = min(max(0, chosenInput - rows / 2), matrix.inputs - rows)
      }
      shown = first..<first + rows
    }
    var room = Rect(column: rect.column, row: rect.row, columns: rect.columns, rows: rows)
    if hasNames {
      let names = shown.map { picture.inputName($0, ofLayer: layer) }
      let longest = names.reduce(0) { max($0, TextWidth.columns(of: glyphs.text($1))) }
      let width = min(longest, rect.columns / 3)
      for (offset, name) in names.enumerated() {
        let isChosen = shown.lowerBound + offset == chosenInput && chosen(matrix) != nil
        buffer.put(
          name.cut(width, glyphs: glyphs), column: rect.column, row: rect.row + offset,
          style: isChosen ? .accent : .muted, end: rect.column + width)
      }
      room.column += width + 1
      room.columns -= width + 1
    }
    let part = matrix.values[shown.lowerBound * matrix.units..<shown.upperBound * matrix.units]
    HeatMap(
      columns: matrix.units, rows: shown.count, values: Array(part),
      scale: HeatMap.largest(matrix.values), isSquare: false
    ).draw(into: &buffer, in: room, glyphs: glyphs)
    if hasLegend { drawLegend(matrix, shown, into: &buffer, in: rect, glyphs: glyphs) }
  }

  /// What the shades say, and how much of the matrix is in sight.
  private func drawLegend(
    _ matrix: WeightMatrix, _ inputs: Range<Int>?, into buffer: inout CellBuffer, in rect: Rect,
    glyphs: Glyphs
  ) {
    var line = HeatMap.legend(scale: HeatMap.largest(matrix.values), glyphs: glyphs)
    if let inputs, inputs.count < matrix.inputs {
      line.append(
        "  inputs \(inputs.lowerBound + 1) to \(inputs.upperBound) of \(matrix.inputs.grouped)",
        .muted)
    }
    let all = picture.run.network.layers[layer].units
    if matrix.units < all {
      line.append("  units 1 to \(matrix.units.grouped) of \(all.grouped)", .muted)
    }
    buffer.put(
      [line],
      in: Rect(column: rect.column, row: rect.endRow - 1, columns: rect.columns, rows: 1),
      glyphs: glyphs)
  }

  // MARK: Sentences and files

  func lines(glyphs: Glyphs) -> [String] {
    guard let matrix else { return ["Weights: none are observed yet."] }
    let lines = WeightSentences(picture: picture, matrix: matrix, layer: layer).lines
    guard image(matrix) == nil, matrix.units <= 8, matrix.inputs <= 16 else {
      return lines + [""] + largest(matrix, glyphs: glyphs)
    }
    return lines + [""] + plain(matrix).lines(glyphs: glyphs)
  }

  private func plain(_ matrix: WeightMatrix) -> Table {
    Table(
      columns: [.init("", .leading)]
        + (0..<matrix.units).map { .init(StyledLine(picture.unitName($0, ofLayer: layer))) },
      rows: (0..<matrix.inputs).map { input in
        [StyledLine(picture.inputName(input, ofLayer: layer))]
          + (0..<matrix.units).map {
            StyledLine(Double(matrix.values[input * matrix.units + $0]).figure)
          }
      })
  }

  private func largest(_ matrix: WeightMatrix, glyphs: Glyphs) -> [String] {
    Table(
      columns: [.init("largest weights: from", .leading), .init("to", .leading), .init("value")],
      rows: matrix.largest(8).map {
        [
          StyledLine(picture.inputName($0.input, ofLayer: layer)),
          StyledLine(picture.unitName($0.unit, ofLayer: layer)),
          StyledLine(Double($0.value).figure),
        ]
      }
    ).lines(glyphs: glyphs)
  }

  func charts() -> [LabExport.Text] {
    guard let matrix else { return [] }
    let description = WeightSentences(picture: picture, matrix: matrix, layer: layer).lines
      .joined(separator: " ")
    let content: String
    if let shape = image(matrix) {
      content = tiles(matrix, shape, mark: "").svg(title: title, description: description)
    } else {
      content = HeatMap(
        columns: matrix.units, rows: matrix.inputs, values: matrix.values, isSquare: false
      ).svg(
        title: title, description: description,
        rowLabels: (0..<matrix.inputs).map { picture.inputName($0, ofLayer: layer) },
        columnsName: "\(matrix.units.grouped) units")
    }
    return [LabExport.Text(name: "weights.svg", content: content)]
  }
}
