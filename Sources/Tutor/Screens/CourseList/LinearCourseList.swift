import Lessons
import TerminalUI

/// The list of lessons, line by line.
enum LinearCourseList {
  static func lines(_ state: TutorState) -> [String] {
    let glyphs = state.display.glyphs
    var lines = ["", state.course.title, ""]
    for (index, lesson) in state.course.lessons.enumerated() {
      lines.append(
        "  \(index + 1)  \(lesson.title) (\(lesson.minutes) min)" + mark(of: lesson, state))
      lines += Prose(lesson.summary).plainLines(columns: 72, glyphs: glyphs).map { "     \($0)" }
    }
    return lines.map { glyphs.text($0) }
  }

  private static func mark(of lesson: Lesson, _ state: TutorState) -> String {
    switch state.progress.lesson(lesson.id).mark(in: lesson) {
    case .untouched: ""
    case .begun(let page, let pages): ", you are at page \(page) of \(pages)"
    case .done: ", done"
    }
  }

  static func menu(_ state: TutorState) -> [String] {
    let glyphs = state.display.glyphs
    let words = state.course.glossary.isEmpty ? "" : "?WORD tells what a word means, "
    guard !state.progress.lessons.isEmpty, !state.course.lessons.isEmpty else {
      return [glyphs.text("A number opens a lesson, Enter the first, \(words)0 leaves.")]
    }
    let next = state.progress.lessonToGoOnWith(in: state.course)
    return [
      glyphs.text(
        "A number opens a lesson where you left it, Enter lesson \(next + 1), \(words)0 leaves. "
          + "3:1 opens lesson 3 at its first page; r3 resets it, r all of them.")
    ]
  }
}

extension LinearView {
  /// What a word means at the list of lessons: opening one, or asking whether to forget it.
  ///
  /// Returns what has to be done; `nil` where the course has no such lesson.
  public static func choose(
    _ word: String, in state: inout TutorState
  ) -> [TutorEffect]? {
    let course = state.course
    if word.isEmpty {
      guard !course.lessons.isEmpty else { return nil }
      return state.resume(state.progress.lessonToGoOnWith(in: course))
    }
    if word == "r" || word == "rall" { return state.update(.resetAllPressed) }
    if word.first == "r", let number = Int(word.dropFirst()),
      course.lessons.indices.contains(number - 1)
    {
      state.courseList = CourseListState()
      state.courseList.selection = number - 1
      return state.update(.resetPressed)
    }
    guard !word.allSatisfy(\.isWholeNumber) || Int(word) != nil,
      let place = try? CoursePlace(word, in: course)
    else { return nil }
    return word.contains(":") ? state.open(place) : state.resume(place.lesson)
  }
}
