import ArgumentParser
import Lessons
import Regularization

/// What `regtutor mask` goes through, and which option each setting comes from.
struct MaskRunPlan {
  /// The settings that are the same in training. Its samples are not looked at.
  var settings = TrainingSpec(data: DataSpec(.named("--inputs")), batchSize: 1, precision: .float64)
  var given = GivenSettings()
  /// The file that network and samples were read from, and what it says with the probabilities that
  /// options overrule; `nil` where options say everything.
  var file: SpecFile<MaskPlan>?
  var base: MaskPlan?
  /// From a file or typed; `nil` for drawn ones.
  var weights: [LayerParameters]?
  /// What was typed, where the weights were.
  var decimals: MaskDecimals?
  var iterations = 1
  var convention = DropoutConvention.inverted
  var inputs: [[Double]] = []
  var targets = Targets.values([], width: 1)
  /// Inputs and outputs of the network.
  var outputs = 1

  var loss: Loss { settings.loss ?? .squaredError }

  /// Without weights where there would be too many of them: ``MaskSpec/problems()`` says so.
  var spec: MaskSpec {
    if let base { return overlaid(base.spec) }
    let network = settings.network.network(
      inputs: inputs.first?.count ?? 0, outputs: outputs, loss: loss,
      classes: targets.isOfClasses)
    let isSmall = network.parameterCount <= MaskRanges.parameterLimit
    return MaskSpec(
      network: network,
      parameters: weights ?? (isSmall ? network.initialParameters(seed: settings.seed) : []),
      inputs: inputs, targets: targets, loss: loss, optimizer: settings.optimizer,
      learningRate: settings.learningRate, batchSize: settings.batchSize, iterations: iterations,
      seed: settings.seed, convention: convention)
  }

  /// The network in the digits that were typed; `nil` where weights are binary numbers, drawn or
  /// from a file.
  var exact: ExactNetwork? {
    if let base { return base.exact }
    guard let decimals else { return nil }
    let network = spec.network
    var rest = decimals.parameters[...]
    func take(_ count: Int) -> [ExactDecimal] {
      defer { rest = rest.dropFirst(count) }
      return Array(rest.prefix(count))
    }
    let layers = network.layers.enumerated().map { index, layer in
      ExactNetwork.Layer(
        weights: (0..<network.inputs(ofLayer: index)).map { _ in take(layer.units) },
        biases: take(layer.units), activation: layer.activation,
        dropProbability: decimals.dropProbability(ofLayer: index))
    }
    return ExactNetwork(layers: layers, samples: decimals.inputs)
  }

  /// Ends the command where there is a problem: every one is told as that of its option.
  ///
  /// *Throws*: `ExitCode` 2.
  func refuse(_ problems: [SpecProblem]) throws {
    guard !problems.isEmpty else { return }
    for problem in problems {
      var named = problem
      named.field = option(of: problem.field)
      RegTutor.complain(
        given.message(for: named) ?? file?.issue(for: problem)?.description
          ?? "\(problem.message); \(problem.remedy)")
    }
    throw ExitCode(2)
  }

  /// A mask's field as the options spell it.
  private func option(of field: String) -> String {
    if field == "input_dropout" { return "network.input_dropout" }
    if field.hasPrefix("dropout") { return "network.dropout" }
    if field.hasPrefix("layers"), field.hasSuffix(".activation") {
      return "network.output_activation"
    }
    if field.hasPrefix("layers") {
      return given.option(for: "weights") == nil ? "network.hidden" : "weights"
    }
    return field
  }
}

/// Length, seed and convention, as options.
struct MaskRunOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Updates, 1 to \(MaskRanges.iterations.upperBound). (default: 1)", valueName: "count"))
  var iterations: String?

  @Option(
    help: ArgumentHelp(
      "Samples in an update, in their order; after the last the first again. (default: 1)",
      valueName: "count"))
  var batch: String?

  @Option(
    help: ArgumentHelp("Decides weights and masks. (default: 1)", valueName: "number"))
  var seed: String?

  @Option(
    help: """
      What is scaled: inverted (unless given), survivors in training by 1/(1 − p); original, \
      everything at inference by 1 − p; scaled-by-p, everything at inference by p, which is wrong \
      but where p is 0.5.
      """)
  var convention: DropoutConvention?

  func apply(to plan: inout MaskRunPlan) throws {
    try plan.given.whole(iterations, "--iterations", "iterations") { plan.iterations = $0 }
    try plan.given.whole(batch, "--batch", "batch_size") { plan.settings.batchSize = $0 }
    if let seed {
      guard seed.utf8.allSatisfy({ 48...57 ~= $0 }), let value = UInt64(seed) else {
        throw GivenSettings.refusal("--seed", seed, "give a whole number from 0 to \(UInt64.max)")
      }
      plan.given.value(value, "--seed", "seed") { plan.settings.seed = $0 }
    }
    plan.given.value(convention, "--convention", "convention") { plan.convention = $0 }
  }
}
