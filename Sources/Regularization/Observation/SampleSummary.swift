/// What is told once of the samples of a run, for pictures of them.
public struct SampleSummary: Sendable, Hashable {
  /// A sample of two inputs.
  public struct Point: Sendable, Hashable {
    /// As the network is fed them.
    public var x: Float
    public var y: Float
    /// The class, or the value to be predicted.
    public var target: Float

    public init(x: Float, y: Float, target: Float) {
      self.x = x
      self.y = y
      self.target = target
    }
  }

  public var name: String
  public var training: Int
  public var validation: Int
  public var inputs: Int
  /// Empty where the source has none.
  public var inputNames: [String]
  /// Empty for values.
  public var classNames: [String]
  public var imageShape: ImageShape?
  /// For samples of two inputs, at most ``pointLimit`` of each part; else empty.
  public var trainingPoints: [Point]
  public var validationPoints: [Point]

  public static let pointLimit = 2000

  public init(
    name: String, training: Int, validation: Int, inputs: Int, inputNames: [String] = [],
    classNames: [String] = [], imageShape: ImageShape? = nil, trainingPoints: [Point] = [],
    validationPoints: [Point] = []
  ) {
    self.name = name
    self.training = training
    self.validation = validation
    self.inputs = inputs
    self.inputNames = inputNames
    self.classNames = classNames
    self.imageShape = imageShape
    self.trainingPoints = trainingPoints
    self.validationPoints = validationPoints
  }

  public var isOfClasses: Bool { !classNames.isEmpty }
}
