import Foundation
import Lessons
import Regularization
import TestSupport
import Testing

@Suite("A training file")
struct TrainingFileTests {
  static func read(_ text: String) -> SpecFileReading<TrainingSpec> {
    TrainingFileReader(file: "run.yaml").read(Array(text.utf8))
  }

  /// What stands after the place in each issue, with its place.
  static func issues(_ text: String) -> [String] {
    read(text).issues.map { "\($0.line):\($0.column)+\($0.length) \($0.message); \($0.remedy)" }
  }

  @Test("of two keys is a run with the usual settings")
  func usualSettings() {
    let reading = TrainingFileTests.read("format_version: 1\ndata: {set: spiral}\n")
    #expect(reading.issues.map(\.description) == [])
    #expect(reading.file?.spec == TrainingSpec(data: DataSpec(.generated(.spiral))))
  }

  @Test("says everything that a spec can hold")
  func everything() {
    let text = """
      format_version: 1
      data:
        set: set/measurements.csv
        validation: 0.25
        training_limit: 2000
        standardize: true
        label_noise: 0.125
        target: price
        task: values
      network:
        hidden: [128, 64]
        activation: tanh
        output_activation: linear
        initial_weights: glorot-normal
        dropout: [0.5, 0.25]
        input_dropout: 0.2
      loss: squared-error
      optimizer:
        kind: adamw
        beta1: 0.8
        beta2: 0.99
        epsilon: 1e-7
        epsilon_placement: before-correction
        bias_correction: false
        weight_decay: 0.05
        decay_biases: true
      learning_rate: 0.002
      schedule: {kind: cosine, over_epochs: 7, final: 1e-5}
      penalty:
        l1_rule: proximal
        l2_convention: full
        biases: true
        layers:
          - {l1: 0.1}
          - {l2: 0.2, l1_rule: hold}
          - {strength: 0.5, l1_ratio: 0.25}
      clip: {norm: 1}
      batch_size: 16
      epochs: 12
      stop: {patience: 3, exact_zeros: 100, data_loss: 0.01}
      seed: 18446744073709551615
      precision: float64
      changes:
        - {step: 0, batch_size: 8}
        - {step: 812, l2: 0.01, l1: 0.02, l1_rule: subgradient, learning_rate: 1e-3}
        - {step: 900, optimizer: {kind: rmsprop, smoothing: 0.95}, dropout: 0.1, weight_decay: 0}

      """
    let reading = TrainingFileTests.read(text)
    #expect(reading.issues.map(\.description) == [])
    let plan = NetworkPlan(
      hiddenUnits: [128, 64], activation: .tanh, outputActivation: .linear,
      initializer: .glorotNormal, dropProbabilities: [0.2, 0.5, 0.25],
      penalties: [
        Penalty(l1: 0.1, zeroRule: .proximal, l2Convention: .full),
        Penalty(l2: 0.2, zeroRule: .hold, l2Convention: .full),
        Penalty(l1: 0.125, l2: 0.375, zeroRule: .proximal),
      ], penalizesBiases: true, decaysBiases: true)
    let expected = TrainingSpec(
      data: DataSpec(
        .named("set/measurements.csv"), validationShare: 0.25, trainingLimit: 2000,
        standardizes: true, labelNoise: 0.125, target: "price", task: .values),
      network: plan, loss: .squaredError,
      optimizer: OptimizerSpec(
        .adamw, beta1: 0.8, beta2: 0.99, epsilon: 1e-7, epsilonPlacement: .beforeCorrection,
        correctsBias: false, weightDecay: 0.05),
      learningRate: 0.002, schedule: .cosine(overEpochs: 7, final: 1e-5), clip: .norm(1),
      batchSize: 16, epochs: 12, stop: StopRules(patience: 3, exactZeros: 100, dataLoss: 0.01),
      seed: .max, precision: .float64,
      changes: [
        RecordedChange(step: 0, change: .batchSize(8)),
        RecordedChange(step: 812, change: .learningRate(1e-3)),
        RecordedChange(step: 812, change: .l1(0.02)), RecordedChange(step: 812, change: .l2(0.01)),
        RecordedChange(step: 812, change: .zeroRule(.subgradient)),
        RecordedChange(
          step: 900, change: .optimizer(OptimizerSpec(.rmsprop, smoothing: 0.95))),
        RecordedChange(step: 900, change: .weightDecay(0)),
        RecordedChange(step: 900, change: .dropProbability(0.1)),
      ])
    #expect(reading.file?.spec == expected)
  }

  @Test("takes the learning rate that its optimizer usually has", arguments: OptimizerKind.allCases)
  func usualRate(_ kind: OptimizerKind) {
    let spec = TrainingFileTests.read(
      "format_version: 1\ndata: {set: xor}\noptimizer: {kind: \(kind.rawValue)}\n"
    ).file?.spec
    #expect(spec?.optimizer == OptimizerSpec(kind))
    #expect(spec?.learningRate == ([.rmsprop, .adam, .adamw].contains(kind) ? 0.001 : 0.1))
  }

  @Test("with one drop probability drops the outputs of every hidden layer")
  func oneDropProbability() {
    let spec = TrainingFileTests.read(
      "format_version: 1\ndata: {set: xor}\nnetwork: {hidden: [4, 3, 2], dropout: 0.5}\n"
    ).file?.spec
    #expect(spec?.network.dropProbabilities == [0, 0.5, 0.5, 0.5])
  }

