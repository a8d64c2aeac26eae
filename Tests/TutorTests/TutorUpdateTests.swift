import CustomDump
import Lessons
import TerminalUI
import Testing
import Tutor

struct TutorUpdateTests {
  private func start() -> TutorState {
    TutorState(
      course: shippedCourse,
      display: Display(size: Size(columns: 80, rows: 24), glyphs: Glyphs(.braille)))
  }

  @Test func leavingTheListQuits() {
    var state = start()
    #expect(state.update(.leavePressed) == [.quit])
  }

  @Test func leavingALessonReturnsToTheList() throws {
    var state = try opened(shippedCourse, at: "2")
    #expect(state.update(.leavePressed) == [])
    #expect(state.page == nil)
    #expect(state.courseList.selection == 1)
  }

  @Test func findNarrowsTheListAndEnterOpensTheMatch() {
    var state = start()
    state.press("/l2 enter")
    #expect(state.page?.lesson.id == "l2-by-iteration")
  }

  @Test func findWithoutAMatchSaysSo() {
    var state = start()
    state.press("/xyzzy enter")
    #expect(state.page == nil)
    #expect(state.notice == "No lesson has “xyzzy”.")
  }

  @Test func resizingChangesTheSizeAlone() throws {
    var state = try opened(shippedCourse, at: "1:3")
    expectDifference(state) {
      _ = state.update(.resized(Size(columns: 40, rows: 12)))
    } changes: {
      $0.display.size = Size(columns: 40, rows: 12)
    }
  }

  @Test func redrawAsksTheShellToDrawAll() {
    var state = start()
    #expect(state.update(.redrawPressed) == [.redrawAll])
  }

  @Test func theSheetOfKeysOpensScrollsAndCloses() throws {
    var state = try opened(shippedCourse, at: "1:3", size: Size(columns: 40, rows: 12))
    state.press("? j j")
    #expect(state.helpScroll == 2)
    state.press("q")
    #expect(state.helpScroll == nil)
    #expect(state.page != nil)
  }

  @Test func theLastPageSaysWhatComesNext() throws {
    var state = try opened(shippedCourse, at: "1:keep")
    state.press("right right right right")
    #expect(state.notice?.contains("That was the last page") == true)
    #expect(state.courseList.selection == 1)
  }

  @Test(arguments: [
    ("nope", "there is no lesson “nope”; the course has: "),
    ("1:nope", "the lesson “step-without-penalty” has no step “nope”; it has: "),
    ("0", "there is no lesson “0”"), ("1:0", "has no step “0”"), ("", "there is no lesson “”"),
  ])
  func aPlaceThatIsNotThereIsRefusedWithWhatIs(place: String, message: String) {
    let error = #expect(throws: CoursePlace.NotFound.self) {
      try CoursePlace(place, in: shippedCourse)
    }
    #expect(error?.message.contains(message) == true)
  }
}
