import Regularization

/// Puts a spec together from the sections of a training file.
struct TrainingSettings {
  private let settings: SettingsReader

  init(_ settings: SettingsReader) {
    self.settings = settings
  }

  private var log: IssueLog { settings.log }

  /// The spec, with the usual value wherever none could be read.
  func spec() -> TrainingSpec {
    let optimizerSettings = settings.section("optimizer")
    let optimizer = optimizerSettings?.optimizer() ?? OptimizerSpec(.sgd)
    var network = network()
    network.decaysBiases = optimizerSettings?.flag("decay_biases") ?? false
    let usual = TrainingSpec(data: DataSpec(.generated(.circle)))
    let epochs = settings.whole("epochs") ?? usual.epochs
    return TrainingSpec(
      data: samples(), network: network, loss: settings.choice("loss"), optimizer: optimizer,
      learningRate: settings.number("learning_rate") ?? optimizer.kind.usualLearningRate,
      schedule: schedule(epochs: epochs), clip: settings.section("clip")?.clip(),
      batchSize: settings.whole("batch_size") ?? usual.batchSize, epochs: epochs, stop: stop(),
      seed: settings.seed("seed") ?? usual.seed,
      precision: settings.choice("precision") ?? usual.precision, changes: changes())
  }

  /// The spec; what is wrong with it is reported in its place.
  ///
  /// - Parameter hasFaults: whether something could not be read already.
  func checkedSpec(hasFaults: Bool) -> TrainingSpec {
    let found = log.count
    let spec = spec()
    let isWhole = !hasFaults && log.count == found
    let nodes = settings.places.nodes
    let lacksLayers = !isWhole && spec.network.hiddenUnits.isEmpty && settings.has("network")
    for problem in spec.problems() {
      // What could not be read stands as its default, which must not be blamed for anything.
      if !isWhole, nodes[problem.field] == nil { continue }
      if lacksLayers, ["network.dropout", "penalty.layers"].contains(problem.field) { continue }
      guard let node = SettingPlaces.nearest(to: problem.field, in: nodes) else { continue }
      log.report(node, problem.message, remedy: problem.remedy)
    }
    return spec
  }

  private func samples() -> DataSpec {
    var spec = DataSpec(.generated(.circle))
    guard let section = settings.section("data") else { return spec }
    if let set = section.text("set") {
      spec.source = GeneratedData(rawValue: set).map(DataSource.generated) ?? .named(set)
    }
    if let samples = section.whole("samples") { spec.samples = samples }
    if let noise = section.number("noise") { spec.noise = noise }
    spec.validationShare = section.number("validation")
    spec.trainingLimit = section.whole("training_limit")
    spec.standardizes = section.flag("standardize") ?? false
    if let noise = section.number("label_noise") { spec.labelNoise = noise }
    spec.target = section.text("target")
    spec.task = section.choice("task")
    return spec
  }

  private func network() -> NetworkPlan {
    var plan = NetworkPlan()
    if let section = settings.section("network") {
      plan.hiddenUnits = section.wholes("hidden") ?? []
      plan.activation = section.choice("activation") ?? plan.activation
      plan.outputActivation = section.choice("output_activation")
      plan.initializer = section.choice("initial_weights")
      plan.dropProbabilities = dropProbabilities(section, layers: plan.hiddenUnits.count)
    }
    guard let section = settings.section("penalty") else { return plan }
    let base = section.penalty()
    plan.penalties = base.isNone && !section.has("l1_rule") ? [] : [base]
    plan.penalizesBiases = section.flag("biases") ?? false
    if let nodes = section.items("layers") {
      plan.penalties = nodes.enumerated().compactMap { index, node in
        section.section(node, "layer penalty", prefix: "penalty.layers[\(index + 1)].")?
          .penalty(over: base)
      }
    }
    return plan
  }

