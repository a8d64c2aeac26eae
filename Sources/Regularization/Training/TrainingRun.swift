import CKernels

/// A network in training: epochs, batches, evaluation, and a state that can be kept and taken up
/// again, bit for bit.
///
/// Not for several threads at once; its own threads are inside.
public final class TrainingRun {
  /// Changes included, as far as they were made.
  public private(set) var spec: TrainingSpec
  public let network: NetworkSpec
  public let loss: Loss
  public private(set) var position = TrainingPosition()

  let team: ThreadTeam
  let model: Network
  let engine: TrainingEngine
  let sources: [DataPart: SampleSource]
  let training: SampleSource
  private(set) var settings: LiveSettings
  /// The samples of an epoch in their order, and which epoch that is. Not an array, because the
  /// engine's threads read it while a call lasts.
  private let order: UnsafeMutableBufferPointer<Int32>
  private var orderEpoch = -1
  /// Where the present epoch began: what a divergence goes back to.
  private var epochStart: TrainingState?
  private var recentLosses = RecentLosses()
  private(set) lazy var evaluators = (0..<team.members).map { _ in
    Activations(
      model.layout, capacity: TrainingRun.evaluatedAtOnce, precision: spec.precision,
      training: false)
  }

  static let evaluatedAtOnce = 128

  /// Sets up a run before its first update.
  ///
  /// - Parameters:
  ///   - threads: at most so many; small networks take one, since more would slow them down.
  ///   - instructionSet: `nil` takes the fastest of this machine.
  ///   - initial: parameters to begin with instead of drawn ones.
  ///
  /// *Throws*: ``TrainingProblem`` where data and spec do not fit, or this machine cannot do it.
  public init(
    _ spec: TrainingSpec, on samples: TrainingData, threads: Int = 1,
    instructionSet: InstructionSet? = nil, initial: [LayerParameters]? = nil
  ) throws(TrainingProblem) {
    let (network, loss) = try spec.resolved(for: samples)
    let chosen = instructionSet ?? .best
    guard let kernels = chosen.kernels(for: spec.precision) else {
      throw TrainingProblem(
        "this machine has no \(chosen.rawValue) instructions",
        remedy: "leave the choice to the program; it would take \(InstructionSet.best.rawValue)")
    }
    let workers = min(threads, TrainingRun.usefulThreads(network, batch: spec.batchSize))
    guard let team = ThreadTeam(members: max(1, workers)) else {
      throw TrainingProblem(
        "the system gives no \(workers) threads", remedy: "ask for fewer, or try again later")
    }
    self.spec = spec
    self.network = network
    self.loss = loss
    self.team = team
    model = Network(network, precision: spec.precision, kernels: kernels.pointee)
    let outputs = network.outputs
    func source(_ set: DataSet) -> SampleSource {
      SampleSource(
        set, scaling: samples.scaling, loss: loss, outputs: outputs, precision: spec.precision,
        kernels: kernels.pointee)
    }
    training = source(samples.training)
    var sources: [DataPart: SampleSource] = [.training: training]
    if samples.validation.count > 0 { sources[.validation] = source(samples.validation) }
    if let test = samples.test, test.count > 0 { sources[.test] = source(test) }
    self.sources = sources
    order = .allocate(capacity: training.count)
    order.initialize(repeating: 0)
    settings = LiveSettings(spec, network)
    engine = TrainingEngine(
      network: model, loss: loss, seed: spec.seed, team: team,
      capacity: min(max(1, settings.batchSize), training.count), settings: settings.update)
    model.store(initial ?? network.initialParameters(seed: spec.seed))
  }

  deinit { order.deallocate() }

  /// Threads that are worth their barriers: one for every half million multiplications of a step.
  private static func usefulThreads(_ network: NetworkSpec, batch: Int) -> Int {
    max(1, network.parameterCount * batch / 500_000)
  }

  /// Threads at work.
  public var threads: Int { team.members }
  public var stepsPerEpoch: Int {
    (training.count + settings.batchSize - 1) / settings.batchSize
  }
  public func count(of part: DataPart) -> Int { sources[part]?.count ?? 0 }
  /// η of the next update.
  public var learningRate: Double { rate(at: position) }

  // MARK: Training

  /// Updates until `steps` more are done, or the end of the epoch is reached, or `isCancelled` says
  /// so: it is asked before every update.
  ///
  /// Returns the mean of the data loss over the samples it trained on, in training mode, and `nil`
  /// where there was none.
  ///
  /// *Throws*: ``Divergence``; the run then stands before the bad update.
  @discardableResult
  public func train(
    steps: Int = .max, toEndOfEpoch: Bool = false, isCancelled: () -> Bool = { false }
  ) throws(Divergence) -> Double? {
    var left = steps
    var lossSum = 0.0
    var samples = 0
    var rows = 0
    var failure: Divergence.Sign?
    let firstEpoch = position.epoch

    engine.run(on: training) { before in
      if let before {
        guard before.dataLoss.isFinite, before.isFinite else {
          failure = before.dataLoss.isFinite ? .parameters : .loss
          return nil
        }
        lossSum += before.dataLoss * Double(rows)
        samples += rows
        recentLosses.note(before.dataLoss)
        advance(by: rows)
      }
      if left == 0 || toEndOfEpoch && position.epoch > firstEpoch || isCancelled() { return nil }
      left -= 1
      let next = nextBatch()
      rows = next.rows
      return next
    }
    if let failure {
      let bad = Divergence(step: position.step + 1, sign: failure, lastLosses: recentLosses.newest)
      goBackBeforeDivergence()
      throw bad
    }
    return samples > 0 ? lossSum / Double(samples) : nil
  }

