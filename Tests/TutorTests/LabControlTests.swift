import Lessons
import Regularization
import TerminalUI
import Testing
import Tutor

/// Training, going back and forth, and looking, by keys alone.
struct LabControlTests {
  @Test func aLabOfOnesOwnOpensObservesAndQuits() throws {
    var session = LabSession(labPlan())
    #expect(session.orders == [.begin(labPlan())])
    #expect(try session.front.position.step == 0)
    #expect(try session.lab.look.chosen == WeightPlace(layer: 0, input: 0, unit: 0))
    session.press("q")
    #expect(session.hasQuit)
    #expect(session.orders.last == .close)
    #expect(session.state.lab == nil)
  }

  @Test func spacePlaysPausesAndPausesByItselfWhenTheEpochsAreOver() throws {
    var session = LabSession(labPlan())
    session.press("space")
    #expect(session.isPlaying)
    session.play(steps: 5)
    #expect(try session.front.position.step == 5)
    session.press("space")
    #expect(!session.isPlaying)
    #expect(session.orders.last == .pause)
    session.press("space")
    session.play(steps: .max)
    #expect(!session.isPlaying)
    #expect(try session.front.position.epoch == 3)
    // Once more means as many again.
    session.press("space")
    session.play(steps: .max)
    #expect(try session.front.position.epoch == 6)
  }

  @Test func batchEpochAndTheWayBackGoWhereTheySay() throws {
    var session = LabSession(labPlan())
    session.press(". . .")
    #expect(try session.front.position.step == 3)
    session.press("e")
    #expect(try session.front.position.epoch == 1)
    #expect(try session.front.position.samples == 0)
    let perEpoch = try session.front.stepsPerEpoch
    session.press("e ,")
    #expect(try session.front.position.step == 2 * perEpoch - 1)
    session.press("<")
    #expect(try session.front.position.step == perEpoch - 1)
    session.press(">")
    #expect(try session.front.position.step == 2 * perEpoch - 1)
    session.press("g")
    #expect(try session.front.position.step == 0)
    session.press("G")
    #expect(try session.front.position.step == 2 * perEpoch)
    session.press("[")
    #expect(try session.front.position.step < 2 * perEpoch)
    session.press("] ] ]")
    #expect(try session.front.position.step == 2 * perEpoch)
  }

  @Test func theWayBackAndForthKeepsTheBits() throws {
    var session = LabSession(labPlan())
    session.press("e e")
    let hash = try session.front.weightsHash
    session.press("g . . [ G")
    #expect(try session.front.weightsHash == hash)
    #expect(try session.front.weightsHash.isEmpty == false)
  }

  @Test func keysThatWouldDoNothingAreNotOffered() throws {
    var session = LabSession(labPlan())
    func isOffered(_ key: Key, _ session: LabSession) -> Bool {
      TutorKeys.message(for: key, in: session.state) != nil
    }
    #expect(!isOffered(",", session) && !isOffered("g", session))
    #expect(!isOffered("G", session) && !isOffered(">", session) && !isOffered("]", session))
    #expect(!isOffered("t", session) && !isOffered("a", session))
    #expect(!isOffered("H", session) && !isOffered("S", session) && !isOffered("1", session))
    #expect(!isOffered(.enter, session))
    session.press(".")
    #expect(isOffered(",", session) && isOffered("g", session))
    #expect(!isOffered("G", session))
    session.press(",")
    #expect(isOffered("G", session))
  }

  @Test func manyStepsBackAreCountedBeforeTheyAreSeen() throws {
    var session = LabSession(labPlan())
    session.press("e e")
    var state = session.state
    let step = try #require(state.lab?.step)
    #expect(state.update(.inLab(.back)).contains(.lab(.go(to: step - 1))))
    #expect(state.update(.inLab(.back)).contains(.lab(.go(to: step - 2))))
    #expect(state.lab?.step == step - 2)
  }

