/// When the next frame of a run that trains is due: so often as was asked for, and no oftener than
/// the line takes.
///
/// A frame that is not drawn costs nothing, one that waits in a queue holds up the answer to every
/// key. What is queued behind a terminal cannot be asked: on a pseudo-terminal, which is what ssh
/// and tmux give, `TIOCOUTQ` is always 0. What can be measured is how long drawing stands still,
/// which it does once the queue, some 20 kB, is full. Between two such moments the line has taken
/// what was drawn: that gives its rate, in cells a second. From then on a frame waits until those
/// before have gone out, and half as long again, so that a key finds the queue nearly empty. The rate
/// is taken to grow, slowly at first, until drawing stands still again: lines are slow for a time.
struct FramePacing {
  /// What showing a frame took.
  struct Cost {
    /// How many cells differed.
    var cells: Int
    /// For how long the terminal took no more.
    var stalled = Duration.zero
  }

  private let interval: Duration
  /// Cells per second; `nil` while the line is faster than anything that is drawn.
  private var rate: Double?
  /// Cells that are still on their way, by the estimate.
  private var queued = 0.0
  private var lastFrame = Duration.zero
  /// When drawing stood still last, and the cells that were drawn since.
  private var lastStall: (time: Duration, cells: Double)?
  private(set) var next = Duration.zero

  /// Longer than a processor that is busy otherwise makes a frame wait.
  private static let stall = Duration.milliseconds(12)
  /// About what fits into the queue of a terminal.
  private static let queueCells = 2500.0
  private static let rates = 300.0...100_000.0
  /// How much a second adds to the rate: for the first seconds after a stall, and later.
  private static let growths = (first: 0.02, seconds: 20.0, later: 0.15)
  /// No estimate makes a frame wait for longer.
  private static let longestWait = 2.0

  init(framesPerSecond: Int) {
    interval = .nanoseconds(1_000_000_000 / max(1, framesPerSecond))
  }

  /// Takes in a frame that was shown from `start` to `end`.
  mutating func note(_ cost: Cost, from start: Duration, to end: Duration) {
    let elapsed = WorkTime.seconds(end - lastFrame)
    lastFrame = end
    lastStall?.cells += Double(cost.cells)
    if cost.stalled > FramePacing.stall {
      measure(cost, at: end)
    } else if let rate {
      queued = max(0, queued - rate * elapsed) + Double(cost.cells)
      let quiet = lastStall.map { WorkTime.seconds(end - $0.time) } ?? 0
      let growths = FramePacing.growths
      let growth = quiet < growths.seconds ? growths.first : growths.later
      let grown = rate * (1 + growth * min(elapsed, 1))
      self.rate = grown > FramePacing.rates.upperBound ? nil : grown
    }
    next = start + interval
    if let rate {
      next = max(next, end + .seconds(min(FramePacing.longestWait, 1.5 * queued / rate)))
    }
  }

  private mutating func measure(_ cost: Cost, at end: Duration) {
    let stalled = WorkTime.seconds(cost.stalled)
    var seen = Double(cost.cells) / stalled
    if let last = lastStall, end - last.time < .seconds(60) {
      // The queue was full then and is full now; less was taken only where it ran empty.
      seen = min(seen, max((rate ?? 0) / 2, last.cells / WorkTime.seconds(end - last.time)))
    }
    rate = min(max(seen, FramePacing.rates.lowerBound), FramePacing.rates.upperBound)
    queued = FramePacing.queueCells
    lastStall = (end, 0)
  }
}
