/// Weights counted by size.
///
/// *Formula*: bin k of n holds the weights from `−range + 2·range·k/n` on; those beyond the range
/// are in the first and the last.
public struct WeightHistogram: Sendable, Hashable {
  /// A power of two: at least as much as any weight of the layer was in size at a recorded step of
  /// the group. It grows and never shrinks.
  public var range: Double
  public var counts: [Int]
  public var statistics: WeightStatistics

  /// Bins of a ``HistogramRecord``.
  public static let recordedBins = 41

  public init(range: Double, counts: [Int], statistics: WeightStatistics) {
    self.range = range
    self.counts = counts
    self.statistics = statistics
  }
}

/// The weights of every layer counted by size at a step of a run.
public struct HistogramRecord: Sendable, Hashable {
  /// Updates done.
  public var step: Int
  /// Layer by layer; all records of a run have the same ranges, so that they can be pictured over
  /// time.
  public var layers: [WeightHistogram]

  public init(step: Int, layers: [WeightHistogram]) {
    self.step = step
    self.layers = layers
  }
}

/// A layer's weights, `[inputs][units]` row after row; of a layer with more than
/// ``ObservationRequest/matrixLimit`` of them those of the first units.
public struct WeightMatrix: Sendable, Hashable {
  public var layer: Int
  public var inputs: Int
  public var units: Int
  public var values: [Float]

  public init(layer: Int, inputs: Int, units: Int, values: [Float]) {
    self.layer = layer
    self.inputs = inputs
    self.units = units
    self.values = values
  }
}

/// A network's output over a square of two inputs, row after row from the top.
public struct DecisionSurface: Sendable, Hashable {
  public var columns: Int
  public var rows: Int
  /// From −1, surely class 0, to 1, surely class 1. Of more than two classes: from 0 to 1 how sure
  /// the network is of the class it finds. Of values: divided by the largest target in size and
  /// brought into ±1.
  public var values: [Float]
  /// The class found, of more than two; else empty.
  public var classes: [Int32]
  /// The square: first and second input from −limit to limit. Each value is that of the middle of
  /// its cell.
  public var limit: Double

  public init(
    columns: Int, rows: Int, values: [Float], classes: [Int32] = [], limit: Double
  ) {
    self.columns = columns
    self.rows = rows
    self.values = values
    self.classes = classes
    self.limit = limit
  }
}

/// One sample on its way through a small network, in training mode: the next update's masks, those of
/// the sample's row where it is in that update's batch, else those of the first row.
public struct NetworkPicture: Sendable, Hashable {
  /// Layer by layer, the inputs first; before any of them is dropped or scaled. The last are the
  /// network's outputs before softmax or sigmoid.
  public var activations: [[Float]]
  /// Layer by layer as ``activations``, whether a unit is dropped: not fed to the next layer.
  public var isDropped: [[Bool]]
  /// Layer by layer `[inputs][units]` row after row.
  public var weights: [[Float]]

  public init(activations: [[Float]], isDropped: [[Bool]], weights: [[Float]]) {
    self.activations = activations
    self.isDropped = isDropped
    self.weights = weights
  }
}

/// A weight with its value.
public struct NamedValue: Sendable, Hashable {
  public var place: WeightPlace
  public var value: Double
  /// The share of itself that it loses per update to L2 and to weight decay
  /// (``OptimizerSpec/decayShare(l2Factor:decays:learningRate:secondMoment:updates:)``); `nil` where
  /// neither touches it, and where nothing can be said yet.
  public var decayShare: Double?

  public init(place: WeightPlace, value: Double, decayShare: Double? = nil) {
    self.place = place
    self.value = value
    self.decayShare = decayShare
  }
}

/// Which classes are taken for which, on the samples that the curves are measured on
/// (``RunObservation/evaluated``).
public struct Confusion: Sendable, Hashable {
  public var names: [String]
  /// `[class][class found]`
  public var counts: [[Int]]
  /// Samples whose class is not found, the first ``misclassifiedLimit`` of them.
  public var misclassified: [Misclassified]

  public static let misclassifiedLimit = 20

  public init(names: [String], counts: [[Int]], misclassified: [Misclassified]) {
    self.names = names
    self.counts = counts
    self.misclassified = misclassified
  }
}

/// A sample whose class is not found.
public struct Misclassified: Sendable, Hashable {
  /// Its number in the part.
  public var sample: Int
  public var label: Int
  public var found: Int
  /// Its pixels from 0 to 1, row after row; empty where the samples are no images.
  public var pixels: [Float]

  public init(sample: Int, label: Int, found: Int, pixels: [Float]) {
    self.sample = sample
    self.label = label
    self.found = found
    self.pixels = pixels
  }
}
