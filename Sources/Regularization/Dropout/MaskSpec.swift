/// In which order the samples of a ``MaskSpec`` come into its updates.
public enum BatchOrder: Sendable, Hashable {
  /// As they stand, batch after batch; the last of a pass may have fewer. Then again.
  case inOrder
  /// Every pass in another order: that of a training run with the same seed.
  case shuffled
  /// Rows of the samples, 0-based, for each update; after the last entry the first again.
  case given([[Int]])
}

/// A small network whose dropout is gone through number by number: everything that a
/// ``MaskReplay`` is computed from.
///
/// A training run with the same seed, samples and batches has the same masks.
public struct MaskSpec: Sendable, Hashable {
  /// Layers with activations, penalties and the probability with which each input of a layer is
  /// dropped. How weights would be drawn has no effect here: they are given.
  public var network: NetworkSpec
  /// Before the first update.
  public var parameters: [LayerParameters]
  /// `[samples][inputs]`
  public var inputs: [[Double]]
  /// As many as samples.
  public var targets: Targets
  public var loss: Loss
  public var optimizer: OptimizerSpec
  /// η, above 0.
  public var learningRate: Double
  /// Samples in an update, unless ``order`` gives them.
  public var batchSize: Int
  public var order: BatchOrder
  /// How many updates are done; 1 to ``MaskRanges/iterations``.
  public var iterations: Int
  /// Decides the masks and, where it is drawn, the order of the samples.
  public var seed: UInt64
  public var convention: DropoutConvention

  public init(
    network: NetworkSpec, parameters: [LayerParameters], inputs: [[Double]], targets: Targets,
    loss: Loss, optimizer: OptimizerSpec = OptimizerSpec(.sgd), learningRate: Double = 0.1,
    batchSize: Int = 1, order: BatchOrder = .inOrder, iterations: Int = 1, seed: UInt64 = 1,
    convention: DropoutConvention = .inverted
  ) {
    self.network = network
    self.parameters = parameters
    self.inputs = inputs
    self.targets = targets
    self.loss = loss
    self.optimizer = optimizer
    self.learningRate = learningRate
    self.batchSize = batchSize
    self.order = order
    self.iterations = iterations
    self.seed = seed
    self.convention = convention
  }

  /// The probability with which an input of the layer is dropped.
  public func dropProbability(ofLayer layer: Int) -> Double {
    network.layers[layer].inputDropProbability
  }

  /// The masks of an update.
  public func mask(ofLayer layer: Int, iteration: Int) -> DropoutMask {
    DropoutMask(seed: seed, step: iteration, layer: layer, dropProbability(ofLayer: layer))
  }

  /// The samples of an update, counted from 1, in the order in which they are summed: a sample's row
  /// in it, with the iteration, decides its masks.
  public func batch(ofIteration iteration: Int) -> [Int] {
    let count = inputs.count
    switch order {
    case .given(let batches): return batches.isEmpty ? [] : batches[(iteration - 1) % batches.count]
    case .inOrder, .shuffled:
      let size = max(1, min(batchSize, count))
      let perEpoch = max(1, (count + size - 1) / size)
      let (epoch, batch) = (iteration - 1).quotientAndRemainder(dividingBy: perEpoch)
      let rows = batch * size..<min((batch + 1) * size, count)
      guard order == .shuffled else { return Array(rows) }
      var generator = CounterGenerator(
        seed: seed, purpose: .batchOrder, index: UInt32(truncatingIfNeeded: epoch))
      return generator.permutation(of: count)[rows].map { Int($0) }
    }
  }

  /// The samples as the training engine takes them.
  public var samples: DataSet {
    DataSet(
      count: inputs.count, inputs: network.inputs, features: .reals(inputs.flatMap { $0 }),
      targets: targets)
  }

  /// The same updates with their masks written out: for the training engine, or for another
  /// framework. All of them scale survivors by 1/(1 − p), whatever ``convention`` says.
  public var trace: TraceSpec {
    let steps = (1...max(1, iterations)).map { iteration in
      let samples = batch(ofIteration: iteration)
      let masks = network.layers.indices.map { layer -> [Bool] in
        guard dropProbability(ofLayer: layer) > 0 else { return [] }
        let mask = mask(ofLayer: layer, iteration: iteration)
        return samples.indices.flatMap { row in
          (0..<network.inputs(ofLayer: layer)).map { mask.keeps(row: row, input: $0) }
        }
      }
      return TraceStep(samples: samples, masks: masks)
    }
    return TraceSpec(
      network: network, loss: loss, initial: parameters, data: samples, steps: steps,
      optimizer: optimizer, learningRate: learningRate, precision: .float64,
      report: Array(0...max(1, iterations)))
  }
}

/// How large a ``MaskSpec`` may be: what a person can go through, and what is computed at once.
public enum MaskRanges {
  public static let layers = 1...8
  /// Units of a layer, and inputs of the network.
  public static let units = 1...64
  /// Weights and biases in all.
  public static let parameterLimit = 1024
  public static let samples = 1...256
  public static let iterations = 1...1000
  /// Samples in an update.
  public static let batchSize = 1...256
  /// Masks over which a running mean is taken.
  public static let masks = 1...100_000
  /// Inputs of a layer whose masks are all enumerated: 2ⁿ of them.
  public static let enumeratedInputs = 12
}
