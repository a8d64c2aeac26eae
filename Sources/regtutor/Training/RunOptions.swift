import ArgumentParser
internal import Glibc
import Regularization

/// Length and seed of a run, as options.
struct RunOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Samples in an update. (default: 32)", valueName: "count"))
  var batch: String?

  @Option(
    help: ArgumentHelp("Passes over the samples, 0 to 1000000. (default: 10)", valueName: "count"))
  var epochs: String?

  @Option(
    help: ArgumentHelp(
      "Decides weights, split, noise, order and dropout. (default: 1)", valueName: "number"))
  var seed: String?

  @Option(help: "Of the numbers that are trained; float32 unless given.")
  var precision: Precision?

  @Option(
    help: ArgumentHelp(
      "End after so many epochs without a lower validation loss.",
      valueName: "epochs"))
  var patience: String?

  @Option(help: ArgumentHelp("End when so many weights are exactly zero.", valueName: "count"))
  var stopZeros: String?

  @Option(help: ArgumentHelp("End when the data loss is at most this.", valueName: "number"))
  var stopLoss: String?

  func apply(to spec: inout TrainingSpec, noting given: inout GivenSettings) throws {
    try given.whole(batch, "--batch", "batch_size") { spec.batchSize = $0 }
    try given.whole(epochs, "--epochs", "epochs") { spec.epochs = $0 }
    if let seed {
      guard seed.utf8.allSatisfy({ 48...57 ~= $0 }), let value = UInt64(seed) else {
        throw GivenSettings.refusal("--seed", seed, "give a whole number from 0 to \(UInt64.max)")
      }
      given.value(value, "--seed", "seed") { spec.seed = $0 }
    }
    given.value(precision, "--precision", "precision") { spec.precision = $0 }
    try given.whole(patience, "--patience", "stop.patience") { spec.stop.patience = $0 }
    try given.whole(stopZeros, "--stop-zeros", "stop.exact_zeros") { spec.stop.exactZeros = $0 }
    try given.number(stopLoss, "--stop-loss", "stop.data_loss") { spec.stop.dataLoss = $0 }
  }
}

/// Where a run is taken up and left, as options: its spec does not know of it.
struct SessionOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Go on from a file that --save wrote.", valueName: "file"))
  var resume: String?

  @Option(
    help: ArgumentHelp("End after so many updates, wherever in an epoch.", valueName: "count"))
  var steps: String?

  /// *Throws*: `ValidationError`.
  func stepLimit() throws -> Int? {
    guard let steps else { return nil }
    let count = try GivenSettings.whole(steps, of: "--steps")
    guard count >= 0 else {
      throw GivenSettings.refusal("--steps", steps, "give a whole number of 0 or more")
    }
    return count
  }
}

/// The machine's part in a run, as options: nothing of it changes a bit.
struct MachineOptions: ParsableArguments {
  /// Which instructions are used; all give the same bits.
  enum Instructions: String, CaseIterable, ExpressibleByArgument {
    case auto, avx512, avx2, neon, portable

    /// `nil` takes the fastest.
    var chosen: InstructionSet? { InstructionSet(rawValue: rawValue) }
  }

  @Option(
    help: ArgumentHelp(
      "At most so many; the bits are the same. (default: all of the machine)", valueName: "count"))
  var threads: String?

  @Option(help: "The bits are the same with each.")
  var instructionSet = Instructions.auto

  private static let threadLimit = 256

  /// Processors of the machine.
  static var processors: Int {
    min(threadLimit, max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
  }

  /// *Throws*: `ValidationError`.
  func threadCount(unlessGiven usual: Int = processors) throws -> Int {
    guard let threads else { return usual }
    let count = try GivenSettings.whole(threads, of: "--threads")
    guard 1...MachineOptions.threadLimit ~= count else {
      throw GivenSettings.refusal(
        "--threads", threads, "give a whole number from 1 to \(MachineOptions.threadLimit)")
    }
    return count
  }
}

/// What is written of a run, as options.
struct ResultOptions: ParsableArguments {
  @Option(help: "How the epochs are written to standard output.")
  var format = RunFormat.text

  @Option(
    help: ArgumentHelp("The epochs as a file, FILE.csv or FILE.jsonl.", valueName: "file"))
  var history: String?

  @Option(
    help: ArgumentHelp("Weights and biases at the end, as .npz for NumPy.", valueName: "file"))
  var weights: String?

  @Option(help: ArgumentHelp("The run at its end, for --resume.", valueName: "file"))
  var save: String?

  @Flag(help: "The curves at the end, in plain text.")
  var plot = false

  @Flag(help: "Nothing on standard error but problems.")
  var quiet = false

  private var files: [(option: String, path: String)] {
    [("--history", history), ("--weights", weights), ("--save", save)].compactMap { option, path in
      path.map { (option, $0) }
    }
  }

  /// *Throws*: `ValidationError` for names that cannot be meant.
  func check() throws {
    if let history, !history.hasSuffix(".csv"), !history.hasSuffix(".jsonl") {
      throw GivenSettings.refusal(
        "--history", history, "the ending decides the format; give a name in .csv or .jsonl")
    }
    var seen: [String: String] = [:]
    for (option, path) in files {
      guard !path.isEmpty else {
        throw GivenSettings.refusal(option, path, "give the name of a file")
      }
      if let other = seen.updateValue(option, forKey: path) {
        throw GivenSettings.refusal(
          option, path, "\(other) writes the same file; give another name")
      }
    }
  }

  /// What would keep files from being written at the end, told while there is time to put it right.
  var obstacles: [String] {
    files.compactMap { _, path in
      FileReplacement.obstacle(to: path).map {
        "\($0); as things are, the result will not be kept there"
      }
    }
  }

  /// Writes what was asked for; what cannot be written is said. Whether all of it was written.
  func write(_ run: TrainingRun, _ session: TrainingSession, of samples: TrainingData) -> Bool {
    var isComplete = true
    func put(_ path: String?, _ content: () throws(DataProblem) -> [UInt8]) {
      guard let path else { return }
      do {
        try FileReplacement.write(try content(), to: path)
      } catch {
        RegTutor.complain("\(error); the result of the run is not kept there")
        isComplete = false
      }
    }
    put(history) { EpochData.file(session.history, isCSV: history?.hasSuffix(".csv") ?? false) }
    put(weights) { () throws(DataProblem) in try run.weightsArchive() }
    put(save) { () throws(DataProblem) in
      var spec = run.spec
      spec.data.source = RunPlan.absolute(spec.data.source)
      return try SavedRun(
        spec: spec, state: run.state, history: session.history, seconds: session.seconds,
        samplesHash: samples.trainingHash
      ).archive()
    }
    return isComplete
  }
}
