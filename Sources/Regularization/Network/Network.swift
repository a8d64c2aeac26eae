import CKernels

/// A network's parameters and its arithmetic: forward, backward, and the gradients of a layer.
///
/// Every function works on a part of the rows and columns, so that several threads can share a
/// layer; each output is one chain of fused multiply-adds, so the bits do not depend on the parts.
final class Network {
  let spec: NetworkSpec
  let layout: ParameterLayout
  let precision: Precision
  let kernels: kernels_table
  let parameters: NumberBuffer
  /// Layer by layer wᵀ in panels of inputs, each `[units][inputs of the panel]`, for the way back;
  /// the first layer has none.
  private let transposed: [NumberBuffer?]
  private let shapes: UnsafeMutablePointer<Shape>

  /// What the arithmetic of a layer needs to know. Not in an array, because many threads read it,
  /// a million times a second.
  struct Shape {
    let place: ParameterLayout.Layer
    /// Numbers from one row of inputs to the next.
    let inputStride: Int
    let activation: Activation
    let transposed: Numbers?
    let parameters: Numbers

    var inputs: Int { place.inputs }
    var units: Int { place.units }
    var stride: Int { place.stride }
    var panels: Int { place.panels }

    /// How many inputs a panel of wᵀ has, padding included.
    func inputWidth(ofPanel panel: Int) -> Int {
      min(Panel.width, inputStride - panel * Panel.width)
    }
  }

  private typealias Panel = ParameterLayout.Panel

  init(_ spec: NetworkSpec, precision: Precision, kernels: kernels_table) {
    self.spec = spec
    self.precision = precision
    self.kernels = kernels
    layout = ParameterLayout(spec)
    parameters = NumberBuffer(count: layout.count, precision: precision)
    transposed = layout.layers.enumerated().map { index, layer in
      index == 0
        ? nil
        : NumberBuffer(
          count: layer.units * NumberBuffer.stride(of: layer.inputs), precision: precision)
    }
    shapes = .allocate(capacity: layout.layers.count)
    for (index, place) in layout.layers.enumerated() {
      (shapes + index).initialize(
        to: Shape(
          place: place, inputStride: NumberBuffer.stride(of: place.inputs),
          activation: spec.layers[index].activation, transposed: transposed[index]?.numbers,
          parameters: parameters.numbers))
    }
  }

  deinit { shapes.deallocate() }

  func shape(ofLayer index: Int) -> Shape { shapes[index] }

  func store(_ values: [LayerParameters]) {
    layout.store(values, in: parameters)
    transposeAll()
  }

  /// Brings wᵀ up to date after ``parameters`` were written from outside.
  func transposeAll() {
    for (index, layer) in layout.layers.enumerated() {
      transpose(layer: index, inputs: 0..<layer.inputs, panels: 0..<layer.panels)
    }
  }

  /// - Parameter inputs: begins at the beginning of a panel of inputs.
  func transpose(layer index: Int, inputs: Range<Int>, panels: Range<Int>) {
    let layer = shapes[index]
    guard let transposed = layer.transposed, !inputs.isEmpty else { return }
    let inputPanels =
      inputs.lowerBound / Panel.width..<(inputs.upperBound + Panel.width - 1) / Panel.width
    for panel in panels {
      let unit = panel * Panel.width
      for inputPanel in inputPanels {
        let input = inputPanel * Panel.width
        let width = layer.inputWidth(ofPanel: inputPanel)
        kernels.transpose(
          min(Panel.width, inputs.upperBound - input), min(Panel.width, layer.units - unit),
          layer.parameters.pointer(at: layer.place.place(ofPanel: panel, input: input)),
          layer.place.width(ofPanel: panel),
          transposed.pointer(at: input * layer.units + unit * width), width)
      }
    }
  }

  /// `a[b, j] = f(bias[j] + Σᵢ x[b, i]·w[i, j])`
  ///
  /// *Shapes*: `x: [rows, inputs]`, `a: [rows, units]`; `rows` begin with a band where there are
  /// lists of ``Activations/termLists``.
  func forward(
    layer index: Int, from x: Numbers, to a: Numbers, rows: Range<Int>, panels: Range<Int>,
    terms: UnsafePointer<UInt32>? = nil
  ) {
    let layer = shapes[index]
    let input = x.pointer(at: rows.lowerBound * layer.inputStride)
    for panel in panels {
      let column = panel * Panel.width
      let width = layer.place.width(ofPanel: panel)
      let weights = layer.parameters.pointer(at: layer.place.place(ofPanel: panel))
      let output = a.pointer(at: rows.lowerBound * layer.stride + column)
      let biases = layer.parameters.pointer(at: layer.place.biases + column)
      if let terms {
        let lists =
          rows.lowerBound / Activations.band * Activations.termListsStride(inputs: layer.inputs)
        kernels.listed_product(
          rows.count, width, layer.inputs, input, layer.inputStride, terms + lists, weights, width,
          output, layer.stride, biases)
      } else {
        kernels.product(
          rows.count, width, layer.inputs, input, layer.inputStride, 1, weights, width, output,
          layer.stride, biases, Int32(KERNELS_FROM_ROW.rawValue))
      }
    }
    guard layer.activation != .linear else { return }
    let columns = layer.place.columns(of: panels)
    let block = Block(rows: rows, columns: columns, stride: layer.stride)
    kernels.activate(
      layer.activation.kernel, block.rows, block.columns, a.pointer(at: block.start), layer.stride)
  }

