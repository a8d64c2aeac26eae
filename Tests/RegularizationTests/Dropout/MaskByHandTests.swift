import Regularization
import Testing

/// Updates whose every number was computed with pencil and paper; they are exact in binary.
struct MaskByHandTests {
  /// z = (0.5 + 0.5·1 + 0.25·2, 0 − 1·1 + 1·2) = (1.5, 1); the second unit stays home.
  @Test func halfOfTheUnitsAreDropped() throws {
    let spec = try #require(
      MaskFixture.seeded(MaskFixture.byHand(0.5), layer: 1, kept: [[true, false]]))
    let iteration = MaskReplay(spec).iteration(1)
    let pass = iteration.passes[0]
    #expect(pass.units[1].map(\.weightedSum) == [1.5, 1])
    #expect(pass.units[1].map(\.activation) == [1.5, 1])
    #expect(pass.units[1].map(\.factor) == [2, 0])
    #expect(pass.units[1].map(\.fed) == [3, 0])
    // 2·3 + 1 = 7, ½(7 − 4)² = 4.5, back comes 3, through the survivor 3·2·2 = 12.
    #expect(pass.outputs == [7])
    #expect(pass.loss == 4.5)
    #expect(iteration.dataLoss == 4.5)
    #expect(pass.units[1].map { $0.gradient?.byFed } == [6, 9])
    #expect(pass.units[1].map { $0.gradient?.delta } == [12, 0])
    #expect(iteration.weights[0].map(\.gradient) == [12, 0, 24, 0, 12, 0])
    #expect(iteration.weights[1].map(\.gradient) == [9, 0, 3])
    #expect(iteration.after.parameters[0].weights == [-1, -1, -2.75, 1])
    #expect(iteration.after.parameters[0].biases == [-1, 0])
    #expect(iteration.after.parameters[1].weights == [0.875, 3])
    #expect(iteration.after.parameters[1].biases == [0.625])
  }

  /// 1/(1 − 0.2) = 1.25: the survivor feeds 1.875, the output is 4.75, back comes 0.75.
  @Test func aFifthOfTheUnitsIsDropped() throws {
    let spec = try #require(
      MaskFixture.seeded(MaskFixture.byHand(0.2), layer: 1, kept: [[true, false]]))
    let iteration = MaskReplay(spec).iteration(1)
    let pass = iteration.passes[0]
    #expect(pass.units[1].map(\.factor) == [1.25, 0])
    #expect(pass.units[1].map(\.fed) == [1.875, 0])
    #expect(pass.outputs == [4.75])
    #expect(pass.loss == 0.28125)
    #expect(iteration.weights[0].map(\.gradient) == [1.875, 0, 3.75, 0, 1.875, 0])
    #expect(iteration.weights[1].map(\.gradient) == [1.40625, 0, 0.75])
    #expect(iteration.after.parameters[1].weights == [2 - 1.40625 / 8, 3])
  }

  @Test func underTheOriginalConventionSurvivorsAreNotScaled() throws {
    let spec = try #require(
      MaskFixture.seeded(
        MaskFixture.byHand(0.2, convention: .original), layer: 1, kept: [[true, false]]))
    #expect(MaskReplay(spec).iteration(1).passes[0].outputs == [4])
    // 0.8·(2·1.5 + 3·1) + 1
    let inference = spec.outputs(ofSample: 0, .inference, with: spec.parameters)
    #expect(agree(inference[0], 5.8))
  }

  /// u is word/2³², and it alone decides.
  @Test func theMasksAreThoseOfTheGeneratorAndTheRandomNumbersDecide() {
    let spec = MaskFixture.drawn()
    let replay = MaskReplay(spec)
    var dropped = 0
    for number in 1...12 {
      for pass in replay.iteration(number).passes {
        for layer in 0...2 {
          let mask = DropoutMask(
            seed: spec.seed, step: number, layer: layer, spec.dropProbability(ofLayer: layer))
          for (index, unit) in pass.units[layer].enumerated() {
            #expect(unit.word == mask.word(row: pass.row, input: index))
            #expect(unit.isDropped == !mask.keeps(row: pass.row, input: index))
            #expect(unit.uniform.map { $0 < unit.dropProbability } == unit.isDropped)
            dropped += unit.isDropped ? 1 : 0
          }
        }
        #expect(pass.units[3].allSatisfy { $0.word == nil && !$0.isDropped })
      }
    }
    #expect(dropped > 50)
    let rows = replay.iteration(1).passes.map { $0.units[1].map(\.isDropped) }
    #expect(Set(rows).count > 1, "each sample has a mask of its own")
  }

  @Test func aProbabilityOfZeroChangesNothing() {
    var spec = MaskFixture.drawn()
    for layer in spec.network.layers.indices { spec.network.layers[layer].inputDropProbability = 0 }
    let iteration = MaskReplay(spec).iteration(1)
    for pass in iteration.passes {
      #expect(pass.droppedCount == 0)
      #expect(pass.units.joined().allSatisfy { $0.word == nil && $0.factor == 1 })
      for convention in DropoutConvention.allCases {
        spec.convention = convention
        #expect(
          spec.outputs(ofSample: pass.sample, .inference, with: spec.parameters) == pass.outputs)
      }
    }
    #expect(iteration.weights.joined().allSatisfy { $0.maskReasons.isEmpty })
  }
}
