/// The steps at which a run's curves have points, decided by the step's number alone: 0, then
/// `perOctave` from each power of two to the next (each step while there are fewer), and from where
/// these lie farther apart than ``spacing``, its multiples.
struct CurveGrid: Sendable, Hashable {
  /// A power of two.
  private(set) var spacing: Int
  /// A power of two.
  let perOctave: Int

  init(spacing: Int, perOctave: Int) {
    self.spacing = spacing
    self.perOctave = perOctave
  }

  /// The grid at which evaluating a run costs about a hundredth and a half of training it.
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
    let wanted = evaluation / update / 0.015
    var spacing = 1
    while Double(spacing) < wanted, spacing < 1 << 20 { spacing *= 2 }
    self.init(spacing: spacing, perOctave: evaluation < 2e7 ? 8 : 1)
  }

  /// The multiply-adds of an evaluation.
  static func cost(parameters: Int, evaluated: Int) -> Double {
    Double(evaluated) * (Double(parameters) + 1000) + 100_000
  }

  /// How far apart the points are that lie from a step on.
  private func distance(at step: Int) -> Int {
    guard step > 0 else { return 1 }
    let octave = 1 << (Int.bitWidth - 1 - step.leadingZeroBitCount)
    return min(spacing, max(1, octave / perOctave))
  }

  func isDue(_ step: Int) -> Bool { step % distance(at: step) == 0 }

  /// The first due step behind a step.
  func next(after step: Int) -> Int {
    let distance = distance(at: step)
    // Distances are powers of two, each a divisor of the next power of two: no point is missed.
    return (step / distance + 1) * distance
  }

  /// Twice the spacing.
  mutating func widen() { spacing *= 2 }
}
