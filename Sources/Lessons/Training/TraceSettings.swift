import Regularization

/// Puts a spec together from the sections of a trace file.
struct TraceSettings {
  private let settings: SettingsReader

  init(_ settings: SettingsReader) {
    self.settings = settings
  }

  private var log: IssueLog { settings.log }
  private var read: ValueReader { settings.fields.read }

  /// The spec; `nil`, or one that is incomplete, where an issue is reported.
  func spec() -> TraceSpec? {
    let layers = layers()
    let samples = samples()
    let steps = steps()
    let optimizerSettings = settings.section("optimizer")
    let optimizer = optimizerSettings?.optimizer()
    let rate = optimizerSettings?.number("learning_rate")
    guard let layers, let samples, let steps, let optimizer, let rate,
      let loss: Loss = settings.choice("loss")
    else { return nil }
    var network = layers.network
    dropProbabilities(&network)
    penalties(&network)
    decays(optimizerSettings, &network)
    let targets: Targets =
      switch samples.targets {
      case .classes(let classes):
        .classes(
          classes, count: loss == .logistic ? 2 : max(2, network.outputs), names: [])
      case .values(let values, let width): .values(values, width: width)
      }
    return TraceSpec(
      network: network, loss: loss, initial: layers.initial,
      data: DataSet(
        count: samples.count, inputs: samples.width, features: .reals(samples.inputs),
        targets: targets),
      steps: steps, optimizer: optimizer, learningRate: rate,
      clip: settings.section("clip")?.clip(), precision: settings.choice("precision") ?? .float64,
      report: settings.has("report") ? settings.wholes("report") ?? [] : [steps.count])
  }

  // MARK: Layers

  private func layers() -> (network: NetworkSpec, initial: [LayerParameters])? {
    guard let nodes = settings.items("layers") else { return nil }
    var inputsOfNetwork: Int?
    var layers: [LayerSpec] = []
    var initial: [LayerParameters] = []
    for (index, node) in nodes.enumerated() {
      let prefix = "layers[\(index + 1)]."
      guard let section = settings.section(node, "trace layer", prefix: prefix) else { continue }
      let inputs = section.whole("inputs")
      let units = section.whole("units")
      let activation: Activation? = section.choice("activation")
      let biases = section.fields.list("biases").flatMap { numbers($0, "biases") }
      let weights = section.fields.value("weights").flatMap { rows($0, "weights") }
      guard let inputs, let units, let activation, let biases, let weights else { continue }
      if let before = layers.last, layers.count == index, inputs != before.units {
        log.report(
          section.fields.node("inputs"),
          "the layer has \(inputs) inputs, the one before it \(before.units) units",
          remedy: "write “inputs: \(before.units)”")
      }
      if weights.count != inputs || weights.width != units {
        let isTransposed = weights.count == units && weights.width == inputs
        log.report(
          section.fields.node("weights"),
          "the weights are \(weights.count) rows of \(weights.width), for \(inputs) inputs and "
            + "\(units) units",
          remedy: isTransposed
            ? "transpose them: a row for each input, with a weight for each unit"
            : "give \(inputs) rows of \(units)")
      }
      inputsOfNetwork = inputsOfNetwork ?? inputs
      layers.append(LayerSpec(units: units, activation: activation))
      initial.append(LayerParameters(weights: weights.values, biases: biases))
    }
    guard layers.count == nodes.count, let inputsOfNetwork else { return nil }
    return (NetworkSpec(inputs: inputsOfNetwork, layers: layers), initial)
  }

  private func dropProbabilities(_ network: inout NetworkSpec) {
    guard let probabilities = settings.numbers("drop_probabilities") else { return }
    guard probabilities.count == network.layers.count else {
      log.report(
        settings.fields.node("drop_probabilities"),
        "“drop_probabilities” has \(probabilities.count) of \(network.layers.count) layers",
        remedy: "give one for the inputs of each layer, 0 where nothing is dropped")
      return
    }
    for (layer, probability) in probabilities.enumerated() {
      network.layers[layer].inputDropProbability = probability
    }
  }

  // MARK: Parameters by name

  private struct ParameterName: Hashable {
    var layer: Int
    var isBias: Bool
  }

  /// The parameters that a list names: `layer1.weights`, `layer2.biases`.
  private func parameters(
    _ section: SettingsReader, _ key: String, layers: Int
  ) -> [(name: ParameterName, node: SourceNode)] {
    (section.fields.texts(key) ?? []).compactMap { text, node in
      for layer in 0..<layers {
        for isBias in [false, true]
        where text == "layer\(layer + 1).\(isBias ? "biases" : "weights")" {
          return (ParameterName(layer: layer, isBias: isBias), node)
        }
      }
      log.report(
        node, "there are no parameters \(VisibleText.quoted(text))",
        remedy: "write layer1.weights, layer1.biases and so on, to layer\(layers)")
      return nil
    }
  }

