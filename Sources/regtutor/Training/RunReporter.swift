internal import Glibc
import Regularization
import TerminalUI

/// How the epochs of a run are written.
enum RunFormat: String, CaseIterable {
  case text, csv, jsonl
}

/// Tells of a run as it goes on: results to standard output, progress to standard error.
final class RunReporter {
  let format: RunFormat
  private let glyphs: Glyphs
  private let epochs: Int
  private var output = Output.standard()
  private var bar: ProgressBar?
  /// Whether each epoch is a line on standard error: where there is no bar, and the line would not
  /// stand between the results.
  private let logsEpochs: Bool
  private let isQuiet: Bool
  private var table: EpochTable

  init(format: RunFormat, glyphs: Glyphs, epochs: Int, isQuiet: Bool, hasAccuracy: Bool) {
    self.format = format
    self.glyphs = glyphs
    self.epochs = epochs
    table = EpochTable(glyphs: glyphs, hasAccuracy: hasAccuracy)
    self.isQuiet = isQuiet
    bar = isQuiet ? nil : ProgressBar(glyphs: glyphs)
    logsEpochs = !isQuiet && bar == nil && !RunReporter.outputsAreOne
  }

  var showsProgress: Bool { bar != nil }

  /// Whether standard output and standard error end up in the same file or terminal.
  private static var outputsAreOne: Bool {
    var (first, second) = (stat(), stat())
    return fstat(STDOUT_FILENO, &first) == 0 && fstat(STDERR_FILENO, &second) == 0
      && first.st_dev == second.st_dev && first.st_ino == second.st_ino
  }

  func begin(_ heading: [String]) throws {
    switch format {
    case .text:
      for line in heading { try output.writeLine(glyphs.text(line)) }
      try output.writeLine("")
      try output.writeLines(table.legend)
      try output.writeLine(table.header)
    case .csv: try output.writeLine(EpochData.csvHeader)
    case .jsonl: break
    }
    try output.flush()
  }

  func show(_ state: ProgressBar.State, at now: Duration) {
    bar?.show(state, at: now)
  }

  func epoch(_ record: EpochRecord) throws {
    bar?.erase()
    try write(record)
    try output.flush()
    if logsEpochs { note(EpochTable.sentence(record, of: epochs)) }
  }

  private func write(_ record: EpochRecord) throws {
    switch format {
    case .text: try output.writeLine(table.line(record))
    case .csv: if !record.isPartial { try output.writeLine(EpochData.csv(record)) }
    case .jsonl: try output.writeLine(EpochData.json(record))
    }
  }

  func end(_ summary: RunSummary, charts: [String]) throws {
    bar?.erase()
    switch format {
    case .text:
      try output.writeLine("")
      for line in summary.lines + charts { try output.writeLine(glyphs.text(line)) }
    case .csv, .jsonl:
      if format == .jsonl { try output.writeLine(summary.json) }
      try output.flush()
      // What only people read must not stand between what programs read.
      for line in (format == .csv && !isQuiet ? summary.lines : []) + charts {
        note(glyphs.text(line))
      }
    }
    try output.flush()
  }

  /// Says why the end takes a moment: large networks are long held against their samples.
  func tellOfEnding() {
    bar?.say("ending: what was reached is measured; ^C again leaves at once")
  }

  /// Takes the progress away before something else is said.
  func clear() { bar?.erase() }

  private func note(_ line: String) {
    var errors = Output.standardError()
    try? errors.writeLine(line)
    try? errors.flush()
  }
}

/// The curves of a run in plain text.
enum RunCharts {
  static func lines(_ history: TrainingHistory, glyphs: Glyphs) -> [String] {
    let records = history.records.filter { !$0.isPartial }
    guard let first = records.first else { return ["", "No epoch to plot."] }
    func chart(
      _ label: String, _ series: [(String, (EpochRecord) -> Double?)], includesZero: Bool
    ) -> [String] {
      let shown = series.filter { _, value in records.contains { value($0) != nil } }
      guard !shown.isEmpty else { return [] }
      let chart = LineChart(
        shown.enumerated().map { index, item in
          LineChart.Series(item.0, values: records.map(item.1), index: index)
        }, firstIteration: first.epoch, xLabel: "epoch", yLabel: label,
        includesZero: includesZero)
      var buffer = CellBuffer(Size(columns: 76, rows: 14))
      chart.draw(
        into: &buffer, in: Rect(column: 0, row: 0, columns: 76, rows: 14), glyphs: glyphs)
      return [""] + buffer.lines
    }
    return chart(
      "loss", [("training", { $0.dataLoss }), ("validation", { $0.validationLoss })],
      includesZero: true)
      + chart(
        "accuracy",
        [("training", { $0.trainingAccuracy }), ("validation", { $0.validationAccuracy })],
        includesZero: false)
  }
}
