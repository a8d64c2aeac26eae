import Foundation
import Regularization
import TestSupport

/// A trace of `Tests/Reference/training` and what PyTorch made of it; the README there says how.
///
/// Read here without any of the program's own readers, so that a fault of theirs cannot hide.
struct ReferenceTrace {
  struct File: Decodable {
    struct Layer: Decodable {
      var inputs: Int
      var units: Int
      var activation: String
      var weights: [[Double]]
      var biases: [Double]
    }
    struct Samples: Decodable {
      var inputs: [[Double]]
      var classes: [Int32]?
      var targets: [[Double]]?
    }
    struct Step: Decodable {
      var samples: [Int]
      var masks: [[[Int]]?]?
    }
    struct Optimizer: Decodable {
      var kind: String
      var learningRate: Double
      var momentum: Double?
      var velocity: String?
      var smoothing: Double?
      var beta1: Double?
      var beta2: Double?
      var epsilon: Double?
      var epsilonPlacement: String?
      var biasCorrection: Bool?
      var weightDecay: Double?
      var decays: [String]?
    }
    struct PenaltyEntry: Decodable {
      var l1: Double
      var l1Rule: String
      var l2: Double
      var l2Convention: String
      var parameters: [String]
    }
    struct Clip: Decodable {
      var norm: Double?
      var value: Double?
    }

    var precision: String
    var layers: [Layer]
    var loss: String
    var data: Samples
    var steps: [Step]
    var optimizer: Optimizer
    var penalties: [PenaltyEntry]?
    var dropProbabilities: [Double]?
    var clip: Clip?
    var report: [Int]
  }

  struct Expected: Decodable {
    struct Step: Decodable {
      var step: Int
      var dataLoss: Double
      var penalty: Double
    }
    struct Layer: Decodable {
      var weights: [[Double]]
      var biases: [Double]
    }
    struct Report: Decodable {
      var step: Int
      var layers: [Layer]
    }

    var steps: [Step]
    var parameters: [Report]
  }

  var file: File
  var expected: Expected
  var spec: TraceSpec

  static let folder = repositoryRoot.appending(path: "Tests/Reference/training")

  /// The names of all cases, in order; none where the folder cannot be read.
  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
    return files.filter { $0.hasSuffix(".expected.json") }.map {
      String($0.dropLast(".expected.json".count))
    }.sorted()
  }()

  init(named name: String) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    file = try decoder.decode(
      File.self, from: Data(contentsOf: Self.folder.appending(path: "\(name).json")))
    expected = try decoder.decode(
      Expected.self, from: Data(contentsOf: Self.folder.appending(path: "\(name).expected.json")))
    spec = try TraceSpec(file)
  }
}

/// A word of a reference file that means nothing here.
struct UnknownWord: Error {
  var word: String
}

private func meaning<Choice: RawRepresentable>(
  of word: String, as type: Choice.Type = Choice.self
) throws -> Choice where Choice.RawValue == String {
  guard let choice = Choice(rawValue: word) else { throw UnknownWord(word: word) }
  return choice
}

extension OptimizerSpec {
  fileprivate init(_ settings: ReferenceTrace.File.Optimizer) throws {
    self.init(try meaning(of: settings.kind))
    momentum = settings.momentum ?? momentum
    velocityForm = try settings.velocity.map { try meaning(of: $0) } ?? velocityForm
    smoothing = settings.smoothing ?? smoothing
    beta1 = settings.beta1 ?? beta1
    beta2 = settings.beta2 ?? beta2
    epsilon = settings.epsilon ?? epsilon
    epsilonPlacement = try settings.epsilonPlacement.map { try meaning(of: $0) } ?? epsilonPlacement
    correctsBias = settings.biasCorrection ?? correctsBias
    weightDecay = settings.weightDecay ?? 0
  }
}

extension TraceSpec {
  fileprivate init(_ file: ReferenceTrace.File) throws {
    var layers = try file.layers.map { layer in
      LayerSpec(
        units: layer.units, activation: try meaning(of: layer.activation), decaysWeights: false)
    }
    for (index, drop) in (file.dropProbabilities ?? []).enumerated() {
      layers[index].inputDropProbability = drop
    }
    for index in layers.indices {
      let decays = file.optimizer.decays ?? []
      layers[index].decaysWeights = decays.contains("layer\(index + 1).weights")
      layers[index].decaysBiases = decays.contains("layer\(index + 1).biases")
      for entry in file.penalties ?? [] {
        let penalty = Penalty(
          l1: entry.l1, l2: entry.l2, zeroRule: try meaning(of: entry.l1Rule),
          l2Convention: try meaning(of: entry.l2Convention))
        if entry.parameters.contains("layer\(index + 1).weights") {
          layers[index].penalty = penalty
        }
        if entry.parameters.contains("layer\(index + 1).biases") {
          layers[index].biasPenalty = penalty
        }
      }
    }
    let network = NetworkSpec(inputs: file.layers.first?.inputs ?? 0, layers: layers)
    let loss: Loss = try meaning(of: file.loss)

    let targets: Targets
    if let classes = file.data.classes {
      targets = .classes(classes, count: max(network.outputs, 2), names: [])
    } else {
      targets = .values((file.data.targets ?? []).flatMap(\.self), width: network.outputs)
    }
    let rows = file.data.inputs
    self.init(
      network: network, loss: loss,
      initial: file.layers.map {
        LayerParameters(weights: $0.weights.flatMap(\.self), biases: $0.biases)
      },
      data: DataSet(
        count: rows.count, inputs: network.inputs, features: .reals(rows.flatMap(\.self)),
        targets: targets),
      steps: file.steps.map { step in
        TraceStep(
          samples: step.samples,
          masks: (step.masks ?? []).map { mask in (mask ?? []).flatMap { $0.map { $0 == 1 } } })
      },
      optimizer: try OptimizerSpec(file.optimizer), learningRate: file.optimizer.learningRate,
      clip: file.clip?.norm.map(GradientClip.norm) ?? file.clip?.value.map(GradientClip.value),
      precision: try meaning(of: file.precision), report: file.report)
  }
}
