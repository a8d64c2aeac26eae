/// Weights counted by size.
///
/// *Formula*: bin k of n holds the weights from `−range + 2·range·k/n` on; those beyond the range
/// are in the first and the last.
public struct WeightHistogram: Sendable, Hashable {
  public var range: Double
  public var counts: [Int]
  public var statistics: WeightStatistics

  public init(range: Double, counts: [Int], statistics: WeightStatistics) {
    self.range = range
    self.counts = counts
    self.statistics = statistics
  }
}

/// A layer's weights, `[inputs][units]` row after row.
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
  /// From −1, surely class 0, to 1, surely class 1; for values scaled by the targets' range.
  public var values: [Float]
  /// The square: first and second input from −limit to limit.
  public var limit: Double

  public init(columns: Int, rows: Int, values: [Float], limit: Double) {
    self.columns = columns
    self.rows = rows
    self.values = values
    self.limit = limit
  }
}

/// One sample on its way through a small network, in training mode: the next update's masks.
public struct NetworkPicture: Sendable, Hashable {
  /// Layer by layer, the inputs first.
  public var activations: [[Float]]
  /// Layer by layer as ``activations``, whether a unit is dropped.
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

  public init(place: WeightPlace, value: Double) {
    self.place = place
    self.value = value
  }
}

/// Which classes are taken for which.
public struct Confusion: Sendable, Hashable {
  public var names: [String]
  /// `[class][class found]`
  public var counts: [[Int]]
  /// Samples of the part whose class is not found, the first ``misclassifiedLimit`` of them.
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
