/// A small network: units by the size of what they give on, links by the size of their weight.
public struct NetworkDiagram: Hashable, Sendable {
  public struct Unit: Hashable, Sendable {
    public var activation: Float
    public var isDropped: Bool

    public init(activation: Float, isDropped: Bool = false) {
      self.activation = activation
      self.isDropped = isDropped
    }
  }

  /// Layer by layer, the inputs first.
  public var layers: [[Unit]]
  /// Between a layer and the next one: `[units before][units]`, row after row.
  public var weights: [[Float]]
  /// A few letters above each layer.
  public var titles: [String]
  /// What stands before the inputs, where there is room; may be empty.
  public var inputNames: [String] = []

  public init(layers: [[Unit]], weights: [[Float]], titles: [String]) {
    self.layers = layers
    self.weights = weights
    self.titles = titles
  }

  /// A weight on its way from a unit to one of the next layer.
  struct Link: Hashable {
    var from: Int
    var to: Int
    var weight: Float
  }

  /// The links that are drawn between two layers, the weakest first: all but zeros where there are
  /// few, else the strongest. Dropped units have none.
  func links(after layer: Int, units: (Int, Int), limit: Int) -> [Link] {
    guard layer < weights.count, layer + 1 < layers.count else { return [] }
    let width = layers[layer + 1].count
    var links: [Link] = []
    for from in 0..<min(units.0, layers[layer].count) where !layers[layer][from].isDropped {
      for to in 0..<min(units.1, width) where !layers[layer + 1][to].isDropped {
        let index = from * width + to
        guard index < weights[layer].count else { continue }
        let weight = weights[layer][index]
        if weight != 0, weight.isFinite { links.append(Link(from: from, to: to, weight: weight)) }
      }
    }
    links.sort { $0.weight.magnitude < $1.weight.magnitude }
    return Array(links.suffix(max(1, limit)))
  }

  public func draw(into buffer: inout CellBuffer, in rect: Rect, glyphs: Glyphs) {
    guard rect.columns > 0, rect.rows > 0, !layers.isEmpty else { return }
    NetworkDiagramLayout(self, rect: rect, glyphs: glyphs).draw(into: &buffer)
  }
}

/// Where units stand in a rectangle.
struct NetworkDiagramLayout {
  private let diagram: NetworkDiagram
  private let glyphs: Glyphs
  private let rect: Rect
  private let plot: Rect
  private let hasTitles: Bool
  private let hasLegend: Bool
  /// Cells of a figure behind a unit's glyph, 0 where there is no room.
  private let figureColumns: Int
  /// Cells before the inputs for their names, 0 where there is no room.
  private let nameColumns: Int

  init(_ diagram: NetworkDiagram, rect: Rect, glyphs: Glyphs) {
    self.diagram = diagram
    self.rect = rect
    self.glyphs = glyphs
    hasTitles = rect.rows >= 4
    hasLegend = rect.rows >= 8 && rect.columns >= 30
    let widest = diagram.inputNames.reduce(0) { max($0, TextWidth.columns(of: glyphs.text($1))) }
    let names = widest > 0 ? min(12, widest) + 1 : 0
    figureColumns = rect.columns - names >= diagram.layers.count * 14 ? 6 : 0
    nameColumns = figureColumns > 0 ? names : 0
    plot = Rect(
      column: rect.column + nameColumns, row: rect.row + (hasTitles ? 1 : 0),
      columns: rect.columns - nameColumns,
      rows: rect.rows - (hasTitles ? 1 : 0) - (hasLegend ? 1 : 0))
  }

  private func column(_ layer: Int) -> Int {
    let last = max(1, diagram.layers.count - 1)
    let room = max(0, plot.columns - 1 - figureColumns)
    return plot.column + layer * room / last
  }

  /// How many units of a layer are drawn; the row below them says how many are not.
  private func shown(_ layer: Int) -> Int {
    let count = diagram.layers[layer].count
    return count <= plot.rows ? count : max(0, plot.rows - 1)
  }

  private func row(_ unit: Int, of layer: Int) -> Int {
    let count = diagram.layers[layer].count
    let places = min(count, plot.rows)
    // Spread over the height, at most three rows apart, so that links have room.
    let distance = min(3, max(1, plot.rows / max(1, places)))
    let used = (places - 1) * distance + 1
    return plot.row + max(0, (plot.rows - used) / 2) + unit * distance
  }

  func draw(into buffer: inout CellBuffer) {
    drawLinks(&buffer)
    for layer in diagram.layers.indices { drawUnits(layer, &buffer) }
    if hasTitles { drawTitles(&buffer) }
    if hasLegend {
      buffer.put(
        legend.truncated(columns: rect.columns, glyphs: glyphs), column: rect.column,
        row: rect.endRow - 1, end: rect.endColumn)
    }
  }

  private func drawTitles(_ buffer: inout CellBuffer) {
    let titles = diagram.titles.prefix(diagram.layers.count).map {
      StyledLine(glyphs.text($0), .muted)
    }
    var end = rect.endColumn
    for (layer, title) in titles.enumerated().reversed() {
      let isLast = layer == diagram.layers.count - 1
      let start = isLast ? max(rect.column, min(column(layer), end - title.columns)) : column(layer)
      buffer.put(
        title.truncated(columns: max(0, end - start), glyphs: glyphs), column: start,
        row: rect.row, end: end)
      end = start - 1
    }
  }

