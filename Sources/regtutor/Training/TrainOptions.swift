public import ArgumentParser
public import Regularization

extension Activation: ExpressibleByArgument {}
extension WeightInitializer: ExpressibleByArgument {}
extension Loss: ExpressibleByArgument {}
extension Precision: ExpressibleByArgument {}
extension DataTask: ExpressibleByArgument {}

/// The samples of a run, as options.
struct DataOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A generated set (circle, spiral …), a shipped one (digits …), fashion-mnist, or a file.",
      valueName: "name"))
  var data: String?

  @Option(help: ArgumentHelp("Samples of a generated set. (default: 500)", valueName: "count"))
  var samples: String?

  @Option(
    help: ArgumentHelp("Noise of a generated set, 0 to 1. (default: 0.1)", valueName: "number"))
  var noise: String?

  @Option(
    help: ArgumentHelp(
      "Share of samples kept for validation, 0 to 0.9. (default: the set’s test part, or 0.2)",
      valueName: "share"))
  var validation: String?

  @Option(help: ArgumentHelp("At most so many training samples.", valueName: "count"))
  var trainingLimit: String?

  @Flag(help: "Every input to mean 0 and variance 1 on the training part.")
  var standardize = false

  @Option(
    help: ArgumentHelp("Share of labels replaced by another class.", valueName: "share"))
  var labelNoise: String?

  @Option(
    help: ArgumentHelp("Column of a CSV file to predict. (default: the last)", valueName: "column"))
  var target: String?

  @Option(help: "What a CSV file’s target is; found out if not given.")
  var task: DataTask?

  func apply(to spec: inout DataSpec, noting given: inout GivenSettings) throws {
    given.value(data, "--data", "data.set") { name in
      spec.source = GeneratedData(rawValue: name).map(DataSource.generated) ?? .named(name)
      // They were about the columns of another set.
      spec.target = nil
      spec.task = nil
    }
    try given.whole(samples, "--samples", "data.samples") { spec.samples = $0 }
    try given.number(noise, "--noise", "data.noise") { spec.noise = $0 }
    try given.number(validation, "--validation", "data.validation") { spec.validationShare = $0 }
    try given.whole(trainingLimit, "--training-limit", "data.training_limit") {
      spec.trainingLimit = $0
    }
    given.value(standardize ? true : nil, "--standardize", "data.standardize") {
      spec.standardizes = $0
    }
    try given.number(labelNoise, "--label-noise", "data.label_noise") { spec.labelNoise = $0 }
    given.value(target, "--target", "data.target") { spec.target = $0 }
    given.value(task, "--task", "data.task") { spec.task = $0 }
  }
}

/// The network and its loss, as options.
struct NetworkOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Units of the hidden layers: 128,64. (default: none)", valueName: "list"))
  var layers: String?

  @Option(help: "Of the hidden layers; relu unless given.")
  var activation: Activation?

  @Option(help: "Of the last layer; found out if not given.")
  var outputActivation: Activation?

  @Option(help: "How weights are drawn; he-uniform before relu, else glorot-uniform.")
  var initialWeights: WeightInitializer?

  @Option(
    help: ArgumentHelp(
      "Probability of dropping a hidden output: one for all, or a list.", valueName: "list"))
  var dropout: String?

  @Option(help: ArgumentHelp("Probability of dropping an input.", valueName: "number"))
  var inputDropout: String?

  @Option(help: "Found out from the samples if not given.")
  var loss: Loss?

  func apply(to spec: inout TrainingSpec, noting given: inout GivenSettings) throws {
    var plan = spec.network
    try given.list(layers, "--layers", "network.hidden", read: GivenSettings.whole) { units in
      plan.hiddenUnits = units
      // One probability for all layers stays one for all of them.
      let hidden = plan.dropProbabilities.dropFirst()
      if let first = hidden.first, Set(hidden).count == 1 {
        plan.dropProbabilities =
          [plan.dropProbabilities[0]] + Array(repeating: first, count: max(1, units.count))
      }
    }
    given.value(activation, "--activation", "network.activation") { plan.activation = $0 }
    given.value(outputActivation, "--output-activation", "network.output_activation") {
      plan.outputActivation = $0
    }
    given.value(initialWeights, "--initial-weights", "network.initial_weights") {
      plan.initializer = $0
    }
    try given.list(dropout, "--dropout", "network.dropout", read: GivenSettings.number) { all in
      let hidden =
        all.count == 1
        ? Array(repeating: all[0], count: max(1, plan.hiddenUnits.count)) : all
      plan.dropProbabilities = [plan.dropProbabilities.first ?? 0] + hidden
    }
    try given.number(inputDropout, "--input-dropout", "network.input_dropout") { probability in
      plan.dropProbabilities = [probability] + plan.dropProbabilities.dropFirst()
    }
    spec.network = plan
    given.value(loss, "--loss", "loss") { spec.loss = $0 }
    let hidden = plan.dropProbabilities.count - 1
    if dropout != nil, hidden > 0, hidden < plan.hiddenUnits.count {
      throw GivenSettings.refusal(
        "--dropout", dropout ?? "",
        "it gives \(hidden) of \(plan.hiddenUnits.count) hidden layers; give one for all, or one "
          + "for each")
    }
  }
}

/// L1 and L2, as options.
struct PenaltyOptions: ParsableArguments {
  @Option(help: ArgumentHelp("λ₁ of λ₁·Σ|w|. (default: 0)", valueName: "number"))
  var l1: String?

  @Option(help: ArgumentHelp("λ₂ of λ₂/2·Σw². (default: 0)", valueName: "number"))
  var l2: String?

  @Option(help: "What L1 does at zero; subgradient unless given.")
  var l1Rule: ZeroRule?

  @Option(help: "half, λ/2·Σw², unless given; or full, λ·Σw².")
  var l2Convention: L2Convention?

  @Flag(help: "Penalties touch the biases, too.")
  var penalizeBiases = false

  func apply(to plan: inout NetworkPlan, noting given: inout GivenSettings) throws {
    var penalties = plan.penalties.isEmpty ? [Penalty.none] : plan.penalties
    func all(_ change: (inout Penalty) -> Void) {
      for index in penalties.indices { change(&penalties[index]) }
    }
    try given.number(l1, "--l1", "penalty.l1") { value in all { $0.l1 = value } }
    try given.number(l2, "--l2", "penalty.l2") { value in all { $0.l2 = value } }
    given.value(l1Rule, "--l1-rule", "penalty.l1_rule") { rule in all { $0.zeroRule = rule } }
    given.value(l2Convention, "--l2-convention", "penalty.l2_convention") { convention in
      all { $0.l2Convention = convention }
    }
    if !plan.penalties.isEmpty || penalties != [Penalty.none] { plan.penalties = penalties }
    given.value(penalizeBiases ? true : nil, "--penalize-biases", "penalty.biases") {
      plan.penalizesBiases = $0
    }
  }
}
