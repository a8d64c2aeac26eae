public import ArgumentParser
public import Regularization

extension PenaltyKind: ExpressibleByArgument {}
extension L2Convention: ExpressibleByArgument {}
extension ZeroRule: ExpressibleByArgument {}
extension ReplayFormat: ExpressibleByArgument {}

/// `regtutor replay`: gradient descent on a few weights in exact decimals.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Replay gradient descent with a penalty, every digit exact.",
    discussion: """
      Examples:
        regtutor replay --gradient 1
        regtutor replay --gradient 1 --penalty l1 --zero-rule hold --iterations 8
        regtutor replay --gradient 1 --penalty l2 --round-step 5
        regtutor replay --target 1.5,0.05 --penalty l1 --zero-rule proximal
        regtutor replay --weights a=1.5,b=-0.5 --gradient a=1,b=-2 --format csv

      The loss is either linear in every weight (--gradient) or ½(θ − c)² (--target). Numbers are \
      decimals such as 0.1, -3, .5 or 1e-4, with up to 400 digits.
      """)

  @Option(
    help: ArgumentHelp(
      "Where the weights start: named, θ1=1.5,θ2=0.5, or 1.5,0.5 for θ1, θ2, …",
      valueName: "list"))
  var weights = "1.5,0.5"

  @Option(
    help: ArgumentHelp(
      "The constant gradient of the loss: one for all weights, one for each, or θ1=1,θ2=2.",
      valueName: "list"))
  var gradient: String?

  @Option(
    help: ArgumentHelp(
      "The targets c of the loss ½(θ − c)², given as for --gradient.", valueName: "list"))
  var target: String?

  @Option(help: "The penalty.")
  var penalty = PenaltyKind.none

  @Option(
    help: ArgumentHelp(
      "λ, how strong the penalty is; 0 or more. (default: 0.1)", valueName: "number"))
  var strength: String?

  @Option(help: ArgumentHelp("η, more than 0.", valueName: "number"))
  var learningRate = "0.1"

  @Option(
    help: ArgumentHelp(
      "The share of L1 in the elastic net, 0 to 1. (default: 0.5)", valueName: "number"))
  var l1Ratio: String?

  @Option(
    help: "What L2 is: half (unless given), λ/2·θ², gradient λθ; or full, λ·θ², gradient 2λθ.")
  var l2Convention: L2Convention?

  @Option(
    help: """
      What L1 does at zero: subgradient (unless given), sign(0) = 0 and nothing else; hold, an \
      update that crosses zero ends there for good; proximal, the penalty pulls to zero but never \
      past it.
      """)
  var zeroRule: ZeroRule?

  @Option(help: ArgumentHelp("How many, 1 to \(ReplaySpec.iterationLimit).", valueName: "count"))
  var iterations = "5"

  @Option(
    help: ArgumentHelp(
      """
      Round every step to so many decimal places, a half away from zero, and go on with the \
      rounded weight.
      """,
      valueName: "places"))
  var roundStep: String?

  @Option(
    help: ArgumentHelp(
      """
      With --round-step: but round this one to so many, e.g. 'θ1[3]=4' for θ1 in iteration 3. May \
      be repeated.
      """,
      valueName: "step"))
  var roundStepAt: [String] = []

  @Option(help: "How the replay is written.")
  var format = ReplayFormat.text

  mutating func run() throws {
    let spec = try spec()
    let replay = try Replay(spec)
    var notes = Output.standardError()
    for note in notesOnUnusedOptions {
      try? notes.writeLine("regtutor: note: \(note)")
    }
    try? notes.flush()

    var output = Output.standard()
    for line in ReplayReport(replay, format: format) { try output.writeLine(line) }
    try output.flush()
  }

  /// Options that were given and change nothing here.
  private var notesOnUnusedOptions: [String] {
    var notes: [String] = []
    func note(_ option: String, needs: String) {
      notes.append("\(option) has no effect with --penalty \(penalty.rawValue); it needs \(needs)")
    }
    if strength != nil, penalty == .none { note("--strength", needs: "l1, l2 or elastic-net") }
    if l1Ratio != nil, penalty != .elasticNet { note("--l1-ratio", needs: "elastic-net") }
    if l2Convention != nil, !penalty.hasL2 { note("--l2-convention", needs: "l2 or elastic-net") }
    if zeroRule != nil, !penalty.hasL1 { note("--zero-rule", needs: "l1 or elastic-net") }
    return notes
  }

  /// *Throws*: `ValidationError` with the option, the value and what is allowed.
  private func spec() throws -> ReplaySpec {
    let named = try ReplayArguments.weights(weights)
    let loss: ReplayLoss
    switch (gradient, target) {
    case (let gradient?, nil):
      loss = .constantGradient(
        try ReplayArguments.figures(gradient, of: "--gradient", for: named))
    case (nil, let target?):
      loss = .quadratic(targets: try ReplayArguments.figures(target, of: "--target", for: named))
    case (nil, nil):
      throw ValidationError(
        "a loss is missing: give --gradient (the same slope everywhere, e.g. --gradient 1) "
          + "or --target (the loss ½(θ − c)², e.g. --target 1.5,0.05)")
    case (_?, _?):
      throw ValidationError("--gradient and --target are two losses; give one of them")
    }

    let count = try ReplayArguments.count(
      iterations, of: "--iterations", in: 1...ReplaySpec.iterationLimit)
    let spec = ReplaySpec(
      weights: named, loss: loss, penalty: penalty,
      strength: try ReplayArguments.number(
        strength ?? "0.1", of: "--strength", allowed: "a number of 0 or more"
      ) { $0.signum >= 0 },
      l1Ratio: try ReplayArguments.number(
        l1Ratio ?? "0.5", of: "--l1-ratio", allowed: "a number from 0 to 1"
      ) { $0.signum >= 0 && $0 <= .one },
      l2Convention: l2Convention ?? .half, zeroRule: zeroRule ?? .subgradient,
      learningRate: try ReplayArguments.number(
        learningRate, of: "--learning-rate", allowed: "a number above 0"
      ) { $0.signum > 0 },
      iterations: count,
      rounding: try ReplayArguments.rounding(
        roundStep, exceptions: roundStepAt, weights: named, iterations: count))
    do throws(ReplaySpecError) {
      try spec.validate()
    } catch {
      throw ValidationError("\(error)")
    }
    return spec
  }
}
