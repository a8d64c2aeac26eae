/// Many small pictures of signed numbers side by side, all on one scale, each with a caption.
public struct Tiles: Hashable, Sendable {
  public struct Tile: Hashable, Sendable {
    public var caption: String
    /// Row after row.
    public var values: [Float]

    public init(_ caption: String, values: [Float]) {
      self.caption = caption
      self.values = values
    }
  }

  public var tiles: [Tile]
  /// The size of each picture.
  public var columns: Int
  public var rows: Int
  /// The first that is shown where not all fit.
  public var first: Int
  /// What the deepest shade stands for; the largest number of all tiles.
  public let scale: Double
  /// Whether a line says what the shades mean and how many are in sight, where there is room.
  public var showsScale = true

  public init(_ tiles: [Tile], columns: Int, rows: Int, first: Int = 0, scale: Double? = nil) {
    self.tiles = tiles
    self.columns = max(1, columns)
    self.rows = max(1, rows)
    self.first = first
    let largest = tiles.reduce(0) { most, tile in
      max(most, tile.values.contains { $0 != 0 } ? HeatMap.largest(tile.values) : 0)
    }
    self.scale = scale ?? (largest > 0 ? largest : 1)
  }

  /// How pictures are laid out in a rectangle.
  public struct Layout: Hashable, Sendable {
    public var across: Int
    public var down: Int
    /// Cells of a picture.
    public var size: Size
    public var hasCaptions: Bool
    public var first: Int
    /// Cells across of a number, where small pictures are enlarged; 1 else.
    public var enlargement = 1

    public var shown: Int { across * down }
  }

  /// The largest pictures of which a good number fit: enlarged while all or a dozen are in sight, and
  /// scaled down, by whole steps, to no less than a quarter of their size while not all are.
  public func layout(in rect: Rect) -> Layout? {
    guard rect.columns > 0, rect.rows > 0, !tiles.isEmpty else { return nil }
    var best: Layout?
    // An even number of cells across has whole cells down.
    for enlargement in [6, 4, 2] where best == nil {
      let size = Size(columns: columns * enlargement, rows: rows * enlargement / 2)
      guard size.columns <= rect.columns, size.rows < rect.rows else { continue }
      var layout = layout(of: size, in: rect)
      layout.enlargement = enlargement
      if layout.shown >= min(tiles.count, 12) { best = layout }
    }
    for reduction in 1...4 where best.map({ $0.shown < min(tiles.count, 8) }) ?? true {
      let width = max(1, min(rect.columns, (columns + reduction - 1) / reduction))
      let height = max(1, min(rect.rows, ((rows + reduction - 1) / reduction + 1) / 2))
      best = layout(of: Size(columns: width, rows: height), in: rect)
    }
    guard var layout = best else { return nil }
    // No further than it takes to show the last one.
    layout.first = min(max(0, first), max(0, tiles.count - layout.shown))
    return layout
  }

  private func layout(of size: Size, in rect: Rect) -> Layout {
    let hasCaptions = rect.rows >= size.rows + 1 && size.columns >= 3
    let high = size.rows + (hasCaptions ? 1 : 0)
    return Layout(
      across: max(1, (rect.columns + 1) / (size.columns + 1)),
      down: max(1, hasCaptions ? rect.rows / high : (rect.rows + 1) / (high + 1)), size: size,
      hasCaptions: hasCaptions, first: 0)
  }

  /// Every number so many times in each direction.
  private func enlarged(_ values: [Float], _ times: Int) -> [Float] {
    guard times > 1, values.count >= columns * rows else { return values }
    return (0..<rows * times).flatMap { row in
      (0..<columns * times).map { values[row / times * columns + $0 / times] }
    }
  }

  public func draw(into buffer: inout CellBuffer, in rect: Rect, glyphs: Glyphs) {
    // The legend has the last row where there is one to spare.
    let hasLegend = showsScale && rect.rows >= 5 && rect.columns >= 20
    let room = Rect(
      column: rect.column, row: rect.row, columns: rect.columns,
      rows: rect.rows - (hasLegend ? 1 : 0))
    guard let layout = layout(in: room) else { return }
    for place in 0..<layout.shown where layout.first + place < tiles.count {
      let tile = tiles[layout.first + place]
      let high =
        layout.hasCaptions ? layout.size.rows + 1 : layout.size.rows + (layout.down > 1 ? 1 : 0)
      let column = room.column + (place % layout.across) * (layout.size.columns + 1)
      var row = room.row + (place / layout.across) * high
      if layout.hasCaptions {
        let caption = StyledLine(glyphs.text(tile.caption), .muted)
        buffer.put(
          caption.truncated(columns: layout.size.columns, glyphs: glyphs), column: column,
          row: row, end: room.endColumn)
        row += 1
      }
      let picture = Rect(
        column: column, row: row, columns: min(layout.size.columns, room.endColumn - column),
        rows: min(layout.size.rows, room.endRow - row))
      HeatMap(
        columns: columns * layout.enlargement, rows: rows * layout.enlargement,
        values: enlarged(tile.values, layout.enlargement), scale: scale
      ).draw(into: &buffer, in: picture, glyphs: glyphs)
    }
    if hasLegend {
      buffer.put(
        legend(layout, glyphs).truncated(columns: rect.columns, glyphs: glyphs),
        column: rect.column, row: rect.endRow - 1, end: rect.endColumn)
    }
  }

  private func legend(_ layout: Layout, _ glyphs: Glyphs) -> StyledLine {
    var line = HeatMap.legend(scale: scale, glyphs: glyphs)
    let last = min(tiles.count, layout.first + layout.shown)
    if last - layout.first < tiles.count {
      line.append("  \(layout.first + 1) to \(last) of \(tiles.count.grouped)", .muted)
    }
    return line
  }
}
