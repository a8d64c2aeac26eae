@testable import Regularization

/// Groups of runs on small made-up samples.
enum GroupFixture {
  static let data = SampleFixture.data(SampleFixture.classes())

  static func group(
    _ specs: [TrainingSpec], on data: TrainingData = data, threads: Int = 1,
    memoryLimit: Int = 256 << 20
  ) throws -> RunGroup {
    try RunGroup(specs.map { ($0, data) }, threads: threads, memoryLimit: memoryLimit)
  }

  static func spec(_ change: (inout TrainingSpec) -> Void = { _ in }) -> TrainingSpec {
    SampleFixture.spec {
      $0.network.dropProbabilities = [0, 0.3]
      change(&$0)
    }
  }

  /// A spec and what makes another run of it: no penalty, L1, L2, another optimizer.
  static let twins: [TrainingSpec] = [
    spec(), spec { $0.network.penalties = [Penalty(l1: 0.01)] },
    spec { $0.network.penalties = [Penalty(l2: 0.1)] },
    spec { $0.optimizer = OptimizerSpec(.momentum) },
  ]

  /// A run whose numbers leave the finite ones after some updates.
  static let diverging = SampleFixture.spec(
    optimizer: OptimizerSpec(.sgd), learningRate: 1e9
  ) {
    $0.loss = .halfSquaredError
    $0.network.outputActivation = .linear
  }

  /// The hash after every step of a straight run without any group.
  static func straight(
    _ spec: TrainingSpec, steps: Int, on data: TrainingData = data
  ) throws -> [WeightsHash] {
    let run = try TrainingRun(spec, on: data)
    var hashes = [run.weightsHash]
    for _ in 0..<steps {
      try run.train(steps: 1)
      hashes.append(run.weightsHash)
    }
    return hashes
  }

  /// A request for everything there is.
  static let everything: ObservationRequest = {
    var request = ObservationRequest()
    request.histograms = true
    request.matrixLayer = 0
    request.surfaceColumns = 6
    request.surfaceRows = 4
    request.networkSample = 3
    request.extremes = 5
    request.chosen = WeightPlace(layer: 0, input: 2, unit: 1)
    request.confusion = true
    return request
  }()
}
