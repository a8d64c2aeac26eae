import Regularization

/// A masked network of a lesson, and what was computed of it so far.
final class LessonMask {
  let plan: MaskPlan
  let names: MaskNames
  private(set) lazy var replay = MaskReplay(plan.spec)
  private var iterations: [Int: MaskIteration] = [:]
  private var expectations: [ExpectationKey: Result<MaskExpectation, SpecProblem>] = [:]
  private var drawn: [DrawnKey: DrawnMasks] = [:]

  private struct ExpectationKey: Hashable {
    var sample: Int
    var layer: Int
  }

  private struct DrawnKey: Hashable {
    var count: Int
    var sample: Int
    var layer: Int?
  }

  /// Weights that are gone through, over all samples of all iterations: so many take no noticeable
  /// time when a lesson is opened.
  static let workLimit = 200_000

  /// - Precondition: the plan has no problems, and no more work than ``workLimit``.
  init(_ plan: MaskPlan) {
    self.plan = plan
    names = MaskNames(plan.spec.network)
  }

  var spec: MaskSpec { plan.spec }

  static func work(of spec: MaskSpec) -> Int {
    let rows = (1...spec.iterations).reduce(0) { $0 + spec.batch(ofIteration: $1).count }
    return rows * spec.network.parameterCount
  }

  /// - Parameter number: from 1 to the replay's last.
  func iteration(_ number: Int) -> MaskIteration {
    if let known = iterations[number] { return known }
    let iteration = replay.iteration(number)
    iterations[number] = iteration
    return iteration
  }

  func expectation(ofSample sample: Int, layer: Int) -> Result<MaskExpectation, SpecProblem> {
    let key = ExpectationKey(sample: sample, layer: layer)
    if let known = expectations[key] { return known }
    let result = Result { () throws(SpecProblem) in
      try plan.expectation(ofSample: sample, layer: layer)
    }
    expectations[key] = result
    return result
  }

  /// - Parameter layer: the one whose inputs are dropped; `nil` for all that drop.
  func drawnMasks(_ count: Int, sample: Int, layer: Int?) -> DrawnMasks {
    let key = DrawnKey(count: count, sample: sample, layer: layer)
    if let known = drawn[key] { return known }
    let masks = DrawnMasks(
      spec, parameters: spec.parameters, sample: sample, count: count, onlyLayer: layer)
    drawn[key] = masks
    return masks
  }
}

extension MaskSpec {
  /// The layers whose inputs are dropped, from 0.
  var droppingLayers: [Int] {
    network.layers.indices.filter { dropProbability(ofLayer: $0) > 0 }
  }
}

/// What units and weights of a network are called: inputs `x1`, `x2`, the output `y`, or several `y1`,
/// `y2`, units of the hidden layer `h1`, or of several ones `h1_1`; the weight from `x1` to `h2` is
/// `x1_h2`, a bias `b_h2`.
struct MaskNames {
  /// A unit, or an input of layer 0.
  struct Unit: Hashable {
    var layer: Int
    var unit: Int
  }

  /// Of inputs, hidden units and outputs, in this order.
  let unitNames: [String]
  let units: [String: Unit]
  let weights: [String: WeightPlace]

  init(_ network: NetworkSpec) {
    let widths = [network.inputs] + network.layers.map(\.units)
    let layers = widths.enumerated().map { layer, width in
      (1...width).map { unit -> String in
        layer == 0
          ? "x\(unit)"
          : layer == widths.count - 1
            ? (width == 1 ? "y" : "y\(unit)") : widths.count == 3 ? "h\(unit)" : "h\(layer)_\(unit)"
      }
    }
    unitNames = layers.flatMap { $0 }
    var units: [String: Unit] = [:]
    var weights: [String: WeightPlace] = [:]
    for (layer, names) in layers.enumerated() {
      for (index, name) in names.enumerated() {
        units[name] = Unit(layer: layer, unit: index)
        guard layer > 0 else { continue }
        for (input, before) in layers[layer - 1].enumerated() {
          weights["\(before)_\(name)"] = WeightPlace(layer: layer - 1, input: input, unit: index)
        }
        weights["b_\(name)"] = WeightPlace(layer: layer - 1, input: nil, unit: index)
      }
    }
    self.units = units
    self.weights = weights
  }
}
