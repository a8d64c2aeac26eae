import Regularization

/// Runs that are trained in lock-step, as a lab trains them, as far as somebody asks for figures.
final class TrainedRuns {
  private let group: RunGroup
  /// By epoch and run; the first are from before the first update.
  private var figures: [[[RunMeasure: Double]]] = []
  /// Updates done, by epoch.
  private var steps: [Int] = []
  /// Epochs of which the hidden units were measured.
  private var measured: Set<Int> = []
  /// Why the runs cannot go on, and which of them it is.
  private(set) var divergence: (run: Int, step: Int)?

  init(_ group: RunGroup) {
    self.group = group
  }

  private func train(to epoch: Int) {
    if figures.isEmpty { observe() }
    while divergence == nil, figures.count <= epoch {
      group.advance(toEpoch: figures.count)
      observe()
    }
  }

  private func observe() {
    let seen = group.observe(ObservationRequest()).runs
    for (index, run) in seen.enumerated() {
      if let problem = run.divergence { divergence = (index, problem.step) }
    }
    guard divergence == nil else { return }
    steps.append(group.step)
    figures.append(
      seen.map { run in
        var values: [RunMeasure: Double] = [:]
        for measure in RunMeasure.allCases { values[measure] = measure.value(of: run) }
        return values
      })
  }

  /// `nil` where the run has no such figure, or one of the runs diverges before.
  func figure(_ measure: RunMeasure, ofRun run: Int, after epoch: Int) -> Double? {
    train(to: epoch)
    guard figures.indices.contains(epoch) else { return nil }
    if measure.isOfUnits { measureUnits(after: epoch) }
    return figures[epoch][run][measure]
  }

  /// Hidden units take longer to measure than all else, and few claims are about them.
  private func measureUnits(after epoch: Int) {
    guard measured.insert(epoch).inserted else { return }
    group.go(to: steps[epoch])
    var request = ObservationRequest()
    request.units = true
    for (index, run) in group.observe(request).runs.enumerated() {
      for measure in RunMeasure.allCases where measure.isOfUnits {
        figures[epoch][index][measure] = measure.value(of: run)
      }
    }
  }
}

/// What the runs of a lesson are trained by, each group of them once.
final class RunTrainer {
  let files: any DataFiles
  private var samples: [SamplesKey: Result<TrainingData, DataProblem>] = [:]
  private var groups: [[TrainingSpec]: Result<TrainedRuns, Refusal>] = [:]

  private struct SamplesKey: Hashable {
    var spec: DataSpec
    var seed: UInt64
  }

  /// Why runs cannot be trained, and which of them it is.
  struct Refusal: Error {
    var run: Int
    var problems: [SpecProblem]

    init(run: Int, _ field: String, _ message: String, remedy: String) {
      self.init(
        run: run, problems: [SpecProblem(field: field, message: message, remedy: remedy)])
    }

    init(run: Int, problems: [SpecProblem]) {
      self.run = run
      self.problems = problems
    }
  }

  /// Multiplications of all forward passes of a group, as many as take a minute or so; what an
  /// update takes beside them counts as ``updateWork``.
  static let workLimit = 2e11
  private static let updateWork = 4e4

  init(files: any DataFiles) {
    self.files = files
  }

  func load(_ spec: TrainingSpec) -> Result<TrainingData, DataProblem> {
    let key = SamplesKey(spec: spec.data, seed: spec.seed)
    if let known = samples[key] { return known }
    let loaded = Result { () throws(DataProblem) in
      try DataLoader.load(spec.data, seed: spec.seed, files: files)
    }
    samples[key] = loaded
    return loaded
  }

  /// The runs of some specs before their first update, or as far as they were trained already.
  ///
  /// - Parameter epochs: how far they are going to be trained.
  func runs(_ specs: [TrainingSpec], epochs: Int) -> Result<TrainedRuns, Refusal> {
    var runs: [(spec: TrainingSpec, samples: TrainingData)] = []
    for (index, spec) in specs.enumerated() {
      switch load(spec) {
      case .failure(let problem):
        let place = problem.file.map { "\($0)\(problem.line.map { ":\($0)" } ?? ""): " } ?? ""
        return .failure(
          Refusal(run: index, "data.set", place + problem.message, remedy: problem.remedy))
      case .success(let samples):
        let problems = spec.problems(on: samples)
        guard problems.isEmpty else { return .failure(Refusal(run: index, problems: problems)) }
        runs.append((spec, samples))
      }
    }
    // Before anything is allocated.
    let work = runs.reduce(0) { $0 + RunTrainer.workPerEpoch($1.spec, $1.samples) }
    guard work * Double(epochs) <= RunTrainer.workLimit else {
      return .failure(
        Refusal(
          run: 0, "epochs", "this training takes too long for a lesson",
          remedy: "fewer epochs, fewer samples or a smaller network"))
    }
    // Runs of the same bits are the same runs, however long they go on.
    let key = specs.map { spec in
      var spec = spec
      spec.epochs = 1
      return spec
    }
    let known = groups[key] ?? RunTrainer.begun(runs)
    groups[key] = known
    return known
  }

  private static func begun(
    _ runs: [(spec: TrainingSpec, samples: TrainingData)]
  ) -> Result<TrainedRuns, Refusal> {
    do throws(TrainingProblem) {
      return .success(TrainedRuns(try RunGroup(runs)))
    } catch {
      return .failure(Refusal(run: 0, "network", error.message, remedy: error.remedy))
    }
  }

  private static func workPerEpoch(_ spec: TrainingSpec, _ samples: TrainingData) -> Double {
    let outputs: Int =
      switch samples.training.targets {
      case .classes(_, let count, _): count
      case .values(_, let width): width
      }
    let parameters = spec.network.network(
      inputs: samples.training.inputs, outputs: outputs, loss: .squaredError, classes: false
    ).parameterCount
    // Each update moves all parameters, and each epoch ends with a look at the samples.
    let updates = Double(samples.training.count) / Double(max(1, spec.batchSize)) + 1
    let passes = Double(samples.training.count) + 4 * updates + 1000
    return passes * Double(parameters) + updates * updateWork
  }
}
