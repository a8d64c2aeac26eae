import Foundation
import Lessons
import TerminalUI
import Testing
import Tutor

/// The shipped course, played from start to end by keys alone in a real terminal.
///
/// The keys come from a tutor that is played in memory beside it: after each key of note both must
/// stand on the same page.
@Suite(.serialized) struct CoursePlayTests {
  private struct ShippedFiles: CourseFiles {
    func path(of name: String) -> String { "lessons/\(name)" }

    func read(_ name: String) throws(CourseFileError) -> [UInt8] {
      let path = TerminalSession.root.appending(path: "lessons/\(name)").path
      guard let bytes = FileManager.default.contents(atPath: path) else {
        throw CourseFileError(reason: "missing")
      }
      return Array(bytes)
    }
  }

  private static let course = CourseReader(files: ShippedFiles()).readCourse().course

  @Test(arguments: [
    Size(columns: 40, rows: 12), Size(columns: 80, rows: 24), Size(columns: 132, rows: 43),
  ])
  func theWholeCourseIsPlayedByKeys(size: Size) throws {
    let course = try #require(CoursePlayTests.course)
    var lines = [
      "size \(size.columns)x\(size.rows)", "start regtutor --lessons lessons",
      "expect \(course.title.prefix(20))",
    ]
    var state = TutorState(
      course: course, display: Display(size: size, glyphs: Glyphs(.braille)))
    var pages = 0

    func press(_ key: Key, _ name: String) {
      lines.append("keys \(name)")
      if let message = TutorKeys.message(for: key, in: state) { _ = state.update(message) }
    }

    for lesson in course.lessons.indices {
      if lesson > 0 { press("j", "j") }
      // The list keeps its choice; leaving the lesson before has put it on the next one.
      while state.courseList.selection > lesson { press("k", "k") }
      press(.enter, "Enter")
      let count = course.lessons[lesson].steps.count
      var keys = 0
      while let page = state.page, keys < 600 {
        lines.append("expect \(page.stepIndex + 1)/\(count)")
        pages = max(pages, pages + 1)
        let step = page.stepIndex
        while state.page?.stepIndex == step, state.notice == nil, keys < 600 {
          keys += 1
          let canSkip = TutorKeys.bindings(for: state).contains {
            $0.isEnabled && $0.message == .answerPressed
          }
          if canSkip {
            press("S", "S")
          } else if case .replay(let panel) = state.page?.panel, !panel.isComplete,
            state.page?.scroll == .following
          {
            press("G", "G")
          } else {
            press(.right, "Right")
          }
        }
        if state.notice != nil { break }
      }
      #expect(keys < 600, "lesson \(lesson + 1) does not end")
      #expect(state.page?.isLastStep == true)
      press("q", "q")
      lines.append("expect \(course.title.prefix(20))")
    }
    #expect(pages >= course.lessons.reduce(0) { $0 + $1.steps.count })
    lines += ["keys q", "expect-exit 0"]
    do {
      try TerminalSession.play(SessionScript(lines.joined(separator: "\n")))
    } catch {
      Issue.record("\(size.columns)x\(size.rows), \(error)")
    }
  }
}
