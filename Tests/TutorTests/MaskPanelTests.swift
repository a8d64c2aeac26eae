import CustomDump
import Lessons
import Regularization
import TerminalUI
import TestSupport
import Testing

@testable import Tutor

/// What the keys of the mask panel do.
struct MaskPanelTests {
  private static func opened(
    _ file: String = MaskPanelFixture.deep, views: [MaskView] = [.network],
    dials: [MaskDial] = MaskDial.allCases, iteration: Int = 1
  ) throws -> TutorState {
    try MaskPanelFixture.opened(
      MaskStep(
        plan: try MaskPanelFixture.plan(file), views: views, dials: dials, iteration: iteration,
        layer: 1))
  }

  @Test func nextGoesThroughThePartsOfEverySampleAndThenTheWeights() throws {
    var state = try MaskPanelTests.opened()
    var places: [MaskPanelState.Place] = []
    for _ in 0..<11 {
      places.append(try #require(state.masks?.place))
      state.press("n")
    }
    let parts: [MaskPanelState.Phase] = [.numbers, .masks, .forward, .loss, .back]
    let expected =
      parts.map { MaskPanelState.Place(iteration: 1, row: 0, phase: $0) }
      + parts.map { MaskPanelState.Place(iteration: 1, row: 1, phase: $0) }
      + [MaskPanelState.Place(iteration: 1, row: 1, phase: .weights)]
    expectNoDifference(places, expected)
    #expect(state.masks?.place == MaskPanelState.Place(iteration: 2))
    for place in expected.reversed() {
      state.press("p")
      #expect(state.masks?.place == place)
    }
  }

  @Test func behindTheLastUpdateComesTheNextPageAndBeforeTheFirstThePageBefore() throws {
    var state = try MaskPanelTests.opened()
    state.press("G")
    for _ in 0..<60 where state.page?.stepIndex == 1 { state.press("n") }
    #expect(state.page?.stepIndex == 2)
    state.press("[ p")
    #expect(state.masks?.place.phase == .back)
    state.press("g p")
    #expect(state.page?.stepIndex == 0)
  }

  @Test func updatesAndSamplesAreJumpedToWithThePartKept() throws {
    var state = try MaskPanelTests.opened()
    state.press("n n > s")
    // Update 2 has the third sample alone: there is no other.
    #expect(state.masks?.place == MaskPanelState.Place(iteration: 2, row: 0, phase: .forward))
    state.press("> s")
    #expect(state.masks?.place == MaskPanelState.Place(iteration: 3, row: 1, phase: .forward))
    state.press("s")
    #expect(state.masks?.place.row == 0)
    state.press("G")
    #expect(state.masks?.place.iteration == 6)
    state.press("g")
    #expect(state.masks?.place == MaskPanelState.Place(iteration: 1))
  }

  @Test func unitsAndWeightsAreChosenByLayer() throws {
    var state = try MaskPanelTests.opened()
    #expect(state.masks?.unit == MaskPanelState.Unit(layer: 1, unit: 0))
    state.press("j j j w")
    #expect(state.masks?.unit == MaskPanelState.Unit(layer: 2, unit: 2))
    state.press("w")
    #expect(state.masks?.unit == MaskPanelState.Unit(layer: 3, unit: 0))
    state.press("w b b k")
    #expect(state.masks?.unit == MaskPanelState.Unit(layer: 2, unit: 0))
    for _ in 0..<10 { state.press("n") }
    #expect(state.masks?.place.phase == .weights)
    state.press("j")
    #expect(state.masks?.weight == WeightPlace(layer: 0, input: 0, unit: 1))
    state.press("w")
    #expect(state.masks?.weight.layer == 1)
    for _ in 0..<40 { state.press("j") }
    #expect(state.masks?.weight == WeightPlace(layer: 1, input: nil, unit: 2))
  }

  @Test func aNewSeedDrawsOtherNumbersAndResetGoesBack() throws {
    var state = try MaskPanelTests.opened()
    let before = state.masks
    state.press("R")
    #expect(state.masks?.spec.seed == 12)
    let drawn = state.masks?.pass?.units[1].map(\.word)
    #expect(drawn != before?.pass?.units[1].map(\.word))
    state.press("r")
    expectNoDifference(state.masks, before)
  }

  @Test(arguments: [
    ("tab +", "0.55"), ("tab -", "0.45"), ("tab v0.2 enter", "0.2"), ("tab v0,95 enter", "0.95"),
    ("tab v0 enter", "0"), ("tab v.125 enter", "0.125"),
  ])
  func theDialOfPComputesEverythingAgain(keys: String, value: String) throws {
    var state = try MaskPanelTests.opened()
    state.press("n n")
    state.press(keys)
    let panel = try #require(state.masks)
    #expect(panel.value(of: .dropProbability) == value)
    #expect(
      panel.plan.exact?.layers.map(\.dropProbability) == [.zero, figure(value), figure(value)])
    #expect(panel.isChanged)
    let expected = MaskReplay(panel.spec).iteration(1)
    expectNoDifference(panel.iteration, expected)
    state.press("r")
    #expect(state.masks?.value(of: .dropProbability) == "0.5")
    #expect(state.masks?.isChanged == false)
  }

