import TerminalUI

/// A table of texts for people: columns as wide as they have to be, two blanks between them.
struct TextTable {
  struct Column {
    var title: String
    var isOfNumbers = false
  }

  let columns: [Column]
  private(set) var rows: [[String]] = []

  init(_ columns: [Column]) { self.columns = columns }

  /// A column for each title; those that begin with `#` are of numbers, which stand at the right.
  init(_ titles: [String]) {
    self.init(
      titles.map {
        $0.hasPrefix("#")
          ? Column(title: String($0.dropFirst()), isOfNumbers: true) : Column(title: $0)
      })
  }

  mutating func append(_ cells: [String]) { rows.append(cells.map(printable)) }

  var lines: [String] {
    let all = [columns.map(\.title)] + rows
    let widths = columns.indices.map { column in
      all.map { TextWidth.columns(of: $0[column]) }.max() ?? 0
    }
    return all.map { cells in
      let padded = columns.indices.map { column in
        let gap = String(
          repeating: " ", count: widths[column] - TextWidth.columns(of: cells[column]))
        return columns[column].isOfNumbers ? gap + cells[column] : cells[column] + gap
      }
      let line = padded.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }
}

/// A cell of a CSV file: in quotes where it needs them.
func csvCell(_ text: String) -> String {
  guard text.contains(where: { "\",\n\r".contains($0) }) else { return text }
  return "\"" + text.replacing("\"", with: "\"\"") + "\""
}
