/// How much the units of each hidden layer lean on each other, as it was measured at a step.
public struct MeasuredUnits: Sendable, Hashable {
  /// Updates done.
  public var step: Int
  /// What it is measured on: the validation part, or the training part where there is none.
  public var part: DataPart
  /// Samples of that part; ``CoAdaptation/samples`` says how many of them were looked at.
  public var partSamples: Int
  /// Hidden layer by hidden layer, at least one.
  public var layers: [CoAdaptation]

  public init(step: Int, part: DataPart, partSamples: Int, layers: [CoAdaptation]) {
    self.step = step
    self.part = part
    self.partSamples = partSamples
    self.layers = layers
  }

  /// The mean of |correlation| over all pairs of units of a layer; `nil` where no pair has one.
  public var meanCorrelation: Double? { CoAdaptation.meanCorrelation(of: layers) }

  /// How much the loss rises when the unit is taken out that costs most.
  public var largestIncrease: Double { layers.map(\.largestIncrease).max() ?? 0 }
}

extension NetworkPlan {
  /// Why the units of its hidden layers are not measured; `nil` where they are.
  public var reasonAgainstUnits: (reason: String, remedy: String)? {
    guard let widest = hiddenUnits.max() else {
      return ("the network has no hidden layer", "give it one: hidden: [16]")
    }
    let limit = CoAdaptation.unitLimit
    guard widest > limit else { return nil }
    return (
      "it measures layers of up to \(limit) units, and one has \(widest)", "train a smaller network"
    )
  }
}

extension RunLane {
  /// Every hidden layer as it is now; in passing it may be as it was when it was measured last.
  func units(inPassing: Bool) -> MeasuredUnits? {
    guard run.network.layers.dropLast().allSatisfy({ $0.units <= CoAdaptation.unitLimit }),
      run.network.layers.count > 1
    else { return nil }
    if let known = knownUnits, known.step == run.position.step || inPassing && !areUnitsDue(known) {
      return known
    }
    let start = secondsNow?()
    let part = samples.validation.count > 0 ? DataPart.validation : .training
    let limit = CoAdaptation.sampleLimit(for: run.network)
    let layers = run.network.layers.indices.dropLast().compactMap {
      run.coAdaptation(ofLayer: $0, on: part, of: samples, sampleLimit: limit)
    }
    guard !layers.isEmpty else { return nil }
    let units = MeasuredUnits(
      step: run.position.step, part: part,
      partSamples: part == .validation ? samples.validation.count : samples.training.count,
      layers: layers)
    noteUnits(units, from: start)
    return units
  }

  /// Whether measuring again holds training up by a twentieth of its time at most; without a clock
  /// whether the curves have got a point since.
  private func areUnitsDue(_ known: MeasuredUnits) -> Bool {
    guard let secondsNow, let last = unitsTime else {
      return curve.last(upTo: run.position.step).map { $0.step > known.step } ?? false
    }
    return secondsNow() - last.end >= 20 * last.seconds
  }
}
