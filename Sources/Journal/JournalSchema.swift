import GRDB

/// The tables, version by version. A version that has been released is never changed: what comes later is
/// a migration of its own.
enum JournalSchema {
  /// Says whose file it is: “RGTU”.
  static let applicationID: Int32 = 0x5247_5455

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    // A migration adds tables and columns; what refers to what is never changed.
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
    migrator.registerMigration("2", foreignKeyChecks: .immediate) { db in
      try db.execute(
        sql: """
          CREATE TABLE run (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            origin TEXT NOT NULL UNIQUE,
            time INTEGER NOT NULL,
            source TEXT NOT NULL,
            title TEXT NOT NULL,
            course TEXT,
            lesson TEXT,
            step TEXT,
            spec TEXT NOT NULL,
            seed TEXT NOT NULL,
            steps INTEGER NOT NULL,
            ending TEXT NOT NULL,
            weights_hash TEXT NOT NULL
          ) STRICT;
          CREATE TABLE result (
            run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            value REAL NOT NULL,
            PRIMARY KEY (run, name)
          ) STRICT, WITHOUT ROWID;
          """)
    }
    return migrator
  }
}
