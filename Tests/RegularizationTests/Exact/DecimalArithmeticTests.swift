import Regularization
import TestSupport
import Testing

struct DecimalArithmeticTests {
  @Test(
    arguments: [
      ("0.1", "0.2", "0.3", "-0.1", "0.02"),
      ("1.5", "0.11", "1.61", "1.39", "0.165"),
      ("0.06", "0.11", "0.17", "-0.05", "0.0066"),
      ("-0.5", "0.5", "0", "-1", "-0.25"),
      ("2.5", "4", "6.5", "-1.5", "10"),
      ("0", "-3", "-3", "3", "0"),
      ("99.99", "0.01", "100", "99.98", "0.9999"),
      (
        "1e20", "1e-20", "100000000000000000000.00000000000000000001",
        "99999999999999999999.99999999999999999999", "1"
      ),
    ] as [(ExactDecimal, ExactDecimal, ExactDecimal, ExactDecimal, ExactDecimal)])
  func sumsDifferencesAndProductsAreExact(
    left: ExactDecimal, right: ExactDecimal, sum: ExactDecimal, difference: ExactDecimal,
    product: ExactDecimal
  ) {
    #expect(left + right == sum)
    #expect(left - right == difference)
    #expect(left * right == product)
  }

  @Test func randomNumbersObeyTheLawsOfArithmetic() {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<500 {
      let a = random(&generator)
      let b = random(&generator)
      let c = random(&generator)
      #expect(a + b == b + a)
      #expect((a + b) + c == a + (b + c))
      #expect(a * b == b * a)
      #expect((a * b) * c == a * (b * c))
      #expect(a * (b + c) == a * b + a * c)
      #expect((a + b) - b == a)
      #expect(a - b == -(b - a))
      #expect((a < b) == (b - a).isPositive)
      #expect(ExactDecimal(a.description) == a)
      #expect(a.magnitude * ExactDecimal(a.signum) == a)
      // A normal form: no trailing zero, and equal values have equal hashes.
      #expect(!a.description.contains(".") || a.description.last != "0")
      #expect(Set([a, (a * b + a) - a * b]).count == 1)
    }
  }

  @Test func valuesOfTwoThousandDigitsKeepEveryDigit() {
    // (10ⁿ − 1)² = 9…980…01, with n − 1 nines and n − 1 zeros.
    for count in [1, 18, 19, 20, 37, 38, 39, 400, 1000] {
      var nines = ExactDecimal.zero
      for _ in 0..<count { nines = nines * ExactDecimal(10) + ExactDecimal(9) }
      #expect(nines.description == String(repeating: "9", count: count))
      let square =
        String(repeating: "9", count: count - 1) + "8" + String(repeating: "0", count: count - 1)
        + "1"
      #expect((nines * nines).description == square.drop { $0 == "0" })
    }
    // 1.1ⁿ ends in 1 and has n places; dividing back by 1.1 gives one place less each time.
    var powers = [ExactDecimal.one]
    for _ in 0..<2000 { powers.append((powers.last ?? .zero) * "1.1") }
    #expect(powers[2000].places == 2000)
    #expect(powers[2000].description.last == "1")
    for exponent in [1, 2, 19, 20, 999, 2000] {
      #expect(powers[exponent].divided(by: "1.1", toPlaces: 2000) == powers[exponent - 1])
    }
  }

  @Test func trailingZerosGoHoweverManyThereAre() {
    for count in [0, 1, 2, 3, 18, 19, 20, 63, 64, 65, 399] {
      for digit in 1...9 {
        let text = "\(digit)" + String(repeating: "0", count: count)
        // 20…0 is divisible by a higher power of two than of ten.
        #expect(ExactDecimal(text + "e-\(count)") == ExactDecimal(digit))
        #expect(ExactDecimal(text + "e-400")?.places == 400 - count)
        #expect(ExactDecimal(text)?.description == text)
      }
    }
    #expect(("1024e-10" as ExactDecimal).places == 10)
  }

  @Test func digitsPutTogetherComeOutAgain() {
    var generator = SeededGenerator(seed: 2)
    for length in [1, 17, 18, 19, 20, 38, 57, 100, 2000] {
      // Many zeros, because the chunks in the middle have to be filled up with them.
      let digits = (0..<length).map { index in
        index == 0
          ? Int.random(in: 1...9, using: &generator)
          : max(0, Int.random(in: -15...9, using: &generator))
      }
      let value = digits.reduce(ExactDecimal.zero) { $0 * ExactDecimal(10) + ExactDecimal($1) }
      #expect(value.description == digits.map(String.init).joined())
    }
  }

