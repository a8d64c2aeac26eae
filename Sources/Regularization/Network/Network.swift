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
  /// Layer by layer wᵀ, `[units][stride of the inputs]`, for the way back; the first layer has
  /// none.
  private let transposed: [NumberBuffer?]

  init(_ spec: NetworkSpec, precision: Precision, kernels: UnsafePointer<kernels_table>) {
    self.spec = spec
    self.precision = precision
    self.kernels = kernels.pointee
    layout = ParameterLayout(spec)
    parameters = NumberBuffer(count: layout.count, precision: precision)
    transposed = layout.layers.enumerated().map { index, layer in
      index == 0
        ? nil
        : NumberBuffer(
          count: layer.units * NumberBuffer.stride(of: layer.inputs), precision: precision)
    }
  }

  func store(_ values: [LayerParameters]) {
    layout.store(values, in: parameters)
    transposeAll()
  }

  /// Brings wᵀ up to date after ``parameters`` were written from outside.
  func transposeAll() {
    for (index, layer) in layout.layers.enumerated() {
      transpose(layer: index, inputs: 0..<layer.inputs, columns: 0..<layer.stride)
    }
  }

  func transpose(layer index: Int, inputs: Range<Int>, columns: Range<Int>) {
    guard let transposed = transposed[index] else { return }
    let layer = layout.layers[index]
    let stride = NumberBuffer.stride(of: layer.inputs)
    let units = min(columns.upperBound, layer.units) - columns.lowerBound
    guard units > 0 else { return }
    kernels.transpose(
      inputs.count, units,
      parameters.pointer(
        at: layer.weights + inputs.lowerBound * layer.stride + columns.lowerBound), layer.stride,
      transposed.pointer(at: columns.lowerBound * stride + inputs.lowerBound), stride)
  }

  /// `a[b, j] = f(bias[j] + Σᵢ x[b, i]·w[i, j])`
  ///
  /// *Shapes*: `x: [rows, inputs]`, `a: [rows, units]`.
  func forward(
    layer index: Int, from x: NumberBuffer, to a: NumberBuffer, rows: Range<Int>,
    columns: Range<Int>
  ) {
    let layer = layout.layers[index]
    let inputStride = NumberBuffer.stride(of: layer.inputs)
    let result = a.pointer(at: rows.lowerBound * layer.stride + columns.lowerBound)
    kernels.product(
      rows.count, columns.count, layer.inputs,
      x.pointer(at: rows.lowerBound * inputStride), inputStride, 1,
      parameters.pointer(at: layer.weights + columns.lowerBound), layer.stride, result,
      layer.stride, parameters.pointer(at: layer.biases + columns.lowerBound),
      Int32(KERNELS_FROM_ROW.rawValue))
    let activation = spec.layers[index].activation
    guard activation != .linear else { return }
    let shape = Shape(rows: rows, columns: columns, stride: layer.stride)
    kernels.activate(
      activation.kernel, shape.rows, shape.columns, result, layer.stride)
  }

  /// The gradient by a layer's inputs: `dx[b, i] = Σⱼ dz[b, j]·w[i, j]`, for a layer behind the
  /// first.
  ///
  /// *Shapes*: `dz: [rows, units]`, `dx: [rows, inputs]`; `columns` are of `dx`.
  func backward(
    layer index: Int, from dz: NumberBuffer, to dx: NumberBuffer, rows: Range<Int>,
    columns: Range<Int>
  ) {
    guard let transposed = transposed[index] else { return }
    let layer = layout.layers[index]
    let inputStride = NumberBuffer.stride(of: layer.inputs)
    kernels.product(
      rows.count, columns.count, layer.units, dz.pointer(at: rows.lowerBound * layer.stride),
      layer.stride, 1, transposed.pointer(at: columns.lowerBound), inputStride,
      dx.pointer(at: rows.lowerBound * inputStride + columns.lowerBound), inputStride, nil,
      Int32(KERNELS_FROM_ZERO.rawValue))
  }

  /// `gradient = gradient·f′(z)` for the outputs `a = f(z)` of a layer.
  func throughActivation(
    layer index: Int, outputs a: NumberBuffer, gradient: NumberBuffer, rows: Range<Int>,
    columns: Range<Int>
  ) {
    let activation = spec.layers[index].activation
    guard activation != .linear else { return }
    let stride = layout.layers[index].stride
    let shape = Shape(rows: rows, columns: columns, stride: stride)
    let start = rows.lowerBound * stride + columns.lowerBound
    kernels.activation_gradient(
      activation.kernel, shape.rows, shape.columns, a.pointer(at: start),
      gradient.pointer(at: start), stride)
  }

  /// The gradient by the weights of some inputs: `dw[i, j] = Σ_b x[b, i]·dz[b, j]`, b in order.
  ///
  /// *Shapes*: `x: [rows, inputs]`, `dz: [rows, units]`, `dw: [inputs.count, units]` from its
  /// pointer on.
  func weightGradient(
    layer index: Int, from x: NumberBuffer, _ dz: NumberBuffer, rows: Int, inputs: Range<Int>,
    columns: Range<Int>, to dw: UnsafeMutableRawPointer
  ) {
    let layer = layout.layers[index]
    kernels.product(
      inputs.count, columns.count, rows, x.pointer(at: inputs.lowerBound), 1,
      NumberBuffer.stride(of: layer.inputs), dz.pointer(at: columns.lowerBound), layer.stride, dw,
      layer.stride, nil, Int32(KERNELS_FROM_ZERO.rawValue))
  }

  /// The gradient by the biases: `db[j] = Σ_b dz[b, j]`, b in order.
  func biasGradient(
    layer index: Int, from dz: NumberBuffer, rows: Int, columns: Range<Int>,
    to db: UnsafeMutableRawPointer
  ) {
    kernels.column_sums(
      rows, columns.count, dz.pointer(at: columns.lowerBound), layout.layers[index].stride, db)
  }

  /// What a kernel that goes number by number is told: rows without a gap between them are one.
  struct Shape {
    var rows: Int
    var columns: Int

    init(rows: Range<Int>, columns: Range<Int>, stride: Int) {
      let isWhole = columns.count == stride
      self.rows = isWhole ? 1 : rows.count
      self.columns = isWhole ? rows.count * stride : columns.count
    }
  }

  /// Norms and zeros of a layer's weights.
  func summary(ofWeightsIn index: Int) -> kernels_summary {
    let layer = layout.layers[index]
    var summary = kernels_summary()
    kernels.summarize(
      layer.inputs, layer.units, parameters.pointer(at: layer.weights), layer.stride, &summary)
    return summary
  }

  func summary(ofBiasesIn index: Int) -> kernels_summary {
    let layer = layout.layers[index]
    var summary = kernels_summary()
    kernels.summarize(
      1, layer.units, parameters.pointer(at: layer.biases), layer.stride, &summary)
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
