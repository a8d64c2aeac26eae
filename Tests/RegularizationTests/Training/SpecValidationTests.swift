import Regularization
import Testing

@Suite("A training spec")
struct SpecValidationTests {
  static func fields(_ change: (inout TrainingSpec) -> Void) -> [String] {
    var spec = TrainingSpec(data: DataSpec(.generated(.xor)))
    change(&spec)
    return spec.problems().map(\.field)
  }

  @Test("as it comes has no problem")
  func usual() {
    #expect(SpecValidationTests.fields { _ in } == [])
  }

  @Test("is told every number that is none", arguments: [Double.nan, .infinity, -.infinity, 1e300])
  func numbers(_ bad: Double) {
    let fields = SpecValidationTests.fields { spec in
      spec.data.noise = bad
      spec.data.validationShare = bad
      spec.data.labelNoise = bad
      spec.network = NetworkPlan(
        hiddenUnits: [4], dropProbabilities: [bad, bad],
        penalties: [Penalty(l1: bad), Penalty(l2: bad)])
      spec.optimizer = OptimizerSpec(
        .adam, momentum: bad, smoothing: bad, beta1: bad, beta2: bad, epsilon: bad,
        weightDecay: bad)
      spec.learningRate = bad
      spec.schedule = .cosine(overEpochs: 1, final: bad)
      spec.clip = .value(bad)
      spec.stop.dataLoss = bad
      spec.changes = [RecordedChange(step: 0, change: .l2(bad))]
    }
    #expect(
      fields == [
        "data.noise", "data.validation", "data.label_noise", "network.input_dropout",
        "network.dropout", "penalty.layers[1].l1", "penalty.layers[2].l2", "optimizer.momentum",
        "optimizer.smoothing", "optimizer.beta1", "optimizer.beta2", "optimizer.epsilon",
        "optimizer.weight_decay", "learning_rate", "schedule.final", "clip.value",
        "stop.data_loss", "changes[1].l2",
      ])
  }

  @Test("of more weights than fit is refused before anything is allocated")
  func size() {
    func fields(_ units: [Int]) -> [String] {
      SpecValidationTests.fields { $0.network.hiddenUnits = units }
    }
    #expect(fields([7000, 7000]) == [])
    #expect(fields([7100, 7100]) == ["network.hidden"])
    #expect(fields([1_000_000_000]) == ["network.hidden"])
    #expect(fields([.max, .max]) == ["network.hidden"])
    #expect(fields([.min]) == ["network.hidden[1]"])
  }

  // MARK: On samples

  static func samples(_ targets: Targets, count: Int, inputs: Int = 2) -> TrainingData {
    let features = Features.bytes([UInt8](repeating: 0, count: count * inputs))
    let part = DataSet(count: count, inputs: inputs, features: features, targets: targets)
    var none = part
    none.count = 0
    return TrainingData(name: "these", training: part, validation: none)
  }

  static func messages(
    on samples: TrainingData, _ change: (inout TrainingSpec) -> Void
  ) -> [String] {
    var spec = TrainingSpec(data: DataSpec(.named("these.csv")))
    change(&spec)
    return spec.problems(on: samples).map { "\($0.field): \($0.message)" }
  }

  @Test("needs a loss that fits its samples")
  func losses() {
    let three = SpecValidationTests.samples(.classes([0, 1, 2], count: 3, names: []), count: 3)
    let two = SpecValidationTests.samples(.classes([0, 1], count: 2, names: []), count: 2)
    let values = SpecValidationTests.samples(.values([0, 1], width: 1), count: 2)
    func fields(_ samples: TrainingData, _ loss: Loss?) -> [String] {
      SpecValidationTests.messages(on: samples) { $0.loss = loss }
    }
    #expect(
      fields(three, .logistic) == ["loss: the loss cannot be logistic: the samples have 3 classes"])
    #expect(
      fields(values, .crossEntropy) == [
        "loss: the loss cannot be cross-entropy: the samples have values, not classes"
      ])
    for loss in [nil, Loss.crossEntropy, .logistic, .squaredError, .halfSquaredError] {
      #expect(fields(two, loss) == [])
    }
    for loss in [nil, Loss.crossEntropy, .squaredError, .halfSquaredError] {
      #expect(fields(three, loss) == [])
    }
    for loss in [nil, Loss.squaredError, .halfSquaredError] { #expect(fields(values, loss) == []) }
  }

  @Test("is told of labels and validation that its samples do not have")
  func parts() {
    let values = SpecValidationTests.samples(.values([0, 1], width: 1), count: 2)
    let messages = SpecValidationTests.messages(on: values) { spec in
      spec.data.labelNoise = 0.1
      spec.stop.patience = 2
    }
    #expect(
      messages == [
        "data.label_noise: “these” has values, and no labels to be replaced",
        "stop.patience: the patience waits for a lower validation loss, and there is none",
      ])
    let empty = SpecValidationTests.samples(.values([], width: 1), count: 0)
    #expect(
      SpecValidationTests.messages(on: empty) { _ in } == [
        "data.set: “these” leaves no sample to train on"
      ])
  }

  @Test("has its size judged with the inputs that there are")
  func sizeOnSamples() {
    let wide = SpecValidationTests.samples(
      .classes([0, 1], count: 2, names: []), count: 2, inputs: 100_000)
    #expect(
      SpecValidationTests.messages(on: wide) { $0.network.hiddenUnits = [600] } == [
        "network.hidden: the network would have 60,001,201 weights and biases"
      ])
    let many = SpecValidationTests.samples(
      .classes([Int32](repeating: 0, count: 100_000), count: 2, names: []), count: 100_000)
    #expect(
      SpecValidationTests.messages(on: many) { spec in
        spec.network.hiddenUnits = [4000]
        spec.batchSize = 100_000
      } == [
        "batch_size: a batch of 100000 samples has too many values in a network of 4,003 units"
      ])
  }
}
