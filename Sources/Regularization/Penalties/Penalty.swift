/// A penalty on the weights (or the biases) of a layer: L1, L2, or both (the elastic net).
///
/// *Formula*: `l1·Σ|w| + (l2/2)·Σw²` under ``L2Convention/half``,
/// `l1·Σ|w| + l2·Σw²` under ``L2Convention/full``.
///
/// *Source*: Zou and Hastie 2005, equation 3, for the sum of the two; Tibshirani 1996 for L1.
public struct Penalty: Sendable, Hashable {
  /// λ₁, the strength of L1; 0 or more.
  public var l1: Double
  /// λ₂, the strength of L2; 0 or more.
  public var l2: Double
  /// What L1 does at zero. ``ZeroRule/hold`` keeps a weight that is zero at zero.
  public var zeroRule: ZeroRule
  public var l2Convention: L2Convention

  public init(
    l1: Double = 0, l2: Double = 0, zeroRule: ZeroRule = .subgradient,
    l2Convention: L2Convention = .half
  ) {
    self.l1 = l1
    self.l2 = l2
    self.zeroRule = zeroRule
    self.l2Convention = l2Convention
  }

  public static let none = Penalty()

  /// The elastic net in one strength and a mix, as scikit-learn and glmnet give it.
  ///
  /// *Formula*: `strength·(l1Ratio·Σ|w| + (1 − l1Ratio)/2·Σw²)`
  ///
  /// *Range*: `strength` ≥ 0, `l1Ratio` 0 to 1.
  public static func elasticNet(
    strength: Double, l1Ratio: Double, zeroRule: ZeroRule = .subgradient
  ) -> Penalty {
    Penalty(l1: strength * l1Ratio, l2: strength * (1 - l1Ratio), zeroRule: zeroRule)
  }

  /// The λ of `λ/(2n)·Σw²`, as some textbooks write it, in the convention used here.
  ///
  /// *Formula*: `(λ/n)/2·Σw² = λ/(2n)·Σw²`
  public static func l2(dividedBySamples samples: Int, strength: Double) -> Penalty {
    Penalty(l2: strength / Double(samples))
  }

  public var isNone: Bool { l1 == 0 && l2 == 0 }

  /// What L2 adds to a weight's gradient, divided by the weight: λ₂, or 2λ₂ under
  /// ``L2Convention/full``.
  public var l2Factor: Double { l2Convention == .half ? l2 : 2 * l2 }

  /// The penalty of weights with these sums.
  public func value(ofL1Norm l1Norm: Double, sumOfSquares: Double) -> Double {
    l1 * l1Norm + l2Factor / 2 * sumOfSquares
  }
}
