import Lessons
import Regularization
import TerminalUI
import TestSupport
import Testing
import Tutor

/// The lab line by line: everything that the screen has, by Enter and numbers.
struct LabLinearTests {
  private static let tasks = [
    LabTask(
      question: "Which run has the smaller L1 norm in the end?",
      kind: .guess(LabGuess(measure: .l1Norm, extreme: .smallest)),
      explanation: "L1 has {{l1.l1_norm: 3}}, none {{none.l1_norm: 3}}."),
    LabTask(
      question: "Train until step 10.",
      kind: .reach(LabCondition(run: nil, measure: .step, relation: .atLeast, value: 10)),
      hints: ["An epoch has 6 steps."]),
  ]

  private func session() throws -> LabSession {
    var session = try LabSession(
      lesson: labPlan(
        labTwins, panels: [.loss, .twins], dials: [.l1, .learningRate],
        tasks: LabLinearTests.tasks), isLinear: true)
    #expect(try session.say("").contains { $0.contains("Task") })
    return session
  }

  private func choice(_ label: String, _ session: LabSession) throws -> String {
    let choices = LinearView.choices(for: session.state)
    let index = try #require(choices.firstIndex { $0.label == label }, "\(choices.map(\.label))")
    return "m\(index + 1)"
  }

  @Test func aLessonsLabReadsAsRecorded() throws {
    var session = try LabSession(
      lesson: labPlan(
        labTwins, panels: [.loss, .twins], dials: [.l1, .learningRate],
        tasks: LabLinearTests.tasks), isLinear: true)
    var lines = LinearView.page(session.state)
    func menu() { lines += LinearView.menu(session.state) }
    menu()
    for line in ["", "2", "", "turn", "train 2", "tell loss", "0", ""] {
      let input =
        switch line {
        case "turn": try choice("Turn L1 λ up.", session)
        case "tell loss": try choice("Tell the panel “loss”.", session)
        default: line
        }
      lines.append("> \(input)")
      lines += try session.say(input)
      menu()
    }
    expectSnapshot(text: lines.joined(separator: "\n"), named: "lab-linear")
  }

  @Test func aPanelIsToldAgainWhenItIsAskedForAgain() throws {
    var session = try session()
    let tell = try choice("Tell the panel “loss”.", session)
    let first = try session.say(tell)
    #expect(first.count > 1)
    #expect(try session.say(tell) == first)
  }

  @Test func numbersTrainEpochsOnceNoGuessIsPending() throws {
    var session = try session()
    #expect(LinearView.messages(for: "7", in: session.state) == nil)
    _ = try session.say("1")
    let said = try session.say("2")
    #expect(try session.front.position.epoch == 2)
    #expect(said.contains { $0.hasPrefix("none: epoch 1: data loss ") })
    #expect(said.contains { $0.hasPrefix("L1: step ") })
  }

  @Test func aValueIsTypedAndRefusedOrTaken() throws {
    var session = try session()
    _ = try session.say(try choice("Type the value of L1 λ.", session))
    #expect(
      LinearView.menu(session.state) == [
        "Type a value and press Enter; Enter alone leaves it as it is."
      ])
    #expect(try session.say("-3").contains { $0.contains("cannot be -3") })
    _ = try session.say("0.5")
    #expect(try session.lab.value(of: .l1) == "0.5")
  }

  @Test func theWayBackAndTheSubStepsAreTold() throws {
    var session = try session()
    _ = try session.say("")
    let back = try session.say(
      try choice(
        "Go back to the start; your changes are kept and made again on the way forward.", session))
    #expect(back.first == "Back to step 0.")
    let choices = LinearView.choices(for: session.state)
    let apart = try #require(
      choices.firstIndex { $0.label.hasPrefix("Take the next update apart") })
    #expect(try session.say("m\(apart + 1)").first == "Of the next update: forward.")
  }

  @Test func exportsAreNumberedAndLeft() throws {
    var session = try session()
    _ = try session.say(
      try choice("Write curves, weights, spec, charts or the screen to files.", session))
    #expect(LinearView.menuInFull(session.state).first?.contains("CSV") == true)
    _ = try session.say("1")
    #expect(session.exports.count == 1)
  }

  @Test func everyKeyOfTheLabHasItsPlaceInTheMenu() throws {
    var session = try session()
    _ = try session.say("")
    _ = try session.say("2")
    let offered = Set(LinearView.choices(for: session.state).map(\.message))
    let screen: Set<TutorMessage> = [
      .helpPressed, .redrawPressed, .scrolledDown, .scrolledUp, .focusForwardPressed,
      .focusBackwardPressed, .inLab(.zoom), .inLab(.hidePanel), .inLab(.faster), .inLab(.slower),
    ]
    let byLine: Set<TutorMessage> = [.leavePressed, .inLab(.finishEpoch), .inLab(.playOrPause)]
    for binding in TutorKeys.bindings(for: session.state) where binding.isEnabled {
      #expect(
        offered.contains(binding.message) || screen.contains(binding.message)
          || byLine.contains(binding.message), "\(binding.help)")
    }
  }

  @Test func inASCIIEveryLineIsASCII() throws {
    var session = try session()
    session.state.display.glyphs = Glyphs(.ascii)
    var lines = try session.say("") + session.say("2") + session.say("train 3")
    lines += LinearView.menu(session.state) + LinearView.menuInFull(session.state)
    #expect(lines.joined().filter { !$0.isASCII }.isEmpty)
  }
}
