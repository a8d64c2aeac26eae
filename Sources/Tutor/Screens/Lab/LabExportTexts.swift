import Lessons
import Regularization
import TerminalUI

/// What a lab writes to files.
struct LabExportTexts {
  private let lab: LabState
  private let state: TutorState

  /// - Parameter state: with the lab in it, for the screen as text.
  init(_ lab: LabState, in state: TutorState) {
    self.lab = lab
    self.state = state
  }

  /// `nil` where there is nothing to write.
  func export(_ kind: LabExport.Kind) -> LabExport? {
    let texts: [LabExport.Text]
    switch kind {
    case .weights: return lab.observation == nil ? nil : .weights
    case .csv: texts = table()
    case .json: texts = json()
    case .spec: texts = specs()
    case .svg: texts = charts()
    case .text: texts = screen()
    }
    return texts.isEmpty ? nil : .texts(kind, texts)
  }

  private var runs: [(plan: LabRun, seen: RunObservation)] {
    Array(zip(lab.plan.runs, lab.observation?.runs ?? [])).map { ($0.0, $0.1) }
  }

  // MARK: Curves

  /// The columns of `regtutor train --format csv` but for the time, with run and step first.
  private static let columns: [(name: String, value: @Sendable (CurvePoint) -> Double?)] = [
    ("epoch", { $0.epochs }), ("data_loss", { $0.dataLoss }), ("penalty", { $0.penalty }),
    ("objective", { $0.objective }), ("train_accuracy", { $0.trainingAccuracy }),
    ("validation_loss", { $0.validationLoss }),
    ("validation_accuracy", { $0.validationAccuracy }), ("zeros", { Double($0.weights.zeros) }),
    ("l1_norm", { $0.weights.l1Norm }), ("l2_norm", { $0.weights.l2Norm }),
  ]

  private func table() -> [LabExport.Text] {
    guard !runs.isEmpty else { return [] }
    var lines = [(["run", "step"] + Self.columns.map(\.name)).joined(separator: ",")]
    for run in runs {
      for point in run.seen.curves {
        let cells = Self.columns.map { $0.value(point).map(LabDial.text) ?? "" }
        lines.append(([run.plan.id, "\(point.step)"] + cells).joined(separator: ","))
      }
    }
    let curves = LabExport.Text(name: "curves.csv", content: lines.map { $0 + "\n" }.joined())
    return [curves] + units { LabUnitTexts.csv($0) }
  }

  private func json() -> [LabExport.Text] {
    guard !runs.isEmpty else { return [] }
    let texts = runs.map { run in
      let points = run.seen.curves.map { point in
        let pairs = Self.columns.map { "\"\($0.name)\": \(Self.json($0.value(point)))" }
        return "      {\"step\": \(point.step), \(pairs.joined(separator: ", "))}"
      }
      return "    {\"run\": \(Self.json(run.plan.id)), \"title\": \(Self.json(run.plan.title)), "
        + "\"points\": [\n\(points.joined(separator: ",\n"))\n    ]}"
    }
    let content = "{\n  \"runs\": [\n\(texts.joined(separator: ",\n"))\n  ]\n}\n"
    return [LabExport.Text(name: "curves.json", content: content)] + units { LabUnitTexts.json($0) }
  }

  /// The hidden units where a panel on screen shows them.
  private func units(_ text: ([LabUnitTexts.Run]) -> LabExport.Text) -> [LabExport.Text] {
    guard LabLayout(lab, state.display).panels.contains(where: { $0.panel == .units }) else {
      return []
    }
    let measured = runs.compactMap { run in run.seen.units.map { (run.plan.id, $0) } }
    return measured.isEmpty ? [] : [text(measured)]
  }

  /// JSON has no number that is not finite.
  static func json(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "null" }
    return "\(value)"
  }

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

  // MARK: Specs, charts, screen

  private func specs() -> [LabExport.Text] {
    runs.map { run in
      LabExport.Text(
        name: runs.count == 1 ? "training.yaml" : "\(Self.fileName(run.plan.id)).yaml",
        content: run.seen.replayable.fileText)
    }
  }

  private func charts() -> [LabExport.Text] {
    guard let picture = lab.picture else { return [] }
    return LabLayout(lab, state.display).panels.flatMap {
      LabPanelView($0.panel, picture, glyphs: state.display.glyphs).charts()
    }
  }

  private func screen() -> [LabExport.Text] {
    let lines =
      state.display.isLinear ? LinearView.page(state) : TutorView.draw(state).lines
    return [LabExport.Text(name: "screen.txt", content: lines.map { $0 + "\n" }.joined())]
  }

  private static func fileName(_ text: String) -> String {
    String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "-" ? $0 : "-" })
  }
}

extension RunObservation {
  /// The spec that trains this run again as far as it was computed, with nothing to end it earlier.
  var replayable: TrainingSpec {
    var spec = self.spec
    let done = max(now.epochs, curves.last?.epochs ?? 0).rounded(.up)
    if end > 0, let epochs = Int(exactly: done) { spec.epochs = max(1, epochs) }
    spec.stop = StopRules()
    return spec
  }
}
