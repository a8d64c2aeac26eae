import Regularization

/// The format of a trace file: a run with nothing left to chance.
public enum TraceFormat {
  public static let mappings: [FormatMapping] = [
    file, layer, samples, step, optimizer, penalty, TrainingFormat.clipSection,
  ]

  static func mapping(_ name: String) -> FormatMapping? { mappings.first { $0.name == name } }

  /// Far beyond what anybody writes out; the file's size is the narrower limit.
  static let listLimit = 10_000_000

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

  private static func list(_ item: FormatType, least: Int = 1) -> FormatType {
    .list(item, count: least...listLimit)
  }

  static let file = FormatMapping(
    name: "trace file", summary: "A run with nothing left to chance.",
    keys: [
      key("format_version", .version, "The version of the format: 1.", isRequired: true),
      key("precision", choice(Precision.self), "Of all numbers; float64 if not given."),
      key(
        "layers", list(.mapping("trace layer")), "From the first hidden layer to the output.",
        isRequired: true),
      key("loss", choice(Loss.self), "The mean over a step's samples.", isRequired: true),
      key("data", .mapping("trace data"), "The samples.", isRequired: true),
      key("steps", list(.mapping("trace step"), least: 0), "The updates.", isRequired: true),
      key("optimizer", .mapping("trace optimizer"), "The rule of the updates.", isRequired: true),
      key("penalties", list(.mapping("trace penalty"), least: 0), "What is added to the loss."),
      key(
        "drop_probabilities", list(.number(TrainingRanges.dropProbability)),
        "For the inputs of each layer; what is kept is scaled by 1/(1 − p)."),
      key("clip", .mapping("clip section"), "A bound on the gradient of the data loss."),
      key(
        "report", list(.whole(0...Int.max), least: 0),
        "After which steps all parameters are reported, 0 before the first; the last step."),
    ])

  static let layer = FormatMapping(
    name: "trace layer", summary: "A layer with its initial weights.",
    keys: [
      key("inputs", .whole(TrainingRanges.units), "How many inputs it has.", isRequired: true),
      key("units", .whole(TrainingRanges.units), "How many outputs it has.", isRequired: true),
      key("activation", choice(Activation.self), "Of its units.", isRequired: true),
      key(
        "weights", list(list(.number(.any))), "For each input a row with a weight for each unit.",
        isRequired: true),
      key("biases", list(.number(.any)), "For each unit.", isRequired: true),
    ])

  static let samples = FormatMapping(
    name: "trace data", summary: "The samples: inputs, and either classes or targets.",
    keys: [
      key(
        "inputs", list(list(.number(.any))), "For each sample its inputs.", isRequired: true),
      key("classes", list(.whole(0...Int(Int32.max))), "For each sample its class, from 0."),
      key("targets", list(list(.number(.any))), "For each sample its values."),
    ])

  static let step = FormatMapping(
    name: "trace step", summary: "The samples of an update, and what is dropped.",
    keys: [
      key(
        "samples", list(.whole(0...Int.max)), "Samples from 0, in the order in which they count.",
        isRequired: true),
      key(
        "masks", list(.either(.null, list(list(.whole(0...1))))),
        "For each layer null, or for each sample of the step a row of its inputs: 1 kept, "
          + "0 dropped."),
    ])

  static let optimizer = FormatMapping(
    name: "trace optimizer", summary: "The rule that turns gradients into updates.",
    keys: TrainingFormat.changedOptimizer.keys + [
      key(
        "learning_rate", .number(TrainingRanges.learningRate), "η, the same in every step.",
        isRequired: true),
      key(
        "decays", list(.text(limit: 40), least: 0),
        "What the weight decay touches: layer1.weights, layer1.biases …; all weights."),
    ])

  static let penalty = FormatMapping(
    name: "trace penalty", summary: "L1, L2 or both on some parameters.",
    keys: [
      key("l1", .number(TrainingRanges.strength), "λ₁ of λ₁·Σ|w|; 0."),
      key("l2", .number(TrainingRanges.strength), "λ₂ of λ₂/2·Σw² (half) or λ₂·Σw² (full); 0."),
      key("l1_rule", choice(ZeroRule.self), "What L1 does at zero; subgradient."),
      key("l2_convention", choice(L2Convention.self), "half or full; half."),
      key(
        "parameters", list(.text(limit: 40)),
        "What it touches: layer1.weights, layer1.biases …", isRequired: true),
    ])
}
