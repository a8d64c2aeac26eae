extension TrainingSpec {
  /// Everything that is wrong with the spec as such; what depends on the samples is told by
  /// ``problems(on:)``.
  ///
  /// Costs nothing that grows with the network: it is asked before anything is allocated.
  public func problems() -> [SpecProblem] {
    var check = SpecCheck()
    data.check(into: &check)
    network.check(into: &check)
    checkLoss(into: &check)
    optimizer.check(prefix: "optimizer", into: &check)
    check.number(
      learningRate, TrainingRanges.learningRate, "learning_rate", "the learning rate")
    schedule.check(into: &check)
    clip?.check(into: &check)
    check.whole(batchSize, TrainingRanges.batchSize, "batch_size", "the batch size")
    check.whole(epochs, TrainingRanges.epochs, "epochs", "the number of epochs")
    checkStop(into: &check)
    checkChanges(into: &check)
    return check.problems
  }

  private func checkLoss(into check: inout SpecCheck) {
    if let activation = network.outputActivation, let loss, loss.isOfClasses, activation != .linear
    {
      check.report(
        "network.output_activation",
        "the output activation cannot be \(activation.rawValue) with the loss \(loss.rawValue)",
        remedy: "take it out: this loss brings its own, and needs linear outputs")
    }
    guard case .generated(let set) = data.source else { return }
    if set.isRegression, let loss, loss.isOfClasses {
      check.report(
        "loss", "the loss cannot be \(loss.rawValue): “\(set.rawValue)” has values, not classes",
        remedy: "it must be squared-error or half-squared-error")
    }
    if set.isRegression, data.labelNoise > 0 {
      check.report(
        "data.label_noise", "“\(set.rawValue)” has values, and no labels to be replaced",
        remedy: "take it out; the noise of values is “noise”")
    }
  }

  private func checkStop(into check: inout SpecCheck) {
    if let patience = stop.patience {
      check.whole(patience, TrainingRanges.patience, "stop.patience", "the patience")
      if data.validationShare == 0 {
        check.report(
          "stop.patience", "the patience waits for a lower validation loss, and there is none",
          remedy: "give a validation share above 0, or take it out")
      }
    }
    if let zeros = stop.exactZeros {
      check.whole(
        zeros, TrainingRanges.exactZeros, "stop.exact_zeros", "the number of exact zeros")
    }
    if let loss = stop.dataLoss {
      check.number(loss, TrainingRanges.stopDataLoss, "stop.data_loss", "the data loss to stop at")
    }
  }

  private func checkChanges(into check: inout SpecCheck) {
    var before = 0
    for (index, recorded) in changes.enumerated() {
      let prefix = "changes[\(index + 1)]"
      check.whole(recorded.step, TrainingRanges.changeStep, "\(prefix).step", "the step")
      if recorded.step < before {
        check.report(
          "\(prefix).step", "step \(recorded.step) comes after step \(before)",
          remedy: "write the changes in the order of their steps")
      }
      before = max(before, recorded.step)
      recorded.change.check(prefix: prefix, into: &check)
    }
  }

  // MARK: On the samples

  /// What is wrong with the spec for these samples: the loss does not fit them, the network would
  /// be too large.
  public func problems(on samples: TrainingData) -> [SpecProblem] {
    var check = SpecCheck()
    let training = samples.training
    guard training.count > 0 else {
      check.report(
        "data.set", "“\(samples.name)” leaves no sample to train on",
        remedy: "give a set with more samples, or a smaller validation share")
      return check.problems
    }
    checkLoss(for: training.targets, into: &check)
    if case .classes(_, let count, _) = training.targets, count > TrainingSpec.classLimit {
      check.report(
        "data.set", "“\(samples.name)” has \(count) classes",
        remedy: "at most \(TrainingSpec.classLimit) are possible; are these values?")
    }
    if !training.targets.isOfClasses, data.labelNoise > 0 {
      check.report(
        "data.label_noise", "“\(samples.name)” has values, and no labels to be replaced",
        remedy: "take it out")
    }
    if stop.patience != nil, samples.validation.count == 0 {
      check.report(
        "stop.patience", "the patience waits for a lower validation loss, and there is none",
        remedy: "give a validation share, or take it out")
    }
    let outputs: Int =
      switch training.targets {
      case .classes(_, let count, _): count == 2 && loss != .crossEntropy ? 1 : count
      case .values(_, let width): width
      }
    network.checkSize(inputs: training.inputs, outputs: outputs, into: &check)
    let units = network.hiddenUnits.reduce(training.inputs + outputs) { $0 + min($1, 1 << 40) }
    let (values, overflow) = min(batchSize, training.count)
      .multipliedReportingOverflow(by: units)
    if overflow || values > TrainingRanges.activationLimit {
      check.report(
        "batch_size",
        "a batch of \(min(batchSize, training.count)) samples has too many values in a network of "
          + "\(SpecText.count(units)) units",
        remedy: "give a smaller batch: samples times units must stay below "
          + SpecText.count(TrainingRanges.activationLimit))
    }
    return check.problems
  }

  private func checkLoss(for targets: Targets, into check: inout SpecCheck) {
    guard let loss else { return }
    switch (loss, targets) {
    case (.crossEntropy, .values), (.logistic, .values):
      check.report(
        "loss", "the loss cannot be \(loss.rawValue): the samples have values, not classes",
        remedy: "it must be squared-error or half-squared-error")
    case (.logistic, .classes(_, let count, _)) where count != 2:
      check.report(
        "loss", "the loss cannot be logistic: the samples have \(count) classes",
        remedy: "it is for two classes; write cross-entropy")
    default: break
    }
  }
}
