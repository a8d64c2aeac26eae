import CKernels

/// What a network computes for the samples of a batch: outputs, masks and gradients of every layer.
final class Activations {
  /// Where a layer's numbers lie, for one member of a team.
  struct Layer {
    /// What it is fed, dropout aside: `[capacity, inputs]`.
    var source: Numbers
    /// What it is fed: where some of it is dropped, a copy.
    var input: Numbers
    /// The factors that drop; `nil` where all is fed.
    var factors: Numbers?
    /// `[capacity, units]`
    var output: Numbers
    /// By its weighted sums, `[capacity, units]`.
    var gradient: Numbers
  }

  let capacity: Int
  /// Classes of the samples.
  let labels: UnsafeMutablePointer<Int32>
  /// Values to be predicted, `[capacity, outputs]`.
  let targets: NumberBuffer
  /// Of each sample.
  let losses: UnsafeMutablePointer<Double>
  /// Each member's lists of the inputs that are not zero, where they are used: of the terms of each
  /// band of rows for the way forward, of the rows of each group of inputs for the way back.
  private(set) var termLists: [UnsafeMutablePointer<UInt32>] = []
  private(set) var rowLists: [UnsafeMutablePointer<UInt32>] = []

  private let members: Int
  /// The network's inputs; every member of a team gathers its own, which is faster than to read
  /// what another core has written.
  private let inputs: [NumberBuffer]
  private let outputs: [NumberBuffer]
  private let gradients: [NumberBuffer]
  /// Of the first layer for each member, of the others once; none where all is fed.
  private var dropped: [[NumberBuffer]]
  private var factors: [[NumberBuffer]]
  /// Member by member.
  private let layers: UnsafeMutablePointer<Layer>

  init(
    _ layout: ParameterLayout, capacity: Int, precision: Precision, members: Int = 1,
    training: Bool
  ) {
    self.capacity = capacity
    self.members = members
    func buffer(_ width: Int) -> NumberBuffer {
      NumberBuffer(count: capacity * NumberBuffer.stride(of: width), precision: precision)
    }
    let shapes = layout.layers
    inputs = (0..<members).map { _ in buffer(shapes[0].inputs) }
    outputs = shapes.map { buffer($0.units) }
    gradients = training ? shapes.map { buffer($0.units) } : outputs
    targets = buffer(shapes[shapes.count - 1].units)
    dropped = Array(repeating: [], count: shapes.count)
    factors = Array(repeating: [], count: shapes.count)
    labels = .allocate(capacity: capacity)
    labels.initialize(repeating: 0, count: capacity)
    losses = .allocate(capacity: capacity)
    losses.initialize(repeating: 0, count: capacity)
    let nowhere = targets.numbers
    layers = .allocate(capacity: members * shapes.count)
    layers.initialize(
      repeating: Layer(
        source: nowhere, input: nowhere, factors: nil, output: nowhere, gradient: nowhere),
      count: members * shapes.count)
    locate()
  }

  deinit {
    for lists in termLists + rowLists { lists.deallocate() }
    layers.deallocate()
    labels.deallocate()
    losses.deallocate()
  }

  /// Makes room for ``termLists`` and ``rowLists``.
  func prepareLists(inputs: Int) {
    guard termLists.isEmpty else { return }
    func lists(_ count: Int) -> [UnsafeMutablePointer<UInt32>] {
      self.inputs.map { _ in
        let lists = UnsafeMutablePointer<UInt32>.allocate(capacity: count)
        lists.initialize(repeating: 0, count: count)
        return lists
      }
    }
    let bands = (capacity + Activations.band - 1) / Activations.band
    termLists = lists(bands * Activations.termListsStride(inputs: inputs))
    // Groups are listed in pairs.
    rowLists = lists((inputs / Int(KERNELS_GROUP) + 2) * (capacity + 1))
  }

  /// Rows that share a list of terms.
  static let band = Int(KERNELS_BAND)

  /// Numbers from the lists of one band to those of the next.
  static func termListsStride(inputs: Int) -> Int {
    let terms = Int(KERNELS_TERMS)
    return (inputs + terms - 1) / terms * (terms + 1)
  }

  func layer(_ index: Int, for member: Int) -> Layer { layers[member * outputs.count + index] }

  private func locate() {
    for member in 0..<members {
      for index in outputs.indices {
        let source = index == 0 ? inputs[member] : outputs[index - 1]
        let own = index == 0 ? member : 0
        let isDropping = !dropped[index].isEmpty
        layers[member * outputs.count + index] = Layer(
          source: source.numbers,
          input: isDropping ? dropped[index][own].numbers : source.numbers,
          factors: isDropping ? factors[index][own].numbers : nil,
          output: outputs[index].numbers, gradient: gradients[index].numbers)
      }
    }
  }

  /// The buffers of a layer's factors: one, or one for each member; none where all is fed.
  func factorBuffers(ofLayer index: Int) -> [NumberBuffer] { factors[index] }

  /// Makes room for dropping a layer's inputs, or feeds it whole again.
  func setDropping(_ isDropping: Bool, layer index: Int) {
    guard isDropping == dropped[index].isEmpty else { return }
    let source = index == 0 ? inputs[0] : outputs[index - 1]
    func buffers() -> [NumberBuffer] {
      guard isDropping else { return [] }
      return (0..<(index == 0 ? members : 1)).map { _ in
        NumberBuffer(count: source.count, precision: source.precision)
      }
    }
    dropped[index] = buffers()
    factors[index] = buffers()
    locate()
  }
}
