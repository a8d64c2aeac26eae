/// How fast a run goes on: steps per second, smoothed over about a second.
struct LabMeter {
  private var last: (step: Int, time: Duration)?
  private(set) var stepsPerSecond = 0.0

  /// Seconds after which an older rate counts for a third.
  private static let memory = 1.0

  /// Takes in where the run stands while it trains.
  mutating func note(step: Int, at time: Duration) {
    defer { last = (step, time) }
    guard let last, step >= last.step, time > last.time else { return }
    let seconds = WorkTime.seconds(time - last.time)
    let rate = Double(step - last.step) / seconds
    // The first figure has nothing to be smoothed with.
    let share = stepsPerSecond == 0 ? 1 : min(1, seconds / LabMeter.memory)
    stepsPerSecond += share * (rate - stepsPerSecond)
  }

  /// Forgets the rate: it stood still, or stands elsewhere.
  mutating func reset() { self = LabMeter() }
}
