import Regularization

/// The part of the lesson format that is about questions.
extension LessonFormat {
  private static func required(
    _ name: String, _ type: FormatType, _ summary: String
  ) -> FormatKey {
    FormatKey(name: name, type: type, isRequired: true, summary: summary)
  }

  private static func optional(
    _ name: String, _ type: FormatType, _ summary: String
  ) -> FormatKey {
    FormatKey(name: name, type: type, isRequired: false, summary: summary)
  }

  /// The keys of which a question has one.
  static let questionForms = ["number", "one", "several", "order", "guess"]

  static let questionMappings = [option, orderItem, possibleGuess]

  private static let options = FormatType.list(
    .mapping("option"), count: 2...Question.optionLimit)

  static let questionStep = FormatMapping(
    name: "question step", summary: "A question to answer: one of five forms.",
    keys: stepHead + [
      required("question", .prose, "What the learner is asked."),
      optional(
        "number", .expression,
        "The answer is a figure: the expression that it is computed by, never the figure itself."),
      optional("one", options, "One of these options is right."),
      optional(
        "several", options, "Some of these options are right, all of which are to be chosen."),
      optional(
        "order", .list(.mapping("item"), count: 3...Question.optionLimit),
        "These items are to be put in order."),
      optional(
        "guess", .list(.mapping("possible guess"), count: 2...Question.optionLimit),
        "Guesses, none of which is right or wrong."),
      optional(
        "places", .whole(0...ReplaySpec.placesLimit),
        "So many decimal places of the figure are enough; all, if not given."),
      optional(
        "significant", .whole(1...ReplaySpec.placesLimit),
        "Instead of `places`: so many significant digits are enough."),
      optional(
        "tolerance", .decimal(.moreThanZero),
        "Instead of `places`: how far from the figure an answer may be."),
      optional("unit", .text(limit: 20), "What the figure counts; stands beside the field."),
      optional(
        "wrong", .list(.mapping("wrong answer"), count: 1...50),
        "Wrong figures that are worth an answer of their own."),
      optional(
        "first", .choice(QuestionReader.Extreme.allCases.map(\.rawValue)),
        "Which item comes first, by what its `by` gives."),
      optional(
        "keep_order", .flag, "Shows the options as they stand here; they are shuffled otherwise."),
      optional("hints", .list(.prose, count: 1...20), "Shown one after the other."),
      optional(
        "tries", .whole(1...9),
        "After so many wrong answers the right one is shown; 2, but 1 if there are two options."),
      optional("explain", .prose, "Shown with the answer."),
      optional(
        "source", .text(limit: 300),
        "Where a key in words is from: how the text of one of the lesson's sources begins."),
      optional(
        "draw", .named(.list(.decimal(.any), count: 2...50)),
        "Numbers by name, each drawn anew from a list; expressions of the question name them."),
      optional(
        "set", .named(.expression),
        "Settings of replays that depend on what is drawn: {l1.strength: λ}."),
      claims,
    ])

  static let option = FormatMapping(
    name: "option", summary: "Something to choose.",
    keys: [
      required("text", .prose, "What it says."),
      optional("if", .claim, "It is right if this is so."),
      optional(
        "right", .flag, "Where it is a matter of words: whether it is right; needs a `source`."),
      optional("say", .prose, "What to say to somebody who chooses it."),
    ])

  static let orderItem = FormatMapping(
    name: "item", summary: "Something to put in order.",
    keys: [
      required("text", .prose, "What it says."),
      optional(
        "by", .expression,
        "What it is put in order by; without it the items stand here in the right order, which needs a "
          + "`source`."),
    ])

  static let possibleGuess = FormatMapping(
    name: "possible guess", summary: "Something to guess.",
    keys: [
      required("text", .prose, "What it says."),
      optional("say", .prose, "What to say to somebody who guesses it."),
    ])
}
