import Foundation
import Regularization
import TestSupport
import Testing

/// Random cases against PyTorch's inverted dropout with the same masks; `Tests/Reference/README.md`
/// says how the figures were made.
struct DropoutReferenceTests {
  struct Layer: Decodable {
    var activation: String
    var drop: Double
    var weights: [[Double]]
    var biases: [Double]
  }

  enum Target: Decodable {
    case label(Int32)
    case values([Double])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let label = try? container.decode(Int32.self) {
        self = .label(label)
      } else {
        self = .values(try container.decode([Double].self))
      }
    }
  }

  /// A weight matrix's gradient, or the biases'.
  enum Gradient: Decodable {
    case rows([[Double]])
    case row([Double])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let rows = try? container.decode([[Double]].self) {
        self = .rows(rows)
      } else {
        self = .row(try container.decode([Double].self))
      }
    }

    var flat: [Double] {
      switch self {
      case .rows(let rows): rows.flatMap(\.self)
      case .row(let row): row
      }
    }
  }

  struct Case: Decodable {
    var seed: String
    var step: Int
    var loss: String
    var inputs: [[Double]]
    var targets: [Target]
    var layers: [Layer]
    /// Layer by layer, row by row: 1 where an input is kept.
    var masks: [[String]?]
    var outputs: [[Double]]
    var dataLoss: Double
    var gradients: [Gradient]

    func spec() throws -> MaskSpec {
      let layers = try self.layers.map { layer in
        LayerSpec(
          units: layer.biases.count,
          activation: try #require(Activation(rawValue: layer.activation)),
          inputDropProbability: layer.drop)
      }
      let network = NetworkSpec(inputs: inputs[0].count, layers: layers)
      var labels: [Int32] = []
      var values: [Double] = []
      for target in targets {
        switch target {
        case .label(let label): labels.append(label)
        case .values(let numbers): values += numbers
        }
      }
      return MaskSpec(
        network: network,
        parameters: self.layers.map {
          LayerParameters(weights: $0.weights.flatMap(\.self), biases: $0.biases)
        },
        inputs: inputs,
        targets: labels.isEmpty
          ? .values(values, width: network.outputs)
          : .classes(labels, count: network.outputs, names: []),
        loss: try #require(Loss(rawValue: loss)), batchSize: inputs.count,
        seed: try #require(UInt64(seed)))
    }
  }

  /// `REGTUTOR_DROPOUT_CASES` names a file with more of them.
  static func cases() throws -> [Case] {
    let committed = repositoryRoot.appending(path: "Tests/Reference/dropout_torch.jsonl")
    let file =
      ProcessInfo.processInfo.environment["REGTUTOR_DROPOUT_CASES"]
      .map { URL(filePath: $0) } ?? committed
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map {
      try decoder.decode(Case.self, from: Data($0))
    }
  }

  @Test func randomCasesAgreeWithPyTorch() throws {
    let cases = try DropoutReferenceTests.cases()
    #expect(cases.count >= 1000)
    var dropped = 0
    for (number, one) in cases.enumerated() {
      let spec = try one.spec()
      let passes = one.inputs.indices.map { row in
        spec.pass(ofSample: row, row: row, .training(step: one.step), with: spec.parameters)
      }
      for (row, pass) in passes.enumerated() {
        for (layer, masks) in one.masks.enumerated() {
          let kept = pass.units[layer].map { $0.isDropped ? "0" : "1" }.joined()
          #expect(masks.map { $0[row] == kept } ?? !kept.contains("0"), "case \(number)")
          dropped += kept.count { $0 == "0" }
        }
        #expect(zip(pass.outputs, one.outputs[row]).allSatisfy { agree($0, $1) }, "case \(number)")
      }
      let loss = passes.reduce(0) { $0 + $1.loss } / Double(passes.count)
      #expect(agree(loss, one.dataLoss), "case \(number)")
      for (index, gradient) in one.gradients.enumerated() {
        let layer = index / 2
        let units = spec.network.layers[layer].units
        for (position, figure) in gradient.flat.enumerated() {
          let input = index % 2 == 0 ? position / units : nil
          let sum = passes.reduce(0) { sum, pass in
            let fed = input.map { pass.units[layer][$0].fed } ?? 1
            let delta = pass.units[layer + 1][position % units].gradient?.delta ?? .nan
            return sum + fed * delta
          }
          let value = sum / Double(passes.count)
          #expect(agree(value, figure), "case \(number): \(value), not \(figure)")
        }
      }
    }
    #expect(dropped > cases.count)
  }
}
