import Lessons
import TerminalUI

extension TutorState {
  /// Takes in what happened; returns what the shell has to do. Nothing else changes a state.
  public mutating func update(_ message: TutorMessage) -> [TutorEffect] {
    let before = self
    let effects = respond(to: message)
    // What is kept comes first: the others may end the program.
    return keep(entries(since: before)) + keep(runs(since: before)) + effects
  }

  private mutating func respond(to message: TutorMessage) -> [TutorEffect] {
    // A report is no key: what was said of the last one stays.
    if case .lab(let report) = message { return take(report) }
    if case .told(let sentence) = message {
      notice = sentence
      return []
    }
    if message == .ticked {
      // It may have been sent just before what moved was left.
      if tickInterval != nil { _ = shownPage?.panel?.update(.ticked) }
      return []
    }
    if case .courseRead(let course, let notice) = message {
      self.course = course
      self.notice = notice ?? self.notice
      return []
    }
    notice = nil
    switch message {
    case .resized(let size):
      display.size = size
      return lab?.observe(on: display) ?? []
    case .redrawPressed: return [.redrawAll]
    case .helpPressed:
      helpScroll = 0
      return []
    default: break
    }
    if let question {
      return answer(question, message)
    }
    if let scroll = helpScroll {
      updateHelp(message, scroll)
      return []
    }
    if glossary != nil { return updateGlossary(message) }
    if case .inGlossary(let command) = message, shownLab == nil {
      showGlossary(command)
      return []
    }
    if lab?.isShown == true { return lab?.cut == nil ? updateLab(message) : updateCut(message) }
    if page != nil { return updatePage(message) }
    return updateCourseList(message)
  }

  private mutating func updateHelp(_ message: TutorMessage, _ scroll: Int) {
    switch message {
    case .leavePressed: helpScroll = nil
    case .downPressed: helpScroll = min(scroll + 1, TutorView.helpScrollLimit(self))
    case .upPressed: helpScroll = max(0, scroll - 1)
    default: break
    }
  }

  private mutating func updateCourseList(_ message: TutorMessage) -> [TutorEffect] {
    let count = courseList.matches(in: course).count
    switch message {
    case .nextPressed, .typedSubmitted:
      courseList.isTyping = false
      if let lesson = courseList.chosen(in: course) {
        goOn(with: lesson)
      } else if !courseList.query.isEmpty {
        notice = "No lesson has “\(courseList.query)”."
      }
    case .downPressed: courseList.selection = max(0, min(courseList.selection + 1, count - 1))
    case .upPressed: courseList.selection = max(0, courseList.selection - 1)
    case .firstPressed: courseList.selection = 0
    case .lastPressed: courseList.selection = max(0, count - 1)
    case .findPressed:
      courseList.isTyping = true
      courseList.query = ""
      courseList.selection = 0
    case .typed(let character):
      guard !TextWidth.isControl(character), courseList.query.count < 60 else { break }
      courseList.query.append(character)
      courseList.selection = 0
    case .eraseTypedPressed:
      if courseList.query.isEmpty {
        courseList.isTyping = false
      } else {
        courseList.query.removeLast()
      }
      courseList.selection = 0
    case .typedCancelled:
      courseList = CourseListState()
    case .fromStartPressed:
      if let lesson = courseList.chosen(in: course) { show(lesson, step: 0) }
    case .resetPressed:
      question = courseList.chosen(in: course).map { .resetLesson($0) }
    case .resetAllPressed: question = .resetAll
    case .leavePressed: return [.quit]
    default: break
    }
    return []
  }
}
