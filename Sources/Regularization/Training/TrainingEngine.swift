import CKernels

/// What decides one update beside the samples.
struct UpdateSettings: Sendable, Hashable {
  var optimizer: OptimizerSpec
  var learningRate: Double
  var clip: GradientClip?
  /// Layer by layer.
  var penalties: [Penalty]
  var biasPenalties: [Penalty]
  var dropProbabilities: [Double]
}

/// Updates a network, batch after batch, on one thread or several.
///
/// The threads share a layer's columns (its rows where there are few columns), never a sum, so
/// their number does not change the bits. Between them stands a barrier wherever one needs what
/// another has computed.
final class TrainingEngine {
  let network: Network
  let loss: Loss
  let seed: UInt64
  /// The velocity or first moment, and the second moment, laid out as the parameters; `nil` where
  /// the optimizer keeps none.
  private(set) var firstMoment: NumberBuffer?
  private(set) var secondMoment: NumberBuffer?

  private let team: ThreadTeam
  private let layers: Int
  private var batch: Activations
  private var scratch: [NumberBuffer]
  /// All gradients, kept only where they are clipped together.
  private var gradients: NumberBuffer?
  /// Of each layer's weights, then of its biases. Not an array, because all members read it.
  private let coefficients: UnsafeMutablePointer<kernels_update>
  private var coefficientsOf: (settings: UpdateSettings, step: Int)?
  /// A member's word on whether all parameters that it has updated are finite.
  private let isFinite: UnsafeMutablePointer<Bool>

  // The batch in work, written by member 0 between barriers.
  private var settings: UpdateSettings
  private var order: UnsafePointer<Int32>
  private var rows = 0
  private var maskStep = 0
  private var masksAreGiven = false
  private var gradientScale = 1.0

  /// Inputs whose weights are updated at once: their gradients stay in the nearest cache.
  private static let inputsAtOnce = 16

  init(
    network: Network, loss: Loss, seed: UInt64, team: ThreadTeam, capacity: Int,
    settings: UpdateSettings
  ) {
    self.network = network
    self.loss = loss
    self.seed = seed
    self.team = team
    self.settings = settings
    layers = network.layout.layers.count
    batch = Activations(
      network.layout, capacity: capacity, precision: network.precision,
      members: team.members, training: true)
    let widest = network.layout.layers.map(\.stride).max() ?? 0
    scratch = (0..<team.members).map { _ in
      NumberBuffer(count: TrainingEngine.inputsAtOnce * widest, precision: network.precision)
    }
    coefficients = .allocate(capacity: 2 * layers)
    coefficients.initialize(repeating: kernels_update(), count: 2 * layers)
    isFinite = .allocate(capacity: team.members)
    isFinite.initialize(repeating: true, count: team.members)
    order = UnsafePointer(batch.labels)
    setUp(settings)
  }

  deinit {
    coefficients.deallocate()
    isFinite.deallocate()
  }

  /// Takes over changed settings: makes room for what they need.
  func setUp(_ settings: UpdateSettings) {
    self.settings = settings
    let count = network.layout.count
    func kept(_ buffer: NumberBuffer?, _ isNeeded: Bool) -> NumberBuffer? {
      isNeeded ? buffer ?? NumberBuffer(count: count, precision: network.precision) : nil
    }
    firstMoment = kept(firstMoment, settings.optimizer.keepsFirstMoment)
    secondMoment = kept(secondMoment, settings.optimizer.keepsSecondMoment)
    gradients = kept(gradients, settings.clip != nil)
    for layer in 0..<layers {
      batch.setDropping(settings.dropProbabilities[layer] > 0, layer: layer)
    }
    coefficientsOf = nil
  }

  /// Makes room for larger batches.
  func reserve(_ capacity: Int) {
    guard capacity > batch.capacity else { return }
    batch = Activations(
      network.layout, capacity: capacity, precision: network.precision,
      members: team.members, training: true)
    setUp(settings)
  }

  /// Moments at zero, as before the first update.
  func forgetMoments() {
    firstMoment?.fillWithZeros()
    secondMoment?.fillWithZeros()
  }

  /// A batch to be trained on.
  struct Order {
    var samples: UnsafePointer<Int32>
    var rows: Int
    /// Which update of the run it is, from 1: decides the masks.
    var step: Int
    /// Which update of this optimizer it is, from 1.
    var optimizerStep: Int
    var learningRate: Double
    /// For each layer the factors of its inputs, `[rows][inputs]`, instead of drawn ones.
    var factors: [[Double]]?
  }

