import Regularization
import Testing

/// All masks, each with its probability, against sums done by hand.
struct MaskExpectationTests {
  static func network(
    _ weights: [ExactDecimal], bias: ExactDecimal, inputs: [ExactDecimal], drop: ExactDecimal,
    _ activation: Activation
  ) -> ExactNetwork {
    ExactNetwork(
      layers: [
        ExactNetwork.Layer(
          weights: weights.map { [$0] }, biases: [bias], activation: activation,
          dropProbability: drop)
      ], samples: [inputs])
  }

  static func two(_ activation: Activation, drop: ExactDecimal = "0.2") -> ExactNetwork {
    network(["2", "4"], bias: "1", inputs: ["0.5", "-1.25"], drop: drop, activation)
  }

  static func three(_ activation: Activation, drop: ExactDecimal = "0.5") -> ExactNetwork {
    network(["3", "-1", "2"], bias: "-1", inputs: ["1", "2", "-1"], drop: drop, activation)
  }

  /// Survivors count 1/0.8: 0.625 and −1.5625. 0.64·(−4) + 0.16·(−5.25) + 0.16·2.25 + 0.04·1 = −3,
  /// and at inference 1 + 2·0.5 − 4·1.25 = −3.
  @Test func twoInputsOfALinearLayer() throws {
    let all = try MaskExpectation(MaskExpectationTests.two(.linear), sample: 0, layer: 0)
    #expect(
      all.masks.map(\.kept) == [[true, true], [false, true], [true, false], [false, false]])
    #expect(all.masks.map(\.probability) == ["0.64", "0.16", "0.16", "0.04"])
    #expect(all.masks.map { $0.outputs[0].exact } == ["-4", "-5.25", "2.25", "1"])
    #expect(all.totalProbability == .one)
    for stage in ExpectationStage.allCases {
      #expect(all.expected(stage).map(\.exact) == ["-3"])
      #expect(all.inference(stage).map(\.exact) == ["-3"])
      #expect(all.agrees(stage))
    }
  }

  /// The same through a ReLU: 0.16·2.25 + 0.04·1 = 0.4, but max(0, −3) = 0.
  @Test func twoInputsThroughAReLU() throws {
    let all = try MaskExpectation(MaskExpectationTests.two(.relu), sample: 0, layer: 0)
    #expect(all.agrees(.sums))
    #expect(all.expected(.outputs).map(\.exact) == ["0.4"])
    #expect(all.inference(.outputs).map(\.exact) == ["0"])
    #expect(all.gap(.outputs).map(\.exact) == ["0.4"])
    #expect(!all.agrees(.outputs))
  }

  @Test func threeInputsOfALinearLayer() throws {
    let all = try MaskExpectation(MaskExpectationTests.three(.linear), sample: 0, layer: 0)
    #expect(all.masks.allSatisfy { $0.probability == "0.125" })
    #expect(
      all.masks.map { $0.sums[0].exact } == ["-3", "-9", "1", "-5", "1", "-5", "5", "-1"])
    #expect(all.expected(.outputs).map(\.exact) == ["-2"])
    #expect(all.agrees(.outputs))
  }

  /// (1 + 1 + 5)/8
  @Test func threeInputsThroughAReLU() throws {
    let all = try MaskExpectation(MaskExpectationTests.three(.relu), sample: 0, layer: 0)
    #expect(all.expected(.outputs).map(\.exact) == ["0.875"])
    #expect(all.inference(.outputs).map(\.exact) == ["0"])
  }

  /// 1/0.7 has digits without end, and still nothing is rounded.
  @Test(arguments: ["0.1", "0.2", "0.3", "0.5", "0.9", "0"] as [ExactDecimal])
  func aLinearLayerAgreesAtEveryProbability(drop: ExactDecimal) throws {
    for network in [
      MaskExpectationTests.two(.linear, drop: drop),
      MaskExpectationTests.three(.linear, drop: drop),
    ] {
      let all = try MaskExpectation(network, sample: 0, layer: 0)
      #expect(all.agrees(.outputs))
      #expect(all.totalProbability == .one)
      #expect(
        try MaskExpectation(network, sample: 0, layer: 0, convention: .original).agrees(.sums))
      let slip = try MaskExpectation(network, sample: 0, layer: 0, convention: .scaledByP)
      // At 0 there is no dropout, and nothing to scale.
      #expect(slip.agrees(.sums) == (drop == "0.5" || drop.isZero))
    }
  }

  /// A ReLU in front keeps the mean: masks of the last layer are still linear in its sums; masks
  /// before the ReLU are not.
  @Test func inADeepNetworkTheLayerDecides() throws {
    var network = MaskExpectationTests.two(.relu, drop: "0.2")
    network.layers[0].weights = [["2", "1"], ["4", "-1"]]
    network.layers[0].biases = ["1", "0.5"]
    network.layers.append(
      ExactNetwork.Layer(
        weights: [["1"], ["-2"]], biases: ["0.25"], activation: .linear, dropProbability: "0.3"))
    #expect(try MaskExpectation(network, sample: 0, layer: 1).agrees(.outputs))
    #expect(try !MaskExpectation(network, sample: 0, layer: 0).agrees(.outputs))
  }

  /// The exact enumeration against the passes in binary numbers, mask for mask.
  @Test func everyMaskGivesWhatThePassGives() throws {
    let exact = MaskExpectationTests.three(.relu, drop: "0.2")
    let spec = MaskSpec(
      network: NetworkSpec(
        inputs: 3,
        layers: [LayerSpec(units: 1, activation: .relu, inputDropProbability: 0.2)]),
      parameters: exact.layers.map(\.parameters), inputs: [[1, 2, -1]],
      targets: .values([0], width: 1), loss: .squaredError, iterations: 200)
    let all = try MaskExpectation(exact, sample: 0, layer: 0)
    var seen: Set<[Bool]> = []
    for number in 1...200 {
      let pass = spec.pass(ofSample: 0, .training(step: number), with: spec.parameters)
      let kept = pass.units[0].map { !$0.isDropped }
      seen.insert(kept)
      let mask = try #require(all.masks.first { $0.kept == kept })
      let output = mask.outputs[0].rounded(toPlaces: 15).approximation
      #expect(agree(pass.outputs[0], output))
    }
    #expect(seen.count >= 6)
  }

  @Test func whatCannotBeEnumeratedExactlyIsRefused() {
    #expect(throws: SpecProblem.self) {
      try MaskExpectation(MaskExpectationTests.two(.tanh), sample: 0, layer: 0)
    }
    let many = MaskExpectationTests.network(
      Array(repeating: "1", count: 13), bias: "0", inputs: Array(repeating: "1", count: 13),
      drop: "0.5", .linear)
    #expect {
      try MaskExpectation(many, sample: 0, layer: 0)
    } throws: { error in
      (error as? SpecProblem)?.message.contains("2^13 masks") == true
    }
  }

  // MARK: Masks that are drawn

  @Test func theRunningMeanIsTheMeanAndComesToTheInferenceOutputOfALinearLayer() throws {
    let exact = MaskExpectationTests.three(.linear)
    let spec = MaskSpec(
      network: NetworkSpec(
        inputs: 3,
        layers: [LayerSpec(units: 1, activation: .linear, inputDropProbability: 0.5)]),
      parameters: exact.layers.map(\.parameters), inputs: [[1, 2, -1]],
      targets: .values([0], width: 1), loss: .squaredError)
    let count = 20_000
    let drawn = DrawnMasks(spec, parameters: spec.parameters, sample: 0, count: count)
    #expect(drawn.inference == [-2])
    let means = drawn.runningMeans
    for number in [1, 2, 17] {
      let sum = drawn.outputs.prefix(number).reduce(0) { $0 + $1[0] }
      #expect(agree(means[number - 1][0], sum / Double(number)))
    }
    // Variance 9 + 4 + 4 of one mask; four standard deviations of the mean.
    let bound = 4 * (17.0 / Double(count)).squareRoot()
    let last = try #require(drawn.distances.last)
    #expect(last < bound)
    #expect(drawn.distances[0] > bound)
    let spread = drawn.spread(ofOutput: 0)
    #expect(spread.distinct == 6)
    #expect(spread.smallest == -9 && spread.largest == 5)
    #expect(abs(spread.deviation - 17.0.squareRoot()) < 0.1)
    #expect(agree(spread.mean, means[count - 1][0]))
  }

  /// Two masks of one sample differ; inference does not.
  @Test func aNetworkLeftInTrainingModeAnswersDifferently() {
    let spec = MaskFixture.byHand(0.5)
    let drawn = DrawnMasks(spec, parameters: spec.parameters, sample: 0, count: 50)
    // Both units 13, either of them alone 7, none 1.
    #expect(Set(drawn.outputs.map { $0[0] }) == [13, 7, 1])
    #expect(drawn.spread(ofOutput: 0).distinct == 3)
    let modes = ModeComparison(spec, parameters: spec.parameters, sample: 0, iteration: 1)
    #expect(modes.inference.outputs == [7])
    #expect(modes.inference.units[1].allSatisfy { $0.gradient == nil })
    #expect(modes.meanFed(1).inference == 1.25)
    #expect(modes.training.outputs == drawn.outputs[0])
  }
}
