import Lessons
import Regularization

extension LabState {
  mutating func playOrPause(_ orders: inout [LabOrder]) {
    if pace.isPlaying {
      pace.isPlaying = false
      orders.append(.pause)
    } else if canTrain {
      startsMoving()
      play(&orders)
    }
  }

  mutating func play(_ orders: inout [LabOrder]) {
    let epoch = front?.position.epoch ?? 0
    // At the end of the planned epochs a further key means as many again.
    let span = max(1, plan.epochs)
    stopEpoch = span * (epoch / span + 1)
    pace.isPlaying = true
    orders.append(.play(stepsPerSecond: speed?.stepsPerSecond, toEpoch: stopEpoch))
  }

  mutating func advance(_ orders: inout [LabOrder]) {
    train(&orders) { $0.append(.advance(steps: 1)) }
  }

  /// Pauses what plays, and trains in another way.
  mutating func train(_ orders: inout [LabOrder], _ order: (inout [LabOrder]) -> Void) {
    guard canTrain else { return }
    startsMoving()
    stopPlaying(&orders)
    order(&orders)
  }

  mutating func stopPlaying(_ orders: inout [LabOrder]) {
    guard pace.isPlaying else { return }
    pace.isPlaying = false
    orders.append(.pause)
  }

  /// What belongs to the step that is left.
  mutating func startsMoving() {
    look.subStep = nil
    target = nil
  }

  mutating func subStep(_ orders: inout [LabOrder]) {
    guard canTrain else { return }
    stopPlaying(&orders)
    if !panels.contains(.table) { panels.append(.table) }
    focus = .table
    switch look.subStep {
    case nil: look.subStep = .forward
    case .update:
      advance(&orders)
      look.subStep = .forward
    case let part?: look.subStep = LabSubStep(rawValue: part.rawValue + 1)
    }
  }

  mutating func setSpeed(_ next: LabSpeed?, _ orders: inout [LabOrder]) -> String? {
    guard let next else { return nil }
    speed = next
    if pace.isPlaying { play(&orders) }
    return "Plays at \(next.name)."
  }

  // MARK: Going

  mutating func go(to wanted: Int, _ orders: inout [LabOrder]) {
    guard let run = front else { return }
    let next = min(max(wanted, run.start), run.end)
    stopPlaying(&orders)
    guard next != step else { return }
    startsMoving()
    target = next
    orders.append(.go(to: next))
  }

  /// To the beginning of an epoch, as its curves tell it.
  mutating func goByEpoch(_ forward: Bool, _ orders: inout [LabOrder]) {
    guard let run = front else { return }
    go(to: step + (forward ? run.stepsPerEpoch : -run.stepsPerEpoch), &orders)
  }

  mutating func reset(newSeed: Bool, _ orders: inout [LabOrder]) -> String {
    var changed = original
    if newSeed {
      let specs = specs { $0.seed &+= 1 }
      for run in changed.runs.indices {
        changed.runs[run].spec = specs[run]
        original.runs[run].spec.seed = specs[run].seed
      }
    }
    reopen(changed, &orders)
    return newSeed
      ? "Seed \(plan.runs[0].spec.seed): other initial weights and batches, the dials as they are."
      : "From the start, with the plan’s settings and the same initial weights."
  }
}
