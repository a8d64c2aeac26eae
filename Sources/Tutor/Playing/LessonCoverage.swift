public import Lessons

/// What of a lesson has been seen: its pages, and what it says to answers.
public struct LessonCoverage: Hashable, Sendable {
  public enum Category: String, CaseIterable, Hashable, Sendable {
    case pages, labs, hints
    /// The answers that questions have.
    case answers
    /// Wrong answers that have an answer of their own.
    case mistakes
    case options
    case remarks
  }

  /// Something to be seen.
  public struct Item: Hashable, Sendable {
    public var category: Category
    /// Index of its page.
    public var page: Int
    /// Of the page: a question, a task, 0 where there is one.
    public var question: Int
    /// Of the question.
    public var index: Int
    /// Where it is, in words: “hint 2 of question 1 on the page “row-five””.
    public var words: String
  }

  /// Everything there is to see, in the order of the lesson.
  public let items: [Item]
  public private(set) var seen: Set<Item> = []

  public init(_ lesson: Lesson) {
    items = lesson.steps.enumerated().flatMap { LessonCoverage.items(of: $1, page: $0) }
  }

  public var missing: [Item] { items.filter { !seen.contains($0) } }

  /// “10 of 10 pages, 12 of 14 hints”, without what the lesson does not have.
  public var summary: String {
    Category.allCases.compactMap { category in
      let all = items.filter { $0.category == category }
      guard !all.isEmpty else { return nil }
      return "\(all.count { seen.contains($0) }) of \(all.count) \(category.rawValue)"
    }.joined(separator: ", ")
  }

  // MARK: What there is

  private static func items(of step: Step, page: Int) -> [Item] {
    let place = "the page “\(step.id)”"
    func item(_ category: Category, _ words: String, _ question: Int = 0, _ index: Int = 0) -> Item
    {
      Item(category: category, page: page, question: question, index: index, words: words)
    }
    func hints(_ count: Int, _ question: Int, _ what: String) -> [Item] {
      (0..<count).map { item(.hints, "hint \($0 + 1) of \(what)", question, $0) }
    }
    func mistakes(_ count: Int, _ question: Int, _ what: String) -> [Item] {
      (0..<count).map { item(.mistakes, "wrong answer \($0 + 1) of \(what)", question, $0) }
    }
    let head = [item(.pages, place)]
    switch step.kind {
    case .replay(let replay):
      return head
        + replay.asks.enumerated().flatMap { index, ask in
          let what = "question \(index + 1) on \(place)"
          return [item(.answers, "the answer to \(what)", index)]
            + hints(ask.hints.count, index, what) + mistakes(ask.foreseen.count, index, what)
        }
        + replay.notes.enumerated().map { index, note in
          item(.remarks, "the remark at row \(note.row) on \(place)", 0, index)
        }
    case .question(let step):
      let what = "the question on \(place)"
      var items = head + hints(step.question.hints.count, 0, what)
      if !step.question.isGuess { items.append(item(.answers, "the answer to \(what)")) }
      switch step.question.form {
      case .number(let key): items += mistakes(key.foreseen.count, 0, what)
      case .one(let options), .several(let options), .guess(let options):
        items += options.indices.map { item(.options, "option \($0 + 1) of \(what)", 0, $0) }
      case .order: break
      }
      return items
    case .train(let plan):
      return head + [item(.labs, "the lab of \(place)")]
        + plan.tasks.enumerated().flatMap { index, task in
          let what = "task \(index + 1) on \(place)"
          return [item(.answers, what, index)] + hints(task.hints.count, index, what)
        }
    case .text, .mask, .table, .plot, .faulty: return head
    }
  }

  // MARK: What was seen

  /// Takes in what a tutor shows, if it is at the lesson.
  mutating func observe(_ state: TutorState, in lesson: Int) {
    guard let page = state.page, page.lessonIndex == lesson else { return }
    let index = page.stepIndex
    see(.pages, index)
    switch page.panel {
    case .replay(let panel): observe(panel, index)
    case .question(let panel): observe(panel, index)
    default: break
    }
    if let lab = state.lab, lab.place?.lesson == lesson, lab.place?.step == index {
      see(.labs, index)
      for (task, entry) in lab.tasks.entries.enumerated() {
        seeHints(entry.hintsShown, task, index)
        if entry.outcome != nil { see(.answers, index, task) }
      }
    }
  }

  private mutating func observe(_ panel: ReplayPanelState, _ page: Int) {
    for (question, prediction) in panel.predictions.enumerated() {
      let ask = panel.step.asks[question]
      seeHints(prediction.hintsShown, question, page)
      if prediction.outcome != nil { see(.answers, page, question) }
      for answer in prediction.answers {
        seeMistake(ask.judge(answer), among: ask.foreseen, question, page)
      }
    }
    if let note = panel.note, let index = panel.step.notes.firstIndex(of: note) {
      see(.remarks, page, 0, index)
    }
  }

  private mutating func observe(_ panel: QuestionPanelState, _ page: Int) {
    seeHints(panel.attempt.hintsShown, 0, page)
    if panel.attempt.outcome != nil { see(.answers, page) }
    for answer in panel.attempt.answers {
      if case .number(let key) = panel.question.form {
        seeMistake(key.judge(answer), among: key.foreseen, 0, page)
      } else {
        for number in answer.split(separator: " ").compactMap({ Int($0) }) {
          see(.options, page, 0, number - 1)
        }
      }
    }
  }

  private mutating func seeHints(_ count: Int, _ question: Int, _ page: Int) {
    for index in 0..<count { see(.hints, page, question, index) }
  }

  private mutating func seeMistake(
    _ judgement: Judgement, among foreseen: [ForeseenAnswer], _ question: Int, _ page: Int
  ) {
    guard case .foreseen(let answer) = judgement.verdict,
      let index = foreseen.firstIndex(of: answer)
    else { return }
    see(.mistakes, page, question, index)
  }

  private mutating func see(
    _ category: Category, _ page: Int, _ question: Int = 0, _ index: Int = 0
  ) {
    let item = items.first {
      $0.category == category && $0.page == page && $0.question == question && $0.index == index
    }
    if let item { seen.insert(item) }
  }
}
