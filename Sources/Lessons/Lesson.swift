public import Regularization

/// A course: its lessons in the order in which they are taught.
public struct Course: Sendable, Hashable {
  public var title: String
  public var lessons: [Lesson]
  public var glossary: Glossary

  public init(title: String, lessons: [Lesson], glossary: Glossary = Glossary()) {
    self.title = title
    self.lessons = lessons
    self.glossary = glossary
  }
}

/// A lesson as a learner meets it: every reference in its prose is already a figure.
public struct Lesson: Sendable, Hashable {
  /// Stable; the file's name without its ending.
  public var id: String
  public var title: String
  /// One sentence for the course list.
  public var summary: String
  /// How long it takes, about.
  public var minutes: Int
  public var sources: [Source]
  public var replays: [LessonReplay]
  public var printedTables: [PrintedTable]
  public var steps: [Step]

  public init(
    id: String, title: String, summary: String, minutes: Int, sources: [Source] = [],
    replays: [LessonReplay] = [], printedTables: [PrintedTable] = [], steps: [Step] = []
  ) {
    self.id = id
    self.title = title
    self.summary = summary
    self.minutes = minutes
    self.sources = sources
    self.replays = replays
    self.printedTables = printedTables
    self.steps = steps
  }

  public func replay(_ id: String) -> LessonReplay? { replays.first { $0.id == id } }
  public func printedTable(_ id: String) -> PrintedTable? { printedTables.first { $0.id == id } }
}

/// Where a lesson's facts come from.
public struct Source: Sendable, Hashable {
  public var text: String
  public var link: String?

  public init(text: String, link: String? = nil) {
    self.text = text
    self.link = link
  }
}

/// A named replay of a lesson.
public struct LessonReplay: Sendable, Hashable {
  public var id: String
  /// A few words for the head of its columns: "L1, hold".
  public var title: String
  public var spec: ReplaySpec

  public init(id: String, title: String, spec: ReplaySpec) {
    self.id = id
    self.title = title
    self.spec = spec
  }
}

/// One page of a lesson.
public struct Step: Sendable, Hashable {
  /// Stable and unique in its lesson.
  public var id: String
  public var title: String
  /// Small Markdown, references resolved.
  public var text: String
  public var kind: StepKind

  public init(id: String, title: String, text: String, kind: StepKind) {
    self.id = id
    self.title = title
    self.text = text
    self.kind = kind
  }
}

public enum StepKind: Sendable, Hashable {
  /// Prose alone.
  case text
  /// A replay, or several in lock-step, with or without predictions to make.
  case replay(ReplayStep)
  /// A lab: networks that train while the learner watches and turns dials.
  case train(LabPlan)
  /// A question to answer, or a guess to make.
  case question(QuestionStep)
  /// A small network with dropout, number by number.
  case mask(MaskStep)
  /// A table of prose whose cells lead to what they claim.
  case table(TableStep)
  /// Drawn figures with dials.
  case plot(PlotStep)
  /// A step whose description has errors: they are shown in its place, so that the rest of
  /// the lesson is not lost.
  case faulty([LessonIssue])
}

/// A setting of a replay that the learner may turn.
public enum Dial: String, CaseIterable, Sendable, Hashable {
  case strength
  case learningRate = "learning_rate"
  case zeroRule = "zero_rule"
  case l2Convention = "l2_convention"
}

/// The replay panel of a step.
public struct ReplayStep: Sendable, Hashable {
  /// Ids of the lesson's replays, from left to right; at least one.
  public var replays: [String]
  /// How many iterations are shown when the step opens, 0 or more.
  public var rowsShown: Int
  public var dials: [Dial]
  /// Ids of the printed tables whose figures can be shown beside the computed ones.
  public var printed: [String]
  /// Remarks that appear when the table has grown to a row.
  public var notes: [RowNote]
  /// Predictions to make, in the order of their iterations.
  public var asks: [Ask]

  public init(
    replays: [String], rowsShown: Int = 0, dials: [Dial] = [], printed: [String] = [],
    notes: [RowNote] = [], asks: [Ask] = []
  ) {
    self.replays = replays
    self.rowsShown = rowsShown
    self.dials = dials
    self.printed = printed
    self.notes = notes
    self.asks = asks
  }
}

/// A remark that appears with a row of the table and stays until the next one.
public struct RowNote: Sendable, Hashable {
  public var row: Int
  public var text: String

  public init(row: Int, text: String) {
    self.row = row
    self.text = text
  }
}

/// Which figure of an update is meant.
public enum UpdateField: String, CaseIterable, Sendable, Hashable {
  case before, gradient, penalty, step, after
}

/// A figure in a replay: `l1.θ2[5].after`.
public struct CellReference: Sendable, Hashable {
  public var replay: String
  /// Index into the spec's weights.
  public var weight: Int
  /// 1-based.
  public var iteration: Int
  public var field: UpdateField

  public init(replay: String, weight: Int, iteration: Int, field: UpdateField = .after) {
    self.replay = replay
    self.weight = weight
    self.iteration = iteration
    self.field = field
  }
}

/// A prediction: the learner names a figure before it is revealed.
public struct Ask: Sendable, Hashable {
  public var cell: CellReference
  /// The key: taken from the replay when the lesson is read.
  public var answer: ExactDecimal
  /// Replaces the standard question where it is not `nil`.
  public var question: String?
  public var hints: [String]
  /// How many digits behind the point are enough; `nil` asks for all of them.
  public var places: Int?
  /// Answers that are worth an answer of their own.
  public var foreseen: [ForeseenAnswer]
  /// Shown when the figure is revealed.
  public var explanation: String?

  public init(
    cell: CellReference, answer: ExactDecimal, question: String? = nil, hints: [String] = [],
    places: Int? = nil, foreseen: [ForeseenAnswer] = [], explanation: String? = nil
  ) {
    self.cell = cell
    self.answer = answer
    self.question = question
    self.hints = hints
    self.places = places
    self.foreseen = foreseen
    self.explanation = explanation
  }
}

/// A wrong answer that a learner may well give, and what to say to it.
public struct ForeseenAnswer: Sendable, Hashable {
  public var answer: ExactDecimal
  public var say: String

  public init(answer: ExactDecimal, say: String) {
    self.answer = answer
    self.say = say
  }
}
