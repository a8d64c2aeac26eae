import CKernels

/// The settings that hold at a step of a run: the spec's, and the changes made until then.
struct LiveSettings {
  var update: UpdateSettings
  var batchSize: Int
  var learningRate: Double
  /// The step after which the present optimizer came in.
  var optimizerSince = 0
  /// The step of the next recorded change.
  var nextChange: Int?

  /// - Parameter step: updates done; changes recorded for it are made. Before any step, none is.
  init(_ spec: TrainingSpec, _ network: NetworkSpec, at step: Int = -1) {
    batchSize = spec.batchSize
    learningRate = spec.learningRate
    update = UpdateSettings(
      optimizer: spec.optimizer, learningRate: spec.learningRate, clip: spec.clip,
      penalties: network.layers.map(\.penalty), biasPenalties: network.layers.map(\.biasPenalty),
      dropProbabilities: network.layers.map(\.inputDropProbability))
    for recorded in spec.changes where recorded.step <= step { make(recorded, spec.network) }
    nextChange = spec.changes.first { $0.step > step }?.step
  }

  private mutating func make(_ recorded: RecordedChange, _ plan: NetworkPlan) {
    func penalties(_ change: (inout Penalty) -> Void) {
      for layer in update.penalties.indices {
        change(&update.penalties[layer])
        if plan.penalizesBiases { change(&update.biasPenalties[layer]) }
      }
    }
    switch recorded.change {
    case .learningRate(let value): learningRate = value
    case .l1(let value): penalties { $0.l1 = value }
    case .l2(let value): penalties { $0.l2 = value }
    case .zeroRule(let rule): penalties { $0.zeroRule = rule }
    case .weightDecay(let value): update.optimizer.weightDecay = value
    case .dropProbability(let value):
      for layer in update.dropProbabilities.indices.dropFirst() {
        update.dropProbabilities[layer] = value
      }
    case .batchSize(let value): batchSize = value
    case .optimizer(let value):
      update.optimizer = value
      optimizerSince = recorded.step
    }
  }
}

extension UpdateSettings {
  /// `Σ` over the layers of the penalty on weights and biases.
  func penalty(of model: Network) -> Double {
    var sum = 0.0
    for layer in penalties.indices {
      if !penalties[layer].isNone {
        let weights = model.summary(ofWeightsIn: layer)
        sum += penalties[layer].value(
          ofL1Norm: weights.sum_of_magnitudes, sumOfSquares: weights.sum_of_squares)
      }
      if !biasPenalties[layer].isNone {
        let biases = model.summary(ofBiasesIn: layer)
        sum += biasPenalties[layer].value(
          ofL1Norm: biases.sum_of_magnitudes, sumOfSquares: biases.sum_of_squares)
      }
    }
    return sum
  }
}

extension TrainingSpec {
  /// The network and the loss for these samples.
  ///
  /// *Throws*: ``TrainingProblem`` where they do not fit.
  func resolved(
    for samples: TrainingData
  ) throws(TrainingProblem) -> (network: NetworkSpec, loss: Loss) {
    guard samples.training.count > 0, samples.training.inputs > 0 else {
      throw TrainingProblem(
        "there are no samples to train on", remedy: "take other data, or a smaller validation share"
      )
    }
    switch samples.training.targets {
    case .classes(_, let count, _):
      let loss = loss ?? (count > 2 ? .crossEntropy : .logistic)
      if loss == .logistic, count != 2 {
        throw TrainingProblem(
          "the logistic loss is of two classes, the data have \(count)",
          remedy: "take \(Loss.crossEntropy.rawValue)")
      }
      guard count <= TrainingSpec.classLimit else {
        throw TrainingProblem(
          "the data have \(count) classes",
          remedy: "at most \(TrainingSpec.classLimit) are possible")
      }
      let outputs = loss == .crossEntropy || count > 2 ? count : 1
      return (
        network.network(
          inputs: samples.training.inputs, outputs: outputs, loss: loss, classes: true), loss
      )
    case .values(_, let width):
      let loss = loss ?? .squaredError
      guard !loss.isOfClasses else {
        throw TrainingProblem(
          "\(loss.rawValue) is a loss of classes, the data have values to be predicted",
          remedy: "take \(Loss.squaredError.rawValue)")
      }
      return (
        network.network(
          inputs: samples.training.inputs, outputs: width, loss: loss, classes: false), loss
      )
    }
  }

  /// More classes than a softmax may have.
  public static let classLimit = 4096
}
