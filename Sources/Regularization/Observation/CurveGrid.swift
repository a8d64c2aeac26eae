/// The steps at which a run's curves have points, decided by the step's number alone: 0, then many
/// where much happens, and from where these would lie farther apart than ``spacing``, its multiples.
struct CurveGrid: Sendable, Hashable {
  /// A power of two.
  private(set) var spacing: Int
  /// Whether there are eight points from each power of two to the next (each step while there are
  /// fewer); else one at each power of four.
  let isDense: Bool

  static let perOctave = 8

  init(spacing: Int, isDense: Bool) {
    self.spacing = spacing
    self.isDense = isDense
  }

  /// The grid at which evaluating a run costs at most about a hundredth of training it.
  ///
  /// Counted in multiply-adds; what an update and an evaluation take apart from them is counted as
  /// so many as they take time.
  ///
  /// - Parameters:
  ///   - parameters: of the network.
  ///   - evaluated: samples that are evaluated for a point.
  init(parameters: Int, batch: Int, evaluated: Int) {
    let update = Double(parameters) * Double(3 * batch + 48) + 100_000
    let evaluation = CurveGrid.cost(parameters: parameters, evaluated: evaluated)
    var spacing = 1
    while Double(spacing) * update < 100 * evaluation, spacing < 1 << 20 { spacing *= 2 }
    self.init(spacing: spacing, isDense: evaluation < 2e7)
  }

  /// The multiply-adds of an evaluation.
  static func cost(parameters: Int, evaluated: Int) -> Double {
    Double(evaluated) * (Double(parameters) + 1000) + 100_000
  }

  func isDue(_ step: Int) -> Bool {
    if step % spacing == 0 { return true }
    if isDense { return step % distance(at: step) == 0 }
    return step.nonzeroBitCount == 1 && step.trailingZeroBitCount % 2 == 0 && step < spacing
  }

  /// The first due step behind a step.
  func next(after step: Int) -> Int {
    if isDense {
      // Distances are powers of two, each a divisor of the next power of two: no point is missed.
      let distance = distance(at: step)
      return (step / distance + 1) * distance
    }
    let multiple = (step / spacing + 1) * spacing
    var power = 1
    while power <= step, power < spacing { power *= 4 }
    return power > step ? min(multiple, power) : multiple
  }

  /// How far apart dense points are that lie from a step on.
  private func distance(at step: Int) -> Int {
    guard step > 0 else { return 1 }
    let octave = 1 << (Int.bitWidth - 1 - step.leadingZeroBitCount)
    return min(spacing, max(1, octave / CurveGrid.perOctave))
  }

  /// Twice the spacing.
  mutating func widen() { spacing *= 2 }
}
