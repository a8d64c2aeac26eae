/// What a network computes for the samples of a batch: outputs, masks and gradients of every layer.
final class Activations {
  let capacity: Int
  /// The network's inputs, `[capacity, inputs]`; every member of a team gathers its own, which
  /// is faster than to read what another core has written.
  let inputs: [NumberBuffer]
  /// Of each layer, `[capacity, units]`.
  let outputs: [NumberBuffer]
  /// What each layer is fed where some of it is dropped, and the factors that do it. Of the first
  /// layer for each member, of the others once.
  private var dropped: [[NumberBuffer]]
  private var factors: [[NumberBuffer]]
  /// By each layer's weighted sums, `[capacity, units]`; empty where there is no way back.
  let gradients: [NumberBuffer]
  /// Classes of the samples.
  let labels: UnsafeMutablePointer<Int32>
  /// Values to be predicted, `[capacity, outputs]`.
  let targets: NumberBuffer
  /// Of each sample.
  let losses: UnsafeMutablePointer<Double>

  init(
    _ layout: ParameterLayout, capacity: Int, precision: Precision, members: Int = 1,
    training: Bool
  ) {
    self.capacity = capacity
    func buffer(_ width: Int) -> NumberBuffer {
      NumberBuffer(count: capacity * NumberBuffer.stride(of: width), precision: precision)
    }
    let layers = layout.layers
    inputs = (0..<members).map { _ in buffer(layers[0].inputs) }
    outputs = layers.map { buffer($0.units) }
    gradients = training ? layers.map { buffer($0.units) } : []
    targets = buffer(layers[layers.count - 1].units)
    dropped = Array(repeating: [], count: layers.count)
    factors = Array(repeating: [], count: layers.count)
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
  func source(ofLayer index: Int, for member: Int = 0) -> NumberBuffer {
    index == 0 ? inputs[member] : outputs[index - 1]
  }

  /// What layer `index` is fed.
  func input(ofLayer index: Int, for member: Int) -> NumberBuffer {
    dropped(inputsOf: index, for: member) ?? source(ofLayer: index, for: member)
  }

  /// `nil` where a layer is fed whole.
  func dropped(inputsOf index: Int, for member: Int) -> NumberBuffer? {
    let buffers = dropped[index]
    return buffers.isEmpty ? nil : buffers[index == 0 ? member : 0]
  }

  func factors(ofInputsOf index: Int, for member: Int) -> NumberBuffer? {
    let buffers = factors[index]
    return buffers.isEmpty ? nil : buffers[index == 0 ? member : 0]
  }

  /// Makes room for dropping a layer's inputs, or feeds it whole again.
  func setDropping(_ isDropping: Bool, layer index: Int) {
    guard isDropping == dropped[index].isEmpty else { return }
    let source = source(ofLayer: index)
    func buffers() -> [NumberBuffer] {
      guard isDropping else { return [] }
      return (0..<(index == 0 ? inputs.count : 1)).map { _ in
        NumberBuffer(count: source.count, precision: source.precision)
      }
    }
    dropped[index] = buffers()
    factors[index] = buffers()
  }
}
