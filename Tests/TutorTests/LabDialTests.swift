import Lessons
import Regularization
import TerminalUI
import Testing
import Tutor

/// What dials turn, in which runs, and from which step on.
struct LabDialTests {
  @Test func aDialGoesUpAndDownItsLadderAndIsRecordedAtItsStep() throws {
    var session = LabSession(labPlan(dials: [.learningRate, .l2]))
    session.press(". . +")
    #expect(try session.front.spec.changes == [RecordedChange(step: 2, change: .learningRate(0.2))])
    #expect(try session.lab.value(of: .learningRate) == "0.2")
    session.press("- -")
    #expect(try session.lab.value(of: .learningRate) == "0.05")
    session.press("d +")
    #expect(try session.lab.value(of: .l2) == "1e-06")
    session.press(",")
    // Before the change the value is what it was.
    #expect(try session.lab.value(of: .learningRate) == "0.1")
    #expect(try session.lab.value(of: .l2) == "0")
  }

  @Test(arguments: LabDial.allCases)
  func everyDialTurnsBothWaysAndNeverIntoWhatCannotBe(dial: LabDial) throws {
    var session = LabSession(
      labPlan([LabRun(id: "a", title: "a", spec: labSpec { $0.take(l1: 0.1) })], dials: [dial]))
    let start = try session.lab.value(of: dial)
    session.press("+")
    let turned = try session.lab.value(of: dial)
    #expect(turned != start)
    for _ in 0..<40 { session.press("+") }
    for _ in 0..<80 { session.press("-") }
    #expect(try session.lab.failure == nil)
    #expect(try session.front.spec.problems() == [])
  }

  @Test func twoPressesBeforeAnythingIsSeenCountTwice() throws {
    var state = LabSession(labPlan(dials: [.learningRate])).state
    #expect(state.update(.dialUpPressed).contains(.lab(.change(.learningRate(0.2), run: nil))))
    #expect(state.update(.dialUpPressed).contains(.lab(.change(.learningRate(0.5), run: nil))))
  }

  @Test func aPenaltyTurnsOnlyInTheRunsThatHaveIt() throws {
    var session = LabSession(labPlan(labTwins, dials: [.l1, .learningRate]))
    session.press(". +")
    #expect(session.orders.last == .change(.l1(0.02), run: 1))
    session.press("d +")
    #expect(session.orders.last == .change(.learningRate(0.2), run: nil))
    session.press("a +")
    #expect(session.orders.last == .change(.learningRate(0.5), run: 0))
    session.press("t +")
    #expect(session.orders.last == .change(.learningRate(0.5), run: 1))
  }

  @Test func aRunWhosePenaltyWasTurnedToNothingKeepsItsDial() throws {
    var session = LabSession(labPlan(labTwins, dials: [.l1]))
    session.press("v 0 enter")
    #expect(session.orders.last == .change(.l1(0), run: 1))
    session.press("+")
    #expect(session.orders.last == .change(.l1(1e-6), run: 1))
  }

  @Test(arguments: [("0.03", "0.03"), ("0,03", "0.03"), ("1e-3", "0.001"), ("7", "7")])
  func aTypedValueIsTaken(typed: String, value: String) throws {
    var session = LabSession(labPlan(dials: [.learningRate]))
    session.press("v \(typed) enter")
    #expect(try session.lab.value(of: .learningRate) == value)
    #expect(try session.lab.typingDial == nil)
  }

  @Test(arguments: [
    (LabDial.learningRate, "-1", "the learning rate cannot be -1"),
    (.learningRate, "0", "the learning rate cannot be 0"),
    (.dropout, "1", "the drop probability cannot be 1"),
    (.l1, "-0.5", "the strength of L1 cannot be -0.5"), (.batchSize, "2.5", "whole number"),
    (.batchSize, "0", "the batch size cannot be 0"), (.noise, "7", "the noise cannot be 7"),
    (.l2, "-", "not a number"),
  ])
  func whatCannotBeIsRefusedAndNothingIsLost(dial: LabDial, typed: String, said: String) throws {
    var session = LabSession(labPlan(dials: [dial]))
    let before = session.orders
    let value = try session.lab.value(of: dial)
    session.press("v \(typed) enter")
    // A penalty’s name differs between the settings of a spec and of a change; the value does not.
    let notice = try #require(session.state.notice)
    #expect(notice.contains(said.split(separator: " ").suffix(3).joined(separator: " ")))
    #expect(session.orders == before)
    #expect(try session.lab.typed == typed)
    session.press("esc")
    #expect(try session.lab.value(of: dial) == value)
  }