  /// Trains as long as `next` gives batches.
  ///
  /// `next` is told the data loss of the batch before, the mean over its samples, and whether all
  /// parameters are finite after it; `nil` the first time.
  func run(
    on source: SampleSource, next: (_ before: (dataLoss: Double, isFinite: Bool)?) -> Order?
  ) {
    source.withBytes { bytes in
      var isFirst = true
      team.run { member in
        while true {
          if member == 0 {
            let before = isFirst ? nil : (dataLoss: meanLoss, isFinite: allFinite)
            isFirst = false
            rows = 0
            if let order = next(before) { prepare(order) }
          }
          team.wait(member)
          guard rows > 0 else { return }
          update(member, source, bytes)
          team.wait(member)
        }
      }
    }
  }

  private var allFinite: Bool { (0..<team.members).allSatisfy { isFinite[$0] } }

  private var meanLoss: Double {
    var sum = 0.0
    for row in 0..<rows { sum += batch.losses[row] }
    return sum / Double(rows)
  }

  private func prepare(_ next: Order) {
    order = next.samples
    rows = next.rows
    maskStep = next.step
    settings.learningRate = next.learningRate
    masksAreGiven = next.factors != nil
    if let factors = next.factors {
      for layer in 0..<layers { store(factors[layer], layer: layer) }
    }
    for member in 0..<team.members { isFinite[member] = true }
    prepareCoefficients(step: next.optimizerStep)
  }

  private func store(_ factors: [Double], layer: Int) {
    let inputs = network.layout.layers[layer].inputs
    let stride = NumberBuffer.stride(of: inputs)
    for member in 0..<(layer == 0 ? team.members : 1) {
      guard let buffer = batch.factors(ofInputsOf: layer, for: member) else { continue }
      for row in 0..<rows {
        for input in 0..<inputs { buffer[row * stride + input] = factors[row * inputs + input] }
      }
    }
  }

  private func prepareCoefficients(step: Int) {
    let optimizer = settings.optimizer
    let dependsOnStep = optimizer.keepsSecondMoment && optimizer.correctsBias
    if let known = coefficientsOf, known.settings.learningRate == settings.learningRate,
      !dependsOnStep || known.step == step
    {
      return
    }
    coefficientsOf = (settings, step)
    for layer in 0..<layers {
      let spec = network.spec.layers[layer]
      coefficients[2 * layer] = optimizer.coefficients(
        step: step, learningRate: settings.learningRate, penalty: settings.penalties[layer],
        decays: spec.decaysWeights)
      coefficients[2 * layer + 1] = optimizer.coefficients(
        step: step, learningRate: settings.learningRate, penalty: settings.biasPenalties[layer],
        decays: spec.decaysBiases)
    }
  }

  // MARK: A member's part of an update

  private func update(_ member: Int, _ source: SampleSource, _ bytes: UnsafePointer<UInt8>?) {
    let last = layers - 1
    let ownRows = team.share(of: rows, in: 1, for: member)
    source.gatherInputs(order, rows: rows, bytes: bytes, into: batch.inputs[member])
    source.gatherTargets(order, rows: ownRows, into: batch)
    dropInputs(
      of: 0, member, rows: 0..<rows, columns: 0..<NumberBuffer.stride(of: source.inputs))

    for layer in 0...last {
      let (rows, columns) = share(ofOutputsOf: layer, for: member)
      network.forward(
        layer: layer, from: batch.input(ofLayer: layer, for: member), to: batch.outputs[layer],
        rows: rows, columns: columns)
      if layer < last { dropInputs(of: layer + 1, member, rows: rows, columns: columns) }
      // Where the last layer is shared by rows, everybody has its own rows' outputs.
      if layer < last || sharesColumns(last) { team.wait(member) }
    }

    computeLosses(rows: ownRows)
    team.wait(member)

    for layer in stride(from: last, to: 0, by: -1) {
      let (rows, columns) = share(ofOutputsOf: layer - 1, for: member)
      let gradient = batch.gradients[layer - 1]
      network.backward(
        layer: layer, from: batch.gradients[layer], to: gradient, rows: rows, columns: columns)
      if let factors = batch.factors(ofInputsOf: layer, for: member) {
        multiply(gradient, by: factors, into: gradient, layer: layer, rows: rows, columns: columns)
      }
      network.throughActivation(
        layer: layer - 1, outputs: batch.outputs[layer - 1], gradient: gradient, rows: rows,
        columns: columns)
      if layer > 1 { team.wait(member) }
    }

    if settings.clip != nil {
      team.wait(member)
      clipAndUpdate(member)
    } else {
      // The first layer's columns need nothing of others. The second layer's weights are still
      // read by those who are on the way back to the first.
      if sharesColumns(0) { updateInBlocks(layer: 0, member) }
      team.wait(member)
      for layer in (sharesColumns(0) ? 1 : 0)..<layers { updateInBlocks(layer: layer, member) }
    }
  }

