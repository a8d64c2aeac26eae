import NcursesTerminal

/// When the next frame of a run that trains is due: so often as was asked for, and no oftener than
/// the line takes.
///
/// A frame that is not drawn costs nothing, one that waits in a queue holds up the answer to every
/// key. What is queued behind a terminal cannot be asked: on a pseudo-terminal, which is what ssh
/// and tmux give, `TIOCOUTQ` is always 0. What can be measured is how long drawing stands still,
/// which it does once the queue, some 20 kB, is full. So the line's rate is estimated in cells: from
/// a frame that stood still, less with each further one, slowly more without. The next frame waits
/// until the ones before have gone out by that estimate, and half as long again, so that a key finds
/// the queue nearly empty.
struct FramePacing {
  private let interval: Duration
  /// Cells per second; `nil` while the line is faster than anything that is drawn.
  private var rate: Double?
  /// Cells that are still on their way, by the estimate.
  private var queued = 0.0
  private var lastFrame: Duration?
  private(set) var next = Duration.zero

  /// Longer than a processor that is busy otherwise makes a frame wait.
  private static let stall = Duration.milliseconds(12)
  /// About what fits into the queue of a terminal.
  private static let queueCells = 2500.0
  /// Faster lines need no estimate.
  private static let fastestRate = 100_000.0
  private static let growth = 0.05
  private static let reduction = 0.7

  init(framesPerSecond: Int) {
    interval = .nanoseconds(1_000_000_000 / max(1, framesPerSecond))
  }

  /// Takes in a frame that was shown from `start` to `end`.
  mutating func note(_ cost: NcursesTerminal.Drawing, from start: Duration, to end: Duration) {
    let elapsed = lastFrame.map { WorkTime.seconds(end - $0) } ?? 0
    lastFrame = end
    if cost.stalled > FramePacing.stall {
      let seen = max(10, Double(cost.cells) / WorkTime.seconds(cost.stalled))
      rate = rate.map { min(seen, max(10, $0 * FramePacing.reduction)) } ?? seen
      queued = FramePacing.queueCells
    } else if let known = rate {
      queued = max(0, queued - known * elapsed) + Double(cost.cells)
      let grown = known * (1 + FramePacing.growth * min(elapsed, 1))
      rate = grown > FramePacing.fastestRate ? nil : grown
    }
    next = start + interval
    if let rate { next = max(next, end + .seconds(1.5 * queued / rate)) }
  }
}
