extension TrainingRun {
  /// One sample of the training part on its way through the network with the next update's masks;
  /// `nil` for a network too large to be drawn.
  func picture(ofSample sample: Int) -> NetworkPicture? {
    let limit = ObservationRequest.pictureUnitLimit
    guard 0..<training.count ~= sample, network.inputs <= limit,
      network.layers.allSatisfy({ $0.units <= limit })
    else { return nil }
    let order = nextBatch()
    let row = (0..<order.rows).first { Int(order.samples[$0]) == sample } ?? 0
    let drops = settings.update.dropProbabilities
    let batch = Activations(
      model.layout, capacity: 1, precision: spec.precision, training: false)
    for layer in drops.indices { batch.setDropping(drops[layer] > 0, layer: layer) }
    var number = Int32(sample)
    let layers = model.layout.layers
    var isDropped = [[Bool]](repeating: [], count: layers.count)
    training.withBytes { bytes in
      team.run { member in
        guard member == 0 else { return }
        training.gatherInputs(
          &number, rows: 1, bytes: bytes, into: batch.layer(0, for: 0).source)
        for layer in layers.indices {
          let numbers = batch.layer(layer, for: 0)
          let mask = DropoutMask(seed: spec.seed, step: order.step, layer: layer, drops[layer])
          isDropped[layer] = (0..<layers[layer].inputs).map { input in
            numbers.factors != nil && !mask.keeps(row: row, input: input)
          }
          if numbers.factors != nil {
            for input in 0..<layers[layer].inputs {
              let kept = numbers.source.value(at: input) / (1 - drops[layer])
              numbers.input.store(isDropped[layer][input] ? 0 : kept, at: input)
            }
          }
          model.forward(
            layer: layer, from: numbers.input, to: numbers.output, rows: 0..<1,
            panels: 0..<model.shape(ofLayer: layer).panels)
        }
      }
    }
    func firstRow(_ numbers: Numbers, _ count: Int) -> [Float] {
      (0..<count).map { Float(numbers.value(at: $0)) }
    }
    let activations =
      [firstRow(batch.layer(0, for: 0).source, network.inputs)]
      + layers.indices.map { firstRow(batch.layer($0, for: 0).output, layers[$0].units) }
    return NetworkPicture(
      activations: activations,
      isDropped: isDropped + [Array(repeating: false, count: network.outputs)],
      weights: layers.indices.map { matrix(ofLayer: $0)?.values ?? [] })
  }
}