  private func penalties(_ network: inout NetworkSpec) {
    var seen: Set<ParameterName> = []
    for (index, node) in (settings.items("penalties") ?? []).enumerated() {
      let prefix = "penalties[\(index + 1)]."
      guard let section = settings.section(node, "trace penalty", prefix: prefix) else { continue }
      let penalty = section.penalty()
      for (name, node) in parameters(section, "parameters", layers: network.layers.count) {
        guard seen.insert(name).inserted else {
          log.report(
            node, "these parameters have a penalty already",
            remedy: "give L1 and L2 of the same parameters in one penalty")
          continue
        }
        let field = "layers[\(name.layer + 1)].\(name.isBias ? "biases" : "weights")"
        for key in ["l1", "l2"] where section.has(key) {
          section.places.note("\(field).\(key)", section.fields.node(key))
        }
        if name.isBias {
          network.layers[name.layer].biasPenalty = penalty
        } else {
          network.layers[name.layer].penalty = penalty
        }
      }
    }
  }

  private func decays(_ section: SettingsReader?, _ network: inout NetworkSpec) {
    guard let section, section.has("decays") else { return }
    for layer in network.layers.indices { network.layers[layer].decaysWeights = false }
    guard section.fields.list("decays")?.isEmpty == false else { return }
    for (name, _) in parameters(section, "decays", layers: network.layers.count) {
      if name.isBias {
        network.layers[name.layer].decaysBiases = true
      } else {
        network.layers[name.layer].decaysWeights = true
      }
    }
  }

  // MARK: Samples and steps

  private enum SampleTargets {
    case classes([Int32])
    case values([Double], width: Int)
  }

  private func samples() -> (count: Int, width: Int, inputs: [Double], targets: SampleTargets)? {
    guard let section = settings.section("data") else { return nil }
    let inputs = section.fields.value("inputs").flatMap { rows($0, "inputs") }
    if section.has("classes") == section.has("targets") {
      log.report(
        section.fields.key("targets") ?? section.fields.node,
        section.has("classes")
          ? "“classes” and “targets” are both given" : "nothing says what is to be predicted",
        remedy: "give “classes”, a class for each sample, or “targets”, a row for each")
      return nil
    }
    if section.has("classes") {
      guard let classes = section.wholes("classes"), let inputs else { return nil }
      return (
        inputs.count, inputs.width, inputs.values, .classes(classes.map(Int32.init(clamping:)))
      )
    }
    let targets = section.fields.value("targets").flatMap { rows($0, "targets") }
    guard let targets, let inputs else { return nil }
    return (
      inputs.count, inputs.width, inputs.values, .values(targets.values, width: targets.width)
    )
  }

  private func steps() -> [TraceStep]? {
    guard let nodes = settings.items("steps") else { return nil }
    let steps = nodes.enumerated().compactMap { index, node -> TraceStep? in
      let prefix = "steps[\(index + 1)]."
      guard let section = settings.section(node, "trace step", prefix: prefix),
        let nodes = section.fields.list("samples")
      else { return nil }
      let samples = nodes.compactMap { read.integer($0, key: "samples") }
      guard section.has("masks") else { return TraceStep(samples: samples) }
      let masks = (section.items("masks") ?? []).map { mask($0) }
      return TraceStep(samples: samples, masks: masks)
    }
    return steps.count == nodes.count ? steps : nil
  }

  private func mask(_ node: SourceNode) -> [Bool] {
    if case .scalar("null", .plain) = node.content { return [] }
    guard let rows = rows(node, "masks") else { return [] }
    if let bad = rows.values.first(where: { $0 != 0 && $0 != 1 }) {
      log.report(
        node, "a mask cannot have the entry \(bad)", remedy: "write 1 for kept and 0 for dropped")
    }
    return rows.values.map { $0 == 1 }
  }

  // MARK: Numbers

  private func numbers(_ nodes: [SourceNode], _ key: String) -> [Double]? {
    let values = nodes.compactMap { read.number($0, key: key) }
    return values.count == nodes.count ? values : nil
  }

  /// A list of lists of equal length, row after row.
  private func rows(
    _ node: SourceNode, _ key: String
  ) -> (values: [Double], count: Int, width: Int)? {
    guard let rows = read.list(node, count: 1...TraceFormat.listLimit, key: key) else {
      return nil
    }
    var values: [Double] = []
    var width: Int?
    for row in rows {
      guard case .list(let items) = row.content else {
        log.report(
          row, "a row of “\(key)” must be a list, not \(row.kind)",
          remedy: "write a list of lists: [[1, 2], [3, 4]]")
        return nil
      }
      let first = width ?? items.count
      guard items.count == first, first > 0 else {
        log.report(
          row,
          first == 0
            ? "a row of “\(key)” is empty"
            : "a row of “\(key)” has \(items.count) items, the first one \(first)",
          remedy: "all rows must have the same length, 1 or more")
        return nil
      }
      width = first
      guard let numbers = numbers(items, key) else { return nil }
      values += numbers
    }
    return width.map { (values, rows.count, $0) }
  }
}
