import Regularization
import Testing

/// The replay in plain arithmetic against the training engine: two computations that share nothing
/// but the formulas.
struct MaskReplayEngineTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var spec: MaskSpec
    var testDescription: String { name }
  }

  static let penalties: [(String, Penalty)] = [
    ("plain", .none), ("L2 half", Penalty(l2: 0.03)),
    ("L2 full", Penalty(l2: 0.03, l2Convention: .full)),
    ("L1", Penalty(l1: 0.02)), ("L1 hold", Penalty(l1: 0.4, zeroRule: .hold)),
    ("elastic net, proximal", Penalty(l1: 0.4, l2: 0.02, zeroRule: .proximal)),
  ]

  static let optimizers: [(String, OptimizerSpec)] =
    OptimizerKind.allCases.map { ($0.rawValue, OptimizerSpec($0)) } + [
      ("momentum of steps", OptimizerSpec(.momentum, velocityForm: .steps)),
      ("nesterov of steps", OptimizerSpec(.nesterov, velocityForm: .steps)),
      ("adam, no correction", OptimizerSpec(.adam, correctsBias: false)),
      (
        "adam, ε as Keras", OptimizerSpec(.adam, epsilon: 1e-3, epsilonPlacement: .beforeCorrection)
      ),
      ("rmsprop, ε inside", OptimizerSpec(.rmsprop, epsilon: 1e-3, epsilonPlacement: .insideRoot)),
      ("sgd with decay", OptimizerSpec(.sgd, weightDecay: 0.2)),
    ]

  static let cases: [Case] =
    optimizers.flatMap { name, optimizer in
      penalties.map { words, penalty in
        Case(
          name: "\(name), \(words)",
          spec: MaskFixture.drawn(
            optimizer: optimizer,
            learningRate: [.adam, .adamw, .rmsprop].contains(optimizer.kind) ? 0.01 : 0.05,
            penalty: penalty, decaysBiases: optimizer.weightDecay > 0.1))
      }
    }
    + Loss.allCases.flatMap { loss in
      Activation.allCases.map { activation in
        Case(
          name: "\(loss.rawValue), \(activation.rawValue)",
          spec: MaskFixture.drawn(loss: loss, activation: activation))
      }
    }

  @Test(arguments: cases)
  func theReplayIsWhatTheEngineDoes(_ one: Case) throws {
    let replay = MaskReplay(one.spec)
    try #require(one.spec.problems().isEmpty)
    try #require(replay.iterations == 12)
    let trace = try Tracer.run(one.spec.trace)
    for number in 1...12 {
      let iteration = replay.iteration(number)
      #expect(agree(iteration.dataLoss, trace.steps[number - 1].dataLoss), "\(number)")
      #expect(agree(iteration.penalty, trace.steps[number - 1].penalty), "\(number)")
    }
    for count in 0...12 {
      let expected = try #require(trace.parameters[count])
      for (layer, values) in replay.state(after: count).parameters.enumerated() {
        let pairs =
          Array(zip(values.weights, expected[layer].weights))
          + zip(values.biases, expected[layer].biases)
        for (value, figure) in pairs {
          #expect(agree(value, figure), "after \(count), layer \(layer): \(value), not \(figure)")
          #expect((value == 0) == (figure == 0), "after \(count), layer \(layer): \(value)")
        }
      }
    }
    #expect(replay.state(after: 12).parameters != one.spec.parameters)
  }

  /// Not only the masks that are handed over: a run of its own draws the same masks and batches.
  @Test func aTrainingRunWithTheSameSeedHasTheSameMasksAndBatches() throws {
    var spec = MaskFixture.drawn(activation: .relu, optimizer: OptimizerSpec(.momentum))
    spec.order = .shuffled
    let run = try TrainingRun(
      TrainingSpec(
        data: DataSpec(.generated(.plane)),
        network: NetworkPlan(
          hiddenUnits: [5, 4], activation: .relu, dropProbabilities: [0.2, 0.5, 0.3]),
        loss: .squaredError, optimizer: spec.optimizer, learningRate: spec.learningRate,
        batchSize: spec.batchSize, seed: spec.seed, precision: .float64),
      on: SampleFixture.data(spec.samples), initial: spec.parameters)
    let replay = MaskReplay(spec)
    // Seven samples in batches of three: twelve updates are four passes.
    for count in 1...12 {
      try run.train(steps: 1)
      for (values, expected) in zip(replay.state(after: count).parameters, run.parameters) {
        #expect(zip(values.weights, expected.weights).allSatisfy { agree($0, $1) }, "\(count)")
        #expect(zip(values.biases, expected.biases).allSatisfy { agree($0, $1) }, "\(count)")
      }
    }
    #expect(run.position.epoch == 4)
    let orders = Set(
      (0..<4).map { pass in (1...3).flatMap { spec.batch(ofIteration: 3 * pass + $0) } })
    #expect(orders.count > 1)
    #expect(orders.allSatisfy { $0.sorted() == Array(0..<7) })
  }

  @Test(arguments: cases.prefix(optimizers.count * penalties.count))
  func thePartsOfAMotionAddUpToIt(_ one: Case) {
    let replay = MaskReplay(one.spec)
    for number in [1, 2, 12] {
      for weight in replay.iteration(number).weights.joined() {
        let motion = weight.after - weight.before
        #expect(agree(weight.motion.total, motion, to: 1e-14), "\(weight.place)")
        // The working that is shown leads to where the weight went.
        let update = weight.update
        #expect(
          agree(
            update.before - update.decayed - update.rate * (update.direction / update.divisor),
            update.beforeZeroRule, to: 1e-14), "\(weight.place)")
      }
    }
  }

  @Test func iterationsCanBeAskedForInAnyOrderAndSeedsMatter() {
    let spec = MaskFixture.drawn(optimizer: OptimizerSpec(.adam))
    let replay = MaskReplay(spec)
    let last = replay.iteration(12)
    _ = replay.iteration(1)
    #expect(replay.iteration(12) == last)
    #expect(replay.state(after: 12) == last.after)
    #expect(MaskReplay(spec).iteration(7) == replay.iteration(7))
    #expect(replay.withSeed(4).state(after: 12) != replay.state(after: 12))
  }

  @Test func aReplayThatLeavesTheFiniteNumbersEndsBeforeTheBadUpdate() throws {
    var spec = MaskFixture.drawn(activation: .linear, iterations: 1000)
    spec.learningRate = 1e6
    let replay = MaskReplay(spec)
    let divergence = try #require(replay.divergence)
    #expect(divergence.step == replay.iterations + 1)
    #expect(replay.iterations > 0)
    let parameters = replay.state(after: replay.iterations).parameters
    #expect(parameters.allSatisfy { $0.weights.allSatisfy(\.isFinite) })
  }
}
