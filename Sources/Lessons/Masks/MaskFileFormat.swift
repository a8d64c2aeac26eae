import Regularization

/// The format of a mask file: a small network with given weights, whose dropout is gone through.
public enum MaskFileFormat {
  public static let mappings: [FormatMapping] = [
    file, layer, samples, penalty, TrainingFormat.optimizerSection,
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

  /// The orders that need no list.
  enum Order: String, CaseIterable {
    case inOrder = "in-order"
    case shuffled
  }

  private static let row = FormatType.list(.decimal(.any), count: MaskRanges.units)
  private static let probability = FormatType.number(TrainingRanges.dropProbability)

  static let file = FormatMapping(
    name: "mask file", summary: "A small network whose dropout is gone through number by number.",
    keys: [
      key("format_version", .version, "The version of the format: 1.", isRequired: true),
      key(
        "layers", .list(.mapping("mask layer"), count: MaskRanges.layers),
        "From the first hidden layer to the output.", isRequired: true),
      key("data", .mapping("mask data"), "The samples.", isRequired: true),
      key(
        "dropout",
        .either(probability, .list(probability, count: 0...MaskRanges.layers.upperBound)),
        "The probability of dropping an output of a hidden layer: one for all, or a list; 0."),
      key("input_dropout", probability, "The probability of dropping an input of the network; 0."),
      key(
        "loss", choice(Loss.self),
        "Found out if not given: squared-error for targets; for classes logistic with one output, "
          + "else cross-entropy."),
      key("optimizer", .mapping("optimizer section"), "The rule of the updates; sgd if not given."),
      key(
        "learning_rate", .number(TrainingRanges.learningRate),
        "η; 0.001 for adam, adamw and rmsprop, 0.1 for the others, if not given."),
      key("penalty", .mapping("mask penalty"), "L1, L2 or both on all weights; none if not given."),
      key("batch_size", .whole(MaskRanges.batchSize), "Samples in an update; 1."),
      key(
        "order", choice(Order.self),
        "in-order, or shuffled as in a training run of the same seed; in-order."),
      key(
        "batches",
        .list(
          .list(.whole(MaskRanges.samples), count: MaskRanges.batchSize),
          count: 1...MaskRanges.iterations.upperBound),
        "Instead of batch_size and order: the samples of each update, from 1; then again."),
      key("iterations", .whole(MaskRanges.iterations), "Updates; 1."),
      key("seed", .seed, "Decides the masks and the shuffled order; 1."),
      key(
        "convention", choice(DropoutConvention.self), "What is scaled, and when; inverted."),
    ])

  static let layer = FormatMapping(
    name: "mask layer", summary: "A layer with its initial weights.",
    keys: [
      key(
        "weights", .list(row, count: MaskRanges.units),
        "For each input a row with a weight for each unit.", isRequired: true),
      key("biases", row, "For each unit; 0."),
      key("activation", choice(Activation.self), "Of its units; linear."),
    ])

  static let samples = FormatMapping(
    name: "mask data", summary: "The samples: inputs, and either targets or classes.",
    keys: [
      key(
        "inputs", .list(row, count: MaskRanges.samples), "For each sample its inputs.",
        isRequired: true),
      key("targets", .list(row, count: MaskRanges.samples), "For each sample its values."),
      key(
        "classes", .list(.whole(0...MaskRanges.units.upperBound), count: MaskRanges.samples),
        "For each sample its class, from 0."),
    ])

  static let penalty = FormatMapping(
    name: "mask penalty", summary: "What is added to the data loss.",
    keys: TrainingFormat.layerPenalty.keys + [
      key("biases", .flag, "Whether it touches the biases, too; false.")
    ])
}
