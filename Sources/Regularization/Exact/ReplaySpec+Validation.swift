/// A replay's setting that is out of range, by the setting's name.
public enum ReplaySpecError: Error, Sendable, Hashable {
  case noWeights
  case tooManyWeights(Int)
  case emptyName
  case duplicateName(String)
  /// As many gradients or targets are needed as there are weights.
  case lossCount(Int, weights: Int)
  case strength(ExactDecimal)
  case l1Ratio(ExactDecimal)
  case learningRate(ExactDecimal)
  case iterations(Int)
  case places(Int)
  /// A rounding exception for an update that the replay does not have.
  case roundingException(StepRounding.Cell)
  /// A figure would grow beyond ``ReplaySpec/lengthLimit``.
  case length(Int)
  /// All figures together would grow beyond ``ReplaySpec/digitLimit``.
  case digits(Int)
}

extension ReplaySpecError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noWeights: "there is no weight; name at least one"
    case .tooManyWeights(let count):
      "\(count) weights are too many; at most \(ReplaySpec.weightLimit) are allowed"
    case .emptyName: "a weight has an empty name"
    case .duplicateName(let name): "two weights are called “\(name)”; every name is used once"
    case .lossCount(let count, let weights):
      "there are \(count) gradients or targets for \(weights) weights; give one, or one per weight"
    case .strength(let value): "the strength is \(value); it must be 0 or more"
    case .l1Ratio(let value): "the l1 ratio is \(value); it must be from 0 to 1"
    case .learningRate(let value): "the learning rate is \(value); it must be more than 0"
    case .iterations(let value):
      "\(value) iterations; it must be a whole number from 1 to \(ReplaySpec.iterationLimit)"
    case .places(let value):
      "\(value) decimal places; it must be a whole number from 0 to \(ReplaySpec.placesLimit)"
    case .roundingException(let cell):
      "a rounding is given for weight \(cell.weight + 1) in iteration \(cell.iteration), "
        + "which the replay does not have"
    case .length(let count):
      "the figures would grow to about \(count) digits, at most \(ReplaySpec.lengthLimit) are "
        + "allowed; \(ReplaySpecError.remedy)"
    case .digits(let count):
      "all figures together would take about \(count) digits, at most \(ReplaySpec.digitLimit) "
        + "are allowed; \(ReplaySpecError.remedy)"
    }
  }

  private static let remedy =
    "take fewer iterations or weights, settings with fewer digits, or round the steps"
}

extension ReplaySpec {
  /// *Throws*: ``ReplaySpecError`` for the first setting that is out of range.
  public func validate() throws(ReplaySpecError) {
    guard !weights.isEmpty else { throw .noWeights }
    guard weights.count <= ReplaySpec.weightLimit else { throw .tooManyWeights(weights.count) }
    var names: Set<String> = []
    for weight in weights {
      guard !weight.name.isEmpty else { throw .emptyName }
      guard names.insert(weight.name).inserted else { throw .duplicateName(weight.name) }
    }
    guard loss.figures.count == weights.count else {
      throw .lossCount(loss.figures.count, weights: weights.count)
    }
    guard strength.signum >= 0 else { throw .strength(strength) }
    guard l1Ratio.signum >= 0, l1Ratio <= .one else { throw .l1Ratio(l1Ratio) }
    guard learningRate.signum > 0 else { throw .learningRate(learningRate) }
    guard 1...ReplaySpec.iterationLimit ~= iterations else { throw .iterations(iterations) }
    if let rounding { try validate(rounding) }
    guard lengthEstimate <= ReplaySpec.lengthLimit else { throw .length(lengthEstimate) }
    guard digitEstimate <= ReplaySpec.digitLimit else { throw .digits(digitEstimate) }
  }

  private func validate(_ rounding: StepRounding) throws(ReplaySpecError) {
    let limits = 0...ReplaySpec.placesLimit
    guard limits ~= rounding.places else { throw .places(rounding.places) }
    // In a fixed order, so that the same spec always gives the same error.
    let exceptions = rounding.exceptions.sorted {
      ($0.key.iteration, $0.key.weight) < ($1.key.iteration, $1.key.weight)
    }
    for (cell, places) in exceptions {
      guard 1...iterations ~= cell.iteration, weights.indices.contains(cell.weight) else {
        throw .roundingException(cell)
      }
      guard limits ~= places else { throw .places(places) }
    }
  }

  /// How many digits the longest weight may have, at most.
  ///
  /// Where a weight is multiplied by `1 − η·s` in every iteration (`s` the curvature of loss and
  /// penalty), its length grows by the length of that factor.
  public var lengthEstimate: Int { startLength + iterations * growth }

  /// How many digits the weights of all iterations may come to, at most.
  public var digitEstimate: Int {
    weights.count * iterations * (startLength + iterations * growth / 2)
  }

  /// The digits that come in with the settings, and those of a sum of all steps.
  private var startLength: Int {
    let start = weights.map { length($0.initial) }.max() ?? 0
    let pull = loss.figures.map(length).max() ?? 0
    let sum = length(ExactDecimal(iterations)) + 1
    return start + pull + length(learningRate) + length(l1Strength) + length(l2Factor) + sum
  }

  /// The digits that come to a weight in one iteration.
  private var growth: Int {
    let isQuadratic = if case .quadratic = loss { true } else { false }
    let curvature = l2Factor + (isQuadratic ? .one : .zero)
    let shrinkage = learningRate * curvature
    let factor = (.one - shrinkage).magnitude
    let placesGrowth = rounding == nil ? shrinkage.places : 0
    return placesGrowth + (factor <= .one ? 0 : factor.integerDigits)
  }

  private func length(_ value: ExactDecimal) -> Int { value.places + value.integerDigits }
}
