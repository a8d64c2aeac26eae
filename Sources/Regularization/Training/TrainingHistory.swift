/// A run after an epoch: what is told of it.
public struct EpochRecord: Sendable, Hashable {
  /// Whole epochs done; for a part of one, the number of that one.
  public var epoch: Int
  /// Whether the epoch was left before its end.
  public var isPartial: Bool
  /// Updates done.
  public var step: Int
  /// Of the training part in inference mode.
  public var dataLoss: Double
  public var penalty: Double
  /// Shares of the samples whose class is found; `nil` for values.
  public var trainingAccuracy: Double?
  /// `nil` without a validation part.
  public var validationLoss: Double?
  public var validationAccuracy: Double?
  /// Weights that are exactly zero, biases left out, of how many.
  public var zeros: Int
  public var weights: Int
  /// `Σ|w|` and `√Σw²` of all weights, biases left out.
  public var l1Norm: Double
  public var l2Norm: Double
  /// What the updates of this epoch took; no evaluation is in it.
  public var seconds: Double

  /// `dataLoss + penalty`
  public var objective: Double { dataLoss + penalty }

  public init(
    epoch: Int, isPartial: Bool = false, step: Int, dataLoss: Double, penalty: Double,
    trainingAccuracy: Double?, validationLoss: Double?, validationAccuracy: Double?, zeros: Int,
    weights: Int, l1Norm: Double, l2Norm: Double, seconds: Double
  ) {
    self.epoch = epoch
    self.isPartial = isPartial
    self.step = step
    self.dataLoss = dataLoss
    self.penalty = penalty
    self.trainingAccuracy = trainingAccuracy
    self.validationLoss = validationLoss
    self.validationAccuracy = validationAccuracy
    self.zeros = zeros
    self.weights = weights
    self.l1Norm = l1Norm
    self.l2Norm = l2Norm
    self.seconds = seconds
  }
}

extension TrainingRun {
  /// What there is to tell of the present parameters, held against training and validation part.
  public func record(seconds: Double) -> EpochRecord {
    let training = evaluate(.training)
    let validation = evaluate(.validation)
    let weights = statistics()
    let isPartial = position.samples > 0
    return EpochRecord(
      epoch: position.epoch + (isPartial ? 1 : 0), isPartial: isPartial, step: position.step,
      dataLoss: training?.dataLoss ?? .nan, penalty: penalty,
      trainingAccuracy: training?.accuracy, validationLoss: validation?.dataLoss,
      validationAccuracy: validation?.accuracy, zeros: weights.zeros, weights: weights.count,
      l1Norm: weights.l1Norm, l2Norm: weights.l2Norm, seconds: seconds)
  }
}

/// Why a run is over.
public enum RunEnd: String, CaseIterable, Sendable, Hashable {
  /// All its epochs are done.
  case epochs
  case patience
  case exactZeros = "exact-zeros"
  case dataLoss = "data-loss"
  /// As many updates as were asked for are done.
  case steps
  /// Somebody asked it to end.
  case interrupted
  case diverged
}

/// The records of a run's epochs, and what follows from them.
public struct TrainingHistory: Sendable, Hashable {
  public private(set) var records: [EpochRecord]

  public init(_ records: [EpochRecord] = []) {
    self.records = records
  }

  /// Takes the place of the record of the epoch's first part, where there is one.
  public mutating func append(_ record: EpochRecord) {
    if records.last?.isPartial == true { records.removeLast() }
    records.append(record)
  }

  /// The whole epoch with the lowest validation loss, the first where several have it.
  public var best: EpochRecord? {
    records.filter { !$0.isPartial }.reduce(nil as EpochRecord?) { best, record in
      guard let loss = record.validationLoss, !loss.isNaN else { return best }
      return loss < best?.validationLoss ?? .infinity ? record : best
    }
  }

  /// Training alone.
  public var seconds: Double { records.reduce(0) { $0 + $1.seconds } }

  /// Whether the last whole epoch ends the run, and why.
  public func end(_ rules: StopRules, epochs: Int) -> RunEnd? {
    guard let last = records.last, !last.isPartial else { return epochs == 0 ? .epochs : nil }
    if let limit = rules.dataLoss, last.dataLoss <= limit { return .dataLoss }
    if let zeros = rules.exactZeros, last.zeros >= zeros { return .exactZeros }
    if let patience = rules.patience, let best, last.epoch - best.epoch >= patience {
      return .patience
    }
    return last.epoch >= epochs ? .epochs : nil
  }
}
