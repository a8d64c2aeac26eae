import CKernels

/// The next update of a run, done with copies of all that it changes: what comes of it is what will
/// come of the update itself, bit for bit, and the run is as it was.
final class DryRun {
  let network: Network
  let engine: TrainingEngine
  private(set) var order: BatchUpdate.Order?
  /// The mean over the batch, and whether all parameters would be finite.
  private(set) var outcome: (dataLoss: Double, isFinite: Bool)?
  private unowned let run: TrainingRun

  init(of run: TrainingRun) {
    self.run = run
    let original = run.model
    network = Network(original.spec, precision: original.precision, kernels: original.kernels)
    engine = TrainingEngine(
      network: network, loss: run.loss, seed: run.spec.seed, team: run.team,
      capacity: min(max(1, run.settings.batchSize), run.training.count),
      settings: run.settings.update)
  }

  /// Does the next update.
  func update() {
    let order = run.nextBatch()
    engine.setUp(run.settings.update)
    engine.reserve(min(run.settings.batchSize, run.training.count))
    network.parameters.copy(run.model.parameters)
    network.transposeAll()
    if let moment = run.engine.firstMoment { engine.firstMoment?.copy(moment) }
    if let moment = run.engine.secondMoment { engine.secondMoment?.copy(moment) }
    outcome = nil
    engine.run(on: run.training) { before in
      outcome = before
      return before == nil ? order : nil
    }
    self.order = order
  }

  /// Whether the update leaves the finite numbers.
  var diverges: Bool { outcome.map { !$0.dataLoss.isFinite || !$0.isFinite } ?? true }

  // MARK: Reading it

  /// The update taken apart for one weight; `nil` where there is no such weight, or the run cannot
  /// go on.
  func preview(of place: WeightPlace) -> StepPreview? {
    guard let index = run.place(of: place) else { return nil }
    update()
    guard let order, let outcome, !diverges else { return nil }
    let numbers = engine.batch.layer(place.layer, for: 0)
    let last = network.layout.layers.count - 1
    let next = place.layer < last ? engine.batch.layer(place.layer + 1, for: 0).factors : nil
    let input = place.input.map { numbers.input.value(at: $0) } ?? 1
    let delta = numbers.gradient.value(at: place.unit) * Double(order.rows)
    let outputs = engine.batch.layer(last, for: 0).output
    let isOfClasses = !run.training.labels.isEmpty
    return StepPreview(
      step: order.step, rows: order.rows, sample: Int(order.samples[0]), input: input,
      isInputDropped: place.input.map { numbers.factors?.value(at: $0) == 0 } ?? false,
      weightedSum: weightedSum(place, input: numbers.input),
      output: numbers.output.value(at: place.unit),
      isOutputDropped: next?.value(at: place.unit) == 0,
      networkOutputs: (0..<min(10, network.spec.outputs)).map { outputs.value(at: $0) },
      target: isOfClasses
        ? Double(run.training.labels[Int(order.samples[0])]) : engine.batch.targets[0],
      sampleLoss: engine.batch.losses[0], batchLoss: outcome.dataLoss, delta: delta,
      sampleGradient: input * delta, update: explanation(place, index: index, rows: order.rows))
  }

  /// `bias + Σ input·weight` of a unit for the batch's first sample, by the kernel that computes it.
  private func weightedSum(_ place: WeightPlace, input: Numbers) -> Double {
    let layer = run.model.shape(ofLayer: place.layer)
    let panel = place.unit / ParameterLayout.Panel.width
    let column = panel * ParameterLayout.Panel.width
    let width = layer.place.width(ofPanel: panel)
    let sums = NumberBuffer(count: width, precision: network.precision)
    run.team.run { member in
      guard member == 0 else { return }
      network.kernels.product(
        1, width, layer.inputs, input.start, layer.inputStride, 1,
        layer.parameters.pointer(at: layer.place.place(ofPanel: panel)), width, sums.start, width,
        layer.parameters.pointer(at: layer.place.biases + column),
        Int32(KERNELS_FROM_ROW.rawValue))
    }
    return sums[place.unit - column]
  }

