import Lessons
import Regularization
import TerminalUI
import Testing

@testable import Tutor

/// The mornings of the company go by on their own, and only where they are asked to.
struct MaskMotionTests {
  private static func opened(
    isLinear: Bool = false, hasMotion: Bool = true
  ) throws -> TutorState {
    var state = try MaskPanelFixture.opened(
      MaskStep(
        plan: try MaskPanelFixture.plan(MaskPanelFixture.deep), views: [.company, .network],
        dials: [.seed]))
    state.display.isLinear = isLinear
    state.display.hasMotion = hasMotion
    return state
  }

  @Test func aTickIsWantedOnlyWhileItPlays() throws {
    var state = try MaskMotionTests.opened()
    #expect(state.tickInterval == nil)
    state.press("n")
    #expect(state.tickInterval == nil)
    _ = state.update(.mask(.playOrPause))
    let interval = try #require(state.tickInterval)
    #expect(interval >= 0.5)
    state.press("?")
    #expect(state.tickInterval == nil)
    state.press("q")
    #expect(state.tickInterval != nil)
    _ = state.update(.mask(.playOrPause))
    #expect(state.tickInterval == nil)
  }

  @Test(arguments: ["n", "p", "tab", "R", "t", "g", "]", "q", "r"])
  func anyHandInItPauses(key: String) throws {
    var state = try MaskMotionTests.opened()
    _ = state.update(.mask(.playOrPause))
    state.press(key)
    #expect(state.tickInterval == nil)
    state.press("[")
    #expect(state.tickInterval == nil)
  }

  @Test func theSpaceBarPlaysAndEveryTickIsAMorning() throws {
    var state = try MaskMotionTests.opened()
    let space = TutorKeys.message(for: .character(" "), in: state)
    #expect(space == .mask(.playOrPause))
    _ = state.update(.mask(.playOrPause))
    var mornings: [MaskPanelState.Place] = []
    while state.tickInterval != nil, mornings.count < 100 {
      _ = state.update(.ticked)
      mornings.append(try #require(state.masks?.place))
    }
    // Updates have two samples and one in turn; the first morning was there before.
    #expect(mornings.map(\.iteration) == [1, 2, 3, 3, 4, 5, 5, 6])
    #expect(mornings.map(\.row) == [1, 0, 0, 1, 0, 0, 1, 0])
    // It ends by itself, and begins anew when it is asked to.
    let end = state
    _ = state.update(.ticked)
    #expect(state == end)
    _ = state.update(.mask(.playOrPause))
    #expect(state.masks?.place == MaskPanelState.Place(iteration: 1))
    #expect(state.tickInterval != nil)
  }

  @Test(arguments: [(true, true), (false, false)])
  func nothingMovesWithoutMotionOrInLines(isLinear: Bool, hasMotion: Bool) throws {
    var state = try MaskMotionTests.opened(isLinear: isLinear, hasMotion: hasMotion)
    #expect(TutorKeys.message(for: .character(" "), in: state) == .nextPressed)
    #expect(!LinearView.choices(for: state).contains { $0.message == .mask(.playOrPause) })
    _ = state.update(.mask(.playOrPause))
    #expect(state.tickInterval == nil)
    let before = state.masks?.place
    _ = state.update(.ticked)
    #expect(state.masks?.place == before)
  }

  @Test func aTickThatComesTooLateChangesNothing() throws {
    var state = try MaskMotionTests.opened()
    let before = state
    _ = state.update(.ticked)
    #expect(state == before)
    state.press("q")
    let list = state
    _ = state.update(.ticked)
    #expect(state == list)
  }

  @Test func peopleAndNeuronsKeepThePlace() throws {
    var state = try MaskMotionTests.opened()
    state.press("n n n")
    let place = state.masks?.place
    state.press("t")
    #expect(state.masks?.view == .network)
    #expect(state.masks?.place == place)
    state.press("n n t")
    #expect(state.masks?.view == .company)
    #expect(state.masks?.place.iteration == place?.iteration)
    #expect(state.masks?.place.row == place?.row)
  }

  @Test func sharesAreOfTheTeamsWorkAndNobodyAtHomeDoesAny() throws {
    let spec = try MaskPanelFixture.plan(MaskPanelFixture.deep).spec
    let replay = MaskReplay(spec)
    let company = MaskCompany(replay)
    #expect(company.teams == [1, 2])
    var whole = spec
    whole.network.layers[1].inputDropProbability = 0
    whole.network.layers[2].inputDropProbability = 0
    let full = MaskReplay(whole)
    var work: [Int: [Double]] = [1: [0, 0, 0], 2: [0, 0, 0]]
    var fullWork = work
    for number in 1...replay.iterations {
      let iteration = replay.iteration(number)
      for row in iteration.passes.indices {
        for team in [1, 2] {
          let people = company.people(of: team, in: iteration, row: row)
          let today = Self.work(iteration, row, team)
          let fullToday = Self.work(full.iteration(number), row, team)
          for unit in people.indices {
            work[team]?[unit] += today[unit]
            fullWork[team]?[unit] += fullToday[unit]
          }
          for (unit, person) in people.enumerated() {
            #expect(person.isAtWork == !iteration.passes[row].units[team][unit].isDropped)
            #expect(person.today == Self.share(unit, today))
            #expect(person.todayInFullHouse == Self.share(unit, fullToday))
            #expect(abs(person.soFar - Self.share(unit, work[team] ?? [])) < 1e-12)
            #expect(
              abs((person.soFarInFullHouse ?? -1) - Self.share(unit, fullWork[team] ?? [])) < 1e-12)
            if !person.isAtWork { #expect(person.today == 0 && !person.covers) }
            let learned = (1..<number).reduce(0.0) { sum, update in
              let weights = replay.iteration(update).weights[team - 1]
              return sum
                + weights.filter { $0.place.unit == unit && $0.place.input != nil }
                .reduce(0) { $0 + abs($1.after - $1.before) }
            }
            #expect(abs((person.learned ?? -1) - learned) < 1e-12)
          }
        }
      }
    }
  }

  private static func work(_ iteration: MaskIteration, _ row: Int, _ team: Int) -> [Double] {
    let next = iteration.before.parameters[team]
    return iteration.passes[row].units[team].enumerated().map { unit, values in
      next.biases.indices.reduce(0) { $0 + abs(values.fed * next[unit, $1]) }
    }
  }

  private static func share(_ unit: Int, _ work: [Double]) -> Double {
    let sum = work.reduce(0, +)
    return sum > 0 ? work[unit] / sum : 0
  }
}
