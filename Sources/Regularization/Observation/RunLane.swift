/// One run of a group, with all that is kept of it.
final class RunLane {
  let run: TrainingRun
  let timeline: TrainingTimeline
  let samples: TrainingData
  let share: EvaluatedShare
  var curve: CurveRecorder
  var histograms = HistogramRecorder()
  /// The bad update that the way from here leads to, once it is known.
  private(set) var divergence: Divergence?
  /// The classes found when the run was evaluated last, and at which step.
  private(set) var found: (step: Int, classes: [Int32])?
  /// The hidden layers as they were measured last, when that ended and how long it took.
  private(set) var knownUnits: MeasuredUnits?
  private(set) var unitsTime: (end: Double, seconds: Double)?
  let secondsNow: (@Sendable () -> Double)?
  /// Updates made with a clock, those on the way back to a step included, and the seconds they took.
  private var timed = (updates: 0, seconds: 0.0)
  lazy var dryRun = DryRun(of: run)
  /// What the pictures of inputs need: see ``SampleScale``.
  lazy var scale = SampleScale(samples)

  init(
    _ run: TrainingRun, samples: TrainingData, share: EvaluatedShare, grid: CurveGrid, spacing: Int,
    clock: (@Sendable () -> Double)?
  ) {
    self.run = run
    secondsNow = clock
    self.samples = samples
    self.share = share
    curve = CurveRecorder(grid)
    timeline = TrainingTimeline(run, memoryLimit: .max, spacing: spacing)
  }

  // MARK: Training

  /// The updates of some two milliseconds, by the sizes.
  var updatesAtOnce: Int {
    let cost = run.network.parameterCount.multipliedReportingOverflow(
      by: 3 * run.settings.batchSize + 48)
    return cost.overflow ? 1 : max(1, 160_000_000 / (cost.partialValue + 100_000))
  }

  /// What an update takes on average; `nil` without a clock, or before any update.
  var secondsPerUpdate: Double? {
    timed.updates > 0 ? timed.seconds / Double(timed.updates) : nil
  }

  func train(steps: Int, _ isCancelled: () -> Bool) {
    let start = (step: run.position.step, seconds: secondsNow?())
    defer {
      if let before = start.seconds, let secondsNow, run.position.step > start.step {
        timed.updates += run.position.step - start.step
        timed.seconds += secondsNow() - before
      }
    }
    do throws(Divergence) {
      try timeline.advance(steps: steps, isCancelled: isCancelled)
    } catch {
      divergence = error
    }
  }

  /// Goes back because another run could not go on. A bad update of its own beyond is not known any
  /// more.
  func goBack(to step: Int) {
    // The way to a step behind this one was just computed: it has no bad update.
    try? timeline.go(to: step)
    timeline.forgetFuture()
    if let known = divergence, known.step > step + 1 { divergence = nil }
  }

  func change(_ change: TrainingChange) {
    run.change(change)
    guard var point = curve.point(at: run.position.step) else { return }
    point.penalty = run.penalty
    curve.record(point)
  }

  /// Forgets what was computed beyond the present step.
  func forgetFuture() {
    let step = run.position.step
    timeline.forgetFuture()
    curve.forget(beyond: step)
    histograms.forget(beyond: step)
    if let known = knownUnits, known.step > step { knownUnits = nil }
    divergence = nil
  }

  // MARK: Recording

  /// Takes up the present step's point and histograms, unless it has them.
  func record(_ ranges: inout [Double]) {
    let step = run.position.step
    guard curve.point(at: step) == nil else { return }
    let statistics = run.layerStatistics
    if histograms.isDue(step) {
      while ranges.count < statistics.count { ranges.append(0) }
      for (layer, part) in statistics.enumerated() {
        ranges[layer] = max(ranges[layer], HistogramRecorder.range(for: part.largest))
      }
      histograms.record(
        step: step,
        fine: statistics.indices.map {
          run.histogram(ofLayer: $0, range: ranges[$0], bins: HistogramRecorder.fineBins)
        }, statistics: statistics, ranges: ranges)
    }
    curve.record(measured(statistics))
  }

  /// The present step's point, evaluated.
  func measured(_ layers: [WeightStatistics]) -> CurvePoint {
    let training = run.evaluate(.training, samples: share.training)
    let validation = run.evaluate(.validation, samples: share.validation)
    note((validation ?? training)?.classes ?? [])
    return CurvePoint(
      step: run.position.step, epochs: run.epochs, dataLoss: training?.dataLoss ?? .nan,
      penalty: run.penalty, trainingAccuracy: training?.accuracy,
      validationLoss: validation?.dataLoss, validationAccuracy: validation?.accuracy,
      weights: WeightStatistics(sumOf: layers))
  }

  /// Remembers hidden layers that were measured, and the time that it took.
  func noteUnits(_ units: MeasuredUnits, from start: Double?) {
    knownUnits = units
    guard let start, let secondsNow else { return }
    let end = secondsNow()
    unitsTime = (end, end - start)
  }

  /// Remembers the classes found at the present step.
  func note(_ classes: [Int32]) { found = (run.position.step, classes) }
}
