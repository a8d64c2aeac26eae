import Lessons
import TerminalUI

/// A table of prose in sentences: row by row, with what can be opened by number.
struct TablePanelLines {
  private let panel: TablePanelState
  private let glyphs: Glyphs

  init(_ panel: TablePanelState, glyphs: Glyphs) {
    self.panel = panel
    self.glyphs = glyphs
  }

  func opening() -> [String] {
    var lines = [
      "A table of \(count(panel.table.rows.count, "row")) and "
        + "\(count(panel.table.heads.count, "column")): "
        + panel.table.heads.joined(separator: ", ") + "."
    ]
    var number = 0
    for row in panel.table.rows {
      lines += ["", "\(row.head)"]
      for (head, cell) in zip(panel.table.heads, row.cells) {
        var sentence = "\(head): \(flat(cell.text))"
        if let link = cell.link {
          number += 1
          sentence += " [\(number): open \(link.words(in: panel.lesson))]"
        }
        lines += StyledLine(sentence).wrapped(columns: 78, hangingIndent: 4).map { "  \($0.text)" }
      }
    }
    if !panel.isFirstCell { lines += ["", "You were at: \(place)."] }
    return lines
  }

  func changes(from old: TablePanelState) -> [String] {
    guard panel != old else { return [] }
    return ["\(place): \(flat(panel.cell.text))"]
  }

  /// The whole table, and below it what its cells lead to.
  func handoutParts() -> [HandoutPart] {
    let table = panel.proseTable(glyphs: glyphs, selects: false) { number, link in
      link == nil ? "" : "[\(number + 1)]"
    }
    var number = 0
    let rows = panel.table.rows.map { row in
      [Prose.escaped(row.head)]
        + row.cells.map { cell in
          guard cell.link != nil else { return cell.text }
          number += 1
          return cell.text + Prose.escaped(" [\(number)]")
        }
    }
    let lines = table.layout(columns: 78, glyphs: glyphs)?.lines ?? opening()
    let grid = HandoutGrid(heads: [""] + panel.table.heads, rows: rows, lines: lines)
    let links = panel.links.enumerated().map {
      Prose.escaped("[\($0 + 1)] \($1.link.words(in: panel.lesson))")
    }
    return [.grid(grid)]
      + (links.isEmpty ? [] : [.heading("What shows it"), .sentences(links)])
  }

  var choices: [LinearView.Choice] {
    panel.links.map { place, link in
      LinearView.Choice(
        label: "\(panel.table.rows[place.row].head), \(panel.table.heads[place.column]): open "
          + "\(link.words(in: panel.lesson)).",
        message: .inTable(.openCell(place)))
    }
  }

  private var place: String {
    "\(panel.table.rows[panel.row].head), \(panel.table.heads[panel.column])"
  }

  private func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  private func flat(_ markdown: String) -> String {
    Prose(markdown).plainLines(columns: nil, glyphs: glyphs).filter { !$0.isEmpty }
      .joined(separator: " ")
  }
}

extension TablePanelState: PagePanel {
  var bindings: [KeyBinding<TutorMessage>] { TablePanelKeys.bindings(self) }

  func blocks(glyphs: Glyphs, columns: Int, rows: Int, isShort: Bool) -> [PageLayout.Block] {
    TablePanelView(self, glyphs: glyphs, columns: columns, rows: rows, isShort: isShort).blocks()
  }

  func opening(glyphs: Glyphs) -> [String] { TablePanelLines(self, glyphs: glyphs).opening() }

  func changes(from old: TablePanelState, glyphs: Glyphs) -> [String] {
    TablePanelLines(self, glyphs: glyphs).changes(from: old)
  }

  func handout(glyphs: Glyphs) -> [String] {
    HandoutText(glyphs: glyphs).lines(of: handoutParts(glyphs: glyphs))
  }

  func handoutParts(glyphs: Glyphs) -> [HandoutPart] {
    TablePanelLines(self, glyphs: glyphs).handoutParts()
  }

  var choices: [LinearView.Choice] { TablePanelLines(self, glyphs: Glyphs(.braille)).choices }

  var menu: String {
    let links = choices.count
    let numbers =
      switch links {
      case 0: ""
      case 1: "1: open the page that shows it. "
      default: "1 to \(links): open the page that shows it. "
      }
    return "Enter: next page. \(numbers)m: more choices. 0: list of lessons."
  }

  /// Line by line the whole table has been read: Enter leads on from it.
  func messages(forLine text: String) -> [TutorMessage]? {
    text.isEmpty ? [.inTable(.goOn)] : nil
  }
}
