/// A run that can be looked at at any step: forward, and back, bit for bit.
///
/// It keeps states at some steps and computes the others again from the one before. When the states
/// outgrow ``memoryLimit``, every second one goes, so that they lie twice as far apart: whatever
/// the length of the run, memory is bounded, and a step back costs at most ``spacing`` updates.
public final class TrainingTimeline {
  public let run: TrainingRun
  /// Bytes that kept states may take; at least two states are kept.
  public let memoryLimit: Int
  /// Steps between the states that are kept.
  public private(set) var spacing: Int
  /// Bytes that the kept states take.
  public private(set) var memory: Int
  /// By step, ascending; the first is step 0.
  private var kept: [TrainingState]
  /// States close before where somebody went back to, for the next way back; by step, ascending.
  private var near: [TrainingState] = []
  /// The farthest step that this run has been computed to.
  public private(set) var end: Int

  /// - Parameters:
  ///   - run: stands at the step from which on it is kept.
  ///   - spacing: at first; `nil` takes one at which copying states costs about a hundredth of
  ///     the training.
  public init(_ run: TrainingRun, memoryLimit: Int = 256 << 20, spacing: Int? = nil) {
    let first = run.state
    self.run = run
    self.memoryLimit = memoryLimit
    self.spacing = max(1, spacing ?? max(64, first.size / 4096))
    kept = [first]
    memory = first.size
    end = run.position.step
  }

  /// The step that the run stands at.
  public var step: Int { run.position.step }
  /// The first step that can be gone to.
  public var start: Int { kept[0].position.step }

  /// Trains on, keeping states on the way.
  ///
  /// Returns what ``TrainingRun/train(steps:toEndOfEpoch:isCancelled:)`` does.
  ///
  /// *Throws*: ``Divergence``; the run then stands before the bad update, and so does the timeline's
  /// end.
  @discardableResult
  public func advance(
    steps: Int, toEndOfEpoch: Bool = false, isCancelled: () -> Bool = { false }
  ) throws(Divergence) -> Double? {
    let last = run.position.step.addingReportingOverflow(steps)
    let target = last.overflow ? Int.max : last.partialValue
    let firstEpoch = run.position.epoch
    var lossSum = 0.0
    var counted = 0
    defer { end = max(end, step) }
    while step < target, !(toEndOfEpoch && run.position.epoch > firstEpoch) {
      let before = step
      let next = min(target, (before / spacing + 1) * spacing)
      let loss = try run.train(
        steps: next - before, toEndOfEpoch: toEndOfEpoch, isCancelled: isCancelled)
      if let loss {
        lossSum += loss * Double(step - before)
        counted += step - before
      }
      keepIfDue()
      if step < next, run.position.epoch == firstEpoch || !toEndOfEpoch { break }
    }
    return counted > 0 ? lossSum / Double(counted) : nil
  }

  private func keepIfDue() {
    guard isDue(step) else { return }
    let state = run.state
    kept.append(state)
    memory += state.size
    while memory > memoryLimit, kept.count > 2 { thinOut() }
  }

  /// Lets every second state go.
  func thinOut() {
    spacing *= 2
    kept = kept.enumerated()
      .filter { $0.offset == 0 || $0.element.position.step % spacing == 0 }.map(\.element)
    measure()
  }

  var keptCount: Int { kept.count }

  /// Whether a state is to be kept at a step that is come to.
  func isDue(_ step: Int) -> Bool {
    step % spacing == 0 && step > (kept.last?.position.step ?? -1)
  }

  private func measure() { memory = (kept + near).reduce(0) { $0 + $1.size } }

  // MARK: Close to where somebody went back to

  /// The steps at which a state is worth keeping on the way forward to a step that somebody wants
  /// back: the closer to it the denser, so that from step to step back nothing is computed twice but
  /// a few updates.
  static func stepsNear(_ target: Int, from step: Int) -> [Int] {
    var steps: [Int] = []
    var distance = 4
    while target - distance > step, steps.count < 12 {
      steps.insert(target - distance, at: 0)
      distance *= 2
    }
    return steps
  }

  /// Keeps the present state for the next way back; of many the farthest goes.
  func keepNear() {
    let step = step
    guard !near.contains(where: { $0.position.step == step }) else { return }
    let state = run.state
    near.insert(state, at: near.firstIndex { $0.position.step > step } ?? near.endIndex)
    if near.count > TrainingTimeline.nearLimit {
      let isFirstFarther = step - near[0].position.step > near[near.count - 1].position.step - step
      near.remove(at: isFirstFarther ? 0 : near.count - 1)
    }
    measure()
  }

  static let nearLimit = 16

  func forgetNear() {
    guard !near.isEmpty else { return }
    near = []
    measure()
  }

  /// Goes to a step: back by the state kept before it and the updates from there, or forward.
  ///
  /// *Range*: `start` to `end`; what lies outside is brought inside.
  ///
  /// *Throws*: ``Divergence`` where the way forward meets one.
  public func go(to wanted: Int, isCancelled: () -> Bool = { false }) throws(Divergence) {
    let target = min(max(wanted, start), end)
    jump(towards: target)
    guard target > step else { return }
    try run.train(steps: target - step, isCancelled: isCancelled)
  }

  /// The state after a step. The run stands there afterwards.
  ///
  /// *Range*: `start` to `end`.
  public func state(at step: Int) throws(Divergence) -> TrainingState {
    try go(to: step)
    return run.state
  }

  /// Changes a setting from the present step on. What was computed beyond it is forgotten: the
  /// run takes another way from here.
  public func change(_ change: TrainingChange) {
    run.change(change)
    forgetFuture()
  }

  /// Forgets what was computed beyond the present step.
  func forgetFuture() {
    end = step
    kept.removeAll { $0.position.step > step }
    near.removeAll { $0.position.step > step }
    measure()
  }

  /// Goes back, or forward, to the last state that is kept up to a step, if that is nearer to it than
  /// where the run stands.
  func jump(towards target: Int) {
    let before = [kept, near].compactMap { $0.last { $0.position.step <= target } }
    guard let nearest = before.max(by: { $0.position.step < $1.position.step }) else { return }
    if target < step || nearest.position.step > step { run.restore(nearest) }
  }
}
