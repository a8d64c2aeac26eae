extension DataSpec {
  func check(into check: inout SpecCheck) {
    if case .named(let name) = source, name.isEmpty {
      check.report("data.set", "the data set has no name", remedy: "give a set or a file")
    }
    check.whole(samples, TrainingRanges.samples, "data.samples", "the number of samples")
    check.number(noise, TrainingRanges.noise, "data.noise", "the noise")
    if let validationShare {
      check.number(
        validationShare, TrainingRanges.validationShare, "data.validation", "the validation share")
    }
    if let trainingLimit {
      check.whole(
        trainingLimit, TrainingRanges.trainingLimit, "data.training_limit", "the training limit")
    }
    check.number(labelNoise, TrainingRanges.labelNoise, "data.label_noise", "the label noise")
    if task != nil, case .generated(let set) = source {
      check.report(
        "data.task", "“\(set.rawValue)” has its own task",
        remedy: "take it out: it is for CSV files")
    }
    guard let target else { return }
    if target.isEmpty {
      check.report(
        "data.target", "the target has no name", remedy: "give the column's name in the file")
    } else if case .generated(let set) = source {
      check.report(
        "data.target", "“\(set.rawValue)” is computed and has no columns",
        remedy: "take it out: it is for CSV files")
    }
  }
}

extension NetworkPlan {
  func check(into check: inout SpecCheck) {
    let layers = hiddenUnits.count
    if layers > TrainingRanges.hiddenLayerLimit {
      check.report(
        "network.hidden", "\(layers) hidden layers are too many",
        remedy: "give at most \(TrainingRanges.hiddenLayerLimit)")
    }
    for (index, units) in hiddenUnits.enumerated() where units < 1 {
      check.report(
        "network.hidden[\(index + 1)]", "a layer cannot have \(units) units",
        remedy: "it must be a whole number of 1 or more")
    }
    // The least that it can be with any samples.
    if hiddenUnits.allSatisfy({ $0 >= 1 }) { checkSize(inputs: 1, outputs: 1, into: &check) }
    checkDropProbabilities(into: &check)
    if penalties.count > layers + 1 {
      check.report(
        "penalty.layers", "\(penalties.count) penalties for \(SpecText.count(layers + 1, "layer"))",
        remedy: "give one for each layer, the output layer last, or one for all")
    }
    for (index, penalty) in penalties.enumerated() {
      let prefix = penalties.count == 1 ? "penalty" : "penalty.layers[\(index + 1)]"
      check.number(penalty.l1, TrainingRanges.strength, "\(prefix).l1", "the strength of L1")
      check.number(penalty.l2, TrainingRanges.strength, "\(prefix).l2", "the strength of L2")
    }
  }

  private func checkDropProbabilities(into check: inout SpecCheck) {
    if let first = dropProbabilities.first {
      check.number(
        first, TrainingRanges.dropProbability, "network.input_dropout",
        "the drop probability of the inputs")
    }
    let hidden = dropProbabilities.dropFirst()
    if hidden.count > hiddenUnits.count {
      check.report(
        "network.dropout",
        hiddenUnits.isEmpty
          ? "there is no hidden layer whose outputs could be dropped"
          : "\(hidden.count) drop probabilities for "
            + SpecText.count(hiddenUnits.count, "hidden layer"),
        remedy: hiddenUnits.isEmpty
          ? "give hidden layers, or take it out" : "give one for all, or one for each")
    }
    let isOneForAll = Set(hidden).count == 1
    for (index, probability) in (isOneForAll ? hidden.prefix(1) : hidden).enumerated() {
      check.number(
        probability, TrainingRanges.dropProbability,
        isOneForAll ? "network.dropout" : "network.dropout[\(index + 1)]", "the drop probability")
    }
  }

  func checkSize(inputs: Int, outputs: Int, into check: inout SpecCheck) {
    let count = network(inputs: inputs, outputs: outputs, loss: .squaredError, classes: false)
      .parameterCount
    guard count > TrainingRanges.parameterLimit else { return }
    let words = count == .max ? "more weights than can be counted" : SpecText.count(count)
    check.report(
      "network.hidden",
      count == .max
        ? "the network would have \(words)" : "the network would have \(words) weights and biases",
      remedy: "give fewer units: at most \(SpecText.count(TrainingRanges.parameterLimit)) in all")
  }
}

extension OptimizerSpec {
  func check(prefix: String, into check: inout SpecCheck) {
    check.number(momentum, TrainingRanges.decayFactor, "\(prefix).momentum", "the momentum")
    check.number(smoothing, TrainingRanges.decayFactor, "\(prefix).smoothing", "the smoothing")
    check.number(beta1, TrainingRanges.decayFactor, "\(prefix).beta1", "beta1")
    check.number(beta2, TrainingRanges.decayFactor, "\(prefix).beta2", "beta2")
    check.number(epsilon, TrainingRanges.epsilon, "\(prefix).epsilon", "epsilon")
    check.number(
      weightDecay, TrainingRanges.weightDecay, "\(prefix).weight_decay", "the weight decay")
  }
}

extension LearningRateSchedule {
  func check(into check: inout SpecCheck) {
    switch self {
    case .constant: break
    case .step(let factor, let every):
      check.number(factor, TrainingRanges.scheduleFactor, "schedule.factor", "the factor")
      check.whole(
        every, TrainingRanges.scheduleEpochs, "schedule.every_epochs", "the epochs between steps")
    case .cosine(let over, let final):
      check.whole(
        over, TrainingRanges.scheduleEpochs, "schedule.over_epochs", "the length of the schedule")
      check.number(final, TrainingRanges.finalRate, "schedule.final", "the final learning rate")
    }
  }
}

extension GradientClip {
  func check(into check: inout SpecCheck) {
    switch self {
    case .norm(let limit):
      check.number(limit, TrainingRanges.clip, "clip.norm", "the limit of the gradient's norm")
    case .value(let limit):
      check.number(limit, TrainingRanges.clip, "clip.value", "the limit of the gradient's parts")
    }
  }
}

extension TrainingChange {
  func check(prefix: String, into check: inout SpecCheck) {
    switch self {
    case .learningRate(let rate):
      check.number(
        rate, TrainingRanges.learningRate, "\(prefix).learning_rate", "the learning rate")
    case .l1(let strength):
      check.number(strength, TrainingRanges.strength, "\(prefix).l1", "the strength of L1")
    case .l2(let strength):
      check.number(strength, TrainingRanges.strength, "\(prefix).l2", "the strength of L2")
    case .zeroRule: break
    case .weightDecay(let decay):
      check.number(
        decay, TrainingRanges.weightDecay, "\(prefix).weight_decay", "the weight decay")
    case .dropProbability(let probability):
      check.number(
        probability, TrainingRanges.dropProbability, "\(prefix).dropout", "the drop probability")
    case .batchSize(let size):
      check.whole(size, TrainingRanges.batchSize, "\(prefix).batch_size", "the batch size")
    case .optimizer(let optimizer):
      optimizer.check(prefix: "\(prefix).optimizer", into: &check)
    }
  }
}
