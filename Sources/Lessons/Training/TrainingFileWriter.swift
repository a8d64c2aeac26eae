public import Regularization

extension TrainingSpec {
  /// The spec as a training file, every setting that has an effect written out: what is read from
  /// it is this spec, whatever the usual values are by then.
  public var fileText: String {
    var writer = TrainingFileWriter()
    writer.write(self)
    return writer.text
  }
}

/// Writes a spec as a training file.
private struct TrainingFileWriter {
  private(set) var text = ""

  mutating func write(_ spec: TrainingSpec) {
    line("format_version", "1")
    section("data", data(spec.data))
    section("network", network(spec.network))
    if let loss = spec.loss { line("loss", loss.rawValue) }
    var optimizer = TrainingFileWriter.optimizer(spec.optimizer)
    optimizer.append(("decay_biases", "\(spec.network.decaysBiases)"))
    section("optimizer", optimizer)
    line("learning_rate", TrainingFileWriter.number(spec.learningRate))
    section("schedule", schedule(spec.schedule))
    penalties(of: spec.network)
    switch spec.clip {
    case .norm(let limit): section("clip", [("norm", TrainingFileWriter.number(limit))])
    case .value(let limit): section("clip", [("value", TrainingFileWriter.number(limit))])
    case nil: break
    }
    line("batch_size", "\(spec.batchSize)")
    line("epochs", "\(spec.epochs)")
    var stop: [Setting] = []
    if let patience = spec.stop.patience { stop.append(("patience", "\(patience)")) }
    if let zeros = spec.stop.exactZeros { stop.append(("exact_zeros", "\(zeros)")) }
    if let loss = spec.stop.dataLoss {
      stop.append(("data_loss", TrainingFileWriter.number(loss)))
    }
    if !stop.isEmpty { section("stop", stop) }
    line("seed", "\(spec.seed)")
    line("precision", spec.precision.rawValue)
    guard !spec.changes.isEmpty else { return }
    text += "changes:\n"
    for recorded in spec.changes {
      let settings = [("step", "\(recorded.step)"), TrainingFileWriter.change(recorded.change)]
      text += "  - " + TrainingFileWriter.flow(settings) + "\n"
    }
  }

  // MARK: Sections

  private func data(_ spec: DataSpec) -> [Setting] {
    var settings: [Setting] = []
    switch spec.source {
    case .generated(let set):
      settings.append(("set", set.rawValue))
      settings.append(("samples", "\(spec.samples)"))
      settings.append(("noise", TrainingFileWriter.number(spec.noise)))
    case .named(let name): settings.append(("set", TrainingFileWriter.quoted(name)))
    }
    if let share = spec.validationShare {
      settings.append(("validation", TrainingFileWriter.number(share)))
    }
    if let limit = spec.trainingLimit { settings.append(("training_limit", "\(limit)")) }
    settings.append(("standardize", "\(spec.standardizes)"))
    settings.append(("label_noise", TrainingFileWriter.number(spec.labelNoise)))
    if let task = spec.task { settings.append(("task", task.rawValue)) }
    if let target = spec.target { settings.append(("target", TrainingFileWriter.quoted(target))) }
    return settings
  }

  private func network(_ plan: NetworkPlan) -> [Setting] {
    var settings: [Setting] = [
      ("hidden", TrainingFileWriter.list(plan.hiddenUnits.map { "\($0)" })),
      ("activation", plan.activation.rawValue),
    ]
    if let activation = plan.outputActivation {
      settings.append(("output_activation", activation.rawValue))
    }
    if let initializer = plan.initializer {
      settings.append(("initial_weights", initializer.rawValue))
    }
    guard let ofInputs = plan.dropProbabilities.first else { return settings }
    settings.append(("input_dropout", TrainingFileWriter.number(ofInputs)))
    var hidden = Array(plan.dropProbabilities.dropFirst())
    guard !hidden.isEmpty else { return settings }
    hidden += Array(repeating: 0, count: max(0, plan.hiddenUnits.count - hidden.count))
    let isOne = Set(hidden).count == 1
    let all = hidden.map { TrainingFileWriter.number($0) }
    settings.append(("dropout", isOne ? all[0] : TrainingFileWriter.list(all)))
    return settings
  }

  private static func optimizer(_ spec: OptimizerSpec) -> [Setting] {
    let all: [Setting] = [
      ("momentum", number(spec.momentum)), ("velocity", spec.velocityForm.rawValue),
      ("smoothing", number(spec.smoothing)), ("beta1", number(spec.beta1)),
      ("beta2", number(spec.beta2)), ("epsilon", number(spec.epsilon)),
      ("epsilon_placement", spec.epsilonPlacement.rawValue),
      ("bias_correction", "\(spec.correctsBias)"),
    ]
    let own = OptimizerKeys.of(spec.kind)
    return [("kind", spec.kind.rawValue)] + all.filter { own.contains($0.key) }
      + [("weight_decay", number(spec.weightDecay))]
  }

  private func schedule(_ schedule: LearningRateSchedule) -> [Setting] {
    switch schedule {
    case .constant: [("kind", "constant")]
    case .step(let factor, let every):
      [
        ("kind", "step"), ("factor", TrainingFileWriter.number(factor)),
        ("every_epochs", "\(every)"),
      ]
    case .cosine(let over, let final):
      [
        ("kind", "cosine"), ("over_epochs", "\(over)"),
        ("final", TrainingFileWriter.number(final)),
      ]
    }
  }

  private mutating func penalties(of plan: NetworkPlan) {
    func settings(_ penalty: Penalty) -> [Setting] {
      [
        ("l1", TrainingFileWriter.number(penalty.l1)),
        ("l2", TrainingFileWriter.number(penalty.l2)), ("l1_rule", penalty.zeroRule.rawValue),
        ("l2_convention", penalty.l2Convention.rawValue),
      ]
    }
    let biases: Setting = ("biases", "\(plan.penalizesBiases)")
    switch plan.penalties.count {
    case 0: if plan.penalizesBiases { section("penalty", [biases]) }
    case 1: section("penalty", settings(plan.penalties[0]) + [biases])
    default:
      section("penalty", [biases])
      text += "  layers:\n"
      for penalty in plan.penalties {
        text += "    - " + TrainingFileWriter.flow(settings(penalty)) + "\n"
      }
    }
  }

  private static func change(_ change: TrainingChange) -> Setting {
    switch change {
    case .learningRate(let rate): ("learning_rate", number(rate))
    case .l1(let strength): ("l1", number(strength))
    case .l2(let strength): ("l2", number(strength))
    case .zeroRule(let rule): ("l1_rule", rule.rawValue)
    case .weightDecay(let decay): ("weight_decay", number(decay))
    case .dropProbability(let probability): ("dropout", number(probability))
    case .batchSize(let size): ("batch_size", "\(size)")
    case .optimizer(let spec): ("optimizer", flow(optimizer(spec)))
    }
  }

  // MARK: Text

  private typealias Setting = (key: String, value: String)

  private mutating func line(_ key: String, _ value: String) { text += "\(key): \(value)\n" }

  private mutating func section(_ name: String, _ settings: [Setting]) {
    text += "\(name):\n"
    for setting in settings { text += "  \(setting.key): \(setting.value)\n" }
  }

  private static func flow(_ settings: [Setting]) -> String {
    "{" + settings.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "}"
  }

  private static func list(_ values: [String]) -> String {
    "[" + values.joined(separator: ", ") + "]"
  }

  /// The shortest digits that are read back as the same number.
  private static func number(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"\(escaped)\""
  }
}
