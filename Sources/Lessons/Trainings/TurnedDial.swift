import Regularization

/// A dial of a lab and what it is turned to, in all runs, before the first update.
enum TurnedDial: Hashable {
  case change(TrainingChange)
  case noise(Double)
  case samples(Int)
  case validation(Double)
  case standardize(Bool)
  case labelNoise(Double)

  /// `nil` where the settings say nothing about the dial that can be read.
  init?(_ dial: LabDial, _ settings: SettingsReader) {
    let key = dial.rawValue
    let turned: TurnedDial? =
      switch dial {
      case .learningRate: settings.number(key).map { .change(.learningRate($0)) }
      case .l1: settings.number(key).map { .change(.l1($0)) }
      case .l2: settings.number(key).map { .change(.l2($0)) }
      case .zeroRule: settings.choice(key).map { .change(.zeroRule($0)) }
      case .weightDecay: settings.number(key).map { .change(.weightDecay($0)) }
      case .dropout: settings.number(key).map { .change(.dropProbability($0)) }
      case .batchSize: settings.whole(key).map { .change(.batchSize($0)) }
      case .optimizer: settings.section(key)?.optimizer().map { .change(.optimizer($0)) }
      case .noise: settings.number(key).map { .noise($0) }
      case .samples: settings.whole(key).map { .samples($0) }
      case .validation: settings.number(key).map { .validation($0) }
      case .standardize: settings.flag(key).map { .standardize($0) }
      case .labelNoise: settings.number(key).map { .labelNoise($0) }
      }
    guard let turned else { return nil }
    self = turned
  }

  func turned(in spec: TrainingSpec) -> TrainingSpec {
    var spec = spec
    switch self {
    case .change(let change):
      let first = spec.changes.firstIndex { $0.step > 0 } ?? spec.changes.endIndex
      spec.changes.insert(RecordedChange(step: 0, change: change), at: first)
    case .noise(let noise): spec.data.noise = noise
    case .samples(let samples): spec.data.samples = samples
    case .validation(let share): spec.data.validationShare = share
    case .standardize(let standardizes): spec.data.standardizes = standardizes
    case .labelNoise(let noise): spec.data.labelNoise = noise
    }
    return spec
  }
}
