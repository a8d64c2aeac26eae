/// What happened to a weight in one update, beyond the arithmetic.
public struct UpdateEvents: OptionSet, Sendable, Hashable {
  public let rawValue: Int
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// Before and `before − step` have opposite signs.
  public static let crossedZero = UpdateEvents(rawValue: 1)
  /// The weight was not zero and now is, exactly.
  public static let landedOnZero = UpdateEvents(rawValue: 2)
  /// The rule ``ZeroRule/hold`` keeps the weight at zero, whatever pulls.
  public static let held = UpdateEvents(rawValue: 4)
  /// Nothing moves the weight: the step is exactly zero, even before ``StepRounding``.
  public static let atRest = UpdateEvents(rawValue: 8)
  /// The step lost digits to ``StepRounding``.
  public static let rounded = UpdateEvents(rawValue: 16)

  private static let names: [(UpdateEvents, String)] = [
    (.crossedZero, "crossed zero"), (.landedOnZero, "landed on zero"), (.held, "held"),
    (.atRest, "at rest"), (.rounded, "rounded"),
  ]

  /// The events in words, in a fixed order: `["crossed zero", "landed on zero"]`.
  public var words: [String] {
    UpdateEvents.names.compactMap { contains($0.0) ? $0.1 : nil }
  }
}

/// One weight in one iteration with every term of its update.
///
/// *Formula*: `step = η·(gradient + penalty)` and `after = before − step`, but for two rules:
///
/// - ``ZeroRule/hold``: a step that crosses zero is listed in full and ends at 0. From then on the
///   weight is held: its gradient is listed, penalty and step are 0.
/// - ``ZeroRule/proximal``: `step` is what gradient step and soft threshold together moved the
///   weight by, and the L1 part of `penalty` is the full pull `λ·sign(beforeThreshold)`, of which
///   the threshold uses no more than it takes to reach zero.
public struct WeightUpdate: Sendable, Hashable {
  /// 1-based.
  public let iteration: Int
  /// Index into ``ReplaySpec/weights``.
  public let weight: Int
  public let before: ExactDecimal
  /// `∂L/∂θ` of the data loss at `before`.
  public let gradient: ExactDecimal
  /// The penalty's term, in the gradient's units.
  public let penalty: ExactDecimal
  /// The step before ``StepRounding``; the same as `step` where nothing was rounded.
  public let exactStep: ExactDecimal
  public let step: ExactDecimal
  public let after: ExactDecimal
  public let events: UpdateEvents
  /// Under ``ZeroRule/proximal``, the weight after the gradient step and before the threshold.
  public let beforeThreshold: ExactDecimal?
}

/// A run of gradient descent on a few weights in exact decimals, every intermediate kept.
///
/// The same spec always gives the same replay, digit for digit.
public struct Replay: Sendable, Hashable {
  public let spec: ReplaySpec
  /// `updates[iteration − 1][weight]`.
  public let updates: [[WeightUpdate]]

  /// *Throws*: ``ReplaySpecError`` where the spec is out of range.
  public init(_ spec: ReplaySpec) throws(ReplaySpecError) {
    try spec.validate()
    self.spec = spec
    var values = spec.weights.map(\.initial)
    var heldAtZero = Array(repeating: false, count: values.count)
    var updates: [[WeightUpdate]] = []
    updates.reserveCapacity(spec.iterations)
    for iteration in 1...spec.iterations {
      let row = values.indices.map { weight in
        spec.update(
          iteration: iteration, weight: weight, before: values[weight], held: heldAtZero[weight])
      }
      for update in row {
        values[update.weight] = update.after
        if spec.holdsAtZero, update.events.contains(.landedOnZero) {
          heldAtZero[update.weight] = true
        }
      }
      updates.append(row)
    }
    self.updates = updates
  }

  public var iterations: Int { updates.count }

  /// The weight after `iteration` updates; iteration 0 is the initial weight.
  ///
  /// *Range*: `0 ≤ iteration ≤ iterations`.
  public func value(ofWeight weight: Int, after iteration: Int) -> ExactDecimal {
    iteration == 0 ? spec.weights[weight].initial : updates[iteration - 1][weight].after
  }

  /// The update that made the weight of `iteration`; none for iteration 0.
  public func update(ofWeight weight: Int, in iteration: Int) -> WeightUpdate? {
    guard updates.indices.contains(iteration - 1) else { return nil }
    return updates[iteration - 1][weight]
  }

