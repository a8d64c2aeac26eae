public import Lessons
import Regularization
import TerminalUI

extension MaskPanelState {
  public var focusedDial: MaskDial? {
    guard let focus, step.dials.indices.contains(focus) else { return nil }
    return step.dials[focus]
  }

  /// A dial's name on screen.
  public static func name(of dial: MaskDial) -> String {
    switch dial {
    case .dropProbability: "drop probability p"
    case .seed: "seed"
    case .masks: "masks"
    case .convention: "convention"
    }
  }

  public func value(of dial: MaskDial) -> String {
    switch dial {
    case .dropProbability: dropProbabilities.map { "\($0)" }.joined(separator: " and ")
    case .seed: "\(spec.seed)"
    case .masks: masks.grouped
    case .convention: MaskPanelState.name(of: spec.convention)
    }
  }

  static func name(of convention: DropoutConvention) -> String {
    switch convention {
    case .inverted: "inverted"
    case .original: "original"
    case .scaledByP: "scaled by p"
    }
  }

  /// The layers whose inputs the lesson drops.
  private var droppingLayers: [Int] {
    step.plan.spec.network.layers.indices.filter {
      step.plan.spec.dropProbability(ofLayer: $0) > 0
    }
  }

  /// The probabilities of the layers that drop, each once, as they were written.
  private var dropProbabilities: [String] {
    var all: [String] = []
    for layer in droppingLayers {
      let value = probability(ofLayer: layer)
      if !all.contains(value) { all.append(value) }
    }
    return all.isEmpty ? ["0"] : all
  }

  /// The probability with which a layer's inputs are dropped, as it was written.
  func probability(ofLayer layer: Int) -> String {
    plan.exact.map { "\($0.layers[layer].dropProbability)" }
      ?? MaskFigures().term(spec.dropProbability(ofLayer: layer))
  }

  // MARK: Turning

  static let probabilityLimit: ExactDecimal = ExactDecimal(95) * ExactDecimal.hundredth

  /// 0, 0.05, … 0.95: what `+` and `-` go through.
  private static let probabilities: [ExactDecimal] = (0...19).map {
    ExactDecimal($0 * 5) * ExactDecimal.hundredth
  }

  /// 1, 2, 5, 10, … 100,000.
  private static let counts: [Int] =
    [1, 10, 100, 1000, 10_000].flatMap { unit in [1, 2, 5].map { $0 * unit } }
    + [MaskRanges.masks.upperBound]

  /// Turns a dial to its next value up or down; at the end of its range nothing changes.
  mutating func turn(_ dial: MaskDial, up: Bool) {
    switch dial {
    case .dropProbability:
      guard let layer = droppingLayers.first else { return }
      let current = ExactDecimal(probability(ofLayer: layer)) ?? .zero
      let next =
        up
        ? MaskPanelState.probabilities.first { $0 > current }
        : MaskPanelState.probabilities.last { $0 < current }
      if let next { setProbability(next) }
    case .seed:
      if up, spec.seed < .max { setSeed(spec.seed + 1) }
      if !up, spec.seed > 0 { setSeed(spec.seed - 1) }
    case .masks:
      let counts = MaskPanelState.counts
      masks =
        (up ? counts.first { $0 > masks } : counts.last { $0 < masks }) ?? masks
    case .convention: plan.spec.convention = spec.convention.neighbour(up: up)
    }
  }

  private mutating func setProbability(_ value: ExactDecimal) {
    for layer in droppingLayers { plan.setDropProbability(value, ofLayer: layer) }
  }

  mutating func setSeed(_ seed: UInt64) { plan.spec.seed = seed }

  /// Takes the typed value; returns what is wrong with it.
  mutating func submit() -> String? {
    guard let dial = focusedDial, isTypingValue else { return nil }
    let text = typed.replacing(",", with: ".").replacing("−", with: "-")
    cancelTyping()
    switch dial {
    case .dropProbability:
      guard let value = ExactDecimal(text) else {
        return "That is not a number; figures like 0.2 are."
      }
      guard value >= .zero, value <= MaskPanelState.probabilityLimit else {
        return "Not possible: p is \(value); it must be from 0 to "
          + "\(MaskPanelState.probabilityLimit)."
      }
      setProbability(value)
    case .seed:
      guard let value = UInt64(text) else {
        return "Not possible: a seed is a whole number from 0 to \(UInt64.max)."
      }
      setSeed(value)
    case .masks:
      guard let value = Int(text), MaskRanges.masks ~= value else {
        return "Not possible: the number of masks is a whole number from 1 to "
          + "\(MaskRanges.masks.upperBound.grouped)."
      }
      masks = value
    case .convention: break
    }
    return nil
  }

  /// Whether a character can stand in a value here.
  func takes(_ character: Character) -> Bool {
    switch character {
    case "0"..."9" where character.isASCII: true
    case ".", ",", "-", "−", "+": true
    case "e", "E": typed.contains(where: \.isNumber)
    default: false
    }
  }
}

extension MaskDial {
  /// Whether its value is a figure that can be typed.
  public var takesFigures: Bool { self != .convention }
}

extension ExactDecimal {
  fileprivate static let hundredth = ExactDecimal("0.01") ?? .one
}
