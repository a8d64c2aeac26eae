extension OptimizerKind {
  /// η where none is given. Adaptive rules move every weight by about η in a step, whatever the
  /// gradient: there the usual 0.1 of plain descent is far too much. *Source*: Kingma and Ba 2015.
  public var usualLearningRate: Double {
    switch self {
    case .sgd, .momentum, .nesterov: 0.1
    case .rmsprop, .adam, .adamw: 0.001
    }
  }
}
