extension TraceSpec {
  /// Everything that is wrong with the spec: shapes that do not fit, indices that name nothing,
  /// settings out of range. Fields are spelled as in the trace file.
  public func problems() -> [SpecProblem] {
    var check = SpecCheck()
    checkLayers(into: &check)
    guard check.problems.isEmpty else { return check.problems }
    checkSamples(into: &check)
    checkLoss(into: &check)
    checkSteps(into: &check)
    optimizer.check(prefix: "optimizer", into: &check)
    check.number(
      learningRate, TrainingRanges.learningRate, "optimizer.learning_rate", "the learning rate")
    clip?.check(into: &check)
    for (index, step) in report.enumerated() where !(0...steps.count).contains(step) {
      check.report(
        "report[\(index + 1)]", "there is no step \(step)",
        remedy: "it must be from 0, before the first step, to \(steps.count)")
    }
    return check.problems
  }

  private func checkLayers(into check: inout SpecCheck) {
    guard network.inputs >= 1, !network.layers.isEmpty else {
      return check.report(
        "layers", "there is no layer with inputs", remedy: "give at least one layer")
    }
    guard initial.count == network.layers.count else {
      return check.report(
        "layers", "\(initial.count) initial weights for \(network.layers.count) layers",
        remedy: "give weights and biases for each layer")
    }
    for (index, layer) in network.layers.enumerated() {
      let prefix = "layers[\(index + 1)]"
      check.whole(layer.units, TrainingRanges.units, "\(prefix).units", "the number of units")
      check.number(
        layer.inputDropProbability, TrainingRanges.dropProbability,
        "drop_probabilities[\(index + 1)]", "the drop probability")
      for (name, penalty) in [("weights", layer.penalty), ("biases", layer.biasPenalty)] {
        check.number(
          penalty.l1, TrainingRanges.strength, "\(prefix).\(name).l1", "the strength of L1")
        check.number(
          penalty.l2, TrainingRanges.strength, "\(prefix).\(name).l2", "the strength of L2")
      }
    }
    let count = network.parameterCount
    guard check.problems.isEmpty, count <= TrainingRanges.parameterLimit else {
      if check.problems.isEmpty {
        check.report(
          "layers", "the network has too many weights",
          remedy: "at most \(SpecText.count(TrainingRanges.parameterLimit)) are allowed")
      }
      return
    }
    for index in initial.indices {
      let units = network.layers[index].units
      let weights = network.inputs(ofLayer: index) * units
      let prefix = "layers[\(index + 1)]"
      checkCount(
        initial[index].weights, weights, "\(prefix).weights",
        "\(network.inputs(ofLayer: index)) inputs times \(units) units", into: &check)
      checkCount(initial[index].biases, units, "\(prefix).biases", "\(units) units", into: &check)
    }
  }

  private func checkCount(
    _ values: [Double], _ count: Int, _ field: String, _ shape: String, into check: inout SpecCheck
  ) {
    if values.count != count {
      check.report(
        field,
        "there \(values.count == 1 ? "is" : "are") \(SpecText.count(values.count, "number")) for \(shape)",
        remedy: "give \(count) of them")
    }
    checkFinite(values, field, into: &check)
  }

  private func checkFinite(_ values: [Double], _ field: String, into check: inout SpecCheck) {
    if let bad = values.first(where: { !NumberRange.any.contains($0) }) {
      check.report(
        field, "a number cannot be \(SpecText.number(bad))",
        remedy: "it must be finite, at most \(SpecText.number(NumberRange.magnitudeLimit))")
    }
  }

