/// Why one sample adds nothing to a weight's gradient, which is `(what its input feeds)·delta`.
public enum GradientSilence: String, CaseIterable, Sendable, Hashable {
  /// The input is dropped: it feeds 0.
  case inputDropped = "input dropped"
  /// The unit is dropped: nothing comes back through it.
  case unitDropped = "unit dropped"
  /// The unit is kept, but all that it feeds is dropped.
  case unitCutOff = "unit feeds dropped units only"
  /// The input is kept and is 0.
  case inputZero = "input is 0"
  /// The unit is kept and does not react to its inputs: f′(z) is 0.
  case unitInactive = "unit inactive"
  /// Nothing comes back, for no reason of the unit's own: units behind it are inactive or cancel, or
  /// the loss is at its minimum.
  case nothingBack = "nothing comes back"

  /// Whether it is the mask's doing.
  public var isOfMask: Bool {
    self == .inputDropped || self == .unitDropped || self == .unitCutOff
  }
}

/// What moves a weight in an update.
public enum WeightMover: String, CaseIterable, Sendable, Hashable {
  /// The gradient of the data loss in this update.
  case gradient
  /// What momentum, or Adam's first moment, remembers of the gradients before.
  case memory
  case l2, l1
  /// The decoupled decay `w ← (1 − ηλ)w`.
  case decay
  /// What the zero rule of L1 adds: the soft threshold, or the hold at zero.
  case zeroRule = "zero rule"
}

/// An update's change of a weight, in parts that add up to it.
///
/// *Formula*: `after − before = gradient + memory + l2 + l1 + decay + zeroRule`, but for rounding.
/// With c = 1 for sgd and rmsprop, `s` for momentum, `s·(1 + μ)` for nesterov, `1 − β₁` for adam, where s
/// is 1, or η for velocities of steps: `gradient = −rate·c·(gradient of the data loss)/divisor`, likewise
/// l2 and l1; `memory = −rate·c′·(first moment before)/divisor` with c′ = μ, μ² or β₁.
public struct WeightMotion: Sendable, Hashable {
  public var gradient: Double
  public var memory: Double
  public var l2: Double
  public var l1: Double
  public var decay: Double
  public var zeroRule: Double

  public var total: Double { gradient + memory + l2 + l1 + decay + zeroRule }

  public func part(_ mover: WeightMover) -> Double {
    switch mover {
    case .gradient: gradient
    case .memory: memory
    case .l2: l2
    case .l1: l1
    case .decay: decay
    case .zeroRule: zeroRule
    }
  }

  /// What moves the weight: the parts that are not 0.
  public var movers: [WeightMover] { WeightMover.allCases.filter { part($0) != 0 } }
}

/// A weight or bias in an update: where its gradient comes from, or why it has none, and what the
/// update makes of it.
public struct MaskedWeight: Sendable, Hashable {
  public var place: WeightPlace
  /// For each row of the batch `input·delta`; a bias has the input 1. Their mean is the gradient.
  public var parts: [Double]
  /// For each row why its part is 0, all reasons; empty where it is not.
  public var silences: [[GradientSilence]]
  public var update: UpdateExplanation
  /// Velocity or first moment before the update; `nil` where there is none.
  public var firstMomentBefore: Double?
  public var secondMomentBefore: Double?
  public var motion: WeightMotion

  /// ∂(data loss)/∂w, the mean over the batch.
  public var gradient: Double { update.dataGradient }
  public var before: Double { update.before }
  public var after: Double { update.after }

  /// Whether it has no gradient because of the masks: in every row its input is dropped, its unit
  /// is dropped, or all that the unit feeds is.
  public var isSilencedByMask: Bool {
    !silences.isEmpty && silences.allSatisfy { $0.contains(where: \.isOfMask) }
  }

  /// The masks' reasons, over all rows, where it is silenced by them; else empty.
  public var maskReasons: [GradientSilence] {
    guard isSilencedByMask else { return [] }
    return GradientSilence.allCases.filter { reason in
      reason.isOfMask && silences.contains { $0.contains(reason) }
    }
  }

  /// What moves it although it has no gradient; empty where it has one, or does not move.
  public var moversWithoutGradient: [WeightMover] { gradient == 0 ? motion.movers : [] }
}

extension MaskPass {
  /// A pass's part in a weight's gradient, and why it is 0.
  func part(of place: WeightPlace) -> (value: Double, silences: [GradientSilence]) {
    let isLast = place.layer + 2 == units.count
    let input = place.input.map { units[place.layer][$0] }
    let unit = units[place.layer + 1][place.unit]
    let delta = unit.gradient?.delta ?? 0
    let value = (input?.fed ?? 1) * delta
    guard value == 0 else { return (value, []) }
    var silences: [GradientSilence] = []
    if let input {
      if input.isDropped {
        silences.append(.inputDropped)
      } else if input.fed == 0 {
        silences.append(.inputZero)
      }
    }
    if unit.isDropped {
      silences.append(.unitDropped)
    } else if !isLast, unit.isCutOff {
      silences.append(.unitCutOff)
    } else if unit.gradient?.slope == 0 {
      silences.append(.unitInactive)
    } else if delta == 0 {
      silences.append(.nothingBack)
    }
    return (value, silences)
  }
}
