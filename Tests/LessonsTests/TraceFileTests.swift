import Foundation
import Lessons
import Regularization
import Testing

@Suite("A trace file")
struct TraceFileTests {
  static let text = """
    {"format_version": 1,
     "layers": [{"inputs": 2, "units": 3, "activation": "tanh",
                 "weights": [[0.1, -0.2, 3e-1], [0.4, 0.5, -6.25]], "biases": [0, 0, 0]},
                {"inputs": 3, "units": 2, "activation": "linear",
                 "weights": [[1, 2], [3, 4], [5, 6]], "biases": [0.5, -0.5]}],
     "loss": "cross-entropy",
     "data": {"inputs": [[1, 2], [3, 4], [5, 6]], "classes": [0, 1, 1]},
     "steps": [{"samples": [0, 2]},
               {"samples": [2, 1], "masks": [null, [[1, 0, 1], [0, 1, 1]]]}],
     "optimizer": {"kind": "adamw", "learning_rate": 0.01, "weight_decay": 0.1,
                   "decays": ["layer2.weights", "layer1.biases"]},
     "penalties": [{"l1": 0.5, "l1_rule": "proximal",
                    "parameters": ["layer1.weights", "layer2.biases"]}],
     "drop_probabilities": [0, 0.5],
     "clip": {"norm": 1.5},
     "report": [0, 2]}

    """

  static func read(_ text: String) -> SpecFileReading<TraceSpec> {
    TraceFileReader(file: "trace.json").read(Array(text.utf8))
  }

  @Test("gives every part of a trace")
  func everything() {
    let reading = TraceFileTests.read(TraceFileTests.text)
    #expect(reading.issues.map(\.description) == [])
    let penalty = Penalty(l1: 0.5, zeroRule: .proximal)
    let network = NetworkSpec(
      inputs: 2,
      layers: [
        LayerSpec(
          units: 3, activation: .tanh, penalty: penalty, decaysWeights: false, decaysBiases: true),
        LayerSpec(
          units: 2, activation: .linear, biasPenalty: penalty, inputDropProbability: 0.5),
      ])
    let samples = DataSet(
      count: 3, inputs: 2, features: .reals([1, 2, 3, 4, 5, 6]),
      targets: .classes([0, 1, 1], count: 2, names: []))
    let expected = TraceSpec(
      network: network, loss: .crossEntropy,
      initial: [
        LayerParameters(weights: [0.1, -0.2, 0.3, 0.4, 0.5, -6.25], biases: [0, 0, 0]),
        LayerParameters(weights: [1, 2, 3, 4, 5, 6], biases: [0.5, -0.5]),
      ], data: samples,
      steps: [
        TraceStep(samples: [0, 2]),
        TraceStep(samples: [2, 1], masks: [[], [true, false, true, false, true, true]]),
      ], optimizer: OptimizerSpec(.adamw, weightDecay: 0.1), learningRate: 0.01, clip: .norm(1.5),
      precision: .float64, report: [0, 2])
    #expect(reading.file?.spec == expected)
  }

  @Test("reads its numbers with every bit that they have")
  func numbers() {
    var generator = LongFractions()
    let values = (0..<6).map { _ in generator.next() }
    let row = values.map { "\($0)" }
    let text = TraceFileTests.text.replacingOccurrences(
      of: "[[0.1, -0.2, 3e-1], [0.4, 0.5, -6.25]]",
      with: "[[\(row[..<3].joined(separator: ", "))], [\(row[3...].joined(separator: ","))]]")
    #expect(TraceFileTests.read(text).file?.spec.initial[0].weights == values)
  }

