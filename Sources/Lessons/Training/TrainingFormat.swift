import Regularization

/// The format of a training file: every mapping with its keys, in one table.
///
/// The reader, its messages, the JSON schema and the check of the written description all read it.
public enum TrainingFormat {
  public static let mappings: [FormatMapping] = [
    file, dataSection, networkSection, optimizerSection, scheduleSection, penaltySection,
    layerPenalty, clipSection, stopSection, change, changedOptimizer,
  ]

  static func mapping(_ name: String) -> FormatMapping? { mappings.first { $0.name == name } }

  private static func key(
    _ name: String, _ type: FormatType, _ summary: String, isRequired: Bool = false
  ) -> FormatKey {
    FormatKey(name: name, type: type, isRequired: isRequired, summary: summary)
  }

  private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ type: Choice.Type
  ) -> FormatType {
    .choice(type.allCases.map(\.rawValue))
  }

  static let file = FormatMapping(
    name: "training file", summary: "All that decides a training run.",
    keys: [
      key("format_version", .version, "The version of the format: 1.", isRequired: true),
      key("data", .mapping("data section"), "The samples.", isRequired: true),
      key("network", .mapping("network section"), "The layers; without it there is one, linear."),
      key(
        "loss", choice(Loss.self),
        "Found out if not given: cross-entropy for three classes or more, logistic for two, "
          + "squared-error for values."),
      key("optimizer", .mapping("optimizer section"), "The rule of the updates; sgd if not given."),
      key(
        "learning_rate", .number(TrainingRanges.learningRate),
        "η; 0.001 for adam, adamw and rmsprop, 0.1 for the others, if not given."),
      key("schedule", .mapping("schedule section"), "How the learning rate goes on; constant."),
      key("penalty", .mapping("penalty section"), "L1, L2 or both; none if not given."),
      key("clip", .mapping("clip section"), "A bound on the gradient of the data loss."),
      key("batch_size", .whole(TrainingRanges.batchSize), "Samples in an update; 32."),
      key("epochs", .whole(TrainingRanges.epochs), "Passes over the training part; 10."),
      key("stop", .mapping("stop section"), "What ends the run before its last epoch."),
      key("seed", .seed, "Decides weights, split, noise, order and dropout; 1."),
      key("precision", choice(Precision.self), "Of the numbers that are trained; float32."),
      key(
        "changes", .list(.mapping("change"), count: 0...LessonFormat.listLimit),
        "Settings that are changed on the way, in the order of their steps."),
    ])

  static let dataSection = FormatMapping(
    name: "data section", summary: "The samples and how they are prepared.",
    keys: [
      key(
        "set", .text(limit: 1000),
        "A generated set, a shipped or installed one, or a file, relative to this one.",
        isRequired: true),
      key("samples", .whole(TrainingRanges.samples), "How many a generated set has; 500."),
      key("noise", .number(TrainingRanges.noise), "How far generated points are strewn; 0.1."),
      key(
        "validation", .number(TrainingRanges.validationShare),
        "The share kept for validation; the set's own test part where it has one, else 0.2."),
      key(
        "training_limit", .whole(TrainingRanges.trainingLimit), "At most so many training samples."),
      key(
        "standardize", .flag, "Every input to mean 0 and variance 1 on the training part; false."),
      key(
        "label_noise", .number(TrainingRanges.labelNoise),
        "The share of training labels replaced by another class; 0."),
      key("target", .text(limit: 200), "The column of a CSV file to predict; the last."),
      key(
        "task", choice(DataTask.self),
        "Whether a CSV file's target is classes or values; found out if not given."),
    ])

  static let networkSection = FormatMapping(
    name: "network section", summary: "The layers between the samples and the loss.",
    keys: [
      key(
        "hidden",
        .list(.whole(TrainingRanges.units), count: 0...TrainingRanges.hiddenLayerLimit),
        "Units of the hidden layers; [] is linear or logistic regression."),
      key("activation", choice(Activation.self), "Of every hidden layer; relu."),
      key(
        "output_activation", choice(Activation.self),
        "Of the last layer: linear, but tanh for classes under a squared error."),
      key(
        "initial_weights", choice(WeightInitializer.self),
        "How weights are drawn; he-uniform before relu, glorot-uniform otherwise."),
      key(
        "dropout",
        .either(
          .number(TrainingRanges.dropProbability),
          .list(
            .number(TrainingRanges.dropProbability), count: 0...TrainingRanges.hiddenLayerLimit)),
        "The probability of dropping an output of a hidden layer: one for all, or a list; 0."),
      key(
        "input_dropout", .number(TrainingRanges.dropProbability),
        "The probability of dropping an input of the network; 0."),
    ])

  /// Shared by the optimizer of a run and by one that is changed to.
  private static let optimizerKeys: [FormatKey] = [
    key(
      "kind", choice(OptimizerKind.self), "It is sgd, momentum, nesterov, rmsprop, adam or adamw.",
      isRequired: true),
    key("momentum", .number(TrainingRanges.decayFactor), "μ of momentum and nesterov; 0.9."),
    key(
      "velocity", choice(VelocityForm.self),
      "What momentum sums up: gradients, as PyTorch, or steps, as Keras; gradients."),
    key("smoothing", .number(TrainingRanges.decayFactor), "ρ of rmsprop; 0.9."),
    key("beta1", .number(TrainingRanges.decayFactor), "β₁ of adam and adamw; 0.9."),
    key("beta2", .number(TrainingRanges.decayFactor), "β₂ of adam and adamw; 0.999."),
    key("epsilon", .number(TrainingRanges.epsilon), "ε of rmsprop, adam and adamw; 1e-8."),
    key(
      "epsilon_placement", choice(EpsilonPlacement.self),
      "Where ε stands: outside-root as PyTorch, before-correction as Keras's Adam, inside-root as "
        + "Keras's RMSProp; outside-root."),
    key("bias_correction", .flag, "Whether adam and adamw divide their moments by 1 − βᵗ; true."),
    key(
      "weight_decay", .number(TrainingRanges.weightDecay),
      "λ of the decoupled decay w ← (1 − ηλ)w; 0.01 for adamw, 0 for the others."),
  ]

  static let optimizerSection = FormatMapping(
    name: "optimizer section", summary: "The rule that turns gradients into updates.",
    keys: optimizerKeys + [
      key("decay_biases", .flag, "Whether the weight decay touches the biases; false.")
    ])

  static let changedOptimizer = FormatMapping(
    name: "changed optimizer", summary: "Another rule, whose moments start at zero.",
    keys: optimizerKeys)

  /// The kinds of schedule.
  enum ScheduleKind: String, CaseIterable {
    case constant, step, cosine
  }

  static let scheduleSection = FormatMapping(
    name: "schedule section", summary: "The learning rate as the run goes on.",
    keys: [
      key("kind", choice(ScheduleKind.self), "It is constant, step or cosine.", isRequired: true),
      key(
        "factor", .number(TrainingRanges.scheduleFactor), "step: what the rate is multiplied by."),
      key(
        "every_epochs", .whole(TrainingRanges.scheduleEpochs), "step: after so many epochs, again."),
      key(
        "over_epochs", .whole(TrainingRanges.scheduleEpochs),
        "cosine: how long it falls; all epochs of the run."),
      key("final", .number(TrainingRanges.finalRate), "cosine: the rate at its end; 0."),
    ])

  private static let penaltyKeys: [FormatKey] = [
    key("l1", .number(TrainingRanges.strength), "λ₁ of λ₁·Σ|w|; 0."),
    key("l2", .number(TrainingRanges.strength), "λ₂ of λ₂/2·Σw² (half) or λ₂·Σw² (full); 0."),
    key(
      "strength", .number(TrainingRanges.strength),
      "Instead of l1 and l2: λ of the elastic net λ·(r·Σ|w| + (1 − r)/2·Σw²)."),
    key("l1_ratio", .number(TrainingRanges.l1Ratio), "The r that goes with strength."),
    key("l1_rule", choice(ZeroRule.self), "What L1 does at zero; subgradient."),
    key("l2_convention", choice(L2Convention.self), "half: λ/2·Σw²; full: λ·Σw²; half."),
  ]

  static let penaltySection = FormatMapping(
    name: "penalty section", summary: "What is added to the data loss.",
    keys: penaltyKeys + [
      key("biases", .flag, "Whether the penalties touch the biases, too; false."),
      key(
        "layers",
        .list(.mapping("layer penalty"), count: 1...TrainingRanges.hiddenLayerLimit + 1),
        "A penalty for each layer from the first on, the last for all behind it; what one leaves "
          + "out is as above."),
    ])

  static let layerPenalty = FormatMapping(
    name: "layer penalty", summary: "The penalty of one layer.", keys: penaltyKeys)

  static let clipSection = FormatMapping(
    name: "clip section", summary: "A bound on the gradient of the data loss: one of the two.",
    keys: [
      key("norm", .number(TrainingRanges.clip), "Of the norm over all parameters."),
      key("value", .number(TrainingRanges.clip), "Of every part of the gradient."),
    ])

  static let stopSection = FormatMapping(
    name: "stop section", summary: "What ends the run before its last epoch.",
    keys: [
      key(
        "patience", .whole(TrainingRanges.patience),
        "After so many epochs without a lower validation loss."),
      key(
        "exact_zeros", .whole(TrainingRanges.exactZeros),
        "As soon as so many weights are exactly zero."),
      key(
        "data_loss", .number(TrainingRanges.stopDataLoss),
        "As soon as the training part's data loss is at most this."),
    ])

  static let change = FormatMapping(
    name: "change", summary: "Settings that are changed after a number of updates.",
    keys: [
      key(
        "step", .whole(TrainingRanges.changeStep),
        "After so many updates; 0 is before the first.", isRequired: true),
      key(
        "optimizer", .mapping("changed optimizer"), "Another rule; its moments start at zero."),
      key("learning_rate", .number(TrainingRanges.learningRate), "The learning rate η."),
      key("l1", .number(TrainingRanges.strength), "λ₁ of every layer's weights."),
      key("l2", .number(TrainingRanges.strength), "λ₂ of every layer's weights."),
      key("l1_rule", choice(ZeroRule.self), "What L1 does at zero."),
      key("weight_decay", .number(TrainingRanges.weightDecay), "λ of the decoupled decay."),
      key(
        "dropout", .number(TrainingRanges.dropProbability), "Of all hidden layers' outputs."),
      key("batch_size", .whole(TrainingRanges.batchSize), "Samples in an update."),
    ])
}
