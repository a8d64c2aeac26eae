import Regularization
import Testing

/// Why a weight has no gradient, and what moves it all the same.
struct MaskedWeightTests {
  static let droppedSecond = WeightPlace(layer: 1, input: 1, unit: 0)

  /// Both units work in the first update, the second stays home in the second one.
  private func secondUpdate(
    _ optimizer: OptimizerSpec, penalty: Penalty = .none
  ) throws -> MaskIteration {
    var spec = MaskFixture.byHand(0.5, optimizer: optimizer, iterations: 2, penalty: penalty)
    spec.learningRate = 0.001
    let seeded = try #require(
      MaskFixture.seeded(spec, layer: 1, kept: [[true, true], [true, false]]))
    return MaskReplay(seeded).iteration(2)
  }

  @Test func aWeightOfADroppedUnitSaysWhy() throws {
    let iteration = try secondUpdate(OptimizerSpec(.sgd))
    let out = try #require(iteration.weight(MaskedWeightTests.droppedSecond))
    #expect(out.silences == [[.inputDropped]])
    #expect(out.isSilencedByMask)
    #expect(out.moversWithoutGradient.isEmpty)
    #expect(out.before == out.after)
    let into = try #require(iteration.weight(WeightPlace(layer: 0, input: 0, unit: 1)))
    #expect(into.silences == [[.unitDropped]])
    #expect(into.maskReasons == [.unitDropped])
    let bias = try #require(iteration.weight(WeightPlace(layer: 0, input: nil, unit: 1)))
    #expect(bias.silences == [[.unitDropped]])
    let kept = try #require(iteration.weight(WeightPlace(layer: 1, input: 0, unit: 0)))
    #expect(kept.silences == [[]])
    #expect(!kept.isSilencedByMask)
    #expect(kept.motion.movers == [.gradient])
  }

  @Test func momentumMovesAWeightWithoutGradient() throws {
    let weight = try #require(
      try secondUpdate(OptimizerSpec(.momentum)).weight(MaskedWeightTests.droppedSecond))
    let velocity = try #require(weight.firstMomentBefore)
    #expect(velocity != 0)
    #expect(weight.moversWithoutGradient == [.memory])
    #expect(agree(weight.after, weight.before - 0.001 * 0.9 * velocity, to: 1e-15))
  }

  @Test(arguments: [
    (OptimizerSpec(.adam), Penalty.none, [WeightMover.memory]),
    (OptimizerSpec(.nesterov), .none, [.memory]),
    (OptimizerSpec(.adamw), .none, [.memory, .decay]),
    (OptimizerSpec(.rmsprop), .none, []),
    (OptimizerSpec(.sgd), Penalty(l2: 0.1), [.l2]),
    (OptimizerSpec(.sgd), Penalty(l1: 0.1), [.l1]),
    (OptimizerSpec(.sgd, weightDecay: 0.1), .none, [.decay]),
    (OptimizerSpec(.sgd), Penalty(l1: 0.1, zeroRule: .proximal), [.zeroRule]),
    (OptimizerSpec(.momentum), Penalty(l1: 0.1, l2: 0.1), [.memory, .l2, .l1]),
  ])
  func whatMovesAWeightWithoutGradientIsNamed(
    optimizer: OptimizerSpec, penalty: Penalty, movers: [WeightMover]
  ) throws {
    let weight = try #require(
      try secondUpdate(optimizer, penalty: penalty).weight(MaskedWeightTests.droppedSecond))
    #expect(weight.gradient == 0)
    #expect(weight.moversWithoutGradient == movers)
    #expect((weight.before != weight.after) == !movers.isEmpty)
  }

  @Test func reasonsThatAreNotTheMasksAreToldApart() throws {
    var spec = MaskFixture.byHand(0)
    spec.inputs = [[0, 2]]
    // z₂ = 1·2 − 4 is below 0.
    spec.parameters[0].biases[1] = -4
    let iteration = MaskReplay(spec).iteration(1)
    func silences(_ layer: Int, _ input: Int?, _ unit: Int) -> [[GradientSilence]]? {
      iteration.weight(WeightPlace(layer: layer, input: input, unit: unit))?.silences
    }
    #expect(silences(0, 0, 0) == [[.inputZero]])
    #expect(silences(0, 0, 1) == [[.inputZero, .unitInactive]])
    #expect(silences(0, 1, 1) == [[.unitInactive]])
    #expect(silences(1, 1, 0) == [[.inputZero]])
    #expect(silences(1, 0, 0) == [[]])
    #expect(iteration.weights.joined().allSatisfy { !$0.isSilencedByMask })
  }

  @Test func atTheMinimumNothingComesBack() throws {
    var spec = MaskFixture.byHand(0)
    spec.targets = .values([7], width: 1)
    let iteration = MaskReplay(spec).iteration(1)
    #expect(iteration.dataLoss == 0)
    #expect(iteration.weights.joined().allSatisfy { $0.silences == [[.nothingBack]] })
  }

  /// A unit that is kept, in front of a layer that is dropped altogether.
  @Test func aUnitThatFeedsDroppedUnitsAloneIsCutOff() throws {
    var spec = MaskFixture.byHand(0.5)
    spec.network.layers.insert(LayerSpec(units: 2, activation: .relu), at: 1)
    spec.parameters.insert(LayerParameters(weights: [1, 1, 1, 1], biases: [0, 0]), at: 1)
    let seeded = try #require(MaskFixture.seeded(spec, layer: 2, kept: [[false, false]]))
    let iteration = MaskReplay(seeded).iteration(1)
    #expect(iteration.passes[0].units[1].allSatisfy { $0.isCutOff && !$0.isDropped })
    let weight = try #require(iteration.weight(WeightPlace(layer: 0, input: 0, unit: 0)))
    #expect(weight.silences == [[.unitCutOff]])
    #expect(weight.maskReasons == [.unitCutOff])
    // Only the output's bias is left to learn.
    #expect(
      iteration.weights.joined().filter { $0.gradient != 0 }.map(\.place) == [
        WeightPlace(layer: 2, input: nil, unit: 0)
      ])
  }

  /// A weight is silenced by the masks only if every row of the batch is.
  @Test func oneRowThatGivesAGradientIsEnough() throws {
    let spec = MaskFixture.drawn()
    var both = 0
    for number in 1...12 {
      for weight in MaskReplay(spec).iteration(number).weights.joined() {
        let silent = weight.silences.count { $0.contains(where: \.isOfMask) }
        #expect(weight.isSilencedByMask == (silent == weight.parts.count))
        if 0 < silent, silent < weight.parts.count { both += 1 }
        #expect(agree(weight.gradient, weight.parts.reduce(0, +) / Double(weight.parts.count)))
        #expect(zip(weight.parts, weight.silences).allSatisfy { ($0 == 0) == !$1.isEmpty })
      }
    }
    #expect(both > 0)
  }
}