  @Test func turningADialInThePastForgetsWhatLiesBeyondAndSaysSo() throws {
    var session = LabSession(labPlan(dials: [.learningRate]))
    session.press("e g . .")
    #expect(try session.front.end > 2)
    session.press("+")
    #expect(try session.front.end == 2)
    #expect(
      session.state.notice == "Changed from step 2 on; what was computed beyond it is forgotten.")
  }

  @Test func aReplayMakesTheChangesAgain() throws {
    var session = LabSession(labPlan(dials: [.learningRate]))
    session.press(". . + e")
    let hash = try session.front.weightsHash
    session.press("g e")
    #expect(try session.front.weightsHash == hash)
  }

  @Test func resetForgetsChangesAndKeepsTheInitialWeightsWhileANewSeedDoesTheReverse() throws {
    var session = LabSession(labPlan(dials: [.learningRate]))
    let start = try session.front.weightsHash
    session.press(". + e r")
    #expect(try session.front.position.step == 0)
    #expect(try session.front.weightsHash == start)
    #expect(try session.lab.value(of: .learningRate) == "0.1")
    session.press("+ R")
    #expect(try session.front.weightsHash != start)
    #expect(try session.front.spec.seed == 8)
    #expect(try session.lab.value(of: .learningRate) == "0.2")
    session.press("r")
    #expect(try session.front.spec.seed == 8)
    #expect(try session.lab.value(of: .learningRate) == "0.1")
  }

  @Test func dialsOfTheSamplesBeginAnewFromThePresentSettings() throws {
    var session = LabSession(labPlan(dials: [.learningRate, .noise]))
    session.press("e + d +")
    #expect(try session.front.position.step == 0)
    #expect(try session.front.spec.data.noise == 0.15)
    #expect(try session.front.spec.learningRate == 0.2)
    #expect(try session.front.spec.changes == [])
  }

  @Test func anotherOptimizerBringsItsUsualLearningRate() throws {
    var session = LabSession(labPlan(dials: [.optimizer, .learningRate]))
    session.press("-")
    #expect(try session.lab.value(of: .optimizer) == "adamw")
    #expect(try session.lab.value(of: .learningRate) == "0.001")
    session.press("+")
    #expect(try session.lab.value(of: .learningRate) == "0.1")
  }

  @Test func twinsAreAddedOneByOneUpToFourAndThenThereIsOneAgain() throws {
    var session = LabSession(labPlan(dials: [.learningRate]))
    session.press("+ T")
    #expect(try session.lab.plan.runs.map(\.title) == ["none", "+L1"])
    #expect(try session.lab.observation?.runs.map(\.spec.learningRate) == [0.2, 0.2])
    session.press("T T")
    #expect(try session.lab.plan.runs.map(\.title) == ["none", "+L1", "+L2", "+dropout"])
    #expect(try session.lab.observation?.runs.count == 4)
    session.press("T")
    #expect(try session.lab.plan.runs.count == 1)
  }

  @Test func aDialThatDoesNotFitTheRunInFrontIsNotTurned() throws {
    var session = LabSession(labPlan(labTwins, dials: [.zeroRule]))
    #expect(TutorKeys.message(for: "+", in: session.state) == .dialUpPressed)
    session.press("a")
    #expect(TutorKeys.message(for: "+", in: session.state) == nil)
    session.press("t +")
    #expect(session.orders.last == .change(.zeroRule(.hold), run: 1))
  }

  @Test func lockedDialsAreNotThere() throws {
    var session = LabSession(labPlan(dials: []))
    let before = session.orders
    session.press("+ - v d D 5 enter")
    #expect(session.orders == before)
  }
}

extension TrainingSpec {
  mutating func take(l1: Double) {
    network.penalties = [Penalty(l1: l1, zeroRule: .proximal)]
  }
}