  static let faults: [(pieces: [String], issue: String)] = [
    (
      [#""units": 3"#, #""units": 4"#],
      "3:25+1 the weights are 2 rows of 3, for 2 inputs and 4 units; give 2 rows of 4 | 4:24+1 the layer has 3 inputs, the one before it 4 units; write “inputs: 4”"
    ),
    (
      [#"[[1, 2], [3, 4], [5, 6]], "biases""#, #"[[1, 3, 5], [2, 4, 6]], "biases""#],
      "5:25+1 the weights are 2 rows of 3, for 3 inputs and 2 units; transpose them: a row for each input, with a weight for each unit"
    ),
    (
      [#""inputs": 3"#, #""inputs": 4"#],
      "4:24+1 the layer has 4 inputs, the one before it 3 units; write “inputs: 3” | 5:25+1 the weights are 3 rows of 2, for 4 inputs and 2 units; give 4 rows of 2"
    ),
    (
      ["[0.4, 0.5, -6.25]", "[0.4, 0.5]"],
      "3:45+1 a row of “weights” has 2 items, the first one 3; all rows must have the same length, 1 or more"
    ),
    (
      ["-6.25", "NaN"],
      "3:56+3 “NaN” is no number: “N” does not belong in a number; “weights” must be a number, such as 0.1 or 1e-3"
    ),
    (
      ["-6.25", "1e400"], "3:56+5 “1e400” is too large; “weights” must be a number of at most 1e+30"
    ),
    (
      ["-6.25", #""many""#],
      "3:56+6 “many” is no number: “m” does not belong in a number; “weights” must be a number, such as 0.1 or 1e-3"
    ),
    (["[0.5, -0.5]", "[0.5]"], "5:61+1 there is 1 number for 2 units; give 2 of them"),
    (["[0, 1, 1]", "[0, 1, 2]"], "7:65+1 there is no class 2; it must be from 0 to 1"),
    (
      ["[0, 1, 1]", "[0, 1]"], "7:58+1 there are 2 classes for 3 samples; give one for each sample"
    ),
    (["[0, 1, 1]", "[0, 1, -1]"], "7:65+2 there is no class -1; it must be from 0 to 1"),
    (
      ["[[1, 2], [3, 4], [5, 6]], \"classes\"", "[[1], [2], [3]], \"classes\""],
      "7:21+1 a sample has 1 number, the first layer 2 inputs; give as many numbers as the layer has inputs"
    ),
    (
      ["\"classes\": [0, 1, 1]", "\"targets\": [[0], [1], [1]]"],
      "6:10+15 the loss cannot be cross-entropy: the samples have values, not classes; write squared-error, or give “classes”"
    ),
    (
      [", \"classes\": [0, 1, 1]", ""],
      "7:10+1 nothing says what is to be predicted; give “classes”, a class for each sample, or “targets”, a row for each"
    ),
    (["[0, 2]}", "[0, 3]}"], "8:24+1 there is no sample 3; samples are counted from 0 to 2"),
    (["[0, 2]}", "[]}"], "8:24+1 “samples” has 0 items; it must have at least 1"),
    (
      ["[null, [[1, 0, 1], [0, 1, 1]]]", "[[[1, 0, 1], [0, 1, 1]]]"],
      "9:41+1 1 mask for 2 layers; give one for the inputs of each layer, null where nothing is dropped"
    ),
    (
      ["[[1, 0, 1], [0, 1, 1]]", "[[1, 0, 1]]"],
      "9:48+1 the mask has 3 entries for 2 samples of 3 inputs; give a row of 3 for each sample of the step"
    ),
    (
      ["[[1, 0, 1], [0, 1, 1]]", "[[1, 0, 1], [0, 1, 2]]"],
      "9:48+1 a mask cannot have the entry 2.0; write 1 for kept and 0 for dropped"
    ),
    (
      ["\"learning_rate\": 0.01", "\"learning_rate\": -0.01"],
      "10:50+5 the learning rate cannot be -0.01; it must be a number above 0"
    ),
    (
      ["\"learning_rate\": 0.01, ", ""],
      "10:15+1 the trace optimizer lacks the key “learning_rate”; write “learning_rate: …”. η, the same in every step."
    ),
    (
      ["\"layer1.biases\"", "\"layer3.biases\""],
      "11:45+15 there are no parameters “layer3.biases”; write layer1.weights, layer1.biases and so on, to layer2"
    ),
    (
      ["\"layer2.biases\"]}]", "\"layer1.weights\"]}]"],
      "13:50+16 “layer1.weights” stands twice in “parameters”; take one out"
    ),
    (
      ["\"l1\": 0.5", "\"l1\": -0.5"],
      "12:23+4 the strength of L1 cannot be -0.5; it must be a number of 0 or more"
    ),
    (
      ["[0, 0.5]", "[0, 1]"],
      "14:28+1 the drop probability cannot be 1; it must be a number from 0 to below 1"
    ),
    (
      ["[0, 0.5]", "[0.5]"],
      "14:24+1 “drop_probabilities” has 1 of 2 layers; give one for the inputs of each layer, 0 where nothing is dropped"
    ),
    (
      ["\"report\": [0, 2]", "\"report\": [0, 3]"],
      "16:16+1 there is no step 3; it must be from 0, before the first step, to 2"
    ),
    (
      ["\"linear\"", "\"relu\""],
      "4:53+6 the last layer cannot be relu with the loss cross-entropy; write linear: the loss brings its own activation"
    ),
    (
      ["\"cross-entropy\"", "\"logistic\""],
      "5:25+1 the last layer has 2 units; the loss logistic needs 1, for class 1; give it 1"
    ),
    (
      ["\"report\"", "\"reports\""],
      "16:2+9 a trace file has no key “reports”; did you mean “report”?"
    ),
    (
      ["[0, 2]}", "[0, 2}"],
      "8:24+1 this list in brackets is not continued or not closed; put a “,” between its items and “]” at its end"
    ),
  ]

  @Test("with a fault says where it is and what would be right", arguments: faults)
  func fault(_ fault: (pieces: [String], issue: String)) throws {
    var text = TraceFileTests.text
    let place = try #require(text.range(of: fault.pieces[0]))
    text.replaceSubrange(place, with: fault.pieces[1])
    let issues = TraceFileTests.read(text).issues.map {
      "\($0.line):\($0.column)+\($0.length) \($0.message); \($0.remedy)"
    }
    #expect(issues.joined(separator: " | ") == fault.issue)
  }
}

/// Numbers whose shortest digits are long.
private struct LongFractions {
  private var state: UInt64 = 3

  mutating func next() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(bitPattern: 0x3FE0_0000_0000_0000 | state >> 12)
  }
}
