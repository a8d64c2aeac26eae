import GRDB

extension RunRow {
  private static let columns =
    "origin, time, source, title, course, lesson, step, spec, seed, steps, ending, weights_hash"

  func insert(into db: Database) throws {
    guard let number = try put(into: db) else { return }
    try db.execute(sql: "DELETE FROM result WHERE run = ?", arguments: [number])
    for (name, value) in results where !value.isNaN {
      try db.execute(
        sql: "INSERT INTO result (run, name, value) VALUES (?, ?, ?)",
        arguments: [number, name, value])
    }
  }

  /// Its number; `nil` where a newer state of it is there.
  private func put(into db: Database) throws -> Int64? {
    let known = try Row.fetchOne(
      db, sql: "SELECT id, time FROM run WHERE origin = ?", arguments: [origin])
    guard let known else {
      try db.execute(
        sql: "INSERT INTO run (\(RunRow.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        arguments: [
          origin, time, source, title, course, lesson, step, spec, seed, steps, ending, weightsHash,
        ])
      return db.lastInsertedRowID
    }
    let cells = Cells(known)
    guard let number = cells.integer("id"), (cells.integer("time") ?? 0) <= time else { return nil }
    try db.execute(
      sql: """
        UPDATE run SET time = ?, title = ?, spec = ?, seed = ?, steps = ?, ending = ?,
        weights_hash = ? WHERE id = ?
        """,
      arguments: [time, title, spec, seed, steps, ending, weightsHash, number])
    return number
  }

  /// `nil` for a row that this version cannot read.
  fileprivate init?(_ row: Row, results: [String: Double]) {
    let cells = Cells(row)
    guard let origin = cells.text("origin"), let time = cells.integer("time"),
      let source = cells.text("source"), let title = cells.text("title"),
      let spec = cells.text("spec"), let seed = cells.text("seed"),
      let steps = cells.count("steps"), let ending = cells.text("ending"),
      let hash = cells.text("weights_hash")
    else { return nil }
    self.init(
      origin: origin, time: time, source: source, title: title, course: cells.text("course"),
      lesson: cells.text("lesson"), step: cells.text("step"), spec: spec, seed: seed, steps: steps,
      ending: ending, weightsHash: hash, results: results)
  }
}

extension Journal {
  /// Every run, oldest first; or the one with a number.
  ///
  /// *Throws*: ``JournalFault``.
  public func runs(number: Int64? = nil) throws(JournalFault) -> [NumberedRun] {
    try read { db in
      var results: [Int64: [String: Double]] = [:]
      let figures = try Row.fetchAll(
        db, sql: "SELECT run, name, value FROM result WHERE run = coalesce(?, run)",
        arguments: [number])
      for row in figures {
        let cells = Cells(row)
        guard let run = cells.integer("run"), let name = cells.text("name"),
          let value = cells.number("value")
        else { continue }
        results[run, default: [:]][name] = value
      }
      let rows = try Row.fetchAll(
        db, sql: "SELECT * FROM run WHERE id = coalesce(?, id) ORDER BY time, id",
        arguments: [number])
      return rows.compactMap { row in
        guard let number = Cells(row).integer("id"),
          let run = RunRow(row, results: results[number] ?? [:])
        else { return nil }
        return NumberedRun(number: number, run: run)
      }
    }
  }
}
