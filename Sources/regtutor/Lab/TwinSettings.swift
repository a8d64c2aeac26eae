import ArgumentParser
import Regularization

/// What sets a twin apart from the first run, as `--twin` gives it: `none`, or settings with their
/// values, separated by commas.
struct TwinSettings {
  let text: String
  private var spec: TrainingSpec
  private var given = GivenSettings()

  /// The settings that a twin may have of its own; each is called as its option. Whatever changed
  /// the samples, the initial weights or the batches would leave nothing to compare.
  enum Setting: String, CaseIterable {
    case l1
    case l2
    case zeroRule = "l1-rule"
    case dropout
    case weightDecay = "weight-decay"
    case learningRate = "learning-rate"
    case optimizer

    /// As a message names its field.
    var field: String {
      switch self {
      case .l1: "penalty.l1"
      case .l2: "penalty.l2"
      case .zeroRule: "penalty.l1_rule"
      case .dropout: "network.dropout"
      case .weightDecay: "optimizer.weight_decay"
      case .learningRate: "learning_rate"
      case .optimizer: "optimizer.kind"
      }
    }
  }

  /// - Parameter first: the run that the twin is one of.
  ///
  /// *Throws*: `ValidationError` for what cannot be read, `ExitCode` 2 after values that cannot be
  /// were told.
  init(_ text: String, of first: TrainingSpec) throws {
    self.text = text
    spec = first
    if text == "none" {
      takeAwayRegularization()
    } else {
      try read()
    }
    try RunPlan(spec: spec, given: given).refuse(spec.problems())
  }

  /// The twin's spec.
  var twin: TrainingSpec { spec }

  private static let option = "--twin"

  private func refusal(_ reason: String) -> ValidationError {
    GivenSettings.refusal(TwinSettings.option, text, reason)
  }

  private mutating func takeAwayRegularization() {
    spec.network.penalties = []
    spec.network.dropProbabilities = []
    spec.optimizer.weightDecay = 0
  }

  private mutating func read() throws {
    var pairs: [(setting: Setting, value: String)] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      // A training file writes them with underscores.
      let name = String(sides[0]).replacing("_", with: "-")
      guard sides.count == 2, !sides[1].isEmpty else {
        throw refusal(
          name == "none"
            ? "none stands alone" : "give a setting and its value, such as l1=0.001, or none")
      }
      guard let setting = Setting(rawValue: name) else {
        let known = Setting.allCases.map(\.rawValue).joined(separator: ", ")
        throw refusal("a twin has no setting “\(name)” of its own; it can have \(known)")
      }
      guard !pairs.contains(where: { $0.setting == setting }) else {
        throw refusal("\(name) is given twice; give it once")
      }
      pairs.append((setting, String(sides[1])))
    }
    // An optimizer brings usual values, which others may overrule.
    pairs.sort { $0.setting == .optimizer && $1.setting != .optimizer }
    for pair in pairs { try apply(pair.setting, pair.value) }
  }

  private mutating func apply(_ setting: Setting, _ value: String) throws {
    switch setting {
    case .l1: try number(setting, value) { $0.network.setPenalties(\.l1, to: $1) }
    case .l2: try number(setting, value) { $0.network.setPenalties(\.l2, to: $1) }
    case .zeroRule:
      let rule: ZeroRule = try choice(setting, value)
      spec.network.setPenalties(\.zeroRule, to: rule)
    case .dropout:
      try number(setting, value) { spec, probability in
        let ofInputs = spec.network.dropProbabilities.first ?? 0
        spec.network.dropProbabilities =
          [ofInputs]
          + Array(repeating: probability, count: max(1, spec.network.hiddenUnits.count))
      }
    case .weightDecay: try number(setting, value) { $0.optimizer.weightDecay = $1 }
    case .learningRate: try number(setting, value) { $0.learningRate = $1 }
    case .optimizer:
      let kind: OptimizerKind = try choice(setting, value)
      // What is usual for both stays as it was chosen.
      if kind.usualLearningRate != spec.optimizer.kind.usualLearningRate {
        spec.learningRate = kind.usualLearningRate
      }
      if kind != spec.optimizer.kind { spec.optimizer = OptimizerSpec(kind) }
    }
    given.note(setting.field, option: TwinSettings.option, text: text)
  }

  private mutating func number(
    _ setting: Setting, _ value: String, apply: (inout TrainingSpec, Double) -> Void
  ) throws {
    let number: Double
    do {
      number = try GivenSettings.number(value, of: setting.rawValue)
    } catch {
      throw refusal("\(setting.rawValue) “\(value)” is no number; give one such as 0.1 or 1e-3")
    }
    apply(&spec, number)
  }

  private func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ setting: Setting, _ value: String
  ) throws -> Choice {
    guard let choice = Choice(rawValue: value) else {
      let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw refusal("\(setting.rawValue) cannot be “\(value)”; it must be one of \(known)")
    }
    return choice
  }
}

extension NetworkPlan {
  /// Sets a part of the penalty on every layer.
  fileprivate mutating func setPenalties<Value>(
    _ part: WritableKeyPath<Penalty, Value>, to value: Value
  ) {
    if penalties.isEmpty { penalties = [.none] }
    for index in penalties.indices { penalties[index][keyPath: part] = value }
  }
}