  /// The first iteration after which the weight is exactly zero.
  public func firstZero(ofWeight weight: Int) -> Int? {
    (0...iterations).first { value(ofWeight: weight, after: $0).isZero }
  }

  /// After how many of the iterations the weight is exactly zero.
  public func zeroCount(ofWeight weight: Int) -> Int {
    updates.count { $0[weight].after.isZero }
  }

  /// How often an update carried the weight from one sign to the other.
  public func crossingCount(ofWeight weight: Int) -> Int {
    updates.count { $0[weight].before.signum * $0[weight].after.signum < 0 }
  }

  /// The first iteration whose weights are not the same in all of `replays`.
  public static func firstDifference(among replays: [Replay]) -> Int? {
    guard let first = replays.first else { return nil }
    let shared = replays.map(\.iterations).min() ?? 0
    return (0...shared).first { iteration in
      replays.contains { other in
        first.spec.weights.indices.contains(where: { weight in
          weight < other.spec.weights.count
            && other.value(ofWeight: weight, after: iteration)
              != first.value(ofWeight: weight, after: iteration)
        })
      }
    }
  }
}

extension ReplaySpec {
  /// Whether a weight that reaches zero is held there: ``ZeroRule/hold`` with an L1 part.
  var holdsAtZero: Bool { zeroRule == .hold && !l1Strength.isZero }

  /// One update of one weight; `held` tells that ``ZeroRule/hold`` has it.
  func update(
    iteration: Int, weight: Int, before: ExactDecimal, held: Bool
  ) -> WeightUpdate {
    let gradient = loss.gradient(ofWeight: weight, at: before)
    let smooth = l2Factor * before
    let l1 = l1Strength

    if held {
      return WeightUpdate(
        iteration: iteration, weight: weight, before: before, gradient: gradient, penalty: .zero,
        exactStep: .zero, step: .zero, after: .zero, events: .held, beforeThreshold: nil)
    }

    if zeroRule == .proximal, !l1.isZero {
      let moved = before - learningRate * (gradient + smooth)
      let threshold = learningRate * l1
      let target = softThreshold(moved, by: threshold)
      let exactStep = before - target
      let step = target.isZero ? exactStep : rounded(exactStep, iteration, weight)
      return finished(
        iteration, weight, before: before, gradient: gradient,
        penalty: ExactDecimal(moved.signum) * l1 + smooth, exactStep: exactStep, step: step,
        after: before - step, beforeThreshold: moved)
    }

    let penalty = ExactDecimal(before.signum) * l1 + smooth
    let exactStep = learningRate * (gradient + penalty)
    let step = rounded(exactStep, iteration, weight)
    let moved = before - step
    let clipped = holdsAtZero && before.signum * moved.signum < 0
    return finished(
      iteration, weight, before: before, gradient: gradient, penalty: penalty,
      exactStep: exactStep, step: step, after: clipped ? .zero : moved, beforeThreshold: nil)
  }

  private func rounded(_ step: ExactDecimal, _ iteration: Int, _ weight: Int) -> ExactDecimal {
    guard let places = rounding?.places(iteration: iteration, weight: weight) else { return step }
    return step.rounded(toPlaces: places)
  }

  private func finished(
    _ iteration: Int, _ weight: Int, before: ExactDecimal, gradient: ExactDecimal,
    penalty: ExactDecimal, exactStep: ExactDecimal, step: ExactDecimal, after: ExactDecimal,
    beforeThreshold: ExactDecimal?
  ) -> WeightUpdate {
    var events: UpdateEvents = []
    if before.signum * (before - step).signum < 0 { events.insert(.crossedZero) }
    if !before.isZero, after.isZero { events.insert(.landedOnZero) }
    if exactStep.isZero { events.insert(.atRest) }
    if step != exactStep { events.insert(.rounded) }
    return WeightUpdate(
      iteration: iteration, weight: weight, before: before, gradient: gradient, penalty: penalty,
      exactStep: exactStep, step: step, after: after, events: events,
      beforeThreshold: beforeThreshold)
  }
}

/// `S(x, t) = sign(x)·max(|x| − t, 0)`, the proximal step of `t·|x|`.
///
/// *Range*: `threshold ≥ 0`.
/// *Source*: Donoho and Johnstone 1994, "Ideal spatial adaptation by wavelet shrinkage".
public func softThreshold(_ value: ExactDecimal, by threshold: ExactDecimal) -> ExactDecimal {
  let shrunk = value.magnitude - threshold
  guard shrunk.signum > 0 else { return .zero }
  return value.signum < 0 ? -shrunk : shrunk
}
