import ArgumentParser
import Lessons
import Regularization

/// What a lab shows and how, as options.
struct LabOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A run beside the first, up to three of them: none, or what is different, such as "
        + "l1=0.001,l1-rule=proximal.", valueName: "settings"))
  var twin: [String] = []

  @Option(
    help: ArgumentHelp(
      "What is shown, in this order: \(LabPanel.names). (default: by the samples)",
      valueName: "list"))
  var panels: String?

  @Flag(help: "Start at once.")
  var play = false

  @Option(
    help: ArgumentHelp(
      "For the states that the way back needs. (default: \(LabOptions.usualMemory))",
      valueName: "MiB"))
  var memory: String?

  @Option(help: ArgumentHelp("Frames while it trains, 1 to 60. (default: 30)", valueName: "count"))
  var framesPerSecond: String?

  @Option(
    help: ArgumentHelp(
      "Where exports go; nothing there is overwritten. (default: the current folder)",
      valueName: "dir"))
  var exportTo: String?

  static let usualMemory = 256
  private static let memories = 16...65_536
  private static let frameRates = 1...60

  /// *Throws*: `ValidationError`.
  func settings(threads: Int, instructionSet: InstructionSet?) throws -> LabHost.Settings {
    var settings = LabHost.Settings()
    settings.threads = threads
    settings.instructionSet = instructionSet
    if let memory {
      settings.memoryLimit = try whole(memory, of: "--memory", LabOptions.memories) << 20
    }
    if let framesPerSecond {
      settings.framesPerSecond = try whole(
        framesPerSecond, of: "--frames-per-second", LabOptions.frameRates)
    }
    if let exportTo {
      guard DiskDataFiles(lessonsFolder: nil).kind(of: .path(exportTo)) == .folder else {
        throw GivenSettings.refusal(
          "--export-to", exportTo, "there is no such folder; name one, or make it first")
      }
      settings.exportFolder = exportTo
    }
    return settings
  }

  private func whole(_ text: String, of option: String, _ range: ClosedRange<Int>) throws -> Int {
    let value = try GivenSettings.whole(text, of: option)
    guard range ~= value else {
      throw GivenSettings.refusal(
        option, text, "give a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  /// The first run with its twins, the panels, and every dial that has a meaning.
  ///
  /// *Throws*: `ValidationError`, or `ExitCode` 2 after problems were told.
  func plan(for first: TrainingSpec) throws -> LabPlan {
    var specs = [first]
    guard twin.count < LabPlan.runLimit else {
      throw ValidationError(
        "--twin is given \(twin.count) times; at most \(LabPlan.runLimit) runs are shown, the "
          + "first one included: leave out \(twin.count - LabPlan.runLimit + 1)")
    }
    for text in twin {
      let other = try TwinSettings(text, of: first).twin
      if let same = specs.firstIndex(of: other) {
        let name = same == 0 ? "the first run" : "--twin “\(twin[same - 1])”"
        throw GivenSettings.refusal(
          "--twin", text, "this would be the same as \(name); give another setting, or leave it out"
        )
      }
      specs.append(other)
    }
    return LabPlan(
      runs: RunNames.runs(of: specs), panels: try panels(for: first), dials: dials(for: first),
      epochs: first.epochs)
  }

  private func panels(for spec: TrainingSpec) throws -> [LabPanel] {
    guard let panels else { return usualPanels(for: spec) }
    var chosen: [LabPanel] = []
    for name in panels.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
      guard let panel = LabPanel(rawValue: name) else {
        throw GivenSettings.refusal(
          "--panels", name, "there is no such panel; there are \(LabPanel.names)")
      }
      guard !chosen.contains(panel) else {
        throw GivenSettings.refusal("--panels", panels, "\(name) is given twice; give it once")
      }
      chosen.append(panel)
    }
    return chosen
  }

  private func usualPanels(for spec: TrainingSpec) -> [LabPanel] {
    var panels: [LabPanel] = [.loss]
    switch spec.data.source {
    case .generated(.irrelevant), .generated(.collinear): panels += [.histogram, .table]
    case .generated: panels += [.surface, .network]
    case .named(let name):
      switch ShippedSet.named(name)?.content {
      case .images: panels += [.weights, .histogram]
      case .table(let table):
        panels += table.imageShape == nil ? [.histogram, .table] : [.weights, .histogram]
      // A file of images says so by its name, as those of MNIST do, or by lying in a folder.
      case nil: panels += name.contains("idx3") ? [.weights, .histogram] : [.histogram, .table]
      }
    }
    if !twin.isEmpty { panels.append(.twins) }
    return panels
  }

  private func dials(for spec: TrainingSpec) -> [LabDial] {
    LabDial.allCases.filter { dial in
      switch dial {
      case .noise, .samples:
        if case .generated = spec.data.source { true } else { false }
      case .labelNoise:
        if case .generated(let set) = spec.data.source { !set.isRegression } else { true }
      case .dropout: !spec.network.hiddenUnits.isEmpty
      default: true
      }
    }
  }
}

extension LabPanel {
  /// All of them, as an option names them.
  static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
