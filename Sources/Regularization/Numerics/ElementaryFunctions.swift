/// Elementary functions that give the same bits on every machine: additions, multiplications,
/// divisions and roots in an order that stands here. The C library promises no such thing.
///
/// Errors are against the exact value, the largest seen in 10⁶ random arguments, in units of the
/// last place (ulp).
public enum ElementaryFunctions {
  /// The natural logarithm.
  ///
  /// *Formula*: `x = 2ᵏm` with m from √½ to √2; `ln x = k·ln 2 + 2·artanh((m − 1)/(m + 1))`, the
  /// artanh by its series to s²³.
  ///
  /// *Range*: x > 0, finite; −∞ at 0, NaN below. Error below 2 ulp.
  public static func logarithm(_ x: Double) -> Double {
    guard x > 0 else { return x == 0 ? -.infinity : .nan }
    guard x.isFinite else { return x }
    var exponent = Double(x.exponent)
    var significand = x.significand
    if significand > 2.0.squareRoot() {
      significand /= 2
      exponent += 1
    }
    let s = (significand - 1) / (significand + 1)
    let square = s * s
    var series = 0.0
    for odd in stride(from: 23, through: 3, by: -2) {
      series = series * square + 1 / Double(odd)
    }
    // ln 2 in two parts; the first has 32 bits, so its product with an exponent is exact.
    let high = 6.93147180369123816490e-01
    let low = 1.90821492927058770002e-10
    return exponent * high + (2 * s + (2 * s * square * series + exponent * low))
  }

  /// *Range*: |x| ≤ 10⁶. Error below 1 ulp of 1.
  public static func sine(_ x: Double) -> Double { circular(x, quarterTurns: 0) }

  /// *Range*: |x| ≤ 10⁶. Error below 1 ulp of 1.
  public static func cosine(_ x: Double) -> Double { circular(x, quarterTurns: 1) }

  /// `sin(x + quarterTurns·π/2)`: x is brought into ±π/4, the rest is a Taylor polynomial of
  /// degree 17 or 16.
  private static func circular(_ x: Double, quarterTurns: Int) -> Double {
    let turns = (x * (2 / Double.pi)).rounded()
    // π/2 in three parts; the first two have 33 bits (Cody and Waite).
    let r =
      ((x - turns * 1.57079632673412561417e+00) - turns * 6.07710050630396597660e-11)
      - turns * 2.02226624879595063154e-21
    let square = r * r
    let quadrant = (Int(turns) + quarterTurns) & 3
    var value: Double
    if quadrant & 1 == 0 {
      value = 1
      for k in stride(from: 16.0, through: 2, by: -2) { value = 1 - value * square / (k * (k + 1)) }
      value *= r
    } else {
      value = 1
      for k in stride(from: 16.0, through: 2, by: -2) { value = 1 - value * square / (k * (k - 1)) }
    }
    return quadrant & 2 == 0 ? value : -value
  }
}
