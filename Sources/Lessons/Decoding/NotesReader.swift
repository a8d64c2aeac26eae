/// Reads the remarks that appear when a panel has come to an iteration.
struct NotesReader {
  let log: IssueLog
  let figures: FigureReader

  /// - Parameters:
  ///   - key: what a note calls the iteration: “row”.
  ///   - last: the last iteration that there is, where it is known.
  ///   - owner: what has the iterations: “the replay”.
  func notes(
    _ fields: Fields, _ format: FormatMapping, key: String, last: Int?, of owner: String
  ) -> [RowNote] {
    var notes: [RowNote] = []
    for node in fields.list("notes") ?? [] {
      guard let note = Fields(node, format, log) else { continue }
      let text = note.value("text").flatMap { figures.prose($0, key: "text") }
      guard let row = note.whole(key) else { continue }
      if let last, row > last {
        log.report(
          note.node(key), "there is no \(key) \(row): \(owner) has \(last) iterations",
          remedy: "name \(key == "row" ? "a row from 0" : "an iteration from 1") to \(last)")
      } else if notes.contains(where: { $0.row == row }) {
        log.report(
          note.node(key), "\(key) \(row) has a note already", remedy: "put the two into one")
      } else {
        notes.append(RowNote(row: row, text: text ?? ""))
      }
    }
    return notes.sorted { $0.row < $1.row }
  }
}
