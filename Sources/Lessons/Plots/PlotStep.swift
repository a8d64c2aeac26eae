public import Regularization

/// A drawn figure that a lesson names, with the settings that it is drawn from.
public struct PlotSpec: Sendable, Hashable {
  public enum Kind: String, CaseIterable, Sendable, Hashable {
    /// Contours of a loss of two weights, the penalty's region, and where both together are least.
    case geometry
    /// What becomes of a weight's target c: the soft threshold S(c, λ), c/(1 + λ), and c itself.
    case shrinkage
    /// The penalties λ|θ| and λ/2·θ², and their gradients.
    case penalty
  }

  public var kind: Kind
  /// L1, L2 or the elastic net; of a geometry.
  public var penalty: PenaltyKind
  /// λ ≥ 0.
  public var strength: ExactDecimal
  /// The share of L1 in the elastic net, 0 to 1.
  public var l1Ratio: ExactDecimal
  /// c; of a shrinkage the first one alone.
  public var target: Pair<ExactDecimal>
  public var curvature: Pair<ExactDecimal>
  public var coupling: ExactDecimal
  /// The weight at which the penalties are read.
  public var weight: ExactDecimal

  public init(
    _ kind: Kind, penalty: PenaltyKind = .l1, strength: ExactDecimal, l1Ratio: ExactDecimal = .one,
    target: Pair<ExactDecimal> = Pair(.one, .one),
    curvature: Pair<ExactDecimal> = Pair(.one, .one), coupling: ExactDecimal = .zero,
    weight: ExactDecimal = .one
  ) {
    self.kind = kind
    self.penalty = penalty
    self.strength = strength
    self.l1Ratio = l1Ratio
    self.target = target
    self.curvature = curvature
    self.coupling = coupling
    self.weight = weight
  }

  /// The problem that a geometry shows.
  public var problem: PlaneProblem {
    PlaneProblem(
      loss: PlaneLoss(target: target, curvature: curvature, coupling: coupling),
      strength: strength, l1Ratio: effectiveL1Ratio)
  }

  /// r: 1 for L1, 0 for L2.
  private var effectiveL1Ratio: ExactDecimal {
    switch penalty {
    case .l1: .one
    case .l2, .none: .zero
    case .elasticNet: l1Ratio
    }
  }

  /// What L1 makes of the target: S(c, λ).
  public var thresholded: ExactDecimal { softThreshold(target.first, by: strength) }

  /// What L2 makes of the target: c/(1 + λ).
  public var shrunk: Ratio { Ratio(target.first, over: .one + strength) }
}

/// A named plot of a lesson.
public struct LessonPlot: Sendable, Hashable {
  public var id: String
  /// A few words above it: “L1”.
  public var title: String
  public var spec: PlotSpec

  public init(id: String, title: String, spec: PlotSpec) {
    self.id = id
    self.title = title
    self.spec = spec
  }
}

/// A setting of a plot that the learner may turn.
public enum PlotDial: String, CaseIterable, Sendable, Hashable {
  case strength
  /// c; of a geometry c₁ and c₂.
  case target
  case penalty
  case l1Ratio = "l1_ratio"
  /// Where the penalties are read.
  case weight

  /// Whether a plot depends on it.
  public func acts(on spec: PlotSpec) -> Bool {
    switch self {
    case .strength: true
    case .target: spec.kind != .penalty
    case .penalty: spec.kind == .geometry
    case .l1Ratio: spec.kind == .geometry && spec.penalty == .elasticNet
    case .weight: spec.kind == .penalty
    }
  }
}

/// The plot panel of a step.
public struct PlotStep: Sendable, Hashable {
  /// A place that the learner is led to.
  public struct Stop: Sendable, Hashable {
    /// λ there; of a plot of penalties, the weight.
    public var at: ExactDecimal
    public var text: String

    public init(at: ExactDecimal, text: String) {
      self.at = at
      self.text = text
    }
  }

  /// One plot, or two beside each other whose dials turn together.
  public var plots: [LessonPlot]
  public var dials: [PlotDial]
  public var stops: [Stop]

  public init(plots: [LessonPlot], dials: [PlotDial] = [], stops: [Stop] = []) {
    self.plots = plots
    self.dials = dials
    self.stops = stops
  }
}
