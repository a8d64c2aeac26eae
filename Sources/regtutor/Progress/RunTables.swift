import Journal
import Lessons
import Regularization
import TerminalUI

/// Runs of the journal, in tables and as data.
enum RunTables {
  /// Of a training file what a list has room for.
  private static func data(of run: RunRow) -> String { spec(of: run)?.data.source.name ?? "?" }

  /// `nil` where the journal's text is no training file of this version.
  static func spec(of run: RunRow) -> TrainingSpec? {
    TrainingFileReader(file: "journal").read(Array(run.spec.utf8)).file?.spec
  }

  private static func place(of run: RunRow) -> String {
    guard let lesson = run.lesson else { return run.source }
    return run.step.map { "\(lesson):\($0)" } ?? lesson
  }

  /// A figure in a column; counts without a point.
  static func figure(_ measure: RunMeasure, of run: RunRow) -> String {
    guard let value = run.results[measure.rawValue] else { return "" }
    if let whole = Int(exactly: value) { return "\(whole)" }
    return value.rounded(significantDigits: 4)
  }

  // MARK: List

  static func text(_ runs: [NumberedRun]) -> [String] {
    var table = TextTable([
      "#id", "when", "where", "data", "run", "#steps", "#data loss", "#validation", "#zeros",
    ])
    for entry in runs {
      let run = entry.run
      table.append([
        "\(entry.number)", JournalClock.display(run.time), place(of: run), data(of: run), run.title,
        "\(run.steps)", figure(.dataLoss, of: run), figure(.validationLoss, of: run),
        figure(.zeros, of: run),
      ])
    }
    return table.lines
  }

  private static func cells(_ entry: NumberedRun) -> [(key: String, text: String?)] {
    let run = entry.run
    return [
      ("time", JournalClock.universal(run.time)), ("source", run.source), ("course", run.course),
      ("lesson", run.lesson), ("step", run.step), ("data", data(of: run)), ("title", run.title),
      ("seed", run.seed), ("ending", run.ending), ("weights_hash", run.weightsHash),
    ]
  }

  static func csv(_ runs: [NumberedRun]) -> [String] {
    let names =
      ["time", "source", "course", "lesson", "step", "data", "title", "seed", "ending"]
      + ["weights_hash"] + RunMeasure.allCases.map { "result_\($0.rawValue)" }
    return [(["id"] + names).joined(separator: ",")]
      + runs.map { entry in
        let texts = cells(entry).map { csvCell($0.text ?? "") }
        let figures = RunMeasure.allCases.map { DataText.csv(entry.run.results[$0.rawValue]) }
        return (["\(entry.number)"] + texts + figures).joined(separator: ",")
      }
  }

  static func json(_ runs: [NumberedRun]) -> [String] {
    let objects = runs.map { "  " + json($0) }
    return objects.isEmpty ? ["[]"] : ["[", objects.joined(separator: ",\n"), "]"]
  }

  static func json(_ entry: NumberedRun) -> String {
    let results = entry.run.results.sorted { $0.key < $1.key }
      .map { ($0.key, DataText.json($0.value)) }
    return DataText.object(
      [("id", "\(entry.number)")]
        + cells(entry).map { ($0.key, $0.text.map { DataText.json($0) } ?? "null") }
        + [
          ("results", DataText.object(results)), ("spec", DataText.json(entry.run.spec)),
        ])
  }

  // MARK: One, and two

  static func details(_ entry: NumberedRun) -> [String] {
    let run = entry.run
    var lines = [
      "Run \(entry.number): \(run.title), \(JournalClock.display(run.time))",
      run.lesson == nil ? "From: regtutor \(run.source)" : "From: \(place(of: run))",
      "Seed: \(run.seed)", "End: \(run.ending)",
    ]
    if !run.weightsHash.isEmpty { lines.append("Weights: \(run.weightsHash)") }
    var table = TextTable(["result", "#"])
    for measure in RunMeasure.allCases where run.results[measure.rawValue] != nil {
      table.append([name(of: measure), figure(measure, of: run)])
    }
    return lines.map(printable) + [""] + table.lines + ["", "Training file:"]
      + run.spec.split(separator: "\n").map { printable("  \($0)") }
  }

  /// Settings in which two runs differ, and their results.
  static func comparison(_ first: NumberedRun, _ second: NumberedRun) -> [String] {
    let heads = ["run \(first.number)", "run \(second.number)"]
    let settings = (
      SettingLines(first.run.spec).pairs, SettingLines(second.run.spec).pairs
    )
    var differing = TextTable(["setting"] + heads)
    var keys = settings.0.map(\.key)
    keys += settings.1.map(\.key).filter { !keys.contains($0) }
    for key in keys {
      let values = [settings.0, settings.1].map { pairs in
        pairs.first { $0.key == key }?.value ?? "—"
      }
      if values[0] != values[1] { differing.append([key] + values) }
    }
    var results = TextTable(["result"] + heads.map { "#\($0)" })
    for measure in RunMeasure.allCases {
      let values = [first.run, second.run].map { figure(measure, of: $0) }
      if values != ["", ""] { results.append([name(of: measure)] + values) }
    }
    let titles = [first, second].map { printable("Run \($0.number): \($0.run.title)") }
    return titles + [""]
      + (differing.rows.isEmpty ? ["Their settings are the same."] : differing.lines) + [""]
      + results.lines
  }

  private static func name(of measure: RunMeasure) -> String {
    measure.rawValue.replacing("_", with: " ")
  }
}

/// The settings of a training file as this program writes it, each by its whole name.
struct SettingLines {
  private(set) var pairs: [(key: String, value: String)] = []

  init(_ text: String) {
    var section = ""
    var item = 0
    for line in text.split(separator: "\n") {
      let isInner = line.first == " "
      let content = line.drop { $0 == " " }
      if content.hasPrefix("- ") {
        item += 1
        pairs.append(("\(section) \(item)", String(content.dropFirst(2))))
        continue
      }
      let sides = content.split(separator: ":", maxSplits: 1)
      let key = sides.first.map(String.init) ?? ""
      let value = sides.count > 1 ? sides[1].drop { $0 == " " } : ""
      if value.isEmpty {
        section = isInner ? "\(section).\(key)" : key
        item = 0
      } else {
        pairs.append((isInner ? "\(section).\(key)" : key, String(value)))
      }
    }
  }
}