  /// The gradient by a layer's inputs: `dx[b, i] = Σⱼ dz[b, j]·w[i, j]`, for a layer behind the
  /// first.
  ///
  /// *Shapes*: `dz: [rows, units]`, `dx: [rows, inputs]`; `panels` are of `dx`.
  func backward(
    layer index: Int, from dz: Numbers, to dx: Numbers, rows: Range<Int>, panels: Range<Int>
  ) {
    let layer = shapes[index]
    guard let transposed = layer.transposed else { return }
    for panel in panels {
      let column = panel * Panel.width
      let width = layer.inputWidth(ofPanel: panel)
      kernels.product(
        rows.count, width, layer.units, dz.pointer(at: rows.lowerBound * layer.stride),
        layer.stride, 1, transposed.pointer(at: column * layer.units), width,
        dx.pointer(at: rows.lowerBound * layer.inputStride + column), layer.inputStride, nil,
        Int32(KERNELS_FROM_ZERO.rawValue))
    }
  }

  /// `gradient = gradient·f′(z)` for the outputs `a = f(z)` of a layer.
  func throughActivation(
    layer index: Int, outputs a: Numbers, gradient: Numbers, rows: Range<Int>, columns: Range<Int>
  ) {
    let layer = shapes[index]
    guard layer.activation != .linear else { return }
    let block = Block(rows: rows, columns: columns, stride: layer.stride)
    kernels.activation_gradient(
      layer.activation.kernel, block.rows, block.columns, a.pointer(at: block.start),
      gradient.pointer(at: block.start), layer.stride)
  }

  /// The gradient by the weights of some inputs to the units of a panel:
  /// `dw[i, j] = Σ_b x[b, i]·dz[b, j]`, b in order.
  ///
  /// *Shapes*: `x: [rows, inputs]`, `dz: [rows, units]`, `dw: [inputs.count, units of the panel]`.
  func weightGradient(
    layer index: Int, from x: Numbers, _ dz: Numbers, rows: Int, inputs: Range<Int>, panel: Int,
    to dw: UnsafeMutableRawPointer
  ) {
    let layer = shapes[index]
    let width = layer.place.width(ofPanel: panel)
    kernels.product(
      inputs.count, width, rows, x.pointer(at: inputs.lowerBound), 1, layer.inputStride,
      dz.pointer(at: panel * Panel.width), layer.stride, dw, width, nil,
      Int32(KERNELS_FROM_ZERO.rawValue))
  }

  /// The gradient by the biases: `db[j] = Σ_b dz[b, j]`, b in order.
  func biasGradient(
    layer index: Int, from dz: Numbers, rows: Int, columns: Range<Int>,
    to db: UnsafeMutableRawPointer
  ) {
    kernels.column_sums(
      rows, columns.count, dz.pointer(at: columns.lowerBound), shapes[index].stride, db)
  }

  /// Some rows and columns of a matrix, for a kernel that goes number by number: rows without a gap
  /// between them are one.
  struct Block {
    let start: Int
    let rows: Int
    let columns: Int

    init(rows: Range<Int>, columns: Range<Int>, stride: Int) {
      let isWhole = columns.count == stride
      start = rows.lowerBound * stride + columns.lowerBound
      self.rows = isWhole ? 1 : rows.count
      self.columns = isWhole ? rows.count * stride : columns.count
    }
  }

  /// Norms and zeros of a layer's weights: of the parameters, or of gradients laid out as they are.
  /// The panels' sums are added in order.
  func summary(ofWeightsIn index: Int, of buffer: NumberBuffer? = nil) -> kernels_summary {
    let layer = layout.layers[index]
    var total = kernels_summary()
    for panel in 0..<layer.panels {
      var part = kernels_summary()
      kernels.summarize(
        layer.inputs, min(Panel.width, layer.units - panel * Panel.width),
        (buffer ?? parameters).pointer(at: layer.place(ofPanel: panel)),
        layer.width(ofPanel: panel), &part)
      total.zeros += part.zeros
      total.small += part.small
      total.sum_of_magnitudes += part.sum_of_magnitudes
      total.sum_of_squares += part.sum_of_squares
      total.largest_magnitude = max(total.largest_magnitude, part.largest_magnitude)
    }
    return total
  }

  func summary(ofBiasesIn index: Int, of buffer: NumberBuffer? = nil) -> kernels_summary {
    let layer = layout.layers[index]
    var summary = kernels_summary()
    kernels.summarize(
      1, layer.units, (buffer ?? parameters).pointer(at: layer.biases), layer.stride, &summary)
    return summary
  }
}

extension Activation {
  var kernel: Int32 {
    let kind =
      switch self {
      case .linear: KERNELS_LINEAR
      case .relu: KERNELS_RELU
      case .tanh: KERNELS_TANH
      case .sigmoid: KERNELS_SIGMOID
      }
    return Int32(kind.rawValue)
  }
}