  private func dropProbabilities(_ section: SettingsReader, layers: Int) -> [Double] {
    let ofInputs = section.number("input_dropout")
    var hidden: [Double] = []
    if let node = section.fields.value("dropout") {
      if case .list = node.content {
        guard
          let nodes = section.fields.read.list(
            node, count: 0...TrainingRanges.hiddenLayerLimit, key: "dropout")
        else { return [] }
        for (index, node) in nodes.enumerated() {
          section.places.note("network.dropout[\(index + 1)]", node)
        }
        hidden = nodes.compactMap { section.fields.read.number($0, key: "dropout") }
        // Whoever writes one number in brackets for three layers may mean it for all of them.
        if hidden.count < layers, hidden.count == nodes.count, section.has("hidden") {
          log.report(
            node, "“dropout” gives \(hidden.count) of \(layers) hidden layers",
            remedy: "give one for each, or one number without brackets for all")
        }
      } else if let probability = section.number("dropout") {
        // Without a hidden layer it has no effect; the check of the spec says so.
        hidden = Array(repeating: probability, count: max(1, layers))
      }
    }
    return hidden.isEmpty ? ofInputs.map { [$0] } ?? [] : [ofInputs ?? 0] + hidden
  }

  private func schedule(epochs: Int) -> LearningRateSchedule {
    guard let section = settings.section("schedule"),
      let kind: TrainingFormat.ScheduleKind = section.choice("kind")
    else { return .constant }
    let keys: [TrainingFormat.ScheduleKind: [String]] = [
      .constant: [], .step: ["factor", "every_epochs"], .cosine: ["over_epochs", "final"],
    ]
    for (other, foreign) in keys where other != kind {
      section.refuse(foreign, with: "“kind: \(kind.rawValue)”") { _ in
        "take it out, or write “kind: \(other.rawValue)”"
      }
    }
    switch kind {
    case .constant: return .constant
    case .step:
      for key in ["factor", "every_epochs"] where !section.has(key) {
        log.report(
          section.fields.node("kind"), "a step schedule needs “\(key)”",
          remedy: "write {kind: step, factor: 0.5, every_epochs: 10}")
      }
      return .step(
        factor: section.number("factor") ?? 1, everyEpochs: section.whole("every_epochs") ?? 1)
    case .cosine:
      return .cosine(
        overEpochs: section.whole("over_epochs") ?? max(1, epochs),
        final: section.number("final") ?? 0)
    }
  }

  private func stop() -> StopRules {
    guard let section = settings.section("stop") else { return StopRules() }
    return StopRules(
      patience: section.whole("patience"), exactZeros: section.whole("exact_zeros"),
      dataLoss: section.number("data_loss"))
  }

  private func changes() -> [RecordedChange] {
    var changes: [RecordedChange] = []
    for (index, node) in (settings.items("changes") ?? []).enumerated() {
      let place = "changes[\(index + 1)]"
      // Where several changes are made at one step, their numbers run ahead of the file's items.
      guard let section = settings.section(node, "change", prefix: "\(place)!"),
        let step = section.whole("step")
      else { continue }
      let before = changes.count
      func add(_ change: TrainingChange?, _ key: String) {
        guard let change else { return }
        changes.append(RecordedChange(step: step, change: change))
        settings.places.note("changes[\(changes.count)].step", section.fields.node("step"))
        settings.places.note("changes[\(changes.count)].\(key)", section.fields.node(key))
      }
      add(optimizer(of: section, number: changes.count + 1), "optimizer")
      add(section.number("learning_rate").map(TrainingChange.learningRate), "learning_rate")
      add(section.number("l1").map(TrainingChange.l1), "l1")
      add(section.number("l2").map(TrainingChange.l2), "l2")
      add(section.choice("l1_rule").map(TrainingChange.zeroRule), "l1_rule")
      add(section.number("weight_decay").map(TrainingChange.weightDecay), "weight_decay")
      add(section.number("dropout").map(TrainingChange.dropProbability), "dropout")
      add(section.whole("batch_size").map(TrainingChange.batchSize), "batch_size")
      if changes.count == before, section.fields.keys.count < 2 {
        log.report(
          node, "nothing is changed at step \(step)",
          remedy: "write {step: \(step), l2: 0.01}, or take it out")
      }
    }
    return changes
  }

  private func optimizer(of section: SettingsReader, number: Int) -> TrainingChange? {
    guard let node = section.fields.value("optimizer") else { return nil }
    return section.section(node, "changed optimizer", prefix: "changes[\(number)].optimizer.")?
      .optimizer().map(TrainingChange.optimizer)
  }
}
