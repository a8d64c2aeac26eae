import ArgumentParser
import Lessons
import Regularization

extension MaskCommand {
  /// The plan of a mask file, with the options that overrule it.
  ///
  /// *Throws*: `ExitCode` 2 after the issues of the file, `ValidationError` for an option that has
  /// no place beside a file.
  func plan(ofFile path: String) throws -> MaskRunPlan {
    try refuseOptions(beside: path)
    let reading = MaskFileReader(file: path).read(try TrainCommand.read(path))
    guard let file = reading.file else { throw RunPlan.refuse(reading.issues) }
    var plan = MaskRunPlan(file: file)
    if length.batch != nil, file.says("batches") {
      throw GivenSettings.refusal(
        "--batch", length.batch ?? "", "\(path) says which samples each update has; take it out")
    }
    try setDropProbabilities(of: &plan)
    try penalties.apply(to: &plan.settings.network, noting: &plan.given)
    try updates.apply(
      to: &plan.settings, fileGivesRate: file.says("learning_rate"), noting: &plan.given)
    try length.apply(to: &plan)
    try plan.refuse(plan.spec.problems())
    return plan
  }

  private func refuseOptions(beside path: String) throws {
    let options = [
      ("--inputs", samples.inputs.first), ("--target", samples.target.first),
      ("--weights", samples.weights), ("--parameters", samples.parameters),
      ("--layers", network.layers), ("--activation", network.activation?.rawValue),
      ("--output-activation", network.outputActivation?.rawValue),
      ("--initial-weights", network.initialWeights?.rawValue), ("--loss", network.loss?.rawValue),
    ]
    for case (let option, let text?) in options {
      throw GivenSettings.refusal(
        option, text, "\(path) says what the network and its samples are; take it out, or the file")
    }
  }

  private func setDropProbabilities(of plan: inout MaskRunPlan) throws {
    if let text = network.inputDropout {
      plan.given.note("network.input_dropout", option: "--input-dropout", text: text)
      plan.base?.setDropProbability(
        try MaskDecimals.number(text, of: "--input-dropout"), ofLayer: 0)
    }
    guard let text = network.dropout, let hidden = plan.base.map({ $0.spec.parameters.count - 1 })
    else { return }
    plan.given.note("network.dropout", option: "--dropout", text: text)
    let all = try MaskDecimals.list(text, of: "--dropout")
    guard hidden > 0, all.count == 1 || all.count == hidden else {
      throw GivenSettings.refusal(
        "--dropout", text,
        hidden == 0
          ? "there is no hidden layer whose outputs could be dropped; give --input-dropout"
          : "it gives \(all.count) for \(hidden) hidden layer\(hidden == 1 ? "" : "s"); give one "
            + "for all, or one for each")
    }
    for layer in 1...hidden {
      plan.base?.setDropProbability(all.count == 1 ? all[0] : all[layer - 1], ofLayer: layer)
    }
  }
}

extension MaskRunPlan {
  init(file: SpecFile<MaskPlan>) {
    let spec = file.spec.spec
    self.file = file
    base = file.spec
    settings.optimizer = spec.optimizer
    settings.learningRate = spec.learningRate
    settings.batchSize = spec.batchSize
    settings.seed = spec.seed
    iterations = spec.iterations
    convention = spec.convention
    let layer = spec.network.layers[0]
    if !layer.penalty.isNone { settings.network.penalties = [layer.penalty] }
    settings.network.penalizesBiases = !layer.biasPenalty.isNone
    settings.network.decaysBiases = layer.decaysBiases
  }

  /// The file's spec under the present settings.
  func overlaid(_ base: MaskSpec) -> MaskSpec {
    var spec = base
    spec.optimizer = settings.optimizer
    spec.learningRate = settings.learningRate
    spec.batchSize = settings.batchSize
    spec.seed = settings.seed
    spec.iterations = iterations
    spec.convention = convention
    let penalty = settings.network.penalties.first ?? .none
    for layer in spec.network.layers.indices {
      spec.network.layers[layer].penalty = penalty
      spec.network.layers[layer].biasPenalty =
        settings.network.penalizesBiases ? penalty : .none
      spec.network.layers[layer].decaysBiases = settings.network.decaysBiases
    }
    return spec
  }
}
