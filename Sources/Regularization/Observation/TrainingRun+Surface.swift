import CKernels

extension TrainingRun {
  /// The network's output on a grid of two inputs; `nil` where it has not two, or the grid no cell.
  func surface(columns: Int, rows: Int, _ scale: SampleScale) -> DecisionSurface? {
    guard network.inputs == 2, columns > 0, rows > 0 else { return nil }
    let limit = scale.extent
    let classCount = training.labels.isEmpty ? 0 : max(2, network.outputs)
    var surface = DecisionSurface(columns: columns, rows: rows, values: [], limit: limit)
    let batch = evaluators[0]
    let fed = batch.layer(0, for: 0).source
    let inputStride = model.shape(ofLayer: 0).inputStride
    let outputStride = model.shape(ofLayer: model.layout.layers.count - 1).stride
    let count = columns * rows
    surface.values.reserveCapacity(count)
    for first in stride(from: 0, to: count, by: TrainingRun.evaluatedAtOnce) {
      let cells = first..<min(first + TrainingRun.evaluatedAtOnce, count)
      for cell in cells {
        let place = (cell - first) * inputStride
        fed.store(limit * (2 * (Double(cell % columns) + 0.5) / Double(columns) - 1), at: place)
        fed.store(limit * (1 - 2 * (Double(cell / columns) + 0.5) / Double(rows)), at: place + 1)
      }
      team.run { member in
        if member == 0 { _ = forward(batch, rows: cells.count) }
      }
      let outputs = batch.layer(model.layout.layers.count - 1, for: 0).output
      let samples = cells.map { cell in
        (0..<network.outputs).map {
          outputs.value(at: (cell - first) * outputStride + $0)
        }
      }
      for (value, found) in certainties(samples, classCount, scale.target) {
        surface.values.append(Float(value))
        if classCount > 2 { surface.classes.append(found) }
      }
    }
    return surface
  }

  /// What a ``DecisionSurface`` shows of the outputs for some samples.
  private func certainties(
    _ samples: [[Double]], _ classCount: Int, _ target: Double
  ) -> [(value: Double, found: Int32)] {
    func clamped(_ value: Double) -> Double { min(1, max(-1, value)) }
    let width = network.outputs
    switch loss {
    case .logistic:
      let powers = exponentials(samples.map { -$0[0] })
      return zip(samples, powers).map { (2 / (1 + $1) - 1, $0[0] > 0 ? 1 : 0) }
    case .crossEntropy:
      let best = samples.map { TrainingRun.best($0) }
      let powers = exponentials(
        samples.indices.flatMap { row in samples[row].map { $0 - samples[row][best[row]] } })
      return best.enumerated().map { row, found in
        // The softmax's largest probability; of two classes the difference of both.
        let largest = 1 / powers[row * width..<(row + 1) * width].reduce(0, +)
        let difference = found == 1 ? 2 * largest - 1 : 1 - 2 * largest
        return (classCount > 2 ? largest : difference, Int32(found))
      }
    case .squaredError, .halfSquaredError:
      return samples.map { outputs in
        if classCount == 0 { return (clamped(outputs[0] / target), 0) }
        if width == 1 { return (clamped(outputs[0]), outputs[0] > 0 ? 1 : 0) }
        // The targets are 1 for the class and −1 for the others.
        let found = TrainingRun.best(outputs)
        let sure = (clamped(outputs[found]) + 1) / 2
        return (classCount > 2 ? sure : clamped((outputs[1] - outputs[0]) / 2), Int32(found))
      }
    }
  }

  private static func best(_ outputs: [Double]) -> Int {
    outputs.indices.reduce(0) { outputs[$1] > outputs[$0] ? $1 : $0 }
  }

  private func exponentials(_ values: [Double]) -> [Double] {
    let buffer = NumberBuffer(
      count: NumberBuffer.stride(of: values.count), precision: spec.precision)
    for (index, value) in values.enumerated() { buffer[index] = value }
    model.kernels.exponential(buffer.count, buffer.start, buffer.start)
    return values.indices.map { buffer[$0] }
  }
}
