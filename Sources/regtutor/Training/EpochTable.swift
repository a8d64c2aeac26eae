import Regularization
import TerminalUI

/// The epochs of a run as a table for people: a row an epoch, 80 columns.
struct EpochTable {
  let glyphs: Glyphs
  /// Whether there are classes, and with them accuracies.
  let hasAccuracy: Bool

  private typealias Column = (title: String, columns: Int)
  private static let columns: [Column] = [
    ("epoch", 5), ("loss", 9), ("penalty", 9), ("objective", 10), ("train", 7), ("v.loss", 8),
    ("valid", 7), ("zeros", 7), ("‖w‖₁", 7), ("‖w‖₂", 7), ("s", 4),
  ]

  var header: String {
    let ascii = ["‖w‖₁": "|w|1", "‖w‖₂": "|w|2"]
    return row(
      EpochTable.columns.map { column in
        glyphs.level == .ascii ? ascii[column.title] ?? column.title : column.title
      })
  }

  /// What the columns mean.
  var legend: String {
    "loss + penalty = objective; v.loss: validation loss"
      + (hasAccuracy ? "; train, valid: accuracies" : "")
  }

  func line(_ record: EpochRecord) -> String {
    let none = glyphs.level == .ascii ? "-" : "–"
    func accuracy(_ value: Double?) -> String { value.map { EpochTable.fixed($0, places: 3) } ?? none }
    return row([
      "\(record.epoch)" + (record.isPartial ? glyphs.text("…") : ""),
      record.dataLoss.rounded(significantDigits: 4), record.penalty.rounded(significantDigits: 4),
      record.objective.rounded(significantDigits: 4), accuracy(record.trainingAccuracy),
      record.validationLoss?.rounded(significantDigits: 3) ?? none,
      accuracy(record.validationAccuracy), "\(record.zeros)",
      record.l1Norm.rounded(significantDigits: 4), record.l2Norm.rounded(significantDigits: 4),
      record.seconds.rounded(significantDigits: 2),
    ])
  }

  private func row(_ cells: [String]) -> String {
    var line = ""
    var end = 0
    for (cell, column) in zip(cells, EpochTable.columns) {
      end += column.columns
      // A cell that is wider than its column takes from the blanks before the next one.
      let blanks = max(line.isEmpty ? 0 : 1, end - TextWidth.columns(of: line) - TextWidth.columns(of: cell))
      line += String(repeating: " ", count: blanks) + cell
    }
    return line
  }

  /// With so many places, rounded half up.
  static func fixed(_ value: Double, places: Int) -> String {
    var scale = 1
    for _ in 0..<places { scale *= 10 }
    let scaled = Int((value * Double(scale)).rounded())
    let fraction = String(scaled % scale)
    return "\(scaled / scale).\(String(repeating: "0", count: places - fraction.count))\(fraction)"
  }

  /// An epoch in a sentence, for a log.
  static func sentence(_ record: EpochRecord, of epochs: Int) -> String {
    var parts = ["data loss \(record.dataLoss.rounded(significantDigits: 4))"]
    if record.penalty != 0 {
      parts.append("penalty \(record.penalty.rounded(significantDigits: 4))")
    }
    if let accuracy = record.trainingAccuracy {
      parts.append("accuracy \(fixed(accuracy, places: 3))")
    }
    if let loss = record.validationLoss {
      parts.append("validation loss \(loss.rounded(significantDigits: 4))")
    }
    if let accuracy = record.validationAccuracy {
      parts.append("validation accuracy \(fixed(accuracy, places: 3))")
    }
    parts.append("\(record.seconds.rounded(significantDigits: 3)) s")
    return "epoch \(record.epoch)/\(epochs)\(record.isPartial ? ", a part" : ""): "
      + parts.joined(separator: ", ")
  }
}
