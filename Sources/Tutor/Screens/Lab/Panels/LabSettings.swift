import Lessons
import Regularization
import TerminalUI

/// The settings that hold at the present step of a run: its plan's, and the changes made until then.
struct LabSettings {
  private(set) var learningRate: Double
  private(set) var optimizer: OptimizerSpec
  /// Layer by layer; the last holds for the layers behind it.
  private(set) var penalties: [Penalty]
  private(set) var dropProbabilities: [Double]
  private(set) var batchSize: Int
  let penalizesBiases: Bool
  let decaysBiases: Bool

  init(_ spec: TrainingSpec) {
    learningRate = spec.learningRate
    optimizer = spec.optimizer
    penalties = spec.network.penalties.isEmpty ? [.none] : spec.network.penalties
    let layers = spec.network.hiddenUnits.count + 1
    let given = spec.network.dropProbabilities.prefix(layers)
    dropProbabilities = given + Array(repeating: 0, count: layers - given.count)
    batchSize = spec.batchSize
    penalizesBiases = spec.network.penalizesBiases
    decaysBiases = spec.network.decaysBiases
  }

  /// Of a run as it stands.
  init(_ picture: LabPicture, run index: Int) {
    let run = picture.observation.runs[index]
    let start = index < picture.plan.runs.count ? picture.plan.runs[index].spec : run.spec
    self.init(start)
    for recorded in run.spec.changes where recorded.step <= run.position.step {
      make(recorded.change)
    }
  }

  func penalty(ofLayer layer: Int) -> Penalty {
    penalties[min(max(0, layer), penalties.count - 1)]
  }

  /// The probability with which a layer's inputs are dropped.
  func dropProbability(ofLayer layer: Int) -> Double {
    dropProbabilities.indices.contains(layer) ? dropProbabilities[layer] : 0
  }

  /// Makes a change and tells in a few letters what it was: `λ₂ 0→0.01`.
  @discardableResult
  mutating func make(_ change: TrainingChange) -> String {
    func figure(_ value: Double) -> String { value.rounded(significantDigits: 3) }
    func turned(_ name: String, _ before: Double, _ after: Double) -> String {
      "\(name) \(figure(before))→\(figure(after))"
    }
    switch change {
    case .learningRate(let value):
      defer { learningRate = value }
      return turned("η", learningRate, value)
    case .l1(let value):
      defer { for index in penalties.indices { penalties[index].l1 = value } }
      return turned("λ₁", penalties[0].l1, value)
    case .l2(let value):
      defer { for index in penalties.indices { penalties[index].l2 = value } }
      return turned("λ₂", penalties[0].l2, value)
    case .zeroRule(let rule):
      defer { for index in penalties.indices { penalties[index].zeroRule = rule } }
      return "\(penalties[0].zeroRule.rawValue)→\(rule.rawValue)"
    case .weightDecay(let value):
      defer { optimizer.weightDecay = value }
      return turned("decay", optimizer.weightDecay, value)
    case .dropProbability(let value):
      defer {
        for index in dropProbabilities.indices.dropFirst() { dropProbabilities[index] = value }
      }
      return turned("dropout", dropProbabilities.dropFirst().first ?? 0, value)
    case .batchSize(let value):
      defer { batchSize = value }
      return "batch \(batchSize)→\(value)"
    case .optimizer(let value):
      defer { optimizer = value }
      return "\(optimizer.kind.rawValue)→\(value.kind.rawValue)"
    }
  }
}

/// Something that happened at a step and is marked on every curve chart.
struct LabEvent: Hashable {
  var step: Int
  var label: String

  /// The changes made to the runs, in their order; those that not all runs share carry a run's name.
  static func changes(_ picture: LabPicture) -> [LabEvent] {
    var events: [LabEvent] = []
    var runs: [LabEvent: [Int]] = [:]
    for (index, run) in picture.observation.runs.enumerated() {
      let start = index < picture.plan.runs.count ? picture.plan.runs[index].spec : run.spec
      var settings = LabSettings(start)
      for recorded in run.spec.changes {
        let event = LabEvent(step: recorded.step, label: settings.make(recorded.change))
        if runs[event] == nil { events.append(event) }
        runs[event, default: []].append(index)
      }
    }
    let all = picture.observation.runs.count
    return events.map { event in
      let own = runs[event] ?? []
      guard own.count < all else { return event }
      let names = own.map { picture.name(ofRun: $0) }.joined(separator: ", ")
      return LabEvent(step: event.step, label: "\(names): \(event.label)")
    }
    .sorted { $0.step < $1.step }
  }
}
