import ArgumentParser
import Lessons
import Regularization

/// What decides a run's bits, as a training file and as options; `train` and `lab` have the same.
struct SpecOptions: ParsableArguments {
  @Argument(help: "A training file.")
  var file: String?

  @OptionGroup(title: "Samples") var samples: DataOptions
  @OptionGroup(title: "Network") var network: NetworkOptions
  @OptionGroup(title: "Penalties") var penalties: PenaltyOptions
  @OptionGroup(title: "Updates") var updates: UpdateOptions
  @OptionGroup(title: "Run") var run: RunOptions

  /// The spec from the file, which the options overrule.
  ///
  /// - Parameter usual: what there is where neither a file nor a set is named.
  ///
  /// *Throws*: `ValidationError`, or `ExitCode` 2 after the issues of a file were told.
  func plan(usual: TrainingSpec? = nil) throws -> RunPlan {
    var plan: RunPlan
    if let file {
      let bytes = try TrainCommand.read(file)
      let reading = TrainingFileReader(file: file).read(bytes)
      guard let read = reading.file else { throw RunPlan.refuse(reading.issues) }
      plan = RunPlan(spec: read.spec, given: GivenSettings(), file: read)
      plan.spec.data.source = RunPlan.resolve(read.spec.data.source, besides: file)
    } else if let set = samples.data {
      plan = RunPlan(spec: TrainingSpec(data: DataSpec(.named(set))), given: GivenSettings())
    } else if let usual {
      plan = RunPlan(spec: usual, given: GivenSettings())
    } else {
      throw ValidationError(
        "no samples are named: give a training file, or --data with a set or a file, such as "
          + "--data spiral")
    }
    try apply(to: &plan)
    return plan
  }

  func apply(to plan: inout RunPlan) throws {
    try samples.apply(to: &plan.spec.data, noting: &plan.given)
    try network.apply(to: &plan.spec, noting: &plan.given)
    try penalties.apply(to: &plan.spec.network, noting: &plan.given)
    try run.apply(to: &plan.spec, noting: &plan.given)
    try updates.apply(
      to: &plan.spec, fileGivesRate: plan.file?.says("learning_rate") ?? false,
      noting: &plan.given)
  }
}
