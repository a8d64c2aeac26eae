import CKernels

/// Where the weights and biases of a network lie in one buffer.
///
/// A layer's weights are cut into panels of ``Panel/width`` units, each of them
/// `[inputs][units of the panel]` row after row, the last one padded with zeros to whole vectors.
/// So a thread's part is a stretch of memory of its own: with the rows of all units side by side,
/// what one core fetches in advance is what the other is writing. The biases are one row behind
/// the weights.
struct ParameterLayout: Sendable, Hashable {
  enum Panel {
    /// Units of a panel.
    static let width = Int(KERNELS_PANEL)
  }

  struct Layer: Sendable, Hashable {
    var inputs: Int
    var units: Int
    /// Units with their padding: the length of a row of outputs.
    var stride: Int
    /// Places of the first weight and of the first bias.
    var weights: Int
    var biases: Int

    var panels: Int { (stride + Panel.width - 1) / Panel.width }

    /// The units of some panels, padding included.
    func columns(of panels: Range<Int>) -> Range<Int> {
      panels.lowerBound * Panel.width..<min(panels.upperBound * Panel.width, stride)
    }

    /// How many units a panel has, padding included: the stride of its rows.
    func width(ofPanel panel: Int) -> Int {
      min(Panel.width, stride - panel * Panel.width)
    }

    /// The place of the weight of an input in the first column of a panel.
    func place(ofPanel panel: Int, input: Int = 0) -> Int {
      weights + panel * Panel.width * inputs + input * width(ofPanel: panel)
    }

    func place(input: Int, unit: Int) -> Int {
      place(ofPanel: unit / Panel.width, input: input) + unit % Panel.width
    }
  }

  private(set) var layers: [Layer] = []
  /// Numbers in all, padding included.
  private(set) var count = 0

  init(_ network: NetworkSpec) {
    for index in network.layers.indices {
      let inputs = network.inputs(ofLayer: index)
      let units = network.layers[index].units
      let stride = NumberBuffer.stride(of: units)
      layers.append(
        Layer(
          inputs: inputs, units: units, stride: stride, weights: count,
          biases: count + inputs * stride))
      count += (inputs + 1) * stride
    }
  }

  func parameters(in buffer: NumberBuffer) -> [LayerParameters] {
    layers.map { layer in
      var weights: [Double] = []
      weights.reserveCapacity(layer.inputs * layer.units)
      for input in 0..<layer.inputs {
        for unit in 0..<layer.units {
          weights.append(buffer[layer.place(input: input, unit: unit)])
        }
      }
      let biases = (0..<layer.units).map { buffer[layer.biases + $0] }
      return LayerParameters(weights: weights, biases: biases)
    }
  }

  /// *Shapes*: as ``LayerParameters`` says, a layer each.
  func store(_ parameters: [LayerParameters], in buffer: NumberBuffer) {
    for (layer, values) in zip(layers, parameters) {
      precondition(
        values.weights.count == layer.inputs * layer.units && values.biases.count == layer.units,
        "the parameters are of another network")
      for input in 0..<layer.inputs {
        for unit in 0..<layer.units {
          buffer[layer.place(input: input, unit: unit)] = values.weights[input * layer.units + unit]
        }
      }
      for unit in 0..<layer.units { buffer[layer.biases + unit] = values.biases[unit] }
    }
  }

  /// The hash of all parameters: layer by layer the weights, input by input, then the biases, as
  /// little-endian bytes of the buffer's precision, without padding.
  func hash(of buffer: NumberBuffer) -> WeightsHash {
    var hash = WeightsHash()
    let size = buffer.precision.size
    for layer in layers {
      for input in 0..<layer.inputs {
        for panel in 0..<layer.panels {
          let count = min(Panel.width, layer.units - panel * Panel.width)
          hash.add(
            UnsafeRawBufferPointer(
              start: buffer.pointer(at: layer.place(ofPanel: panel, input: input)),
              count: count * size))
        }
      }
      hash.add(
        UnsafeRawBufferPointer(
          start: buffer.pointer(at: layer.biases), count: layer.units * size))
    }
    return hash
  }
}
