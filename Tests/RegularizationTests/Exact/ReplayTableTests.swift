import Regularization
import Testing

/// The article's tables, from the exact figures worked out by hand.
struct ReplayTableTests {
  static let start = [
    NamedWeight(name: "θ1", initial: "1.5"), NamedWeight(name: "θ2", initial: "0.5"),
  ]

  static func spec(
    _ penalty: PenaltyKind, rule: ZeroRule = .subgradient, convention: L2Convention = .half,
    iterations: Int, rounding: StepRounding? = nil
  ) -> ReplaySpec {
    ReplaySpec(
      weights: start, loss: .constantGradient(["1", "1"]), penalty: penalty, strength: "0.1",
      l2Convention: convention, zeroRule: rule, learningRate: "0.1", iterations: iterations,
      rounding: rounding)
  }

  static func values(_ replay: Replay, _ weight: Int) -> [ExactDecimal] {
    replay.updates.map { $0[weight].after }
  }

  static func steps(_ replay: Replay, _ weight: Int) -> [ExactDecimal] {
    replay.updates.map { $0[weight].step }
  }

  @Test func withoutPenaltyTheGradientAloneTakesTheSecondWeightToZero() throws {
    let replay = try Replay(Self.spec(.none, iterations: 6))
    #expect(Self.values(replay, 0) == ["1.4", "1.3", "1.2", "1.1", "1.0", "0.9"])
    #expect(Self.values(replay, 1) == ["0.4", "0.3", "0.2", "0.1", "0", "-0.1"])
    #expect(Set(Self.steps(replay, 0)) == ["0.1"])
    #expect(replay.updates[4][1].events == .landedOnZero)
    // From zero to below it is no crossing.
    #expect(replay.updates[5][1].events == [])
    #expect(replay.firstZero(ofWeight: 1) == 5)
    #expect(replay.firstZero(ofWeight: 0) == nil)
    #expect(replay.crossingCount(ofWeight: 1) == 0)
  }

  @Test(
    arguments: [
      (ZeroRule.subgradient, ["0.39", "0.28", "0.17", "0.06", "-0.05", "-0.14", "-0.23", "-0.32"]),
      (.hold, ["0.39", "0.28", "0.17", "0.06", "0", "0", "0", "0"]),
      (.proximal, ["0.39", "0.28", "0.17", "0.06", "-0.03", "-0.12", "-0.21", "-0.3"]),
    ] as [(ZeroRule, [ExactDecimal])])
  func l1UnderEachRuleForTheZero(rule: ZeroRule, second: [ExactDecimal]) throws {
    let replay = try Replay(Self.spec(.l1, rule: rule, iterations: 8))
    #expect(
      Self.values(replay, 0) == ["1.39", "1.28", "1.17", "1.06", "0.95", "0.84", "0.73", "0.62"])
    #expect(Self.values(replay, 1) == second)
    #expect(Self.steps(replay, 0) == Array(repeating: "0.11", count: 8))
    #expect(replay.updates[0][1].penalty == "0.1")
  }

  @Test func theRulesPartInTheFifthIteration() throws {
    let subgradient = try Replay(Self.spec(.l1, iterations: 8))
    #expect(Self.steps(subgradient, 1).suffix(4) == ["0.11", "0.09", "0.09", "0.09"])
    #expect(subgradient.updates[4][1].events == .crossedZero)
    #expect(subgradient.updates[5][1].penalty == "-0.1")
    #expect(subgradient.crossingCount(ofWeight: 1) == 1)

    let hold = try Replay(Self.spec(.l1, rule: .hold, iterations: 8))
    #expect(Self.steps(hold, 1).suffix(4) == ["0.11", "0", "0", "0"])
    #expect(hold.updates[4][1].events == [.crossedZero, .landedOnZero])
    #expect(hold.updates[5][1].events == .held)
    #expect(hold.updates[5][1].gradient == "1")
    #expect(hold.updates[5][1].penalty == "0")
    #expect(hold.firstZero(ofWeight: 1) == 5)
    #expect(hold.zeroCount(ofWeight: 1) == 4)
    #expect(hold.crossingCount(ofWeight: 1) == 0)

    // The gradient step ends at −0.04 and the threshold gives 0.01 back.
    let proximal = try Replay(Self.spec(.l1, rule: .proximal, iterations: 8))
    #expect(Self.steps(proximal, 1).suffix(4) == ["0.09", "0.09", "0.09", "0.09"])
    #expect(proximal.updates[4][1].beforeThreshold == "-0.04")
    #expect(proximal.updates[4][1].penalty == "-0.1")
    #expect(proximal.updates[4][1].events == .crossedZero)
    #expect(Replay.firstDifference(among: [subgradient, hold, proximal]) == 5)
    #expect(Replay.firstDifference(among: [subgradient, subgradient]) == nil)
  }

  @Test func l2WithHalfTheSquare() throws {
    let replay = try Replay(Self.spec(.l2, iterations: 5))
    #expect(
      Self.values(replay, 0) == ["1.385", "1.27115", "1.1584385", "1.046854115", "0.93638557385"])
    #expect(
      Self.values(replay, 1) == ["0.395", "0.29105", "0.1881395", "0.086258105", "-0.01460447605"])
    #expect(Self.steps(replay, 0).prefix(3) == ["0.115", "0.11385", "0.1127115"])
    #expect(replay.updates[4][1].events == .crossedZero)
  }

  @Test func l2WithTheWholeSquare() throws {
    let replay = try Replay(Self.spec(.l2, convention: .full, iterations: 5))
    #expect(
      Self.values(replay, 0) == ["1.37", "1.2426", "1.117748", "0.99539304", "0.8754851792"])
    #expect(
      Self.values(replay, 1) == ["0.39", "0.2822", "0.176556", "0.07302488", "-0.0284356176"])
  }

  @Test func l2RoundedAsItIsPrinted() throws {
    let odd = StepRounding.Cell(iteration: 3, weight: 0)
    let rounding = StepRounding(places: 5, exceptions: [odd: 4])
    let replay = try Replay(Self.spec(.l2, iterations: 5, rounding: rounding))
    #expect(Self.steps(replay, 0) == ["0.115", "0.11385", "0.1127", "0.11158", "0.11047"])
    #expect(Self.values(replay, 0) == ["1.385", "1.27115", "1.15845", "1.04687", "0.9364"])
    #expect(Self.steps(replay, 1) == ["0.105", "0.10395", "0.10291", "0.10188", "0.10086"])
    #expect(Self.values(replay, 1) == ["0.395", "0.29105", "0.18814", "0.08626", "-0.0146"])
    #expect(replay.updates[4][0].after.formatted(places: 5) == "0.93640")
    #expect(replay.updates[2][0].exactStep == "0.1127115")
    #expect(replay.updates[2][0].events == .rounded)
    #expect(replay.updates[1][0].events == [])

    let exact = try Replay(Self.spec(.l2, iterations: 5))
    let differences = zip(replay.updates, exact.updates).flatMap { rounded, exact in
      zip(rounded, exact).map { ($0.after - $1.after).magnitude }
    }
    #expect(differences.max() == "0.000015885")
  }
}
