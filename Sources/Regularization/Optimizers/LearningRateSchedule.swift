/// The learning rate η as a function of the updates done.
public enum LearningRateSchedule: Sendable, Hashable {
  case constant
  /// `η·factor^⌊epochs/every⌋`; factor above 0, every 1 or more.
  case step(factor: Double, everyEpochs: Int)
  /// `final + (η − final)·(1 + cos(π·epochs/over))/2` with the epochs counted in fractions, then
  /// `final`. *Source*: Loshchilov and Hutter 2017, equation 5, without restarts.
  case cosine(overEpochs: Int, final: Double)

  /// η for the next update.
  ///
  /// - Parameters:
  ///   - rate: η at the start.
  ///   - epochs: whole epochs done.
  ///   - fraction: how much of the present epoch is done, 0 to 1.
  public func rate(_ rate: Double, epochs: Int, fraction: Double) -> Double {
    switch self {
    case .constant: return rate
    case .step(let factor, let every):
      var result = rate
      for _ in 0..<(epochs / every) { result *= factor }
      return result
    case .cosine(let over, let final):
      let progress = (Double(epochs) + fraction) / Double(over)
      guard progress < 1 else { return final }
      return final + (rate - final) * (1 + ElementaryFunctions.cosine(Double.pi * progress)) / 2
    }
  }
}
