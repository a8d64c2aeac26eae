import Regularization
import Testing

/// The example that does tell L1 from L2: a loss with a minimum, ½(θ − c)².
struct ReplayRuleTests {
  private static func quadratic(
    _ penalty: PenaltyKind, rule: ZeroRule = .subgradient, iterations: Int = 200,
    starts: [ExactDecimal] = ["1.5", "0.5"], targets: [ExactDecimal] = ["1.5", "0.05"],
    strength: ExactDecimal = "0.1", l1Ratio: ExactDecimal = "0.5",
    rounding: StepRounding? = nil
  ) -> ReplaySpec {
    let weights = starts.enumerated().map { NamedWeight(name: "θ\($0 + 1)", initial: $1) }
    return ReplaySpec(
      weights: weights, loss: .quadratic(targets: targets), penalty: penalty, strength: strength,
      l1Ratio: l1Ratio, zeroRule: rule, learningRate: "0.1", iterations: iterations,
      rounding: rounding)
  }

  @Test func proximalL1ReachesZeroExactlyAndStays() throws {
    let replay = try Replay(Self.quadratic(.l1, rule: .proximal))
    let first = try #require(replay.firstZero(ofWeight: 1))
    // θ + 0.05 shrinks by 0.9 in every iteration: 0.55·0.9ⁿ ≤ 0.05 for the first time at n = 23.
    #expect(first == 23)
    #expect(replay.zeroCount(ofWeight: 1) == 200 - first + 1)
    #expect(replay.update(ofWeight: 1, in: first)?.events == .landedOnZero)
    for iteration in (first + 1)...200 {
      let update = try #require(replay.update(ofWeight: 1, in: iteration))
      #expect(update.after.isZero)
      #expect(update.events == .atRest)
      #expect(update.gradient == "-0.05")
      #expect(update.penalty == "0.1")
    }
    let (numerator, denominator) = try #require(replay.spec.minimizer(ofWeight: 1))
    #expect(numerator == "0" && denominator == "1")
    // The other weight goes to S(1.5, 0.1).
    let (other, _) = try #require(replay.spec.minimizer(ofWeight: 0))
    #expect(other == "1.4")
    #expect((replay.value(ofWeight: 0, after: 200) - "1.4").magnitude < "1e-9")
  }

  @Test func subgradientL1ChattersAroundZeroAndNeverMeetsIt() throws {
    let replay = try Replay(Self.quadratic(.l1, iterations: 400))
    #expect(replay.firstZero(ofWeight: 1) == nil)
    #expect(replay.crossingCount(ofWeight: 1) > 100)
    let tail = (201...400).map { replay.value(ofWeight: 1, after: $0) }
    // Within the largest step there is: η·(|θ − c| + λ) with |θ| itself of the order of ηλ.
    #expect(tail.allSatisfy { $0.magnitude <= "0.015" })
    #expect(tail.contains { $0.signum > 0 } && tail.contains { $0.signum < 0 })
    #expect((tail.map(\.magnitude).max() ?? "0") > "0.005")
  }

  @Test func holdReachesZeroAndIsHeldThere() throws {
    let replay = try Replay(Self.quadratic(.l1, rule: .hold))
    let first = try #require(replay.firstZero(ofWeight: 1))
    #expect(replay.zeroCount(ofWeight: 1) == 200 - first + 1)
    #expect(replay.update(ofWeight: 1, in: 200)?.gradient == "-0.05")
    #expect(replay.update(ofWeight: 1, in: 200)?.events == .held)
  }

  @Test func l2GoesToAFractionOfTheTargetAndNotToZero() throws {
    let replay = try Replay(Self.quadratic(.l2))
    #expect(replay.firstZero(ofWeight: 1) == nil)
    for (weight, target) in [(0, "1.5"), (1, "0.05")] as [(Int, ExactDecimal)] {
      let (numerator, denominator) = try #require(replay.spec.minimizer(ofWeight: weight))
      #expect(numerator == target && denominator == "1.1")
      let distance = replay.value(ofWeight: weight, after: 200) * denominator - numerator
      #expect(distance.magnitude < "1e-9")
      #expect(!distance.isZero)
    }
  }

  @Test func withoutPenaltyTheTargetIsApproached() throws {
    let replay = try Replay(Self.quadratic(.none))
    #expect((replay.value(ofWeight: 1, after: 200) - "0.05").magnitude < "1e-9")
    #expect(replay.updates[199][0].events == .atRest)
    #expect(replay.value(ofWeight: 0, after: 200) == "1.5")
    let (numerator, denominator) = try #require(replay.spec.minimizer(ofWeight: 1))
    #expect(numerator == "0.05" && denominator == "1")
  }

