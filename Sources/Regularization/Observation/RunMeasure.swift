/// A figure of a run at a step, by the name that lessons and exports give it.
public enum RunMeasure: String, CaseIterable, Sendable, Hashable {
  case step, epochs
  case dataLoss = "data_loss"
  case penalty, objective
  case trainAccuracy = "train_accuracy"
  case validationLoss = "validation_loss"
  case validationAccuracy = "validation_accuracy"
  /// Validation loss − training loss.
  case gap
  /// Weights that are exactly zero, and those below 1e-3 in size.
  case zeros, small
  case l1Norm = "l1_norm"
  case l2Norm = "l2_norm"
  case largest
  /// The lowest validation loss so far, and after how many epochs it was reached: where early
  /// stopping would have stopped.
  case bestValidationLoss = "best_validation_loss"
  case bestEpoch = "best_epoch"
  /// The mean of |correlation| of two units of a hidden layer.
  case meanCorrelation = "mean_correlation"
  /// How much the loss rises when the hidden unit is taken out that costs most.
  case largestLossIncrease = "largest_loss_increase"

  /// Whether it is known only where ``ObservationRequest/units`` are asked for.
  public var isOfUnits: Bool { self == .meanCorrelation || self == .largestLossIncrease }

  /// `nil` where the run has no such figure: no validation part, or no classes.
  public func value(of run: RunObservation) -> Double? {
    let now = run.now
    switch self {
    case .step: return Double(now.step)
    case .epochs: return now.epochs
    case .dataLoss: return now.dataLoss
    case .penalty: return now.penalty
    case .objective: return now.objective
    case .trainAccuracy: return now.trainingAccuracy
    case .validationLoss: return now.validationLoss
    case .validationAccuracy: return now.validationAccuracy
    case .gap: return now.gap
    case .zeros: return Double(now.weights.zeros)
    case .small: return Double(now.weights.small)
    case .l1Norm: return now.weights.l1Norm
    case .l2Norm: return now.weights.l2Norm
    case .largest: return now.weights.largest
    case .bestValidationLoss: return run.best?.validationLoss
    case .bestEpoch: return run.best?.epochs
    case .meanCorrelation: return run.units?.meanCorrelation
    case .largestLossIncrease: return run.units?.largestIncrease
    }
  }
}

extension RunObservation {
  /// The curve's point with the lowest validation loss up to the present step.
  public var best: CurvePoint? {
    guard let bestStep else { return nil }
    return bestStep == now.step ? now : curves.first { $0.step == bestStep }
  }
}
