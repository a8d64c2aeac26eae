/// Reads the table of a table step.
struct TableStepReader {
  let log: IssueLog
  let figures: FigureReader
  /// The id of the lesson, for links to its own steps.
  let lesson: String

  /// A table, and its links with their places.
  struct Reading {
    var table: TableStep
    var links: [PlacedLink] = []
  }

  /// `nil` where there is nothing to show.
  func table(_ fields: Fields) -> Reading? {
    let heads = (fields.list("heads") ?? []).compactMap {
      fields.read.text($0, as: .text(limit: 40), key: "heads")
    }
    var reading = Reading(table: TableStep(heads: heads, rows: []))
    for node in fields.list("rows") ?? [] {
      if let row = row(node, columns: heads.count, &reading.links) {
        reading.table.rows.append(row)
      }
    }
    return heads.isEmpty || reading.table.rows.isEmpty ? nil : reading
  }

  private func row(
    _ node: SourceNode, columns: Int, _ links: inout [PlacedLink]
  ) -> TableStep.Row? {
    guard let fields = Fields(node, LessonFormat.tableRow, log) else { return nil }
    let head = fields.text("head") ?? ""
    guard let nodes = fields.list("cells") else { return nil }
    let cells = nodes.map { cell($0, &links) }
    if columns > 0, nodes.count != columns {
      log.report(
        fields.node("cells"),
        "this row has \(nodes.count) cell\(nodes.count == 1 ? "" : "s"), “heads” has \(columns)",
        remedy: nodes.count < columns
          ? "write a cell for each column; “–” where there is nothing to say"
          : "take out what has no column, or add its head")
    }
    return TableStep.Row(head, cells)
  }

  private func cell(_ node: SourceNode, _ links: inout [PlacedLink]) -> TableStep.Cell {
    guard case .mapping = node.content else {
      return TableStep.Cell(figures.prose(node, key: "cells") ?? "")
    }
    guard let fields = Fields(node, LessonFormat.tableCell, log) else { return TableStep.Cell("") }
    var cell = TableStep.Cell(
      fields.value("text").flatMap { figures.prose($0, key: "text") } ?? "")
    if let place = fields.text("open") {
      let link = PageLink(place, in: lesson)
      cell.link = link
      links.append(PlacedLink(link, fields.node("open"), log))
    }
    return cell
  }
}
