import CKernels

extension WeightStatistics {
  /// Of all these weights together.
  init(sumOf parts: [WeightStatistics]) {
    self.init(count: 0, zeros: 0, small: 0, l1Norm: 0, l2Norm: 0, largest: 0)
    var squares = 0.0
    for part in parts {
      count += part.count
      zeros += part.zeros
      small += part.small
      l1Norm += part.l1Norm
      squares += part.l2Norm * part.l2Norm
      largest = max(largest, part.largest)
    }
    l2Norm = squares.squareRoot()
  }
}

/// Weights as they are read for a screen, straight from where they lie.
extension TrainingRun {
  /// Epochs done, the present one as a fraction.
  var epochs: Double {
    Double(position.epoch) + Double(position.samples) / Double(training.count)
  }

  /// Updates until the present epoch is over, if the batch size stays as it is.
  var updatesLeftInEpoch: Int {
    (training.count - position.samples + settings.batchSize - 1) / settings.batchSize
  }

  var layerStatistics: [WeightStatistics] {
    network.layers.indices.map { statistics(ofLayer: $0) }
  }

  /// Whether another run of the same shape has the same parameters, bit for bit.
  func hasParameters(of other: TrainingRun) -> Bool {
    model.layout == other.model.layout && spec.precision == other.spec.precision
      && model.parameters.hasBits(of: other.model.parameters)
  }

  /// How many weights of a layer are in each of so many bins over ±range.
  func histogram(ofLayer index: Int, range: Double, bins: Int) -> [Int] {
    let layer = model.layout.layers[index]
    let bins = min(max(1, bins), Int(KERNELS_BIN_LIMIT))
    var counts = [Int64](repeating: 0, count: bins)
    for panel in 0..<layer.panels {
      model.kernels.histogram(
        layer.inputs,
        min(ParameterLayout.Panel.width, layer.units - panel * ParameterLayout.Panel.width),
        model.parameters.pointer(at: layer.place(ofPanel: panel)), layer.width(ofPanel: panel),
        range, Int32(bins), &counts)
    }
    return counts.map { Int($0) }
  }

  /// A layer's weights; of more than `limit` those of the first units.
  func matrix(ofLayer index: Int, limit: Int = ObservationRequest.matrixLimit) -> WeightMatrix? {
    guard model.layout.layers.indices.contains(index) else { return nil }
    let layer = model.layout.layers[index]
    let inputs = min(layer.inputs, limit)
    let units = min(layer.units, max(1, limit / inputs))
    let values = [Float](unsafeUninitializedCapacity: inputs * units) { buffer, count in
      if let start = buffer.baseAddress {
        for panel in 0..<layer.panels {
          let column = panel * ParameterLayout.Panel.width
          copy(
            layer, panel, inputs, min(ParameterLayout.Panel.width, units - column),
            to: start + column, stride: units)
        }
      }
      count = inputs * units
    }
    return WeightMatrix(layer: index, inputs: inputs, units: units, values: values)
  }

  /// Copies the first units of a panel, input after input.
  private func copy(
    _ layer: ParameterLayout.Layer, _ panel: Int, _ inputs: Int, _ units: Int,
    to out: UnsafeMutablePointer<Float>, stride: Int
  ) {
    guard units > 0 else { return }
    let start = model.parameters.pointer(at: layer.place(ofPanel: panel))
    let width = layer.width(ofPanel: panel)
    switch spec.precision {
    case .float32:
      let weights = start.assumingMemoryBound(to: Float.self)
      for input in 0..<inputs {
        (out + input * stride).update(from: weights + input * width, count: units)
      }
    case .float64:
      let weights = start.assumingMemoryBound(to: Double.self)
      for input in 0..<inputs {
        for unit in 0..<units { out[input * stride + unit] = Float(weights[input * width + unit]) }
      }
    }
  }

  func value(at place: WeightPlace) -> Double? {
    self.place(of: place).map { model.parameters[$0] }
  }

  /// Where a weight lies; `nil` where there is none.
  func place(of place: WeightPlace) -> Int? {
    guard model.layout.layers.indices.contains(place.layer) else { return nil }
    let layer = model.layout.layers[place.layer]
    guard 0..<layer.units ~= place.unit else { return nil }
    guard let input = place.input else { return layer.biases + place.unit }
    return 0..<layer.inputs ~= input ? layer.place(input: input, unit: place.unit) : nil
  }
}
