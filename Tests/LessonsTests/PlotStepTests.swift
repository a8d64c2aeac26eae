import Foundation
import Lessons
import Regularization
import Testing

@Suite("A plot step")
struct PlotStepTests {
  static let plots = """
    plots:
      diamond:
        title: L1
        shows: geometry
        penalty: l1
        strength: 0.5
        target: [1.5, 0.5]
      circle:
        same_as: diamond
        title: L2
        penalty: l2
      shrink:
        title: What is left
        shows: shrinkage
        strength: 0.25
        target: 0.3
      corner:
        title: Slopes
        shows: penalty
        strength: 2
        weight: -1.5

    """
  static let step = """
      - id: pair
        kind: plot
        title: A pair
        plots: [diamond, circle]
        dials: [strength, target]
        text: |
          θ₂ is {{diamond.θ2}} and {{circle.θ2 : 3}}; c₂ was {{diamond.θ2.target}}.
        stops:
          - {at: 0.25, text: "There it is {{0.5 - 0.25}}."}
        claims: ["diamond.θ2 = 0", "circle.θ2 = 1/3", "diamond.loss = 0.25"]
      - id: others
        kind: plot
        title: Others
        plots: [shrink]
        text: |
          {{shrink.l1}}, {{shrink.l2}}; {{corner.l1}}, {{corner.l2}}.
      - id: slopes
        kind: plot
        title: Slopes
        plots: [corner]
        dials: [weight]
        text: Words.
        stops: [{at: -1, text: Left of zero.}]

    """

  static func reading(_ change: (String) -> String = { $0 }) -> LessonReading {
    var lesson = LessonText()
    lesson.replays += plots
    lesson.steps += step
    let text = change(lesson.text)
    return CourseReader(files: CourseTexts(texts: ["small.yaml": text])).readLesson("small")
  }

  static func plot(_ step: Step?) -> PlotStep? {
    if case .plot(let plot) = step?.kind { plot } else { nil }
  }

  @Test("has its plots, its dials, its stops, and figures of its plots in prose and claims")
  func reads() throws {
    let reading = PlotStepTests.reading()
    #expect(reading.issues.map(\.description) == [])
    let pair = try #require(PlotStepTests.plot(reading.lesson.steps[1]))
    #expect(pair.plots.map(\.title) == ["L1", "L2"])
    #expect(pair.plots.map(\.spec.penalty) == [.l1, .l2])
    #expect(pair.plots[1].spec.target == pair.plots[0].spec.target)
    #expect(pair.dials == [.strength, .target])
    #expect(pair.stops == [PlotStep.Stop(at: figure("0.25"), text: "There it is 0.25.")])
    #expect(reading.lesson.steps[1].text == "θ₂ is 0 and 0.333; c₂ was 0.5.\n")
    #expect(reading.lesson.steps[2].text == "0.05, 0.24; 3, 2.25.\n")
    #expect(PlotStepTests.plot(reading.lesson.steps[3])?.stops.first?.at == figure("-1"))
  }

  private func figure(_ text: String) -> ExactDecimal { ExactDecimal(text) ?? .zero }

  static let faults: [(from: String, to: String, message: String)] = [
    ("plots: [diamond, circle]", "plots: [diamont, circle]", "there is no plot “diamont”"),
    (
      "plots: [diamond, circle]", "plots: [diamond, shrink]", "“diamond” shows “geometry”, “shrink”"
    ),
    ("dials: [strength, target]", "dials: [weight]", "the dial “weight” turns nothing"),
    ("dials: [strength, target]", "dials: [penalty]", "the dial “penalty” would make the two"),
    ("dials: [weight]", "dials: [target]", "the dial “target” turns nothing"),
    ("{at: 0.25,", "{at: -0.25,", "“at” cannot be “-0.25”"),
    ("{at: 0.25, text", "{text", "the stop lacks the key “at”"),
    (
      "diamond.θ2 = 0", "diamond.θ2 = 0.1", "this is not so: the left side is 0, the right side 0.1"
    ),
    ("diamond.θ2 = 0", "diamond.θ3 = 0", "the plot “diamond” has no figure “θ3”"),
    ("diamond.θ2 = 0", "diamond.θ2[3] = 0", "a plot has no iterations"),
    ("diamond.θ2.target}}", "diamond.θ2.start}}", "“start” is nothing that a plot has"),
    ("circle.θ2 : 3", "circle.θ2", "this figure's digits have no end"),
    ("target: [1.5, 0.5]", "target: 1.5", "“target” has one figure"),
    ("target: [1.5, 0.5]", "target: [1.5, 0.5, 1]", "“target” has 3 items"),
    ("    target: 0.3\n", "    target: [0.3, 1]\n", "“target” has more than one figure"),
    ("    target: 0.3\n", "", "the plot “shrink” lacks the key “target”"),
    ("    weight: -1.5\n", "    target: 1\n", "“target” has no effect on a plot that shows"),
    ("    target: [1.5, 0.5]\n", "    target: [1.5, 0.5]\n    coupling: 1\n", "this loss has no"),
    ("penalty: l2", "penalty: elastic-net", "the elastic net lacks its “l1_ratio”"),
    (
      "penalty: l1\n    strength: 0.5", "penalty: l1\n    strength: -1", "“strength” cannot be “-1”"
    ),
    ("penalty: l1\n    strength: 0.5", "penalty: none\n    strength: 1", "“penalty” cannot be"),
    ("same_as: diamond", "same_as: diamant", "there is no plot “diamant”"),
    ("  corner:\n", "  l1:\n", "“l1” is a replay already"),
    ("    plots: [corner]\n", "    plots: [shrink]\n", "the dial “weight” turns nothing"),
    ("shows: shrinkage", "shows: shrinking", "“shows” cannot be “shrinking”"),
  ]

  @Test("has its faults told", arguments: faults)
  func fault(_ from: String, _ to: String, _ message: String) {
    let reading = PlotStepTests.reading { text in
      #expect(text.contains(from))
      return text.replacing(from, with: to)
    }
    #expect(
      reading.issues.contains { $0.message.hasPrefix(message) && $0.line > 0 }, "\(reading.issues)")
    #expect(reading.lesson.steps.count == 4)
  }

  @Test("says of a plot that nothing shows or names that it is not used")
  func unused() {
    let reading = PlotStepTests.reading { text in
      let shown = text.range(of: "  - id: slopes").map { String(text[..<$0.lowerBound]) } ?? text
      return shown.replacing("; {{corner.l1}}, {{corner.l2}}", with: "")
    }
    #expect(reading.issues.map(\.message) == ["the plot “corner” is never used"])
  }
}
