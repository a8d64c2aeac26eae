/// A weight's name and where it starts.
public struct NamedWeight: Sendable, Hashable {
  public var name: String
  public var initial: ExactDecimal

  public init(name: String, initial: ExactDecimal) {
    self.name = name
    self.initial = initial
  }
}

/// The data loss of a replay: what the weights would do without a penalty.
public enum ReplayLoss: Sendable, Hashable {
  /// The same gradient in every iteration, one for each weight. Such a loss has no minimum.
  case constantGradient([ExactDecimal])
  /// `½(θ − c)²` with a target `c` for each weight; its gradient is `θ − c`.
  case quadratic(targets: [ExactDecimal])

  /// One figure for each weight.
  public var figures: [ExactDecimal] {
    switch self {
    case .constantGradient(let gradients): gradients
    case .quadratic(let targets): targets
    }
  }

  func gradient(ofWeight weight: Int, at value: ExactDecimal) -> ExactDecimal {
    switch self {
    case .constantGradient(let gradients): gradients[weight]
    case .quadratic(let targets): value - targets[weight]
    }
  }
}

public enum PenaltyKind: String, CaseIterable, Sendable, Hashable {
  case none, l1, l2
  case elasticNet = "elastic-net"

  /// Whether the zero rule matters.
  public var hasL1: Bool { self == .l1 || self == .elasticNet }
  /// Whether the L2 convention matters.
  public var hasL2: Bool { self == .l2 || self == .elasticNet }
}

/// Which of the two penalties that are both called "L2" is meant.
public enum L2Convention: String, CaseIterable, Sendable, Hashable {
  /// `λ/2·Σθ²`, gradient `λθ`: PyTorch's `weight_decay`, the usual update rule.
  case half
  /// `λ·Σθ²`, gradient `2λθ`: Keras's `regularizers.L2`, the usual cost function.
  case full

  /// `k` in the gradient `kλθ`: 1 or 2.
  public var factor: ExactDecimal { ExactDecimal(self == .half ? 1 : 2) }
}

/// What the L1 penalty does at zero, where `|θ|` has no derivative. Where nothing pulls with L1
/// (`λ = 0`, or no L1 share in the elastic net) the three are the same.
public enum ZeroRule: String, CaseIterable, Sendable, Hashable {
  /// `sign(0) = 0` and nothing else: the weight may jump across zero and back.
  case subgradient
  /// An update that reaches or crosses zero ends at zero, and the weight stays there for good. A
  /// weight that starts at zero was not carried there and moves.
  ///
  /// *Differs*: TensorFlow Playground tests the penalty's own move alone, and keeps a weight
  /// only when it was carried across.
  case hold
  /// Gradient step on the smooth part, then ``softThreshold(_:by:)`` by `ηλ`: the penalty
  /// pulls towards zero but never past it, and data that pull harder than `λ` win.
  ///
  /// *Source*: Daubechies, Defrise and De Mol 2004 (ISTA); Duchi and Singer 2009 (FOBOS).
  case proximal
}

/// Rounds every step half up and carries the rounded chain on, as printed tables do.
///
/// A step with which the soft threshold of ``ZeroRule/proximal`` lands on zero is not rounded: it
/// would miss.
public struct StepRounding: Sendable, Hashable {
  /// An update's place in a replay.
  public struct Cell: Sendable, Hashable {
    /// 1-based.
    public var iteration: Int
    public var weight: Int

    public init(iteration: Int, weight: Int) {
      self.iteration = iteration
      self.weight = weight
    }
  }

  /// Digits behind the point.
  public var places: Int
  /// Steps that are rounded to another number of places; each names an update of the replay.
  public var exceptions: [Cell: Int]

  public init(places: Int, exceptions: [Cell: Int] = [:]) {
    self.places = places
    self.exceptions = exceptions
  }

  func places(iteration: Int, weight: Int) -> Int {
    exceptions[Cell(iteration: iteration, weight: weight)] ?? places
  }
}

/// Everything that a replay is computed from.
///
/// *Formula*: `objective = Σ loss(θᵢ) + λ·(r·Σ|θᵢ| + (1 − r)·k/2·Σθᵢ²)`, with `r = 1` for L1,
/// `r = 0` for L2, `r = l1Ratio` for elastic-net, and `k` = 1 (`half`) or 2 (`full`).
public struct ReplaySpec: Sendable, Hashable {
  public var weights: [NamedWeight]
  public var loss: ReplayLoss
  public var penalty: PenaltyKind
  /// λ ≥ 0.
  public var strength: ExactDecimal
  /// The share of L1 in the elastic net, 0 to 1.
  public var l1Ratio: ExactDecimal
  public var l2Convention: L2Convention
  public var zeroRule: ZeroRule
  /// η > 0.
  public var learningRate: ExactDecimal
  /// 1 to ``iterationLimit``.
  public var iterations: Int
  public var rounding: StepRounding?

  public static let iterationLimit = 1000
  public static let weightLimit = 100
  public static let placesLimit = 100
  /// The most digits that a figure may grow to, see ``lengthEstimate``.
  public static let lengthLimit = 10_000
  /// The most digits that the weights of all iterations may come to, see ``digitEstimate``.
  public static let digitLimit = 20_000_000

  public init(
    weights: [NamedWeight], loss: ReplayLoss, penalty: PenaltyKind = .none,
    strength: ExactDecimal = .zero, l1Ratio: ExactDecimal = .one,
    l2Convention: L2Convention = .half, zeroRule: ZeroRule = .subgradient,
    learningRate: ExactDecimal, iterations: Int, rounding: StepRounding? = nil
  ) {
    self.weights = weights
    self.loss = loss
    self.penalty = penalty
    self.strength = strength
    self.l1Ratio = l1Ratio
    self.l2Convention = l2Convention
    self.zeroRule = zeroRule
    self.learningRate = learningRate
    self.iterations = iterations
    self.rounding = rounding
  }

  /// The weight of `sign(θ)` in the penalty's gradient: `λ`, `λr` or 0.
  public var l1Strength: ExactDecimal {
    switch penalty {
    case .none, .l2: .zero
    case .l1: strength
    case .elasticNet: strength * l1Ratio
    }
  }

  /// The weight of `θ` in the penalty's gradient: `kλ`, `kλ(1 − r)` or 0.
  public var l2Factor: ExactDecimal {
    switch penalty {
    case .none, .l1: .zero
    case .l2: l2Convention.factor * strength
    case .elasticNet: l2Convention.factor * strength * (.one - l1Ratio)
    }
  }

  /// Where the objective of one weight is smallest, as `numerator / denominator`.
  ///
  /// *Formula*: `S(c, λr) / (1 + kλ(1 − r))`; `nil` where the loss has no minimum.
  /// *Source*: Friedman, Hastie and Tibshirani 2010, equation 6.
  public func minimizer(
    ofWeight weight: Int
  ) -> (numerator: ExactDecimal, denominator: ExactDecimal)? {
    guard case .quadratic(let targets) = loss else { return nil }
    return (softThreshold(targets[weight], by: l1Strength), .one + l2Factor)
  }
}
