public import ArgumentParser
public import Regularization

extension DropoutConvention: ExpressibleByArgument {}

/// How `regtutor mask` writes what it computed.
enum MaskFormat: String, CaseIterable, ExpressibleByArgument {
  case text, csv, json
}

/// Which table `--format csv` writes.
enum MaskTable: String, CaseIterable, ExpressibleByArgument {
  case units, weights, losses
}

/// `regtutor mask`: dropout on a small network, every random number and every gradient told.
struct MaskCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mask",
    abstract: "Train a small network with dropout, and print every number of it.",
    discussion: """
      Examples:
        regtutor mask --inputs 0.5,-1.2 --target 1 --layers 3 --dropout 0.5
        regtutor mask --inputs 0.5,-1.2 --target 1 --layers 3,2 --dropout 0.2,0.5 --seed 11
        regtutor mask net.yaml --iterations 3 --format csv
        regtutor mask --inputs 1,2 --target 0 --layers 3 --dropout 0.5 --optimizer momentum \
      --iterations 2 --format csv --table weights
        regtutor mask --inputs 1,2 --target 0 --input-dropout 0.2 --parameters 2,-0.5,1 --enumerate 0
        regtutor mask --inputs 1,2 --target 0 --weights run.npz --activation relu --dropout 0.5

      A unit is dropped where its random number is below the drop probability; survivors are \
      multiplied by 1/(1 − p). The random numbers are those of “regtutor train” with the same \
      seed, the weights those that it draws with --precision float64. Layer 0 are the inputs. Text \
      has six digits of a number unless --digits asks for more, csv and json have all of them. The \
      loss is squared-error unless --loss says otherwise. A file gives network, weights and \
      samples; docs/mask.md describes it.
      """)

  @Argument(help: "A mask file; without one the options say what network and samples are.")
  var file: String?

  @OptionGroup(title: "Samples") var samples: MaskSampleOptions
  @OptionGroup(title: "Network") var network: NetworkOptions
  @OptionGroup(title: "Penalties") var penalties: PenaltyOptions
  @OptionGroup(title: "Updates") var updates: OptimizerOptions
  @OptionGroup(title: "Run") var length: MaskRunOptions

  @Option(
    help: ArgumentHelp(
      """
      Instead of training: all 2ⁿ masks of a layer (0: the inputs) with their exact probabilities, \
      and their mean beside the output at inference.
      """, valueName: "layer"))
  var enumerate: String?

  @Option(help: "How it is written.")
  var format = MaskFormat.text

  @Option(help: "With --format csv: which table; units unless given.")
  var table: MaskTable?

  @Option(
    help: ArgumentHelp(
      "With --format text: significant digits of a number, 1 to 17. (default: 6)",
      valueName: "count"))
  var digits: String?

  func run() throws {
    let plan = try plan()
    for note in updates.notes(on: plan.spec.optimizer.kind) + unusedOptions {
      RegTutor.complain("note: \(note)")
    }
    var output = Output.standard()
    if let enumerate {
      try write(enumerate, of: plan, to: &output)
    } else {
      try write(MaskReplay(plan.spec), to: &output)
    }
  }

  private func write(_ replay: MaskReplay, to output: inout Output) throws {
    switch format {
    case .text: try MaskText(digits: try textDigits()).write(replay, to: &output)
    case .csv: try MaskData.writeCSV(replay, table ?? .units, to: &output)
    case .json: try MaskData.writeJSON(replay, to: &output)
    }
    try output.flush()
    if let divergence = replay.divergence {
      RegTutor.complain(
        "diverged: \(divergence); lower the learning rate, or ask for fewer iterations")
      throw ExitCode(1)
    }
  }

  private func textDigits() throws -> Int {
    guard let digits else { return 6 }
    let count = try GivenSettings.whole(digits, of: "--digits")
    guard 1...17 ~= count else {
      throw GivenSettings.refusal("--digits", digits, "give a whole number from 1 to 17")
    }
    return count
  }

  private func write(_ text: String, of plan: MaskRunPlan, to output: inout Output) throws {
    let layer = try GivenSettings.whole(text, of: "--enumerate")
    let last = plan.spec.network.layers.count - 1
    guard 0...last ~= layer else {
      throw GivenSettings.refusal(
        "--enumerate", text,
        last == 0
          ? "give 0, the inputs: there is no hidden layer"
          : "give a layer from 0, the inputs, to \(last), the last hidden layer")
    }
    guard let exact = plan.exact else {
      throw GivenSettings.refusal(
        "--enumerate", text,
        "weights that are drawn or read are binary numbers, and have no exact decimals; give the "
          + "weights with --parameters, or in a mask file")
    }
    var all: [MaskExpectation] = []
    for sample in plan.spec.inputs.indices {
      do throws(SpecProblem) {
        all.append(
          try MaskExpectation(
            exact, sample: sample, layer: layer, convention: plan.spec.convention))
      } catch {
        throw GivenSettings.refusal("--enumerate", text, "\(error.message); \(error.remedy)")
      }
    }
    try EnumerationText.write(all, format: format, to: &output)
    try output.flush()
  }

  /// Options that were given and change nothing here.
  private var unusedOptions: [String] {
    var notes: [String] = []
    if table != nil, format != .csv { notes.append("--table has no effect without --format csv") }
    if table != nil, enumerate != nil { notes.append("--table has no effect with --enumerate") }
    if length.iterations != nil, enumerate != nil {
      notes.append("--iterations has no effect with --enumerate")
    }
    if digits != nil, format != .text {
      notes.append("--digits has no effect with --format \(format.rawValue), which has all of them")
    }
    if digits != nil, format == .text, enumerate != nil {
      notes.append("--digits has no effect with --enumerate, whose numbers are exact")
    }
    return notes
  }

  private func plan() throws -> MaskRunPlan {
    if let file { return try plan(ofFile: file) }
    var plan = MaskRunPlan()
    try samples.applyWeights(to: &plan, network)
    try network.apply(to: &plan.settings, noting: &plan.given)
    try penalties.apply(to: &plan.settings.network, noting: &plan.given)
    try updates.apply(to: &plan.settings, fileGivesRate: false, noting: &plan.given)
    try length.apply(to: &plan)
    try plan.refuse(plan.settings.problems())
    try samples.applySamples(to: &plan)
    try plan.refuse(plan.spec.problems())
    return plan
  }
}
