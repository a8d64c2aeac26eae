import ArgumentParser
import Regularization

/// Samples and given weights, as options.
struct MaskSampleOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A sample's inputs, such as 0.5,-1.2; may be repeated, for several samples.",
      valueName: "list"))
  var inputs: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      What its outputs should be, or its class, from 0, with the losses cross-entropy and \
      logistic; as often as --inputs.
      """, valueName: "list"))
  var target: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      Weights and biases from a file that “regtutor train --weights” wrote; they say how many \
      units there are.
      """, valueName: "file"))
  var weights: String?

  @Option(
    help: ArgumentHelp(
      """
      Weights and biases as decimals, in the order of --table weights: layer by layer the weights, \
      input by input, then the biases.
      """, valueName: "list"))
  var parameters: String?

  /// Takes the hidden layers from the file.
  func applyWeights(to plan: inout MaskRunPlan, _ network: NetworkOptions) throws {
    if let parameters {
      let others = [
        ("--weights", weights), ("--initial-weights", network.initialWeights?.rawValue),
      ]
      for case (let option, let text?) in others {
        throw GivenSettings.refusal(
          option, text, "--parameters gives the weights; give one of them")
      }
      plan.decimals = try MaskDecimals(parameters: parameters, inputs: inputs, network)
    }
    guard let path = weights else { return }
    if let layers = network.layers {
      throw GivenSettings.refusal(
        "--layers", layers, "the file of --weights says how many units there are; take it out")
    }
    if let drawn = network.initialWeights {
      throw GivenSettings.refusal(
        "--initial-weights", drawn.rawValue, "--weights gives the weights; give one of them")
    }
    let parameters = try MaskSampleOptions.parameters(inFile: path)
    plan.weights = parameters
    plan.settings.network.hiddenUnits = parameters.dropLast().map(\.biases.count)
    plan.outputs = parameters[parameters.count - 1].biases.count
    plan.given.note("weights", option: "--weights", text: path)
  }

  func applySamples(to plan: inout MaskRunPlan) throws {
    guard !inputs.isEmpty else {
      throw ValidationError("no sample is given: give its inputs, such as --inputs 0.5,-1.2")
    }
    plan.inputs = try inputs.map { try numbers($0, of: "--inputs") }
    let width = plan.inputs[0].count
    guard MaskRanges.units ~= width else {
      throw GivenSettings.refusal(
        "--inputs", inputs[0],
        "it has \(width) numbers; give at most \(MaskRanges.units.upperBound)"
      )
    }
    if let file = weights, let first = plan.weights?.first {
      let expected = first.weights.count / max(1, first.biases.count)
      guard width == expected else {
        throw GivenSettings.refusal(
          "--inputs", inputs[0],
          "\(count(width, "number")) for the \(count(expected, "input")) of \(file); give \(expected)"
        )
      }
    }
    for (index, text) in inputs.enumerated() {
      plan.given.note("data.inputs[\(index + 1)]", option: "--inputs", text: text)
      guard plan.inputs[index].count == width else {
        throw GivenSettings.refusal(
          "--inputs", text,
          "\(count(plan.inputs[index].count, "number")), where the first sample has \(width); "
            + "give as many")
      }
    }
    guard target.count == inputs.count else {
      throw ValidationError(
        "\(count(target.count, "target")) for \(count(inputs.count, "sample")); give --target once "
          + "for each --inputs")
    }
    if plan.loss.isOfClasses { try applyClasses(to: &plan) } else { try applyValues(to: &plan) }
    try applyParameters(to: &plan)
  }

  private func applyParameters(to plan: inout MaskRunPlan) throws {
    guard let text = parameters, let all = plan.decimals?.parameters else { return }
    let network = plan.spec.network
    // A network that is too large is refused as such.
    guard network.parameterCount <= MaskRanges.parameterLimit else { return }
    guard all.count == network.parameterCount else {
      throw GivenSettings.refusal(
        "--parameters", text,
        "\(count(all.count, "number")), where the network has \(network.parameterCount) weights and "
          + "biases; give as many")
    }
    plan.given.note("weights", option: "--parameters", text: text)
    plan.weights = plan.exact?.layers.map(\.parameters)
  }

  private func applyClasses(to plan: inout MaskRunPlan) throws {
    let isLogistic = plan.loss == .logistic
    let known =
      isLogistic ? 2 : plan.weights == nil ? MaskRanges.units.upperBound : plan.outputs
    let labels = try target.map { text in
      let label = try GivenSettings.whole(text, of: "--target")
      guard 0..<known ~= label else {
        throw GivenSettings.refusal(
          "--target", text,
          "there is no class \(label) with the loss \(plan.loss.rawValue); give a class from 0 to "
            + "\(known - 1)")
      }
      return Int32(label)
    }
    if plan.weights == nil {
      plan.outputs = isLogistic ? 1 : Int(max(1, labels.max() ?? 1)) + 1
    }
    let classes = isLogistic ? 2 : plan.outputs
    plan.targets = .classes(labels, count: classes, names: [])
  }

  private func applyValues(to plan: inout MaskRunPlan) throws {
    let values = try target.map { try numbers($0, of: "--target") }
    let width = plan.weights == nil ? values[0].count : plan.outputs
    for (text, numbers) in zip(target, values) where numbers.count != width {
      throw GivenSettings.refusal(
        "--target", text,
        "\(count(numbers.count, "number")) for \(count(width, "output")); give \(width)")
    }
    guard MaskRanges.units ~= width else {
      throw GivenSettings.refusal(
        "--target", target[0],
        "it has \(width) numbers; give at most \(MaskRanges.units.upperBound)")
    }
    plan.outputs = width
    plan.targets = .values(values.flatMap(\.self), width: width)
    for (index, text) in target.enumerated() {
      plan.given.note("data.targets[\(index + 1)]", option: "--target", text: text)
    }
  }

  private func numbers(_ text: String, of option: String) throws -> [Double] {
    try text.split(separator: ",", omittingEmptySubsequences: false).map {
      try GivenSettings.number(String($0), of: option)
    }
  }

  private func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  // MARK: The file

  /// Layer after layer, as `TrainingRun.weightsArchive()` names them.
  private static func parameters(inFile path: String) throws -> [LayerParameters] {
    let remedy = "give a file that “regtutor train --weights” wrote"
    func refusal(_ message: String) -> ValidationError {
      ValidationError("--weights “\(path)”: \(message); \(remedy)")
    }
    let archive: NumPyArchive
    do throws(DataProblem) {
      archive = try NumPyArchive(try read(path), file: path)
    } catch {
      throw refusal(error.message)
    }
    var layers: [LayerParameters] = []
    var inputs: Int?
    while let weights = archive["layer\(layers.count + 1).weights"] {
      let name = "layer\(layers.count + 1)"
      guard let biases = archive["\(name).biases"], biases.shape.count == 1,
        weights.shape.count == 2, weights.shape[1] == biases.shape[0],
        inputs == nil || inputs == weights.shape[0], weights.values.count > 0,
        let numbers = reals(weights), let offsets = reals(biases)
      else { throw refusal("the shapes or types of \(name) are not those of a layer") }
      inputs = weights.shape[1]
      layers.append(LayerParameters(weights: numbers, biases: offsets))
    }
    guard !layers.isEmpty else { throw refusal("it has no array layer1.weights") }
    return layers
  }

  private static func read(_ path: String) throws(DataProblem) -> [UInt8] {
    do throws(WholeFile.Failure) {
      return try WholeFile.read(path, limit: 1 << 27) { "it has \($0) bytes, too many to be one" }
    } catch {
      throw DataProblem(error.reason, remedy: "name a file that can be read", file: path)
    }
  }

  private static func reals(_ array: NumPyArray) -> [Double]? {
    switch array.values {
    case .floats(let values): values.map(Double.init)
    case .doubles(let values): values
    case .integers, .bytes: nil
    }
  }
}