  @Test(arguments: [
    ("tab v0.96 enter", "Not possible: p is 0.96; it must be from 0 to 0.95."),
    ("tab v-1 enter", "Not possible: p is -1; it must be from 0 to 0.95."),
    ("tab v1-2 enter", "That is not a number; figures like 0.2 are."),
    ("tab tab v-3 enter", "Not possible: a seed is a whole number from 0 to 18446744073709551615."),
    (
      "tab tab tab v0 enter",
      "Not possible: the number of masks is a whole number from 1 to 100,000."
    ),
  ])
  func aValueOutOfRangeSaysWhyAndChangesNothing(keys: String, notice: String) throws {
    var state = try MaskPanelTests.opened()
    let plan = state.masks?.plan
    state.press(keys)
    #expect(state.notice == notice)
    #expect(state.masks?.plan == plan)
    #expect(state.masks?.isTypingValue == false)
  }

  @Test func seedMasksAndConventionTurn() throws {
    var state = try MaskPanelTests.opened()
    state.press("tab tab + + -")
    #expect(state.masks?.spec.seed == 12)
    state.press("v18446744073709551615 enter +")
    #expect(state.masks?.spec.seed == .max)
    state.press("tab +")
    #expect(state.masks?.masks == 100)
    state.press("v100000 enter +")
    #expect(state.masks?.masks == 100_000)
    state.press("v3 enter - - -")
    #expect(state.masks?.masks == 1)
    state.press("tab +")
    #expect(state.masks?.spec.convention == .original)
    state.press("v")
    #expect(state.masks?.isTypingValue == false)
  }

  @Test func dialsThatTheStepDoesNotOfferStayAsTheyAre() throws {
    var state = try MaskPanelTests.opened(dials: [])
    let plan = state.masks?.plan
    state.press("tab + - v R")
    #expect(state.masks?.plan == plan)
    #expect(state.masks?.focus == nil)
  }

  @Test func leavingWhileAValueIsTypedClosesTheFieldFirst() throws {
    var state = try MaskPanelTests.opened()
    state.press("tab v0.3 q")
    #expect(state.page != nil)
    #expect(state.masks?.isTypingValue == false)
    #expect(state.masks?.value(of: .dropProbability) == "0.5")
  }

  @Test func notesComeWithTheirUpdateAndGoWhenADialIsTurned() throws {
    let step = MaskStep(
      plan: try MaskPanelFixture.plan(MaskPanelFixture.deep), dials: [.seed],
      notes: [RowNote(row: 1, text: "one"), RowNote(row: 3, text: "three")])
    var state = try MaskPanelFixture.opened(step)
    #expect(state.masks?.note?.text == "one")
    state.press("> >")
    #expect(state.masks?.note?.text == "three")
    state.press("R")
    #expect(state.masks?.note == nil)
  }

  @Test func aNetworkThatDivergesAtOnceSaysSo() throws {
    var plan = try MaskPanelFixture.plan(MaskPanelFixture.deep)
    plan.spec.parameters[2].weights = [1e200, 1e200, 1e200]
    plan.exact = nil
    var state = try MaskPanelFixture.opened(MaskStep(plan: plan, views: MaskView.allCases))
    #expect(state.masks?.iterations == 0)
    for keys in ["n", "p", "m", "m", "m", "m"] {
      state = try MaskPanelFixture.opened(MaskStep(plan: plan, views: MaskView.allCases))
      state.press(keys)
      _ = TutorView.draw(state)
    }
  }
}