  @Test(
    arguments: [
      ("0.5", 0, "1"), ("-0.5", 0, "-1"), ("1.5", 0, "2"), ("2.5", 0, "3"), ("-2.5", 0, "-3"),
      ("0.49999", 0, "0"), ("-0.49999", 0, "0"), ("0.112711", 5, "0.11271"),
      ("0.1127115", 6, "0.112712"), ("-0.1127115", 6, "-0.112712"), ("0.1127115", 4, "0.1127"),
      ("0.11384999", 5, "0.11385"), ("9.995", 2, "10"), ("-9.995", 2, "-10"), ("1.2", 5, "1.2"),
      ("0.00005", 4, "0.0001"), ("0.00004", 4, "0"), ("123", 0, "123"), ("0", 0, "0"),
    ] as [(ExactDecimal, Int, ExactDecimal)])
  func aHalfIsRoundedAwayFromZero(value: ExactDecimal, places: Int, rounded: ExactDecimal) {
    #expect(value.rounded(toPlaces: places) == rounded)
  }

  @Test(
    arguments: [
      ("1", "3", 4, "0.3333"), ("2", "3", 4, "0.6667"), ("-2", "3", 4, "-0.6667"),
      ("2", "-3", 4, "-0.6667"), ("-2", "-3", 4, "0.6667"), ("1", "8", 2, "0.13"),
      ("-1", "8", 2, "-0.13"), ("1", "8", 3, "0.125"), ("1", "8", 9, "0.125"), ("0", "7", 5, "0"),
      ("1.5", "1.1", 10, "1.3636363636"), ("0.05", "1.1", 6, "0.045455"), ("6", "0.002", 0, "3000"),
      ("1", "1e300", 300, "1e-300"), ("1", "3e300", 10, "0"), ("1", "2", 0, "1"),
      ("-1", "2", 0, "-1"),
      ("7", "2", 0, "4"), ("49", "100", 0, "0"),
    ] as [(ExactDecimal, ExactDecimal, Int, ExactDecimal)])
  func quotientsAreRoundedAwayFromZero(
    dividend: ExactDecimal, divisor: ExactDecimal, places: Int, quotient: ExactDecimal
  ) {
    #expect(dividend.divided(by: divisor, toPlaces: places) == quotient)
  }

  @Test func quotientsAreTheNearestWithThatManyPlaces() {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<500 {
      let dividend = random(&generator)
      let divisor = random(&generator)
      guard !divisor.isZero else { continue }
      let places = Int.random(in: 0...12, using: &generator)
      let quotient = dividend.divided(by: divisor, toPlaces: places)
      #expect(quotient.places <= places)
      let error = (quotient * divisor - dividend).magnitude
      let unit = ExactDecimal("1e-\(places)") ?? .zero
      #expect(error + error <= unit * divisor.magnitude)
    }
  }

  @Test func numbersAreOrderedByTheirValue() {
    let ascending: [ExactDecimal] = [
      "-1e300", "-10", "-9.99", "-1", "-0.11", "-0.1", "-1e-300", "0", "1e-300", "0.0999", "0.1",
      "0.11", "1", "1.0001", "9", "10", "1e300",
    ]
    #expect(ascending.shuffled().sorted() == ascending)
    for (left, right) in zip(ascending, ascending.dropFirst()) {
      #expect(left < right)
      #expect(!(right < left))
      #expect(left != right)
    }
  }

  @Test func spellingsOfOneValueAreEqualAndHashAlike() {
    let spellings: [ExactDecimal] = ["1.5", "1.50", "+01.5", "15e-1", "0.15e1", "1500e-3"]
    #expect(Set(spellings).count == 1)
    #expect(Set(["0", "-0", "0.00", "0e9"] as [ExactDecimal]).count == 1)
    #expect(Set(["100", "1e2", "100.0"] as [ExactDecimal] + [ExactDecimal(100)]).count == 1)
  }

  /// Up to 40 digits with up to 30 places, small ones often.
  private func random(_ generator: inout SeededGenerator) -> ExactDecimal {
    let length = Bool.random(using: &generator) ? 3 : Int.random(in: 1...40, using: &generator)
    let digits = (0..<length).map { _ in String(Int.random(in: 0...9, using: &generator)) }
    let exponent = Int.random(in: 0...min(30, length + 2), using: &generator)
    let sign = Bool.random(using: &generator) ? "-" : ""
    return ExactDecimal(sign + digits.joined() + "e-\(exponent)") ?? .zero
  }
}

extension ExactDecimal {
  fileprivate var isPositive: Bool { signum > 0 }
}
