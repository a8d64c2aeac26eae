import Lessons
import Regularization
import TerminalUI
import TestSupport
import Testing

@testable import Tutor

/// The views of the mask panel show what is computed, and compute it once.
struct MaskViewsTests {
  private static func opened(
    _ file: String, _ view: MaskView, layer: Int = 1, masks: Int = 64
  ) throws -> TutorState {
    try MaskPanelFixture.opened(
      MaskStep(
        plan: try MaskPanelFixture.plan(file), views: [view], dials: MaskDial.allCases,
        masks: masks, layer: layer))
  }

  private static func text(_ state: TutorState) -> String {
    state.masks.map { MaskLines($0, glyphs: Glyphs(.braille)).opening().joined(separator: "\n") }
      ?? ""
  }

  @Test func aQuestionIsAnsweredOnce() {
    var answer: Known<Int, Int>?
    var count = 0
    for question in [3, 3, 4, 4, 3] {
      answer.find(question) {
        count += 1
        return $0 * 2
      }
    }
    #expect(answer?.answer == 6)
    #expect(count == 3)
  }

  @Test func viewsAreSwitchedInTheOrderOfTheStepAndRound() throws {
    let step = MaskStep(
      plan: try MaskPanelFixture.plan(MaskPanelFixture.classes),
      views: [.modes, .network, .expectation], layer: 1)
    var state = try MaskPanelFixture.opened(step)
    var views: [MaskView?] = []
    for _ in 0..<4 {
      views.append(state.masks?.view)
      state.press("m")
    }
    #expect(views == [.modes, .network, .expectation, .modes])
    state.press("M")
    #expect(state.masks?.view == .modes)
    // People are not offered here.
    state.press("m t")
    #expect(state.masks?.view == .network)
  }

  @Test func behindALinearLayerTheMeanIsInferenceDigitForDigit() throws {
    let state = try MaskViewsTests.opened(MaskPanelFixture.linear, .expectation, layer: 0)
    let text = MaskViewsTests.text(state)
    #expect(
      text.contains("z: the mean over all 8 masks is −0.9, 3.75: inference, digit for digit."))
    #expect(text.contains("y1: mean −0.9, inference the same, digit for digit."))
  }

  @Test func behindAReLUTheGapIsShown() throws {
    let state = try MaskViewsTests.opened(MaskPanelFixture.deep, .expectation)
    let text = MaskViewsTests.text(state)
    let all = try MaskPanelFixture.plan(MaskPanelFixture.deep).expectation(ofSample: 0, layer: 1)
    #expect(all.agrees(.sums) && !all.agrees(.outputs))
    let gap = try #require(all.gap(.outputs)[0].exact)
    #expect(text.contains("gap \(UpdateWorking.plain(gap))"))
  }

  @Test(arguments: ["0.2", "0.35", "0"])
  func theDialOfPEnumeratesAgain(value: String) throws {
    var state = try MaskViewsTests.opened(MaskPanelFixture.deep, .expectation)
    state.press("tab v\(value) enter")
    var plan = try MaskPanelFixture.plan(MaskPanelFixture.deep)
    for layer in [1, 2] { plan.setDropProbability(figure(value), ofLayer: layer) }
    let expected = try plan.expectation(ofSample: 0, layer: 1)
    guard case .all(let all, _)? = state.masks?.enumerated?.answer else {
      Issue.record("nothing was enumerated")
      return
    }
    #expect(all == expected)
  }

  @Test func theRunningMeanIsThatOfTheMasksDrawn() throws {
    for masks in [1, 7, 1000] {
      let state = try MaskViewsTests.opened(MaskPanelFixture.deep, .expectation, masks: masks)
      let panel = try #require(state.masks)
      let facts = try #require(panel.drawn?.answer)
      let drawn = DrawnMasks(
        panel.spec, parameters: panel.spec.parameters, sample: 0, count: masks, onlyLayer: 1)
      #expect(facts.counts.last == masks)
      #expect(facts.counts.count <= 242)
      let means = drawn.runningMeans
      for (count, mean) in zip(facts.counts, facts.means) { #expect(mean == means[count - 1]) }
      #expect(facts.inference == drawn.inference)
    }
  }

  @Test func whatCannotBeEnumeratedSaysWhyAndIsDrawn() throws {
    var plan = try MaskPanelFixture.plan(MaskPanelFixture.deep)
    plan.exact = nil
    let state = try MaskPanelFixture.opened(MaskStep(plan: plan, views: [.expectation], layer: 1))
    let text = MaskViewsTests.text(state)
    #expect(text.contains("All masks cannot be computed exactly"))
    #expect(text.contains("64 drawn masks"))
    #expect(TutorView.draw(state).lines.contains { $0.contains("running mean") })
  }

  @Test func scaledByPAgreesAtOneHalfAlone() throws {
    var state = try MaskViewsTests.opened(MaskPanelFixture.classes, .conventions)
    func verdicts() -> [Double: [Bool]] {
      Dictionary(
        uniqueKeysWithValues: (state.masks?.conventions?.answer ?? []).map {
          ($0.dropProbability, $0.comparisons.map(\.agrees))
        })
    }
    #expect(verdicts() == [0.2: [true, true, false], 0.5: [true, true, true]])
    state.press("tab v0.3 enter")
    #expect(
      verdicts() == [
        0.3: [true, true, false], 0.2: [true, true, false], 0.5: [true, true, true],
      ])
    let screen = TutorView.draw(state).lines.joined(separator: "\n")
    #expect(screen.contains("✗"))
  }

  @Test func theModesAreOfTheSameSampleAndWeights() throws {
    var state = try MaskViewsTests.opened(MaskPanelFixture.deep, .modes)
    state.press("n n")
    let panel = try #require(state.masks)
    let iteration = try #require(panel.iteration)
    let pass = try #require(panel.pass)
    let modes = try #require(panel.modes?.answer)
    #expect(modes.training.units == pass.units)
    let inference = panel.spec.outputs(
      ofSample: pass.sample, .inference, with: iteration.before.parameters)
    #expect(modes.inference.outputs == inference)
    let drawn = DrawnMasks(
      panel.spec, parameters: iteration.before.parameters, sample: pass.sample, count: 64)
    #expect(panel.drawn?.answer.spreads == [drawn.spread(ofOutput: 0)])
    #expect(drawn.spread(ofOutput: 0).distinct > 1)
    let figures = MaskFigures()
    let text = MaskViewsTests.text(state)
    #expect(text.contains("Evaluation mode says \(figures.term(inference[0])) every time."))
    for answer in drawn.outputs.prefix(5) { #expect(text.contains(figures.term(answer[0]))) }
  }

  @Test func aListIsScrolledAndEnds() throws {
    var state = try MaskViewsTests.opened(MaskPanelFixture.deep, .modes)
    state.display.size = Size(columns: 80, rows: 12)
    state.press("d d")
    let first = TutorView.draw(state)
    #expect(first.lines.contains { $0.contains("▸ x1 ") })
    #expect(!first.lines.contains { $0.contains("  y ") })
    state.press("k")
    #expect(TutorView.draw(state).lines == first.lines)
    for _ in 0..<40 { state.press("j") }
    #expect(TutorView.draw(state).lines.contains { $0.contains("▸ y ") })
    for _ in 0..<8 { state.press("k") }
    #expect(TutorView.draw(state).lines == first.lines)
  }
}

