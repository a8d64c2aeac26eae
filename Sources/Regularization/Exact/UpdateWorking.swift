/// One update written out the way one would on paper: rule, figures put in, terms reduced.
///
/// Each part is an expression for the weight's new value; joined by `=` they read
/// `θ − η·(g + λ·sign(θ)) = 0.17 − 0.1·(1 + 0.1·sign(0.17)) = 0.17 − 0.11 = 0.06`.
/// Text is Unicode (`−`, `·`, `η`, `λ`).
public struct UpdateWorking: Sendable, Hashable {
  /// In symbols.
  public let rule: String
  /// With every figure put in.
  public let substituted: String
  /// Reduced to one difference, or to one soft threshold.
  public let reduced: String
  public let result: String
  /// What the arithmetic alone does not say, such as which rule put the weight at zero.
  public let remark: String?

  /// `η·gradient` and `η·penalty`: what the data and the penalty ask for in this update.
  public let dataPart: ExactDecimal
  public let penaltyPart: ExactDecimal

  /// The penalty's share of both pulls, `|η·penalty| / (|η·gradient| + |η·penalty|)`, in whole
  /// per cent, rounded half up; `nil` where nothing pulls.
  public var penaltyShare: Int? {
    let all = dataPart.magnitude + penaltyPart.magnitude
    guard !all.isZero else { return nil }
    let share = (penaltyPart.magnitude * ExactDecimal(100)).divided(by: all, toPlaces: 0)
    return Int(share.description)
  }

  /// `digits` writes a figure; the default writes all of its digits.
  public init(
    _ update: WeightUpdate, in spec: ReplaySpec,
    digits: (ExactDecimal) -> String = { UpdateWorking.plain($0) }
  ) {
    let name = spec.weights[update.weight].name
    let figure = digits
    /// A figure as a factor or a subtrahend: a negative one in parentheses.
    func factor(_ value: ExactDecimal) -> String {
      value.signum < 0 ? "(\(figure(value)))" : figure(value)
    }
    dataPart = spec.learningRate * update.gradient
    penaltyPart = spec.learningRate * update.penalty
    result = figure(update.after)

    if update.events.contains(.held) {
      rule = "0"
      substituted = "0"
      reduced = "0"
      remark = "held at zero by the rule “hold”; the data still pull with \(figure(update.gradient))"
      return
    }

    let eta = figure(spec.learningRate)
    let gradient: (symbols: String, figures: String)
    switch spec.loss {
    case .constantGradient: gradient = ("g", figure(update.gradient))
    case .quadratic(let targets):
      gradient = ("(\(name) − c)", "(\(figure(update.before)) − \(factor(targets[update.weight])))")
    }
    var penalties: [(symbols: String, figures: String)] = []
    let proximal = update.beforeThreshold != nil
    let isElastic = spec.penalty == .elasticNet
    if !spec.l1Strength.isZero, !proximal {
      let lambda = isElastic ? "λ·r" : "λ"
      penalties.append(
        ("\(lambda)·sign(\(name))", "\(figure(spec.l1Strength))·sign(\(figure(update.before)))"))
    }
    if spec.penalty == .l2 || isElastic, !spec.l2Factor.isZero {
      let two = spec.l2Convention == .full
      let lambda = (two ? "2·" : "") + (isElastic ? "λ·(1 − r)" : "λ")
      let lambdaFigures =
        isElastic
        ? figure(spec.l2Factor) : (two ? "2·" : "") + figure(spec.strength)
      penalties.append(("\(lambda)·\(name)", "\(lambdaFigures)·\(factor(update.before))"))
    }
    let terms = [gradient] + penalties
    func pull(_ part: ((symbols: String, figures: String)) -> String) -> String {
      let sum = terms.map(part).joined(separator: " + ")
      let isOneFactor = terms.count == 1 && !part(terms[0]).hasPrefix("−")
      return isOneFactor ? sum : "(\(sum))"
    }
    let stepRule = "\(name) − η·\(pull { $0.symbols })"
    let stepFigures = "\(figure(update.before)) − \(eta)·\(pull { $0.figures })"

    if let moved = update.beforeThreshold {
      let threshold = spec.learningRate * spec.l1Strength
      rule = "S(\(stepRule), η·λ\(isElastic ? "·r" : ""))"
      substituted = "S(\(stepFigures), \(eta)·\(figure(spec.l1Strength)))"
      reduced = "S(\(figure(moved)), \(figure(threshold)))"
      remark =
        if update.after.isZero {
          "\(figure(moved.magnitude)) is no more than the threshold \(figure(threshold)): exactly zero"
        } else if update.events.contains(.rounded) {
          "the step \(figure(update.exactStep)) is rounded to \(figure(update.step))"
        } else { nil }
      return
    }
    rule = stepRule
    substituted = stepFigures
    let wasRounded = update.events.contains(.rounded)
    reduced = "\(figure(update.before)) − \(factor(update.step))"
    let moved = update.before - update.step
    remark =
      if moved != update.after {
        "\(figure(moved)) lies across zero: the rule “hold” puts the weight at 0"
      } else if wasRounded {
        "the step \(figure(update.exactStep)) is rounded to \(figure(update.step))"
      } else { nil }
  }

  /// All digits, with a minus sign as it is printed (U+2212).
  public static func plain(_ value: ExactDecimal) -> String {
    value.signum < 0 ? "−\(value.magnitude)" : value.description
  }
}
