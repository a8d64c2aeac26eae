public import Lessons

/// What a learner asks of a lab, beside the messages that every screen knows.
public enum LabCommand: Hashable, Sendable {
  /// From a lesson's page onto the screen.
  case open
  case playOrPause
  /// One update on, one back.
  case forward, back
  /// Updates to the end of the epoch.
  case finishEpoch
  /// Updates for so many epochs, as fast as it goes.
  case train(epochs: Int)
  case subStep
  /// Within what was computed: an epoch, a twentieth of it, its start and its end.
  case epochBack, epochAhead
  case strideBack, strideAhead
  case toStart, toEnd
  /// To the step that the curves are read at.
  case toCursor
  case faster, slower
  case nextDial, previousDial
  /// Dials turn in all runs, or in the one in front alone.
  case scope
  case reset, newSeed
  case nextRun, twins
  case zoom, hidePanel, showPanels
  case nextLayer, previousLayer
  case nextUnit, previousUnit
  case logarithmic
  case text
  case exportMenu
  case export(LabExport.Kind)
  /// The run with this index is guessed.
  case guess(Int)
  /// The masks of a few units of the present network.
  case masks
  /// A panel in sentences.
  case tell(LabPanel)
}
