extension Table {
  /// The table in HTML that is XML as well. Figures line up on their points in a type of fixed width,
  /// which is what the class `n` of their cells is for.
  public var html: String {
    var result = "<table>\n<thead>\n"
    for groups in groups {
      result += "<tr>"
      var next = 0
      for group in groups where group.columns.lowerBound >= next {
        let gap = group.columns.lowerBound - next
        if gap > 0 { result += "<td colspan=\"\(gap)\"></td>" }
        result += "<th colspan=\"\(group.columns.count)\" scope=\"colgroup\">"
        result += SVGWriter.escaped(group.title.text) + "</th>"
        next = group.columns.upperBound
      }
      if next < columns.count { result += "<td colspan=\"\(columns.count - next)\"></td>" }
      result += "</tr>\n"
    }
    if columns.contains(where: { !$0.title.text.isEmpty }) {
      let titles = columns.map {
        "<th scope=\"col\"\(Self.style($0))>\(SVGWriter.escaped($0.title.text))</th>"
      }
      result += "<tr>\(titles.joined())</tr>\n"
    }
    result += "</thead>\n<tbody>\n"
    let tails = columns.indices.map(tailColumns)
    for cells in rows {
      let texts = columns.indices.map { index in
        let text = index < cells.count ? cells[index].text : ""
        return "<td\(Self.style(columns[index]))>"
          + SVGWriter.escaped(text + padding(text, columns[index], tails[index])) + "</td>"
      }
      result += "<tr>\(texts.joined())</tr>\n"
    }
    return result + "</tbody>\n</table>\n"
  }

  private static func style(_ column: Column) -> String {
    column.alignment == .leading ? "" : " class=\"n\""
  }

  /// Columns behind the point of the longest figure.
  private func tailColumns(_ index: Int) -> Int {
    guard columns[index].alignment == .decimal else { return 0 }
    return rows.reduce(0) { most, cells in
      guard index < cells.count else { return most }
      let figure = Figure(cells[index].text)
      return figure.isNumber ? max(most, figure.columns - figure.headColumns) : most
    }
  }

  /// No-break spaces, so that the points of figures are below each other.
  private func padding(_ text: String, _ column: Column, _ tail: Int) -> String {
    let figure = Figure(text)
    guard column.alignment == .decimal, figure.isNumber else { return "" }
    return String(
      repeating: "\u{A0}", count: max(0, tail - (figure.columns - figure.headColumns)))
  }
}
