/// Steps by the clock, slower than training can go.
struct SlowMotion {
  let stepsPerSecond: Double
  /// Where it ends by itself; `nil`: nowhere.
  let epochs: Int?
  /// When the next step is due.
  private(set) var next: Duration

  /// Steps are made together where they would come faster than frames.
  private static let shortest = 1.0 / 30

  init(stepsPerSecond: Double, epochs: Int?, from now: Duration) {
    self.stepsPerSecond = max(0.01, stepsPerSecond)
    self.epochs = epochs
    next = now
  }

  /// How many steps are due; they are taken as made.
  ///
  /// What was missed is not made up for: whoever was away for an hour does not find an hour of
  /// steps to be made at once.
  mutating func takeDue(at now: Duration) -> Int {
    guard now >= next else { return 0 }
    let length = 1 / stepsPerSecond
    let period = max(length, SlowMotion.shortest)
    let late = WorkTime.seconds(now - next)
    let steps = max(1, Int((min(late + period, 4 * period) / length).rounded(.down)))
    next = late > 4 * period ? now + .seconds(period) : next + .seconds(Double(steps) * length)
    return steps
  }

  /// Goes on from now, after a time in which nothing could be made.
  mutating func resume(at now: Duration) { next = now }
}
