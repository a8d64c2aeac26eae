import Regularization

/// Puts a plan together from the sections of a mask file. Weights, inputs and probabilities are kept
/// in their digits, too.
struct MaskSettings {
  private let settings: SettingsReader

  init(_ settings: SettingsReader) {
    self.settings = settings
  }

  private var log: IssueLog { settings.log }
  private var read: ValueReader { settings.fields.read }

  /// The plan; `nil`, or one that is incomplete, where an issue is reported.
  func plan() -> MaskPlan? {
    let layers = layers()
    let samples = samples()
    let optimizerSettings = settings.section("optimizer")
    let optimizer = optimizerSettings?.optimizer() ?? OptimizerSpec(.sgd)
    let penalties = penalties()
    let order = order()
    guard var layers, let samples, let first = layers.first else { return nil }
    setDropProbabilities(of: &layers)
    let decaysBiases = optimizerSettings?.flag("decay_biases") ?? false
    let network = NetworkSpec(
      inputs: first.inputs,
      layers: layers.map { layer in
        LayerSpec(
          units: layer.units, activation: layer.activation, penalty: penalties.weights,
          biasPenalty: penalties.biases, decaysBiases: decaysBiases,
          inputDropProbability: layer.dropProbability.approximation)
      })
    let loss = settings.choice("loss") ?? usualLoss(samples.targets, outputs: network.outputs)
    let spec = MaskSpec(
      network: network, parameters: layers.map(\.parameters),
      inputs: samples.inputs.map { $0.map(\.approximation) },
      targets: samples.targets.targets(loss: loss, outputs: network.outputs), loss: loss,
      optimizer: optimizer,
      learningRate: settings.number("learning_rate") ?? optimizer.kind.usualLearningRate,
      batchSize: settings.whole("batch_size") ?? 1, order: order,
      iterations: settings.whole("iterations") ?? 1, seed: settings.seed("seed") ?? 1,
      convention: settings.choice("convention") ?? .inverted)
    return MaskPlan(spec: spec, exact: ExactNetwork(layers: layers, samples: samples.inputs))
  }

  private func usualLoss(_ targets: SampleTargets, outputs: Int) -> Loss {
    guard case .classes = targets else { return .squaredError }
    return outputs == 1 ? .logistic : .crossEntropy
  }

  // MARK: Layers

  private func layers() -> [ExactNetwork.Layer]? {
    guard let nodes = settings.items("layers") else { return nil }
    var layers: [ExactNetwork.Layer] = []
    for (index, node) in nodes.enumerated() {
      let prefix = "layers[\(index + 1)]."
      guard let section = settings.section(node, "mask layer", prefix: prefix),
        let weights = rows(section, "weights"), let units = weights.first?.count
      else { continue }
      if let bad = weights.firstIndex(where: { $0.count != units }) {
        log.report(
          section.fields.list("weights")?[bad] ?? node,
          "this row of weights has \(count(weights[bad].count, "number")), the first one \(units)",
          remedy: "give every input a weight for each unit")
        continue
      }
      if let before = layers.last, layers.count == index, weights.count != before.units {
        log.report(
          section.fields.node("weights"),
          "there are weights for \(count(weights.count, "input")); the layer before has "
            + count(before.units, "unit"),
          remedy: "give a row for each unit of the layer before")
      }
      let biases = section.has("biases") ? decimals(section.fields.list("biases"), "biases") : nil
      let zeros = [ExactDecimal](repeating: .zero, count: units)
      if let biases, biases.count != units {
        log.report(
          section.fields.node("biases"),
          "there \(biases.count == 1 ? "is 1 bias" : "are \(biases.count) biases") for "
            + count(units, "unit"),
          remedy: "give one for each unit")
        continue
      }
      layers.append(
        ExactNetwork.Layer(
          weights: weights, biases: biases ?? zeros,
          activation: section.choice("activation") ?? .linear, dropProbability: .zero))
    }
    return layers.count == nodes.count ? layers : nil
  }

