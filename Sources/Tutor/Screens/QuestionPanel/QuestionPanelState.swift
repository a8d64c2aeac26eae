public import Lessons

/// A question, what the learner has chosen or typed so far, and what was said to it.
public struct QuestionPanelState: Hashable, Sendable {
  public let step: QuestionStep
  /// As it was drawn last.
  public internal(set) var question: Question
  /// Which draw; of no meaning for a question that draws nothing.
  public internal(set) var draw = QuestionDraw.first
  public internal(set) var attempt = Prediction()
  /// What was typed so far into the open field.
  public internal(set) var typed = ""
  /// Whether the number of a draw is being typed.
  public internal(set) var isTypingDraw = false
  /// The place of the option or item that the next key acts on; `nil` before one is chosen.
  public internal(set) var cursor: Int?
  /// The places of the options that are chosen where several can be.
  public internal(set) var chosen: Set<Int> = []
  /// Which item stands where; the options' own order otherwise.
  public internal(set) var order: [Int]
  /// Whether the item under the cursor goes along with it.
  public internal(set) var isCarrying = false
  /// What was said to the last answer or hint.
  public internal(set) var feedback: Feedback?

  public init(_ step: QuestionStep) {
    self.step = step
    question = step.question
    order = Array(question.choices.indices)
    startAnew()
  }

  /// Whether an answer is still to be given.
  public var isOpen: Bool { attempt.outcome == nil }

  var isTypingFigure: Bool { if case .number = question.form { isOpen } else { false } }

  /// Whether a choice among options is still to be made.
  var isChoosing: Bool { isOpen && !isTypingFigure }

  /// Whether options are chosen by switching them on and off.
  var takesSeveral: Bool { if case .several = question.form { true } else { false } }

  var isOrdering: Bool { if case .order = question.form { true } else { false } }

  /// What would be judged now; `nil` while nothing is chosen.
  var answer: QuestionAnswer? {
    switch question.form {
    case .number: typed.isEmpty ? nil : .typed(typed)
    case .one, .guess: cursor.map { .option($0) }
    case .several: .options(chosen)
    case .order: .order(order)
    }
  }

  /// Puts everything back to how the question opens, with the numbers that it has.
  mutating func startAnew() {
    attempt = Prediction()
    typed = ""
    isTypingDraw = false
    chosen = []
    order = Array(question.choices.indices)
    isCarrying = false
    feedback = nil
    cursor = takesSeveral || isOrdering ? 0 : nil
  }

  /// Asks the question of another draw.
  mutating func show(draw number: Int) {
    guard let drawn = step.draw?.question(number) else { return }
    draw = number
    question = drawn
    startAnew()
  }
}

/// What a learner does with the options of a question.
public enum QuestionCommand: Hashable, Sendable {
  /// The option at a place, from 0: chosen, switched on or off, or pointed at.
  case choose(Int)
  /// The option under the cursor: switched on or off, picked up or put down.
  case toggle
  /// An answer as a whole.
  case answer(QuestionAnswer)
}
