/// One to four runs in lock-step, each with its way back, its curves and its pictures.
///
/// All runs stand at the same step, always. Not for several threads at once; its own are inside.
public final class RunGroup {
  /// How many runs there can be.
  public static let limit = 4

  /// Of the first run's samples.
  public let summary: SampleSummary
  /// Bytes that the kept states of all runs may take; at least two states of each are kept.
  public let memoryLimit: Int
  /// The farthest step that all runs were computed to.
  public private(set) var end: Int
  /// For each run the first step after which its parameters are not those of the first run.
  public private(set) var partings: [Int?]

  let lanes: [RunLane]
  /// Of each layer, for histograms of all runs.
  var ranges: [Double] = []
  /// Runs lanes beside each other; `nil` where one after the other is as good.
  private let team: ThreadTeam?

  /// Sets up runs before their first update.
  ///
  /// - Parameters:
  ///   - runs: specs, each with its samples.
  ///   - threads: at most so many; several runs share them, a run at a time each.
  ///   - clock: seconds since any moment, by which updates are timed; `nil`: they are not.
  ///
  /// *Throws*: ``TrainingProblem`` where there are none or too many, or one of them cannot begin.
  public init(
    _ runs: [(spec: TrainingSpec, samples: TrainingData)], threads: Int = 1,
    memoryLimit: Int = 256 << 20, instructionSet: InstructionSet? = nil,
    clock: (@Sendable () -> Double)? = nil
  ) throws(TrainingProblem) {
    guard let first = runs.first, runs.count <= RunGroup.limit else {
      throw TrainingProblem(
        "\(runs.count) runs cannot be trained together",
        remedy: "take 1 to \(RunGroup.limit)")
    }
    var made: [TrainingRun] = []
    for run in runs {
      made.append(
        try TrainingRun(
          run.spec, on: run.samples, threads: runs.count == 1 ? threads : 1,
          instructionSet: instructionSet))
    }
    // One grid for all, and states at the same steps, so that all can be gone to together.
    let shares = zip(made, runs).map { run, given in
      EvaluatedShare(
        training: run.count(of: .training), validation: run.count(of: .validation),
        seed: given.spec.seed)
    }
    let grids = zip(made, shares).map { run, share in
      CurveGrid(
        parameters: run.network.parameterCount, batch: run.spec.batchSize,
        evaluated: share.training.count + share.validation.count)
    }
    let grid = CurveGrid(
      spacing: grids.map(\.spacing).max() ?? 1, isDense: grids.allSatisfy(\.isDense))
    let spacing = made.map { RunGroup.spacing(stateSize: $0.stateSize) }.max() ?? 1
    lanes = zip(zip(made, shares), runs).map { made, given in
      RunLane(
        made.0, samples: given.samples, share: made.1, grid: grid, spacing: spacing, clock: clock)
    }
    let workers = min(threads, runs.count)
    team = workers > 1 ? ThreadTeam(members: workers) : nil
    summary = SampleSummary(first.samples)
    self.memoryLimit = memoryLimit
    end = 0
    partings = lanes.map { _ in nil }
    settle()
  }

  /// Steps between kept states at which copying them costs about half a hundredth of training.
  private static func spacing(stateSize: Int) -> Int {
    max(64, stateSize / 2048)
  }

  // MARK: Where it stands

  /// Updates done.
  public var step: Int { lanes[0].run.position.step }
  /// The first step that can be gone to.
  public var start: Int { lanes[0].timeline.start }
  /// Whole epochs that the first run has done.
  public var epoch: Int { lanes[0].run.position.epoch }
  /// Bytes that the kept states of all runs take.
  public var memory: Int { lanes.reduce(0) { $0 + $1.timeline.memory } }
  /// The runs, to be read.
  public var runs: [TrainingRun] { lanes.map(\.run) }
  /// Whether a run cannot go on from the present step.
  public var isAtDivergence: Bool { lanes.contains { $0.divergence?.step == step + 1 } }

  // MARK: Training

  /// Updates of every run until `steps` more are done, or the end of the first run's epoch is
  /// reached, or one cannot go on, or `isCancelled` says so: it is asked every few updates.
  public func advance(
    steps: Int, toEndOfEpoch: Bool = false, isCancelled: () -> Bool = { false }
  ) {
    let (target, overflow) = step.addingReportingOverflow(max(0, steps))
    advance(
      to: overflow ? .max : target, epoch: toEndOfEpoch ? epoch + 1 : .max,
      isCancelled: isCancelled)
  }

  /// Updates of every run until the first has done so many epochs; see
  /// ``advance(steps:toEndOfEpoch:isCancelled:)``.
  public func advance(toEpoch epoch: Int, isCancelled: () -> Bool = { false }) {
    advance(to: .max, epoch: epoch, isCancelled: isCancelled)
  }

