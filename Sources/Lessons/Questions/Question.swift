/// The question of a step, as it is first asked, and how it is drawn anew.
public struct QuestionStep: Sendable, Hashable {
  public var question: Question
  /// `nil` for a question that is always the same.
  public var draw: QuestionDraw?

  public init(question: Question, draw: QuestionDraw? = nil) {
    self.question = question
    self.draw = draw
  }
}

/// A question with its key, which is computed, or said to be a matter of words.
public struct Question: Sendable, Hashable {
  public enum Form: Sendable, Hashable {
    case number(FigureKey)
    /// One of the options is right.
    case one([QuestionOption])
    /// Some of the options are right; all of them are to be chosen, and no other.
    case several([QuestionOption])
    /// The items are to be put in order; they are shown in another one.
    case order([QuestionItem])
    /// Options none of which is right or wrong: what does the learner expect?
    case guess([QuestionOption])
  }

  /// Small Markdown, references resolved.
  public var text: String
  /// Options and items stand in the order in which they are shown.
  public var form: Form
  public var hints: [String]
  /// After so many wrong answers the right one is shown; 1 or more.
  public var tries: Int
  /// How a figure comes about, with the numbers put in; `nil` for all that is no figure.
  public var working: String?
  /// Shown with the answer.
  public var explanation: String?
  /// Where a key in words is from; `nil` where the key is computed.
  public var source: String?

  public init(
    text: String, form: Form, hints: [String] = [], tries: Int = Question.usualTries,
    working: String? = nil, explanation: String? = nil, source: String? = nil
  ) {
    self.text = text
    self.form = form
    self.hints = hints
    self.tries = tries
    self.working = working
    self.explanation = explanation
    self.source = source
  }

  public static let usualTries = 2
  /// So many can be chosen by a digit.
  public static let optionLimit = 9

  /// The texts to choose from or to put in order; empty where a figure is typed.
  public var choices: [String] {
    switch form {
    case .number: []
    case .one(let options), .several(let options), .guess(let options): options.map(\.text)
    case .order(let items): items.map(\.text)
    }
  }

  /// Whether nothing is right or wrong here.
  public var isGuess: Bool { if case .guess = form { true } else { false } }
}

/// Something to choose.
public struct QuestionOption: Sendable, Hashable {
  public var text: String
  /// Of no meaning for a guess.
  public var isRight: Bool
  /// What to say to somebody who chooses it.
  public var say: String?

  public init(text: String, isRight: Bool, say: String? = nil) {
    self.text = text
    self.isRight = isRight
    self.say = say
  }
}

/// Something to put in order.
public struct QuestionItem: Sendable, Hashable {
  public var text: String
  /// Its place in the right order, from 0.
  public var rank: Int

  public init(text: String, rank: Int) {
    self.text = text
    self.rank = rank
  }
}

/// What a learner answers; options and items by their places on the screen, from 0.
public enum QuestionAnswer: Sendable, Hashable {
  case typed(String)
  case option(Int)
  case options(Set<Int>)
  case order([Int])
}
