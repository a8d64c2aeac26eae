import Foundation
import Lessons
import Regularization
import TestSupport
import Testing

@Suite("A mask file")
struct MaskFileTests {
  static let text = """
    format_version: 1
    layers:
      - {weights: [[0.1, -0.2], [3e-1, 0]], biases: [0.5, -1], activation: relu}
      - weights:
          - [1]
          - [-2.5]
    dropout: 0.2
    input_dropout: 0.1
    data: {inputs: [[1, 2], [0.3, -4]], targets: [[1], [0]]}
    loss: half-squared-error
    optimizer: {kind: adamw, weight_decay: 0.1, decay_biases: true}
    learning_rate: 0.01
    penalty: {l1: 0.5, l1_rule: proximal, biases: true}
    batch_size: 2
    order: shuffled
    iterations: 3
    seed: 11
    convention: original

    """

  static func read(_ text: String) -> SpecFileReading<MaskPlan> {
    MaskFileReader(file: "net.yaml").read(Array(text.utf8))
  }

  @Test("gives every part of a plan, in binary numbers and in its own digits")
  func everything() throws {
    let reading = MaskFileTests.read(MaskFileTests.text)
    #expect(reading.issues.map(\.description) == [])
    let penalty = Penalty(l1: 0.5, zeroRule: .proximal)
    let network = NetworkSpec(
      inputs: 2,
      layers: [
        LayerSpec(
          units: 2, activation: .relu, penalty: penalty, biasPenalty: penalty, decaysBiases: true,
          inputDropProbability: 0.1),
        LayerSpec(
          units: 1, activation: .linear, penalty: penalty, biasPenalty: penalty,
          decaysBiases: true, inputDropProbability: 0.2),
      ])
    let expected = MaskSpec(
      network: network,
      parameters: [
        LayerParameters(weights: [0.1, -0.2, 0.3, 0], biases: [0.5, -1]),
        LayerParameters(weights: [1, -2.5], biases: [0]),
      ], inputs: [[1, 2], [0.3, -4]], targets: .values([1, 0], width: 1), loss: .halfSquaredError,
      optimizer: OptimizerSpec(.adamw, weightDecay: 0.1), learningRate: 0.01, batchSize: 2,
      order: .shuffled, iterations: 3, seed: 11, convention: .original)
    let plan = try #require(reading.file?.spec)
    #expect(plan.spec == expected)
    let exact = try #require(plan.exact)
    #expect(exact.layers[0].weights[1][0].description == "0.3")
    #expect(exact.layers.map(\.dropProbability.description) == ["0.1", "0.2"])
    #expect(exact.samples[1].map(\.description) == ["0.3", "-4"])
  }

  @Test(
    "finds out the loss, and takes batches as they are given",
    arguments: [
      ("[[1, 2]]", "targets: [[1, 0]]", Loss.squaredError),
      ("[[1, 2]]", "classes: [1]", .crossEntropy), ("[[1]]", "classes: [1]", .logistic),
    ])
  func usual(_ weights: String, _ targets: String, _ loss: Loss) throws {
    let reading = MaskFileTests.read(
      """
      format_version: 1
      layers: [{weights: \(weights)}]
      data: {inputs: [[1]], \(targets)}
      batches: [[1, 1], [1]]
      iterations: 3
      """)
    #expect(reading.issues.map(\.description) == [])
    let spec = try #require(reading.file?.spec.spec)
    #expect(spec.loss == loss)
    #expect((1...3).map { spec.batch(ofIteration: $0) } == [[0, 0], [0], [0, 0]])
    #expect(spec.learningRate == 0.1)
  }

  @Test("is described in docs/mask.md, key by key, by examples that are sound")
  func document() throws {
    let text = try String(
      contentsOf: repositoryRoot.appending(path: "docs/mask.md"), encoding: .utf8)
    let examples = text.components(separatedBy: "```yaml\n").dropFirst().map {
      $0.components(separatedBy: "```\n")[0]
    }
    #expect(examples.count == 3)
    for example in examples {
      #expect(MaskFileTests.read(example).issues.map(\.description) == [])
      #expect(SettingsFileKind(Array(example.utf8)) == .mask)
    }
    for key in MaskFileFormat.mappings.flatMap(\.keys) {
      let isNamed = ["`\(key.name)`", "\(key.name): ", "\(key.name):\n"]
        .contains { text.contains($0) }
      #expect(isNamed, "\(key.name) is missing")
      if case .choice(let words) = key.type, key.name != "l1_rule", key.name != "velocity",
        key.name != "epsilon_placement", key.name != "l2_convention"
      {
        for word in words { #expect(text.contains(word), "\(word) is missing") }
      }
    }
  }

  @Test("is told from training files, trace files and lessons")
  func kind() {
    #expect(SettingsFileKind(Array(MaskFileTests.text.utf8)) == .mask)
    #expect(
      SettingsFileKind(Array("format_version: 1\ndata: {set: spiral}\n".utf8)) == .training)
    var report = CheckReport()
    report.add(.mask, Array(MaskFileTests.text.utf8), file: "net.yaml")
    #expect(report.summary == "1 mask file: no problem")
  }

  // MARK: Faults