/// No keys at no size break the panel.
struct MaskStormTests {
  static let keys: [Key] =
    [
      .left, .right, .up, .down, .home, .end, .pageUp, .pageDown, .enter, .tab, .backTab,
      .backspace, .escape, .control("L"),
    ] + "mMtwbjkdrRsSgGvN[P]<>+-=? 0.35,e-q".map { Key.character($0) }

  @Test(arguments: [
    MaskPanelFixture.deep, MaskPanelFixture.classes, MaskPanelFixture.linear,
  ])
  func randomKeysAndSizesNeverBreakThePanel(file: String) throws {
    var generator = SeededGenerator(seed: UInt64(file.count))
    let course = MaskPanelFixture.course(
      MaskStep(
        plan: try MaskPanelFixture.plan(file), views: MaskView.allCases,
        dials: [.dropProbability, .seed, .convention], iteration: 2, masks: 20))
    var state = TutorState(
      course: course,
      display: Display(size: Size(columns: 80, rows: 24), glyphs: Glyphs(.braille)))
    for count in 0..<700 {
      if count % 25 == 0 {
        let size = Size(
          columns: .random(in: 1...200, using: &generator),
          rows: .random(in: 1...60, using: &generator))
        _ = state.update(.resized(size))
        state.open(try CoursePlace("masks:mask", in: course))
      }
      let key = MaskStormTests.keys.randomElement(using: &generator) ?? .enter
      let before = state
      if let message = TutorKeys.message(for: key, in: state) { _ = state.update(message) }
      if count % 7 == 0 { _ = state.update(.ticked) }
      #expect(TutorView.draw(state).size == state.display.size)
      _ = LinearView.changes(from: before, to: state)
      if let panel = state.masks {
        #expect(1...panel.iterations ~= panel.place.iteration)
        #expect(0..<panel.rows ~= panel.place.row)
        #expect(panel.iteration?.weight(panel.weight) != nil)
      }
    }
  }
}
