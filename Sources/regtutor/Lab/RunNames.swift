import Lessons
import Regularization
import TerminalUI

/// Names for the runs of a lab by what sets them apart.
enum RunNames {
  /// The runs of these specs, each with an id and a title of its own.
  static func runs(of specs: [TrainingSpec]) -> [LabRun] {
    var runs: [LabRun] = []
    for spec in specs {
      let words = title(of: spec, among: specs)
      let title = unique(words, among: runs.map(\.title), joint: " ")
      let id = unique(RunNames.id(from: words), among: runs.map(\.id), joint: "-")
      runs.append(LabRun(id: id, title: title, spec: spec))
    }
    return runs
  }

  private static func unique(_ name: String, among others: [String], joint: String) -> String {
    guard others.contains(name) else { return name }
    var number = 2
    while others.contains("\(name)\(joint)\(number)") { number += 1 }
    return "\(name)\(joint)\(number)"
  }

  private static func id(from title: String) -> String {
    let words = title.lowercased().split {
      !$0.isASCII || !($0.isLetter || $0.isNumber || $0 == ".")
    }
    return words.joined(separator: "-").replacing(".", with: "_")
  }

  /// What holds the weights down, and whatever else is not the same in all of them.
  private static func title(of spec: TrainingSpec, among all: [TrainingSpec]) -> String {
    func differs<Value: Hashable>(_ value: (TrainingSpec) -> Value) -> Bool {
      Set(all.map(value)).count > 1
    }
    func figure(_ value: Double) -> String { value.rounded(significantDigits: 3) }
    var parts: [String] = []
    let penalty = spec.network.penalties.first ?? .none
    if penalty.l1 > 0 {
      var part = "L1"
      if differs({ $0.network.penalties.first?.l1 ?? 0 }) { part += " \(figure(penalty.l1))" }
      let rules = all.compactMap(\.network.penalties.first).filter { $0.l1 > 0 }.map(\.zeroRule)
      if Set(rules).count > 1 || penalty.zeroRule != .subgradient {
        part += " \(penalty.zeroRule.rawValue)"
      }
      parts.append(part)
    }
    if penalty.l2 > 0 {
      parts.append(
        differs { $0.network.penalties.first?.l2 ?? 0 } ? "L2 \(figure(penalty.l2))" : "L2")
    }
    if let dropout = spec.network.dropProbabilities.max(), dropout > 0 {
      parts.append(
        differs { $0.network.dropProbabilities.max() ?? 0 }
          ? "dropout \(figure(dropout))" : "dropout"
      )
    }
    if spec.optimizer.weightDecay > 0 {
      parts.append(
        differs { $0.optimizer.weightDecay }
          ? "decay \(figure(spec.optimizer.weightDecay))" : "decay")
    }
    if parts.isEmpty { parts.append("none") }
    if differs({ $0.optimizer.kind }) { parts.append(spec.optimizer.kind.rawValue) }
    if differs({ $0.learningRate }) { parts.append("η \(figure(spec.learningRate))") }
    return parts.joined(separator: " ")
  }
}