  /// Which outputs of a layer a member computes: all rows of some columns where there are columns
  /// for everybody, else all columns of some rows.
  private func share(ofOutputsOf layer: Int, for member: Int) -> (Range<Int>, Range<Int>) {
    let stride = network.layout.layers[layer].stride
    return sharesColumns(layer)
      ? (0..<rows, team.share(of: stride, in: Int(KERNELS_LANES), for: member))
      : (team.share(of: rows, in: 1, for: member), 0..<stride)
  }

  private func sharesColumns(_ layer: Int) -> Bool {
    network.layout.layers[layer].stride / Int(KERNELS_LANES) >= team.members
  }

  /// Which weights of a layer a member updates, likewise.
  private func share(ofWeightsOf layer: Int, for member: Int) -> (Range<Int>, Range<Int>) {
    let shape = network.layout.layers[layer]
    return sharesColumns(layer)
      ? (0..<shape.inputs, team.share(of: shape.stride, in: Int(KERNELS_LANES), for: member))
      : (team.share(of: shape.inputs, in: 1, for: member), 0..<shape.stride)
  }

  /// Draws the masks of a layer's inputs, unless they are given, and drops what they say.
  private func dropInputs(of layer: Int, _ member: Int, rows: Range<Int>, columns: Range<Int>) {
    guard let factors = batch.factors(ofInputsOf: layer, for: member),
      let dropped = batch.dropped(inputsOf: layer, for: member), !rows.isEmpty, !columns.isEmpty
    else { return }
    let inputs = network.layout.layers[layer].inputs
    let stride = NumberBuffer.stride(of: inputs)
    if !masksAreGiven {
      let probability = settings.dropProbabilities[layer]
      var mask = DropoutMask(seed: seed, step: maskStep, layer: layer, probability).kernel
      network.kernels.mask(
        &mask, rows.lowerBound, rows.count, columns.lowerBound,
        min(columns.upperBound, inputs) - columns.lowerBound, 1 / (1 - probability),
        factors.pointer(at: rows.lowerBound * stride + columns.lowerBound), stride)
    }
    multiply(
      batch.source(ofLayer: layer, for: member), by: factors, into: dropped, layer: layer,
      rows: rows, columns: columns)
  }

  /// `out = x·factors` for numbers laid out as a layer's inputs.
  private func multiply(
    _ x: NumberBuffer, by factors: NumberBuffer, into out: NumberBuffer, layer: Int,
    rows: Range<Int>, columns: Range<Int>
  ) {
    let stride = NumberBuffer.stride(of: network.layout.layers[layer].inputs)
    let shape = Network.Shape(rows: rows, columns: columns, stride: stride)
    let start = rows.lowerBound * stride + columns.lowerBound
    network.kernels.multiply(
      shape.rows, shape.columns, x.pointer(at: start), factors.pointer(at: start),
      out.pointer(at: start), stride)
  }

  private func computeLosses(rows part: Range<Int>) {
    guard !part.isEmpty else { return }
    let last = layers - 1
    loss.compute(
      network, batch, rows: part, scale: 1 / Double(rows), gradient: batch.gradients[last])
    network.throughActivation(
      layer: last, outputs: batch.outputs[last], gradient: batch.gradients[last], rows: part,
      columns: 0..<network.layout.layers[last].stride)
  }

  /// Gradients and update of a layer, a few inputs at a time.
  private func updateInBlocks(layer: Int, _ member: Int) {
    let shape = network.layout.layers[layer]
    let (inputs, columns) = share(ofWeightsOf: layer, for: member)
    guard !columns.isEmpty else { return }
    let gradient = scratch[member].start
    let input = batch.input(ofLayer: layer, for: member)
    var allFinite = true
    var first = inputs.lowerBound
    while first < inputs.upperBound {
      let block = first..<min(first + TrainingEngine.inputsAtOnce, inputs.upperBound)
      network.weightGradient(
        layer: layer, from: input, batch.gradients[layer], rows: rows, inputs: block,
        columns: columns, to: gradient)
      let fine = apply(
        coefficients + 2 * layer, layer: layer, rows: block.count, columns: columns,
        at: shape.weights + block.lowerBound * shape.stride + columns.lowerBound,
        gradient: gradient)
      allFinite = allFinite && fine
      first = block.upperBound
    }
    if sharesColumns(layer) || member == 0 {
      network.biasGradient(
        layer: layer, from: batch.gradients[layer], rows: rows, columns: columns, to: gradient)
      let fine = apply(
        coefficients + 2 * layer + 1, layer: layer, rows: 1, columns: columns,
        at: shape.biases + columns.lowerBound, gradient: gradient)
      allFinite = allFinite && fine
    }
    network.transpose(layer: layer, inputs: inputs, columns: columns)
    if !allFinite { isFinite[member] = false }
  }

