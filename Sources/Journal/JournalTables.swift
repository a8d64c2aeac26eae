import GRDB

extension JournalChange {
  func apply(to db: Database) throws {
    switch self {
    case .visit(let row): try row.insert(into: db)
    case .answer(let row): try row.insert(into: db)
    case .run(let row): try row.insert(into: db)
    case .removeRun(let number):
      try db.execute(sql: "DELETE FROM run WHERE id = ?", arguments: [number])
    case .reset(let course, let lesson):
      for table in ["visit", "answer"] {
        try db.execute(
          sql: """
            DELETE FROM \(table)
            WHERE course = coalesce(?, course) AND lesson = coalesce(?, lesson)
            """, arguments: [course, lesson])
      }
    }
  }
}

extension VisitRow {
  static let columns = "origin, time, course, lesson, step, event, page, pages, shown"

  /// A row that is there already stays as it is.
  func insert(into db: Database) throws {
    try db.execute(
      sql: "INSERT OR IGNORE INTO visit (\(VisitRow.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [origin, time, course, lesson, step, event.rawValue, page, pages, shown])
  }

  /// `nil` for a row that this version cannot read.
  init?(_ row: Row) {
    let cells = Cells(row)
    guard let origin = cells.text("origin"), let time = cells.integer("time"),
      let course = cells.text("course"), let lesson = cells.text("lesson"),
      let step = cells.text("step"), let event = cells.text("event").flatMap(Event.init),
      let page = cells.count("page"), let pages = cells.count("pages"),
      let shown = cells.count("shown")
    else { return nil }
    self.init(
      origin: origin, time: time, course: course, lesson: lesson, step: step, event: event,
      page: page, pages: pages, shown: shown)
  }
}

extension AnswerRow {
  static let columns = "origin, time, course, lesson, step, item, attempt, hints, outcome"

  /// A row that is there already stays as it is.
  func insert(into db: Database) throws {
    try db.execute(
      sql: "INSERT OR IGNORE INTO answer (\(AnswerRow.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [origin, time, course, lesson, step, item, attempt, hints, outcome])
  }

  /// `nil` for a row that this version cannot read.
  init?(_ row: Row) {
    let cells = Cells(row)
    guard let origin = cells.text("origin"), let time = cells.integer("time"),
      let course = cells.text("course"), let lesson = cells.text("lesson"),
      let step = cells.text("step"), let item = cells.text("item"), let hints = cells.count("hints")
    else { return nil }
    self.init(
      origin: origin, time: time, course: course, lesson: lesson, step: step, item: item,
      attempt: cells.text("attempt"), hints: hints, outcome: cells.text("outcome"))
  }
}

/// The cells of a row, read without trust: the file may have been in anybody’s hands.
struct Cells {
  private let row: Row

  init(_ row: Row) { self.row = row }

  func text(_ column: String) -> String? { String.fromDatabaseValue(row[column]) }
  func integer(_ column: String) -> Int64? { Int64.fromDatabaseValue(row[column]) }
  func number(_ column: String) -> Double? { Double.fromDatabaseValue(row[column]) }

  /// A number of things: not below 0.
  func count(_ column: String) -> Int? {
    integer(column).flatMap { $0 < 0 ? nil : Int(exactly: $0) }
  }
}

extension Journal {
  /// How many rows of each kind there are.
  ///
  /// *Throws*: ``JournalFault``.
  public func counts() throws(JournalFault) -> (visits: Int, answers: Int, runs: Int) {
    try read { db in
      func count(_ table: String) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0
      }
      return (try count("visit"), try count("answer"), try count("run"))
    }
  }

  /// What was done in a course, oldest first; in every course where none is named.
  ///
  /// *Throws*: ``JournalFault``.
  public func history(of course: String? = nil) throws(JournalFault) -> (
    visits: [VisitRow], answers: [AnswerRow]
  ) {
    try read { db in
      let visits = try Row.fetchAll(
        db,
        sql: """
          SELECT \(VisitRow.columns) FROM visit WHERE course = coalesce(?, course)
          ORDER BY time, id
          """, arguments: [course])
      let answers = try Row.fetchAll(
        db,
        sql: """
          SELECT \(AnswerRow.columns) FROM answer WHERE course = coalesce(?, course)
          ORDER BY time, id
          """, arguments: [course])
      return (visits.compactMap { VisitRow($0) }, answers.compactMap { AnswerRow($0) })
    }
  }
}
