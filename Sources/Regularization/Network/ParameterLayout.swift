/// Where the weights and biases of a network lie in one buffer.
///
/// A row of weights belongs to an input and is padded with zeros to whole vectors; the biases are
/// a row of their own behind the weights.
struct ParameterLayout: Sendable, Hashable {
  struct Layer: Sendable, Hashable {
    var inputs: Int
    var units: Int
    /// Numbers from one row to the next.
    var stride: Int
    /// Places of the first weight and of the first bias.
    var weights: Int
    var biases: Int
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
      for row in 0..<layer.inputs {
        for unit in 0..<layer.units {
          weights.append(buffer[layer.weights + row * layer.stride + unit])
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
      for row in 0..<layer.inputs {
        for unit in 0..<layer.units {
          buffer[layer.weights + row * layer.stride + unit] =
            values.weights[row * layer.units + unit]
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
      for row in 0...layer.inputs {
        hash.add(
          UnsafeRawBufferPointer(
            start: buffer.pointer(at: layer.weights + row * layer.stride),
            count: layer.units * size))
      }
    }
    return hash
  }
}