  private func checkSamples(into check: inout SpecCheck) {
    if data.count < 1 {
      check.report("data.inputs", "there is no sample", remedy: "give at least one")
    }
    if data.inputs != network.inputs {
      check.report(
        "data.inputs",
        "a sample has \(SpecText.count(data.inputs, "number")), "
          + "the first layer \(SpecText.count(network.inputs, "input"))",
        remedy: "give as many numbers as the layer has inputs")
    }
    let (total, overflow) = data.count.multipliedReportingOverflow(by: data.inputs)
    let given =
      switch data.features {
      case .bytes(let bytes): bytes.count
      case .reals(let values): values.count
      }
    if overflow || given != total {
      check.report(
        "data.inputs", "there are \(given) numbers for \(data.count) samples",
        remedy: "give \(data.inputs) for each sample")
    }
    if case .reals(let values) = data.features { checkFinite(values, "data.inputs", into: &check) }
    switch data.targets {
    case .classes(let classes, let count, _):
      if classes.count != data.count {
        check.report(
          "data.classes", "there are \(classes.count) classes for \(data.count) samples",
          remedy: "give one for each sample")
      }
      for (index, label) in classes.enumerated() where label < 0 || label >= Int32(clamping: count)
      {
        check.report(
          "data.classes[\(index + 1)]", "there is no class \(label)",
          remedy: "it must be from 0 to \(count - 1)")
      }
    case .values(let values, let width):
      if values.count != data.count * width {
        check.report(
          "data.targets", "there are \(values.count) targets for \(data.count) samples",
          remedy: "give \(width) for each sample")
      }
      checkFinite(values, "data.targets", into: &check)
    }
  }

  private func checkLoss(into check: inout SpecCheck) {
    let outputs = network.outputs
    func need(_ count: Int, _ why: String) {
      guard outputs != count else { return }
      check.report(
        "layers[\(network.layers.count)].weights",
        "the last layer has \(outputs) units; the loss \(loss.rawValue) needs \(count), \(why)",
        remedy: "give it \(count)")
    }
    if loss.isOfClasses, let last = network.layers.last, last.activation != .linear {
      check.report(
        "layers[\(network.layers.count)].activation",
        "the last layer cannot be \(last.activation.rawValue) with the loss \(loss.rawValue)",
        remedy: "write linear: the loss brings its own activation")
    }
    switch (loss, data.targets) {
    case (.crossEntropy, .classes(_, let count, _)): need(count, "one for each class")
    case (.logistic, .classes(_, let count, _)) where count == 2: need(1, "for class 1")
    case (.squaredError, .classes(_, let count, _)), (.halfSquaredError, .classes(_, let count, _)):
      if count != 2 || outputs != 1 { need(count, "one for each class") }
    case (.squaredError, .values(_, let width)), (.halfSquaredError, .values(_, let width)):
      need(width, "one for each target")
    case (_, .classes(_, let count, _)):
      check.report(
        "loss", "the loss cannot be \(loss.rawValue) with \(count) classes",
        remedy: "write cross-entropy")
    case (_, .values):
      check.report(
        "loss", "the loss cannot be \(loss.rawValue): the samples have values, not classes",
        remedy: "write squared-error, or give “classes”")
    }
  }

  private func checkSteps(into check: inout SpecCheck) {
    for (index, step) in steps.enumerated() {
      let prefix = "steps[\(index + 1)]"
      if step.samples.isEmpty {
        check.report("\(prefix).samples", "a step has no samples", remedy: "give at least one")
      }
      for sample in step.samples where !(0..<max(data.count, 0)).contains(sample) {
        check.report(
          "\(prefix).samples", "there is no sample \(sample)",
          remedy: "samples are counted from 0 to \(data.count - 1)")
        break
      }
      guard !step.masks.isEmpty else { continue }
      guard step.masks.count == network.layers.count else {
        check.report(
          "\(prefix).masks",
          "\(SpecText.count(step.masks.count, "mask")) for \(SpecText.count(network.layers.count, "layer"))",
          remedy: "give one for the inputs of each layer, null where nothing is dropped")
        continue
      }
      for (layer, mask) in step.masks.enumerated() where !mask.isEmpty {
        let inputs = network.inputs(ofLayer: layer)
        guard mask.count != step.samples.count * inputs else { continue }
        check.report(
          "\(prefix).masks[\(layer + 1)]",
          "the mask has \(mask.count) entries for \(step.samples.count) samples of \(inputs) inputs",
          remedy: "give a row of \(inputs) for each sample of the step")
      }
    }
  }
}
