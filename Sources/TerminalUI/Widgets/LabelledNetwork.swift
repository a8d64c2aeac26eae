/// A small network with words beside its units: what each one has drawn, computed or been told, and which
/// of its links count.
public struct LabelledNetwork: Hashable, Sendable {
  public struct Unit: Hashable, Sendable {
    public var isDropped: Bool
    /// What stands beside it, the fullest words first; the fullest that fit are shown, for all units
    /// alike.
    public var labels: [StyledLine]

    public init(isDropped: Bool = false, labels: [StyledLine] = []) {
      self.isDropped = isDropped
      self.labels = labels
    }
  }

  public struct Link: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
      case positive, negative
      /// It is there, but has no part in what is shown.
      case silent
    }

    public var from: Int
    public var to: Int
    public var kind: Kind

    public init(from: Int, to: Int, kind: Kind) {
      self.from = from
      self.to = to
      self.kind = kind
    }
  }

  /// A unit by its layer.
  public struct Place: Hashable, Sendable {
    public var layer: Int
    public var unit: Int

    public init(layer: Int, unit: Int) {
      self.layer = layer
      self.unit = unit
    }
  }

  /// Layer by layer, the inputs first.
  public var layers: [[Unit]]
  /// Between a layer and the next one, the most important first.
  public var links: [[Link]]
  /// Above each layer, the fullest words first.
  public var titles: [[String]]
  /// The units that the cursor stands before; the first is never out of sight.
  public var chosen: [Place]
  /// The link between two chosen units, by the layer that it leads out of.
  public var chosenLink: (layer: Int, link: Link)? {
    guard chosen.count == 2, let from = chosen.min(by: { $0.layer < $1.layer }),
      let to = chosen.max(by: { $0.layer < $1.layer }), links.indices.contains(from.layer),
      let link = links[from.layer].first(where: { $0.from == from.unit && $0.to == to.unit })
    else { return nil }
    return (from.layer, link)
  }

  public init(
    layers: [[Unit]], links: [[Link]], titles: [[String]], chosen: [Place] = []
  ) {
    self.layers = layers
    self.links = links
    self.titles = titles
    self.chosen = chosen
  }

  /// Rows that it needs to show every unit: links have room where there are few.
  public var naturalRows: Int {
    let most = layers.map(\.count).max() ?? 0
    return 1 + (most <= 4 ? max(1, 2 * most - 1) : most)
  }

  public func draw(into buffer: inout CellBuffer, in rect: Rect, glyphs: Glyphs) {
    guard rect.columns > 2, rect.rows > 1, !layers.isEmpty else { return }
    LabelledNetworkLayout(self, rect: rect, glyphs: glyphs).draw(into: &buffer)
  }
}

/// Where units and their words stand in a rectangle.
private struct LabelledNetworkLayout {
  private let network: LabelledNetwork
  private let glyphs: Glyphs
  private let rect: Rect
  /// The layers that are shown.
  private let layers: Range<Int>
  /// Of the shown layers: where the glyph stands, and how many cells the words have.
  private let columns: [(start: Int, label: Int)]
  /// Which of the labels are shown; beyond the last: none.
  private let detail: Int

  /// Cells between the words of a layer and the glyphs of the next, at least and at most.
  private static let gaps = 5...22
  /// Without words.
  private static let narrowestGap = 2
  /// Before the first glyph, for the cursor.
  private static let margin = 2

