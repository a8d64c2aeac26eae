import GRDB

/// The tables, version by version. A version that has been released is never changed: what comes later is
/// a migration of its own.
enum JournalSchema {
  /// Says whose file it is: “RGTU”.
  static let applicationID: Int32 = 0x5247_5455

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    // Nothing in the journal refers to another row, so there is nothing to be checked.
    migrator.registerMigration("1", foreignKeyChecks: .immediate) { db in
      try db.execute(
        sql: """
          CREATE TABLE visit (
            id INTEGER PRIMARY KEY,
            origin TEXT NOT NULL UNIQUE,
            time INTEGER NOT NULL,
            course TEXT NOT NULL,
            lesson TEXT NOT NULL,
            step TEXT NOT NULL,
            event TEXT NOT NULL,
            page INTEGER NOT NULL,
            pages INTEGER NOT NULL,
            shown INTEGER NOT NULL
          ) STRICT;
          CREATE INDEX visit_by_lesson ON visit (course, lesson);
          CREATE TABLE answer (
            id INTEGER PRIMARY KEY,
            origin TEXT NOT NULL UNIQUE,
            time INTEGER NOT NULL,
            course TEXT NOT NULL,
            lesson TEXT NOT NULL,
            step TEXT NOT NULL,
            item TEXT NOT NULL,
            attempt TEXT,
            hints INTEGER NOT NULL,
            outcome TEXT
          ) STRICT;
          CREATE INDEX answer_by_lesson ON answer (course, lesson);
          PRAGMA application_id = \(applicationID);
          """)
    }
    return migrator
  }
}
