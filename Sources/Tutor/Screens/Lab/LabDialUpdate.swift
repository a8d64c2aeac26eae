public import Lessons
import Regularization

/// What turning a dial comes to.
enum LabTurn {
  /// Changes while it goes on, each with the run that it is made in.
  case changes([(change: TrainingChange, run: Int?)])
  /// The runs begin anew with these specs.
  case anew([TrainingSpec])
}

extension LabState {
  /// A run's settings at the present step.
  func settings(of run: Int) -> TrainingSpec {
    guard let runs = observation?.runs, runs.indices.contains(run) else {
      return plan.runs[run].spec.settled()
    }
    return runs[run].spec.settled(at: step)
  }

  /// The dials that turn something.
  public var dials: [LabDial] {
    plan.dials.filter { dial in
      plan.runs.indices.contains { dial.acts(on: settings(of: $0), samples) }
    }
  }

  public var focusedDial: LabDial? {
    let dials = dials
    return dial.flatMap { dials.contains($0) ? $0 : nil } ?? dials.first
  }

  /// The indices of the runs that a dial turns: all of them, but a penalty's, the decay's and
  /// dropout's only those that have it. Batches are the same for all.
  func runs(turnedBy dial: LabDial) -> [Int] {
    let all = plan.runs.indices.filter { dial.acts(on: settings(of: $0), samples) }
    if dial == .batchSize || dial.beginsAnew { return all }
    if turnsFrontAlone { return all.filter { $0 == frontIndex } }
    func has(_ spec: TrainingSpec) -> Bool { (dial.figure(in: spec) ?? 1) > 0 }
    switch dial {
    case .l1, .l2, .weightDecay, .dropout:
      let having = all.filter { has(original.runs[$0].spec) || has(settings(of: $0)) }
      return having.isEmpty ? all : having
    default: return all
    }
  }

  /// A dial's value: of the run in front, if it turns that one.
  public func value(of dial: LabDial) -> String {
    let runs = runs(turnedBy: dial)
    guard let run = runs.contains(frontIndex) ? frontIndex : runs.first else { return "–" }
    return dial.text(in: settings(of: run))
  }

  /// What a dial turns to; `nil` at the end of its range.
  func turn(_ dial: LabDial, up: Bool) -> LabTurn? {
    let runs = runs(turnedBy: dial)
    switch dial {
    case .standardize:
      return .anew(specs { $0.data.standardizes.toggle() })
    case .zeroRule:
      guard let run = runs.first else { return nil }
      return changes([.zeroRule(settings(of: run).zeroRule.neighbour(up: up))], in: runs)
    case .optimizer:
      return .changes(runs.flatMap { optimizerChanges(in: $0, up: up) })
    case _ where dial.beginsAnew:
      let limit = samples.map { max($0.training, 1) } ?? 1
      guard let run = runs.first,
        let next = dial.next(
          to: dial.figure(in: settings(of: run)) ?? fallback(dial), up: up, upTo: limit)
      else { return nil }
      return .anew(specs { $0 = dial.setting(next, in: $0) })
    default:
      let limit = samples?.training ?? 1024
      let turned = runs.compactMap { run -> (change: TrainingChange, run: Int?)? in
        guard let now = dial.figure(in: settings(of: run)),
          let next = dial.next(to: now, up: up, upTo: limit), let change = dial.change(to: next)
        else { return nil }
        return (change, run)
      }
      return turned.isEmpty ? nil : .changes(merged(turned))
    }
  }

  /// What a dial is where nothing is said of it.
  private func fallback(_ dial: LabDial) -> Double {
    switch dial {
    case .validation:
      samples.map { Double($0.validation) / Double(max(1, $0.training + $0.validation)) } ?? 0.2
    case .samples: Double(samples?.training ?? 0)
    default: 0
    }
  }

  /// Sets a dial that takes figures.
  ///
  /// *Throws*: what is wrong with the value.
  func set(_ dial: LabDial, to value: Double) throws(SpecProblem) -> LabTurn {
    let runs = runs(turnedBy: dial)
    if dial == .batchSize || dial == .samples, value != value.rounded() {
      throw SpecProblem(
        field: dial.rawValue, message: "\(dial.phrase) cannot be \(LabDial.text(value))",
        remedy: "it must be a whole number")
    }
    for run in runs {
      if let problem = dial.setting(value, in: settings(of: run)).problems().first { throw problem }
    }
    guard let change = dial.change(to: value) else {
      return .anew(specs { $0 = dial.setting(value, in: $0) })
    }
    return changes([change], in: runs)
  }

  /// The specs of runs that begin anew from the present settings.
  func specs(_ edit: (inout TrainingSpec) -> Void = { _ in }) -> [TrainingSpec] {
    plan.runs.indices.map { run in
      var spec = settings(of: run)
      edit(&spec)
      return spec
    }
  }

  private func changes(_ changes: [TrainingChange], in runs: [Int]) -> LabTurn {
    .changes(merged(runs.flatMap { run in changes.map { ($0, run) } }))
  }

  /// One change of all runs where each of them gets the same.
  private func merged(
    _ changes: [(change: TrainingChange, run: Int?)]
  ) -> [(change: TrainingChange, run: Int?)] {
    guard let first = changes.first, changes.count == plan.runs.count,
      changes.allSatisfy({ $0.change == first.change })
    else { return changes }
    return [(first.change, nil)]
  }

  /// Another optimizer, with its own learning rate where the old one had its usual.
  private func optimizerChanges(
    in run: Int, up: Bool
  ) -> [(change: TrainingChange, run: Int?)] {
    let now = settings(of: run)
    let kind = now.optimizer.kind.neighbour(up: up)
    let own = original.runs[run].spec.optimizer
    let next = own.kind == kind ? own : OptimizerSpec(kind)
    var changes: [(change: TrainingChange, run: Int?)] = [(.optimizer(next), run)]
    if now.learningRate == now.optimizer.kind.usualLearningRate,
      kind.usualLearningRate != now.learningRate
    {
      changes.append((.learningRate(kind.usualLearningRate), run))
    }
    return changes
  }
}
