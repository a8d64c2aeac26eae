import Regularization

/// A run that is trained on as far as somebody asks for figures of it.
final class TrainedRun {
  private let run: TrainingRun
  /// By epoch; the first is before the first update.
  private(set) var points: [CurvePoint] = []
  private(set) var divergence: Divergence?

  init(_ run: TrainingRun) {
    self.run = run
  }

  /// Multiplications of the forward passes of an epoch.
  var workPerEpoch: Double {
    Double(run.network.parameterCount) * Double(run.count(of: .training))
  }
  var stepsPerEpoch: Int { run.stepsPerEpoch }

  func train(to epoch: Int) {
    if points.isEmpty { observe() }
    while divergence == nil, points.count <= epoch {
      do throws(Divergence) {
        try run.train(toEndOfEpoch: true)
      } catch {
        divergence = error
        return
      }
      observe()
    }
  }

  private func observe() {
    let training = run.evaluate(.training)
    let validation = run.evaluate(.validation)
    points.append(
      CurvePoint(
        step: run.position.step, epochs: Double(run.position.epoch),
        dataLoss: training?.dataLoss ?? .nan, penalty: run.penalty,
        trainingAccuracy: training?.accuracy, validationLoss: validation?.dataLoss,
        validationAccuracy: validation?.accuracy, weights: run.statistics()))
  }

  /// `nil` where the run has no such figure, or diverges before.
  func figure(_ measure: RunMeasure, after epoch: Int) -> Double? {
    train(to: epoch)
    guard points.indices.contains(epoch) else { return nil }
    let best = points[...epoch].reduce(nil as CurvePoint?) { best, point in
      guard let loss = point.validationLoss, !loss.isNaN else { return best }
      return loss < best?.validationLoss ?? .infinity ? point : best
    }
    return measure.value(at: points[epoch], best: best)
  }
}

/// What the runs of a lesson are trained by, each spec once.
final class RunTrainer {
  private let files: any DataFiles
  private var samples: [SamplesKey: Result<TrainingData, DataProblem>] = [:]
  private var runs: [TrainingSpec: Result<TrainedRun, Refusal>] = [:]

  private struct SamplesKey: Hashable {
    var spec: DataSpec
    var seed: UInt64
  }

  /// Why a run cannot be trained.
  struct Refusal: Error {
    var problems: [SpecProblem]
  }

  /// Multiplications of all forward passes of a run: a minute or so at most.
  static let workLimit = 2e11
  static let stepLimit = 5e6

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

  /// The run of a spec before its first update, or as far as it was trained already.
  ///
  /// - Parameter epochs: how far it is going to be trained.
  func run(_ spec: TrainingSpec, epochs: Int) -> Result<TrainedRun, Refusal> {
    // Runs of the same bits are one run, however long they go on.
    var key = spec
    key.epochs = 1
    let known = runs[key] ?? begun(spec)
    runs[key] = known
    guard case .success(let run) = known,
      run.workPerEpoch * Double(epochs) > RunTrainer.workLimit
        || Double(run.stepsPerEpoch) * Double(epochs) > RunTrainer.stepLimit
    else { return known }
    return .failure(
      RunTrainer.refusal(
        "epochs", "this training takes too long for a lesson",
        "fewer epochs, fewer samples or a smaller network"))
  }

  private static func refusal(_ field: String, _ message: String, _ remedy: String) -> Refusal {
    Refusal(problems: [SpecProblem(field: field, message: message, remedy: remedy)])
  }

  private func begun(_ spec: TrainingSpec) -> Result<TrainedRun, Refusal> {
    switch load(spec) {
    case .failure(let problem):
      let place = problem.file.map { "\($0)\(problem.line.map { ":\($0)" } ?? ""): " } ?? ""
      return .failure(RunTrainer.refusal("data.set", place + problem.message, problem.remedy))
    case .success(let samples):
      let problems = spec.problems(on: samples)
      guard problems.isEmpty else { return .failure(Refusal(problems: problems)) }
      do throws(TrainingProblem) {
        return .success(TrainedRun(try TrainingRun(spec, on: samples)))
      } catch {
        return .failure(RunTrainer.refusal("network", error.message, error.remedy))
      }
    }
  }
}