  @Test func speedIsOrderedWhileItPlays() throws {
    var session = LabSession(labPlan())
    session.press("F F F F F F")
    #expect(try session.lab.speed == .slow)
    #expect(TutorKeys.message(for: "F", in: session.state) == nil)
    session.press("space")
    #expect(session.orders.last == .play(stepsPerSecond: 0.5, toEpoch: 3))
    session.press("f f")
    #expect(session.orders.last == .play(stepsPerSecond: 4, toEpoch: 3))
    session.press("f f f f")
    #expect(session.orders.last == .play(stepsPerSecond: nil, toEpoch: 3))
    #expect(TutorKeys.message(for: "f", in: session.state) == nil)
  }

  @Test func panelsAreChosenZoomedHiddenAndShownAgain() throws {
    var session = LabSession(labPlan(panels: [.loss, .histogram, .weights]))
    session.press("tab z")
    #expect(try session.lab.focus == .histogram)
    #expect(try session.lab.isZoomed)
    session.press("z p")
    #expect(try session.lab.panels == [.loss, .weights])
    session.press("P")
    #expect(try session.lab.panels == [.loss, .histogram, .weights])
    #expect(try session.lab.focus == .weights)
    session.press("backtab")
    #expect(try session.lab.focus == .histogram)
  }

  @Test func aLessonsLabStaysOpenBehindItsPageAndClosesWithTheLesson() throws {
    var session = try LabSession(lesson: labPlan())
    session.press("enter")
    #expect(session.orders.first == .begin(labPlan()))
    session.press(". space")
    #expect(session.isPlaying)
    session.press("q")
    #expect(!session.isPlaying)
    #expect(session.state.page?.stepIndex == 1)
    #expect(session.state.lab?.isShown == false)
    session.press("enter")
    #expect(session.orders.filter { $0 == .begin(labPlan()) }.count == 1)
    #expect(try session.front.position.step == 1)
    session.press("q right")
    #expect(session.state.page?.stepIndex == 2)
    session.press("q")
    #expect(session.orders.last == .close)
    #expect(session.state.lab == nil)
    #expect(!session.hasQuit)
  }

  @Test func whatCannotBeSetUpSaysWhyAndWhatHelps() throws {
    let run = LabRun(id: "a", title: "a", spec: labSpec { $0.data.source = .named("nowhere.csv") })
    var session = LabSession(labPlan([run]))
    #expect(session.state.lab?.failure != nil)
    let screen = TutorView.draw(session.state).lines.joined(separator: " ")
    #expect(screen.contains("This cannot be trained"))
    session.press("space . e s , tab z")
    #expect(session.orders.count == 1)
    session.press("q")
    #expect(session.hasQuit)
  }

  @Test func whatIsToldOfRunsThatAreGoneIsNotTaken() throws {
    let session = LabSession(labPlan())
    let old = try #require(session.lab.observation)
    var state = session.state
    #expect(
      state.update(.inLab(.newSeed)).contains { if case .lab(.begin) = $0 { true } else { false } })
    _ = state.update(.lab(.observed(old, LabPace(isPlaying: false, stepsPerSecond: 0))))
    #expect(state.lab?.observation == nil)
  }

  @Test func figuresOfAnEarlierStepJudgeNothing() throws {
    let task = LabTask(
      question: "Go on.",
      kind: .reach(LabCondition(run: nil, measure: .step, relation: .atLeast, value: 0)))
    var session = LabSession(labPlan(tasks: [task]))
    var seen = try #require(session.lab.observation)
    seen.runs[0].position.step = 5
    _ = session.state.update(.lab(.observed(seen, LabPace(isPlaying: false, stepsPerSecond: 0))))
    #expect(try session.lab.tasks.entries[0].outcome == nil)
    seen.runs[0].now.step = 5
    _ = session.state.update(.lab(.observed(seen, LabPace(isPlaying: false, stepsPerSecond: 0))))
    #expect(try session.lab.tasks.entries[0].outcome == .reached(step: 5))
  }

  @Test func reportsKeepWhatWasSaid() throws {
    var session = LabSession(labPlan())
    session.press("f")
    let said = try #require(session.state.notice)
    let observed = try LabReport.observed(
      try #require(session.lab.observation), LabPace(isPlaying: false, stepsPerSecond: 0))
    _ = session.state.update(.lab(observed))
    #expect(session.state.notice == said)
  }
}
