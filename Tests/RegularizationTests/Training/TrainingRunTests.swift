import Regularization
import Testing

struct TrainingRunTests {
  private let data = SampleFixture.data(SampleFixture.classes())

  private func trained(
    steps: Int = 25, _ change: (inout TrainingSpec) -> Void = { _ in }
  ) throws -> TrainingRun {
    let run = try TrainingRun(SampleFixture.spec(change), on: data)
    try run.train(steps: steps)
    return run
  }

  // MARK: Properties

  @Test(arguments: OptimizerKind.allCases, ZeroRule.allCases)
  func aPenaltyOfStrengthZeroIsNone(kind: OptimizerKind, rule: ZeroRule) throws {
    let without = try trained { $0.optimizer = OptimizerSpec(kind) }
    let with = try trained {
      $0.optimizer = OptimizerSpec(kind)
      $0.network.penalties = [Penalty(l1: 0, l2: 0, zeroRule: rule)]
      $0.network.penalizesBiases = true
    }
    #expect(with.weightsHash == without.weightsHash)
    #expect(with.penalty == 0)
  }

  @Test func adamWWithoutDecayIsAdam() throws {
    let adam = try trained { $0.optimizer = OptimizerSpec(.adam) }
    let adamW = try trained { $0.optimizer = OptimizerSpec(.adamw, weightDecay: 0) }
    #expect(adam.weightsHash == adamW.weightsHash)
  }

  @Test func momentumOfZeroIsPlainDescent() throws {
    let plain = try trained { $0.optimizer = OptimizerSpec(.sgd) }
    for kind in [OptimizerKind.momentum, .nesterov] {
      let run = try trained { $0.optimizer = OptimizerSpec(kind, momentum: 0) }
      #expect(run.parameters == plain.parameters)
    }
  }

  @Test func proximalL1GivesExactZerosAndTheSubgradientNone() throws {
    func zeros(_ rule: ZeroRule) throws -> Int {
      try trained(steps: 200) {
        $0.optimizer = OptimizerSpec(.sgd)
        $0.network.penalties = [Penalty(l1: 0.2, zeroRule: rule)]
      }.statistics().zeros
    }
    #expect(try zeros(.proximal) > 10)
    #expect(try zeros(.subgradient) == 0)
    #expect(try zeros(.hold) > 10)
  }

  @Test func theOrderOfABatchMattersOnlyToRounding() throws {
    func after(_ samples: [Int]) throws -> [LayerParameters] {
      let network = NetworkSpec(
        inputs: 5,
        layers: [LayerSpec(units: 6, activation: .tanh), LayerSpec(units: 3, activation: .linear)])
      let spec = TraceSpec(
        network: network, loss: .crossEntropy, initial: network.initialParameters(seed: 2),
        data: data.training, steps: [TraceStep(samples: samples)],
        optimizer: OptimizerSpec(.sgd), learningRate: 1, report: [1])
      return try #require(try Tracer.run(spec).parameters[1])
    }
    let one = try after([3, 14, 15, 9, 26])
    let other = try after([26, 9, 15, 14, 3])
    for (a, b) in zip(one, other) {
      for (x, y) in zip(a.weights + a.biases, b.weights + b.biases) {
        #expect(abs(x - y) < 1e-15)
      }
    }
  }

  @Test func trainingBringsTheLossDown() throws {
    let run = try trained(steps: 0)
    let before = try #require(run.evaluate(.training))
    try run.train(steps: 300)
    let after = try #require(run.evaluate(.training))
    #expect(after.dataLoss < before.dataLoss / 3)
    #expect(try #require(after.accuracy) > 0.9)
  }

  // MARK: States

  @Test(arguments: OptimizerKind.allCases)
  func aStateGoesOnToTheSameBits(kind: OptimizerKind) throws {
    let straight = try trained(steps: 41) { $0.optimizer = OptimizerSpec(kind) }
    let first = try trained(steps: 17) { $0.optimizer = OptimizerSpec(kind) }
    let second = try trained(steps: 3) { $0.optimizer = OptimizerSpec(kind) }
    second.restore(first.state)
    #expect(second.position == first.position)
    try second.train(steps: 24)
    #expect(second.weightsHash == straight.weightsHash)
    #expect(second.state == straight.state)
  }

