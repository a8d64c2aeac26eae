import Regularization
import TerminalUI

/// The epochs of a run as a table for people: a row an epoch, 80 columns.
struct EpochTable {
  let glyphs: Glyphs
  /// Whether there are classes, and with them accuracies.
  let hasAccuracy: Bool

  private typealias Column = (title: String, columns: Int)
  private static let columns: [Column] = [
    ("epoch", 5), ("loss", 9), ("penalty", 8), ("objective", 10), ("train", 7), ("v.loss", 8),
    ("valid", 7), ("zeros", 7), ("‖w‖₁", 7), ("‖w‖₂", 7), ("s", 5),
  ]

  var header: String {
    let ascii = ["‖w‖₁": "|w|1", "‖w‖₂": "|w|2"]
    return row(
      EpochTable.columns.map { column in
        glyphs.level == .ascii ? ascii[column.title] ?? column.title : column.title
      })
  }

  /// What the columns mean.
  var legend: [String] {
    [
      "loss + penalty = objective; v.loss: validation loss"
        + (hasAccuracy ? "; train, valid: accuracies" : ""),
      "zeros: weights that are exactly zero; s: seconds of training alone",
    ]
  }

  func line(_ record: EpochRecord) -> String {
    let none = glyphs.level == .ascii ? "-" : "–"
    func accuracy(_ value: Double?) -> String {
      value.map { EpochTable.fixed($0, places: 3) } ?? none
    }
    return row([
      "\(record.epoch)" + (record.isPartial ? glyphs.text("…") : ""),
      EpochTable.figure(record.dataLoss, digits: 4), EpochTable.figure(record.penalty, digits: 4),
      EpochTable.figure(record.objective, digits: 4), accuracy(record.trainingAccuracy),
      record.validationLoss.map { EpochTable.figure($0, digits: 3) } ?? none,
      accuracy(record.validationAccuracy), "\(record.zeros)",
      EpochTable.figure(record.l1Norm, digits: 4), EpochTable.figure(record.l2Norm, digits: 4),
      EpochTable.fixed(record.seconds, places: record.seconds < 99 ? 2 : 0),
    ])
  }

  private func row(_ cells: [String]) -> String {
    var line = ""
    var end = 0
    for (cell, column) in zip(cells, EpochTable.columns) {
      end += column.columns
      // A cell that is wider than its column takes from the blanks before the next one.
      let blanks = max(
        line.isEmpty ? 0 : 1, end - TextWidth.columns(of: line) - TextWidth.columns(of: cell))
      line += String(repeating: " ", count: blanks) + cell
    }
    return line
  }

  /// With so many significant digits, zeros behind the point included, so that columns stand still;
  /// `0` for an exact zero alone.
  static func figure(_ value: Double, digits: Int) -> String {
    guard value.magnitude >= 1e-3, value.magnitude < 1e5 else {
      return value.rounded(significantDigits: digits)
    }
    var places = digits - 1
    var bound = 10.0
    while value.magnitude >= bound {
      bound *= 10
      places -= 1
    }
    bound = 1
    while value.magnitude < bound {
      bound /= 10
      places += 1
    }
    return (value < 0 ? "-" : "") + fixed(value.magnitude, places: max(0, places))
  }

  /// With so many places, rounded half up; for numbers from 0 to 10^6.
  static func fixed(_ value: Double, places: Int) -> String {
    var scale = 1
    for _ in 0..<places { scale *= 10 }
    let scaled = Int((value * Double(scale)).rounded())
    let fraction = String(scaled % scale)
    guard places > 0 else { return "\(scaled)" }
    return "\(scaled / scale).\(String(repeating: "0", count: places - fraction.count))\(fraction)"
  }

  /// An epoch in a sentence, for a log.
  static func sentence(_ record: EpochRecord, of epochs: Int) -> String {
    var parts = ["data loss \(EpochTable.figure(record.dataLoss, digits: 4))"]
    if record.penalty != 0 {
      parts.append("penalty \(EpochTable.figure(record.penalty, digits: 4))")
    }
    if let accuracy = record.trainingAccuracy {
      parts.append("accuracy \(fixed(accuracy, places: 3))")
    }
    if let loss = record.validationLoss {
      parts.append("validation loss \(EpochTable.figure(loss, digits: 4))")
    }
    if let accuracy = record.validationAccuracy {
      parts.append("validation accuracy \(fixed(accuracy, places: 3))")
    }
    parts.append("\(EpochTable.figure(record.seconds, digits: 3)) s")
    return "epoch \(record.epoch)/\(epochs)\(record.isPartial ? ", a part" : ""): "
      + parts.joined(separator: ", ")
  }
}
