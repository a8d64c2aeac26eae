import Lessons
import Regularization

extension TrainingSpec {
  /// The spec with the changes up to a step made its own settings, and none recorded.
  func settled(at step: Int = .max) -> TrainingSpec {
    var spec = self
    spec.changes = []
    for recorded in changes where recorded.step <= step { spec.take(recorded.change) }
    return spec
  }

  /// Makes a change as if it had been written into the spec.
  mutating func take(_ change: TrainingChange) {
    switch change {
    case .learningRate(let value): learningRate = value
    case .l1(let value): penalize { $0.l1 = value }
    case .l2(let value): penalize { $0.l2 = value }
    case .zeroRule(let rule): penalize { $0.zeroRule = rule }
    case .weightDecay(let value): optimizer.weightDecay = value
    case .dropProbability(let value):
      let inputs = network.dropProbabilities.first ?? 0
      network.dropProbabilities = [inputs] + network.hiddenUnits.map { _ in value }
    case .batchSize(let value): batchSize = value
    case .optimizer(let value): optimizer = value
    }
  }

  private mutating func penalize(_ change: (inout Penalty) -> Void) {
    if network.penalties.isEmpty { network.penalties = [.none] }
    for index in network.penalties.indices { change(&network.penalties[index]) }
  }

  /// The strongest of the layers.
  var l1: Double { network.penalties.map(\.l1).max() ?? 0 }
  var l2: Double { network.penalties.map(\.l2).max() ?? 0 }
  var zeroRule: ZeroRule { network.penalties.first?.zeroRule ?? .subgradient }
  /// Of the hidden layers' outputs.
  var hiddenDropout: Double { network.dropProbabilities.dropFirst().max() ?? 0 }
}
