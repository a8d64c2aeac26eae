import Journal
import Lessons
import Regularization

extension RunRow {
  /// What `regtutor train` has trained.
  init(_ run: TrainingRun, _ history: TrainingHistory, end: RunEnd) {
    var spec = run.spec
    spec.data.source = RunPlan.absolute(spec.data.source)
    var results: [RunMeasure: Double] = [.step: Double(run.position.step)]
    if let last = history.records.last {
      results[.epochs] = Double(last.epoch)
      results[.dataLoss] = last.dataLoss
      results[.penalty] = last.penalty
      results[.objective] = last.objective
      results[.trainAccuracy] = last.trainingAccuracy
      results[.validationLoss] = last.validationLoss
      results[.validationAccuracy] = last.validationAccuracy
      results[.gap] = last.validationLoss.map { $0 - last.dataLoss }
      results[.zeros] = Double(last.zeros)
      results[.l1Norm] = last.l1Norm
      results[.l2Norm] = last.l2Norm
    }
    results[.bestValidationLoss] = history.best?.validationLoss
    results[.bestEpoch] = history.best.map { Double($0.epoch) }
    var names = OriginNames()
    self.init(
      origin: names.next(), time: JournalClock.now, source: "train",
      title: RunNames.runs(of: [spec]).first?.title ?? "", spec: spec.fileText,
      seed: "\(spec.seed)", steps: run.position.step, ending: end.words,
      weightsHash: run.weightsHash.description,
      results: Dictionary(
        uniqueKeysWithValues: results.filter { $0.value.isFinite }.map {
          ($0.key.rawValue, $0.value)
        }))
  }

  /// Puts it into the journal; what keeps it from being there is told, and nothing else comes of it.
  func keep(in path: String?) {
    guard let path else { return }
    do throws(JournalFault) {
      let opening = try JournalOpening(path, date: JournalClock.fileDate)
      if let notice = opening.notice { RegTutor.complain("note: \(notice)") }
      try opening.journal.write([.run(self)])
    } catch {
      RegTutor.complain("note: the run is not kept in the journal: \(error.reason)")
    }
  }
}

extension RunEnd {
  /// In a few words.
  var words: String {
    switch self {
    case .epochs: "all epochs done"
    case .patience: "stopped by patience"
    case .exactZeros: "stopped by zeros"
    case .dataLoss: "stopped by the data loss"
    case .steps: "stopped as asked"
    case .interrupted: "interrupted"
    case .diverged: "diverged"
    }
  }
}
