/// A weight or a bias of a network, 0-based.
public struct WeightPlace: Sendable, Hashable {
  public var layer: Int
  /// `nil`: the unit's bias.
  public var input: Int?
  public var unit: Int

  public init(layer: Int, input: Int?, unit: Int) {
    self.layer = layer
    self.input = input
    self.unit = unit
  }
}

/// What is wanted of a run beside its curves: only what is on screen is computed.
public struct ObservationRequest: Sendable, Hashable {
  /// The only run that all this is wanted of; `nil`: all of them.
  public var run: Int?
  /// Histograms of every layer's weights, now and over time.
  public var histograms = false
  /// How many bins the present histograms have, at most 1,024; those over time have
  /// ``WeightHistogram/recordedBins``.
  public var bins = WeightHistogram.recordedBins
  /// The layer whose weights are wanted as a matrix; at most ``matrixLimit`` numbers are given.
  public var matrixLayer: Int?
  /// For two inputs: the network's output on a grid of so many columns and rows.
  public var surfaceColumns = 0
  public var surfaceRows = 0
  /// Activations of a small network for one sample of the training part.
  public var networkSample: Int?
  /// A layer with more units than this is not drawn; see ``RunObservation/picture``.
  public static let pictureUnitLimit = 64
  /// How many of the largest and of the smallest weights, by size, are wanted.
  public var extremes = 0
  /// A weight that is wanted with full digits and its next update taken apart.
  public var chosen: WeightPlace?
  /// Confusion matrix and misclassified samples of the validation part; of the training part where
  /// there is none.
  public var confusion = false
  /// How much the units of the hidden layers lean on each other.
  public var units = false

  public static let matrixLimit = 131_072

  public init() {}
}