  /// Goes to a step: back by the states kept before it and the updates from there, or forward.
  ///
  /// *Range*: `start` to `end`; what lies outside is brought inside.
  public func go(to wanted: Int, isCancelled: () -> Bool = { false }) {
    let target = min(max(wanted, start), end)
    guard target != step else { return }
    let isBack = target < step
    for lane in lanes { lane.timeline.jump(towards: target) }
    for lane in lanes { lane.run.applyChanges() }
    if isBack, target - step > lanes.map(\.updatesAtOnce).min() ?? 1 {
      for stop in TrainingTimeline.stepsNear(target, from: step) {
        advance(to: stop, epoch: .max, isCancelled: isCancelled)
        guard step == stop else { return }
        keepNear()
      }
    }
    advance(to: target, epoch: .max, isCancelled: isCancelled)
  }

  private func keepNear() {
    guard memory + nextStatesSize <= memoryLimit else { return }
    for lane in lanes { lane.timeline.keepNear() }
  }

  /// Changes a setting of a run, or of all, from the present step on. What was computed beyond it is
  /// forgotten in all of them: they stay in lock-step.
  public func change(_ change: TrainingChange, run: Int? = nil) {
    forgetFuture()
    for (index, lane) in lanes.enumerated() where run == nil || run == index {
      lane.change(change)
    }
  }

  private func forgetFuture() {
    let step = step
    end = step
    for lane in lanes { lane.forgetFuture() }
    for index in partings.indices {
      if let parting = partings[index], parting > step { partings[index] = nil }
    }
  }

  // MARK: In lock-step

  func advance(to target: Int, epoch: Int, isCancelled: () -> Bool) {
    while step < target, self.epoch < epoch, !isAtDivergence, !isCancelled() {
      let before = step
      let next = pieceEnd(towards: target, epoch: epoch)
      makeRoom(for: next)
      train(steps: next - before, isCancelled)
      settle()
      if step == before { return }
    }
  }

  /// The step where something is to be done between two updates, at most.
  private func pieceEnd(towards target: Int, epoch: Int) -> Int {
    let step = step
    let first = lanes[0]
    var next = min(
      target, first.curve.grid.next(after: step),
      (step / first.timeline.spacing + 1) * first.timeline.spacing)
    if step < end {
      next = min(next, end)
    } else if partings.dropFirst().contains(where: { $0 == nil }) {
      next = min(next, step + 1)
    }
    for lane in lanes {
      if let change = lane.run.settings.nextChange, change > step { next = min(next, change) }
      if let divergence = lane.divergence { next = min(next, divergence.step - 1) }
    }
    if epoch < .max { next = min(next, step + first.run.updatesLeftInEpoch) }
    if lanes.count > 1 {
      next = min(next, step + (lanes.map(\.updatesAtOnce).min() ?? 1))
    }
    return max(next, step + 1)
  }

  /// Lets kept states go until there is room for one more of each run.
  private func makeRoom(for next: Int) {
    guard lanes[0].timeline.isDue(next) else { return }
    for lane in lanes { lane.timeline.forgetNear() }
    while lanes[0].timeline.isDue(next), memory + nextStatesSize > memoryLimit,
      lanes[0].timeline.keptCount > 1
    {
      for lane in lanes { lane.timeline.thinOut() }
    }
  }

  /// Bytes of one state more of each run.
  private var nextStatesSize: Int { lanes.reduce(0) { $0 + $1.run.stateSize } }

  /// Trains every run; where one diverges, all go back to where it stands.
  private func train(steps: Int, _ isCancelled: () -> Bool) {
    if lanes.count == 1 {
      lanes[0].train(steps: steps, isCancelled)
    } else if let team, steps > 1 {
      team.run { member in
        for index in stride(from: member, to: lanes.count, by: team.members) {
          lanes[index].train(steps: steps) { false }
        }
      }
    } else {
      for lane in lanes { lane.train(steps: steps) { false } }
    }
    let reached = lanes.map(\.run.position.step).min() ?? 0
    for lane in lanes where lane.run.position.step > reached { lane.goBack(to: reached) }
  }

  /// What is done whenever all stand at a step.
  private func settle() {
    let step = step
    for lane in lanes { lane.run.applyChanges() }
    end = max(end, step)
    noteParting()
    if lanes[0].curve.grid.isDue(step) { record() }
  }

  private func noteParting() {
    guard step == end else { return }
    for index in partings.indices.dropFirst() where partings[index] == nil {
      if !lanes[index].run.hasParameters(of: lanes[0].run) { partings[index] = step }
    }
  }

  private func record() {
    for lane in lanes {
      let known = ranges
      lane.record(&ranges)
      if ranges != known { for other in lanes { other.histograms.widen(to: ranges) } }
    }
  }
}
