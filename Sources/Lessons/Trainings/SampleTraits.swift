import Regularization

/// What decides which pictures samples can be shown in; of a file nothing is known before it is
/// read.
struct SampleTraits: Hashable {
  var inputs: Int?
  var isOfClasses: Bool?
  var hasValidation: Bool?

  /// Before the samples are read.
  init(_ spec: DataSpec) {
    switch spec.source {
    case .generated(let set):
      isOfClasses = !set.isRegression
      switch set {
      case .circle, .xor, .gauss, .spiral, .moons, .plane, .hills: inputs = 2
      case .irrelevant, .collinear: inputs = 10
      }
    case .named(let name):
      switch ShippedSet.named(name)?.content {
      case .images: isOfClasses = true
      case .table(let table): isOfClasses = (spec.task ?? table.task) == .classes
      case nil: isOfClasses = spec.task.map { $0 == .classes }
      }
    }
    if spec.validationShare == 0 { hasValidation = false }
  }

  init(_ samples: TrainingData) {
    inputs = samples.training.inputs
    isOfClasses = samples.training.targets.isOfClasses
    hasValidation = samples.validation.count > 0
  }

  /// Why a panel would be empty; `nil` where it would not, as far as one can know.
  func reasonAgainst(_ panel: LabPanel, runs: [LabRun]) -> (reason: String, remedy: String)? {
    let takeOut = "take it out, or train on other samples"
    switch panel {
    case .loss, .histogram, .norms, .weights, .table: return nil
    case .accuracy, .confusion:
      if isOfClasses == false { return ("these samples have values, not classes", takeOut) }
      if panel == .confusion, hasValidation == false {
        return ("no samples are kept for validation", "take it out, or give a validation share")
      }
      return nil
    case .surface:
      guard let inputs, inputs != 2 else { return nil }
      return ("it pictures 2 inputs, and these samples have \(inputs)", takeOut)
    case .network:
      let widths = (inputs.map { [$0] } ?? []) + (runs.first?.spec.network.hiddenUnits ?? [])
      let limit = ObservationRequest.pictureUnitLimit
      guard let width = widths.max(), width > limit else { return nil }
      return (
        "it pictures layers of up to \(limit) units, and one has \(width)",
        "take it out, or train a smaller network"
      )
    case .units: return runs.first?.spec.network.reasonAgainstUnits
    case .twins:
      guard runs.count == 1 else { return nil }
      return ("it compares runs, and there is one", "take it out, or name a second run")
    }
  }

  /// Why a run has no such figure; `nil` where it has, as far as one can know.
  func reasonAgainst(_ measure: RunMeasure, of network: NetworkPlan) -> String? {
    switch measure {
    case .meanCorrelation, .largestLossIncrease: return network.reasonAgainstUnits?.reason
    case .trainAccuracy, .validationAccuracy:
      if isOfClasses == false { return "the samples have values, not classes" }
      return measure == .validationAccuracy ? reasonAgainst(.validationLoss, of: network) : nil
    case .validationLoss, .gap, .bestValidationLoss, .bestEpoch:
      return hasValidation == false ? "no samples are kept for validation" : nil
    default: return nil
    }
  }

  /// Why a dial would turn nothing in any of the runs.
  static func reasonAgainst(
    _ dial: LabDial, among dials: [LabDial], runs: [LabRun]
  ) -> (reason: String, remedy: String)? {
    guard let spec = runs.first?.spec else { return nil }
    switch dial {
    case .learningRate, .l1, .l2, .weightDecay, .batchSize, .optimizer, .validation, .standardize:
      return nil
    case .zeroRule:
      let isPulled = runs.contains { $0.spec.network.penalties.contains { $0.l1 > 0 } }
      return isPulled || dials.contains(.l1)
        ? nil : ("no run has an L1 penalty", "take it out, or add the dial “l1”")
    case .dropout:
      return spec.network.hiddenUnits.isEmpty
        ? ("there is no hidden layer whose outputs could be dropped", "take it out") : nil
    case .noise, .samples:
      if case .generated = spec.data.source { return nil }
      return ("these samples are not computed", "take it out: it is for generated sets")
    case .labelNoise:
      return SampleTraits(spec.data).isOfClasses == false
        ? ("these samples have values, and no labels", "take it out") : nil
    }
  }
}
