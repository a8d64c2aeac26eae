/// One update written out the way one would on paper: rule, figures put in, terms reduced.
///
/// The parts are expressions for the weight's new value:
/// `θ − η·(g + λ·sign(θ))`, `0.17 − 0.1·(1 + 0.1·sign(0.17))`, `0.17 − 0.11`, `0.06`. They are
/// equal but where the step was rounded or a rule overruled the difference; ``equation`` joins
/// them with the signs that hold. Text is Unicode (`−`, `·`, `η`, `λ`).
public struct UpdateWorking: Sendable, Hashable {
  /// In symbols.
  public let rule: String
  /// With every figure put in.
  public let substituted: String
  /// Reduced to one difference, or to one soft threshold.
  public let reduced: String
  public let result: String
  /// `substituted = reduced = result`; with `≈` where the step was rounded, and with `→ 0` behind
  /// a difference that ``ZeroRule/hold`` overruled.
  public let equation: String
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
    digits: @escaping (ExactDecimal) -> String = { UpdateWorking.plain($0) }
  ) {
    dataPart = spec.learningRate * update.gradient
    penaltyPart = spec.learningRate * update.penalty
    result = digits(update.after)

    if update.events.contains(.held) {
      (rule, substituted, reduced, equation) = (result, result, result, result)
      let pull = digits(update.gradient)
      remark =
        "held at zero by the rule “hold”"
        + (update.gradient.isZero ? "" : "; the data still pull with \(pull)")
      return
    }

    let terms = UpdateTerms(update: update, spec: spec, digits: digits)
    let difference = "\(digits(update.before)) − \(terms.factor(update.step))"
    let isRounded = update.events.contains(.rounded)
    var remarks: [String] = []
    if isRounded {
      remarks.append("the step \(digits(update.exactStep)) is rounded to \(digits(update.step))")
    }

    if let beforeThreshold = update.beforeThreshold {
      let threshold = digits(spec.learningRate * spec.l1Strength)
      let pull = terms.l1Strength
      rule = "S(\(terms.step.symbols), η·\(pull.symbols))"
      substituted = "S(\(terms.step.figures), \(digits(spec.learningRate))·\(pull.figures))"
      reduced = "S(\(digits(beforeThreshold)), \(threshold))"
      equation =
        "\(substituted) = \(reduced) " + (isRounded ? "≈ \(difference) = " : "= ") + result
      if update.after.isZero, !isRounded {
        let distance = digits(beforeThreshold.magnitude)
        remarks.append("\(distance) is no more than the threshold \(threshold): exactly zero")
      }
    } else {
      rule = terms.step.symbols
      substituted = terms.step.figures
      reduced = difference
      let moved = update.before - update.step
      let overruled = moved == update.after ? "" : "\(digits(moved)) → "
      equation = "\(substituted) \(isRounded ? "≈" : "=") \(reduced) = \(overruled)\(result)"
      if moved != update.after {
        remarks.append("\(digits(moved)) lies across zero: the rule “hold” puts the weight at 0")
      } else if spec.holdsAtZero, update.events.contains(.landedOnZero) {
        remarks.append("exactly zero: the rule “hold” keeps the weight there")
      } else if update.before.isZero, !spec.l1Strength.isZero {
        remarks.append("sign(0) is 0: L1 does not pull here")
      }
    }
    remark = remarks.isEmpty ? nil : remarks.joined(separator: "; ")
  }

  /// All digits, with a minus sign as it is printed (U+2212).
  public static func plain(_ value: ExactDecimal) -> String {
    value.signum < 0 ? "−\(value.magnitude)" : value.description
  }
}

/// A formula twice: in symbols, and with the figures put in.
private struct Term {
  var symbols: String
  var figures: String
}

/// The terms of an update's rule.
private struct UpdateTerms {
  let update: WeightUpdate
  let spec: ReplaySpec
  let digits: (ExactDecimal) -> String

  /// A figure as a factor or a subtrahend: a negative one in parentheses.
  func factor(_ value: ExactDecimal) -> String {
    value.signum < 0 ? "(\(digits(value)))" : digits(value)
  }

  private var name: String { spec.weights[update.weight].name }
  private var isElastic: Bool { spec.penalty == .elasticNet }

  /// What `sign(θ)` is multiplied by: `λ`, or `λ·r`.
  var l1Strength: Term {
    let lambda = Term(symbols: "λ", figures: digits(spec.strength))
    guard isElastic else { return lambda }
    return Term(
      symbols: "\(lambda.symbols)·r", figures: "\(lambda.figures)·\(digits(spec.l1Ratio))")
  }

  private var l1: Term {
    Term(
      symbols: "\(l1Strength.symbols)·sign(\(name))",
      figures: "\(l1Strength.figures)·sign(\(digits(update.before)))")
  }

  private var l2: Term {
    let two = spec.l2Convention == .full ? "2·" : ""
    let symbols = isElastic ? "λ·(1 − r)" : "λ"
    let figures = digits(spec.strength) + (isElastic ? "·(1 − \(digits(spec.l1Ratio)))" : "")
    return Term(
      symbols: "\(two)\(symbols)·\(name)",
      figures: "\(two)\(figures)·\(factor(update.before))")
  }

  private var gradient: Term {
    switch spec.loss {
    case .constantGradient: Term(symbols: "g", figures: digits(update.gradient))
    case .quadratic(let targets):
      Term(
        symbols: "(\(name) − c)",
        figures: "(\(digits(update.before)) − \(factor(targets[update.weight])))")
    }
  }

  /// `θ − η·(…)` with all that pulls smoothly; L1 is among it unless a threshold takes its place.
  var step: Term {
    var penalties: [Term] = []
    if !spec.l1Strength.isZero, update.beforeThreshold == nil { penalties.append(l1) }
    if !spec.l2Factor.isZero { penalties.append(l2) }

    let pull: Term
    if penalties.isEmpty {
      let isConstant = if case .constantGradient = spec.loss { true } else { false }
      pull = Term(
        symbols: gradient.symbols,
        figures: isConstant ? factor(update.gradient) : gradient.figures)
    } else {
      let terms = [gradient] + penalties
      pull = Term(
        symbols: "(" + terms.map(\.symbols).joined(separator: " + ") + ")",
        figures: "(" + terms.map(\.figures).joined(separator: " + ") + ")")
    }
    return Term(
      symbols: "\(name) − η·\(pull.symbols)",
      figures: "\(digits(update.before)) − \(digits(spec.learningRate))·\(pull.figures)")
  }
}