  @Test func aStateOfAnotherRunIsSeenNotToFit() throws {
    let run = try trained()
    let wider = try trained { $0.network.hiddenUnits = [40, 6] }
    let finer = try trained { $0.precision = .float64 }
    #expect(run.fits(run.state))
    #expect(!run.fits(wider.state))
    #expect(!run.fits(finer.state))
  }

  @Test func epochsAndPartsOfThemAddUp() throws {
    let run = try trained(steps: 0)
    #expect(run.stepsPerEpoch == 8)
    try run.train(steps: 3)
    #expect(run.position.samples == 24)
    try run.train(toEndOfEpoch: true)
    #expect(run.position.epoch == 1 && run.position.step == 8 && run.position.samples == 0)
    var asked = 0
    try run.train(steps: 100) {
      asked += 1
      return asked > 5
    }
    #expect(run.position.step == 13)
  }

  @Test func lossAndPenaltyAreReportedApart() throws {
    let penalty = Penalty(l1: 0.01, l2: 0.1, l2Convention: .full)
    let run = try trained { $0.network.penalties = [penalty] }
    let parameters = run.parameters
    let weights = parameters.flatMap(\.weights)
    let expected =
      0.01 * weights.reduce(0) { $0 + abs($1) } + 0.1 * weights.reduce(0) { $0 + $1 * $1 }
    #expect(abs(run.penalty - expected) < 1e-12)
    let statistics = run.statistics()
    #expect(statistics.count == weights.count)
    #expect(abs(statistics.l1Norm - weights.reduce(0) { $0 + abs($1) }) < 1e-12)
    #expect(abs(statistics.l2Norm * statistics.l2Norm - weights.reduce(0) { $0 + $1 * $1 }) < 1e-12)
    #expect(statistics.largest == weights.map(abs).max())
    #expect(statistics.zeros == weights.count { $0 == 0 })
  }

  @Test func evaluationDropsNothing() throws {
    let run = try trained { $0.network.dropProbabilities = [0.5, 0.5, 0.5] }
    #expect(run.evaluate(.training) == run.evaluate(.training))
    let same = try trained(steps: 0)
    same.restore(run.state)
    #expect(same.evaluate(.training) == run.evaluate(.training))
  }

  // MARK: Divergence

  @Test func divergenceStopsBeforeTheStepWhereItAppears() throws {
    let spec = SampleFixture.spec(optimizer: OptimizerSpec(.sgd), learningRate: 1e9) {
      $0.loss = .halfSquaredError
      $0.network.outputActivation = .linear
    }
    let run = try TrainingRun(spec, on: data)
    let failure = try #require(throws: Divergence.self) { try run.train(steps: 1000) }
    #expect(failure.step == run.position.step + 1)
    #expect(failure.step > 1 && failure.step < 100)
    let finite = run.parameters.allSatisfy { layer in
      (layer.weights + layer.biases).allSatisfy(\.isFinite)
    }
    #expect(finite)
    // It stands where a run stands that was stopped just before.
    let straight = try TrainingRun(spec, on: data)
    try straight.train(steps: failure.step - 1)
    #expect(straight.weightsHash == run.weightsHash)
    #expect(throws: Divergence.self) { try straight.train(steps: 1) }
  }

  // MARK: Refusals

  @Test func lossesThatDoNotFitTheDataAreRefused() {
    let values = SampleFixture.data(SampleFixture.values())
    #expect(throws: TrainingProblem.self) {
      try TrainingRun(SampleFixture.spec { $0.loss = .logistic }, on: data)
    }
    #expect(throws: TrainingProblem.self) {
      try TrainingRun(SampleFixture.spec { $0.loss = .crossEntropy }, on: values)
    }
  }
}
