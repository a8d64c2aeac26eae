import Lessons
import Regularization
import TerminalUI
import TestSupport
import Testing
import Tutor

struct PlotPanelTests {
  private static func plot(_ title: String, _ spec: PlotSpec) -> LessonPlot {
    LessonPlot(id: title, title: title, spec: spec)
  }

  private static let target = Pair(figure("1.5"), figure("0.5"))
  private static let l1 = PlotSpec(
    .geometry, penalty: .l1, strength: figure("0.1"), target: target)
  private static let l2 = PlotSpec(
    .geometry, penalty: .l2, strength: figure("0.1"), target: target)

  static let steps: [(id: String, step: PlotStep)] = [
    (
      "diamond",
      PlotStep(
        plots: [plot("L1", l1)], dials: [.strength, .target, .penalty, .l1Ratio],
        stops: [
          PlotStep.Stop(at: figure("0.25"), text: "Both have lost *0.25*."),
          PlotStep.Stop(at: figure("0.5"), text: "The corner: θ₂ is 0."),
        ])
    ),
    ("pair", PlotStep(plots: [plot("L1", l1), plot("L2", l2)], dials: [.strength])),
    (
      "shrinkage",
      PlotStep(
        plots: [
          plot(
            "What is left",
            PlotSpec(
              .shrinkage, strength: figure("0.5"), target: Pair(figure("0.3"), figure("0.3"))))
        ], dials: [.strength, .target])
    ),
    (
      "slopes",
      PlotStep(
        plots: [plot("Slopes", PlotSpec(.penalty, strength: .one, weight: figure("0.5")))],
        dials: [.weight], stops: [PlotStep.Stop(at: .zero, text: "The corner.")])
    ),
  ]

  static let course = Course(
    title: "Fixtures",
    lessons: [
      Lesson(
        id: "plots", title: "Plots", summary: "Plots.", minutes: 5,
        steps: steps.map { Step(id: $0.id, title: "A plot", text: "Watch.", kind: .plot($0.step)) })
    ])

  private func opened(_ id: String, _ size: Size = Size(columns: 132, rows: 43)) throws
    -> TutorState
  {
    try TutorTests.opened(PlotPanelTests.course, at: "plots:\(id)", size: size)
  }

  private func panel(_ state: TutorState) -> PlotPanelState? {
    if case .plot(let panel) = state.page?.panel { panel } else { nil }
  }

  private func solution(_ state: TutorState, lane: Int = 0) -> Pair<ExactDecimal?>? {
    panel(state)?.lanes[lane].spec.problem.solution.map(\.exact)
  }

  private func pair(_ first: String, _ second: String) -> Pair<ExactDecimal?> {
    Pair(figure(first), figure(second))
  }

  @Test func nextLeadsFromStopToStopAndOn() throws {
    var state = try opened("diamond")
    #expect(solution(state) == pair("1.4", "0.4"))
    state.press("right")
    #expect(solution(state) == pair("1.25", "0.25"))
    #expect(panel(state)?.note == "Both have lost *0.25*.")
    state.press("right")
    #expect(solution(state) == Pair(.one, .zero))
    state.press("left")
    #expect(solution(state)?.second == figure("0.25"))
    state.press("G right")
    #expect(state.page?.step.id == "pair")
    state.press("left")
    #expect(solution(state)?.second == .zero)
    state.press("g left")
    #expect(panel(state)?.stop == nil)
    #expect(state.notice?.contains("first page") == true)
  }

  @Test func aTurnedDialComputesAnewAndTheRemarkGoes() throws {
    var state = try opened("diamond")
    state.press("right +")
    #expect(panel(state)?.lanes[0].spec.strength == figure("0.3"))
    #expect(panel(state)?.note == nil)
    state.press("-")
    #expect(panel(state)?.note != nil)
    state.press("v0.33 enter up")
    #expect(panel(state)?.lanes[0].spec.strength == figure("0.35"))
    state.press("tab tab down down")
    #expect(panel(state)?.lanes[0].spec.target.second == figure("0.3"))
    state.press("r")
    #expect(panel(state)?.isChanged == false)
  }

  @Test func thePenaltyTurnsAndWithTheElasticNetItsShare() throws {
    var state = try opened("diamond")
    #expect(panel(state)?.knobs == [.strength, .target(0), .target(1), .penalty])
    state.press("right right tab tab tab + +")
    #expect(panel(state)?.lanes[0].spec.penalty == .elasticNet)
    #expect(panel(state)?.knobs.last == .l1Ratio)
    // λ = 0.5, r = 1 as long as it is not turned.
    #expect(solution(state)?.second == .zero)
    state.press("tab -")
    #expect(panel(state)?.lanes[0].spec.l1Ratio == figure("0.9"))
  }

