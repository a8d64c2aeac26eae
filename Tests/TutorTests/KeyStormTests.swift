import Lessons
import TerminalUI
import TestSupport
import Testing
import Tutor

/// No key sequence at no size breaks anything.
struct KeyStormTests {
  static let keys: [Key] =
    [
      .left, .right, .up, .down, .home, .end, .pageUp, .pageDown, .enter, .tab, .backTab,
      .backspace, .delete, .escape, .control("L"),
    ] + "abcdghjklnprvwzDSHNPG[]+-=?/q 0123456789.,eéθ한".map { Key.character($0) }

  @Test(arguments: 1...8)
  func randomKeysAndSizesNeverBreakTheTutor(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var state = TutorState(
      course: shippedCourse,
      display: Display(size: Size(columns: 80, rows: 24), glyphs: Glyphs(.braille)))
    for count in 0..<1500 {
      if count % 40 == 0 {
        let size = Size(
          columns: .random(in: 1...200, using: &generator),
          rows: .random(in: 1...60, using: &generator))
        _ = state.update(.resized(size))
      }
      let key = KeyStormTests.keys.randomElement(using: &generator) ?? .enter
      if let message = TutorKeys.message(for: key, in: state) { _ = state.update(message) }
      let screen = TutorView.draw(state)
      #expect(screen.size == state.display.size)
      if let panel = state.panel {
        #expect(panel.rows >= 0 && panel.rows <= panel.iterations)
        #expect(panel.cursor.row >= 0 && panel.cursor.row <= panel.rows)
      }
    }
  }

  @Test(arguments: 1...4)
  func randomKeysNeverBreakAQuestion(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    for step in QuestionFixture.course.lessons[0].steps.dropLast() {
      var state = try QuestionFixture.opened(step.id)
      for _ in 0..<200 {
        let key = KeyStormTests.keys.randomElement(using: &generator) ?? .enter
        let before = state
        if let message = TutorKeys.message(for: key, in: state) { _ = state.update(message) }
        #expect(TutorView.draw(state).size == state.display.size)
        _ = LinearView.changes(from: before, to: state)
        guard let panel = state.asked else { continue }
        #expect(panel.order.sorted() == Array(panel.question.choices.indices))
        #expect(panel.attempt.answers.count <= panel.question.tries)
        if let cursor = panel.cursor { #expect(panel.order.indices.contains(cursor)) }
      }
    }
  }

  @Test(arguments: [(1, 1), (2, 1), (1, 200), (400, 1), (400, 200), (3, 3), (10, 4), (20, 6)])
  func everyPageCanBeDrawnAtEverySize(columns: Int, rows: Int) {
    for lesson in shippedCourse.lessons.indices {
      for step in shippedCourse.lessons[lesson].steps.indices {
        guard let place = try? CoursePlace("\(lesson + 1):\(step + 1)", in: shippedCourse) else {
          Issue.record("no such place")
          continue
        }
        var state = TutorState(
          course: shippedCourse,
          display: Display(size: Size(columns: columns, rows: rows), glyphs: Glyphs(.blocks)))
        state.open(place)
        _ = TutorView.draw(state)
        state.press("right G a")
        #expect(TutorView.draw(state).size == state.display.size)
      }
    }
  }
}
