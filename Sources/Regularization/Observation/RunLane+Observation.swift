extension RunLane {
  /// Below so many multiply-adds an evaluation is done whenever somebody looks.
  private static let cheapEvaluation = 2e6
  /// Below so many bytes of parameters their hash is made whenever somebody looks.
  private static let cheapHash = 16_384

  /// The run as it stands.
  ///
  /// - Parameters:
  ///   - request: `nil`: the curves alone.
  ///   - inPassing: whether the run goes on at once: what would hold it up is left out.
  func observe(_ request: ObservationRequest?, inPassing: Bool, end: Int) -> RunObservation {
    let statistics = run.layerStatistics
    let now = presentPoint(statistics, inPassing: inPassing)
    var curves = curve.points
    if curve.point(at: now.step) == nil {
      curves.insert(now, at: curves.firstIndex { $0.step > now.step } ?? curves.endIndex)
    }
    var best = curve.best(upTo: run.position.step)
    if let loss = now.validationLoss, loss < best?.validationLoss ?? .infinity { best = now }
    let size = run.stateSize
    var observation = RunObservation(
      position: run.position, start: timeline.start, end: end, stepsPerEpoch: run.stepsPerEpoch,
      trainingSamples: run.count(of: .training), evaluated: share.counts, spec: run.spec,
      network: run.network, loss: run.loss, learningRate: run.learningRate, curves: curves,
      now: now, bestStep: best?.step,
      weightsHash: inPassing && size > RunLane.cheapHash ? "" : run.weightsHash.description,
      layers: statistics)
    observation.secondsPerUpdate = secondsPerUpdate
    if let divergence, divergence.step == run.position.step + 1 {
      observation.divergence = divergence
    }
    if let request {
      picture(&observation, request)
      if request.units { observation.units = units(inPassing: inPassing) }
    }
    return observation
  }

  /// The present step's point; where it costs too much in passing, the last known before it. One who
  /// stands and looks leaves a point behind.
  private func presentPoint(_ statistics: [WeightStatistics], inPassing: Bool) -> CurvePoint {
    let step = run.position.step
    if let known = curve.point(at: step) { return known }
    let cost = CurveGrid.cost(
      parameters: run.network.parameterCount,
      evaluated: share.training.count + share.validation.count)
    if inPassing, cost > RunLane.cheapEvaluation, let known = curve.last(upTo: step) {
      return known
    }
    let point = measured(statistics)
    if !inPassing { curve.record(point) }
    return point
  }

  private func picture(_ observation: inout RunObservation, _ request: ObservationRequest) {
    if request.histograms {
      observation.histograms = histograms(observation.layers, bins: request.bins)
      observation.histogramHistory = histograms.history
    }
    observation.matrix = request.matrixLayer.flatMap { run.matrix(ofLayer: $0) }
    observation.surface = run.surface(
      columns: request.surfaceColumns, rows: request.surfaceRows, scale)
    observation.picture = request.networkSample.flatMap { run.picture(ofSample: $0) }
    (observation.largest, observation.smallest) = run.extremes(request.extremes)
    if request.extremes > 0 { observation.decayShares = run.decayShares() }
    if observation.divergence == nil {
      observation.preview = request.chosen.flatMap { dryRun.preview(of: $0) }
    }
    if request.confusion { observation.confusion = confusion(at: observation.now.step) }
  }

  /// The present histograms, in the ranges of the recorded ones.
  private func histograms(_ statistics: [WeightStatistics], bins: Int) -> [WeightHistogram] {
    let ranges = histograms.ranges
    return statistics.enumerated().map { layer, part in
      let range = layer < ranges.count ? ranges[layer] : HistogramRecorder.range(for: part.largest)
      return WeightHistogram(
        range: range, counts: run.histogram(ofLayer: layer, range: range, bins: bins),
        statistics: part)
    }
  }

  // MARK: Classes

  /// Of the samples that curves are measured on, as they were found at a step, or now.
  private func confusion(at step: Int) -> Confusion? {
    let isValidated = !share.validation.isEmpty
    let set = isValidated ? samples.validation : samples.training
    guard case .classes(let labels, let count, _) = set.targets else { return nil }
    let chosen = isValidated ? share.validation : share.training
    if found?.step != step {
      guard
        let evaluation = run.evaluate(isValidated ? .validation : .training, samples: chosen)
      else { return nil }
      note(evaluation.classes)
    }
    guard let classes = found?.classes, classes.count == chosen.count else { return nil }
    var confusion = Confusion(
      names: SampleSummary(samples).classNames,
      counts: Array(repeating: Array(repeating: 0, count: count), count: count), misclassified: [])
    for (sample, found) in zip(chosen, classes) {
      let label = Int(labels[Int(sample)])
      confusion.counts[label][Int(found)] += 1
      if label != Int(found), confusion.misclassified.count < Confusion.misclassifiedLimit {
        confusion.misclassified.append(
          Misclassified(
            sample: Int(sample), label: label, found: Int(found),
            pixels: set.imageShape == nil
              ? []
              : (0..<set.inputs).map { Float(set.stored(Int(sample), input: $0) / scale.pixel) }))
      }
    }
    return confusion
  }
}