  init(_ network: LabelledNetwork, rect: Rect, glyphs: Glyphs) {
    self.network = network
    self.rect = rect
    self.glyphs = glyphs
    let room = rect.columns - LabelledNetworkLayout.margin
    let details = network.layers.joined().map(\.labels.count).max() ?? 0
    for detail in 0...details {
      var widths = network.layers.map {
        LabelledNetworkLayout.width(of: $0, detail: detail, glyphs)
      }
      // Behind the last layer there are no links for its title to stand over.
      let title = network.titles.last?.last.map { TextWidth.columns(of: glyphs.text($0)) } ?? 0
      widths[widths.count - 1] = max(widths[widths.count - 1], title - 1)
      let gap =
        detail < details
        ? LabelledNetworkLayout.gaps.lowerBound : LabelledNetworkLayout.narrowestGap
      let least =
        widths.reduce(0) { $0 + 1 + $1 } + gap * (network.layers.count - 1)
      guard least <= room || detail == details else { continue }
      self.detail = detail
      var shown = network.layers.indices
      if least > room {
        let count = max(1, (room + gap) / (1 + gap))
        let focus = network.chosen.first?.layer ?? 0
        let first = max(0, min(focus - count / 2, network.layers.count - count))
        shown = first..<min(network.layers.count, first + count)
      }
      layers = shown
      let used = widths[shown].reduce(0) { $0 + 1 + $1 }
      let spread = shown.count > 1 ? max(0, room - used) / (shown.count - 1) : 0
      let distance = max(gap, min(LabelledNetworkLayout.gaps.upperBound, spread))
      var column = rect.column + LabelledNetworkLayout.margin
      columns = widths[shown].map { width in
        defer { column += 1 + width + distance }
        return (column, width)
      }
      return
    }
    (layers, columns, self.detail) = (0..<0, [], 0)
  }

  /// Cells that the words of a layer need, with the blank before them.
  private static func width(
    of units: [LabelledNetwork.Unit], detail: Int, _ glyphs: Glyphs
  ) -> Int {
    let widest = units.map { label(of: $0, detail: detail, glyphs).columns }.max() ?? 0
    return widest > 0 ? widest + 1 : 0
  }

  private static func label(
    of unit: LabelledNetwork.Unit, detail: Int, _ glyphs: Glyphs
  ) -> StyledLine {
    unit.labels.indices.contains(detail) ? glyphs.text(unit.labels[detail]) : StyledLine()
  }

  private var unitRows: Int { rect.rows - 1 }

  /// The units of a layer that are shown; the row below them says how many are not.
  private func shown(_ layer: Int) -> Range<Int> {
    let count = network.layers[layer].count
    guard count > unitRows else { return 0..<count }
    let room = max(1, unitRows - 1)
    let focus = network.chosen.first { $0.layer == layer }?.unit ?? 0
    let first = max(0, min(focus - room / 2, count - room))
    return first..<first + room
  }

  private func row(_ unit: Int, of layer: Int) -> Int {
    let count = min(network.layers[layer].count, unitRows)
    let most = min(unitRows, network.layers[layers].map(\.count).max() ?? 1)
    let distance = max(1, min(2, (unitRows - 1) / max(1, most - 1)))
    let used = (count - 1) * distance + 1
    let top = rect.row + 1 + max(0, (min(unitRows, (most - 1) * distance + 1) - used) / 2)
    return top + (unit - shown(layer).lowerBound) * distance
  }

  func draw(into buffer: inout CellBuffer) {
    drawLinks(&buffer)
    for (index, layer) in layers.enumerated() {
      drawTitle(layer, columns[index].start, index, &buffer)
      for unit in shown(layer) {
        draw(
          network.layers[layer][unit], isChosen: isChosen(layer, unit), columns[index].start,
          row(unit, of: layer), &buffer)
      }
      let hidden = network.layers[layer].count - shown(layer).count
      if hidden > 0 {
        buffer.put(
          "+\(hidden)", column: columns[index].start, row: rect.endRow - 1, style: .muted,
          end: rect.endColumn)
      }
    }
  }

  private func isChosen(_ layer: Int, _ unit: Int) -> Bool {
    network.chosen.contains(LabelledNetwork.Place(layer: layer, unit: unit))
  }

