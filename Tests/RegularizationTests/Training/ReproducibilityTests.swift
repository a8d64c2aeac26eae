import Regularization
import Testing

/// The same spec and seed give the same bits, whatever computes them.
struct ReproducibilityTests {
  /// Layers wide enough to be shared by panels, and one too narrow for it.
  private static let wide: [Int] = [100, 70]

  static let specs: [(String, TrainingSpec)] = [
    ("adam", SampleFixture.spec(hidden: wide)),
    (
      "adamw with dropout",
      SampleFixture.spec(hidden: wide, optimizer: OptimizerSpec(.adamw)) {
        $0.network.dropProbabilities = [0.2, 0.5, 0.5]
      }
    ),
    (
      "momentum, clipped by norm, elastic net",
      SampleFixture.spec(hidden: wide, optimizer: OptimizerSpec(.momentum)) {
        $0.clip = .norm(0.5)
        $0.network.penalties = [Penalty(l1: 1e-3, l2: 1e-2, zeroRule: .proximal)]
      }
    ),
    (
      "tanh, clipped by value",
      SampleFixture.spec(hidden: wide, optimizer: OptimizerSpec(.rmsprop)) {
        $0.network.activation = .tanh
        $0.clip = .value(0.01)
      }
    ),
    (
      "float64, sigmoid, cosine",
      SampleFixture.spec(hidden: wide, optimizer: OptimizerSpec(.nesterov), precision: .float64) {
        $0.network.activation = .sigmoid
        $0.schedule = .cosine(overEpochs: 3, final: 0.001)
      }
    ),
  ]

  private func hash(
    _ spec: TrainingSpec, threads: Int, set: InstructionSet, steps: Int = 12
  ) throws -> String {
    // Batches of 96 samples are work enough for three threads.
    var spec = spec
    spec.batchSize = 96
    let data = SampleFixture.data(SampleFixture.images(count: 250))
    let run = try TrainingRun(spec, on: data, threads: threads, instructionSet: set)
    #expect(run.threads == threads)
    try run.train(steps: steps)
    return run.weightsHash.description
  }

  @Test(arguments: specs)
  func threadsDoNotChangeABit(name: String, spec: TrainingSpec) throws {
    let one = try hash(spec, threads: 1, set: .best)
    for threads in [2, 3] {
      #expect(try hash(spec, threads: threads, set: .best) == one, "\(name), \(threads) threads")
    }
  }

  @Test(arguments: specs)
  func instructionSetsDoNotChangeABit(name: String, spec: TrainingSpec) throws {
    let portable = try hash(spec, threads: 1, set: .portable, steps: 4)
    for set in InstructionSet.allCases where set.isAvailable {
      #expect(try hash(spec, threads: 1, set: set, steps: 4) == portable, "\(name), \(set)")
    }
  }

  /// What stands here was computed once; every machine, build and version must give it again.
  @Test func theBitsAreThoseOfEveryOtherMachine() throws {
    let expected = [
      "adam": "7eb0b8d3497b01e1", "adamw with dropout": "e98f0e40f0815cb3",
      "momentum, clipped by norm, elastic net": "4a901c269a4caa0a",
      "tanh, clipped by value": "ac5ef164d5a2d1c7", "float64, sigmoid, cosine": "eb8bb94635d20f56",
    ]
    for (name, spec) in Self.specs {
      let bits = try hash(spec, threads: 1, set: .best)
      #expect(bits == expected[name], "\(name)")
    }
  }

  @Test func zerosThatAreLeftOutChangeNoBit() throws {
    // The same images as bytes, where zeros are looked for, and as numbers, where they are not.
    let bytes = SampleFixture.images(count: 120)
    guard case .bytes(let pixels) = bytes.features else { return }
    var reals = bytes
    reals.features = .reals(pixels.map { Double(Float($0) * Float(1.0 / 255)) })
    let spec = SampleFixture.spec(hidden: [40])
    let one = try TrainingRun(spec, on: SampleFixture.data(bytes))
    let other = try TrainingRun(spec, on: SampleFixture.data(reals))
    try one.train(steps: 40)
    try other.train(steps: 40)
    #expect(one.weightsHash == other.weightsHash)
  }

  @Test func everySeedDrawsAnotherRun() throws {
    let data = SampleFixture.data(SampleFixture.classes())
    let hashes = try (1...4).map { seed in
      let run = try TrainingRun(SampleFixture.spec(seed: UInt64(seed)), on: data)
      try run.train(steps: 3)
      return run.weightsHash
    }
    #expect(Set(hashes).count == 4)
  }
}
