import Glibc
import Regularization
import Testing

/// Against the C library, whose own error is below 1 ulp.
struct ElementaryFunctionsTests {
  @Test func logarithmsAreThoseOfTheCLibrary() {
    var generator = CounterGenerator(seed: 1, purpose: .points)
    var worst = 0.0
    for _ in 0..<200_000 {
      let exponent = generator.nextIndex(below: 2000) - 1000
      let x = Double(sign: .plus, exponent: exponent, significand: 1 + generator.nextUniform())
      worst = max(worst, abs(ElementaryFunctions.logarithm(x) - log(x)) / log(x).ulp)
    }
    // Near 1, where terms cancel if they are added in the wrong way.
    for _ in 0..<200_000 {
      let x = 0.5 + 1.5 * generator.nextUniform()
      worst = max(worst, abs(ElementaryFunctions.logarithm(x) - log(x)) / log(x).ulp)
    }
    #expect(worst < 3)
  }

  @Test func theLogarithmKnowsTheEndsOfTheLine() {
    #expect(ElementaryFunctions.logarithm(1) == 0)
    #expect(ElementaryFunctions.logarithm(0) == -.infinity)
    #expect(ElementaryFunctions.logarithm(.infinity) == .infinity)
    #expect(ElementaryFunctions.logarithm(-1).isNaN)
    #expect(ElementaryFunctions.logarithm(.nan).isNaN)
    let least = Double.leastNonzeroMagnitude
    #expect(abs(ElementaryFunctions.logarithm(least) - log(least)) < 1e-12)
  }

  @Test(arguments: [4.0, 100, 1e6])
  func sinesAndCosinesAreThoseOfTheCLibrary(reach: Double) {
    var generator = CounterGenerator(seed: 2, purpose: .points)
    var worst = 0.0
    for _ in 0..<100_000 {
      let x = reach * (2 * generator.nextUniform() - 1)
      worst = max(worst, abs(ElementaryFunctions.sine(x) - sin(x)))
      worst = max(worst, abs(ElementaryFunctions.cosine(x) - cos(x)))
    }
    #expect(worst < 1.5 * 1.0.ulp)
  }
}
