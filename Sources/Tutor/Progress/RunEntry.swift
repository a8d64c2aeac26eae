import Lessons
public import Regularization

/// A run of a lab as far as it was trained; the shell writes it down.
public struct RunEntry: Hashable, Sendable {
  /// Which run of this session it is: an entry with the same name takes the place of an earlier one.
  public var name: String
  public var title: String
  /// Where a lesson has it, by ids.
  public var lesson: String?
  public var step: String?
  /// A training file that trains it again, with the changes that were made on the way.
  public var spec: String
  public var seed: UInt64
  /// Updates.
  public var steps: Int
  /// Why it could not go on.
  public var divergedAt: Int?
  /// Hash of the weights; empty where it is not known.
  public var weightsHash: String
  public var results: [RunMeasure: Double]
}

extension RunEntry {
  /// `nil` for a run that was not trained.
  init?(_ run: RunObservation, _ planned: LabRun, name: String) {
    guard run.end > run.start, let last = run.curves.last else { return nil }
    self.name = name
    title = planned.title
    spec = run.replayable.fileText
    seed = run.spec.seed
    steps = run.end
    divergedAt = run.divergence?.step
    weightsHash = run.now.step == run.end && run.position.step == run.end ? run.weightsHash : ""
    // Whoever stands at an earlier step has the figures of the last one all the same.
    var finished = run
    finished.now = last
    finished.bestStep =
      run.curves.filter { $0.validationLoss.map { !$0.isNaN } ?? false }
      .min { ($0.validationLoss ?? 0, $0.step) < ($1.validationLoss ?? 0, $1.step) }?.step
    results = [:]
    for measure in RunMeasure.allCases {
      if let value = measure.value(of: finished), value.isFinite { results[measure] = value }
    }
  }
}

extension LabState {
  /// What its runs have come to.
  func entries(in course: Course) -> [RunEntry] {
    guard let observation, observation.runs.count == plan.runs.count else { return [] }
    return zip(observation.runs, plan.runs).enumerated().compactMap { index, pair in
      guard
        var entry = RunEntry(pair.0, pair.1, name: "\(number).\(beginnings).\(index + 1)")
      else { return nil }
      if let place, course.lessons.indices.contains(place.lesson) {
        entry.lesson = course.lessons[place.lesson].id
        entry.step = course.lessons[place.lesson].steps[place.step].id
      }
      return entry
    }
  }

  /// Whether the planned epochs are over and nothing moves.
  var standsAtEnd: Bool {
    guard let run = front, !pace.isPlaying, target == nil else { return false }
    return run.position.epoch > 0 && run.position.epoch >= stopEpoch && run.position.step == run.end
      && run.now.step == run.end
  }
}

extension TutorState {
  /// The runs that have come to an end, or were left, between two states.
  func runs(since old: TutorState) -> [RunEntry] {
    guard let before = old.lab else { return [] }
    var entries: [RunEntry] = []
    if let lab, lab.number == before.number, lab.beginnings == before.beginnings {
      let wasLeft = before.isShown && !lab.isShown
      guard wasLeft || (lab.standsAtEnd && !before.standsAtEnd) else { return [] }
      entries = lab.entries(in: course)
    } else {
      entries = before.entries(in: course)
    }
    return entries.filter { !keptRuns.contains($0) }
  }

  /// What the runs of an open lab have come to, where the program has to end as it stands.
  public var partingRuns: [RunEntry] {
    (lab?.entries(in: course) ?? []).filter { !keptRuns.contains($0) }
  }
}
