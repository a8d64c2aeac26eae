import Regularization
import Testing

struct UpdateWorkingTests {
  struct Case: CustomTestStringConvertible {
    var start: ExactDecimal
    var loss: ReplayLoss = .constantGradient(["1"])
    var penalty: PenaltyKind = .none
    var rule: ZeroRule = .subgradient
    var convention: L2Convention = .half
    var ratio: ExactDecimal = "0.5"
    var strength: ExactDecimal = "0.1"
    var rounding: StepRounding?
    var iteration = 1
    var symbols: String
    var equation: String
    var remark: String?

    var testDescription: String { equation }

    var spec: ReplaySpec {
      ReplaySpec(
        weights: [NamedWeight(name: "θ", initial: start)], loss: loss, penalty: penalty,
        strength: strength, l1Ratio: ratio, l2Convention: convention, zeroRule: rule,
        learningRate: "0.1", iterations: iteration, rounding: rounding)
    }
  }

  static let smooth = [
    Case(start: "1.5", symbols: "θ − η·g", equation: "1.5 − 0.1·1 = 1.5 − 0.1 = 1.4"),
    Case(
      start: "-0.3", loss: .constantGradient(["-1"]), symbols: "θ − η·g",
      equation: "−0.3 − 0.1·(−1) = −0.3 − (−0.1) = −0.2"),
    Case(
      start: "0.5", loss: .quadratic(targets: ["-0.05"]), symbols: "θ − η·(θ − c)",
      equation: "0.5 − 0.1·(0.5 − (−0.05)) = 0.5 − 0.055 = 0.445"),
    Case(
      start: "1.5", penalty: .l1, symbols: "θ − η·(g + λ·sign(θ))",
      equation: "1.5 − 0.1·(1 + 0.1·sign(1.5)) = 1.5 − 0.11 = 1.39"),
    Case(
      start: "-0.3", loss: .constantGradient(["-1"]), penalty: .l1,
      symbols: "θ − η·(g + λ·sign(θ))",
      equation: "−0.3 − 0.1·(−1 + 0.1·sign(−0.3)) = −0.3 − (−0.11) = −0.19"),
    Case(
      start: "0", penalty: .l1, symbols: "θ − η·(g + λ·sign(θ))",
      equation: "0 − 0.1·(1 + 0.1·sign(0)) = 0 − 0.1 = −0.1",
      remark: "sign(0) is 0: L1 does not pull here"),
    Case(
      start: "1.5", penalty: .l1, strength: "0", symbols: "θ − η·g",
      equation: "1.5 − 0.1·1 = 1.5 − 0.1 = 1.4"),
    Case(
      start: "-0.3", penalty: .l2, symbols: "θ − η·(g + λ·θ)",
      equation: "−0.3 − 0.1·(1 + 0.1·(−0.3)) = −0.3 − 0.097 = −0.397"),
    Case(
      start: "1.5", penalty: .l2, convention: .full, symbols: "θ − η·(g + 2·λ·θ)",
      equation: "1.5 − 0.1·(1 + 2·0.1·1.5) = 1.5 − 0.13 = 1.37"),
    Case(
      start: "1.5", loss: .quadratic(targets: ["1.5"]), penalty: .elasticNet, ratio: "0.25",
      symbols: "θ − η·((θ − c) + λ·r·sign(θ) + λ·(1 − r)·θ)",
      equation: "1.5 − 0.1·((1.5 − 1.5) + 0.1·0.25·sign(1.5) + 0.1·(1 − 0.25)·1.5)"
        + " = 1.5 − 0.01375 = 1.48625"),
    Case(
      start: "1.5", penalty: .elasticNet, ratio: "1", symbols: "θ − η·(g + λ·r·sign(θ))",
      equation: "1.5 − 0.1·(1 + 0.1·1·sign(1.5)) = 1.5 − 0.11 = 1.39"),
    Case(
      start: "1.5", penalty: .elasticNet, convention: .full, ratio: "0",
      symbols: "θ − η·(g + 2·λ·(1 − r)·θ)",
      equation: "1.5 − 0.1·(1 + 2·0.1·(1 − 0)·1.5) = 1.5 − 0.13 = 1.37"),
  ]

  static let overruled = [
    Case(
      start: "0.06", penalty: .l1, rule: .hold, symbols: "θ − η·(g + λ·sign(θ))",
      equation: "0.06 − 0.1·(1 + 0.1·sign(0.06)) = 0.06 − 0.11 = −0.05 → 0",
      remark: "−0.05 lies across zero: the rule “hold” puts the weight at 0"),
    Case(
      start: "0.11", penalty: .l1, rule: .hold, symbols: "θ − η·(g + λ·sign(θ))",
      equation: "0.11 − 0.1·(1 + 0.1·sign(0.11)) = 0.11 − 0.11 = 0",
      remark: "exactly zero: the rule “hold” keeps the weight there"),
    Case(
      start: "0.06", penalty: .l1, rule: .hold, iteration: 2, symbols: "0", equation: "0",
      remark: "held at zero by the rule “hold”; the data still pull with 1"),
    Case(
      start: "-0.06", loss: .constantGradient(["-1"]), penalty: .l1, rule: .hold, iteration: 2,
      symbols: "0", equation: "0",
      remark: "held at zero by the rule “hold”; the data still pull with −1"),
    Case(
      start: "0.01", loss: .quadratic(targets: ["0"]), penalty: .l1, rule: .hold, iteration: 2,
      symbols: "0", equation: "0", remark: "held at zero by the rule “hold”"),
  ]

