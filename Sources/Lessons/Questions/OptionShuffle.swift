import Regularization

/// The order in which options are shown: the same on every machine, another for every place and draw.
struct OptionShuffle: Sendable, Hashable {
  let seed: UInt64
  /// Which draw of the question.
  var index: UInt32 = 1

  private static let orders: UInt32 = 0
  static let numbers: UInt32 = 1

  /// - Parameter place: the ids of lesson and step.
  init(place: String) {
    // FNV-1a; Swift's own hashes are others in every run.
    seed = place.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  private func generator() -> CounterGenerator {
    CounterGenerator(seed: seed, purpose: .questions, index: index, part: OptionShuffle.orders)
  }

  func order(_ count: Int) -> [Int] {
    var generator = generator()
    return generator.permutation(of: count).map(Int.init)
  }

  /// An order that is not 0, 1, 2, …
  func disorder(_ count: Int) -> [Int] {
    var generator = generator()
    let sorted = Array(0..<count)
    for _ in 0..<64 {
      let order = generator.permutation(of: count).map(Int.init)
      if order != sorted { return order }
    }
    return sorted.reversed()
  }
}
