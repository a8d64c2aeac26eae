import Regularization

/// Numbers as programs read them: the shortest digits that are read back as the same number.
enum DataText {
  /// JSON has no number that is not finite.
  static func json(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "null" }
    return "\(value)"
  }

  static func csv(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }

  static func json(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  static func object(_ pairs: [(key: String, value: String)]) -> String {
    "{" + pairs.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ") + "}"
  }
}

/// The epochs of a run as CSV and as JSON lines.
enum EpochData {
  private static func numbers(_ record: EpochRecord) -> [(key: String, value: Double?)] {
    [
      ("data_loss", record.dataLoss), ("penalty", record.penalty),
      ("objective", record.objective), ("train_accuracy", record.trainingAccuracy),
      ("validation_loss", record.validationLoss),
      ("validation_accuracy", record.validationAccuracy),
    ]
  }

  static let csvHeader =
    "epoch,step,data_loss,penalty,objective,train_accuracy,validation_loss,validation_accuracy,"
    + "zeros,l1_norm,l2_norm,seconds"

  static func csv(_ record: EpochRecord) -> String {
    let cells =
      ["\(record.epoch)", "\(record.step)"]
      + numbers(record).map { DataText.csv($0.value) }
      + [
        "\(record.zeros)", DataText.csv(record.l1Norm), DataText.csv(record.l2Norm),
        DataText.csv(record.seconds),
      ]
    return cells.joined(separator: ",")
  }

  static func json(_ record: EpochRecord) -> String {
    var pairs = [("epoch", "\(record.epoch)"), ("step", "\(record.step)")]
    if record.isPartial { pairs.append(("partial", "true")) }
    pairs += numbers(record).map { ($0.key, DataText.json($0.value)) }
    pairs += [
      ("zeros", "\(record.zeros)"), ("l1_norm", DataText.json(record.l1Norm)),
      ("l2_norm", DataText.json(record.l2Norm)), ("seconds", DataText.json(record.seconds)),
    ]
    return DataText.object(pairs)
  }

  /// A history as a file: CSV has whole epochs alone.
  static func file(_ history: TrainingHistory, isCSV: Bool) -> [UInt8] {
    let lines =
      isCSV
      ? [csvHeader] + history.records.filter { !$0.isPartial }.map(csv)
      : history.records.map(json)
    return Array(lines.map { $0 + "\n" }.joined().utf8)
  }
}
