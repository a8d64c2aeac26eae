import Testing

@testable import Regularization

/// What of a λ a weight really feels.
struct DecayShareTests {
  /// What a steady pull of λw does to w in the end, step by step by the formulas of the papers, with
  /// the second moment held at v.
  private func simulated(_ optimizer: OptimizerSpec, pull: Double, v: Double, updates: Int)
    -> Double
  {
    let rate = 0.05
    var moment = 0.0
    var step = 0.0
    for _ in 1...2000 {
      switch optimizer.kind {
      case .sgd: step = rate * pull
      case .momentum:
        moment = optimizer.momentum * moment + pull
        step = rate * moment
      case .nesterov:
        moment = optimizer.momentum * moment + pull
        step = rate * (pull + optimizer.momentum * moment)
      case .rmsprop: step = rate * pull / (v.squareRoot() + optimizer.epsilon)
      case .adam, .adamw:
        moment = optimizer.beta1 * moment + (1 - optimizer.beta1) * pull
        let corrected = v / (1 - (1...updates).reduce(1) { power, _ in power * optimizer.beta2 })
        step = rate * moment / (corrected.squareRoot() + optimizer.epsilon)
      }
    }
    return step
  }

  @Test(arguments: OptimizerKind.allCases)
  func aSteadyPullAddsUpToTheShare(kind: OptimizerKind) throws {
    for (momentum, v, updates) in [(0.9, 0.04, 3), (0.5, 1e-6, 40), (0, 2.5, 1)] {
      let optimizer = OptimizerSpec(kind, momentum: momentum, weightDecay: 0)
      let weight = 0.7
      let share = try #require(
        optimizer.decayShare(
          l2Factor: 0.01, decays: true, learningRate: 0.05, secondMoment: v, updates: updates))
      let expected = simulated(optimizer, pull: 0.01 * weight, v: v, updates: updates) / weight
      #expect(abs(share - expected) < 1e-9 * expected)
    }
  }

  @Test(arguments: OptimizerKind.allCases)
  func weightDecayTakesTheSameFromEveryWeight(kind: OptimizerKind) throws {
    let optimizer = OptimizerSpec(kind, weightDecay: 0.02)
    for v in [0, 1e-12, 5] {
      #expect(
        optimizer.decayShare(
          l2Factor: 0, decays: true, learningRate: 0.05, secondMoment: v, updates: 7) == 0.05 * 0.02
      )
    }
    #expect(
      optimizer.decayShare(
        l2Factor: 0, decays: false, learningRate: 0.05, secondMoment: 1, updates: 7) == 0)
  }

  @Test func nothingIsSaidBeforeAdamHasSeenAGradient() {
    #expect(
      OptimizerSpec(.adam).decayShare(
        l2Factor: 0.1, decays: true, learningRate: 0.05, secondMoment: 0, updates: 0) == nil)
  }

  private func observed(_ optimizer: OptimizerSpec, l2: Double) throws -> RunObservation {
    let group = try GroupFixture.group([
      GroupFixture.spec {
        $0.optimizer = optimizer
        $0.network.penalties = [Penalty(l2: l2)]
      }
    ])
    group.advance(steps: 6)
    return try #require(group.observe(GroupFixture.everything, inPassing: false).runs.first)
  }

  @Test func withAdamEachWeightHasItsOwnShareAndWithAdamWAllHaveOne() throws {
    let coupled = try observed(OptimizerSpec(.adam), l2: 0.01)
    let shares = try #require(coupled.decayShares)
    #expect(shares.upperBound > 2 * shares.lowerBound)
    for named in coupled.largest + coupled.smallest {
      let share = try #require(named.decayShare)
      #expect(shares.contains(share))
    }
    #expect(Set((coupled.largest + coupled.smallest).map(\.decayShare)).count > 2)

    let decoupled = try observed(OptimizerSpec(.adamw, weightDecay: 0.01), l2: 0)
    let share = decoupled.learningRate * 0.01
    #expect(decoupled.decayShares == share...share)
    #expect(decoupled.largest.allSatisfy { $0.decayShare == share })
  }

  @Test func whereNothingDecaysThereIsNoShare() throws {
    let run = try observed(OptimizerSpec(.adam), l2: 0)
    #expect(run.decayShares == nil)
    #expect(run.largest.allSatisfy { $0.decayShare == nil })
  }
}
