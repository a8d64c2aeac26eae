public import Lessons
import Regularization

/// One drawn figure, or two beside each other, whose dials the learner turns.
public struct PlotPanelState: Hashable, Sendable {
  public struct Lane: Hashable, Sendable {
    public let title: String
    /// As the lesson has it.
    public let original: PlotSpec
    public internal(set) var spec: PlotSpec
  }

  public let step: PlotStep
  public internal(set) var lanes: [Lane]
  /// The stop that the learner was led to last, by index; `nil` before the first.
  public internal(set) var stop: Int?
  /// The knob that `+` and `-` turn, by index into ``knobs``.
  public internal(set) var focus = 0
  /// What was typed so far of the focused knob’s value; `nil` while none is typed.
  public internal(set) var typed: String?

  public init(_ step: PlotStep) {
    self.step = step
    lanes = step.plots.map { Lane(title: $0.title, original: $0.spec, spec: $0.spec) }
  }

  public var kind: PlotSpec.Kind { lanes.first?.spec.kind ?? .geometry }

  /// The remark of the stop, unless the learner has turned away from it.
  public var note: String? {
    guard let stop, spec(at: stop) == lanes.first?.spec else { return nil }
    return step.stops[stop].text
  }

  public var isChanged: Bool { lanes.contains { $0.spec != $0.original } }

  // MARK: Knobs

  /// The knobs that turn something now.
  public var knobs: [PlotKnob] {
    step.dials.flatMap { dial -> [PlotKnob] in
      guard lanes.contains(where: { dial.acts(on: $0.spec) }) else { return [] }
      switch dial {
      case .strength: return [.strength]
      case .penalty: return [.penalty]
      case .l1Ratio: return [.l1Ratio]
      case .weight: return [.weight]
      case .target: return kind == .geometry ? [.target(0), .target(1)] : [.target(0)]
      }
    }
  }

  public var focusedKnob: PlotKnob? {
    let knobs = knobs
    return knobs.isEmpty ? nil : knobs[min(focus, knobs.count - 1)]
  }

  /// A knob’s name; of a single weight c needs no number.
  public func name(of knob: PlotKnob) -> String {
    kind == .shrinkage && knob == .target(0) ? "c" : knob.name
  }

  /// A knob’s value; the first plot speaks for all.
  public func value(of knob: PlotKnob) -> String {
    lanes.first.map { knob.text(of: $0.spec) } ?? "–"
  }

  // MARK: Stops

  private func spec(at stop: Int) -> PlotSpec? {
    lanes.first.map { spec(of: $0, at: stop) }
  }

  private func spec(of lane: Lane, at stop: Int) -> PlotSpec {
    var spec = lane.original
    let value = step.stops[stop].at
    if spec.kind == .penalty { spec.weight = value } else { spec.strength = value }
    return spec
  }

  /// Puts the plots as the lesson has them at a stop; `nil`: at the start.
  private mutating func go(to stop: Int?) {
    self.stop = stop
    for index in lanes.indices {
      lanes[index].spec =
        stop.map { spec(of: lanes[index], at: $0) } ?? lanes[index].original
    }
  }

  // MARK: Update

  mutating func update(_ message: TutorMessage) -> PanelReply {
    switch message {
    case .nextPressed:
      let next = stop.map { $0 + 1 } ?? 0
      guard step.stops.indices.contains(next) else { return .forward }
      go(to: next)
    case .backPressed:
      guard let stop else { return .back }
      go(to: stop > 0 ? stop - 1 : nil)
    case .firstPressed, .resetPressed: go(to: nil)
    case .lastPressed: if !step.stops.isEmpty { go(to: step.stops.count - 1) }
    case .focusForwardPressed, .focusBackwardPressed:
      let count = max(1, knobs.count)
      focus = (min(focus, count - 1) + (message == .focusForwardPressed ? 1 : count - 1)) % count
    case .dialUpPressed, .upPressed: turn(up: true)
    case .dialDownPressed, .downPressed: turn(up: false)
    case .dialTypingPressed: if focusedKnob?.takesFigures == true { typed = "" }
    case .typed(let character):
      if let text = typed, text.count < 40 { typed = text + String(character) }
    case .eraseTypedPressed: if typed?.isEmpty == false { typed?.removeLast() }
    case .typedCancelled, .leavePressed: typed = nil
    case .typedSubmitted: if let sentence = submit() { return .say(sentence) }
    default: break
    }
    return .done
  }

