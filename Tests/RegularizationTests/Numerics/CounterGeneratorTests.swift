import Regularization
import Testing

struct CounterGeneratorTests {
  struct Vector: Sendable {
    var counter: Philox.Block
    var seed: UInt64
    var block: Philox.Block
  }

  /// The known answers that Random123 (Salmon et al. 2011) comes with.
  static let vectors = [
    Vector(
      counter: Philox.Block(repeating: 0), seed: 0,
      block: Philox.Block(0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8)),
    Vector(
      counter: Philox.Block(repeating: .max), seed: .max,
      block: Philox.Block(0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD)),
    Vector(
      counter: Philox.Block(0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344),
      seed: 0x299F_31D0_A409_3822,
      block: Philox.Block(0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1)),
  ]

  @Test(arguments: vectors)
  func philoxGivesTheKnownAnswers(_ vector: Vector) {
    #expect(Philox.block(seed: vector.seed, counter: vector.counter) == vector.block)
  }

  @Test func wordsAreThoseOfTheCountersInTheirOrder() {
    let seed: UInt64 = 0x0123_4567_89AB_CDEF
    var generator = CounterGenerator(seed: seed, purpose: .split, index: 5, part: 6)
    for count in 0..<3 {
      let block = Philox.block(seed: seed, counter: Philox.Block(UInt32(count), 5, 6, 4))
      for word in 0..<4 { #expect(generator.nextWord() == block[word]) }
    }
  }

  @Test func purposesSeedsAndIndicesHaveSequencesOfTheirOwn() {
    var first: [UInt64] = []
    for purpose in RandomPurpose.allCases {
      for seed in [1, 2, 1 << 32] as [UInt64] {
        for (index, part) in [(0, 0), (1, 0), (0, 1)] as [(UInt32, UInt32)] {
          var generator = CounterGenerator(seed: seed, purpose: purpose, index: index, part: part)
          first.append(generator.next())
        }
      }
    }
    #expect(Set(first).count == first.count)
  }

  @Test func uniformNumbersFillTheirInterval() {
    var generator = CounterGenerator(seed: 3, purpose: .points)
    let count = 100_000
    var counts = [Int](repeating: 0, count: 100)
    for _ in 0..<count {
      let number = generator.nextUniform()
      guard 0 <= number, number < 1 else {
        Issue.record("\(number) is not in [0, 1)")
        return
      }
      counts[Int(number * 100)] += 1
    }
    // χ² with 99 degrees of freedom: beyond 160 once in 10⁴ seeds, and this seed is fixed.
    let expected = Double(count) / 100
    let square = counts.reduce(0) {
      $0 + (Double($1) - expected) * (Double($1) - expected) / expected
    }
    #expect(square < 160)
  }

  @Test(arguments: [1, 2, 3, 10, 1000])
  func indicesAreBelowTheirBoundAndEachComesUp(bound: Int) {
    var generator = CounterGenerator(seed: 4, purpose: .batchOrder)
    var counts = [Int](repeating: 0, count: bound)
    for _ in 0..<200 * bound { counts[generator.nextIndex(below: bound)] += 1 }
    // 200 are expected with a deviation of 14.
    #expect(counts.allSatisfy { 110 < $0 && $0 < 290 || bound == 1 })
  }

  @Test func theLargestBoundIsPossible() {
    var generator = CounterGenerator(seed: 4, purpose: .batchOrder)
    let bound = Int(UInt32.max)
    let indices = (0..<1000).map { _ in generator.nextIndex(below: bound) }
    #expect(indices.allSatisfy { 0..<bound ~= $0 })
    #expect((indices.max() ?? 0) > bound / 100 * 99)
  }

  @Test func normalNumbersHaveTheMomentsOfTheNormalDistribution() {
    var generator = CounterGenerator(seed: 5, purpose: .pointNoise)
    let numbers = (0..<100_000).map { _ in generator.nextNormal() }
    func moment(_ power: Int) -> Double {
      let powers = numbers.map { number in (0..<power).reduce(1.0) { value, _ in value * number } }
      return powers.reduce(0, +) / Double(numbers.count)
    }
    // Limits are five standard errors: √(var xᵏ / n) = 0.0032, 0.0045, 0.012, 0.031.
    #expect(abs(moment(1)) < 0.016)
    #expect(abs(moment(2) - 1) < 0.023)
    #expect(abs(moment(3)) < 0.062)
    #expect(abs(moment(4) - 3) < 0.155)
    let within = numbers.filter { abs($0) < 1 }.count
    #expect(abs(Double(within) / 100_000 - 0.682689) < 0.0074)
  }

  @Test(arguments: [0, 1, 2, 17, 1000])
  func aPermutationHasEveryNumberOnce(count: Int) {
    var generator = CounterGenerator(seed: 6, purpose: .split)
    let order = generator.permutation(of: count)
    #expect(order.sorted() == (0..<Int32(count)).map { $0 })
    if count > 10 { #expect(order != order.sorted()) }
  }

  @Test func everyOrderOfThreeIsAsLikely() {
    var generator = CounterGenerator(seed: 7, purpose: .split)
    var counts: [[Int32]: Int] = [:]
    for _ in 0..<6000 { counts[generator.permutation(of: 3), default: 0] += 1 }
    #expect(counts.count == 6)
    // 1000 are expected with a deviation of 29.
    #expect(counts.values.allSatisfy { 850 < $0 && $0 < 1150 })
  }
}
