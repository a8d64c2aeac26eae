import CustomDump
import Lessons
import Regularization
import TerminalUI
import Testing
import Tutor

struct ReplayPanelTests {
  @Test func nextShowsARowAndBackTakesItBack() throws {
    var state = try opened(course(ReplayStep(replays: ["l1"])), at: "fixture")
    state.press("right right right")
    #expect(state.panel?.rows == 3)
    #expect(state.panel?.cursor.row == 3)
    expectDifference(state) {
      state.press("left")
    } changes: {
      $0.panel?.rows = 2
      $0.panel?.cursor.row = 2
    }
  }

  @Test func behindTheLastRowComesTheNextPage() throws {
    var state = try opened(course(ReplayStep(replays: ["l1"], rowsShown: 7)), at: "fixture")
    state.press("n")
    #expect(state.panel?.rows == 8)
    state.press("n")
    #expect(state.page?.stepIndex == 1)
  }

  @Test func beforeTheFirstRowComesThePageBeforeAndWorkIsKept() throws {
    var state = try opened(course(ReplayStep(replays: ["l1"])), at: "fixture")
    state.press("right right ]")
    #expect(state.page?.stepIndex == 1)
    state.press("left")
    #expect(state.page?.stepIndex == 0)
    #expect(state.panel?.rows == 2)
  }

  @Test func firstAndLastGoToTheEndsOfTheTable() throws {
    var state = try opened(course(ReplayStep(replays: ["l1"])), at: "fixture")
    state.press("G")
    #expect(state.panel?.rows == 8)
    state.press("g")
    #expect(state.panel?.rows == 0)
  }

  @Test func theLanesPartInTheFirstRowWhereTheyDiffer() throws {
    let state = try opened(
      course(ReplayStep(replays: ["none", "l1", "l2"], rowsShown: 2)), at: "fixture")
    #expect(state.panel?.firstDifference == 1)
    let one = try opened(course(ReplayStep(replays: ["l1"])), at: "fixture")
    #expect(one.panel?.firstDifference == nil)
  }

  @Test(arguments: [
    ("+", "0.2", "1.38"), ("-", "0.09", "1.391"), ("v0.25 enter", "0.25", "1.375"),
    ("v0,5 enter", "0.5", "1.35"), ("v+.1e-1 enter", "0.01", "1.399"),
  ])
  func aDialComputesEveryRowAgain(keys: String, strength: String, weight: String) throws {
    var state = try opened(
      course(ReplayStep(replays: ["l1"], rowsShown: 1, dials: [.strength])), at: "fixture")
    state.press("tab \(keys)")
    #expect(state.panel?.value(of: .strength) == strength)
    #expect(state.panel?.lanes.first?.replay.value(ofWeight: 0, after: 1) == figure(weight))
    #expect(state.panel?.isChanged == true)
    state.press("r")
    #expect(state.panel?.value(of: .strength) == "0.1")
    #expect(state.panel?.isChanged == false)
  }

  @Test func aDialOutOfRangeSaysWhyAndChangesNothing() throws {
    var state = try opened(
      course(ReplayStep(replays: ["l1"], dials: [.learningRate])), at: "fixture")
    state.press("tab v-1 enter")
    #expect(state.notice == "Not possible: the learning rate is -1; it must be more than 0.")
    #expect(state.panel?.value(of: .learningRate) == "0.1")
  }

  @Test func theZeroRuleIsTurnedForEveryLaneThatHasOne() throws {
    var state = try opened(
      course(ReplayStep(replays: ["none", "l1"], rowsShown: 5, dials: [.zeroRule])), at: "fixture")
    state.press("z")
    #expect(state.panel?.lanes.map(\.spec.zeroRule) == [.subgradient, .proximal])
    #expect(state.panel?.lanes.last?.replay.value(ofWeight: 1, after: 5) == figure("-0.03"))
  }

  @Test func theL2ConventionDoublesThePenaltyTerm() throws {
    var state = try opened(
      course(ReplayStep(replays: ["l2"], rowsShown: 5, dials: [.l2Convention])), at: "fixture")
    state.press("c")
    #expect(
      state.panel?.lanes.first?.replay.value(ofWeight: 1, after: 5) == figure("-0.0284356176"))
  }

  @Test func dialsThatTheStepDoesNotOfferStayLocked() throws {
    var state = try opened(course(ReplayStep(replays: ["l1"])), at: "fixture")
    let before = state
    state.press("z c tab + -")
    #expect(state.panel?.lanes == before.panel?.lanes)
    #expect(state.panel?.focus == before.panel?.focus)
  }

  @Test func notesComeWithTheirRowAndGoWhenADialIsTurned() throws {
    let step = ReplayStep(
      replays: ["l1"], dials: [.strength],
      notes: [RowNote(row: 1, text: "one"), RowNote(row: 3, text: "three")])
    var state = try opened(course(step), at: "fixture")
    #expect(state.panel?.note == nil)
    state.press("right right")
    #expect(state.panel?.note?.text == "one")
    state.press("right")
    #expect(state.panel?.note?.text == "three")
    state.press("tab +")
    #expect(state.panel?.note == nil)
  }
}
