/// A quadratic loss of two weights, which is least at one place.
///
/// *Formula*: `½·(θ − c)ᵀH(θ − c)` with `H = [[h₁, k], [k, h₂]]`.
public struct PlaneLoss: Sendable, Hashable {
  /// c, where the loss is 0.
  public var target: Pair<ExactDecimal>
  /// h₁ and h₂: how fast the loss grows along each weight.
  public var curvature: Pair<ExactDecimal>
  /// k: how much the pull on one weight depends on the other.
  public var coupling: ExactDecimal

  public init(
    target: Pair<ExactDecimal>, curvature: Pair<ExactDecimal> = Pair(.one, .one),
    coupling: ExactDecimal = .zero
  ) {
    self.target = target
    self.curvature = curvature
    self.coupling = coupling
  }

  /// Whether the loss grows in every direction from its target: `h₁ > 0` and `h₁h₂ > k²`.
  public var isBowl: Bool {
    curvature.first.signum > 0
      && curvature.first * curvature.second > coupling * coupling
  }

  /// The loss at a place.
  public func value(at weights: Pair<Ratio>) -> Ratio {
    let away = Pair(
      weights.first - Ratio(target.first), weights.second - Ratio(target.second))
    let pull = product(away)
    return Ratio(.one, over: ExactDecimal(2))
      * (away.first * pull.first + away.second * pull.second)
  }

  /// The gradient at a place, `H(θ − c)`.
  public func gradient(at weights: Pair<Ratio>) -> Pair<Ratio> {
    product(Pair(weights.first - Ratio(target.first), weights.second - Ratio(target.second)))
  }

  private func product(_ vector: Pair<Ratio>) -> Pair<Ratio> {
    let across = Ratio(coupling)
    return Pair(
      Ratio(curvature.first) * vector.first + across * vector.second,
      across * vector.first + Ratio(curvature.second) * vector.second)
  }
}

/// A loss of two weights with a penalty, and where both together are least.
///
/// *Formula*: `loss + λ·(r·Σ|θᵢ| + (1 − r)·½·Σθᵢ²)`; L1 has `r = 1`, L2 has `r = 0`.
public struct PlaneProblem: Sendable, Hashable {
  /// ``PlaneLoss/isBowl`` holds.
  public var loss: PlaneLoss
  /// λ ≥ 0.
  public var strength: ExactDecimal
  /// r, 0 to 1.
  public var l1Ratio: ExactDecimal

  public init(loss: PlaneLoss, strength: ExactDecimal, l1Ratio: ExactDecimal) {
    self.loss = loss
    self.strength = strength
    self.l1Ratio = l1Ratio
  }

  /// λr, the most that the penalty can hold a weight with at zero.
  public var l1Strength: ExactDecimal { strength * l1Ratio }

  /// λ(1 − r), which is added to the curvature.
  public var l2Factor: ExactDecimal { strength * (.one - l1Ratio) }

  /// The penalty without its λ: what a region `penalty ≤ t` is drawn by.
  public func penalty(at weights: Pair<Ratio>) -> Ratio {
    let sizes = weights.map { $0.signum < 0 ? -$0 : $0 }
    let squares = weights.map { $0 * $0 }
    return Ratio(l1Ratio) * (sizes.first + sizes.second)
      + Ratio(.one - l1Ratio, over: ExactDecimal(2)) * (squares.first + squares.second)
  }

  /// Where loss and penalty together are least: an exact fraction, 0 where it is 0.
  ///
  /// *Formula*: with `q = Hc`, `h′ = h + λ(1 − r)`: both weights are 0 if `|qᵢ| ≤ λr` for both; one
  /// alone is 0, and the other `S(q, λr)/h′`, if the loss pulls at the first by at most `λr` there;
  /// else `H′θ = q − λr·s` with the signs `s` that θ itself has. One case holds, because the
  /// objective is strictly convex.
  public var solution: Pair<Ratio> {
    let target = loss.target
    let pull = Pair(
      loss.curvature.first * target.first + loss.coupling * target.second,
      loss.coupling * target.first + loss.curvature.second * target.second)
    let threshold = l1Strength
    let stiffness = loss.curvature.map { $0 + l2Factor }
    if pull.first.magnitude <= threshold, pull.second.magnitude <= threshold {
      return Pair(.zero, .zero)
    }
    if threshold.signum > 0 {
      for zero in 0...1 {
        let other = Ratio(softThreshold(pull[1 - zero], by: threshold), over: stiffness[1 - zero])
        let rest = Ratio(pull[zero]) - Ratio(loss.coupling) * other
        let isHeld = (rest.signum < 0 ? -rest : rest).compared(to: Ratio(threshold)) <= 0
        if isHeld, !other.isZero { return zero == 0 ? Pair(.zero, other) : Pair(other, .zero) }
      }
    }
    let determinant = stiffness.first * stiffness.second - loss.coupling * loss.coupling
    var result = Pair(Ratio.zero, Ratio.zero)
    for signs in [Pair(1, 1), Pair(1, -1), Pair(-1, 1), Pair(-1, -1)] {
      let left = pull.first - threshold * ExactDecimal(signs.first)
      let right = pull.second - threshold * ExactDecimal(signs.second)
      result = Pair(
        Ratio(stiffness.second * left - loss.coupling * right, over: determinant),
        Ratio(stiffness.first * right - loss.coupling * left, over: determinant))
      if threshold.isZero || result.map(\.signum) == signs { return result }
    }
    return result
  }
}
