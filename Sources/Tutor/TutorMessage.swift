public import Lessons
public import TerminalUI

/// What happened, as the key table or the shell reports it.
public enum TutorMessage: Hashable, Sendable {
  case nextPressed, backPressed
  case nextPagePressed, previousPagePressed
  case firstPressed, lastPressed
  case upPressed, downPressed
  case columnRightPressed, columnLeftPressed
  case scrolledDown, scrolledUp
  case focusForwardPressed, focusBackwardPressed
  case dialUpPressed, dialDownPressed
  case dialTypingPressed
  case zeroRulePressed, l2ConventionPressed
  case resetPressed
  case printedPressed
  case allDigitsPressed
  case hintPressed, answerPressed
  case findPressed
  case fromStartPressed
  case resetAllPressed
  case yesPressed, noPressed
  case typed(Character)
  case eraseTypedPressed
  case typedSubmitted, typedCancelled
  case helpPressed
  case leavePressed
  case redrawPressed
  case resized(Size)
  /// A sentence that the shell has to say.
  case told(String)
  /// What the learner does with the options of a question.
  case question(QuestionCommand)
  /// What the learner asks of a mask panel.
  case mask(MaskCommand)
  /// The time between two pictures of what moves is over, see ``TutorState/tickInterval``.
  case ticked
  /// What the learner asks of the lab.
  case inLab(LabCommand)
  /// What the learner asks of a table of prose.
  case inTable(TableCommand)
  /// What the learner asks of the glossary.
  case inGlossary(GlossaryCommand)
  /// The course is read whole; what was there before had no steps. With a sentence on what is wrong with it.
  case courseRead(Course, notice: String?)
  /// What the shell tells of the lab.
  case lab(LabReport)
}
