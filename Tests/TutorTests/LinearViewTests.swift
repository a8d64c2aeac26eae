import Lessons
import TerminalUI
import TestSupport
import Testing
import Tutor

struct LinearViewTests {
  /// Plays a lesson by pressing Enter alone and returns all lines that were said.
  private func playByEnter(_ lesson: Int) throws -> (lines: [String], pages: Set<Int>) {
    var state = try opened(shippedCourse, at: "\(lesson + 1)")
    state.display.isLinear = true
    var lines = LinearView.page(state)
    var pages: Set<Int> = [0]
    let last = shippedCourse.lessons[lesson].steps.count - 1
    for _ in 0..<2000 {
      guard let messages = LinearView.messages(for: "", in: state) else { break }
      let before = state
      for message in messages { _ = state.update(message) }
      lines += LinearView.changes(from: before, to: state)
      pages.insert(state.page?.stepIndex ?? -1)
      if state.page?.stepIndex == last, before.page?.stepIndex == last { break }
    }
    return (lines, pages)
  }

  @Test(arguments: shippedCourse.lessons.indices)
  func everyLessonCanBePlayedByEnterAlone(lesson: Int) throws {
    let (lines, pages) = try playByEnter(lesson)
    #expect(pages == Set(shippedCourse.lessons[lesson].steps.indices))
    #expect(lines.contains { $0.contains("That was the last page") })
    #expect(!lines.joined().contains { TextWidth.isControl($0) })
  }

  @Test func theFirstLessonReadsAsRecorded() throws {
    expectSnapshot(
      text: try playByEnter(0).lines.joined(separator: "\n"), named: "linear-step-without-penalty")
  }

  @Test func theHandoutReadsAsRecorded() {
    let display = Display(size: Size(columns: 80, rows: 24), glyphs: Glyphs(.braille))
    expectSnapshot(
      text: LinearView.handout(shippedCourse.lessons[0], display: display).joined(separator: "\n"),
      named: "handout-step-without-penalty")
  }

  @Test func aFigureAnswersTheQuestion() throws {
    var state = try opened(shippedCourse, at: "l1-by-iteration:row-five")
    let messages = try #require(LinearView.messages(for: " -0,05 ", in: state))
    for message in messages { _ = state.update(message) }
    #expect(state.panel?.predictions.first?.outcome == .right)
  }

  @Test func whatMeansNothingIsRefused() throws {
    let state = try opened(shippedCourse, at: "1")
    #expect(LinearView.messages(for: "nonsense", in: state) == nil)
    #expect(LinearView.messages(for: "99", in: state) == nil)
  }

  @Test func choicesAreNumberedFromTheKeyTable() throws {
    var state = try opened(shippedCourse, at: "why-zero:turn-lambda")
    let choices = LinearView.choices(for: state)
    let dials = try #require(choices.firstIndex { $0.label == "Choose the next dial." })
    for message in LinearView.messages(for: "m\(dials + 1)", in: state) ?? [] {
      _ = state.update(message)
    }
    #expect(state.panel?.focusedDial != nil)
  }
}
