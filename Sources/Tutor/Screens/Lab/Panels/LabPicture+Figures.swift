import Lessons
import Regularization
import TerminalUI

extension LabPicture {
  /// The index of the run that panels of one run show.
  var front: Int { min(max(0, look.run), observation.runs.count - 1) }
  var hasTwins: Bool { observation.runs.count > 1 }

  func name(ofRun index: Int) -> String {
    index < plan.runs.count ? plan.runs[index].title : "run \(index + 1)"
  }

  /// The step that is read out of the curves.
  var cursor: Int { look.cursor ?? run.position.step }

  /// "evaluation mode: train 1,000 of 60,000, valid 500".
  var evaluated: String {
    let run = run
    func part(_ name: String, _ count: Int, of all: Int) -> String {
      "\(name) \(count.grouped)" + (count < all ? " of \(all.grouped)" : "")
    }
    var text = "evaluation mode: "
    text += part("train", run.evaluated.training, of: run.trainingSamples)
    if run.evaluated.validation > 0 {
      text += ", " + part("valid", run.evaluated.validation, of: samples.validation)
    }
    return text
  }
}

extension RunObservation {
  /// The last recorded point at or before a step.
  func point(at step: Int) -> CurvePoint? {
    if step == now.step { return now }
    var low = 0
    var high = curves.count
    while low < high {
      let middle = (low + high) / 2
      if curves[middle].step <= step { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? curves[low - 1] : nil
  }

  /// A weight with all digits that its type tells apart.
  func digits(_ value: Double) -> String {
    guard spec.precision == .float32, value.isFinite else {
      return value.rounded(significantDigits: 17)
    }
    return (Double(Float(value).description) ?? value).rounded(significantDigits: 9)
  }
}

extension Double {
  /// A figure of a curve: four decimals, `0` for an exact zero, `1.20e-05` below 1e-3.
  var figure: String { fixed(decimals: 4) }

  /// The same with a sign where it is positive, too.
  var signed: String { signed(decimals: 4) }

  func signed(decimals: Int) -> String { (self > 0 ? "+" : "") + fixed(decimals: decimals) }
}

extension String {
  /// Filled up with blanks at the right.
  func padded(_ columns: Int) -> String {
    self + String(repeating: " ", count: max(0, columns - TextWidth.columns(of: self)))
  }

  /// Filled up with blanks at the left.
  func padded(left columns: Int) -> String {
    String(repeating: " ", count: max(0, columns - TextWidth.columns(of: self))) + self
  }
}

extension Int {
  /// The part of a whole: "3,120 of 100,352 (3.1 %)".
  func share(of whole: Int) -> String {
    guard whole > 0 else { return "\(grouped) of \(whole.grouped)" }
    let percent = Double(self) * 100 / Double(whole)
    return "\(grouped) of \(whole.grouped) (\(percent.rounded(significantDigits: 2)) %)"
  }
}

extension CellBuffer {
  /// Writes lines from the top of a rectangle on, cut where they are too long.
  mutating func put(_ lines: [StyledLine], in rect: Rect, glyphs: Glyphs) {
    for (offset, line) in lines.prefix(rect.rows).enumerated() {
      put(
        glyphs.text(line).truncated(columns: rect.columns, glyphs: glyphs), column: rect.column,
        row: rect.row + offset, end: rect.endColumn)
    }
  }
}
