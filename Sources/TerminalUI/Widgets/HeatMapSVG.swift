/// Pictures of signed numbers for files.
extension HeatMap {
  /// Shades on either side of 0 in a file, which has room for more than a terminal.
  static let fileLevels = 8

  /// The matrix with its scale; nothing is drawn where a number is exactly 0.
  ///
  /// - Parameters:
  ///   - rowLabels: before the rows, where there is one for each.
  ///   - columnsName: what the columns are.
  public func svg(
    title: String, description: String, rowLabels: [String] = [], columnsName: String = ""
  ) -> String {
    let across = Double(max(1, columns))
    let down = Double(max(1, rows))
    let high = max(1, min(24, (560 / down).rounded(.down)))
    let wide = isSquare ? high : max(1, min(24, (560 / across).rounded(.down)))
    let hasLabels = rowLabels.count == rows && high >= 9
    let longest = hasLabels ? rowLabels.reduce(0) { max($0, TextWidth.columns(of: $1)) } : 0
    let left = 20 + Double(longest) * 7.5
    let width = max(320, left + across * wide + 20)
    var svg = SVGWriter(
      width: width, height: down * high + 100, title: title, description: description)
    svg.text(title, x: 20, y: 20)
    svg.text(columnsName, x: left, y: 42, ["class": "muted"])
    if hasLabels {
      for (row, label) in rowLabels.enumerated() {
        svg.text(
          label, x: left - 6, y: 50 + (Double(row) + 0.5) * high + 4, anchor: .end,
          ["class": "muted", "font-size": SVGWriter.number(min(12, high))])
      }
    }
    svg.add(self, x: left, y: 50, wide: wide, high: high)
    svg.addScale(scale, x: 20, y: 50 + down * high + 18)
    return svg.document
  }

  /// The runs of equal shade, by level: `M2 0h3v1h-3z` for columns 2 to 4 of row 0.
  func paths() -> [(shade: Shade, path: String)] {
    var paths: [Shade: String] = [:]
    for row in 0..<rows {
      var start = 0
      while start < columns {
        let found = fileShade(values[row * columns + start])
        var end = start + 1
        while end < columns, fileShade(values[row * columns + end]) == found { end += 1 }
        if found != .level(0) {
          paths[found, default: ""] += "M\(start) \(row)h\(end - start)v1h-\(end - start)z"
        }
        start = end
      }
    }
    func order(_ shade: Shade) -> Int {
      guard case .level(let level) = shade else { return .max }
      return level
    }
    return paths.sorted { order($0.key) < order($1.key) }.map { ($0.key, $0.value) }
  }

  private func fileShade(_ value: Float) -> Shade {
    guard value.isFinite else { return .broken }
    guard value != 0 else { return .level(0) }
    let share = min(1, Double(value.magnitude) / max(scale, .leastNormalMagnitude))
    let level = max(1, Int((share * Double(Self.fileLevels)).rounded(.up)))
    return .level(value < 0 ? -level : level)
  }
}

extension Tiles {
  /// All pictures with their captions and the scale they have in common.
  public func svg(title: String, description: String) -> String {
    let cell = max(1, min(12, (96 / Double(max(columns, rows))).rounded(.down)))
    let wide = max(36, Double(columns) * cell) + 10
    let high = Double(rows) * cell + 24
    let across = max(1, min(tiles.count, Int((820 / wide).rounded(.down))))
    let down = (tiles.count + across - 1) / max(1, across)
    var svg = SVGWriter(
      width: max(320, Double(across) * wide + 30), height: Double(down) * high + 90,
      title: title, description: description)
    svg.text(title, x: 20, y: 20)
    for (index, tile) in tiles.enumerated() {
      let x = 20 + Double(index % across) * wide
      let y = 34 + Double(index / across) * high
      svg.text(tile.caption, x: x, y: y + 10, ["class": "muted", "font-size": "10"])
      svg.rect(
        x: x - 0.5, y: y + 13.5, width: Double(columns) * cell + 1,
        height: Double(rows) * cell + 1, ["class": "frame"])
      svg.add(
        HeatMap(columns: columns, rows: rows, values: tile.values, scale: scale), x: x, y: y + 14,
        wide: cell, high: cell)
    }
    svg.addScale(scale, x: 20, y: 34 + Double(down) * high + 14)
    return svg.document
  }
}

extension SVGWriter {
  fileprivate mutating func add(
    _ map: HeatMap, x: Double, y: Double, wide: Double, high: Double
  ) {
    let place =
      "translate(\(SVGWriter.number(x)) \(SVGWriter.number(y))) "
      + "scale(\(SVGWriter.number(wide)) \(SVGWriter.number(high)))"
    for (shade, path) in map.paths() {
      switch shade {
      case .broken:
        add("path", ["d": path, "transform": place, "fill": "#d02020"])
      case .level(let level):
        add(
          "path",
          [
            "d": path, "transform": place, "class": level < 0 ? "negative" : "positive",
            "fill-opacity": Self.opacity(level), "shape-rendering": "crispEdges",
          ])
      }
    }
  }

  private static func opacity(_ level: Int) -> String {
    number(Double(level.magnitude) / Double(HeatMap.fileLevels))
  }

  /// What the shades say: `-0.52 … blank = 0 … +0.52`.
  fileprivate mutating func addScale(_ scale: Double, x: Double, y: Double) {
    let reach = scale.rounded(significantDigits: 2)
    let side = 11.0
    let levels = HeatMap.fileLevels
    text("-" + reach, x: x, y: y + 10, ["class": "muted"])
    let start = x + 58
    for level in -levels...levels where level != 0 {
      let place = level < 0 ? level + levels : level + levels + 5
      rect(
        x: start + Double(place) * side, y: y, width: side, height: side,
        ["class": level < 0 ? "negative" : "positive", "fill-opacity": Self.opacity(level)])
    }
    text(
      "blank=0", x: start + Double(levels + 3) * side, y: y + 10, anchor: .middle,
      ["class": "muted"])
    text(
      "+" + reach, x: start + Double(2 * levels + 6) * side + 6, y: y + 10, ["class": "muted"])
  }
}
