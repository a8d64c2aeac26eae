/// A point of a run's curves; all of it in evaluation mode, on the same samples throughout a run: the
/// whole parts, or of large ones a fixed share (``RunObservation/evaluated``).
public struct CurvePoint: Sendable, Hashable {
  /// Updates done.
  public var step: Int
  /// The same in epochs.
  public var epochs: Double
  /// Of the training part.
  public var dataLoss: Double
  public var penalty: Double
  public var trainingAccuracy: Double?
  /// `nil` without a validation part.
  public var validationLoss: Double?
  public var validationAccuracy: Double?
  public var weights: WeightStatistics

  /// `dataLoss + penalty`
  public var objective: Double { dataLoss + penalty }

  /// How much larger the validation loss is than the training loss.
  public var gap: Double? { validationLoss.map { $0 - dataLoss } }

  public init(
    step: Int, epochs: Double, dataLoss: Double, penalty: Double, trainingAccuracy: Double?,
    validationLoss: Double?, validationAccuracy: Double?, weights: WeightStatistics
  ) {
    self.step = step
    self.epochs = epochs
    self.dataLoss = dataLoss
    self.penalty = penalty
    self.trainingAccuracy = trainingAccuracy
    self.validationLoss = validationLoss
    self.validationAccuracy = validationAccuracy
    self.weights = weights
  }
}