  private func drawTitle(
    _ layer: Int, _ column: Int, _ index: Int, _ buffer: inout CellBuffer
  ) {
    guard network.titles.indices.contains(layer) else { return }
    let next = index + 1 < columns.count ? columns[index + 1].start - 1 : rect.endColumn
    let titles = network.titles[layer].map { glyphs.text($0) }
    let title = titles.first { TextWidth.columns(of: $0) <= next - column } ?? titles.last ?? ""
    buffer.put(
      StyledLine(title, .muted).truncated(columns: max(0, next - column), glyphs: glyphs),
      column: column, row: rect.row, end: next)
  }

  private func draw(
    _ unit: LabelledNetwork.Unit, isChosen: Bool, _ column: Int, _ row: Int,
    _ buffer: inout CellBuffer
  ) {
    if isChosen {
      buffer.put(glyphs.cursor, column: column - 2, row: row, style: .accent, end: rect.endColumn)
    }
    let glyph = unit.isDropped ? glyphs.dropped : glyphs.point
    let style = isChosen ? Style(.accent, bold: true) : Style(bold: true)
    let end = buffer.put(
      glyph, column: column, row: row, style: unit.isDropped && !isChosen ? .muted : style,
      end: rect.endColumn)
    let label = LabelledNetworkLayout.label(of: unit, detail: detail, glyphs)
    buffer.put(label, column: end + 1, row: row, end: rect.endColumn)
  }

  // MARK: Links

  /// Series of the canvas.
  private static let inks: [Ink] = [.accent, .positive, .negative, .muted]

  private func drawLinks(_ buffer: inout CellBuffer) {
    // Lines of characters say the sign where there are no fine dots.
    let level: GlyphLevel = glyphs.level == .braille ? .braille : .ascii
    let dots = DotCanvas.dotsPerCell(level)
    let chosen = network.chosenLink
    for (index, layer) in layers.enumerated().dropLast() where network.links.indices.contains(layer)
    {
      let start = columns[index].start + columns[index].label + 2
      let end = columns[index + 1].start - (isCursorBetween(layer) ? 3 : 2)
      guard end > start, unitRows > 0 else { continue }
      var canvas = DotCanvas(
        columns: end - start + 1, rows: unitRows, level: level, marks: ["#", "+", "-", "."])
      let isMarked = chosen?.layer == layer
      let ordered = network.links[layer].sorted { first, second in
        // Whoever is drawn first keeps the cells that several pass through.
        (isMarked && first == chosen?.link ? 0 : first.kind == .silent ? 2 : 1)
          < (isMarked && second == chosen?.link ? 0 : second.kind == .silent ? 2 : 1)
      }
      for link in ordered
      where shown(layer).contains(link.from) && shown(layer + 1).contains(link.to) {
        let isChosen = isMarked && link == chosen?.link
        var phase = 0
        canvas.line(
          from: (0, dot(row(link.from, of: layer), dots.down)),
          to: (canvas.dotsAcross - 1, dot(row(link.to, of: layer + 1), dots.down)),
          series: isChosen ? 0 : link.kind == .positive ? 1 : link.kind == .negative ? 2 : 3,
          dash: dash(link.kind, level), phase: &phase)
      }
      for row in 0..<canvas.rows {
        for column in 0..<canvas.columns {
          guard let mark = canvas.mark(column: column, row: row) else { continue }
          buffer.put(
            String(mark.character), column: start + column, row: rect.row + 1 + row,
            style: Style(LabelledNetworkLayout.inks[mark.series]), end: rect.endColumn)
        }
      }
    }
  }

  private func isCursorBetween(_ layer: Int) -> Bool {
    network.chosen.contains { $0.layer == layer + 1 }
  }

  private func dot(_ row: Int, _ down: Int) -> Int { (row - rect.row - 1) * down + down / 2 }

  private func dash(_ kind: LabelledNetwork.Link.Kind, _ level: GlyphLevel) -> Dash {
    switch kind {
    case .positive: .solid
    case .negative: level == .ascii ? .solid : .dashed
    case .silent: .dotted
    }
  }
}
