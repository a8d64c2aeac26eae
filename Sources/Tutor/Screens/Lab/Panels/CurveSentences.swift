import Lessons
import Regularization
import TerminalUI

extension RunObservation {
  /// The last point of every whole epoch up to the present step.
  var epochPoints: [CurvePoint] {
    var points: [CurvePoint] = []
    for point in curves where point.step <= now.step {
      if let last = points.last, last.epochs.rounded(.up) == point.epochs.rounded(.up) {
        points[points.count - 1] = point
      } else {
        points.append(point)
      }
    }
    return points
  }

  /// Over how many of the last epochs both hold without a break: how validation loss and training
  /// loss moved.
  func streak(_ holds: (_ before: CurvePoint, _ after: CurvePoint) -> Bool) -> Int {
    let points = epochPoints
    var count = 0
    for index in points.indices.dropFirst().reversed() {
      guard holds(points[index - 1], points[index]) else { break }
      count += 1
    }
    return count
  }

  /// What the last epochs say of overfitting.
  var trend: String? {
    func moves(_ validation: (Double, Double) -> Bool, _ training: (Double, Double) -> Bool) -> Int
    {
      streak { before, after in
        guard let old = before.validationLoss, let new = after.validationLoss else { return false }
        return validation(new, old) && training(after.dataLoss, before.dataLoss)
      }
    }
    let overfits = moves(>, <)
    if overfits > 0 {
      return "validation loss rose for \(Self.epochs(overfits)) while training loss fell"
    }
    let learns = moves(<, <)
    if learns > 0 { return "validation and training loss fell for \(Self.epochs(learns))" }
    let fails = moves(>, >)
    if fails > 0 { return "validation and training loss rose for \(Self.epochs(fails))" }
    let stalls = moves(<, >)
    if stalls > 0 {
      return "validation loss fell for \(Self.epochs(stalls)) while training loss rose"
    }
    return nil
  }

  static func epochs(_ count: Int) -> String { "\(count) epoch\(count == 1 ? "" : "s")" }
}

extension Double {
  /// How a figure changed since it was so much: "fell 41 %".
  func change(since start: Double) -> String {
    guard start.isFinite, isFinite, start != 0 else { return "is \(figure)" }
    let percent = (self - start) / start.magnitude * 100
    let size = percent.magnitude.rounded(significantDigits: percent.magnitude < 10 ? 1 : 3)
    if percent == 0 { return "is unchanged" }
    return "\(percent < 0 ? "fell" : "rose") \(size) %"
  }
}

extension LabPicture {
  /// A sentence in front of which the run is named where there are several.
  func sentence(_ index: Int, _ text: String) -> String {
    let isNamed = hasTwins
    let body = isNamed ? text : text.prefix(1).uppercased() + text.dropFirst()
    return (isNamed ? name(ofRun: index) + ": " : "") + body + "."
  }

  /// What happened on the way, for the linear view of every panel of curves.
  var eventSentences: [String] {
    var sentences = LabEvent.changes(self).map { "At step \($0.step): \($0.label)." }
    for (index, parting) in observation.partings.enumerated() {
      guard let parting else { continue }
      sentences.append(
        "\(name(ofRun: index)) differs from \(name(ofRun: 0)) from step \(parting) on.")
    }
    if run.end > run.position.step {
      sentences.append("The run was computed up to step \(run.end); that part lies ahead.")
    }
    return sentences
  }

  /// Figures of the points of curves, by their titles.
  typealias CurveColumns = [(title: String, value: (CurvePoint) -> Double?)]

  /// A small table of the run in front: at most ten points, the first and the present one among
  /// them.
  func table(glyphs: Glyphs, _ columns: CurveColumns) -> [String] {
    guard let table = table(of: [front], columns) else { return [] }
    let heading = hasTwins ? ["", name(ofRun: front)] : [""]
    return heading + table.lines(glyphs: glyphs)
  }

  /// The same of all runs, beside each other.
  func tables(_ columns: CurveColumns) -> [Table] {
    table(of: Array(observation.runs.indices), columns).map { [$0] } ?? []
  }

  /// `nil` where there are no points.
  private func table(of runs: [Int], _ columns: CurveColumns) -> Table? {
    let points = run.epochPoints
    guard !points.isEmpty else { return nil }
    let count = min(10, points.count)
    let shown = (0..<count).map { points[count > 1 ? $0 * (points.count - 1) / (count - 1) : 0] }
    let groups = runs.enumerated().map { place, run in
      let first = 2 + place * columns.count
      return Table.Group(StyledLine(name(ofRun: run)), columns: first..<first + columns.count)
    }
    return Table(
      columns: [.init("step", .trailing), .init("epoch", .decimal)]
        + runs.flatMap { _ in columns.map { .init(StyledLine($0.title), .decimal) } },
      groups: runs.count > 1 ? [groups] : [],
      rows: shown.map { point in
        [StyledLine("\(point.step)"), StyledLine(point.epochs.fixed(decimals: 2))]
          + runs.flatMap { run in
            let own = observation.runs[run].point(at: point.step)
            return columns.map { StyledLine(own.flatMap($0.value)?.figure ?? "·") }
          }
      })
  }
}
