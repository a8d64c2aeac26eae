/// Which values the settings of a run may have: read by the check of a spec, by the format of
/// the training file and its schema, and by the command line's help.
public enum TrainingRanges {
  public static let samples = 2...DataSpec.sampleLimit
  public static let noise = NumberRange.zeroToOne
  public static let validationShare = NumberRange(lower: 0, upper: 0.9)
  public static let trainingLimit = 1...Int.max
  public static let labelNoise = NumberRange.zeroToOne
  public static let dropProbability = NumberRange.zeroToBelowOne
  public static let strength = NumberRange.zeroOrMore
  public static let l1Ratio = NumberRange.zeroToOne
  public static let learningRate = NumberRange.aboveZero
  /// Of momentum, smoothing, β₁ and β₂.
  public static let decayFactor = NumberRange.zeroToBelowOne
  public static let epsilon = NumberRange(lower: OptimizerSpec.epsilonMinimum)
  public static let weightDecay = NumberRange.zeroOrMore
  public static let scheduleFactor = NumberRange.aboveZero
  public static let scheduleEpochs = 1...epochs.upperBound
  public static let finalRate = NumberRange.zeroOrMore
  public static let clip = NumberRange.aboveZero
  public static let batchSize = 1...1_000_000
  public static let epochs = 0...1_000_000
  public static let patience = 1...epochs.upperBound
  public static let exactZeros = 1...parameterLimit
  public static let stopDataLoss = NumberRange.any
  public static let changeStep = 0...Int.max
  public static let units = 1...parameterLimit
  /// Hidden layers: deeper than any multi-layer perceptron that still learns.
  public static let hiddenLayerLimit = 200
  /// Weights and biases of a network. In Float32 these, their gradient and two moments of Adam are
  /// 16 bytes each: 800 MB at the limit, 1.6 GB in Float64.
  public static let parameterLimit = 50_000_000
  /// Outputs of all units for all samples of a batch, kept for the way back: 800 MB in Float32.
  public static let activationLimit = 200_000_000
}
