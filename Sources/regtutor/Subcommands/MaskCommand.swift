public import ArgumentParser
public import Regularization

extension DropoutConvention: ExpressibleByArgument {}

/// How `regtutor mask` writes what it computed.
enum MaskFormat: String, CaseIterable, ExpressibleByArgument {
  case text, csv, json
}

/// Which table `--format csv` writes.
enum MaskTable: String, CaseIterable, ExpressibleByArgument {
  case units, weights, losses, answers
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
        regtutor mask --inputs 1,2 --target 0 --layers 3 --dropout 0.2 --conventions 1
        regtutor mask --inputs 1,2 --target 0 --layers 3 --dropout 0.5 --modes
        regtutor mask net.yaml --masks 1000 --format csv
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

  @OptionGroup(title: "Instead of training") var looks: MaskLookOptions

  @Option(help: "How it is written.")
  var format = MaskFormat.text

  @Option(help: "With --format csv: which table; units unless given. answers is for --modes.")
  var table: MaskTable?

  @Option(
    help: ArgumentHelp(
      "With --format text: significant digits of a number, 1 to 17. (default: 6)",
      valueName: "count"))
  var digits: String?

  func run() throws {
    let look = try looks.look()
    let plan = try plan()
    if let table, !look.tables.isEmpty, !look.tables.contains(table) {
      throw GivenSettings.refusal(
        "--table", table.rawValue,
        "with \(look.option ?? "training") there are "
          + look.tables.map(\.rawValue).joined(separator: ", "))
    }
    for note in updates.notes(on: plan.spec.optimizer.kind) + unusedOptions(look) {
      RegTutor.complain("note: \(note)")
    }
    var output = Output.standard()
    let digits = try textDigits()
    switch look {
    case .training: try write(MaskReplay(plan.spec), digits, to: &output)
    case .enumeration(let layer): try write(layer, of: plan, to: &output)
    case .conventions(let text, let masks):
      let layer = try MaskCommand.layer(text, of: "--conventions", plan.spec)
      try refuseNothingDropped(plan.spec.dropProbability(ofLayer: layer) > 0, "--conventions", text)
      try ConventionText(spec: plan.spec, layer: layer, masks: masks)
        .write(as: format, digits: digits, to: &output)
    case .modes(let asks):
      try refuseNothingDropped(plan.spec.dropsAnything, "--modes")
      try ModeText(spec: plan.spec, asks: asks)
        .write(as: format, table ?? .units, digits: digits, to: &output)
    case .drawn(let masks):
      try refuseNothingDropped(plan.spec.dropsAnything, "--masks", "\(masks)")
      try DrawnMasksText(spec: plan.spec, masks: masks)
        .write(as: format, digits: digits, to: &output)
    }
    try output.flush()
  }

  private func refuseNothingDropped(
    _ drops: Bool, _ option: String, _ text: String? = nil
  ) throws {
    guard !drops else { return }
    throw ValidationError(
      "\(option)\(text.map { " “\($0)”" } ?? ""): nothing is dropped there; give --dropout for hidden "
        + "layers or --input-dropout for the inputs")
  }

  private func write(_ replay: MaskReplay, _ digits: Int, to output: inout Output) throws {
    switch format {
    case .text: try MaskText(digits: digits).write(replay, to: &output)
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
    let layer = try MaskCommand.layer(text, of: "--enumerate", plan.spec)
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
  }

  /// A layer whose inputs are dropped, 0 for those of the network.
  private static func layer(_ text: String, of option: String, _ spec: MaskSpec) throws -> Int {
    let layer = try GivenSettings.whole(text, of: option)
    let last = spec.network.layers.count - 1
    guard 0...last ~= layer else {
      throw GivenSettings.refusal(
        option, text,
        last == 0
          ? "give 0, the inputs: there is no hidden layer"
          : "give a layer from 0, the inputs, to \(last), the last hidden layer")
    }
    return layer
  }

  /// Options that were given and change nothing here.
  private func unusedOptions(_ look: MaskLook) -> [String] {
    var notes: [String] = []
    if table != nil, format != .csv { notes.append("--table has no effect without --format csv") }
    if let option = look.option {
      if table != nil, look.tables.isEmpty { notes.append("--table has no effect with \(option)") }
      if length.iterations != nil { notes.append("--iterations has no effect with \(option)") }
    }
    let enumerates = looks.enumerate != nil
    if looks.masks != nil, enumerates { notes.append("--masks has no effect with --enumerate") }
    if digits != nil, format != .text {
      notes.append("--digits has no effect with --format \(format.rawValue), which has all of them")
    }
    if digits != nil, format == .text, enumerates {
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

extension MaskSpec {
  fileprivate var dropsAnything: Bool {
    network.layers.indices.contains { dropProbability(ofLayer: $0) > 0 }
  }
}
