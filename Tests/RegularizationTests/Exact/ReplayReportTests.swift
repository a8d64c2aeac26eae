import Regularization
import Testing

struct ReplayReportTests {
  private func lines(_ spec: ReplaySpec, _ format: ReplayFormat) throws -> [String] {
    Array(ReplayReport(try Replay(spec), format: format))
  }

  private func named(_ name: String) -> ReplaySpec {
    ReplaySpec(
      weights: [NamedWeight(name: name, initial: "-1.50")], loss: .constantGradient(["-1"]),
      learningRate: "0.1", iterations: 1)
  }

  @Test func csvHasEveryDigitAndEveryEvent() throws {
    let rows = try lines(ReplayTableTests.spec(.l1, rule: .hold, iterations: 6), .csv)
    #expect(rows.count == 13)
    #expect(rows[0] == "iteration,weight,before,gradient,penalty,step,after,event")
    #expect(rows[1] == "1,θ1,1.5,1,0.1,0.11,1.39,")
    #expect(rows[10] == "5,θ2,0.06,1,0.1,0.11,0,crossed zero; landed on zero")
    #expect(rows[12] == "6,θ2,0,1,0,0,0,held")
  }

  @Test(arguments: [
    ("θ1", "θ1"), ("a b", "a b"), ("a,b", "\"a,b\""), ("say \"w\"", "\"say \"\"w\"\"\""),
    ("a\r\nb", "\"a\r\nb\""), ("a\nb", "\"a\nb\""), ("a;b", "a;b"),
  ])
  func csvQuotesNamesWhereItMust(name: String, field: String) throws {
    #expect(try lines(named(name), .csv)[1] == "1,\(field),-1.5,-1,0,-0.1,-1.4,")
  }

  @Test func markdownHasAMinusAsPrintedAndItsOwnMarksEscaped() throws {
    #expect(
      try lines(named("w|1*"), .markdown) == [
        "| iteration | weight | before | gradient | penalty | step | after | event |",
        "| ---: | --- | ---: | ---: | ---: | ---: | ---: | --- |",
        "| 1 | w\\|1\\* | −1.5 | −1 | 0 | −0.1 | −1.4 |  |",
      ])
  }

  @Test func jsonKeepsDigitsAsStrings() throws {
    var spec = ReplayTableTests.spec(.elasticNet, rule: .hold, iterations: 1)
    spec.l1Ratio = "0.5"
    spec.rounding = StepRounding(
      places: 5, exceptions: [StepRounding.Cell(iteration: 1, weight: 1): 2])
    #expect(
      try lines(spec, .json).joined(separator: "\n") == """
        {
        "spec": {
          "weights": [{"name": "θ1", "initial": "1.5", "gradient": "1"}, \
        {"name": "θ2", "initial": "0.5", "gradient": "1"}],
          "penalty": "elastic-net",
          "strength": "0.1",
          "l1_ratio": "0.5",
          "l2_convention": "half",
          "zero_rule": "hold",
          "learning_rate": "0.1",
          "iterations": 1,
          "round_step": 5,
          "round_step_at": {"θ2[1]": 2}
        },
        "rows": [
          {"iteration": 1, "weight": "θ1", "before": "1.5", "gradient": "1", "penalty": "0.125", \
        "step": "0.1125", "after": "1.3875", "events": []},
          {"iteration": 1, "weight": "θ2", "before": "0.5", "gradient": "1", "penalty": "0.075", \
        "step": "0.11", "after": "0.39", "events": ["rounded"]}
        ]
        }
        """)
  }

  @Test func jsonLeavesOutWhatHasNoEffectAndEscapesNames() throws {
    let rows = try lines(named("a\"\\\n\u{1B}"), .json)
    #expect(rows[2].contains(#""name": "a\"\\\u000a\u001b""#))
    let settings = [
      #"  "penalty": "none","#, #"  "learning_rate": "0.1","#, #"  "iterations": 1"#, "},",
    ]
    #expect(rows[3...6] == settings[...])
  }

  @Test func textWritesEveryIterationOut() throws {
    let spec = ReplayTableTests.spec(.l1, rule: .hold, iterations: 6)
    let text = try lines(spec, .text)
    #expect(
      text.prefix(7) == [
        "Loss: a constant gradient, g = 1",
        "Penalty: L1, λ·Σ|θ|, λ = 0.1, zero rule “hold”",
        "Learning rate: η = 0.1",
        "",
        "Iteration 1",
        "  θ1 = 1.5 − 0.1·(1 + 0.1·sign(1.5)) = 1.5 − 0.11 = 1.39",
        "  θ2 = 0.5 − 0.1·(1 + 0.1·sign(0.5)) = 0.5 − 0.11 = 0.39",
      ])
    #expect(
      text.suffix(12)
        == [
          "Iteration 5",
          "  θ1 = 1.06 − 0.1·(1 + 0.1·sign(1.06)) = 1.06 − 0.11 = 0.95",
          "  θ2 = 0.06 − 0.1·(1 + 0.1·sign(0.06)) = 0.06 − 0.11 = −0.05 → 0",
          "    crossed zero, landed on zero: "
            + "−0.05 lies across zero: the rule “hold” puts the weight at 0",
          "",
          "Iteration 6",
          "  θ1 = 0.95 − 0.1·(1 + 0.1·sign(0.95)) = 0.95 − 0.11 = 0.84",
          "  θ2 = 0",
          "    held at zero by the rule “hold”; the data still pull with 1",
          "",
          "After 6 iterations",
          "  θ1 = 0.84",
          "  θ2 = 0",
        ].suffix(12))
  }

  @Test func textTellsTheSettingAndWhereTheObjectiveIsSmallest() throws {
    var spec = ReplayTableTests.spec(.elasticNet, convention: .full, iterations: 1)
    spec.loss = .quadratic(targets: ["1.5", "0.05"])
    spec.l1Ratio = "0.5"
    spec.rounding = StepRounding(
      places: 1, exceptions: [StepRounding.Cell(iteration: 1, weight: 1): 2])
    let text = try lines(spec, .text)
    #expect(
      text.prefix(5) == [
        "Loss: ½(θ − c)², c = 1.5 for θ1, 0.05 for θ2",
        "Penalty: elastic net, λ·r·Σ|θ| + (1 − r)·λ·Σθ², λ = 0.1, r = 0.5, "
          + "zero rule “subgradient”",
        "Learning rate: η = 0.1",
        "Rounding: every step to 1 decimal place, a half away from zero",
        "  but the step of θ2 in iteration 1 to 2 decimal places",
      ])
    #expect(
      text.suffix(3) == [
        "After 1 iteration",
        "  θ1 = 1.5; the objective is smallest at 1.45 / 1.1 ≈ 1.3181818182",
        "  θ2 = 0.44; the objective is smallest at 0",
      ])
  }

  @Test func aReportCanBeReadTwiceAndInPart() throws {
    let report = ReplayReport(
      try Replay(ReplayTableTests.spec(.l2, iterations: 1000)), format: .csv)
    #expect(Array(report.prefix(3)) == Array(report.prefix(3)))
    #expect(report.reduce(0) { count, _ in count + 1 } == 2001)
  }
}