  @Test("that is written from a spec is read as that spec")
  func roundTrip() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<300 {
      let spec = SpecDrawing.spec(using: &generator)
      #expect(spec.problems().isEmpty)
      let reading = TrainingFileTests.read(spec.fileText)
      #expect(reading.issues.map(\.description) == [], "\(spec.fileText)")
      #expect(reading.file?.spec == spec, "\(spec.fileText)")
    }
  }

  @Test(
    "that is not one is refused in words, whatever it holds",
    arguments: [
      "", "5", "- a\n- b\n", "format_version: 1\n", "data: {set: xor}\n", "format_version: 2\n",
      "format_version: 1\ndata: {set: xor\n", "format_version: 1\ndata: spiral\n", "{}",
      "a: &b c\n",
      "format_version: 1\ndata: {set: xor}\ndata: {set: gauss}\n",
      "format_version: 1\ndata: {set: \"\\e[2J\"}\n", "format_version: 1\ndata: {set: }\n",
    ])
  func hostile(_ text: String) {
    let reading = TrainingFileTests.read(text)
    #expect(reading.file == nil)
    #expect(!reading.issues.isEmpty)
    #expect(reading.issues.allSatisfy { !$0.description.contains("\u{1b}") })
    #expect(reading.issues.allSatisfy { !$0.remedy.contains("lesson") }, "\(reading.issues)")
  }
}

/// Draws specs at random, each in the form in which a file's reader gives it.
enum SpecDrawing {
  static func spec(using generator: inout some RandomNumberGenerator) -> TrainingSpec {
    func chance(_ generator: inout some RandomNumberGenerator) -> Bool {
      Bool.random(using: &generator)
    }
    func share(_ generator: inout some RandomNumberGenerator) -> Double {
      Double.random(in: 0..<0.9, using: &generator)
    }
    func pick<Choice: CaseIterable>(
      _ type: Choice.Type, _ generator: inout some RandomNumberGenerator
    ) -> Choice {
      let all = Array(type.allCases)
      return all[Int.random(in: 0..<all.count, using: &generator)]
    }
    let set = pick(GeneratedData.self, &generator)
    var data = DataSpec(.generated(set))
    if chance(&generator) {
      data = DataSpec(
        .named("a \"folder\"/more\\deep: {x}.csv"), target: "θ, “first”", task: .classes)
    } else {
      data.samples = Int.random(in: 2...9999, using: &generator)
      data.noise = share(&generator)
    }
    if chance(&generator) { data.validationShare = max(0.01, share(&generator)) }
    if chance(&generator) { data.trainingLimit = 17 }
    data.standardizes = chance(&generator)

    let layers = Int.random(in: 0...3, using: &generator)
    var plan = NetworkPlan(
      hiddenUnits: (0..<layers).map { _ in Int.random(in: 1...300, using: &generator) },
      activation: pick(Activation.self, &generator))
    if chance(&generator) { plan.initializer = pick(WeightInitializer.self, &generator) }
    switch Int.random(in: 0...2, using: &generator) {
    case 0: break
    case 1: plan.dropProbabilities = [share(&generator)]
    default: plan.dropProbabilities = (0...layers).map { _ in share(&generator) }
    }
    for _ in 0..<Int.random(in: 0...layers + 1, using: &generator) {
      plan.penalties.append(
        Penalty(
          l1: share(&generator), l2: share(&generator) * 1e-9,
          zeroRule: pick(ZeroRule.self, &generator),
          l2Convention: pick(L2Convention.self, &generator)))
    }
    plan.penalizesBiases = chance(&generator)
    plan.decaysBiases = chance(&generator)

    func optimizer(_ generator: inout some RandomNumberGenerator) -> OptimizerSpec {
      let kind = pick(OptimizerKind.self, &generator)
      var spec = OptimizerSpec(kind, weightDecay: share(&generator))
      switch kind {
      case .sgd: break
      case .momentum, .nesterov:
        spec.momentum = share(&generator)
        spec.velocityForm = pick(VelocityForm.self, &generator)
      case .rmsprop:
        spec.smoothing = share(&generator)
        spec.epsilon = 1e-30
        spec.epsilonPlacement = pick(EpsilonPlacement.self, &generator)
      case .adam, .adamw:
        spec.beta1 = share(&generator)
        spec.beta2 = share(&generator)
        spec.epsilon = share(&generator) + 1e-20
        spec.epsilonPlacement = pick(EpsilonPlacement.self, &generator)
        spec.correctsBias = chance(&generator)
      }
      return spec
    }
    var spec = TrainingSpec(
      data: data, network: plan, optimizer: optimizer(&generator),
      learningRate: share(&generator) + 1e-12, batchSize: 33, epochs: 77,
      seed: generator.next(), precision: pick(Precision.self, &generator))
    if chance(&generator) { spec.loss = .halfSquaredError }
    switch Int.random(in: 0...2, using: &generator) {
    case 0: spec.schedule = .step(factor: share(&generator) + 0.01, everyEpochs: 3)
    case 1: spec.schedule = .cosine(overEpochs: 9, final: share(&generator))
    default: break
    }
    switch Int.random(in: 0...2, using: &generator) {
    case 0: spec.clip = .norm(share(&generator) + 0.01)
    case 1: spec.clip = .value(share(&generator) + 0.01)
    default: break
    }
    if chance(&generator) { spec.stop.patience = 4 }
    if chance(&generator) { spec.stop.exactZeros = 40 }
    if chance(&generator) { spec.stop.dataLoss = share(&generator) }
    let changes: [TrainingChange] = [
      .learningRate(share(&generator) + 0.01), .l1(share(&generator)), .l2(0), .zeroRule(.hold),
      .weightDecay(share(&generator)), .dropProbability(share(&generator)), .batchSize(5),
      .optimizer(optimizer(&generator)),
    ]
    for (index, change) in changes.shuffled(using: &generator).enumerated()
    where chance(&generator) {
      spec.changes.append(RecordedChange(step: 10 * index, change: change))
    }
    return spec
  }
}
