/// How far a run has come.
public struct TrainingPosition: Sendable, Hashable {
  /// Updates done.
  public var step = 0
  /// Whole epochs done.
  public var epoch = 0
  /// Samples of the present epoch that were trained on.
  public var samples = 0

  public init() {}
}

/// A run at one moment: with its spec, all that the next updates depend on.
public struct TrainingState: Sendable, Hashable {
  public var position: TrainingPosition
  public var precision: Precision
  /// Parameters and moments as they lie in memory, little-endian; `nil` where the optimizer keeps
  /// none.
  public var parameters: [UInt8]
  public var firstMoment: [UInt8]?
  public var secondMoment: [UInt8]?

  public init(
    position: TrainingPosition, precision: Precision, parameters: [UInt8], firstMoment: [UInt8]?,
    secondMoment: [UInt8]?
  ) {
    self.position = position
    self.precision = precision
    self.parameters = parameters
    self.firstMoment = firstMoment
    self.secondMoment = secondMoment
  }

  /// Bytes that it takes.
  public var size: Int {
    parameters.count + (firstMoment?.count ?? 0) + (secondMoment?.count ?? 0)
      + MemoryLayout<TrainingState>.stride
  }
}

/// Why a run cannot begin.
public struct TrainingProblem: Error, Sendable, Hashable, CustomStringConvertible {
  public var message: String
  /// What would help.
  public var remedy: String

  public init(_ message: String, remedy: String) {
    self.message = message
    self.remedy = remedy
  }

  public var description: String { "\(message); \(remedy)" }
}

/// A run whose numbers left the range of finite ones.
public struct Divergence: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Sign: Sendable, Hashable {
    /// The data loss of the batch is infinite or not a number.
    case loss
    /// A parameter is, after the update.
    case parameters
  }

  /// The first bad update, from 1. The run stands before it.
  public var step: Int
  public var sign: Sign
  /// Of the batches before the bad one, the newest last; at most 5.
  public var lastLosses: [Double]

  public var description: String {
    switch sign {
    case .loss: "in step \(step) the loss is no finite number any more"
    case .parameters: "in step \(step) a weight is no finite number any more"
    }
  }
}

/// A part of the samples of a run.
public enum DataPart: String, CaseIterable, Sendable, Hashable {
  case training, validation, test
}

/// A network held against samples in inference mode: nothing is dropped, nothing is updated.
public struct Evaluation: Sendable, Hashable {
  public var samples: Int
  /// The mean over the samples.
  public var dataLoss: Double
  /// The share of samples whose class is found, 0 to 1; `nil` for values.
  public var accuracy: Double?
  /// The class found for each sample; empty for values.
  public var classes: [Int32]
}

/// Norms and zeros of weights, biases left out.
public struct WeightStatistics: Sendable, Hashable {
  public var count: Int
  /// Weights that are exactly zero.
  public var zeros: Int
  /// Weights below 1e-3 in size, zeros among them.
  public var small: Int
  /// `Σ|w|`
  public var l1Norm: Double
  /// `√Σw²`
  public var l2Norm: Double
  public var largest: Double
}
