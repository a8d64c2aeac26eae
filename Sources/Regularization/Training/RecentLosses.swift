/// The losses of the last few batches, for who has to tell of a divergence. No array: one is noted in
/// every step, and a step may take a microsecond.
struct RecentLosses {
  private static let most = 5
  private var ring = SIMD8<Double>()
  private var count = 0

  mutating func note(_ loss: Double) {
    ring[count & 7] = loss
    count += 1
  }

  /// The newest last, at most 5.
  var newest: [Double] {
    (max(0, count - RecentLosses.most)..<count).map { ring[$0 & 7] }
  }
}