  /// What is changed in the text, what by, and the only issue then.
  static let faults: [(from: String, to: String, issue: String)] = [
    (
      "input_dropout: 0.1", "input_dropout: 1",
      "8:16+1 the drop probability cannot be 1; it must be a number from 0 to below 1"
    ),
    (
      "\ndropout: 0.2", "\ndropout: [0.2, 0.3]",
      "7:10+1 “dropout” has 2 numbers for 1 hidden layer; give one for each, or one number without brackets for all"
    ),
    (
      "\ndropout: 0.2", "\ndropout: half",
      "7:10+4 “half” is no number: “h” does not belong in a number; “dropout” must be a number, such as 0.1"
    ),
    (
      "input_dropout", "input_droput",
      "8:1+12 a mask file has no key “input_droput”; did you mean “input_dropout”?"
    ),
    (
      "[3e-1, 0]", "[3e-1]",
      "3:29+1 this row of weights has 1 number, the first one 2; give every input a weight for each unit"
    ),
    (
      "      - [-2.5]\n", "",
      "5:7+1 there are weights for 1 input; the layer before has 2 units; give a row for each unit of the layer before"
    ),
    (
      "biases: [0.5, -1]", "biases: [0.5]",
      "3:49+1 there is 1 bias for 2 units; give one for each unit"
    ),
    (
      "activation: relu", "activation: relo",
      "3:72+4 “activation” cannot be “relo”; did you mean “relu”? Allowed are “linear”, “relu”, “tanh” and “sigmoid”"
    ),
    (
      "[0.3, -4]", "[0.3]", "9:25+1 1 number for 2 inputs; give 2"
    ),
    (
      "targets: [[1], [0]]", "targets: [[1]]",
      "9:46+1 1 target for 2 samples; give one for each sample"
    ),
    (
      "targets: [[1], [0]]", "targets: [[1, 2], [0, 1]]",
      "5:7+1 the last layer has 1 unit; the loss half-squared-error needs 2, one for each target; give it 2"
    ),
    (
      "targets: [[1], [0]]", "classes: [1, 2]",
      "9:50+1 there is no class 2; it must be from 0 to 1"
    ),
    (
      "targets: [[1], [0]]", "classes: [1, 0], targets: [[1], [0]]",
      "9:54+7 “classes” and “targets” are both given; give “targets”, a row for each sample, or “classes”, a class for each"
    ),
    (
      "learning_rate: 0.01", "learning_rate: 0",
      "12:16+1 the learning rate cannot be 0; it must be a number above 0"
    ),
    (
      "l1: 0.5", "l1: -0.5",
      "13:15+4 the strength of L1 cannot be -0.5; it must be a number of 0 or more"
    ),
    (
      "order: shuffled", "batches: [[1, 3]]",
      "14:1+10 “batch_size” has no effect with “batches”; take it out: “batches” says which samples each update has"
    ),
    (
      "batch_size: 2\norder: shuffled", "batches: [[1, 3]]",
      "14:11+1 there is no sample 3; samples are counted from 1 to 2"
    ),
    (
      "iterations: 3", "iterations: 100000",
      "16:13+6 the number of iterations cannot be 100000; it must be a whole number from 1 to 1000"
    ),
    (
      "seed: 11", "seed: -1",
      "17:7+2 “seed” cannot be “-1”; it must be a whole number from 0 to 18446744073709551615"
    ),
    (
      "convention: original", "convention: keep",
      "18:13+4 “convention” cannot be “keep”; allowed are “inverted”, “original” and “scaled-by-p”"
    ),
  ]

  @Test("that has a fault is told where, and what would be right", arguments: faults)
  func fault(_ from: String, _ to: String, _ issue: String) {
    #expect(MaskFileTests.text.contains(from))
    let reading = MaskFileTests.read(
      MaskFileTests.text.replacing(from, with: to, maxReplacements: 1))
    #expect(reading.file == nil)
    let issues = reading.issues.map {
      "\($0.line):\($0.column)+\($0.length) \($0.message); \($0.remedy)"
    }
    #expect(issues == [issue])
  }

  @Test("that was damaged is a sound plan or has issues")
  func mutations() {
    let bytes = Array(MaskFileTests.text.utf8)
    var generator = CounterGenerator(seed: 4, purpose: .points)
    var accepted = 0
    for _ in 0..<400 {
      var mutated = bytes
      let place = generator.nextIndex(below: bytes.count)
      if generator.nextIndex(below: 2) == 0 {
        mutated[place] = UInt8(generator.nextIndex(below: 256))
      } else {
        let count = min(1 + generator.nextIndex(below: 8), bytes.count - place)
        mutated.removeSubrange(place..<place + count)
      }
      let reading = MaskFileReader(file: "net.yaml").read(mutated)
      #expect((reading.file == nil) == !reading.issues.isEmpty)
      if let plan = reading.file?.spec {
        accepted += 1
        #expect(plan.spec.problems() == [])
        #expect(plan.exact?.layers.map(\.parameters) == plan.spec.parameters)
      }
      #expect(reading.issues.allSatisfy { !$0.description.contains("\u{1B}") })
    }
    #expect(accepted > 10)
  }
}
