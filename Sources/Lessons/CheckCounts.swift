/// How much was checked.
public struct CheckCounts: Sendable, Hashable {
  public var lessons = 0
  public var steps = 0
  /// Printed figures that were computed again.
  public var printedFigures = 0
  /// Figures in prose that are computed.
  public var references = 0
  public var claims = 0
  /// Predictions and questions whose key is computed.
  public var predictions = 0
  /// Questions whose key is a matter of words, with a source.
  public var wordKeys = 0
  /// Runs that were trained.
  public var trainings = 0
  /// Terms of a glossary.
  public var terms = 0
  public var trainingFiles = 0
  public var traceFiles = 0
  public var maskFiles = 0

  public init() {}

  public static func += (left: inout CheckCounts, right: CheckCounts) {
    left.lessons += right.lessons
    left.steps += right.steps
    left.printedFigures += right.printedFigures
    left.references += right.references
    left.claims += right.claims
    left.predictions += right.predictions
    left.wordKeys += right.wordKeys
    left.trainings += right.trainings
    left.terms += right.terms
    left.trainingFiles += right.trainingFiles
    left.traceFiles += right.traceFiles
    left.maskFiles += right.maskFiles
  }
}
