import Testing

@testable import Regularization

/// The first step after which twins differ.
struct PartingTests {
  private func partings(_ specs: [TrainingSpec], steps: Int = 200) throws -> [Int?] {
    let group = try GroupFixture.group(specs)
    group.advance(steps: steps)
    return group.observe(ObservationRequest()).partings
  }

  /// By looking after every step.
  private func bruteForce(_ one: TrainingSpec, _ other: TrainingSpec, steps: Int = 200) throws
    -> Int?
  {
    let first = try GroupFixture.straight(one, steps: steps)
    let second = try GroupFixture.straight(other, steps: steps)
    return (0...steps).first { first[$0] != second[$0] }
  }

  @Test func aPenaltyPartsThemAfterTheFirstUpdate() throws {
    let specs = [
      GroupFixture.spec(), GroupFixture.spec { $0.network.penalties = [Penalty(l1: 0.001)] },
      GroupFixture.spec { $0.network.penalties = [Penalty(l2: 0.001)] },
    ]
    #expect(try partings(specs) == [nil, 1, 1])
  }

  @Test func equalRunsNeverPart() throws {
    let specs = [
      GroupFixture.spec(), GroupFixture.spec(),
      GroupFixture.spec { $0.optimizer = OptimizerSpec(.adamw, weightDecay: 0) },
    ]
    #expect(try partings(specs) == [nil, nil, nil])
  }

  @Test func othersWeightsDifferFromTheStart() throws {
    let specs = [
      GroupFixture.spec(), GroupFixture.spec { $0.seed = 6 },
      GroupFixture.spec { $0.network.hiddenUnits = [7, 5] },
      GroupFixture.spec { $0.precision = .float64 },
    ]
    #expect(try partings(specs) == [nil, 0, 0, 0])
  }

  @Test func rulesAtZeroPartWhereTheFirstWeightComesThere() throws {
    func spec(_ rule: ZeroRule) -> TrainingSpec {
      SampleFixture.spec(optimizer: OptimizerSpec(.sgd), learningRate: 0.0005) {
        $0.network.penalties = [Penalty(l1: 0.02, zeroRule: rule)]
      }
    }
    let expected = try #require(try bruteForce(spec(.subgradient), spec(.hold)))
    #expect(expected > 5 && expected < 150)
    #expect(try partings([spec(.subgradient), spec(.hold)]) == [nil, expected])
    let proximal = try #require(try bruteForce(spec(.subgradient), spec(.proximal)))
    #expect(
      try partings([spec(.subgradient), spec(.proximal), spec(.hold)]) == [nil, proximal, expected])
  }

  @Test func aChangeInThePastMovesIt() throws {
    let group = try GroupFixture.group([GroupFixture.spec(), GroupFixture.spec()])
    func parting() -> Int? { group.observe(ObservationRequest()).partings[1] }
    group.advance(steps: 40)
    #expect(parting() == nil)
    group.change(.l2(0.1), run: 1)
    group.advance(steps: 40)
    #expect(parting() == 41)
    // Going back leaves it where it was.
    group.go(to: 10)
    #expect(parting() == 41)
    group.go(to: 80)
    #expect(parting() == 41)
    // Another way from before it: the change at step 40 is gone.
    group.go(to: 20)
    group.change(.learningRate(0.02))
    #expect(parting() == nil)
    group.advance(steps: 60)
    #expect(parting() == nil)
    group.go(to: 30)
    group.change(.dropProbability(0.5), run: 1)
    group.advance(steps: 10)
    #expect(parting() == 31)
    // From behind it: it stays.
    group.go(to: 35)
    group.change(.l1(0.1))
    #expect(parting() == 31)
  }
}