  /// The batch of the next update.
  func nextBatch() -> BatchUpdate.Order {
    applyChanges()
    prepareEpoch()
    let rows = min(settings.batchSize, training.count - position.samples)
    return BatchUpdate.Order(
      samples: UnsafePointer(order.baseAddress.unsafelyUnwrapped + position.samples),
      rows: rows, following: training.count - position.samples - rows, step: position.step + 1,
      optimizerStep: position.step + 1 - settings.optimizerSince, learningRate: learningRate,
      factors: nil)
  }

  private func advance(by rows: Int) {
    position.step += 1
    position.samples += rows
    if position.samples == training.count {
      position.samples = 0
      position.epoch += 1
    }
  }

  private func rate(at position: TrainingPosition) -> Double {
    spec.schedule == .constant
      ? settings.learningRate
      : spec.schedule.rate(
        settings.learningRate, epochs: position.epoch,
        fraction: Double(position.samples) / Double(training.count))
  }

  private func prepareEpoch() {
    if orderEpoch != position.epoch {
      var generator = CounterGenerator(
        seed: spec.seed, purpose: .batchOrder, index: UInt32(truncatingIfNeeded: position.epoch))
      generator.permute(order)
      orderEpoch = position.epoch
    }
    if position.samples == 0 || epochStart == nil { epochStart = state }
  }

  /// The state before the bad update: from the start of the epoch, or wherever training was taken
  /// up in it, the good updates again.
  private func goBackBeforeDivergence() {
    guard let start = epochStart else { return }
    let good = position.step - start.position.step
    let losses = recentLosses
    restore(start)
    if good > 0 { _ = try? train(steps: good) }
    recentLosses = losses
  }

  // MARK: Changes

  /// Changes a setting from the next update on and records it in ``spec``. Changes that were
  /// recorded for later steps are forgotten.
  public func change(_ change: TrainingChange) {
    spec.changes.removeAll { $0.step > position.step }
    spec.changes.append(RecordedChange(step: position.step, change: change))
    settings.nextChange = position.step
    applyChanges()
  }

  /// Takes over what was changed at this step or before.
  func applyChanges() {
    guard let due = settings.nextChange, due <= position.step else { return }
    let optimizerSince = settings.optimizerSince
    settings = LiveSettings(spec, network, at: position.step)
    engine.setUp(settings.update)
    engine.reserve(min(settings.batchSize, training.count))
    if settings.optimizerSince != optimizerSince { engine.forgetMoments() }
  }

  // MARK: States

  /// A copy of all that the next updates depend on.
  public var state: TrainingState {
    TrainingState(
      position: position, precision: spec.precision, parameters: model.parameters.bytes,
      firstMoment: engine.firstMoment?.bytes, secondMoment: engine.secondMoment?.bytes)
  }

  /// The bytes of ``state``.
  var stateSize: Int {
    model.parameters.byteCount + (engine.firstMoment?.byteCount ?? 0)
      + (engine.secondMoment?.byteCount ?? 0) + MemoryLayout<TrainingState>.stride
  }

  /// Whether a state has the sizes that this run's states have.
  public func fits(_ state: TrainingState) -> Bool {
    let size = model.parameters.byteCount
    return state.precision == spec.precision && state.parameters.count == size
      && (state.firstMoment.map { $0.count == size } ?? true)
      && (state.secondMoment.map { $0.count == size } ?? true)
      && 0..<training.count ~= state.position.samples
  }

  /// Goes to a state of this run, or of one with the same spec and data.
  public func restore(_ state: TrainingState) {
    precondition(fits(state), "the state is of another run")
    position = state.position
    // Changes that are due just here are made below: the state may be from before them.
    settings = LiveSettings(spec, network, at: position.step - 1)
    engine.setUp(settings.update)
    engine.reserve(min(settings.batchSize, training.count))
    model.parameters.take(state.parameters)
    model.transposeAll()
    engine.forgetMoments()
    if let bytes = state.firstMoment { engine.firstMoment?.take(bytes) }
    if let bytes = state.secondMoment { engine.secondMoment?.take(bytes) }
    epochStart = state
    recentLosses = RecentLosses()
    applyChanges()
  }

  // MARK: What it has learned

  public var parameters: [LayerParameters] { model.layout.parameters(in: model.parameters) }

  /// The hash of all parameters' bits.
  public var weightsHash: WeightsHash { model.layout.hash(of: model.parameters) }

  /// Of one layer's weights, or of all.
  public func statistics(ofLayer layer: Int? = nil) -> WeightStatistics {
    var result = WeightStatistics(count: 0, zeros: 0, small: 0, l1Norm: 0, l2Norm: 0, largest: 0)
    var squares = 0.0
    for index in network.layers.indices where layer == nil || layer == index {
      let part = model.summary(ofWeightsIn: index)
      result.count += network.inputs(ofLayer: index) * network.layers[index].units
      result.zeros += Int(part.zeros)
      result.small += Int(part.small)
      result.l1Norm += part.sum_of_magnitudes
      squares += part.sum_of_squares
      result.largest = max(result.largest, part.largest_magnitude)
    }
    result.l2Norm = squares.squareRoot()
    return result
  }

  /// The penalty of the present parameters under the present settings.
  public var penalty: Double { settings.update.penalty(of: model) }
}
