public import Lessons
import Regularization

extension ReplayPanelState {
  /// A dial's name on screen.
  public static func name(of dial: Dial) -> String {
    switch dial {
    case .strength: "strength λ"
    case .learningRate: "learning rate η"
    case .zeroRule: "zero rule"
    case .l2Convention: "L2 convention"
    }
  }

  /// A dial's value; the first lane that it acts on speaks for all.
  public func value(of dial: Dial) -> String {
    guard let spec = lanes.map(\.spec).first(where: { dial.acts(on: $0) }) else { return "–" }
    return switch dial {
    case .strength: spec.strength.description
    case .learningRate: spec.learningRate.description
    case .zeroRule: spec.zeroRule.rawValue
    case .l2Convention: spec.l2Convention == .half ? "half (λ/2·θ²)" : "full (λ·θ²)"
    }
  }

  /// Whether any lane depends on the dial.
  public func has(_ dial: Dial) -> Bool {
    step.dials.contains(dial) && lanes.contains { dial.acts(on: $0.spec) }
  }

  /// Turns a dial to its next value up or down; at the end of its range nothing changes.
  mutating func turn(_ dial: Dial, up: Bool) {
    switch dial {
    case .strength, .learningRate:
      guard let spec = lanes.map(\.spec).first(where: { dial.acts(on: $0) }) else { return }
      let current = dial == .strength ? spec.strength : spec.learningRate
      let values = dial == .strength ? [.zero] + Dial.values : Dial.values
      guard
        let next = up ? values.first(where: { $0 > current }) : values.last(where: { $0 < current })
      else { return }
      _ = set(dial, to: next)
    case .zeroRule: change(dial) { $0.zeroRule = $0.zeroRule.neighbour(up: up) }
    case .l2Convention: change(dial) { $0.l2Convention = $0.l2Convention.neighbour(up: up) }
    }
  }

  /// Sets a dial that takes figures; returns what is wrong where the value is out of range.
  mutating func set(_ dial: Dial, to value: ExactDecimal) -> ReplaySpecError? {
    change(dial) { spec in
      if dial == .strength { spec.strength = value } else { spec.learningRate = value }
    }
  }

  /// Puts every lane back to the lesson's settings.
  mutating func resetDials() {
    for index in lanes.indices {
      if let replay = try? Replay(lanes[index].original) { lanes[index].replay = replay }
    }
    settle()
  }

  @discardableResult
  private mutating func change(
    _ dial: Dial, _ edit: (inout ReplaySpec) -> Void
  ) -> ReplaySpecError? {
    var changed = lanes
    do throws(ReplaySpecError) {
      for index in changed.indices where dial.acts(on: changed[index].spec) {
        var spec = changed[index].spec
        edit(&spec)
        changed[index].replay = try Replay(spec)
      }
    } catch {
      return error
    }
    lanes = changed
    settle()
    return nil
  }

  private mutating func settle() {
    rows = min(rows, iterations)
    cursor.row = min(cursor.row, rows)
    feedback = nil
  }
}

extension Dial {
  /// Whether a replay depends on the setting.
  func acts(on spec: ReplaySpec) -> Bool {
    switch self {
    case .strength: spec.penalty != .none
    case .learningRate: true
    case .zeroRule: spec.penalty == .l1 || spec.penalty == .elasticNet
    case .l2Convention: spec.penalty == .l2 || spec.penalty == .elasticNet
    }
  }

  /// Whether its value is a figure that can be typed.
  public var takesFigures: Bool { self == .strength || self == .learningRate }

  /// 0.001, 0.002, … 0.009, 0.01, 0.02, … 9, 10: what `+` and `-` go through.
  static let values: [ExactDecimal] =
    ["0.001", "0.01", "0.1", "1"]
    .compactMap { ExactDecimal($0) }
    .flatMap { unit in (1...9).map { unit * ExactDecimal($0) } } + [ExactDecimal(10)]
}

extension CaseIterable where Self: Equatable, AllCases.Index == Int {
  /// The case after or before this one, going round.
  func neighbour(up: Bool) -> Self {
    let all = Self.allCases
    let index = all.firstIndex(of: self) ?? 0
    return all[(index + (up ? 1 : all.count - 1)) % all.count]
  }
}
