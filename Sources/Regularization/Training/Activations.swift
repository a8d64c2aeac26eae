/// What a network computes for the samples of a batch: outputs, masks and gradients of every layer.
final class Activations {
  let capacity: Int
  /// The network's inputs, `[capacity, inputs]`.
  let inputs: NumberBuffer
  /// Of each layer, `[capacity, units]`.
  let outputs: [NumberBuffer]
  /// What each layer is fed where some of it is dropped, and the factors that do it.
  private(set) var dropped: [NumberBuffer?]
  private(set) var factors: [NumberBuffer?]
  /// By each layer's weighted sums, `[capacity, units]`; empty where there is no way back.
  let gradients: [NumberBuffer]
  /// Classes of the samples.
  let labels: UnsafeMutablePointer<Int32>
  /// Values to be predicted, `[capacity, outputs]`.
  let targets: NumberBuffer
  /// Of each sample.
  let losses: UnsafeMutablePointer<Double>

  init(_ layout: ParameterLayout, capacity: Int, precision: Precision, training: Bool) {
    self.capacity = capacity
    func buffer(_ width: Int) -> NumberBuffer {
      NumberBuffer(count: capacity * NumberBuffer.stride(of: width), precision: precision)
    }
    let layers = layout.layers
    inputs = buffer(layers[0].inputs)
    outputs = layers.map { buffer($0.units) }
    gradients = training ? layers.map { buffer($0.units) } : []
    targets = buffer(layers[layers.count - 1].units)
    dropped = Array(repeating: nil, count: layers.count)
    factors = Array(repeating: nil, count: layers.count)
    labels = .allocate(capacity: capacity)
    labels.initialize(repeating: 0, count: capacity)
    losses = .allocate(capacity: capacity)
    losses.initialize(repeating: 0, count: capacity)
  }

  deinit {
    labels.deallocate()
    losses.deallocate()
  }

  /// What layer `index` is fed, dropout aside.
  func source(ofLayer index: Int) -> NumberBuffer { index == 0 ? inputs : outputs[index - 1] }

  /// What layer `index` is fed.
  func input(ofLayer index: Int) -> NumberBuffer { dropped[index] ?? source(ofLayer: index) }

  /// Makes room for dropping a layer's inputs, or feeds it whole again.
  func setDropping(_ isDropping: Bool, layer index: Int) {
    guard isDropping != (dropped[index] != nil) else { return }
    let source = source(ofLayer: index)
    func buffer() -> NumberBuffer? {
      isDropping ? NumberBuffer(count: source.count, precision: source.precision) : nil
    }
    dropped[index] = buffer()
    factors[index] = buffer()
  }
}