  private func apply(
    _ update: UnsafePointer<kernels_update>, layer: Int, rows: Int, columns: Range<Int>,
    at place: Int,
    gradient: UnsafeMutableRawPointer
  ) -> Bool {
    let stride = network.layout.layers[layer].stride
    let shape = Network.Shape(rows: 0..<rows, columns: columns, stride: stride)
    return network.kernels.update(
      update, shape.rows, shape.columns, stride, network.parameters.pointer(at: place), gradient,
      firstMoment?.pointer(at: place), secondMoment?.pointer(at: place)) != 0
  }

  /// The same with all gradients at hand before the first is used.
  private func clipAndUpdate(_ member: Int) {
    guard let gradients, let clip = settings.clip else { return }
    for layer in 0..<layers {
      let shape = network.layout.layers[layer]
      let (inputs, columns) = share(ofWeightsOf: layer, for: member)
      guard !columns.isEmpty else { continue }
      network.weightGradient(
        layer: layer, from: batch.input(ofLayer: layer, for: member), batch.gradients[layer],
        rows: rows,
        inputs: inputs, columns: columns,
        to: gradients.pointer(
          at: shape.weights + inputs.lowerBound * shape.stride + columns.lowerBound))
      if sharesColumns(layer) || member == 0 {
        network.biasGradient(
          layer: layer, from: batch.gradients[layer], rows: rows, columns: columns,
          to: gradients.pointer(at: shape.biases + columns.lowerBound))
      }
    }
    team.wait(member)
    var limit = Double.infinity
    switch clip {
    case .value(let value): limit = value
    case .norm(let most):
      if member == 0 {
        let norm = normOfGradients(gradients)
        gradientScale = norm > most ? most / norm : 1
      }
    }
    team.wait(member)
    let scale = if case .norm = clip { gradientScale } else { 1.0 }
    for layer in 0..<layers {
      let shape = network.layout.layers[layer]
      let (inputs, columns) = share(ofWeightsOf: layer, for: member)
      guard !columns.isEmpty else { continue }
      var parts = [
        (shape.weights + inputs.lowerBound * shape.stride + columns.lowerBound, inputs.count, true)
      ]
      if sharesColumns(layer) || member == 0 {
        parts.append((shape.biases + columns.lowerBound, 1, false))
      }
      for (place, count, isOfWeights) in parts {
        let gradient = gradients.pointer(at: place)
        network.kernels.clip(count, columns.count, shape.stride, gradient, scale, limit)
        let fine = apply(
          coefficients + 2 * layer + (isOfWeights ? 0 : 1), layer: layer, rows: count,
          columns: columns, at: place, gradient: gradient)
        if !fine { isFinite[member] = false }
      }
      network.transpose(layer: layer, inputs: inputs, columns: columns)
    }
  }

  private func normOfGradients(_ gradients: NumberBuffer) -> Double {
    var sum = 0.0
    for layer in network.layout.layers {
      for (place, rows) in [(layer.weights, layer.inputs), (layer.biases, 1)] {
        var summary = kernels_summary()
        network.kernels.summarize(
          rows, layer.units, gradients.pointer(at: place), layer.stride, &summary)
        sum += summary.sum_of_squares
      }
    }
    return sum.squareRoot()
  }
}

extension Loss {
  /// The losses of some rows of a batch and, where asked for, their gradient by the outputs.
  ///
  /// - Parameter scale: of the gradient: 1/n for the mean over n samples.
  func compute(
    _ network: Network, _ batch: Activations, rows: Range<Int>, scale: Double,
    gradient: NumberBuffer?
  ) {
    let last = network.layout.layers.count - 1
    let layer = network.layout.layers[last]
    let start = rows.lowerBound * layer.stride
    let outputs = batch.outputs[last].pointer(at: start)
    let losses = batch.losses + rows.lowerBound
    let labels = batch.labels + rows.lowerBound
    let into = gradient?.pointer(at: start)
    switch self {
    case .crossEntropy:
      network.kernels.cross_entropy(
        rows.count, layer.units, layer.stride, outputs, labels, scale, losses, into)
    case .logistic:
      network.kernels.logistic(rows.count, layer.stride, outputs, labels, scale, losses, into)
    case .squaredError, .halfSquaredError:
      network.kernels.squared_error(
        rows.count, layer.units, layer.stride, outputs, batch.targets.pointer(at: start),
        self == .squaredError ? 1 : 0.5, scale, losses, into)
    }
  }
}
