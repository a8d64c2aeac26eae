import Lessons
import TerminalUI
import TestSupport
import Testing
import Tutor

struct QuestionPanelTests {
  private func state(_ step: String) throws -> TutorState { try QuestionFixture.opened(step) }

  @Test func theFixtureHasNoFault() {
    let steps = QuestionFixture.course.lessons.flatMap(\.steps)
    #expect(steps.count == 7)
    for step in steps {
      if case .faulty(let issues) = step.kind { Issue.record("\(issues.map(\.description))") }
    }
  }

  // MARK: Figures

  @Test func aFigureIsTypedAndJudged() throws {
    var state = try state("figure")
    state.press("0.11 enter")
    #expect(
      state.asked?.feedback
        == Feedback(.wrong, "That is one step. Try once more; there is a hint."))
    state.press("0.2 enter")
    #expect(state.asked?.attempt.outcome == .right)
    #expect(
      state.asked?.feedback
        == Feedback(
          .right,
          "Right; with every digit it is 0.22. The working: 0.11 + 0.11 = 0.22. "
            + "The step does not depend on the weight."))
    #expect(state.asked?.attempt.answers == ["0.11", "0.2"])
  }

  @Test func noKeyGoesOnBeforeTheAnswer() throws {
    for step in ["figure", "one", "several", "order", "guess"] {
      var state = try state(step)
      state.press("right right")
      #expect(state.asked?.isOpen == true)
      #expect(state.page?.step.id == step)
      #expect(state.notice?.contains("S shows the answer") == true)
      state.press("S")
      #expect(state.asked?.attempt.outcome == .skipped)
      state.press("right")
      #expect(state.page?.step.id != step)
    }
  }

  @Test func afterItsTriesTheAnswerIsShownWithItsWorking() throws {
    var state = try state("figure")
    state.press("1 enter 2 enter")
    #expect(state.asked?.attempt.outcome == .wrong)
    let text = state.asked?.feedback?.text ?? ""
    #expect(text.contains("The answer is: 0.22 per weight. The working: 0.11 + 0.11 = 0.22."))
  }

  @Test func hintsStandApartFromTheAnswer() throws {
    var state = try state("figure")
    state.press("H H")
    #expect(state.asked?.feedback == Feedback(.hint, "Hint 2 of 2: Twice that."))
    #expect(state.asked?.attempt.answers == [])
    #expect(state.asked?.attempt.hintsShown == 2)
  }

  // MARK: Options

  @Test func anOptionIsChosenByDigitOrArrowAndAnsweredByEnter() throws {
    var state = try state("one")
    state.press("enter")
    #expect(state.asked?.attempt.answers == [])
    state.press("down down enter")
    #expect(state.asked?.feedback?.text == "That is L2. Try once more; there is a hint.")
    state.press("1")
    #expect(state.asked?.feedback == nil)
    state.press("enter")
    #expect(state.asked?.attempt.outcome == .right)
    #expect(state.asked?.feedback?.text == "Right. The sign alone counts. Both lose 0.11.")
    #expect(state.asked?.attempt.answers == ["2", "1"])
    state.press("3")
    #expect(state.asked?.cursor == 0)
  }

  @Test func spaceAndDigitsSwitchSeveralOptions() throws {
    var state = try state("several")
    state.press("3 1 2 2")
    #expect(state.asked?.chosen == [0, 2])
    state.pressSpace()
    #expect(state.asked?.chosen == [0, 1, 2])
    state.pressSpace()
    state.press("enter")
    #expect(state.asked?.attempt.outcome == .right)
    #expect(
      state.asked?.feedback?.text.hasSuffix("Source: Srivastava and others 2014, Dropout.") == true)
  }

  @Test func anItemIsPickedUpMovedAndPutDown() throws {
    var state = try state("order")
    let shown = try #require(state.asked?.question.choices)
    state.pressSpace()
    #expect(state.asked?.isCarrying == true)
    state.press("down down")
    #expect(state.asked?.order == [1, 2, 0])
    state.pressSpace()
    state.press("up")
    #expect(state.asked?.order == [1, 2, 0])
    #expect(state.asked?.cursor == 1)
    // The right order, whatever order the items were shown in.
    let right = ["θ₂ under L1", "θ₁ under L1", "nothing"]
    for (place, item) in right.enumerated() {
      let index = try #require(shown.firstIndex(of: item))
      let at = try #require(state.asked?.order.firstIndex(of: index))
      state.press("\(at + 1)")
      state.pressSpace()
      for _ in place..<at { state.press("up") }
      state.pressSpace()
    }
    state.press("enter")
    #expect(state.asked?.attempt.outcome == .right)
  }

  @Test func aWrongOrderEndsInTheRightOne() throws {
    var state = try state("order")
    state.press("enter")
    let panel = try #require(state.asked)
    #expect(panel.attempt.outcome == .wrong)
    #expect(
      panel.order.map { panel.question.choices[$0] } == ["θ₂ under L1", "θ₁ under L1", "nothing"])
  }

  @Test func aGuessIsNeitherRightNorWrong() throws {
    var state = try state("guess")
    state.press("2 enter")
    #expect(state.asked?.attempt.outcome == .guessed)
    #expect(
      state.asked?.feedback == Feedback(.plain, "Noted. The next lesson counts them."))
    #expect(!TutorView.draw(state).lines.joined().contains("✓"))
  }

  // MARK: Drawn questions

  @Test func rDrawsOtherNumbersAndANumberRepeatsThem() throws {
    var state = try state("drawn")
    let first = try #require(state.asked?.question)
    state.press("S r")
    let second = try #require(state.asked)
    #expect(second.question.text != first.text)
    #expect(second.isOpen)
    #expect(second.draw > 1)
    state.press("v 1 enter")
    #expect(state.asked?.question == first)
    #expect(state.asked?.draw == 1)
    state.press("v \(second.draw) enter")
    #expect(state.asked?.question == second.question)
  }

  @Test func aDrawThatIsNoNumberIsRefused() throws {
    var state = try state("drawn")
    state.press("v 0 enter")
    #expect(state.notice == "A draw is a number from 1 to 999999.")
    #expect(state.asked?.draw == 1)
    state.press("esc")
    #expect(state.asked?.isTypingDraw == false)
    state.press("v q")
    #expect(state.page != nil)
    #expect(state.asked?.isTypingDraw == false)
  }

  @Test func aQuestionThatDrawsNothingIsAskedAnew() throws {
    var state = try state("one")
    state.press("1 enter r")
    #expect(state.asked?.isOpen == true)
    #expect(state.asked?.attempt == Prediction())
    #expect(state.asked?.cursor == nil)
  }

  // MARK: Lines

  private func say(_ lines: [String], to state: inout TutorState) -> [String] {
    var said: [String] = []
    for line in lines {
      let before = state
      for message in LinearView.messages(for: line, in: state) ?? [] {
        _ = state.update(message)
      }
      said += LinearView.changes(from: before, to: state)
    }
    return said
  }

  static let answers = [
    ("figure", ["0.2 per weight"]), ("figure", ["0,22"]), ("one", ["1"]), ("several", ["1 3"]),
    ("several", ["3,1"]),
  ]

  @Test(arguments: answers)
  func aLineAnswers(step: String, lines: [String]) throws {
    var state = try state(step)
    let said = say(lines, to: &state)
    #expect(state.asked?.attempt.outcome == .right)
    #expect(said.first?.contains("Right") == true)
  }

  @Test func anOrderIsALineOfNumbers() throws {
    var state = try state("order")
    let shown = try #require(state.asked?.question.choices)
    let right = ["θ₂ under L1", "θ₁ under L1", "nothing"]
    let line = right.compactMap { shown.firstIndex(of: $0) }.map { "\($0 + 1)" }
    _ = say([line.joined(separator: " ")], to: &state)
    #expect(state.asked?.attempt.outcome == .right)
  }

  @Test func aLineThatIsNoAnswerCostsNoTry() throws {
    for (step, line) in [("figure", "1.2.3"), ("one", "7"), ("several", "9"), ("order", "11")] {
      var state = try state(step)
      let said = say([line], to: &state)
      #expect(state.asked?.isOpen == true)
      #expect(state.asked?.attempt.answers == [], "\(step)")
      #expect(!said.isEmpty)
    }
  }

  @Test func anEmptyLineGivesHintsAndThenTheAnswer() throws {
    var state = try state("figure")
    let said = say(["", "", ""], to: &state)
    #expect(said[0] == "Hint 1 of 2: One step is 0.11.")
    #expect(said[2].contains("The answer is: 0.22 per weight."))
    _ = say([""], to: &state)
    #expect(state.page?.step.id == "one")
  }

  @Test func aWrongLineSaysSoInWords() throws {
    var state = try state("one")
    #expect(say(["2"], to: &state).first?.hasPrefix("No. That is L2.") == true)
  }

  @Test func theLinearViewReadsAsRecorded() throws {
    var text = ""
    for step in ["figure", "one", "several", "order", "guess", "drawn"] {
      var state = try state(step)
      var lines = LinearView.page(state) + LinearView.menu(state) + LinearView.menuInFull(state)
      lines += say(["2", "m1"], to: &state)
      text += lines.joined(separator: "\n") + "\n"
    }
    expectSnapshot(text: text, named: "linear-questions")
  }

  @Test func theHandoutHasTheAnswersAtItsEnd() throws {
    let lines = LinearView.handout(
      QuestionFixture.course.lessons[0],
      display: Display(size: Size(columns: 80, rows: 24), glyphs: Glyphs(.braille), isLinear: true))
    let answers = try #require(lines.firstIndex(of: "Answers"))
    #expect(!lines[..<answers].contains { $0.contains("0.22") })
    #expect(lines.allSatisfy { $0.count <= 78 })
    expectSnapshot(text: lines.joined(separator: "\n") + "\n", named: "handout-questions")
  }

  // MARK: Screens

  struct Scene: CustomTestStringConvertible, Sendable {
    var name: String
    var step: String
    var keys: String
    var testDescription: String { name }
  }

  static let scenes = [
    Scene(name: "figure", step: "figure", keys: "0.11 enter 0."),
    Scene(name: "one", step: "one", keys: "3"),
    Scene(name: "one-answered", step: "one", keys: "2 enter 1 enter"),
    Scene(name: "several", step: "several", keys: "1 2 enter 3"),
    Scene(name: "several-wrong", step: "several", keys: "1 2 enter enter"),
    Scene(name: "order", step: "order", keys: "2 space up"),
    Scene(name: "guess", step: "guess", keys: "1 enter"),
    Scene(name: "drawn", step: "drawn", keys: "S"),
  ]

  @Test(arguments: scenes, ScreenTests.sizes)
  func aQuestionLooksAsRecorded(scene: Scene, size: Size) throws {
    var state = try QuestionFixture.opened(scene.step, size: size)
    state.pressWords(scene.keys)
    expectSnapshot(
      TutorView.draw(state), named: "question-\(scene.name)-\(size.columns)x\(size.rows)")
  }

  @Test(arguments: scenes)
  func inASCIIAQuestionIsASCII(scene: Scene) throws {
    for size in ScreenTests.sizes {
      var state = try QuestionFixture.opened(scene.step, size: size, glyphs: .ascii)
      state.pressWords(scene.keys)
      let screen = TutorView.draw(state).lines.joined(separator: "\n")
      let strangers = screen.filter { !$0.isASCII }
      #expect(strangers.isEmpty)
    }
  }

  @Test func theASCIIQuestionLooksAsRecorded() throws {
    var state = try QuestionFixture.opened("several", glyphs: .ascii)
    state.press("1 2 enter enter")
    expectSnapshot(TutorView.draw(state), named: "question-several-ascii-80x24")
  }

  // MARK: Keys

  @Test func noKeyMeansTwoThingsOnAQuestion() throws {
    for scene in QuestionPanelTests.scenes {
      var state = try state(scene.step)
      for word in ["", scene.keys] {
        state.pressWords(word)
        let enabled = TutorKeys.bindings(for: state).filter(\.isEnabled)
        let keys = enabled.flatMap(\.keys)
        #expect(Set(keys).count == keys.count, "\(scene.name)")
      }
    }
  }
}

extension TutorState {
  fileprivate mutating func pressSpace() {
    if let message = TutorKeys.message(for: " ", in: self) { _ = update(message) }
  }

  /// As ``press(_:)``, and `space`.
  fileprivate mutating func pressWords(_ keys: String) {
    for word in keys.split(separator: " ") {
      if word == "space" { pressSpace() } else { press(String(word)) }
    }
  }
}
