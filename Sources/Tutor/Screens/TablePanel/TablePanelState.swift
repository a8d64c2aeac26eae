public import Lessons
public import TerminalUI

/// A table of prose, and the cell that is chosen in it.
public struct TablePanelState: Hashable, Sendable {
  public let table: TableStep
  /// The lesson's id: links within it need not name it.
  public let lesson: String
  public internal(set) var row = 0
  public internal(set) var column = 0

  public init(_ table: TableStep, lesson: String) {
    self.table = table
    self.lesson = lesson
  }

  /// The chosen cell.
  public var cell: TableStep.Cell { table.rows[row].cells[column] }

  var isFirstCell: Bool { row == 0 && column == 0 }
  var isLastCell: Bool { row == table.rows.count - 1 && column == table.heads.count - 1 }

  /// The cells that lead somewhere, in reading order.
  var links: [(place: Table.Place, link: PageLink)] {
    table.rows.indices.flatMap { row in
      table.rows[row].cells.indices.compactMap { column in
        table.rows[row].cells[column].link.map { (Table.Place(row: row, column: column), $0) }
      }
    }
  }

  /// Where the chosen cell leads, in a sentence.
  var destination: String? {
    cell.link.map { "Enter opens \($0.words(in: lesson))." }
  }

  // MARK: Update

  mutating func update(_ message: TutorMessage) -> PanelReply {
    switch message {
    case .nextPressed:
      guard !isLastCell else { return .forward }
      go(to: row * table.heads.count + column + 1)
    case .backPressed:
      guard !isFirstCell else { return .back }
      go(to: row * table.heads.count + column - 1)
    case .upPressed: row = max(0, row - 1)
    case .downPressed: row = min(table.rows.count - 1, row + 1)
    case .firstPressed: go(to: 0)
    case .lastPressed: go(to: table.rows.count * table.heads.count - 1)
    case .inTable(.goOn): return .forward
    case .inTable(.openChosen):
      if let link = cell.link { return .follow(link) }
    case .inTable(.openCell(let place)):
      guard table.rows.indices.contains(place.row), table.heads.indices.contains(place.column)
      else { break }
      (row, column) = (place.row, place.column)
      if let link = cell.link { return .follow(link) }
    default: break
    }
    return .done
  }

  /// To a cell by its number in reading order.
  private mutating func go(to index: Int) {
    row = index / table.heads.count
    column = index % table.heads.count
  }
}

/// What a learner asks of a table, beside the messages that every screen knows.
public enum TableCommand: Hashable, Sendable {
  /// What the chosen cell leads to.
  case openChosen
  /// Chooses a cell and opens what it leads to.
  case openCell(Table.Place)
  /// To the next page, whatever cell is chosen.
  case goOn
}
