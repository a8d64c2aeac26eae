import Lessons
import Regularization
import TerminalUI

/// The runs beside each other in figures, at the present step.
struct TwinsPanel: LabPanelContent {
  let picture: LabPicture

  var title: String {
    let first = picture.observation.partings.compactMap { $0 }.min()
    let parting = first.map { ", first different after step \($0.grouped)" }
    return "twins at step \(picture.observation.step.grouped)\(parting ?? ", the same so far")"
  }

  /// A row of the table: what is compared, and how it is written.
  private struct Figure {
    var name: String
    /// Heads a column.
    var short: String
    var text: (RunObservation, Int) -> String?
  }

  private var figures: [Figure] {
    func of(
      _ name: String, _ short: String, _ value: @escaping (CurvePoint) -> Double?
    ) -> Figure {
      Figure(name: name, short: short) { run, _ in value(run.now).map(\.figure) }
    }
    let all = [
      of("train loss", "train") { $0.dataLoss }, of("valid loss", "valid") { $0.validationLoss },
      Figure(name: "gap", short: "gap") { run, _ in run.now.gap.map(\.signed) },
      of("train accuracy", "train acc") { $0.trainingAccuracy },
      of("valid accuracy", "valid acc") { $0.validationAccuracy },
      of("penalty", "penalty") { $0.penalty },
      Figure(name: "zeros", short: "zeros") { run, _ in run.now.weights.zeros.grouped },
      Figure(name: "|w| < 0.001", short: "small") { run, _ in run.now.weights.small.grouped },
      of("‖w‖₁", "‖w‖₁") { $0.weights.l1Norm }, of("‖w‖₂", "‖w‖₂") { $0.weights.l2Norm },
      Figure(name: "best epoch", short: "best at") { run, _ in
        run.best.map { $0.epochs.rounded(significantDigits: 3) }
      },
      Figure(name: "best valid loss", short: "best valid") { run, _ in
        run.best?.validationLoss.map(\.figure)
      },
      Figure(name: "time an update", short: "time") { run, _ in
        run.secondsPerUpdate.map(TwinsPanel.duration)
      },
      Figure(name: "differs from", short: "differs") { _, index in parting(index) },
    ]
    return all.filter { figure in
      picture.observation.runs.enumerated().contains { figure.text($0.element, $0.offset) != nil }
    }
  }

  /// `71 µs`, `1.2 ms`.
  static func duration(_ seconds: Double) -> String {
    seconds < 1e-3
      ? "\((seconds * 1e6).rounded(significantDigits: 2)) µs"
      : "\((seconds * 1e3).rounded(significantDigits: 2)) ms"
  }

  private func parting(_ index: Int) -> String? {
    guard index > 0 else { return nil }
    return picture.observation.partings[index].map { "step \($0.grouped)" } ?? "nowhere yet"
  }

  private func title(ofRun index: Int) -> StyledLine {
    StyledLine(picture.name(ofRun: index), Style(.series(index), bold: index == picture.front))
  }

  /// A column a run: the form in which figures of the same kind stand beside each other.
  private var upright: Table {
    let runs = picture.observation.runs
    return Table(
      columns: [.init(StyledLine(), .leading)]
        + runs.indices.map { .init(title(ofRun: $0), .decimal) },
      rows: figures.map { figure in
        [StyledLine(figure.name, .muted)]
          + runs.enumerated().map { StyledLine(figure.text($0.element, $0.offset) ?? "·") }
      })
  }

  /// A row a run, where there are few rows; without what stands in other panels as well, so that
  /// names have their room.
  private var flat: Table {
    let runs = picture.observation.runs
    let figures = figures.filter { !["penalty", "small", "best valid"].contains($0.short) }
    return Table(
      columns: [.init(StyledLine("run"), .leading)]
        + figures.map { .init(StyledLine($0.short, .muted), .decimal) },
      rows: runs.enumerated().map { index, run in
        [title(ofRun: index)] + figures.map { StyledLine($0.text(run, index) ?? "·") }
      })
  }

  func draw(into buffer: inout CellBuffer, in rect: Rect, glyphs: Glyphs) {
    let upright = upright
    let size = upright.naturalSize(glyphs: glyphs)
    let fits = size.rows <= rect.rows && size.columns <= rect.columns
    (fits || rect.rows > picture.observation.runs.count + 4 ? upright : flat)
      .draw(into: &buffer, in: rect, glyphs: glyphs)
  }

  var tables: [Table]? { [upright] }

  func lines(glyphs: Glyphs) -> [String] {
    var lines = ["The runs beside each other at step \(picture.observation.step.grouped)."]
    for index in picture.observation.runs.indices.dropFirst() {
      let first = picture.name(ofRun: 0)
      let text =
        picture.observation.partings[index].map {
          "its weights first differ from those of \(first) after step \($0.grouped)"
        } ?? "its weights are those of \(first), bit for bit, so far"
      lines.append(picture.sentence(index, text))
    }
    return lines + [""] + upright.lines(glyphs: glyphs)
  }
}
