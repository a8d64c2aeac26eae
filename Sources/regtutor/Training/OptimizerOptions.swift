public import ArgumentParser
public import Regularization

extension OptimizerKind: ExpressibleByArgument {}
extension VelocityForm: ExpressibleByArgument {}
extension EpsilonPlacement: ExpressibleByArgument {}

/// The rule of the updates and its learning rate, as options.
struct OptimizerOptions: ParsableArguments {
  @Option(help: "The rule of the updates; sgd unless given.")
  var optimizer: OptimizerKind?

  @Option(
    help: ArgumentHelp(
      "η. (default: 0.001 for adam, adamw and rmsprop, else 0.1)", valueName: "number"))
  var learningRate: String?

  @Option(help: ArgumentHelp("μ of momentum and nesterov. (default: 0.9)", valueName: "number"))
  var momentum: String?

  @Option(help: "What momentum sums up; gradients unless given, as PyTorch.")
  var velocity: VelocityForm?

  @Option(help: ArgumentHelp("ρ of rmsprop. (default: 0.9)", valueName: "number"))
  var smoothing: String?

  @Option(help: ArgumentHelp("β₁ of adam and adamw. (default: 0.9)", valueName: "number"))
  var beta1: String?

  @Option(help: ArgumentHelp("β₂ of adam and adamw. (default: 0.999)", valueName: "number"))
  var beta2: String?

  @Option(
    help: ArgumentHelp("ε of rmsprop, adam and adamw. (default: 1e-8)", valueName: "number"))
  var epsilon: String?

  @Option(help: "Where ε stands; outside-root unless given, as PyTorch.")
  var epsilonPlacement: EpsilonPlacement?

  @Flag(help: "Moments of adam and adamw are not divided by 1 − βᵗ.")
  var noBiasCorrection = false

  @Option(
    help: ArgumentHelp(
      "λ of the decoupled decay w ← (1 − ηλ)w. (default: 0.01 for adamw, else 0)",
      valueName: "number"))
  var weightDecay: String?

  @Flag(help: "The weight decay touches the biases, too.")
  var decayBiases = false

  /// - Parameter fileGivesRate: whether the training file says what the learning rate is.
  func apply(
    to spec: inout TrainingSpec, fileGivesRate: Bool, noting given: inout GivenSettings
  ) throws {
    given.value(optimizer, "--optimizer", "optimizer.kind") { kind in
      // Settings of another rule mean nothing to this one.
      if kind != spec.optimizer.kind { spec.optimizer = OptimizerSpec(kind) }
      if !fileGivesRate { spec.learningRate = kind.usualLearningRate }
    }
    try given.number(learningRate, "--learning-rate", "learning_rate") { spec.learningRate = $0 }
    try given.number(momentum, "--momentum", "optimizer.momentum") { spec.optimizer.momentum = $0 }
    given.value(velocity, "--velocity", "optimizer.velocity") { spec.optimizer.velocityForm = $0 }
    try given.number(smoothing, "--smoothing", "optimizer.smoothing") {
      spec.optimizer.smoothing = $0
    }
    try given.number(beta1, "--beta1", "optimizer.beta1") { spec.optimizer.beta1 = $0 }
    try given.number(beta2, "--beta2", "optimizer.beta2") { spec.optimizer.beta2 = $0 }
    try given.number(epsilon, "--epsilon", "optimizer.epsilon") { spec.optimizer.epsilon = $0 }
    given.value(epsilonPlacement, "--epsilon-placement", "optimizer.epsilon_placement") {
      spec.optimizer.epsilonPlacement = $0
    }
    given.value(
      noBiasCorrection ? true : nil, "--no-bias-correction", "optimizer.bias_correction"
    ) { spec.optimizer.correctsBias = !$0 }
    try given.number(weightDecay, "--weight-decay", "optimizer.weight_decay") {
      spec.optimizer.weightDecay = $0
    }
    given.value(decayBiases ? true : nil, "--decay-biases", "optimizer.decay_biases") {
      spec.network.decaysBiases = $0
    }
  }

  /// Options that were given and change nothing with this optimizer.
  func notes(on kind: OptimizerKind) -> [String] {
    var notes: [String] = []
    func note(_ isGiven: Bool, _ option: String, _ kinds: Set<OptimizerKind>, _ words: String) {
      if isGiven, !kinds.contains(kind) {
        notes.append(
          "\(option) has no effect with the optimizer \(kind.rawValue); it needs \(words)")
      }
    }
    note(momentum != nil, "--momentum", [.momentum, .nesterov], "momentum or nesterov")
    note(velocity != nil, "--velocity", [.momentum, .nesterov], "momentum or nesterov")
    note(smoothing != nil, "--smoothing", [.rmsprop], "rmsprop")
    note(beta1 != nil, "--beta1", [.adam, .adamw], "adam or adamw")
    note(beta2 != nil, "--beta2", [.adam, .adamw], "adam or adamw")
    note(epsilon != nil, "--epsilon", [.rmsprop, .adam, .adamw], "rmsprop, adam or adamw")
    note(
      epsilonPlacement != nil, "--epsilon-placement", [.rmsprop, .adam, .adamw],
      "rmsprop, adam or adamw")
    note(noBiasCorrection, "--no-bias-correction", [.adam, .adamw], "adam or adamw")
    return notes
  }
}
