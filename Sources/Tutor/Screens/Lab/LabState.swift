public import Lessons
public import Regularization

/// A lab that is open: what it trains, what was observed of it last, and how the learner looks at
/// it and plays with it.
public struct LabState: Hashable, Sendable {
  /// Where a lesson has it.
  public struct Place: Hashable, Sendable {
    public var lesson: Int
    public var step: Int
  }

  /// What keys and lines go to instead of the controls.
  public enum Overlay: Hashable, Sendable {
    /// The menu of what can be exported.
    case export
    /// The text of the step with tasks and settings, scrolled down by so many rows.
    case text(scroll: Int)
  }

  public let title: String
  /// Small Markdown of the step that opened it; empty in a lab of one's own.
  public let text: String
  /// `nil` in a lab of one's own.
  public let place: Place?
  /// What ``LabCommand/reset`` goes back to: as it was opened, with the twins and the seed that the
  /// learner chose.
  public var original: LabPlan
  /// What the shell trains.
  public var plan: LabPlan
  /// Whether it is on the screen; a lesson's lab stays open behind its page.
  public var isShown = true

  /// `nil` until the runs are set up.
  public var samples: SampleSummary?
  public var observation: GroupObservation?
  public var pace = LabPace(isPlaying: false, stepsPerSecond: 0)
  /// Why it could not be set up.
  public var failure: LabFailure?
  /// What was asked for last.
  public var request: ObservationRequest?
  /// The step that was gone to and is not seen yet: keys that follow count from there.
  public var target: Int?

  public var look = LabLook()
  /// The panels that the learner wants to see; those with nothing to show are left out elsewhere.
  public var panels: [LabPanel]
  public var focus: LabPanel
  public var isZoomed = false
  public var overlay: Overlay?
  /// The page of a cut of the network, in place of the lab; `nil` while the lab itself is shown.
  public internal(set) var cut: LessonPageState?
  /// The dial that `+` and `-` turn.
  public var dial: LabDial?
  /// The dial whose value is being typed.
  public var typingDial: LabDial?
  public var typed = ""
  /// Whether dials turn in the run in front alone.
  public var turnsFrontAlone = false
  /// `nil` until the runs are seen for the first time.
  public var speed: LabSpeed?
  /// Where a run that plays pauses by itself.
  public var stopEpoch: Int
  public var tasks: LabTasks
  /// The panel that a linear reading asked for last, and how often any was asked for.
  public var told = Told()

  public struct Told: Hashable, Sendable {
    public var panel: LabPanel?
    public var count = 0
  }

  public init(_ plan: LabPlan, title: String, text: String = "", place: Place? = nil) {
    self.plan = plan
    original = plan
    self.title = title
    self.text = text
    self.place = place
    panels = plan.panels
    focus = plan.panels.first ?? .loss
    stopEpoch = plan.epochs
    tasks = LabTasks(count: plan.tasks.count)
    dial = plan.dials.first
  }

  /// The step at which the runs stand, or where they are on their way to.
  public var step: Int { target ?? observation?.step ?? 0 }

  /// The run that stands in front.
  public var front: RunObservation? {
    guard let runs = observation?.runs, !runs.isEmpty else { return nil }
    return runs[min(max(0, look.run), runs.count - 1)]
  }

  public var frontIndex: Int { min(max(0, look.run), max(0, plan.runs.count - 1)) }

  /// The first run that cannot go on.
  public var diverged: (run: Int, divergence: Divergence)? {
    for (index, run) in (observation?.runs ?? []).enumerated() {
      if let divergence = run.divergence { return (index, divergence) }
    }
    return nil
  }

  /// Whether training can go on from here.
  public var canTrain: Bool { observation != nil && diverged == nil }

  /// Whether the front run pauses and has masks to be looked at.
  var canShowMasks: Bool {
    guard !pace.isPlaying, diverged == nil, let front else { return false }
    return front.network.layers.contains { $0.inputDropProbability > 0 }
  }

  /// The panels that have something to show, in their order.
  public var available: [LabPanel] {
    guard let samples else { return [] }
    return panels.filter { LabPanelView.isOf($0, plan, samples) }
  }

  /// The picture that panels are drawn from.
  var picture: LabPicture? {
    guard let samples, let observation, !observation.runs.isEmpty else { return nil }
    return LabPicture(plan: plan, samples: samples, observation: observation, look: look)
  }
}

/// Why a lab cannot be opened.
public struct LabFailure: Hashable, Sendable {
  public var message: String
  public var remedy: String
}

/// How fast a lab plays.
public enum LabSpeed: Int, CaseIterable, Hashable, Sendable {
  case slow, one, four, fifteen, sixty, quick, full

  /// `nil`: as fast as it goes.
  public var stepsPerSecond: Double? {
    switch self {
    case .slow: 0.5
    case .one: 1
    case .four: 4
    case .fifteen: 15
    case .sixty: 60
    case .quick: 250
    case .full: nil
    }
  }

  public var name: String {
    switch self {
    case .slow: "1 step in 2 s"
    case .one: "1 step/s"
    case .four: "4 steps/s"
    case .fifteen: "15 steps/s"
    case .sixty: "60 steps/s"
    case .quick: "250 steps/s"
    case .full: "full speed"
    }
  }

  var faster: LabSpeed? { LabSpeed(rawValue: rawValue + 1) }
  var slower: LabSpeed? { LabSpeed(rawValue: rawValue - 1) }

  /// The slowest at which so many steps are done while one can still watch: in 20 seconds.
  static func fitting(steps: Int) -> LabSpeed {
    allCases.dropFirst(3).first { ($0.stepsPerSecond ?? .infinity) * 20 >= Double(steps) } ?? .full
  }
}
