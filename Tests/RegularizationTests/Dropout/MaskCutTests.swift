import Regularization
import Testing

/// A few units cut from a trained network, and what a spec refuses.
struct MaskCutTests {
  static let network = NetworkSpec(
    inputs: 3,
    layers: [LayerSpec(units: 3, activation: .relu), LayerSpec(units: 2, activation: .linear)])
  static let parameters = [
    LayerParameters(weights: [1, 2, 3, 4, 5, 6, 7, 8, 9], biases: [0.1, 0.2, 0.3]),
    LayerParameters(weights: [10, 11, 12, 13, 14, 15], biases: [0.4, 0.5]),
  ]

  private func cut(_ cut: MaskCut, samples: DataSet) -> MaskSpec {
    MaskSpec(
      cutting: cut, from: MaskCutTests.parameters, of: MaskCutTests.network, loss: .crossEntropy,
      samples: samples)
  }

  @Test func theWeightsBetweenTheKeptUnitsAreKept() {
    let samples = SampleFixture.classes(count: 10, inputs: 3, classes: 2)
    let spec = cut(MaskCut(inputs: [0, 2], units: [[2, 1]]), samples: samples)
    #expect(spec.parameters[0].weights == [3, 2, 9, 8])
    #expect(spec.parameters[0].biases == [0.3, 0.2])
    #expect(spec.parameters[1].weights == [14, 15, 12, 13])
    #expect(spec.parameters[1].biases == [0.4, 0.5])
    #expect(spec.inputs.count == 4)
    let whole = samples.inputs(ofRow: 1, scaling: nil)
    #expect(spec.inputs[1] == [whole[0], whole[2]])
    #expect(spec.problems().isEmpty)
    #expect(MaskReplay(spec).iterations == 1)
  }

  @Test func theWholeNetworkCutOutIsTheWholeNetwork() {
    let samples = SampleFixture.classes(count: 10, inputs: 3, classes: 2)
    let spec = cut(MaskCut(inputs: [0, 1, 2], units: [[0, 1, 2]]), samples: samples)
    #expect(spec.parameters == MaskCutTests.parameters)
    #expect(spec.network == MaskCutTests.network)
  }

  /// Inputs weigh 6, 15, 24; hidden units 12 + 21, 15 + 25, 18 + 29.
  @Test func theStrongestUnitsAreChosen() {
    #expect(
      MaskCut(strongestOf: 2, in: MaskCutTests.parameters)
        == MaskCut(inputs: [1, 2], units: [[1, 2]]))
    var parameters = MaskCutTests.parameters
    parameters[1].weights[0] = -100
    #expect(MaskCut(strongestOf: 1, in: parameters) == MaskCut(inputs: [2], units: [[0]]))
  }

  @Test func scalingIsApplied() {
    let images = SampleFixture.images(count: 3)
    let plain = images.inputs(ofRow: 2, scaling: nil)
    guard case .bytes(let bytes) = images.features else { return #expect(Bool(false)) }
    #expect(plain == bytes[512..<768].map { Double($0) / 255 })
    let scaling = InputScaling(
      shift: [Double](repeating: 10, count: 256), scale: [Double](repeating: 0.5, count: 256))
    #expect(
      images.inputs(ofRow: 2, scaling: scaling) == bytes[512..<768].map { (Double($0) - 10) / 2 })
  }

  struct Fault: Sendable, CustomTestStringConvertible {
    var field: String
    var change: @Sendable (inout MaskSpec) -> Void
    var testDescription: String { field }

    init(_ field: String, _ change: @escaping @Sendable (inout MaskSpec) -> Void) {
      self.field = field
      self.change = change
    }
  }

  static let faults = [
    Fault("input_dropout") { $0.network.layers[0].inputDropProbability = 1 },
    Fault("dropout[2]") { $0.network.layers[2].inputDropProbability = -0.1 },
    Fault("layers[2].weights") { $0.parameters[1].weights.removeLast() },
    Fault("layers[1].biases") { $0.parameters[0].biases[0] = .nan },
    Fault("layers") { $0.network.layers.removeAll() },
    Fault("data.inputs[3]") { $0.inputs[2].append(1) },
    Fault("data.targets") { $0.targets = .values([1, 2, 3], width: 3) },
    Fault("loss") { $0.loss = .crossEntropy },
    Fault("learning_rate") { $0.learningRate = 0 },
    Fault("optimizer.momentum") { $0.optimizer = OptimizerSpec(.momentum, momentum: 1) },
    Fault("batch_size") { $0.batchSize = 0 },
    Fault("iterations") { $0.iterations = 1001 },
    Fault("batches[1]") { $0.order = .given([[0, 7]]) },
  ]

  @Test(arguments: faults)
  func aSpecThatCannotBeIsRefusedAtItsField(_ fault: Fault) {
    var spec = MaskFixture.drawn()
    #expect(spec.problems().isEmpty)
    fault.change(&spec)
    let problems = spec.problems()
    #expect(problems.contains { $0.field == fault.field }, "\(problems)")
    #expect(problems.allSatisfy { !$0.remedy.isEmpty })
  }

  @Test func givenBatchesComeInTurn() {
    var spec = MaskFixture.drawn()
    spec.order = .given([[0], [3, 3]])
    #expect((1...4).map { spec.batch(ofIteration: $0) } == [[0], [3, 3], [0], [3, 3]])
    spec.order = .inOrder
    #expect(
      (1...4).map { spec.batch(ofIteration: $0) } == [[0, 1, 2], [3, 4, 5], [6], [0, 1, 2]])
    let masks = MaskReplay(spec).iteration(1).passes.map { $0.units[1].map(\.word) }
    #expect(Set(masks).count == 3)
  }
}