  static let thresholds = [
    Case(
      start: "0.06", penalty: .l1, rule: .proximal, symbols: "S(θ − η·g, η·λ)",
      equation: "S(0.06 − 0.1·1, 0.1·0.1) = S(−0.04, 0.01) = −0.03"),
    Case(
      start: "0.01", loss: .quadratic(targets: ["0.05"]), penalty: .l1, rule: .proximal,
      symbols: "S(θ − η·(θ − c), η·λ)",
      equation: "S(0.01 − 0.1·(0.01 − 0.05), 0.1·0.1) = S(0.014, 0.01) = 0.004"),
    Case(
      start: "0.001", loss: .quadratic(targets: ["-0.05"]), penalty: .l1, rule: .proximal,
      symbols: "S(θ − η·(θ − c), η·λ)",
      equation: "S(0.001 − 0.1·(0.001 − (−0.05)), 0.1·0.1) = S(−0.0041, 0.01) = 0",
      remark: "0.0041 is no more than the threshold 0.01: exactly zero"),
    Case(
      start: "1.5", penalty: .elasticNet, rule: .proximal, ratio: "0.25",
      symbols: "S(θ − η·(g + λ·(1 − r)·θ), η·λ·r)",
      equation: "S(1.5 − 0.1·(1 + 0.1·(1 − 0.25)·1.5), 0.1·0.1·0.25) = S(1.38875, 0.0025)"
        + " = 1.38625"),
  ]

  static let rounded = [
    Case(
      start: "1.27115", penalty: .l2, rounding: StepRounding(places: 4),
      symbols: "θ − η·(g + λ·θ)",
      equation: "1.27115 − 0.1·(1 + 0.1·1.27115) ≈ 1.27115 − 0.1127 = 1.15845",
      remark: "the step 0.1127115 is rounded to 0.1127"),
    Case(
      start: "1.5", penalty: .l2, rounding: StepRounding(places: 5), symbols: "θ − η·(g + λ·θ)",
      equation: "1.5 − 0.1·(1 + 0.1·1.5) = 1.5 − 0.115 = 1.385"),
    Case(
      start: "1.5", penalty: .l1, rule: .proximal, rounding: StepRounding(places: 1),
      symbols: "S(θ − η·g, η·λ)",
      equation: "S(1.5 − 0.1·1, 0.1·0.1) = S(1.4, 0.01) ≈ 1.5 − 0.1 = 1.4",
      remark: "the step 0.11 is rounded to 0.1"),
    Case(
      start: "0.06", penalty: .l1, rule: .hold, rounding: StepRounding(places: 1),
      symbols: "θ − η·(g + λ·sign(θ))",
      equation: "0.06 − 0.1·(1 + 0.1·sign(0.06)) ≈ 0.06 − 0.1 = −0.04 → 0",
      remark: "the step 0.11 is rounded to 0.1; "
        + "−0.04 lies across zero: the rule “hold” puts the weight at 0"),
  ]

  @Test(arguments: smooth + overruled + thresholds + rounded)
  func anUpdateIsWrittenOutAsOnPaper(example: Case) throws {
    let spec = example.spec
    let update = try Replay(spec).updates[example.iteration - 1][0]
    let working = UpdateWorking(update, in: spec)
    #expect(working.rule == example.symbols)
    #expect(working.equation == example.equation)
    #expect(working.remark == example.remark)
    #expect(working.equation.hasPrefix(working.substituted))
    #expect(working.equation.contains(working.reduced))
    #expect(working.equation.hasSuffix(working.result))
  }

  @Test func figuresAreWrittenAsTheCallerWantsThem() throws {
    let spec = Case(
      start: "-0.25", loss: .constantGradient(["-1"]), symbols: "", equation: ""
    ).spec
    let update = try Replay(spec).updates[0][0]
    let working = UpdateWorking(update, in: spec) { $0.formatted(places: 2) }
    // Parentheses come from the sign, not from the way it is written.
    #expect(working.equation == "-0.25 − 0.10·(-1.00) = -0.25 − (-0.10) = -0.15")
  }

  @Test func theShareIsThePenaltysPartOfBothPulls() throws {
    let spec = ReplayTableTests.spec(.l1, iterations: 1)
    let working = UpdateWorking(try Replay(spec).updates[0][0], in: spec)
    #expect(working.dataPart == "0.1")
    #expect(working.penaltyPart == "0.01")
    // 0.01 of 0.11
    #expect(working.penaltyShare == 9)

    var still = ReplayTableTests.spec(.none, iterations: 1)
    still.loss = .constantGradient(["0", "0"])
    #expect(UpdateWorking(try Replay(still).updates[0][0], in: still).penaltyShare == nil)
  }
}