  private func setDropProbabilities(of layers: inout [ExactNetwork.Layer]) {
    if let node = settings.fields.value("input_dropout"),
      let probability = read.decimal(node, .any, key: "input_dropout")
    {
      layers[0].dropProbability = probability
    }
    guard let node = settings.fields.value("dropout") else { return }
    let hidden = layers.count - 1
    guard hidden > 0 else {
      return log.report(
        node, "there is no hidden layer whose outputs could be dropped",
        remedy: "write “input_dropout” for the inputs, or give another layer")
    }
    guard case .list = node.content else {
      guard let probability = read.decimal(node, .any, key: "dropout") else { return }
      for layer in 1...hidden { layers[layer].dropProbability = probability }
      return
    }
    guard let nodes = read.list(node, count: 0...MaskRanges.layers.upperBound, key: "dropout")
    else { return }
    guard nodes.count == hidden else {
      return log.report(
        node,
        "“dropout” has \(count(nodes.count, "number")) for \(count(hidden, "hidden layer"))",
        remedy: "give one for each, or one number without brackets for all")
    }
    for (index, node) in nodes.enumerated() {
      settings.places.note("dropout[\(index + 1)]", node)
      guard let probability = read.decimal(node, .any, key: "dropout") else { continue }
      layers[index + 1].dropProbability = probability
    }
  }

  private func penalties() -> (weights: Penalty, biases: Penalty) {
    guard let section = settings.section("penalty") else { return (.none, .none) }
    let penalty = section.penalty()
    return (penalty, section.flag("biases") == true ? penalty : .none)
  }

  private func order() -> BatchOrder {
    guard let nodes = settings.items("batches") else {
      let order: MaskFileFormat.Order? = settings.choice("order")
      return order == .shuffled ? .shuffled : .inOrder
    }
    settings.refuse(["batch_size", "order"], with: "“batches”") { _ in
      "take it out: “batches” says which samples each update has"
    }
    return .given(
      nodes.map { node in
        let items = read.list(node, count: MaskRanges.batchSize, key: "batches") ?? []
        return items.compactMap { read.whole($0, in: MaskRanges.samples, key: "batches") }
          .map { $0 - 1 }
      })
  }

  // MARK: Samples

  private enum SampleTargets {
    case classes([Int32])
    case values([[ExactDecimal]])

    /// With as many classes as the loss tells apart.
    func targets(loss: Loss, outputs: Int) -> Targets {
      switch self {
      case .classes(let classes):
        let isOfTwo = loss == .logistic || outputs == 1
        return .classes(classes, count: isOfTwo ? 2 : outputs, names: [])
      case .values(let rows):
        return .values(rows.flatMap { $0.map(\.approximation) }, width: rows.first?.count ?? 0)
      }
    }
  }

  private func samples() -> (inputs: [[ExactDecimal]], targets: SampleTargets)? {
    guard let section = settings.section("data") else { return nil }
    let inputs = rows(section, "inputs")
    guard section.has("classes") != section.has("targets") else {
      log.report(
        section.fields.key("targets") ?? section.fields.node,
        section.has("classes")
          ? "“classes” and “targets” are both given" : "nothing says what is to be predicted",
        remedy: "give “targets”, a row for each sample, or “classes”, a class for each")
      return nil
    }
    guard section.has("targets") else {
      guard let nodes = section.items("classes"), let inputs else { return nil }
      let range = 0...MaskRanges.units.upperBound
      let classes = nodes.compactMap { read.whole($0, in: range, key: "classes") }
      return classes.count == nodes.count ? (inputs, .classes(classes.map { Int32($0) })) : nil
    }
    guard let rows = rows(section, "targets"), let inputs else { return nil }
    let width = rows.first?.count ?? 0
    if let bad = rows.firstIndex(where: { $0.count != width }) {
      log.report(
        section.fields.list("targets")?[bad] ?? section.fields.node,
        "these targets have \(count(rows[bad].count, "number")), the first ones \(width)",
        remedy: "give every sample as many")
      return nil
    }
    return (inputs, .values(rows))
  }

  // MARK: Numbers

  private func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  private func decimals(_ nodes: [SourceNode]?, _ key: String) -> [ExactDecimal]? {
    guard let nodes else { return nil }
    let values = nodes.compactMap { read.decimal($0, .any, key: key) }
    return values.count == nodes.count ? values : nil
  }

  /// A list of lists, each noted as `key[1]`, `key[2]` …
  private func rows(_ section: SettingsReader, _ key: String) -> [[ExactDecimal]]? {
    guard let nodes = section.items(key) else { return nil }
    let rows = nodes.compactMap { node in
      decimals(read.list(node, count: MaskRanges.units, key: key), key)
    }
    return rows.count == nodes.count ? rows : nil
  }
}
