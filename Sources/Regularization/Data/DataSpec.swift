/// Where samples come from.
public enum DataSource: Sendable, Hashable {
  /// Points that are computed.
  case generated(GeneratedData)
  /// A set that is shipped or installed, or files of the user's, by the name that was given:
  /// `digits`, `fashion-mnist`, `measurements.csv`.
  case named(String)
}

extension DataSource {
  /// The source with a name as a learner gives it: that of a generated set, else
  /// ``DataSource/named(_:)``.
  public init(name: String) {
    self = GeneratedData(rawValue: name).map { .generated($0) } ?? .named(name)
  }

  /// The name that ``init(name:)`` reads.
  public var name: String {
    switch self {
    case .generated(let kind): kind.rawValue
    case .named(let name): name
    }
  }
}

/// What a set asks for: one of several classes, or a value.
public enum DataTask: String, CaseIterable, Sendable, Hashable {
  case classes, values
}

/// The sets that are computed. Two classes, 0 and 1, unless it says otherwise; those that can be
/// pictured lie within [−6, 6]², but for what noise carries away.
public enum GeneratedData: String, CaseIterable, Sendable, Hashable {
  /// A disc in a ring.
  case circle
  /// Two opposite quadrants against the other two.
  case xor
  /// Two normal clouds.
  case gauss
  /// Two arms wound around each other.
  case spiral
  /// Two half moons that reach into each other.
  case moons
  /// Regression: a plane, `(x₁ + x₂)/10`.
  case plane
  /// Regression: six hills and hollows.
  case hills
  /// Linear regression of 10 inputs of which 3 matter.
  case irrelevant
  /// Linear regression of 10 inputs that come in near-equal pairs.
  case collinear

  public var isRegression: Bool {
    switch self {
    case .circle, .xor, .gauss, .spiral, .moons: false
    case .plane, .hills, .irrelevant, .collinear: true
    }
  }
}

/// The samples of a run and how they are prepared.
public struct DataSpec: Sendable, Hashable {
  public var source: DataSource
  /// How many samples a generated set has, 2 to ``sampleLimit``.
  public var samples: Int
  /// How far generated points are strewn, 0 to 1: the Playground's noise dial in hundredths.
  public var noise: Double
  /// The share of samples that is kept for validation, 0 to 0.9, of samples in a random order.
  /// `nil`: the set's own test part where it has one, and the others in the order of the file;
  /// else 0.2.
  public var validationShare: Double?
  /// At most so many training samples, 1 or more, taken from the front after the split;
  /// `nil`: all.
  public var trainingLimit: Int?
  /// Whether every input is shifted and scaled to mean 0 and variance 1 *on the training part*.
  public var standardizes: Bool
  /// The share of training labels that are replaced by another class, 0 to 1; for classes alone.
  public var labelNoise: Double
  /// The column to be predicted, by name, in a CSV file; `nil`: the last.
  public var target: String?
  /// Whether the target column of a CSV file holds classes or values; `nil`: see ``CSV/task(of:)``.
  public var task: DataTask?

  public static let sampleLimit = 1_000_000

  public init(
    _ source: DataSource, samples: Int = 500, noise: Double = 0.1, validationShare: Double? = nil,
    trainingLimit: Int? = nil, standardizes: Bool = false, labelNoise: Double = 0,
    target: String? = nil, task: DataTask? = nil
  ) {
    self.source = source
    self.samples = samples
    self.noise = noise
    self.validationShare = validationShare
    self.trainingLimit = trainingLimit
    self.standardizes = standardizes
    self.labelNoise = labelNoise
    self.target = target
    self.task = task
  }
}
