import CKernels

/// One update with one batch, as each member of a team does its part of it.
struct BatchUpdate {
  /// A batch to be trained on.
  struct Order {
    var samples: UnsafePointer<Int32>
    var rows: Int
    /// How many samples stand behind these.
    var following = 0
    /// Which update of the run it is, from 1: decides the masks.
    var step: Int
    /// Which update of this optimizer it is, from 1.
    var optimizerStep: Int
    var learningRate: Double
    /// For each layer the factors of its inputs, `[rows][inputs]`, instead of drawn ones. All
    /// orders of a run have them, or none.
    var factors: [[Double]]?
  }

  /// What members write for each other; on the heap, so that they may.
  final class Shared {
    /// Of each layer's weights, then of its biases.
    let coefficients: UnsafeMutablePointer<kernels_update>
    /// A member's word on whether all parameters that it has updated are finite.
    let isFinite: UnsafeMutablePointer<Bool>
    private let members: Int
    /// What the gradients are multiplied by where their norm is clipped.
    var gradientScale = 1.0

    init(layers: Int, members: Int) {
      self.members = members
      coefficients = .allocate(capacity: 2 * layers)
      coefficients.initialize(repeating: kernels_update(), count: 2 * layers)
      isFinite = .allocate(capacity: members)
      isFinite.initialize(repeating: true, count: members)
    }

    deinit {
      coefficients.deallocate()
      isFinite.deallocate()
    }

    var allFinite: Bool {
      for member in 0..<members where !isFinite[member] { return false }
      return true
    }

    func allAreFinite() {
      for member in 0..<members { isFinite[member] = true }
    }
  }

  let network: Network
  let loss: Loss
  let team: ThreadTeam
  let source: SampleSource
  let bytes: UnsafePointer<UInt8>?
  let batch: Activations
  let shared: Shared
  let scratch: [NumberBuffer]
  /// Room for all gradients where they are clipped together.
  let gradients: NumberBuffer?
  let clip: GradientClip?
  let firstMoment: Numbers?
  let secondMoment: Numbers?
  /// Whether zeros that stand together are left out of the first layer's sums and gradients.
  let usesLists: Bool
  let seed: UInt64
  /// `nil` where the masks are given.
  let dropProbabilities: [Double]?
  var order: Order

  private var rows: Int { order.rows }

  /// The data loss, the mean over the batch; known when ``run(_:)`` is done.
  var meanLoss: Double {
    var sum = 0.0
    for row in 0..<rows { sum += batch.losses[row] }
    return sum / Double(rows)
  }

  private var layers: Int { network.layout.layers.count }

  // MARK: The way forward and back

  func run(_ member: Int) {
    let last = layers - 1
    let ownRows = rows(of: member)
    gather(member, ownRows)

    for layer in 0...last {
      let (rows, panels) = share(ofOutputsOf: layer, for: member)
      let numbers = batch.layer(layer, for: member)
      network.forward(
        layer: layer, from: numbers.input, to: numbers.output, rows: rows, panels: panels,
        terms: layer == 0 && usesLists ? batch.termLists[member] : nil)
      if layer < last {
        dropInputs(
          of: layer + 1, member, rows: rows,
          columns: network.shape(ofLayer: layer).place.columns(of: panels))
      }
      // Where the last layer is shared by rows, everybody has its own rows' outputs.
      if layer < last || sharesPanels(last) { team.wait(member) }
    }

    computeLosses(rows: ownRows, member)
    team.wait(member)

    for layer in stride(from: last, to: 0, by: -1) {
      goBack(through: layer, member)
      if layer > 1 { team.wait(member) }
    }

    if clip != nil {
      team.wait(member)
      clipAndUpdate(member)
    } else {
      // The first layer's panels need nothing of others. The second layer's weights are still
      // read by those who are on the way back to the first.
      let isFirstOwn = sharesPanels(0)
      if isFirstOwn { updateAtOnce(layer: 0, member) }
      team.wait(member)
      for layer in (isFirstOwn ? 1 : 0)..<layers { updateAtOnce(layer: layer, member) }
    }
  }

  private func gather(_ member: Int, _ ownRows: Range<Int>) {
    let inputs = batch.layer(0, for: member).source
    source.gatherInputs(
      order.samples, rows: rows, next: min(order.following, rows), bytes: bytes, into: inputs)
    source.gatherTargets(order.samples, rows: ownRows, into: batch)
    if usesLists, let bytes {
      kernels_list_terms(rows, source.inputs, bytes, order.samples, batch.termLists[member])
      kernels_list_rows(rows, source.inputs, bytes, order.samples, batch.rowLists[member])
    }
    dropInputs(
      of: 0, member, rows: 0..<rows, columns: 0..<network.shape(ofLayer: 0).inputStride)
  }

  /// Which outputs of a layer a member computes: all rows of some panels where there are panels
  /// for everybody, else all panels of some rows.
  private func share(
    ofOutputsOf layer: Int, for member: Int
  ) -> (rows: Range<Int>, panels: Range<Int>) {
    let panels = network.shape(ofLayer: layer).panels
    return panels >= team.members
      ? (0..<rows, team.share(of: panels, in: 1, for: member))
      : (rows(of: member), 0..<panels)
  }