  private func explanation(_ place: WeightPlace, index: Int, rows: Int) -> UpdateExplanation {
    let isBias = place.input == nil
    let by = engine.shared.coefficients[2 * place.layer + (isBias ? 1 : 0)]
    let before = run.model.parameters[index]
    let dataGradient = gradient(place, index: index, rows: rows)
    let touchesGradient =
      by.zero_rule == Int32(KERNELS_SUBGRADIENT.rawValue)
      || by.zero_rule == Int32(KERNELS_HOLD.rawValue)
    let sign: Double = before > 0 ? 1 : before < 0 ? -1 : 0
    let l1Gradient = touchesGradient ? by.l1 * sign : 0
    let l2Gradient = by.l2 * before
    let gradient = dataGradient + l2Gradient + l1Gradient
    let first = engine.firstMoment?[index]
    let second = engine.secondMoment?[index]
    return UpdateExplanation(
      place: place, before: before, dataGradient: dataGradient, l2Gradient: l2Gradient,
      l1Gradient: l1Gradient, firstMoment: first, secondMoment: second,
      direction: by.rule == Int32(KERNELS_NESTEROV.rawValue)
        ? by.momentum * (first ?? 0) + by.gradient_scale * gradient : first ?? gradient,
      divisor: second.map { (by.scale * $0 + by.inner).squareRoot() + by.outer } ?? 1,
      rate: by.rate, decayed: before * (1 - by.decay),
      beforeZeroRule: beforeZeroRule(by, index: index, before: before, gradient: dataGradient),
      after: network.parameters[index])
  }

  /// The gradient of the data loss, clipped: kept where there is a clip, else computed.
  private func gradient(_ place: WeightPlace, index: Int, rows: Int) -> Double {
    if let gradients = engine.gradients { return gradients[index] }
    let panel = place.unit / ParameterLayout.Panel.width
    let layer = network.layout.layers[place.layer]
    let numbers = engine.batch.layer(place.layer, for: 0)
    let room = NumberBuffer(count: ParameterLayout.Panel.width, precision: network.precision)
    run.team.run { member in
      guard member == 0 else { return }
      if let input = place.input {
        network.weightGradient(
          layer: place.layer, from: numbers.input, numbers.gradient, rows: rows,
          inputs: input..<input + 1, panel: panel, to: room.start)
      } else {
        network.biasGradient(
          layer: place.layer, from: numbers.gradient, rows: rows,
          columns: layer.columns(of: panel..<panel + 1), to: room.start)
      }
    }
    return room[place.unit % ParameterLayout.Panel.width]
  }

  /// The new weight without what happens at zero, by the kernel itself.
  private func beforeZeroRule(
    _ by: kernels_update, index: Int, before: Double, gradient: Double
  ) -> Double {
    var by = by
    switch UInt32(by.zero_rule) {
    case KERNELS_HOLD.rawValue: by.zero_rule = Int32(KERNELS_SUBGRADIENT.rawValue)
    case KERNELS_PROXIMAL.rawValue: by.zero_rule = Int32(KERNELS_NO_L1.rawValue)
    default: break
    }
    func one(_ value: Double?) -> NumberBuffer? {
      value.map {
        let buffer = NumberBuffer(count: Int(KERNELS_LANES), precision: network.precision)
        buffer[0] = $0
        return buffer
      }
    }
    guard let weight = one(before), let gradient = one(gradient) else { return before }
    let first = one(run.engine.firstMoment?[index])
    let second = one(run.engine.secondMoment?[index])
    run.team.run { member in
      guard member == 0 else { return }
      _ = network.kernels.update(
        &by, Int(KERNELS_LANES), weight.start, gradient.start, first?.start, second?.start)
    }
    return weight[0]
  }
}
