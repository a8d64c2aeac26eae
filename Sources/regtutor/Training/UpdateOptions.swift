public import ArgumentParser
public import Regularization

extension OptimizerKind: ExpressibleByArgument {}
extension VelocityForm: ExpressibleByArgument {}
extension EpsilonPlacement: ExpressibleByArgument {}

/// Optimizer, learning rate and clipping, as options.
struct UpdateOptions: ParsableArguments {
  /// The kinds of schedule.
  enum Schedule: String, CaseIterable, ExpressibleByArgument {
    case constant, step, cosine
  }

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

  @Option(help: "How the learning rate goes on; constant unless given.")
  var schedule: Schedule?

  @Option(help: ArgumentHelp("step: what the rate is multiplied by.", valueName: "number"))
  var scheduleFactor: String?

  @Option(help: ArgumentHelp("step: after so many epochs, again and again.", valueName: "epochs"))
  var scheduleEvery: String?

  @Option(help: ArgumentHelp("cosine: how long it falls. (default: all)", valueName: "epochs"))
  var scheduleOver: String?

  @Option(help: ArgumentHelp("cosine: the rate at its end. (default: 0)", valueName: "number"))
  var scheduleFinal: String?

  @Option(help: ArgumentHelp("Bound on the norm of the loss’s gradient.", valueName: "number"))
  var clipNorm: String?

  @Option(help: ArgumentHelp("Bound on every part of the loss’s gradient.", valueName: "number"))
  var clipValue: String?

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
    try applySchedule(to: &spec, noting: &given)
    if let clipNorm, clipValue != nil {
      throw GivenSettings.refusal("--clip-norm", clipNorm, "--clip-value is given, too; give one")
    }
    try given.number(clipNorm, "--clip-norm", "clip.norm") { spec.clip = .norm($0) }
    try given.number(clipValue, "--clip-value", "clip.value") { spec.clip = .value($0) }
  }

  private func applySchedule(
    to spec: inout TrainingSpec, noting given: inout GivenSettings
  ) throws {
    var factor: Double?
    var every: Int?
    var over: Int?
    var final: Double?
    if case .step(let value, let epochs) = spec.schedule { (factor, every) = (value, epochs) }
    if case .cosine(let epochs, let value) = spec.schedule { (over, final) = (epochs, value) }
    let before = spec.schedule
    try given.number(scheduleFactor, "--schedule-factor", "schedule.factor") { factor = $0 }
    try given.whole(scheduleEvery, "--schedule-every", "schedule.every_epochs") { every = $0 }
    try given.whole(scheduleOver, "--schedule-over", "schedule.over_epochs") { over = $0 }
    try given.number(scheduleFinal, "--schedule-final", "schedule.final") { final = $0 }
    given.value(schedule, "--schedule", "schedule.kind") { _ in }
    let kind: Schedule =
      schedule
      ?? {
        switch before {
        case .constant: .constant
        case .step: .step
        case .cosine: .cosine
        }
      }()
    switch kind {
    case .constant: spec.schedule = .constant
    case .step:
      guard let factor, let every else {
        throw ValidationError(
          "--schedule step needs --schedule-factor and --schedule-every, such as 0.5 and 10")
      }
      spec.schedule = .step(factor: factor, everyEpochs: every)
    case .cosine:
      spec.schedule = .cosine(overEpochs: over ?? max(1, spec.epochs), final: final ?? 0)
    }
  }
}

extension UpdateOptions {
  /// Options that were given and change nothing under these settings.
  func notes(on spec: TrainingSpec) -> [String] {
    var notes: [String] = []
    let kind = spec.optimizer.kind
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
    var isStep = false
    var isCosine = false
    if case .step = spec.schedule { isStep = true }
    if case .cosine = spec.schedule { isCosine = true }
    for (option, value, matters, needs) in [
      ("--schedule-factor", scheduleFactor, isStep, "step"),
      ("--schedule-every", scheduleEvery, isStep, "step"),
      ("--schedule-over", scheduleOver, isCosine, "cosine"),
      ("--schedule-final", scheduleFinal, isCosine, "cosine"),
    ] where value != nil && !matters {
      notes.append("\(option) has no effect without --schedule \(needs)")
    }
    return notes
  }
}
