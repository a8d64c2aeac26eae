extension MaskSpec {
  /// Everything that is wrong with the spec. Fields are spelled as in the mask file.
  public func problems() -> [SpecProblem] {
    var check = SpecCheck()
    checkLayers(into: &check)
    guard check.problems.isEmpty else { return MaskSpec.once(check.problems) }
    checkSamples(into: &check)
    checkLoss(into: &check)
    checkUpdates(into: &check)
    return check.problems
  }

  /// A penalty holds for every layer, and what is wrong with it is told once.
  private static func once(_ problems: [SpecProblem]) -> [SpecProblem] {
    var told: Set<SpecProblem> = []
    return problems.filter { told.insert($0).inserted }
  }

  private func checkLayers(into check: inout SpecCheck) {
    let layers = network.layers
    check.whole(layers.count, MaskRanges.layers, "layers", "the number of layers")
    check.whole(network.inputs, MaskRanges.units, "layers[1].weights", "the number of inputs")
    for (index, layer) in layers.enumerated() {
      let prefix = "layers[\(index + 1)]"
      check.whole(layer.units, MaskRanges.units, "\(prefix).weights", "the number of units")
      check.number(
        layer.inputDropProbability, TrainingRanges.dropProbability,
        index == 0 ? "input_dropout" : layers.count == 2 ? "dropout" : "dropout[\(index)]",
        "the drop probability")
      for penalty in [layer.penalty, layer.biasPenalty] {
        check.number(penalty.l1, TrainingRanges.strength, "penalty.l1", "the strength of L1")
        check.number(penalty.l2, TrainingRanges.strength, "penalty.l2", "the strength of L2")
      }
    }
    guard check.problems.isEmpty else { return }
    guard network.parameterCount <= MaskRanges.parameterLimit else {
      return check.report(
        "layers", "the network has \(SpecText.count(network.parameterCount)) weights and biases",
        remedy: "give at most \(SpecText.count(MaskRanges.parameterLimit)): a small network, that "
          + "can be gone through")
    }
    guard parameters.count == layers.count else {
      return check.report(
        "layers", "\(parameters.count) initial weights for \(layers.count) layers",
        remedy: "give weights for each layer")
    }
    for index in layers.indices {
      let units = layers[index].units
      let weights = network.inputs(ofLayer: index) * units
      let prefix = "layers[\(index + 1)]"
      check.values(
        parameters[index].weights, count: weights, "\(prefix).weights",
        "\(SpecText.count(network.inputs(ofLayer: index), "input")) and "
          + SpecText.count(units, "unit"))
      check.values(
        parameters[index].biases, count: units, "\(prefix).biases", SpecText.count(units, "unit"))
    }
  }

  private func checkSamples(into check: inout SpecCheck) {
    check.whole(inputs.count, MaskRanges.samples, "data.inputs", "the number of samples")
    for (index, sample) in inputs.enumerated() {
      check.values(
        sample, count: network.inputs, "data.inputs[\(index + 1)]",
        SpecText.count(network.inputs, "input"))
    }
    switch targets {
    case .classes(let classes, let count, _):
      checkCount(classes.count, "data.classes", "class", "classes", into: &check)
      for (index, label) in classes.enumerated() where label < 0 || label >= Int32(clamping: count)
      {
        check.report(
          "data.classes[\(index + 1)]", "there is no class \(label)",
          remedy: "it must be from 0 to \(count - 1)")
      }
    case .values(let values, let width):
      checkCount(
        width > 0 ? values.count / width : 0, "data.targets", "target", "targets", into: &check)
      if let bad = values.firstIndex(where: { !NumberRange.any.contains($0) }) {
        check.report(
          "data.targets[\(bad / max(1, width) + 1)]",
          "a number cannot be \(SpecText.number(values[bad]))",
          remedy: "it must be finite, at most \(SpecText.number(NumberRange.magnitudeLimit))")
      }
    }
  }

  private func checkCount(
    _ count: Int, _ field: String, _ noun: String, _ nouns: String, into check: inout SpecCheck
  ) {
    guard count != inputs.count else { return }
    check.report(
      field,
      "\(count) \(count == 1 ? noun : nouns) for \(SpecText.count(inputs.count, "sample"))",
      remedy: "give one for each sample")
  }

  private func checkLoss(into check: inout SpecCheck) {
    let outputs = network.outputs
    let last = "layers[\(network.layers.count)]"
    func need(_ count: Int, _ why: String) {
      guard outputs != count else { return }
      check.report(
        "\(last).weights",
        "the last layer has \(SpecText.count(outputs, "unit")); the loss \(loss.rawValue) needs "
          + "\(count), \(why)",
        remedy: "give it \(count)")
    }
    if loss.isOfClasses, let activation = network.layers.last?.activation, activation != .linear {
      check.report(
        "\(last).activation",
        "the last layer cannot be \(activation.rawValue) with the loss \(loss.rawValue)",
        remedy: "write linear: the loss brings its own activation")
    }
    switch (loss, targets) {
    case (.crossEntropy, .classes(_, let count, _)): need(count, "one for each class")
    case (.logistic, .classes(_, let count, _)) where count == 2: need(1, "for class 1")
    case (.logistic, .classes(_, let count, _)):
      check.report(
        "loss", "the loss cannot be logistic with \(count) classes", remedy: "write cross-entropy")
    case (.squaredError, .classes(_, let count, _)), (.halfSquaredError, .classes(_, let count, _)):
      if count != 2 || outputs != 1 { need(count, "one for each class") }
    case (.squaredError, .values(_, let width)), (.halfSquaredError, .values(_, let width)):
      need(width, "one for each target")
    case (.crossEntropy, .values), (.logistic, .values):
      check.report(
        "loss", "the loss cannot be \(loss.rawValue): the samples have values, not classes",
        remedy: "write squared-error, or give “classes”")
    }
  }

  private func checkUpdates(into check: inout SpecCheck) {
    optimizer.check(prefix: "optimizer", into: &check)
    check.number(learningRate, TrainingRanges.learningRate, "learning_rate", "the learning rate")
    check.whole(batchSize, MaskRanges.batchSize, "batch_size", "the batch size")
    check.whole(iterations, MaskRanges.iterations, "iterations", "the number of iterations")
    guard case .given(let batches) = order else { return }
    if batches.isEmpty {
      check.report("batches", "there is no batch", remedy: "give at least one")
    }
    for (index, batch) in batches.enumerated() {
      let field = "batches[\(index + 1)]"
      check.whole(batch.count, MaskRanges.batchSize, field, "the number of samples in a batch")
      if let bad = batch.first(where: { !inputs.indices.contains($0) }) {
        check.report(
          field, "there is no sample \(bad + 1)",
          remedy: "samples are counted from 1 to \(inputs.count)")
      }
    }
  }
}

extension SpecCheck {
  /// Reports numbers that are too few, too many or not finite.
  ///
  /// - Parameter owner: what they belong to: “2 units”.
  fileprivate mutating func values(
    _ values: [Double], count: Int, _ field: String, _ owner: String
  ) {
    if values.count != count {
      report(
        field, "\(SpecText.count(values.count, "number")) for \(owner)",
        remedy: "give \(SpecText.count(count))")
    }
    if let bad = values.first(where: { !NumberRange.any.contains($0) }) {
      report(
        field, "a number cannot be \(SpecText.number(bad))",
        remedy: "it must be finite, at most \(SpecText.number(NumberRange.magnitudeLimit))")
    }
  }
}
