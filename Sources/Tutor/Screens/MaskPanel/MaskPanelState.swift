public import Lessons
public import Regularization

/// A small network with dropout: gone through update by update, sample by sample and part by part, or
/// looked at in one of the other ways of ``MaskView``.
public struct MaskPanelState: Hashable, Sendable {
  /// A part of an update. The first five are gone through for every sample, the weights move once, behind
  /// the last sample.
  public enum Phase: Int, CaseIterable, Hashable, Sendable {
    case numbers, masks, forward, loss, back, weights
  }

  public struct Place: Hashable, Sendable {
    /// From 1.
    public var iteration: Int
    /// Of the batch, from 0.
    public var row = 0
    public var phase: Phase = .numbers

    public init(iteration: Int, row: Int = 0, phase: Phase = .numbers) {
      self.iteration = iteration
      self.row = row
      self.phase = phase
    }
  }

  /// A unit of a layer; layer 0 are the network's inputs.
  public struct Unit: Hashable, Sendable {
    public var layer: Int
    public var unit: Int

    public init(layer: Int, unit: Int) {
      self.layer = layer
      self.unit = unit
    }
  }

  public let step: MaskStep
  /// With what the learner has turned.
  public internal(set) var plan: MaskPlan
  /// How many masks are drawn where a mean over masks is taken.
  public internal(set) var masks: Int
  public internal(set) var view: MaskView
  public internal(set) var place: Place
  public internal(set) var unit: Unit
  public internal(set) var weight: WeightPlace
  /// The sample whose mean over masks is looked at, from 0.
  public internal(set) var sample = 0
  /// The output that a mean or a spread is taken of, from 0.
  public internal(set) var output = 0
  /// The chosen line of a view's list, from 0.
  public internal(set) var line = 0
  public internal(set) var showsAllDigits = false
  /// The dial that `+` and `-` turn, by its index in ``MaskStep/dials``; `nil`: none.
  public internal(set) var focus: Int?
  /// Whether a value is being typed for it.
  public internal(set) var isTypingValue = false
  public internal(set) var typed = ""
  /// Whether the mornings go by on their own.
  public internal(set) var isPlaying = false

  var replay: Known<MaskSpec, MaskReplay>?
  var present: Known<Update, MaskIteration>?
  var company: Known<MaskSpec, MaskCompany>?
  var conventions: Known<MaskQuestion.Conventions, [ConventionsAt]>?
  var enumerated: Known<MaskQuestion.Enumeration, Enumerated>?
  var drawn: Known<MaskQuestion.Drawing, DrawnFacts>?
  var modes: Known<MaskQuestion.Modes, ModeComparison>?

  /// An update of a network, as a question.
  struct Update: Hashable {
    var spec: MaskSpec
    var number: Int
  }

  public init(_ step: MaskStep) {
    self.step = step
    plan = step.plan
    masks = step.masks
    view = step.views.first ?? .network
    place = Place(iteration: step.iteration)
    let layers = step.plan.spec.network.layers
    // What is dropped first, where anything is.
    let dropping = layers.firstIndex { $0.inputDropProbability > 0 } ?? 0
    unit = Unit(layer: dropping, unit: 0)
    weight = WeightPlace(layer: max(0, dropping - 1), input: 0, unit: 0)
    settle()
  }

  public var spec: MaskSpec { plan.spec }

  /// The update that is gone through; `nil` where not even the first one leads to finite numbers.
  public var iteration: MaskIteration? { present?.answer }

  /// Updates that can be looked at.
  public var iterations: Int { replay?.answer.iterations ?? 0 }

  /// The present sample's way through the network.
  public var pass: MaskPass? {
    guard let iteration, iteration.passes.indices.contains(place.row) else { return nil }
    return iteration.passes[place.row]
  }

  public var rows: Int { iteration?.passes.count ?? 0 }

  public var isChanged: Bool { plan != step.plan || masks != step.masks }

  /// Seconds until the next morning of the company, while mornings go by.
  public var tickInterval: Double? { isPlaying ? MaskPanelState.morning : nil }

  private static let morning = 1.5

  /// Whether there is a morning behind the present one.
  var hasNextMorning: Bool { place.row < rows - 1 || place.iteration < iterations }

  /// The remark that belongs to the present iteration, unless the learner has changed the network.
  public var note: RowNote? {
    isChanged ? nil : step.notes.last { $0.row <= place.iteration }
  }

  /// How many lines the list of the present view has.
  var lines: Int {
    switch view {
    case .network, .company, .conventions: 0
    case .expectation:
      if case .all(let all, _)? = enumerated?.answer { all.masks.count } else { 0 }
    case .modes: pass.map { $0.units.reduce(0) { $0 + $1.count } } ?? 0
    }
  }

  /// Computes what the present view shows, as far as it is not there.
  mutating func settle() {
    replay.find(spec) { MaskReplay($0) }
    guard let replay = replay?.answer, replay.iterations > 0 else {
      present = nil
      return
    }
    place.iteration = min(max(1, place.iteration), replay.iterations)
    present.find(Update(spec: spec, number: place.iteration)) { replay.iteration($0.number) }
    place.row = place.phase == .weights ? rows - 1 : min(max(0, place.row), rows - 1)
    answerQuestions()
    line = min(line, max(0, lines - 1))
  }
}

extension MaskPanelState.Phase {
  /// As the row of phases says it.
  public var name: String {
    switch self {
    case .numbers: "random numbers"
    case .masks: "mask"
    case .forward: "forward"
    case .loss: "loss"
    case .back: "back"
    case .weights: "weights"
    }
  }
}

extension MaskSpec {
  /// `input`, `hidden 1`, `output`; layer 0 are the inputs.
  func title(ofLayer layer: Int) -> String {
    if layer == 0 { return "input" }
    if layer == network.layers.count { return "output" }
    return network.layers.count == 2 ? "hidden" : "hidden \(layer)"
  }

  /// `x2`, `h3`, `h1.3` where there are several hidden layers, `y1`.
  func name(ofUnit unit: Int, layer: Int) -> String {
    if layer == 0 { return "x\(unit + 1)" }
    if layer == network.layers.count { return network.outputs == 1 ? "y" : "y\(unit + 1)" }
    return network.layers.count == 2 ? "h\(unit + 1)" : "h\(layer).\(unit + 1)"
  }

  /// `x2→h3`, `bias of h3`.
  func name(of place: WeightPlace) -> String {
    let unit = name(ofUnit: place.unit, layer: place.layer + 1)
    guard let input = place.input else { return "bias of \(unit)" }
    return "\(name(ofUnit: input, layer: place.layer))→\(unit)"
  }

  /// The probability with which a layer's units are dropped; 0 for the outputs.
  func dropProbability(ofUnits layer: Int) -> Double {
    layer < network.layers.count ? dropProbability(ofLayer: layer) : 0
  }

  /// How many units a layer has; layer 0 are the inputs.
  func units(ofLayer layer: Int) -> Int {
    layer == 0 ? network.inputs : network.layers[layer - 1].units
  }

  /// Which pass over the samples an update belongs to, from 1; `nil` where updates are given one by one.
  func epoch(ofIteration iteration: Int) -> Int? {
    guard order == .inOrder || order == .shuffled else { return nil }
    let size = max(1, min(batchSize, inputs.count))
    let perEpoch = max(1, (inputs.count + size - 1) / size)
    return (iteration - 1) / perEpoch + 1
  }
}
