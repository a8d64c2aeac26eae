import Regularization

/// What happens to one unit for one sample, written out with its numbers: whoever computes a line by hand
/// from the numbers in it comes to the same result.
struct MaskUnitWorking {
  private let spec: MaskSpec
  private let iteration: MaskIteration
  private let pass: MaskPass
  private let figures: MaskFigures
  private let place: MaskPanelState.Unit
  private let unit: MaskUnit
  private let name: String

  /// `nil` where there is no such unit.
  init?(_ panel: MaskPanelState, unit place: MaskPanelState.Unit) {
    guard let iteration = panel.iteration, let pass = panel.pass,
      pass.units.indices.contains(place.layer),
      pass.units[place.layer].indices.contains(place.unit)
    else { return nil }
    self.spec = panel.spec
    self.iteration = iteration
    self.pass = pass
    self.place = place
    figures = MaskFigures(showsAllDigits: panel.showsAllDigits)
    unit = pass.units[place.layer][place.unit]
    name = panel.spec.name(ofUnit: place.unit, layer: place.layer)
  }

  /// The lines of a part of the update; of the weights there are none.
  func lines(_ phase: MaskPanelState.Phase) -> [String] {
    switch phase {
    case .numbers: numbers
    case .masks: masks
    case .forward: forward
    case .loss: loss
    case .back: back
    case .weights: []
    }
  }

  private var isOutput: Bool { place.layer == spec.network.layers.count }
  private var drops: Bool { unit.word != nil }
  private var p: String { figures.term(unit.dropProbability) }

  // MARK: Mask

  private var nothingDrawn: String {
    isOutput
      ? "\(name): nothing is drawn for outputs, they are never dropped"
      : "\(name): nothing is drawn, the layer’s p is 0"
  }

  private var numbers: [String] {
    guard let word = unit.word else { return [nothingDrawn] }
    return [
      "u(\(name)) = \(word)/2³² = \(uniform)",
      "drawn from seed \(spec.seed) for this unit, this sample and this update alone",
    ]
  }

  /// With more digits where it would look like p.
  private var uniform: String {
    guard let value = unit.uniform else { return "" }
    let text = figures.term(value)
    return text == p && value != unit.dropProbability
      ? MaskFigures(showsAllDigits: true).term(value) : text
  }

  private var masks: [String] {
    guard drops else { return [nothingDrawn] }
    let units = pass.units[place.layer]
    let kept = units.count { !$0.isDropped }
    let mean = Double(units.count) * (1 - unit.dropProbability)
    return [
      unit.isDropped
        ? "u(\(name)) = \(uniform) < p = \(p): \(name) is dropped, for this sample in this update"
        : "u(\(name)) = \(uniform) ≥ p = \(p): \(name) is kept",
      "\(spec.title(ofLayer: place.layer)): \(kept) of \(units.count) kept; on average over masks "
        + "\(units.count)·(1 − \(p)) = \(figures.term(mean))",
    ]
  }

  // MARK: Forward

  private var forward: [String] {
    var lines: [String] = []
    if let z = unit.weightedSum {
      let fed = pass.units[place.layer - 1].map(\.fed)
      let parameters = iteration.before.parameters[place.layer - 1]
      let products = fed.indices.map { (fed[$0], parameters[$0, place.unit]) }
      lines.append(
        "z(\(name)) = bias + Σ fed·w = \(figures.term(parameters.biases[place.unit])) + "
          + "\(figures.products(products)) = \(figures.term(z))")
      lines.append(activation(z))
    } else {
      lines.append("\(name) = \(figures.term(unit.activation)), from the sample")
    }
    return lines + [feeding]
  }

  private func activation(_ z: Double) -> String {
    let function = spec.network.layers[place.layer - 1].activation
    let result = figures.term(unit.activation)
    switch function {
    case .linear: return "a = z = \(result)"
    case .relu: return "a = max(0, \(figures.term(z))) = \(result)"
    case .tanh: return "a = tanh(\(figures.term(z))) = \(result)"
    case .sigmoid: return "a = 1/(1 + e^(\(figures.term(-z)))) = \(result)"
    }
  }

  /// What the next layer is fed.
  private var feeding: String {
    let a = figures.factor(unit.activation)
    let fed = figures.term(unit.fed)
    if isOutput { return "the output is a = \(fed)" }
    guard drops else { return "fed on: a = \(fed); nothing is dropped here" }
    if unit.isDropped { return "dropped: factor 0, fed on: \(a)·0 = \(fed)" }
    guard spec.convention == .inverted else {
      return "kept: fed on: a·1 = \(fed); “\(MaskPanelState.name(of: spec.convention))” scales at "
        + "inference"
    }
    return "kept: factor 1/(1 − \(p)) = \(figures.term(unit.factor)), fed on: "
      + "\(a)·\(figures.term(unit.factor)) = \(fed)"
  }

  // MARK: Loss

  private var outputs: [Double] { pass.outputs }

  private var target: SampleTarget {
    spec.targets.target(ofSample: pass.sample, loss: spec.loss, outputs: outputs.count)
  }

  /// `e^0.31 + e^0.69`
  private var powers: String {
    outputs.map { "e^\(figures.factor($0))" }.joined(separator: " + ")
  }

