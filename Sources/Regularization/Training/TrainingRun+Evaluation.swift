import CKernels

extension TrainingRun {
  /// Holds the network against a part of the samples; `nil` where there are none.
  public func evaluate(_ part: DataPart) -> Evaluation? {
    evaluate(part, samples: (0..<Int32(count(of: part))).map { $0 })
  }

  /// The same for some samples of a part, by their numbers.
  func evaluate(_ part: DataPart, samples: [Int32]) -> Evaluation? {
    guard let source = sources[part], !samples.isEmpty else { return nil }
    let count = samples.count
    let losses = UnsafeMutablePointer<Double>.allocate(capacity: count)
    defer { losses.deallocate() }
    let isOfClasses = !source.labels.isEmpty
    var classes = [Int32](repeating: 0, count: isOfClasses ? count : 0)
    let chunk = TrainingRun.evaluatedAtOnce
    let chunks = (count + chunk - 1) / chunk
    let buffers = evaluators
    let usesLists = source.isSparse
    if usesLists { for batch in buffers { batch.prepareLists(inputs: source.inputs) } }
    classes.withUnsafeMutableBufferPointer { classes in
      let found = classes.baseAddress
      source.withBytes { bytes in
        samples.withUnsafeBufferPointer { samples in
          team.run { member in
            for index in stride(from: member, to: chunks, by: self.team.members) {
              let rows = index * chunk..<min((index + 1) * chunk, count)
              self.evaluate(
                source, usesLists, bytes, samples.baseAddress.unsafelyUnwrapped + rows.lowerBound,
                rows.count,
                in: buffers[member], losses: losses + rows.lowerBound,
                classes: isOfClasses ? found.map { $0 + rows.lowerBound } : nil)
            }
          }
        }
      }
    }
    var sum = 0.0
    for row in 0..<count { sum += losses[row] }
    var right = 0
    for row in classes.indices where classes[row] == source.labels[Int(samples[row])] { right += 1 }
    return Evaluation(
      samples: count, dataLoss: sum / Double(count),
      accuracy: isOfClasses ? Double(right) / Double(count) : nil, classes: classes)
  }

  private func evaluate(
    _ source: SampleSource, _ usesLists: Bool, _ bytes: UnsafePointer<UInt8>?,
    _ samples: UnsafePointer<Int32>, _ rows: Int, in batch: Activations,
    losses: UnsafeMutablePointer<Double>,
    classes: UnsafeMutablePointer<Int32>?
  ) {
    source.gatherInputs(samples, rows: rows, bytes: bytes, into: batch.layer(0, for: 0).source)
    source.gatherTargets(samples, rows: 0..<rows, into: batch)
    if usesLists, let bytes {
      kernels_list_terms(rows, source.inputs, bytes, samples, batch.termLists[0])
    }
    let outputs = forward(batch, rows: rows, terms: usesLists ? batch.termLists[0] : nil)
    loss.compute(model, batch, outputs: outputs, rows: 0..<rows, scale: 1, gradient: nil)
    losses.update(from: batch.losses, count: rows)
    if let classes {
      let shape = model.shape(ofLayer: model.layout.layers.count - 1)
      model.kernels.classify(rows, shape.units, shape.stride, outputs.start, classes)
    }
  }

  /// The network's outputs for the first rows of a batch, nothing dropped.
  ///
  /// - Parameter terms: which inputs are not zero.
  func forward(
    _ batch: Activations, rows: Int, terms: UnsafePointer<UInt32>? = nil
  ) -> Numbers {
    for layer in model.layout.layers.indices {
      let numbers = batch.layer(layer, for: 0)
      model.forward(
        layer: layer, from: numbers.input, to: numbers.output, rows: 0..<rows,
        panels: 0..<model.shape(ofLayer: layer).panels, terms: layer == 0 ? terms : nil)
    }
    return batch.layer(model.layout.layers.count - 1, for: 0).output
  }
}
