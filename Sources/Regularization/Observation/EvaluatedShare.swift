/// The samples that a run's curves are measured on: small parts whole, of a large one a share that
/// the seed alone decides.
struct EvaluatedShare: Sendable {
  /// Numbers of samples, ascending.
  var training: [Int32]
  var validation: [Int32]

  /// Parts of up to so many samples are small.
  static let wholeLimit = 2000
  /// Of a large one so many are taken.
  static let size = 1000

  init(training: Int, validation: Int, seed: UInt64) {
    self.training = EvaluatedShare.choose(of: training, seed: seed, index: 0)
    self.validation = EvaluatedShare.choose(of: validation, seed: seed, index: 1)
  }

  private static func choose(of count: Int, seed: UInt64, index: UInt32) -> [Int32] {
    guard count > wholeLimit else { return (0..<Int32(count)).map { $0 } }
    var generator = CounterGenerator(seed: seed, purpose: .evaluation, index: index)
    return generator.permutation(of: count).prefix(size).sorted()
  }

  var counts: EvaluatedSamples {
    EvaluatedSamples(training: training.count, validation: validation.count)
  }
}
