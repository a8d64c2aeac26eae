/// The part of the lesson format that is about tables of prose.
extension LessonFormat {
  /// More columns than any screen has room for.
  static let tableColumnLimit = 8
  static let tableRowLimit = 40

  static let tableMappings = [tableRow, tableCell]

  /// The keys of a table step beside those that every step has.
  static let table: [FormatKey] = [
    required(
      "heads", .list(.text(limit: 40), count: 1...tableColumnLimit),
      "What stands above the columns."),
    required("rows", .list(.mapping("table row"), count: 1...tableRowLimit), "The rows."),
  ]

  static let tableRow = FormatMapping(
    name: "table row", summary: "A row of a table of prose.",
    keys: [
      required("head", .text(limit: 60), "What stands before its cells."),
      required(
        "cells",
        .list(.either(.prose, .mapping("table cell")), count: 1...tableColumnLimit),
        "A cell for each of `heads`: a text, or a text and what it opens."),
    ])

  static let tableCell = FormatMapping(
    name: "table cell", summary: "A cell that leads to the step that shows its claim.",
    keys: [
      required("text", .prose, "What the cell says."),
      required(
        "open", .page, "The step that shows it: STEP of this lesson, or LESSON:STEP."),
    ])

  private static func required(
    _ name: String, _ type: FormatType, _ summary: String
  ) -> FormatKey {
    FormatKey(name: name, type: type, isRequired: true, summary: summary)
  }
}