  /// A member's rows where rows are shared: whole bands of them.
  private func rows(of member: Int) -> Range<Int> {
    team.share(of: rows, in: Activations.band, for: member)
  }

  private func sharesPanels(_ layer: Int) -> Bool {
    network.shape(ofLayer: layer).panels >= team.members
  }

  /// Which weights of a layer a member updates, likewise; inputs in whole panels of wᵀ.
  private func share(
    ofWeightsOf layer: Int, for member: Int
  ) -> (inputs: Range<Int>, panels: Range<Int>) {
    let shape = network.shape(ofLayer: layer)
    return shape.panels >= team.members
      ? (0..<shape.inputs, team.share(of: shape.panels, in: 1, for: member))
      : (
        team.share(of: shape.inputs, in: ParameterLayout.Panel.width, for: member),
        0..<shape.panels
      )
  }

  /// Draws the masks of a layer's inputs, unless they are given, and drops what they say.
  private func dropInputs(of layer: Int, _ member: Int, rows: Range<Int>, columns: Range<Int>) {
    let numbers = batch.layer(layer, for: member)
    guard let factors = numbers.factors, !rows.isEmpty, !columns.isEmpty else { return }
    let shape = network.shape(ofLayer: layer)
    let block = Network.Block(rows: rows, columns: columns, stride: shape.inputStride)
    if let probability = dropProbabilities?[layer] {
      var mask = DropoutMask(seed: seed, step: order.step, layer: layer, probability).kernel
      network.kernels.mask(
        &mask, rows.lowerBound, rows.count, columns.lowerBound,
        min(columns.upperBound, shape.inputs) - columns.lowerBound, 1 / (1 - probability),
        factors.pointer(at: block.start), shape.inputStride)
    }
    multiply(numbers.source, by: factors, into: numbers.input, block, stride: shape.inputStride)
  }

  /// `out = x·factors`, one by one.
  private func multiply(
    _ x: Numbers, by factors: Numbers, into out: Numbers, _ block: Network.Block, stride: Int
  ) {
    network.kernels.multiply(
      block.rows, block.columns, x.pointer(at: block.start), factors.pointer(at: block.start),
      out.pointer(at: block.start), stride)
  }

  private func computeLosses(rows part: Range<Int>, _ member: Int) {
    guard !part.isEmpty else { return }
    let last = layers - 1
    let numbers = batch.layer(last, for: member)
    loss.compute(
      network, batch, outputs: numbers.output, rows: part, scale: 1 / Double(rows),
      gradient: numbers.gradient)
    network.throughActivation(
      layer: last, outputs: numbers.output, gradient: numbers.gradient, rows: part,
      columns: 0..<network.shape(ofLayer: last).stride)
  }

  private func goBack(through layer: Int, _ member: Int) {
    let (rows, panels) = share(ofOutputsOf: layer - 1, for: member)
    let before = batch.layer(layer - 1, for: member)
    let numbers = batch.layer(layer, for: member)
    network.backward(
      layer: layer, from: numbers.gradient, to: before.gradient, rows: rows, panels: panels)
    let shape = network.shape(ofLayer: layer - 1)
    let columns = shape.place.columns(of: panels)
    if let factors = numbers.factors {
      let block = Network.Block(rows: rows, columns: columns, stride: shape.stride)
      multiply(before.gradient, by: factors, into: before.gradient, block, stride: shape.stride)
    }
    network.throughActivation(
      layer: layer - 1, outputs: before.output, gradient: before.gradient, rows: rows,
      columns: columns)
  }

  // MARK: Updates

  private func updatesBiases(_ layer: Int, _ member: Int) -> Bool {
    sharesPanels(layer) || member == 0
  }

  /// Gradients and update of a layer at once.
  private func updateAtOnce(layer: Int, _ member: Int) {
    let shape = network.shape(ofLayer: layer)
    let (inputs, panels) = share(ofWeightsOf: layer, for: member)
    guard !panels.isEmpty else { return }
    let numbers = batch.layer(layer, for: member)
    let lists = layer == 0 && usesLists ? batch.rowLists[member] : nil
    var allFinite = true
    for panel in panels where !inputs.isEmpty {
      let place = shape.place.place(ofPanel: panel, input: inputs.lowerBound)
      let isFine = network.kernels.descend(
        shared.coefficients + 2 * layer, inputs.count, shape.place.width(ofPanel: panel), rows,
        numbers.input.pointer(at: inputs.lowerBound), shape.inputStride,
        lists.map { $0 + inputs.lowerBound / Int(KERNELS_GROUP) * (rows + 1) },
        numbers.gradient.pointer(at: panel * ParameterLayout.Panel.width), shape.stride,
        shape.parameters.pointer(at: place), firstMoment?.pointer(at: place),
        secondMoment?.pointer(at: place))
      allFinite = isFine != 0 && allFinite
    }
    if updatesBiases(layer, member) {
      let gradient = scratch[member].start
      let columns = shape.place.columns(of: panels)
      network.biasGradient(
        layer: layer, from: numbers.gradient, rows: rows, columns: columns, to: gradient)
      let isFine = apply(
        shared.coefficients + 2 * layer + 1, count: columns.count,
        at: shape.place.biases + columns.lowerBound, gradient: gradient)
      allFinite = isFine && allFinite
    }
    network.transpose(layer: layer, inputs: inputs, panels: panels)
    if !allFinite { shared.isFinite[member] = false }
  }