  @Test func theElasticNetSharesItsStrengthOut() throws {
    let spec = Self.quadratic(.elasticNet, iterations: 1, l1Ratio: "0.25")
    let update = try Replay(spec).updates[0][1]
    // 0.1·(0.25·1 + 0.75·0.5)
    #expect(update.penalty == "0.0625")
    #expect(update.step == "0.05125")
    var full = spec
    full.l2Convention = .full
    // 0.1·(0.25·1 + 2·0.75·0.5)
    #expect(try Replay(full).updates[0][1].penalty == "0.1")
    let (numerator, denominator) = try #require(full.minimizer(ofWeight: 0))
    #expect(numerator == "1.475" && denominator == "1.15")
  }

  @Test(arguments: ZeroRule.allCases)
  func aWeightThatStartsAtZeroIsMovedByTheData(rule: ZeroRule) throws {
    let spec = Self.quadratic(.l1, rule: rule, iterations: 1, starts: ["0"], targets: ["-2"])
    let update = try Replay(spec).updates[0][0]
    #expect(update.after == (rule == .proximal ? "-0.19" : "-0.2"))
    #expect(update.penalty == (rule == .proximal ? "-0.1" : "0"))
    #expect(update.events == [])
  }

  @Test func whatLandsOnZeroWithoutCrossingIsHeldToo() throws {
    var spec = ReplayTableTests.spec(.l1, rule: .hold, iterations: 3)
    spec.weights = [NamedWeight(name: "θ1", initial: "-0.11")]
    spec.loss = .constantGradient(["-1"])
    let updates = try Replay(spec).updates.map { $0[0] }
    #expect(updates.map(\.events) == [.landedOnZero, .held, .held])
    #expect(updates.map(\.after) == ["0", "0", "0"])
    #expect(updates.map(\.gradient) == ["-1", "-1", "-1"])
  }

  @Test(
    arguments: [
      (PenaltyKind.l1, "0", "0.5"), (.elasticNet, "0.1", "0"), (.none, "0.1", "1"),
      (.l2, "0.1", "1"),
    ] as [(PenaltyKind, ExactDecimal, ExactDecimal)])
  func whereL1DoesNotPullTheRulesAreTheSame(
    penalty: PenaltyKind, strength: ExactDecimal, ratio: ExactDecimal
  ) throws {
    let replays = try ZeroRule.allCases.map { rule in
      try Replay(
        Self.quadratic(
          penalty, rule: rule, iterations: 8, starts: ["0.1", "-0.1"], targets: ["-2", "0"],
          strength: strength, l1Ratio: ratio))
    }
    for replay in replays { #expect(replay.updates == replays[0].updates) }
    #expect(replays[0].crossingCount(ofWeight: 0) == 1)
  }

  @Test func aRoundedStepDoesNotMissTheZeroOfTheThreshold() throws {
    let spec = Self.quadratic(
      .l1, rule: .proximal, iterations: 2, starts: ["0.014"], targets: ["0"],
      rounding: StepRounding(places: 1))
    let updates = try Replay(spec).updates.map { $0[0] }
    // 0.014 − 0.1·0.014 = 0.0126 is above the threshold 0.01: the step 0.0114 is rounded to 0.
    #expect(updates[0].after == "0.014")
    #expect(updates[0].events == .rounded)
    let landing = Self.quadratic(
      .l1, rule: .proximal, iterations: 1, starts: ["0.011"], targets: ["0"],
      rounding: StepRounding(places: 1))
    let update = try Replay(landing).updates[0][0]
    #expect(update.after == "0")
    #expect(update.step == "0.011")
    #expect(update.events == .landedOnZero)
  }

  @Test(
    arguments: [
      ("3", "1", "2"), ("-3", "1", "-2"), ("1", "1", "0"), ("-1", "1", "0"), ("0.5", "1", "0"),
      ("0", "1", "0"), ("0", "0", "0"), ("-2", "0", "-2"),
    ] as [(ExactDecimal, ExactDecimal, ExactDecimal)])
  func theSoftThresholdShrinksTowardsZero(
    value: ExactDecimal, threshold: ExactDecimal, result: ExactDecimal
  ) {
    #expect(softThreshold(value, by: threshold) == result)
  }
}
