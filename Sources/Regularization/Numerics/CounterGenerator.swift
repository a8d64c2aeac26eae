/// What random numbers are for. Every purpose has a stream of its own, so that a draw more for one
/// never moves another.
public enum RandomPurpose: UInt32, CaseIterable, Sendable, Hashable {
  case points = 1
  case pointNoise = 2
  case labelNoise = 3
  case split = 4
  case initialWeights = 5
  case batchOrder = 6
  case dropout = 7
  /// Which samples of a large part curves are measured on.
  case evaluation = 8
  /// The order of a question's options, and the numbers that it draws.
  case questions = 9
}

/// Philox4x32-10: random words as a pure function of a seed and a counter.
///
/// *Formula*: ten rounds of `(c₀, c₁, c₂, c₃) ← (hi(M₁c₂) ⊕ c₁ ⊕ k₀, lo(M₁c₂),
/// hi(M₀c₀) ⊕ c₃ ⊕ k₁, lo(M₀c₀))`, the key moved on by two constants before every round but the
/// first.
///
/// *Source*: Salmon, Moraes, Dror and Shaw 2011, section 4.3.
public enum Philox {
  /// Four words of 32 bits.
  public typealias Block = SIMD4<UInt32>

  /// The block at a counter. The key's first word is the seed's low half.
  public static func block(seed: UInt64, counter: Block) -> Block {
    var c = counter
    var k0 = UInt32(truncatingIfNeeded: seed)
    var k1 = UInt32(truncatingIfNeeded: seed >> 32)
    for round in 0..<10 {
      if round > 0 {
        k0 &+= 0x9E37_79B9
        k1 &+= 0xBB67_AE85
      }
      let p0 = UInt64(0xD251_1F53) * UInt64(c[0])
      let p1 = UInt64(0xCD9E_8D57) * UInt64(c[2])
      c = Block(
        UInt32(truncatingIfNeeded: p1 >> 32) ^ c[1] ^ k0, UInt32(truncatingIfNeeded: p1),
        UInt32(truncatingIfNeeded: p0 >> 32) ^ c[3] ^ k1, UInt32(truncatingIfNeeded: p0))
    }
    return c
  }
}

/// A sequence of random numbers from ``Philox``: the words of the counters
/// `(0, index, part, purpose)`, `(1, index, part, purpose)`, …
///
/// Not for secrets.
public struct CounterGenerator: RandomNumberGenerator, Sendable {
  public let seed: UInt64
  private var counter: Philox.Block
  private var block = Philox.Block()
  private var used = 4

  /// - Parameters:
  ///   - index: which sequence of the purpose: the epoch, the layer.
  ///   - part: a second number of the kind.
  public init(seed: UInt64, purpose: RandomPurpose, index: UInt32 = 0, part: UInt32 = 0) {
    self.seed = seed
    counter = Philox.Block(0, index, part, purpose.rawValue)
  }

  public mutating func nextWord() -> UInt32 {
    if used == 4 {
      block = Philox.block(seed: seed, counter: counter)
      counter[0] &+= 1
      used = 0
    }
    defer { used += 1 }
    return block[used]
  }

  /// Two words, the first one low.
  public mutating func next() -> UInt64 {
    let low = UInt64(nextWord())
    return low | UInt64(nextWord()) << 32
  }

  /// Uniform in [0, 1): 53 bits of ``next()`` divided by 2⁵³.
  public mutating func nextUniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Uniform in 0 ..< bound, exactly, by multiplication and rejection.
  ///
  /// *Source*: Lemire 2019, algorithm 5, on words of 32 bits.
  ///
  /// *Range*: `bound` 1 to 2³² − 1.
  public mutating func nextIndex(below bound: Int) -> Int {
    let bound = UInt32(bound)
    var product = UInt64(nextWord()) * UInt64(bound)
    if UInt32(truncatingIfNeeded: product) < bound {
      let rejected = (0 &- bound) % bound
      while UInt32(truncatingIfNeeded: product) < rejected {
        product = UInt64(nextWord()) * UInt64(bound)
      }
    }
    return Int(product >> 32)
  }

  /// Standard normal by the polar method, which needs no sine: the first of the pair, the second
  /// is thrown away.
  ///
  /// *Source*: Marsaglia and Bray 1964.
  public mutating func nextNormal() -> Double {
    while true {
      let x = 2 * nextUniform() - 1
      let y = 2 * nextUniform() - 1
      let square = x * x + y * y
      if square > 0, square < 1 {
        return x * (-2 * ElementaryFunctions.logarithm(square) / square).squareRoot()
      }
    }
  }

  /// A random order of 0 ..< count.
  public mutating func permutation(of count: Int) -> [Int32] {
    Array(unsafeUninitializedCapacity: count) { buffer, initialized in
      permute(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
      initialized = count
    }
  }

  /// Writes a random order of 0 ..< order.count.
  ///
  /// *Source*: Durstenfeld 1964 (Fisher and Yates 1938).
  mutating func permute(_ order: UnsafeMutableBufferPointer<Int32>) {
    for index in order.indices { order[index] = Int32(index) }
    guard order.count > 1 else { return }
    for last in stride(from: order.count - 1, to: 0, by: -1) {
      order.swapAt(last, nextIndex(below: last + 1))
    }
  }
}