  private mutating func turn(up: Bool) {
    guard let knob = focusedKnob else { return }
    for index in lanes.indices { knob.turn(&lanes[index].spec, up: up) }
  }

  private mutating func submit() -> String? {
    guard let knob = focusedKnob, let text = typed else { return nil }
    typed = nil
    guard !text.isEmpty else { return nil }
    guard let value = ExactDecimal(Answer.reading(text).figure) else {
      return "That is not a number; figures like 0.05 are."
    }
    guard value.places <= PlotKnob.placesLimit, knob.range.contains(value) else {
      return "Not possible: \(name(of: knob)) is \(knob.rangeWords), with at most "
        + "\(PlotKnob.placesLimit) decimal places."
    }
    for index in lanes.indices { knob.set(&lanes[index].spec, to: value) }
    return nil
  }
}

/// What a learner turns on a plot: a dial, or one of the two figures of a dial.
public enum PlotKnob: Hashable, Sendable {
  case strength, penalty, l1Ratio, weight
  /// c of the weight with this index.
  case target(Int)

  /// Beyond it no drawing tells values apart.
  static let placesLimit = 12

  public var name: String {
    switch self {
    case .strength: "λ"
    case .penalty: "penalty"
    case .l1Ratio: "share of L1"
    case .weight: "θ"
    case .target(let index): index == 0 ? "c₁" : "c₂"
    }
  }

  var takesFigures: Bool { self != .penalty }

  var range: ClosedRange<ExactDecimal> {
    switch self {
    case .strength: .zero...ExactDecimal(100)
    case .l1Ratio: .zero...(.one)
    case .penalty, .weight, .target: ExactDecimal(-10)...ExactDecimal(10)
    }
  }

  var rangeWords: String { "from \(range.lowerBound) to \(range.upperBound)" }

  /// How far one key turns it.
  private var stride: ExactDecimal {
    switch self {
    case .strength: ExactDecimal("0.05") ?? .one
    default: ExactDecimal("0.1") ?? .one
    }
  }

  func value(in spec: PlotSpec) -> ExactDecimal {
    switch self {
    case .strength: spec.strength
    case .l1Ratio: spec.l1Ratio
    case .weight: spec.weight
    case .target(let index): spec.target[index]
    case .penalty: .zero
    }
  }

  func text(of spec: PlotSpec) -> String {
    switch self {
    case .penalty: spec.penalty.title
    default: UpdateWorking.plain(value(in: spec))
    }
  }

  func set(_ spec: inout PlotSpec, to value: ExactDecimal) {
    switch self {
    case .strength: spec.strength = value
    case .l1Ratio: spec.l1Ratio = value
    case .weight: spec.weight = value
    case .target(let index): spec.target[index] = value
    case .penalty: break
    }
  }

  /// To the next multiple of its stride, within its range.
  func turn(_ spec: inout PlotSpec, up: Bool) {
    guard takesFigures else {
      let kinds: [PenaltyKind] = [.l1, .l2, .elasticNet]
      let index = kinds.firstIndex(of: spec.penalty) ?? 0
      spec.penalty = kinds[(index + (up ? 1 : kinds.count - 1)) % kinds.count]
      return
    }
    let value = value(in: spec)
    var next = value.divided(by: stride, toPlaces: 0) * stride
    if up, next <= value { next = next + stride }
    if !up, next >= value { next = next - stride }
    set(&spec, to: max(range.lowerBound, min(range.upperBound, next)))
  }
}

extension PenaltyKind {
  /// As it is spoken of.
  var title: String {
    switch self {
    case .none: "no penalty"
    case .l1: "L1"
    case .l2: "L2"
    case .elasticNet: "elastic net"
    }
  }
}
