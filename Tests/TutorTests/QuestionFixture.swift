import Lessons
import TerminalUI
import Tutor

/// A lesson with a question of every form.
enum QuestionFixture {
  static let text = """
    format_version: 1
    id: asked
    title: Questions of every form
    summary: One of each.
    minutes: 5
    sources:
      - text: "Srivastava and others 2014, Dropout"
    replays:
      l1:
        title: L1, hold
        weights: {θ1: 1.5, θ2: 0.5}
        gradient: 1
        penalty: l1
        strength: 0.1
        zero_rule: hold
        learning_rate: 0.1
        iterations: 20
      l2:
        title: L2
        weights: {θ1: 1.5, θ2: 0.5}
        gradient: 1
        penalty: l2
        strength: 0.1
        learning_rate: 0.1
        iterations: 4
    steps:
      - id: figure
        kind: question
        title: A figure
        text: Both weights lose the same in every step.
        question: How much does θ₂ lose in its first two steps together?
        number: "l1.θ2[1].step + l1.θ2[2].step"
        places: 1
        unit: per weight
        wrong:
          - {answer: "l1.θ2[1].step", say: "That is one step."}
        hints: ["One step is {{l1.θ2[1].step}}.", "Twice that."]
        explain: The step does not depend on the weight.
      - id: one
        kind: question
        title: One of three
        text: Think before you look.
        question: What does L1 take from a weight in each step?
        one:
          - {text: "The same amount, whatever its size", if: "l1.θ1[1].step = l1.θ2[1].step", say: "The sign alone counts."}
          - {text: "More of a large weight", if: "l1.θ1[1].step > l1.θ2[1].step", say: "That is L2."}
          - {text: "Less of a large weight, as if the slope of its penalty fell with the distance from zero", if: "l1.θ1[1].step < l1.θ2[1].step"}
        keep_order: true
        hints: ["Look at the two columns."]
        explain: "Both lose {{l1.θ1[1].step}}."
      - id: several
        kind: question
        title: Several
        text: A matter of words.
        question: What is true of dropout?
        several:
          - {text: "Masks are drawn anew in every step", right: true}
          - {text: "Weights are removed for good", right: false, say: "They come back with the next mask."}
          - {text: "At inference all units work", right: true}
        keep_order: true
        source: Srivastava
        explain: Masks are drawn in training alone.
      - id: order
        kind: question
        title: Order
        text: Twenty iterations.
        question: What is zero first?
        order:
          - {text: "θ₂ under L1", by: "l1.θ2.first_zero"}
          - {text: "θ₁ under L1", by: "l1.θ1.first_zero"}
          - {text: "nothing", by: "l1.iterations"}
        first: smallest
        tries: 1
      - id: guess
        kind: question
        title: Guess
        text: No answer is wrong here.
        question: How many weights will be zero?
        guess:
          - {text: "Few", say: "We shall see."}
          - {text: "Many"}
        keep_order: true
        explain: The next lesson counts them.
      - id: drawn
        kind: question
        title: Drawn
        text: Gradient 1, as before.
        question: "θ = {{w}}, η = {{η}}, λ = {{λ}}. What is θ after one step with L2?"
        number: "l2.θ1[1]"
        draw:
          w: [1.5, 2]
          η: [0.05, 0.1, 0.2]
          λ: [0.1, 0.2, 0.5]
        set:
          l2.learning_rate: η
          l2.strength: λ
          "l2.θ1[0]": w
        wrong:
          - {answer: "w - η * (1 + λ)", say: "That is L1."}
        explain: "The penalty's part of the step is {{η * λ * w}}."
      - id: last
        kind: text
        title: Last
        text: The end.
    """

  static let course: Course = {
    let files = CourseTexts(texts: [
      "course.yaml": "format_version: 1\ntitle: Fixtures\nlessons: [asked]\n", "asked.yaml": text,
    ])
    return CourseReader(files: files).readCourse().course ?? Course(title: "", lessons: [])
  }()

  static func opened(
    _ step: String, size: Size = Size(columns: 80, rows: 24), glyphs: GlyphLevel = .braille
  ) throws -> TutorState {
    try TutorTests.opened(course, at: "asked:\(step)", size: size, glyphs: glyphs)
  }
}

extension TutorState {
  /// The open page's question.
  var asked: QuestionPanelState? {
    if case .question(let panel) = page?.panel { panel } else { nil }
  }
}
