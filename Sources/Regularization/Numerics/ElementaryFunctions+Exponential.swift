extension ElementaryFunctions {
  /// eˣ.
  ///
  /// *Formula*: `x = n·ln 2 + r` with n whole and |r| ≤ ½·ln 2; `eˣ = 2ⁿ·(1 + (eʳ − 1))`, the
  /// bracket by its Taylor polynomial of degree 14.
  ///
  /// *Range*: any; 0 where eˣ would be subnormal, infinite where it is too large. Error below 1 ulp.
  public static func exponential(_ x: Double) -> Double {
    guard !x.isNaN else { return x }
    guard x >= -708.396_418_532_264_1 else { return 0 }
    guard x <= 709.782_712_893_384 else { return .infinity }
    let (n, rest) = reduced(x)
    return Double(sign: .plus, exponent: n, significand: 1 + exponentialLess1(rest))
  }

  /// *Formula*: `E/(E + 2)` with `E = e^2|x| − 1`, and the sign of x. Error below 3 ulp.
  public static func hyperbolicTangent(_ x: Double) -> Double {
    guard !x.isNaN else { return x }
    // Beyond this it is 1 to the last digit.
    let (n, rest) = reduced(2 * min(x.magnitude, 22))
    let power = Double(sign: .plus, exponent: n, significand: 1)
    let e = (power - 1).addingProduct(power, exponentialLess1(rest))
    let size = e / (e + 2)
    return x < 0 ? -size : size
  }

  /// `1/(1 + e^−x)`
  public static func sigmoid(_ x: Double) -> Double { 1 / (1 + exponential(-x)) }

  /// ln(1 + x) for x from 0 to 1; what rounding takes from 1 + x is put back.
  static func logarithmOfOnePlus(_ x: Double) -> Double {
    let sum = 1 + x
    return logarithm(sum) + (x - (sum - 1)) / sum
  }

  /// n and r of `x = n·ln 2 + r`.
  private static func reduced(_ x: Double) -> (n: Int, rest: Double) {
    let n = (x * 1.442_695_040_888_963_4).rounded()
    // ln 2 in two parts; the first has 32 bits, so its product with n is exact.
    let rest = (x - n * 6.93147180369123816490e-01) - n * 1.90821492927058770002e-10
    return (Int(n), rest)
  }

  /// eʳ − 1 for |r| ≤ ½·ln 2.
  private static func exponentialLess1(_ r: Double) -> Double {
    var series = 1.0
    for k in stride(from: 14.0, through: 3, by: -1) { series = 1 + series * r / k }
    return r + r * r / 2 * series
  }
}
