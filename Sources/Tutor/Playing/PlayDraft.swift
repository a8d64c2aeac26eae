public import Lessons
import Regularization
import TerminalUI

/// A script to begin with: it goes through a lesson, gives every hint and every answer that is foreseen, and
/// expects what the lesson says today. What is expected is for its author to read.
public struct PlayDraft {
  public private(set) var lines: [String] = []
  private var play: LessonPlay

  public init(_ course: Course, lesson: Int, lab: any PlayedLab) {
    play = LessonPlay(course, lesson: lesson, lab: lab)
    let lesson = course.lessons[lesson]
    lines = ["# \(lesson.title)"]
    for step in lesson.steps {
      lines.append("")
      begin(step)
      switch step.kind {
      case .replay(let replay): go(through: replay, of: step)
      case .question(let question): answer(question, of: step)
      case .train(let plan): go(through: plan)
      case .text, .mask, .table, .plot, .faulty: break
      }
    }
    let covered = LessonCoverage.Category.allCases.filter { category in
      play.coverage.items.contains { $0.category == category }
        && !play.coverage.missing.contains { $0.category == category }
    }
    lines += ["", "expect-covered " + covered.map(\.rawValue).joined(separator: " ")]
  }

  private mutating func begin(_ step: Step) {
    lines.append("open \(step.id)")
    _ = play.perform(.goTo(step.id))
    lines.append("expect-page \(step.id)")
  }

  private mutating func press(_ key: Key, _ name: String) {
    if lines.last?.hasPrefix("keys ") == true {
      lines[lines.count - 1] += " \(name)"
    } else {
      lines.append("keys \(name)")
    }
    _ = play.perform(.keys([key]))
  }

  /// Types a line and expects the first thing that is said to it.
  private mutating func say(_ line: String) {
    lines.append(line.isEmpty ? "line" : "line \(line)")
    _ = play.perform(.line(line))
    expectSaid()
  }

  private mutating func expectSaid() {
    if let first = play.said.first(where: { !$0.isEmpty }) { lines.append("expect \(first)") }
  }

  private mutating func giveHints(_ count: Int) {
    for _ in 0..<count {
      press("H", "H")
      expectSaid()
    }
  }

  // MARK: Replays

  private mutating func go(through replay: ReplayStep, of step: Step) {
    // Every wrong answer takes one of the tries, so that each gets a lesson opened anew.
    let rounds = max(1, replay.asks.map(\.foreseen.count).max() ?? 0)
    for round in 0..<rounds {
      if round > 0 { begin(step) }
      var answered = 0
      while case .replay(let panel) = play.state.page?.panel, !panel.isComplete {
        guard let index = panel.pendingAsk else {
          // Remarks come row by row; once they were seen, the rows in between are of no interest.
          if round == 0 {
            press(.right, "Right")
            expectRemark(after: panel)
          } else if answered == replay.asks.count {
            break
          } else {
            press("G", "G")
          }
          continue
        }
        let ask = replay.asks[index]
        answered += 1
        if round == 0 { giveHints(ask.hints.count) }
        if ask.foreseen.indices.contains(round) {
          say(ask.foreseen[round].answer.description)
        }
        say(ask.answer.description)
      }
    }
  }

  private mutating func expectRemark(after old: ReplayPanelState) {
    guard case .replay(let panel) = play.state.page?.panel, panel.note != old.note,
      panel.note != nil, let last = play.said.last
    else { return }
    lines.append("expect \(last)")
  }

  // MARK: Questions

  private mutating func answer(_ asked: QuestionStep, of step: Step) {
    let question = asked.question
    let wrong: [String] =
      switch question.form {
      case .number(let key): key.foreseen.map { $0.answer.description }
      case .one(let options):
        options.indices.filter { !options[$0].isRight }.map { "\($0 + 1)" }
      case .guess(let options): options.indices.map { "\($0 + 1)" }
      case .several(let options):
        [options.indices.map { "\($0 + 1)" }.joined(separator: " ")]
      case .order(let items): [items.indices.map { "\($0 + 1)" }.joined(separator: " ")]
      }
    giveHints(question.hints.count)
    for (index, answer) in (wrong.isEmpty ? [""] : wrong).enumerated() {
      if index > 0 { begin(step) }
      if !answer.isEmpty { say(answer) }
      guard case .question(let panel) = play.state.page?.panel, panel.isOpen else { continue }
      say(PlayDraft.line(panel.question.key))
    }
    if case .question(let panel) = play.state.page?.panel, panel.attempt.outcome == .wrong {
      begin(step)
      say(PlayDraft.line(question.key))
    }
  }

  private static func line(_ answer: QuestionAnswer) -> String {
    switch answer {
    case .typed(let text): text
    case .option(let place): "\(place + 1)"
    case .options(let places): places.sorted().map { "\($0 + 1)" }.joined(separator: " ")
    case .order(let items): items.map { "\($0 + 1)" }.joined(separator: " ")
    }
  }

  // MARK: Labs

  /// Opens the lab, sees every hint and gives every task up: what training brings about is checked by
  /// `regtutor check`.
  private mutating func go(through plan: LabPlan) {
    lines.append("line")
    _ = play.perform(.line(""))
    for task in plan.tasks {
      for index in task.hints.indices {
        press("H", "H")
        lines.append("expect Hint \(index + 1) of \(task.hints.count)")
      }
      press("S", "S")
      lines.append("expect Skipped.")
    }
    lines.append("line 0")
    _ = play.perform(.line("0"))
  }
}