  /// Size of a value among those of its layer, 0 to 3.
  private func level(_ activation: Float, most: Float) -> Int {
    guard activation != 0, most > 0 else { return 0 }
    let share = activation.magnitude / most
    return share < 1 / 3 ? 1 : share < 2 / 3 ? 2 : 3
  }

  private func drawUnits(_ layer: Int, _ buffer: inout CellBuffer) {
    let units = diagram.layers[layer]
    let most = units.reduce(Float(0)) {
      $1.isDropped || !$1.activation.isFinite ? $0 : max($0, $1.activation.magnitude)
    }
    let ramp = glyphs.level == .ascii ? [".", "o", "O", "@"] : ["·", "○", "◉", "●"]
    let column = column(layer)
    for index in 0..<shown(layer) {
      let unit = units[index]
      let row = row(index, of: layer)
      if layer == 0, nameColumns > 0, index < diagram.inputNames.count {
        let name = StyledLine(glyphs.text(diagram.inputNames[index]), .muted)
          .truncated(columns: nameColumns - 1, glyphs: glyphs)
        buffer.put(
          name, column: plot.column - 1 - name.columns, row: row, end: plot.column)
      }
      guard !unit.isDropped else {
        put(glyphs.dropped, " off", column, row, .muted, &buffer)
        continue
      }
      let ink: Ink = unit.activation < 0 ? .negative : unit.activation > 0 ? .positive : .muted
      let glyph = unit.activation.isFinite ? ramp[level(unit.activation, most: most)] : "!"
      put(
        glyph, " " + Double(unit.activation).short, column, row,
        unit.activation.isFinite ? ink : .bad, &buffer)
    }
    let hidden = units.count - shown(layer)
    if hidden > 0 {
      let text = figureColumns > 0 ? "+\(hidden) more" : "+\(hidden)"
      buffer.put(
        text, column: min(column, max(plot.column, plot.endColumn - text.count)),
        row: row(shown(layer), of: layer), style: .muted, end: plot.endColumn)
    }
  }

  private func put(
    _ glyph: String, _ figure: String, _ column: Int, _ row: Int, _ ink: Ink,
    _ buffer: inout CellBuffer
  ) {
    guard row < plot.endRow else { return }
    let end = buffer.put(
      glyph, column: column, row: row, style: Style(ink, bold: true), end: plot.endColumn)
    guard figureColumns > 0 else { return }
    buffer.put(
      figure, column: end, row: row, style: Style(ink),
      end: min(plot.endColumn, end + figureColumns))
  }

  private func drawLinks(_ buffer: inout CellBuffer) {
    let all = diagram.weights.joined().reduce(Float(0)) {
      $1.isFinite ? max($0, $1.magnitude) : $0
    }
    guard all > 0 else { return }
    // Lines of characters say the sign where there are no fine dots.
    let level: GlyphLevel = glyphs.level == .braille ? .braille : .ascii
    let dots = DotCanvas.dotsPerCell(level)
    for layer in diagram.layers.indices.dropLast() {
      var canvas = DotCanvas(
        columns: plot.columns, rows: plot.rows, level: level, marks: ["+", "-"])
      let start = column(layer) + (figureColumns > 0 ? figureColumns + 1 : 1) - plot.column
      let end = column(layer + 1) - plot.column - 1
      guard end - start >= 2 else { continue }
      let limit = max(4, min(64, plot.rows * 2))
      let links = diagram.links(
        after: layer, units: (shown(layer), shown(layer + 1)), limit: limit)
      // The strongest first: it keeps the cells that several pass through.
      for link in links.reversed() {
        let share = link.weight.magnitude / all
        var phase = 0
        let dash: Dash =
          level == .ascii ? .solid : link.weight < 0 ? .dashed : share < 0.2 ? .dotted : .solid
        let top = (row(link.from, of: layer) - plot.row) * dots.down + dots.down / 2
        let bottom = (row(link.to, of: layer + 1) - plot.row) * dots.down + dots.down / 2
        for offset in 0..<(share >= 0.6 && level == .braille ? 2 : 1) {
          phase = 0
          canvas.line(
            from: (start * dots.across, top + offset),
            to: (end * dots.across + dots.across - 1, bottom + offset),
            series: link.weight < 0 ? 1 : 0, dash: dash, phase: &phase)
        }
      }
      for row in 0..<plot.rows {
        for column in start...end {
          guard let mark = canvas.mark(column: column, row: row) else { continue }
          buffer.put(
            String(mark.character), column: plot.column + column, row: plot.row + row,
            style: Style(mark.series == 1 ? .negative : .positive), end: plot.endColumn)
        }
      }
    }
  }

  private var legend: StyledLine {
    let isFine = glyphs.level == .braille
    var line = StyledLine(isFine ? "── " : "++ ", Style(.positive))
    line.append("positive weight  ", .muted)
    line.append(isFine ? "╌╌ " : "-- ", Style(.negative))
    line.append("negative  ", .muted)
    line.append(glyphs.dropped, Style(.muted, bold: true))
    line.append(" dropped", .muted)
    return line
  }
}

extension Double {
  /// In at most five characters, for a figure beside a picture.
  var short: String {
    guard isFinite, self != 0 else { return rounded(significantDigits: 1) }
    let figure =
      magnitude >= 0.01 && magnitude < 100
      ? fixed(decimals: 2) : rounded(significantDigits: 1)
    return magnitude < 0.01 && magnitude >= 0.001 ? rounded(significantDigits: 1) : figure
  }
}
