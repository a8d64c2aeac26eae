/// What a learner asks of a mask panel, beside the messages that every screen knows.
public enum MaskCommand: Hashable, Sendable {
  case nextView, previousView
  /// From the neurons to the people, and back.
  case people
  case playOrPause
  case nextIteration, previousIteration
  /// The same part of the update for the next sample of the batch.
  case nextRow, previousRow
  case newSeed
}
