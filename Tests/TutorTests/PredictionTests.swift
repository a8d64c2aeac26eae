import Lessons
import Regularization
import TerminalUI
import Testing
import Tutor

struct PredictionTests {
  private static func step(places: Int? = nil) -> ReplayStep {
    ReplayStep(
      replays: ["l1"], rowsShown: 4, dials: [.strength],
      asks: [
        Ask(
          cell: CellReference(replay: "l1", weight: 1, iteration: 5), answer: .zero,
          hints: ["First.", "Second."],
          foreseen: [ForeseenAnswer(answer: figure("-0.05"), say: "The plain rule says so.")],
          explanation: "Held."),
        Ask(
          cell: CellReference(replay: "l1", weight: 0, iteration: 5), answer: figure("0.95"),
          places: places),
      ])
  }

  private func state() throws -> TutorState {
    try opened(course(PredictionTests.step()), at: "fixture")
  }

  @Test func nothingIsRevealedBeforeTheAnswer() throws {
    var state = try state()
    state.press("right")
    #expect(state.panel?.rows == 4)
    #expect(state.notice?.contains("Type your answer") == true)
    let screen = TutorView.draw(state).lines.joined()
    #expect(!screen.contains("0.95"))
  }

  @Test(arguments: ["0", "0.0", "-0", ".0", "0,00", "+0", "0e5"])
  func everySpellingOfTheFigureIsRight(spelling: String) throws {
    var state = try state()
    state.press("\(spelling) enter")
    #expect(state.panel?.predictions[0].outcome == .right)
  }

  @Test func aCommaIsReadAsAPointWithANote() throws {
    var state = try state()
    state.press("0 enter 0,95 enter")
    #expect(state.panel?.predictions[1].outcome == .right)
    #expect(state.panel?.feedback?.text == "Read as 0.95. Right.")
  }

  @Test func theRowIsShownWhenItsLastQuestionIsAnswered() throws {
    var state = try state()
    state.press("0 enter")
    #expect(state.panel?.rows == 4)
    #expect(state.panel?.pendingAsk == 1)
    state.press("0.95 enter")
    #expect(state.panel?.rows == 5)
    #expect(state.panel?.pendingAsk == nil)
  }

  @Test func aForeseenWrongAnswerGetsItsOwnReplyAndASecondTry() throws {
    var state = try state()
    state.press("-0.05 enter")
    #expect(
      state.panel?.feedback
        == Feedback(.wrong, "The plain rule says so. Try once more; there is a hint."))
    #expect(state.panel?.predictions[0].outcome == nil)
    state.press("0 enter")
    #expect(state.panel?.predictions[0].outcome == .right)
    #expect(state.panel?.predictions[0].answers == ["-0.05", "0"])
  }

  @Test func afterTwoWrongAnswersTheWorkingIsShown() throws {
    var state = try state()
    state.press("1 enter 2 enter")
    #expect(state.panel?.predictions[0].outcome == .wrong)
    let text = state.panel?.feedback?.text ?? ""
    #expect(text.contains("θ₂ ← 0.06 − 0.1·(1 + 0.1·sign(0.06)) = 0.06 − 0.11 = 0"))
    #expect(text.hasSuffix("Held."))
  }

  @Test func whatIsNoNumberCostsNoTry() throws {
    var state = try state()
    state.press("1.2.3 enter")
    #expect(state.panel?.predictions[0].answers == [])
    #expect(state.panel?.feedback?.text.hasPrefix("That is not a number") == true)
  }

  @Test func hintsComeOneAfterTheOther() throws {
    var state = try state()
    state.press("H")
    #expect(state.panel?.feedback == Feedback(.hint, "Hint 1 of 2: First."))
    state.press("H")
    #expect(state.panel?.feedback == Feedback(.hint, "Hint 2 of 2: Second."))
    state.press("H")
    #expect(state.panel?.feedback == Feedback(.hint, "Hint 2 of 2: Second."))
  }

  @Test func aSkippedQuestionShowsItsWorking() throws {
    var state = try state()
    state.press("S")
    #expect(state.panel?.predictions[0].outcome == .skipped)
    #expect(state.panel?.feedback?.text.hasPrefix("The working: θ₂ ←") == true)
  }

  @Test func dialsAreLockedUntilEveryQuestionIsDone() throws {
    var state = try state()
    state.press("tab +")
    #expect(state.panel?.isChanged == false)
    state.press("0 enter 0.95 enter tab +")
    #expect(state.panel?.value(of: .strength) == "0.2")
  }

  @Test func typingIsErasedCharacterByCharacterAndThenGoesBack() throws {
    var state = try state()
    state.press("1.5 backspace backspace")
    #expect(state.panel?.typed == "1")
    state.press("backspace backspace")
    #expect(state.panel?.typed == "")
    #expect(state.panel?.rows == 3)
  }

  @Test func lastRowStopsBeforeAQuestion() throws {
    var state = try state()
    state.press("g G")
    #expect(state.panel?.rows == 4)
  }
}
