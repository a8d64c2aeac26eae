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
/// The threads share a layer's units (its rows where there are few units), never a sum, so
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
  private(set) var batch: Activations
  /// Each member's room for the gradients of a layer's biases.
  private let scratch: [NumberBuffer]
  /// All gradients, kept only where they are clipped together.
  private(set) var gradients: NumberBuffer?
  let shared: BatchUpdate.Shared
  private var coefficientsOf: (learningRate: Double, step: Int)?
  private var settings: UpdateSettings
  /// The batch in work; member 0 writes it between two barriers. A pointer, because to read it
  /// otherwise would be to copy it with all its references.
  private let current: UnsafeMutablePointer<BatchUpdate?>

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
      NumberBuffer(count: widest, precision: network.precision)
    }
    shared = BatchUpdate.Shared(layers: layers, members: team.members)
    current = .allocate(capacity: 1)
    current.initialize(to: nil)
    setUp(settings)
  }

  deinit {
    current.deinitialize(count: 1)
    current.deallocate()
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
    current.pointee = nil
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

  /// Trains as long as `next` gives batches.
  ///
  /// `next` is told the data loss of the batch before, the mean over its samples, and whether all
  /// parameters are finite after it; `nil` the first time.
  func run(
    on source: SampleSource,
    next: (_ before: (dataLoss: Double, isFinite: Bool)?) -> BatchUpdate.Order?
  ) {
    current.pointee = nil
    source.withBytes { bytes in
      var isFirst = true
      var goesOn = true
      team.run { member in
        while true {
          if member == 0 {
            let order = next(
              isFirst ? nil : (current.pointee?.meanLoss ?? .nan, shared.allFinite))
            isFirst = false
            goesOn = order != nil
            if let order { prepare(order, source, bytes) }
          }
          team.wait(member)
          guard goesOn else { return }
          current.pointee?.run(member)
          team.wait(member)
        }
      }
    }
  }

  private func prepare(
    _ next: BatchUpdate.Order, _ source: SampleSource, _ bytes: UnsafePointer<UInt8>?
  ) {
    settings.learningRate = next.learningRate
    if let factors = next.factors {
      for layer in 0..<layers { store(factors[layer], rows: next.rows, layer: layer) }
    }
    shared.allAreFinite()
    prepareCoefficients(step: next.optimizerStep)
    if current.pointee == nil {
      let usesLists =
        source.isSparse && settings.clip == nil && batch.factorBuffers(ofLayer: 0).isEmpty
      if usesLists { batch.prepareLists(inputs: network.spec.inputs) }
      current.pointee = BatchUpdate(
        network: network, loss: loss, team: team, source: source, bytes: bytes, batch: batch,
        shared: shared, scratch: scratch, gradients: gradients, clip: settings.clip,
        firstMoment: firstMoment?.numbers, secondMoment: secondMoment?.numbers,
        usesLists: usesLists, seed: seed,
        dropProbabilities: next.factors == nil ? settings.dropProbabilities : nil, order: next)
    } else {
      current.pointee?.order = next
    }
  }

  private func store(_ factors: [Double], rows: Int, layer: Int) {
    let inputs = network.layout.layers[layer].inputs
    let stride = NumberBuffer.stride(of: inputs)
    for buffer in batch.factorBuffers(ofLayer: layer) {
      for row in 0..<rows {
        for input in 0..<inputs { buffer[row * stride + input] = factors[row * inputs + input] }
      }
    }
  }

  private func prepareCoefficients(step: Int) {
    let optimizer = settings.optimizer
    let dependsOnStep = optimizer.keepsSecondMoment && optimizer.correctsBias
    if let known = coefficientsOf, known.learningRate == settings.learningRate,
      !dependsOnStep || known.step == step
    {
      return
    }
    coefficientsOf = (settings.learningRate, step)
    let common = optimizer.coefficients(step: step, learningRate: settings.learningRate)
    for layer in 0..<layers {
      let spec = network.spec.layers[layer]
      shared.coefficients[2 * layer] = optimizer.coefficients(
        common, settings.penalties[layer], decays: spec.decaysWeights,
        learningRate: settings.learningRate)
      shared.coefficients[2 * layer + 1] = optimizer.coefficients(
        common, settings.biasPenalties[layer], decays: spec.decaysBiases,
        learningRate: settings.learningRate)
    }
  }
}
