public import Regularization

/// A number that a question has drawn.
public struct DrawnNumber: Sendable, Hashable {
  public var name: String
  public var value: ExactDecimal

  public init(name: String, value: ExactDecimal) {
    self.name = name
    self.value = value
  }
}

/// How a question is drawn anew: a draw is a number, and the same draw asks the same everywhere.
public struct QuestionDraw: Sendable, Hashable {
  /// A name, and what is drawn for it.
  public struct Choice: Sendable, Hashable {
    public var name: String
    public var values: [ExactDecimal]
  }

  public var choices: [Choice]
  let template: QuestionTemplate

  /// The first draw, with which a question opens.
  public static let first = 1
  /// Draws are counted up to here; beyond it nobody types one.
  public static let last = 999_999
  /// So many combinations of numbers are allowed: a check reads the question with each of them.
  public static let combinationLimit = 500

  /// What a draw draws.
  public func numbers(_ draw: Int) -> [DrawnNumber] {
    var generator = CounterGenerator(
      seed: template.shuffle.seed, purpose: .questions, index: UInt32(clamping: draw),
      part: OptionShuffle.numbers)
    return choices.map { choice in
      DrawnNumber(
        name: choice.name, value: choice.values[generator.nextIndex(below: choice.values.count)])
    }
  }

  /// The question with what a draw draws; `nil` only where the lesson has not been checked.
  public func question(_ draw: Int) -> Question? {
    template.read(numbers(draw), draw: draw).question
  }

  /// The next draw that draws other numbers.
  public func next(after draw: Int) -> Int {
    let present = numbers(draw)
    var next = draw
    for _ in 0..<64 {
      next = next >= QuestionDraw.last ? QuestionDraw.first : next + 1
      if numbers(next) != present { break }
    }
    return next
  }

  /// Everything that can be drawn.
  var combinations: [[DrawnNumber]] {
    choices.reduce([[]]) { combinations, choice in
      combinations.flatMap { numbers in
        choice.values.map { numbers + [DrawnNumber(name: choice.name, value: $0)] }
      }
    }
  }
}

/// A question as its file has it, read again for every draw.
struct QuestionTemplate: Sendable, Hashable {
  /// The whole step.
  let node: SourceNode
  let source: SourceText
  let replays: [String: Replay]
  let tables: [String: PrintedTable]
  let faulty: Set<String>
  let isIncomplete: Bool
  let replayIDs: [String]
  let tableIDs: [String]
  let trainingIDs: [String]
  let masks: [String: MaskPlan]
  let maskIDs: [String]
  let sources: [Source]
  let shuffle: OptionShuffle

  struct Reading {
    var question: Question?
    var issues: [LessonIssue]
    var blockers: Set<String>
    /// What expressions named.
    var used: Set<String>
    var figures: FigureReader
  }

  func read(_ numbers: [DrawnNumber], draw: Int) -> Reading {
    let log = IssueLog(source)
    let scope = scope()
    scope.variables = Dictionary(numbers.map { ($0.name, $0.value) }) { first, _ in first }
    let figures = FigureReader(scope: scope, log: log)
    var shuffle = shuffle
    shuffle.index = UInt32(clamping: draw)
    let collected = log.collecting { () -> Question? in
      guard let fields = Fields(node, LessonFormat.questionStep, log) else { return nil }
      if let node = fields.value("set") {
        DrawnSettings(log: log, scope: scope, figures: figures).apply(node)
      }
      return QuestionReader(log: log, figures: figures, sources: sources, shuffle: shuffle)
        .question(fields)
    }
    let isSound = !collected.failed && collected.blockers.isEmpty
    return Reading(
      question: isSound ? collected.value : nil, issues: collected.issues,
      blockers: collected.blockers, used: scope.used, figures: figures)
  }

  private func scope() -> FigureScope {
    let scope = FigureScope()
    scope.replays = replays
    scope.tables = tables
    scope.faulty = faulty
    scope.isIncomplete = isIncomplete
    scope.replayIDs = replayIDs
    scope.tableIDs = tableIDs
    scope.trainingIDs = trainingIDs
    scope.masks = masks.mapValues { LessonMask($0) }
    scope.maskIDs = maskIDs
    return scope
  }
}
