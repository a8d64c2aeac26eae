public import Regularization

/// The key of a question whose answer is a figure, with what else counts as right.
public struct FigureKey: Sendable, Hashable {
  /// Which answers beside the exact figure are right.
  public enum Precision: Sendable, Hashable {
    case exact
    /// The figure rounded half up to at least so many decimal places.
    case places(Int)
    /// The figure rounded half up to at least so many significant digits.
    case significant(Int)
    /// Whatever is no further away than this.
    case within(ExactDecimal)
  }

  /// Exact, also where its digits have no end; then ``precision`` is not ``Precision/exact``.
  public var value: Ratio
  public var precision: Precision
  /// Answers that are worth an answer of their own.
  public var foreseen: [ForeseenAnswer]
  /// What the figure counts, as it stands beside the field; `nil` for a bare number.
  public var unit: String?

  public init(
    value: Ratio, precision: Precision = .exact, foreseen: [ForeseenAnswer] = [],
    unit: String? = nil
  ) {
    self.value = value
    self.precision = precision
    self.foreseen = foreseen
    self.unit = unit
  }

  /// Judges an answer as it was typed, with its unit or without.
  ///
  /// A number counts in any spelling: `0.39`, `.39`, `+0.390`, `0,39`, `3.9e-1`, with `-` or `−`,
  /// with blanks around it. Foreseen wrong answers are known by the same rule as the key, and with one
  /// place less.
  public func judge(_ typed: String) -> Judgement {
    switch TypedNumber.read(withoutUnit(typed)) {
    case .failure(let problem): Judgement(verdict: .notANumber(problem.reason))
    case .success(let number): Judgement(verdict: verdict(on: number), readAs: number.readAs)
    }
  }

  /// All digits of the key, or as many as are worth showing of one without an end.
  public var shown: String {
    if let exact = value.exact { return FigureScope.typographic(exact.description) }
    let places = min(max(placesNeeded, 0), 20) + 4
    let cut = value.rounded(toPlaces: places + 4).truncated(toPlaces: places)
    return FigureScope.typographic(cut.description) + "…"
  }

  /// The key as somebody types it who has all of its digits, or as many as are enough.
  var typed: String {
    value.exact?.description ?? value.rounded(toPlaces: max(placesNeeded, 0)).description
  }

  /// The key and its unit.
  public var shownWithUnit: String { unit.map { "\(shown) \($0)" } ?? shown }

  private func withoutUnit(_ typed: String) -> String {
    guard let unit else { return typed }
    let bare = typed.filter { !$0.isWhitespace }
    let suffix = unit.filter { !$0.isWhitespace }
    return bare.count > suffix.count && bare.hasSuffix(suffix)
      ? String(bare.dropLast(suffix.count)) : typed
  }

  /// How many decimal places are enough; below 0 where digits before the point may be zeros.
  private var placesNeeded: Int {
    switch precision {
    case .exact: Int.max
    case .within(let tolerance): tolerance.places
    case .places(let places): places
    case .significant(let digits):
      // 9.96 has its second digit behind the point; rounded, 10 has not.
      digits
        - FigureKey.magnitude(
          of: Ratio(
            FigureKey.rounded(value, toPlaces: digits - FigureKey.magnitude(of: value))))
    }
  }

  /// Half up, also to tens and hundreds, which are −1 and −2 places.
  private static func rounded(_ value: Ratio, toPlaces places: Int) -> ExactDecimal {
    guard places < 0 else { return value.rounded(toPlaces: places) }
    let unit = (0 ..< -places).reduce(ExactDecimal.one) { unit, _ in unit * ExactDecimal(10) }
    return Ratio(value.numerator, over: value.denominator * unit).rounded(toPlaces: 0) * unit
  }

  /// How many digits stand before the point; below 1, minus how many zeros stand behind it.
  private static func magnitude(of value: Ratio) -> Int {
    var (numerator, denominator) = (value.numerator.magnitude, value.denominator)
    guard !numerator.isZero else { return 1 }
    var magnitude = 0
    while numerator >= denominator {
      denominator = denominator * ExactDecimal(10)
      magnitude += 1
    }
    while numerator * ExactDecimal(10) < denominator {
      numerator = numerator * ExactDecimal(10)
      magnitude -= 1
    }
    return magnitude
  }

  private func verdict(on typed: TypedNumber) -> Judgement.Verdict {
    let answer = Ratio(typed.value)
    if value.isEqual(to: answer) { return .right }
    if case .within(let tolerance) = precision {
      return verdict(on: answer, within: Ratio(tolerance))
    }
    let enough = placesNeeded
    if isRounding(typed, of: value, enough: enough) {
      return value.exact.map { .rightRounded(exact: $0) } ?? .rightEndless(shown: shown)
    }
    if let foreseen = foreseen.first(where: { $0.answer == typed.value }) {
      return .foreseen(foreseen)
    }
    // Zero is the rounding of everything small, and says nothing about it.
    if !typed.value.isZero, typed.value == value.rounded(toPlaces: typed.places) {
      if case .significant(let digits) = precision { return .tooFewDigits(needed: digits) }
      let places = value.exact?.places ?? Int.max
      return .tooFewPlaces(needed: min(enough, places), isExact: enough >= places)
    }
    // One place less still tells which mistake was made.
    if !typed.value.isZero,
      let foreseen = foreseen.first(where: {
        isRounding(typed, of: Ratio($0.answer), enough: enough - 1)
      })
    {
      return .foreseen(foreseen)
    }
    if (-value).isEqual(to: answer) { return .wrong(.oppositeSign) }
    return .wrong(answer.compared(to: value) < 0 ? .tooSmall : .tooLarge)
  }

  /// Whether a typed figure is another one rounded to as many places as were typed, or to fewer before the
  /// point, and these are enough.
  private func isRounding(_ typed: TypedNumber, of exact: Ratio, enough: Int) -> Bool {
    if typed.places >= enough, typed.value == exact.rounded(toPlaces: typed.places) { return true }
    guard typed.places == 0, enough < 0 else { return false }
    return (enough ... -1).contains { typed.value == FigureKey.rounded(exact, toPlaces: $0) }
  }

  private func verdict(on answer: Ratio, within tolerance: Ratio) -> Judgement.Verdict {
    func distance(_ other: Ratio) -> Ratio {
      let difference = answer - other
      return difference.signum < 0 ? -difference : difference
    }
    if distance(value).compared(to: tolerance) <= 0 { return .rightWithin(shown: shown) }
    let near = foreseen.min {
      distance(Ratio($0.answer)).compared(to: distance(Ratio($1.answer))) < 0
    }
    if let near, distance(Ratio(near.answer)).compared(to: tolerance) <= 0 {
      return .foreseen(near)
    }
    if distance(-value).compared(to: tolerance) <= 0 { return .wrong(.oppositeSign) }
    return .wrong(answer.compared(to: value) < 0 ? .tooSmall : .tooLarge)
  }
}
