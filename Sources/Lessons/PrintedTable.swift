public import Regularization

/// A table as somebody printed it, held against a replay.
public struct PrintedTable: Sendable, Hashable {
  public var id: String
  /// The replay that it should agree with.
  public var replay: String
  /// Where it is printed.
  public var source: String
  public var rows: [PrintedRow]
  public var differences: [PrintedDifference]

  public init(
    id: String, replay: String, source: String, rows: [PrintedRow],
    differences: [PrintedDifference] = []
  ) {
    self.id = id
    self.replay = replay
    self.source = source
    self.rows = rows
    self.differences = differences
  }

  /// The figure as it is printed, letter for letter.
  public func figure(_ field: UpdateField, ofWeight weight: Int, in iteration: Int) -> String? {
    rows.first { $0.iteration == iteration && $0.weight == weight }?.figures[field]
  }

  /// Why a figure differs from the computed one, where that is declared.
  public func difference(
    _ field: UpdateField, ofWeight weight: Int, in iteration: Int
  ) -> PrintedDifference? {
    differences.first {
      $0.cells.contains(PrintedCell(iteration: iteration, weight: weight, field: field))
    }
  }
}

/// The printed figures of one weight in one iteration; text, as digits at the end matter.
public struct PrintedRow: Sendable, Hashable {
  public var iteration: Int
  public var weight: Int
  public var figures: [UpdateField: String]

  public init(iteration: Int, weight: Int, figures: [UpdateField: String]) {
    self.iteration = iteration
    self.weight = weight
    self.figures = figures
  }
}

public struct PrintedCell: Sendable, Hashable {
  public var iteration: Int
  public var weight: Int
  public var field: UpdateField

  public init(iteration: Int, weight: Int, field: UpdateField) {
    self.iteration = iteration
    self.weight = weight
    self.field = field
  }
}

/// Printed figures that differ from the computed ones, and the settings under which they come
/// out exactly as printed: a reason that can be checked.
public struct PrintedDifference: Sendable, Hashable {
  public var cells: Set<PrintedCell>
  /// The replay's spec with the settings that explain the printed figures.
  public var explainedBy: ReplaySpec
  /// The changed settings in words: "each step rounded to 5 places".
  public var reason: String
  /// The author's remark for the learner.
  public var note: String

  public init(cells: Set<PrintedCell>, explainedBy: ReplaySpec, reason: String, note: String) {
    self.cells = cells
    self.explainedBy = explainedBy
    self.reason = reason
    self.note = note
  }
}
