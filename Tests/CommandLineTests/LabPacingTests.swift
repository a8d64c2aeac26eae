import Testing

@testable import regtutor

/// When frames and steps are due.
struct LabPacingTests {
  // MARK: Frames

  @Test(arguments: [1, 30, 60])
  func aFastLineGetsAsManyFramesAsWereAskedFor(frames: Int) {
    var pacing = FramePacing(framesPerSecond: frames)
    var now = Duration.seconds(5)
    var shown = 0
    while now < .seconds(7) {
      if now >= pacing.next {
        pacing.note(FramePacing.Cost(cells: 5000), from: now, to: now + .milliseconds(3))
        shown += 1
      }
      now += .milliseconds(1)
    }
    #expect(abs(shown - 2 * frames) <= 2)
  }

  /// A line with a queue in front of it, and a terminal that shows frames as the pacing says.
  private struct Line {
    /// Cells.
    static let queue = 3000.0
    let rate: Double
    var queued = 0.0

    /// For how long writing so many cells stands still.
    mutating func write(_ cells: Int) -> Duration {
      queued += Double(cells)
      let excess = max(0, queued - Line.queue)
      queued -= excess
      return .seconds(excess / rate)
    }

    mutating func pass(_ duration: Duration) {
      queued = max(0, queued - rate * WorkTime.seconds(duration))
    }
  }

  /// How full the queue is when a key may come, from five seconds on: the mean and the most, in
  /// seconds that it takes to empty.
  private func waits(cells: Int, rate: Double) -> (mean: Double, most: Double, frames: Int) {
    var pacing = FramePacing(framesPerSecond: 30)
    var line = Line(rate: rate)
    var now = Duration.zero
    var (sum, count, most, frames) = (0.0, 0, 0.0, 0)
    while now < .seconds(60) {
      if now >= pacing.next {
        let stalled = line.write(cells)
        pacing.note(
          FramePacing.Cost(cells: cells, stalled: stalled), from: now, to: now + stalled)
        now += stalled
        if now > .seconds(5) { frames += 1 }
      }
      if now > .seconds(5) {
        sum += line.queued / rate
        count += 1
        most = max(most, line.queued / rate)
      }
      line.pass(.milliseconds(5))
      now += .milliseconds(5)
    }
    return (sum / Double(count), most, frames)
  }

  @Test func onASlowLineTheQueueIsNearlyEmptyAndFramesStillCome() {
    // 20 kB/s at 8 bytes a cell.
    let waits = waits(cells: 200, rate: 2500)
    #expect(waits.mean < 0.25, "\(waits)")
    #expect(waits.frames > 150, "\(waits)")
    // Without a look at the line, 30 frames of 200 cells in a second keep the queue full.
    #expect(Line.queue / 2500 > 1)
  }

  @Test func aLineThatWasHeldUpOnceIsFastAgainSoon() {
    var pacing = FramePacing(framesPerSecond: 30)
    pacing.note(
      FramePacing.Cost(cells: 4000, stalled: .milliseconds(100)), from: .zero,
      to: .milliseconds(100))
    #expect(pacing.next > .milliseconds(150))
    var now = pacing.next
    for _ in 0..<200 {
      pacing.note(FramePacing.Cost(cells: 100), from: now, to: now + .milliseconds(1))
      now = pacing.next
    }
    pacing.note(FramePacing.Cost(cells: 100), from: now, to: now + .milliseconds(1))
    #expect(pacing.next - now < .milliseconds(40))
  }

  // MARK: Steps

  @Test(arguments: [0.5, 1, 4, 15, 60, 250])
  func soManyStepsAreMadeInASecond(rate: Double) {
    var motion = SlowMotion(stepsPerSecond: rate, epochs: nil, from: .seconds(3))
    #expect(motion.takeDue(at: .seconds(3)) >= 1)
    var steps = 0
    for millisecond in 3001...13_000 { steps += motion.takeDue(at: .milliseconds(millisecond)) }
    #expect(abs(Double(steps) - 10 * rate) <= max(1, rate / 15))
  }

  @Test func whatWasMissedIsNotMadeUpFor() {
    var motion = SlowMotion(stepsPerSecond: 60, epochs: nil, from: .zero)
    #expect(motion.takeDue(at: .seconds(3600)) <= 8)
    #expect(motion.takeDue(at: .seconds(3600)) == 0)
    #expect(motion.next > .seconds(3600))
  }

  // MARK: The rate that is shown

  @Test func theRateIsSmoothAndFollows() {
    var meter = LabMeter()
    #expect(meter.stepsPerSecond == 0)
    for frame in 0...30 { meter.note(step: frame * 10, at: .milliseconds(frame * 33)) }
    #expect(abs(meter.stepsPerSecond - 303) < 1)
    let before = meter.stepsPerSecond
    meter.note(step: 300, at: .milliseconds(31 * 33))
    #expect(meter.stepsPerSecond < before && meter.stepsPerSecond > 0.9 * before)
    for frame in 32...200 { meter.note(step: 300 + (frame - 31), at: .milliseconds(frame * 33)) }
    #expect(abs(meter.stepsPerSecond - 30) < 6)
    meter.reset()
    #expect(meter.stepsPerSecond == 0)
  }
}