  /// Updates parameters that lie side by side; tells whether they are finite then.
  private func apply(
    _ update: UnsafePointer<kernels_update>, count: Int, at place: Int,
    gradient: UnsafeMutableRawPointer
  ) -> Bool {
    network.kernels.update(
      update, count, network.parameters.pointer(at: place), gradient,
      firstMoment?.pointer(at: place), secondMoment?.pointer(at: place)) != 0
  }

  /// The same with all gradients at hand before the first is used.
  private func clipAndUpdate(_ member: Int) {
    guard let gradients, let clip else { return }
    for layer in 0..<layers {
      let shape = network.shape(ofLayer: layer)
      let (inputs, panels) = share(ofWeightsOf: layer, for: member)
      let numbers = batch.layer(layer, for: member)
      for panel in panels {
        network.weightGradient(
          layer: layer, from: numbers.input, numbers.gradient, rows: rows, inputs: inputs,
          panel: panel,
          to: gradients.pointer(at: shape.place.place(ofPanel: panel, input: inputs.lowerBound)))
      }
      if updatesBiases(layer, member) {
        let columns = shape.place.columns(of: panels)
        network.biasGradient(
          layer: layer, from: numbers.gradient, rows: rows, columns: columns,
          to: gradients.pointer(at: shape.place.biases + columns.lowerBound))
      }
    }
    team.wait(member)
    if member == 0, case .norm(let most) = clip {
      let norm = norm(of: gradients)
      shared.gradientScale = norm > most ? most / norm : 1
    }
    team.wait(member)
    for layer in 0..<layers {
      let shape = network.shape(ofLayer: layer)
      let (inputs, panels) = share(ofWeightsOf: layer, for: member)
      for panel in panels {
        clipAndApply(
          shared.coefficients + 2 * layer, clip, gradients, member,
          count: inputs.count * shape.place.width(ofPanel: panel),
          at: shape.place.place(ofPanel: panel, input: inputs.lowerBound))
      }
      if updatesBiases(layer, member) {
        let columns = shape.place.columns(of: panels)
        clipAndApply(
          shared.coefficients + 2 * layer + 1, clip, gradients, member, count: columns.count,
          at: shape.place.biases + columns.lowerBound)
      }
      network.transpose(layer: layer, inputs: inputs, panels: panels)
    }
  }

  private func clipAndApply(
    _ update: UnsafePointer<kernels_update>, _ clip: GradientClip, _ gradients: NumberBuffer,
    _ member: Int, count: Int, at place: Int
  ) {
    let gradient = gradients.pointer(at: place)
    switch clip {
    case .value(let limit): network.kernels.clip(count, gradient, 1, limit)
    case .norm: network.kernels.clip(count, gradient, shared.gradientScale, .infinity)
    }
    if !apply(update, count: count, at: place, gradient: gradient) {
      shared.isFinite[member] = false
    }
  }

  /// `√Σg²` over all parameters, layer by layer.
  private func norm(of gradients: NumberBuffer) -> Double {
    var sum = 0.0
    for layer in 0..<layers {
      sum += network.summary(ofWeightsIn: layer, of: gradients).sum_of_squares
      sum += network.summary(ofBiasesIn: layer, of: gradients).sum_of_squares
    }
    return sum.squareRoot()
  }
}

extension Loss {
  /// The losses of some rows of a batch and, where asked for, their gradient by the outputs.
  ///
  /// - Parameter scale: of the gradient: 1/n for the mean over n samples.
  func compute(
    _ network: Network, _ batch: Activations, outputs: Numbers, rows: Range<Int>, scale: Double,
    gradient: Numbers?
  ) {
    let layer = network.shape(ofLayer: network.layout.layers.count - 1)
    let start = rows.lowerBound * layer.stride
    let y = outputs.pointer(at: start)
    let losses = batch.losses + rows.lowerBound
    let labels = batch.labels + rows.lowerBound
    let into = gradient?.pointer(at: start)
    switch self {
    case .crossEntropy:
      network.kernels.cross_entropy(
        rows.count, layer.units, layer.stride, y, labels, scale, losses, into)
    case .logistic:
      network.kernels.logistic(rows.count, layer.stride, y, labels, scale, losses, into)
    case .squaredError, .halfSquaredError:
      network.kernels.squared_error(
        rows.count, layer.units, layer.stride, y, batch.targets.pointer(at: start),
        self == .squaredError ? 1 : 0.5, scale, losses, into)
    }
  }
}
