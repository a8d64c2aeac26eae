import Regularization

/// Trains epoch after epoch until the run is over or somebody asks it to end.
final class TrainingSession {
  private let run: TrainingRun
  private let reporter: RunReporter
  /// All epochs of the run, those before it was taken up included.
  private let epochs: Int
  /// Updates after which it ends, wherever in an epoch; `nil`: none but those of the epochs.
  private let stepLimit: Int?
  private let stop: StopRules
  private(set) var history: TrainingHistory
  /// What was spent on updates of the epoch under way.
  private(set) var seconds: Double
  private(set) var divergence: Divergence?

  /// When the first update of this session began, and how many updates were done by then.
  private var start: (time: Duration, step: Int)?

  init(
    _ run: TrainingRun, reporter: RunReporter, epochs: Int, stepLimit: Int? = nil, stop: StopRules,
    history: TrainingHistory = TrainingHistory(), seconds: Double = 0
  ) {
    self.run = run
    self.reporter = reporter
    self.epochs = epochs
    self.stepLimit = stepLimit
    self.stop = stop
    self.history = history
    self.seconds = seconds
  }

  /// *Throws*: ``OutputFailure`` where results cannot be written.
  func train() throws -> RunEnd {
    start = (WorkTime.now, run.position.step)
    // Whole epochs of an earlier run may end it already.
    if let end = history.end(stop, epochs: epochs), run.position.samples == 0 { return end }
    if stepsLeft == 0 { return .steps }
    while true {
      let epoch = run.position.epoch
      do throws(Divergence) {
        try trainEpoch()
      } catch {
        divergence = error
        if run.position.samples > 0 { try tellOfPart() }
        return .diverged
      }
      if run.position.epoch > epoch {
        let record = run.record(seconds: seconds)
        seconds = 0
        history.append(record)
        try reporter.epoch(record)
        if let end = history.end(stop, epochs: epochs) { return end }
      }
      let isInterrupted = StopSignals.signal != nil
      if isInterrupted || stepsLeft == 0 {
        if isInterrupted { reporter.tellOfEnding() }
        if run.position.samples > 0 { try tellOfPart() }
        return isInterrupted ? .interrupted : .steps
      }
    }
  }

  private var stepsLeft: Int {
    stepLimit.map { max(0, $0 - run.position.step) } ?? .max
  }

  private func tellOfPart() throws {
    let record = run.record(seconds: seconds)
    history.append(record)
    try reporter.epoch(record)
  }

  /// Trains to the end of the epoch, or to where it is asked to end.
  ///
  /// With a progress bar it goes in pieces of a few hundredths of a second.
  private func trainEpoch() throws(Divergence) {
    let epoch = run.position.epoch
    let piece = 0.03
    var steps = reporter.showsProgress ? 1 : Int.max
    while run.position.epoch == epoch, stepsLeft > 0, StopSignals.signal == nil {
      let before = WorkTime.now
      defer { seconds += WorkTime.seconds(WorkTime.now - before) }
      try run.train(
        steps: min(steps, stepsLeft), toEndOfEpoch: true,
        isCancelled: { StopSignals.signal != nil })
      guard reporter.showsProgress else { continue }
      let now = WorkTime.now
      let spent = WorkTime.seconds(now - before)
      let factor = spent > 0 ? min(8, max(0.25, piece / spent)) : 8
      steps = max(1, Int(min(1e9, Double(steps) * factor)))
      reporter.show(progress(at: now), at: now)
    }
  }

  private func progress(at now: Duration) -> ProgressBar.State {
    let position = run.position
    let part = Double(position.samples) / Double(max(1, run.count(of: .training)))
    let done = Double(position.epoch) + part
    var state = ProgressBar.State(
      epoch: min(epochs, position.epoch + 1), epochs: epochs,
      fraction: min(1, done / Double(max(1, epochs))), stepsPerSecond: 0)
    guard let start else { return state }
    let spent = WorkTime.seconds(now - start.time)
    let steps = Double(position.step - start.step)
    guard spent > 0, steps > 0 else { return state }
    state.stepsPerSecond = steps / spent
    let left = min(
      (Double(epochs) - done) * Double(run.stepsPerEpoch), Double(stepsLeft))
    // The first tenth of a second says little about the rest.
    if spent > 0.3 { state.secondsLeft = left * spent / steps }
    return state
  }
}
