public import Lessons
public import Regularization

/// What panels are drawn from: cells, sentences and files alike.
public struct LabPicture: Hashable, Sendable {
  public var plan: LabPlan
  public var samples: SampleSummary
  public var observation: GroupObservation
  public var look: LabLook

  public init(
    plan: LabPlan, samples: SampleSummary, observation: GroupObservation, look: LabLook = LabLook()
  ) {
    self.plan = plan
    self.samples = samples
    self.observation = observation
    self.look = look
  }

  /// The run that panels of one run show.
  public var run: RunObservation {
    observation.runs[min(max(0, look.run), observation.runs.count - 1)]
  }
}

/// How the learner looks at the panels.
public struct LabLook: Hashable, Sendable {
  /// Index of the run that stands in front, in panels that show one.
  public var run = 0
  /// Of histogram and heat map.
  public var layer = 0
  public var isLogarithmic = false
  /// The step that is read out of the curves; `nil`: the present one.
  public var cursor: Int?
  /// The weight that is explained.
  public var chosen: WeightPlace?
  /// Which part of the next update is explained; `nil` between updates.
  public var subStep: LabSubStep?
  /// The first tile or row that is shown, where not all of them fit.
  public var first = 0

  public init() {}
}

/// The parts of an update, in their order.
public enum LabSubStep: Int, CaseIterable, Hashable, Sendable {
  case forward, loss, backward, update

  public var name: String { ["forward", "loss", "backward", "update"][rawValue] }
}