  @Test(arguments: [
    ("v-1 enter", "Not possible: λ is from 0 to 100, with at most 12 decimal places."),
    ("v.,. enter", "That is not a number; figures like 0.05 are."),
  ])
  func whatIsOutOfRangeIsRefused(keys: String, notice: String) throws {
    var state = try opened("diamond")
    state.press(keys)
    #expect(state.notice == notice)
    #expect(panel(state)?.isChanged == false)
  }

  @Test func dialsStopAtTheEndsOfTheirRange() throws {
    var state = try opened("pair")
    for _ in 0..<5 { state.press("-") }
    #expect(panel(state)?.lanes.map(\.spec.strength) == [.zero, .zero])
    state.press("v100 enter +")
    #expect(panel(state)?.lanes.map(\.spec.strength) == [ExactDecimal(100), ExactDecimal(100)])
    #expect(solution(state) == Pair(.zero, .zero))
    #expect(panel(state)?.lanes[1].spec.problem.solution.map(\.signum) == Pair(1, 1))
  }

  @Test func anExactZeroIsShownAsOneAndL2NeverHasIt() throws {
    var state = try opened("pair", Size(columns: 132, rows: 43))
    state.press("v1 enter")
    let screen = TutorView.draw(state).lines.joined(separator: "\n")
    #expect(screen.contains("θ₁ 0.5   θ₂ 0 "))
    #expect(screen.contains("θ₁ 0.75   θ₂ 0.25"))
  }

  @Test func atZeroTheCornerAnswersARange() throws {
    var state = try opened("slopes", Size(columns: 132, rows: 43))
    state.press("right")
    let screen = TutorView.draw(state).lines.joined(separator: "\n")
    #expect(screen.contains("pull of L1 −1 to 1   of L2 0"))
  }

  // MARK: Both renderings

  @Test func lineByLineItSaysTheSame() throws {
    var lines: [String] = []
    for (id, _) in PlotPanelTests.steps {
      var state = try opened(id)
      state.display.isLinear = true
      lines += LinearView.page(state) + LinearView.menu(state)
      for input in ["0.75", "", "m1"] {
        guard state.page?.step.id == id else { break }
        let before = state
        for message in LinearView.messages(for: input, in: state) ?? [] {
          _ = state.update(message)
        }
        lines += ["> \(input)"] + LinearView.changes(from: before, to: state)
      }
    }
    expectSnapshot(text: lines.joined(separator: "\n"), named: "plot-lines")
  }

  @Test func theHandoutHasThePictures() {
    let display = Display(size: Size(columns: 80, rows: 24), glyphs: Glyphs(.braille))
    let lines = LinearView.handout(PlotPanelTests.course.lessons[0], display: display)
    #expect(lines.allSatisfy { TextWidth.columns(of: $0) <= 80 })
    expectSnapshot(text: lines.joined(separator: "\n"), named: "plot-handout")
  }

  @Test(arguments: ScreenTests.sizes, GlyphLevel.allCases)
  func thePlotsLookAsRecorded(size: Size, glyphs: GlyphLevel) throws {
    for (id, _) in PlotPanelTests.steps {
      var state = try TutorTests.opened(
        PlotPanelTests.course, at: "plots:\(id)", size: size, glyphs: glyphs)
      // The panel comes into view, at its first stop if it has one.
      state.press(id == "diamond" || id == "slopes" ? "pgdn right" : "tab")
      if state.page?.step.id == id {
        expectSnapshot(
          TutorView.draw(state),
          named: "plot-\(id)-\(size.columns)x\(size.rows)-\(glyphs.rawValue)")
      } else {
        Issue.record("\(id) was left")
      }
    }
  }

  @Test func anyDialsAtAnySizeCanBeDrawn() throws {
    var generator = SeededGenerator(seed: 7)
    let keys = ["+", "-", "up", "tab", "v9.99 enter", "v0 enter", "v-10 enter", "v1e enter", "r"]
    for (id, _) in PlotPanelTests.steps {
      var state = try opened(id)
      for _ in 0..<40 {
        let size = Size(
          columns: .random(in: 1...160, using: &generator),
          rows: .random(in: 1...50, using: &generator))
        _ = state.update(.resized(size))
        state.press(keys.randomElement(using: &generator) ?? "+")
        #expect(TutorView.draw(state).size == size)
      }
    }
  }
}
