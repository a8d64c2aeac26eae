/// The inputs of samples, row after row.
public enum Features: Sendable, Hashable {
  /// Pixels as they are stored; 0 to 255 stands for 0 to 1.
  case bytes([UInt8])
  case reals([Double])
}

/// What is to be predicted.
public enum Targets: Sendable, Hashable {
  /// A class for each sample, 0 to below `count`.
  case classes([Int32], count: Int, names: [String])
  /// Values, `width` for each sample, row after row.
  case values([Double], width: Int)

  public var isOfClasses: Bool {
    if case .classes = self { true } else { false }
  }
}

/// How inputs are pictured: rows and columns of pixels.
public struct ImageShape: Sendable, Hashable {
  public var rows: Int
  public var columns: Int

  public init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
  }
}

/// Samples with what is to be predicted.
///
/// *Shapes*: `features: [count, inputs]`, targets `[count]` or `[count, width]`.
public struct DataSet: Sendable, Hashable {
  public var count: Int
  public var inputs: Int
  public var features: Features
  public var targets: Targets
  /// Names of the inputs where the source has them, else empty.
  public var inputNames: [String]
  public var imageShape: ImageShape?

  public init(
    count: Int, inputs: Int, features: Features, targets: Targets, inputNames: [String] = [],
    imageShape: ImageShape? = nil
  ) {
    self.count = count
    self.inputs = inputs
    self.features = features
    self.targets = targets
    self.inputNames = inputNames
    self.imageShape = imageShape
  }
}

/// An input is fed to the network as `(value − shift)·scale`, the value being as it is stored: a
/// byte counts 0 to 255.
///
/// *Shapes*: `shift: [inputs]`, `scale: [inputs]`.
public struct InputScaling: Sendable, Hashable {
  public var shift: [Double]
  public var scale: [Double]

  public init(shift: [Double], scale: [Double]) {
    self.shift = shift
    self.scale = scale
  }
}

/// The samples of a run, parted and ready.
public struct TrainingData: Sendable, Hashable {
  public var name: String
  public var training: DataSet
  /// Never trained on; may be empty.
  public var validation: DataSet
  /// The set's own test part where validation was split off the training part, else `nil`.
  public var test: DataSet?
  /// Applied to the inputs of all parts as they are fed. Bytes without it are divided by 255.
  public var scaling: InputScaling?

  public init(
    name: String, training: DataSet, validation: DataSet, test: DataSet? = nil,
    scaling: InputScaling? = nil
  ) {
    self.name = name
    self.training = training
    self.validation = validation
    self.test = test
    self.scaling = scaling
  }
}
