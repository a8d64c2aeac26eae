import Lessons
import Regularization
import TerminalUI

/// The lines at the top of a lab: what is trained, and how far it has come.
struct LabHead {
  private let lab: LabState
  private let display: Display
  private let glyphs: Glyphs

  init(_ lab: LabState, _ display: Display) {
    self.lab = lab
    self.display = display
    glyphs = display.glyphs
  }

  /// The widest that ``progress(isShort:)`` gets.
  private static let progressColumns = 74

  var lines: [StyledLine] {
    let columns = max(0, display.size.columns - 2)
    let isShort = columns < 60
    let subject = glyphs.text(subject(isShort: isShort))
    let progress = glyphs.text(progress(isShort: isShort))
    let rule = StyledLine(String(repeating: glyphs.rule, count: columns), .muted)
    var lines: [StyledLine]
    if subject.columns + LabHead.progressColumns + 2 <= columns {
      let gap = String(repeating: " ", count: max(2, columns - subject.columns - progress.columns))
      lines = [StyledLine(subject.runs + [StyledRun(gap)] + progress.runs)]
    } else {
      lines = [subject, progress]
    }
    lines = lines.map { $0.truncated(columns: columns, glyphs: glyphs) }
    return display.size.rows >= 20 && !lab.plan.tasks.isEmpty ? lines + [rule] : lines
  }

  // MARK: What is trained

  /// `moons · 2-8-1 · adam η 0.01 L2 0.001 · dropout 0.5`
  func subject(isShort: Bool) -> StyledLine {
    let spec = lab.settings(of: lab.frontIndex)
    var line = StyledLine(lab.samples?.name ?? spec.data.source.name, .bold)
    if let network = lab.front?.network {
      let units = [network.inputs] + network.layers.map(\.units)
      line.append(" · \(units.map(String.init).joined(separator: "-"))")
    }
    if lab.plan.runs.count > 1 {
      line.append(" · \(lab.frontIndex + 1)/\(lab.plan.runs.count) ")
      line.append(lab.plan.runs[lab.frontIndex].title, .accent)
    }
    line.append(" · " + LabHead.method(spec, rate: lab.front?.learningRate, isShort: isShort))
    return line
  }

  /// Optimizer, learning rate, and what holds the weights down.
  static func method(_ spec: TrainingSpec, rate: Double?, isShort: Bool) -> String {
    func text(_ value: Double) -> String { value.rounded(significantDigits: 3) }
    var parts = ["\(spec.optimizer.kind.rawValue) η \(text(rate ?? spec.learningRate))"]
    if spec.l1 > 0 { parts.append("L1 \(text(spec.l1))") }
    if spec.l2 > 0 { parts.append("L2 \(text(spec.l2))") }
    if spec.optimizer.weightDecay > 0 { parts.append("decay \(text(spec.optimizer.weightDecay))") }
    if spec.hiddenDropout > 0 { parts.append("dropout \(text(spec.hiddenDropout))") }
    if !isShort { parts.append("batch \(spec.batchSize)") }
    return parts.joined(separator: " · ")
  }

  // MARK: How far

  /// `epoch 7/30  step 441  ▶ 214 steps/s  0:12 ━━━───  seed 42`
  func progress(isShort: Bool) -> StyledLine {
    guard let run = lab.front else { return StyledLine("not set up yet", .muted) }
    let isPlaying = lab.pace.isPlaying
    var line = StyledLine()
    line.append(isPlaying ? playMark : pauseMark, Style(isPlaying ? .good : .accent, bold: true))
    line.append(isShort ? " ep " : " epoch ", .muted)
    line.append("\(run.position.epoch)/\(lab.stopEpoch)")
    line.append("  step ", .muted)
    line.append("\(lab.step)", .bold)
    if lab.step < run.end { line.append(" of \(run.end)", .muted) }
    let total = Double(max(1, lab.stopEpoch))
    let done =
      (Double(run.position.epoch)
        + Double(run.position.samples) / Double(max(1, run.trainingSamples))) / total
    if !isShort {
      line.append("  ")
      line.runs += Gauge(fraction: done).line(columns: 10, glyphs: glyphs).runs
    }
    if isPlaying {
      line.append("  \(LabHead.rate(lab.pace.stepsPerSecond))/s", .muted)
      if !isShort, let left = lab.pace.secondsLeft {
        line.append("  \(LabHead.clock(left)) left", .muted)
      }
    } else if !isShort, let speed = lab.speed {
      line.append("  \(speed.name)", .muted)
    }
    line.append("  seed ", .muted)
    line.append("\(run.spec.seed)")
    if !isPlaying, !isShort, !run.weightsHash.isEmpty {
      line.append("  weights \(run.weightsHash.prefix(6))", .muted)
    }
    return line
  }

  private var playMark: String { glyphs.level == .ascii ? ">" : "▶" }
  private var pauseMark: String { glyphs.level == .ascii ? "||" : "❚❚" }

  static func rate(_ stepsPerSecond: Double) -> String {
    guard stepsPerSecond.isFinite else { return "0" }
    return stepsPerSecond >= 100
      ? "\(Int(min(stepsPerSecond, 1e9)))" : stepsPerSecond.rounded(significantDigits: 2)
  }

  /// `0:07`, `12:40`, `3 h`
  static func clock(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds < 360_000 else { return "long" }
    let whole = Int(max(0, seconds).rounded(.up))
    if whole >= 3600 { return "\(whole / 3600) h \(whole % 3600 / 60) min" }
    let rest = "\(whole % 60)"
    return "\(whole / 60):\(rest.count < 2 ? "0" : "")\(rest)"
  }
}
