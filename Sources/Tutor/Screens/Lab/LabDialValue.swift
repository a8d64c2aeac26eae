public import Lessons
import Regularization
import TerminalUI

extension LabDial {
  /// Its name on screen.
  public var name: String {
    switch self {
    case .learningRate: "η"
    case .l1: "L1 λ"
    case .l2: "L2 λ"
    case .zeroRule: "zero rule"
    case .weightDecay: "decay"
    case .dropout: "dropout"
    case .batchSize: "batch"
    case .optimizer: "optimizer"
    case .noise: "noise"
    case .samples: "samples"
    case .validation: "validation"
    case .standardize: "standardize"
    case .labelNoise: "label noise"
    }
  }

  /// Its name in a sentence.
  var phrase: String {
    switch self {
    case .learningRate: "the learning rate η"
    case .l1: "the strength λ of L1"
    case .l2: "the strength λ of L2"
    case .zeroRule: "what L1 does at zero"
    case .weightDecay: "the weight decay"
    case .dropout: "the dropout of the hidden layers"
    case .batchSize: "the batch size"
    case .optimizer: "the optimizer"
    case .noise: "the noise of the samples"
    case .samples: "the number of samples"
    case .validation: "the share of samples kept for validation"
    case .standardize: "whether inputs are standardized"
    case .labelNoise: "the share of wrong labels"
    }
  }

  /// Whether its value is a figure that can be typed.
  public var takesFigures: Bool {
    switch self {
    case .zeroRule, .optimizer, .standardize: false
    default: true
    }
  }

  /// Whether a run depends on it.
  func acts(on spec: TrainingSpec, _ samples: SampleSummary?) -> Bool {
    switch self {
    case .learningRate, .l1, .l2, .weightDecay, .batchSize, .optimizer: true
    case .validation, .standardize, .samples: true
    case .zeroRule: spec.l1 > 0
    case .dropout: !spec.network.hiddenUnits.isEmpty
    case .noise: if case .generated = spec.data.source { true } else { false }
    case .labelNoise: samples?.isOfClasses ?? true
    }
  }

  /// Its value in words; of a spec without recorded changes.
  func text(in spec: TrainingSpec) -> String {
    switch self {
    case .zeroRule: spec.zeroRule.rawValue
    case .optimizer: spec.optimizer.kind.rawValue
    case .standardize: spec.data.standardizes ? "yes" : "no"
    case .validation where spec.data.validationShare == nil: "as usual"
    case .samples where figure(in: spec) == nil: "all"
    default: figure(in: spec).map { Self.text($0) } ?? ""
    }
  }

  /// A setting with all its digits, and none that says nothing.
  static func text(_ value: Double) -> String {
    let text = value.rounded(significantDigits: 17)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// Its value where it is a figure; `nil` where none is given.
  func figure(in spec: TrainingSpec) -> Double? {
    switch self {
    case .learningRate: spec.learningRate
    case .l1: spec.l1
    case .l2: spec.l2
    case .weightDecay: spec.optimizer.weightDecay
    case .dropout: spec.hiddenDropout
    case .batchSize: Double(spec.batchSize)
    case .noise: spec.data.noise
    case .samples:
      isGenerated(spec) ? Double(spec.data.samples) : spec.data.trainingLimit.map(Double.init)
    case .validation: spec.data.validationShare
    case .labelNoise: spec.data.labelNoise
    case .zeroRule, .optimizer, .standardize: nil
    }
  }

  /// The spec with another figure.
  func setting(_ value: Double, in spec: TrainingSpec) -> TrainingSpec {
    var spec = spec
    switch self {
    case .noise: spec.data.noise = value
    case .samples:
      let count = Int(exactly: value.rounded()) ?? .max
      if isGenerated(spec) { spec.data.samples = count } else { spec.data.trainingLimit = count }
    case .validation: spec.data.validationShare = value
    case .labelNoise: spec.data.labelNoise = value
    default: if let change = change(to: value) { spec.take(change) }
    }
    return spec
  }

  /// The change that gives a setting another figure; `nil` where a run begins anew instead.
  func change(to value: Double) -> TrainingChange? {
    switch self {
    case .learningRate: .learningRate(value)
    case .l1: .l1(value)
    case .l2: .l2(value)
    case .weightDecay: .weightDecay(value)
    case .dropout: .dropProbability(value)
    case .batchSize: .batchSize(Int(exactly: value.rounded()) ?? .max)
    default: nil
    }
  }

  private func isGenerated(_ spec: TrainingSpec) -> Bool {
    if case .generated = spec.data.source { true } else { false }
  }

  // MARK: Ladders

  /// What `+` and `-` go through.
  ///
  /// - Parameter limit: how many samples there are to train on.
  func ladder(upTo limit: Int) -> [Double] {
    switch self {
    case .learningRate: Self.decades(-5...0) + [10]
    case .l1, .l2, .weightDecay: [0] + Self.decades(-6...0) + [10]
    case .dropout: (0...19).map { Double($0) / 20 }
    case .noise, .labelNoise: (0...20).map { Double($0) / 20 }
    case .validation: (0...9).map { Double($0) / 10 }
    case .samples: Self.decades(1...3).dropFirst() + [10_000, 20_000, 50_000]
    case .batchSize:
      ([1, 2, 4, 8, 10] + (4...10).map { 1 << $0 }).filter { $0 < limit }.map(Double.init)
        + [Double(min(limit, 2048))]
    case .zeroRule, .optimizer, .standardize: []
    }
  }

  /// 1, 2 and 5 of each power of ten.
  private static func decades(_ exponents: ClosedRange<Int>) -> [Double] {
    exponents.flatMap { exponent in [1, 2, 5].compactMap { Double("\($0)e\(exponent)") } }
  }

  /// The next figure up or down; `nil` at the end of the ladder.
  func next(to value: Double, up: Bool, upTo limit: Int) -> Double? {
    let ladder = ladder(upTo: limit)
    return up ? ladder.first { $0 > value } : ladder.last { $0 < value }
  }
}