  private var loss: [String] {
    var lines = [sampleLoss]
    let losses = iteration.passes.map { figures.term($0.loss) }.joined(separator: " + ")
    let count = iteration.passes.count
    if count > 1 {
      lines.append(
        "data loss of the update = (\(losses))/\(count) = \(figures.term(iteration.dataLoss))")
    }
    if iteration.penalty != 0 {
      lines.append(penalty)
      lines.append(
        "objective = \(figures.term(iteration.dataLoss)) + \(figures.term(iteration.penalty)) = "
          + figures.term(iteration.objective))
    }
    return lines
  }

  /// Of the weights before the update: one formula where all layers have the same penalty.
  private var penalty: String {
    let result = figures.term(iteration.penalty)
    let layers = spec.network.layers
    guard let penalty = layers.first?.penalty, layers.allSatisfy({ $0.penalty == penalty }),
      layers.allSatisfy({ $0.biasPenalty.isNone })
        || layers.allSatisfy({ $0.biasPenalty == penalty })
    else { return "penalty of the weights = \(result)" }
    let hasBiases = !layers[0].biasPenalty.isNone
    let numbers = iteration.before.parameters.flatMap {
      $0.weights + (hasBiases ? $0.biases : [])
    }
    var names: [String] = []
    var terms: [String] = []
    if penalty.l2Factor != 0 {
      names.append("λ₂/2·Σw²")
      let squares = numbers.reduce(0) { $0 + $1 * $1 }
      terms.append("\(figures.term(penalty.l2Factor))/2·\(figures.term(squares))")
    }
    if penalty.l1 != 0 {
      names.append("λ₁·Σ|w|")
      let size = numbers.reduce(0) { $0 + $1.magnitude }
      terms.append("\(figures.term(penalty.l1))·\(figures.term(size))")
    }
    let what = hasBiases ? "weights and biases" : "weights"
    return "penalty of the \(what) = \(names.joined(separator: " + ")) = "
      + "\(terms.joined(separator: " + ")) = \(result)"
  }

  private var sampleLoss: String {
    let result = figures.term(pass.loss)
    switch target {
    case .category(let label) where spec.loss == .logistic:
      let y = outputs[0]
      return "loss = log(1 + e^y) − t·y = log(1 + e^\(figures.factor(y))) − "
        + "\(label)·\(figures.factor(y)) = \(result)"
    case .category(let label):
      return "loss = log Σe^y − y\(label + 1) = log(\(powers)) − \(figures.factor(outputs[label]))"
        + " = \(result)"
    case .values(let targets):
      let squares = zip(outputs, targets).map {
        "(\(figures.term($0.0)) − \(figures.factor($0.1)))²"
      }.joined(separator: " + ")
      let half = spec.loss == .halfSquaredError
      return "loss = \(half ? "½" : "")Σ(y − t)² = \(half ? "0.5·(\(squares))" : squares)"
        + " = \(result)"
    }
  }

  // MARK: Back

  private var back: [String] {
    guard let gradient = unit.gradient else {
      return ["\(name) is an input: no weight lies before it, so nothing has to come back to it"]
    }
    var lines: [String] = []
    if isOutput {
      lines.append("∂loss/∂\(name) = \(byOutput) = \(figures.term(gradient.byFed))")
    } else {
      let behind = pass.units[place.layer + 1]
      let parameters = iteration.before.parameters[place.layer]
      let products = behind.indices.map {
        (behind[$0].gradient?.delta ?? 0, parameters[place.unit, $0])
      }
      lines.append(
        "∂loss/∂fed(\(name)) = Σ δ·w = \(figures.products(products)) = "
          + figures.term(gradient.byFed))
      lines.append(
        unit.isDropped
          ? "∂loss/∂a = 0: \(name) is dropped, nothing comes back through it"
          : "∂loss/∂a = \(figures.factor(gradient.byFed))·\(figures.term(unit.factor)) = "
            + "\(figures.term(gradient.byActivation))" + (drops ? ", by its factor" : ""))
      if unit.isCutOff, !unit.isDropped {
        lines.append("all that \(name) feeds is dropped, so it learns nothing from this sample")
      }
    }
    lines.append(
      "f′(z) = \(slope(gradient.slope)); δ(\(name)) = ∂loss/∂z = "
        + "\(figures.factor(gradient.byActivation))·\(figures.factor(gradient.slope)) = "
        + figures.term(gradient.delta))
    return lines
  }

  private var byOutput: String {
    let y = outputs[place.unit]
    switch target {
    case .category(let label) where spec.loss == .logistic:
      return "1/(1 + e^(\(figures.term(-y)))) − \(label)"
    case .category(let label):
      return "e^\(figures.factor(y))/(\(powers)) − \(place.unit == label ? 1 : 0)"
    case .values(let targets):
      let factor = spec.loss == .halfSquaredError ? "" : "2·"
      let difference = "\(figures.term(y)) − \(figures.factor(targets[place.unit]))"
      return factor.isEmpty ? difference : "\(factor)(\(difference))"
    }
  }

  private func slope(_ value: Double) -> String {
    let a = figures.factor(unit.activation)
    let result = figures.term(value)
    switch spec.network.layers[place.layer - 1].activation {
    case .linear: return "1"
    case .relu: return value == 0 ? "0, as z ≤ 0" : "1, as z > 0"
    case .tanh: return "1 − \(a)² = \(result)"
    case .sigmoid: return "\(a)·(1 − \(a)) = \(result)"
    }
  }
}
