/// The rule that turns gradients into updates.
public enum OptimizerKind: String, CaseIterable, Sendable, Hashable {
  case sgd, momentum, nesterov, rmsprop, adam, adamw
}

/// Where ε stands in the divisor of RMSProp and Adam. `s` is the corrected second moment
/// `v/(1 − β₂ᵗ)`, or `v` without bias correction.
public enum EpsilonPlacement: String, CaseIterable, Sendable, Hashable {
  /// `√s + ε`: Kingma and Ba 2015, algorithm 1; PyTorch, MLX.
  case outsideRoot = "outside-root"
  /// `√s + ε/√(1 − β₂ᵗ)`, which is `√v + ε` before the correction: "ε̂" at the end of section 2
  /// of Kingma and Ba 2015; Keras's Adam.
  case beforeCorrection = "before-correction"
  /// `√(s + ε)`: Keras's RMSProp.
  case insideRoot = "inside-root"
}

/// What the velocity of momentum sums up. The two differ once the learning rate changes.
public enum VelocityForm: String, CaseIterable, Sendable, Hashable {
  /// `u ← μu + g`, `w ← w − ηu`: PyTorch, MLX.
  case gradients
  /// `u ← μu + ηg`, `w ← w − u`: Keras; Sutskever et al. 2013.
  case steps
}

/// An optimizer with its settings. `g` is the gradient of data loss and coupled penalties, `t`
/// counts its updates from 1.
///
/// *Formula*, with η the learning rate:
/// - sgd: `w ← w − ηg`
/// - momentum: `u ← μu + g`, `w ← w − ηu`
/// - nesterov: `u ← μu + g`, `w ← w − η(g + μu)`
/// - rmsprop: `v ← ρv + (1 − ρ)g²`, `w ← w − ηg/(√v + ε)`
/// - adam, adamw: `m ← β₁m + (1 − β₁)g`, `v ← β₂v + (1 − β₂)g²`,
///   `w ← w − η·m/(1 − β₁ᵗ)/(√(v/(1 − β₂ᵗ)) + ε)`
/// - `weightDecay` before any of them: `w ← (1 − η·weightDecay)w`
///
/// *Source*: Sutskever et al. 2013; Tieleman and Hinton 2012; Kingma and Ba 2015, algorithm 1;
/// Loshchilov and Hutter 2019, algorithm 2.
///
/// *Differs*: `weightDecay` is always the decoupled one. What PyTorch calls `weight_decay` in SGD
/// and Adam is `Penalty(l2:)` here.
public struct OptimizerSpec: Sendable, Hashable {
  public var kind: OptimizerKind
  /// μ of momentum and nesterov, 0 to below 1.
  public var momentum: Double
  public var velocityForm: VelocityForm
  /// ρ of rmsprop, 0 to below 1.
  public var smoothing: Double
  /// β₁ of adam and adamw, 0 to below 1.
  public var beta1: Double
  /// β₂ of adam and adamw, 0 to below 1.
  public var beta2: Double
  /// ε of rmsprop, adam and adamw; at least ``epsilonMinimum``.
  public var epsilon: Double
  public var epsilonPlacement: EpsilonPlacement
  /// Whether adam and adamw divide their moments by 1 − βᵗ.
  public var correctsBias: Bool
  /// λ of the decoupled decay `w ← (1 − ηλ)w`, 0 or more.
  public var weightDecay: Double

  /// The smallest ε: far below any that is used, far above what Float32 flushes to zero.
  public static let epsilonMinimum = 1e-30

  /// - Parameters:
  ///   - epsilon: 1e-8 unless given, PyTorch's; Keras has 1e-7.
  ///   - weightDecay: 0.01 for adamw unless given, PyTorch's; 0 for the others. Keras has 0.004.
  public init(
    _ kind: OptimizerKind, momentum: Double = 0.9, velocityForm: VelocityForm = .gradients,
    smoothing: Double = 0.9, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    epsilonPlacement: EpsilonPlacement = .outsideRoot, correctsBias: Bool = true,
    weightDecay: Double? = nil
  ) {
    self.kind = kind
    self.momentum = momentum
    self.velocityForm = velocityForm
    self.smoothing = smoothing
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.epsilonPlacement = epsilonPlacement
    self.correctsBias = correctsBias
    self.weightDecay = weightDecay ?? (kind == .adamw ? 0.01 : 0)
  }
}
