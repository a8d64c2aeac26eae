import Lessons
import Regularization
import TerminalUI
import Testing
import Tutor

/// Tasks, judged against what runs show, and what is said where one diverges.
struct LabTaskTests {
  private static func reach(_ measure: RunMeasure, atLeast value: Double, run: String? = nil)
    -> LabTask
  {
    LabTask(
      question: "Bring it about.",
      kind: .reach(LabCondition(run: run, measure: measure, relation: .atLeast, value: value)),
      hints: ["Wait.", "Wait longer."],
      explanation: "It is {{run.step}} by now, {{run.l2_norm: 2}}.")
  }

  @Test func whatIsToBeReachedCountsOncePaused() throws {
    var session = LabSession(labPlan(tasks: [LabTaskTests.reach(.step, atLeast: 3)]))
    session.press(". .")
    #expect(try session.lab.tasks.entries[0].outcome == nil)
    session.press("space")
    session.play(steps: 2)
    #expect(try session.lab.tasks.holdsNow)
    #expect(try session.lab.tasks.entries[0].outcome == nil)
    session.press("space")
    #expect(try session.lab.tasks.entries[0].outcome == .reached(step: 4))
    #expect(try !session.lab.tasks.holdsNow)
    let norm = try session.front.now.weights.l2Norm.rounded(significantDigits: 2)
    #expect(
      try session.lab.tasks.feedback?.text == "Reached at step 4. It is 4 by now, \(norm).")
  }

  @Test func whatDoesNotHoldAnyMoreDoesNotCount() throws {
    let task = LabTask(
      question: "Stop early.",
      kind: .reach(LabCondition(run: nil, measure: .step, relation: .atMost, value: 2)))
    var session = LabSession(labPlan(tasks: [task]))
    session.press("space")
    session.play(steps: 2)
    #expect(try session.lab.tasks.holdsNow)
    session.play(steps: 2)
    #expect(try !session.lab.tasks.holdsNow)
    session.press("space")
    #expect(try session.lab.tasks.entries[0].outcome == nil)
    session.press(", ,")
    #expect(try session.lab.tasks.entries[0].outcome == .reached(step: 2))
  }

  private static func guess(_ extreme: LabGuess.Extreme) -> LabTask {
    LabTask(
      question: "Which run keeps the larger weights?",
      kind: .guess(
        LabGuess(measure: .l1Norm, extreme: extreme, feedback: ["l1": "L1 takes them away."])))
  }

  @Test(arguments: [("1", LabTasks.Entry.Outcome.right), ("2", .wrong)])
  func aGuessIsJudgedWhenTheEpochsAreOver(key: String, outcome: LabTasks.Entry.Outcome) throws {
    var session = LabSession(labPlan(labTwins, tasks: [LabTaskTests.guess(.largest)]))
    session.press(key)
    #expect(try session.lab.tasks.entries[0].outcome == nil)
    session.press("e e")
    #expect(try session.lab.tasks.entries[0].outcome == nil)
    session.press("e")
    #expect(try session.lab.tasks.entries[0].outcome == outcome)
    let said = try #require(try session.lab.tasks.feedback?.text)
    #expect(said.contains("it is none"))
    #expect(said.contains("L1 takes them away.") == (key == "2"))
  }

  @Test func theNextTaskComesWhileAGuessWaits() throws {
    var session = LabSession(
      labPlan(
        labTwins, tasks: [LabTaskTests.guess(.smallest), LabTaskTests.reach(.step, atLeast: 1)]))
    session.press(".")
    #expect(try session.lab.tasks.entries.map(\.outcome) == [nil, nil])
    session.press("2")
    #expect(try session.lab.tasks.entries.map(\.outcome) == [nil, .reached(step: 1)])
    session.press("e e e")
    #expect(try session.lab.tasks.entries.map(\.outcome) == [.right, .reached(step: 1)])
  }

  @Test func whatIsJudgedAtOnceIsAllTold() throws {
    let late = LabTaskTests.reach(.epochs, atLeast: 3)
    var session = LabSession(labPlan(labTwins, tasks: [LabTaskTests.guess(.smallest), late]))
    session.press("2 e e e")
    let said = try #require(try session.lab.tasks.feedback?.text)
    #expect(said.hasPrefix("Right: it is L1") && said.contains("Reached at step 18."))
  }

  @Test func hintsComeOneAfterTheOtherAndASkipTellsTheLast() throws {
    var session = LabSession(labPlan(tasks: [LabTaskTests.reach(.zeros, atLeast: 3)]))
    session.press("H")
    #expect(try session.lab.tasks.feedback?.text == "Hint 1 of 2: Wait.")
    session.press("H H")
    #expect(try session.lab.tasks.feedback?.text == "Hint 2 of 2: Wait longer.")
    session.press("S")
    #expect(try session.lab.tasks.entries[0].outcome == .skipped)
    #expect(try session.lab.tasks.feedback?.text.hasPrefix("Skipped. Wait longer. It is 0") == true)
  }

  @Test func answersStayWithThePageWhenTheLabIsClosed() throws {
    let plan = labPlan(tasks: [LabTaskTests.reach(.step, atLeast: 1)])
    var course = labCourse(plan)
    course.lessons[0].steps[2].kind = .train(labPlan())
    var session = try LabSession(lesson: plan)
    session.state = try opened(course, at: "lab:train")
    session.press("enter . q right enter")
    #expect(session.orders.contains(.close))
    session.press("q left enter")
    #expect(try session.lab.tasks.entries[0].outcome == .reached(step: 1))
    #expect(try session.front.position.step == 0)
  }

  // MARK: Divergence

  struct Trouble: Sendable, CustomTestStringConvertible {
    var name: String
    var dials: [LabDial] = LabDial.allCases
    var said: String
    var spec: @Sendable (inout TrainingSpec) -> Void
    var testDescription: String { name }
  }

  static let troubles = [
    Trouble(name: "η", said: "Turn the learning rate η down") {
      $0.data.source = .generated(.plane)
      $0.network.activation = .relu
      $0.learningRate = 1e20
    },
    Trouble(name: "η of Adam", said: "adam moves every weight by about η") {
      $0.data.source = .generated(.plane)
      $0.network.activation = .relu
      $0.optimizer = OptimizerSpec(.adam)
      $0.learningRate = 1e20
    },
    Trouble(name: "L2", said: "Turn the strength λ of L2 down") {
      $0.network.penalties = [Penalty(l2: 1e5)]
    },
    Trouble(name: "decay", said: "Turn the weight decay down") {
      $0.optimizer.weightDecay = 1e5
    },
    Trouble(name: "L1", said: "Turn the strength λ of L1 down") {
      $0.network.penalties = [Penalty(l1: 1e25)]
      $0.network.activation = .relu
      $0.data.source = .generated(.plane)
    },
    Trouble(name: "locked", dials: [.dropout], said: "That dial is locked here") {
      $0.network.penalties = [Penalty(l2: 1e5)]
    },
  ]

  @Test(arguments: troubles)
  func aRunThatDivergesStopsBeforeTheBadStepAndSaysWhatToTurn(trouble: Trouble) throws {
    var session = LabSession(
      labPlan(
        [LabRun(id: "run", title: "run", spec: labSpec(trouble.spec))], dials: trouble.dials,
        epochs: 100))
    session.press("space")
    session.play(steps: .max)
    let divergence = try #require(try session.lab.diverged?.divergence, "it did not diverge")
    #expect(try session.front.position.step == divergence.step - 1)
    let text = try #require(try session.lab.divergenceText())
    #expect(text.contains("step \(divergence.step) would make"))
    #expect(text.contains(trouble.said), "\(text)")
    #expect(!text.contains("dropout"))
    // Nothing leads on from here, but the way back does.
    #expect(TutorKeys.message(for: " ", in: session.state) == nil)
    #expect(TutorKeys.message(for: ".", in: session.state) == nil)
    #expect(text.contains(", goes back") == (divergence.step > 1))
    if divergence.step > 1 {
      session.press(",")
      #expect(try session.lab.diverged == nil)
    }
  }

  @Test func aTurnedDialLeadsOnFromTheBadStep() throws {
    var session = LabSession(
      labPlan(
        [
          LabRun(
            id: "run", title: "run", spec: labSpec { $0.network.penalties = [Penalty(l2: 1e5)] })
        ],
        dials: [.l2], epochs: 100))
    session.press("space")
    session.play(steps: .max)
    #expect(try session.lab.diverged != nil)
    session.press("v 0 enter")
    #expect(try session.lab.diverged == nil)
  }
}
