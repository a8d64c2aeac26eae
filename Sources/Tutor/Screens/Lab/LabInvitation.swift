import Lessons
import TerminalUI

/// What the page of a lab says of it: its tasks, how far they are, and how it is opened.
struct LabInvitation {
  private let lab: LabState?

  init(_ state: TutorState, page: LessonPageState) {
    guard case .train(let plan) = page.step.kind else {
      lab = nil
      return
    }
    let place = LabState.Place(lesson: page.lessonIndex, step: page.stepIndex)
    if let open = state.lab, open.place == place {
      lab = open
    } else {
      var closed = LabState(plan, title: page.step.title)
      if let tasks = page.labTasks[page.stepIndex] { closed.tasks = tasks }
      lab = closed
    }
  }

  /// As sentences; none on a page without a lab.
  var sentences: [String] {
    guard let lab else { return [] }
    let invitation =
      lab.observation == nil
      ? "Enter: open the lab" : "Enter: back to the lab, which stands at step \(lab.step)"
    return LabSentences(lab).tasks() + [invitation]
  }

  func lines(columns: Int, glyphs: Glyphs) -> [StyledLine] {
    let sentences = sentences
    guard let invitation = sentences.last else { return [] }
    var lines: [StyledLine] = []
    for sentence in sentences.dropLast() {
      lines += [StyledLine()] + Prose(sentence).lines(columns: columns, glyphs: glyphs)
    }
    lines.append(StyledLine())
    let shown = StyledLine([
      StyledRun("\(glyphs.cursor) ", .accent), StyledRun(glyphs.text(invitation), .bold),
    ])
    return lines + shown.wrapped(columns: max(1, columns), hangingIndent: 2)
  }
}
