import Lessons
import Regularization
import TestSupport
import Testing

@Suite("A lesson file")
struct LessonDecodingTests {
  @Test("is decoded with everything in it")
  func everything() throws {
    let texts = try Readme.files()
    let reading = CourseReader(files: CourseTexts(texts: texts)).readLesson("l1-by-iteration")
    #expect(reading.issues.map(\.description) == [])
    let lesson = reading.lesson
    #expect(lesson.title == "L1, iteration by iteration")
    #expect(lesson.summary == "One sentence for the course list.")
    #expect(lesson.minutes == 8)
    #expect(lesson.sources.map(\.link) == ["https://doi.org/10.1111/j.2517-6161.1996.tb02080.x"])
    #expect(lesson.replays.map(\.id) == ["l1", "honest"])
    #expect(lesson.replays.map(\.title) == ["L1, hold", "L1, subgradient"])
    let decimal = { (text: String) in try #require(ExactDecimal(text)) }
    let spec = ReplaySpec(
      weights: [
        NamedWeight(name: "θ1", initial: try decimal("1.5")),
        NamedWeight(name: "θ2", initial: try decimal("0.5")),
      ],
      loss: .constantGradient([.one, .one]), penalty: .l1, strength: try decimal("0.1"),
      zeroRule: .hold, learningRate: try decimal("0.1"), iterations: 8)
    var honest = spec
    honest.zeroRule = .subgradient
    #expect(lesson.replays.map(\.spec) == [spec, honest])
    let table = try #require(lesson.printedTables.first)
    #expect(table.replay == "honest")
    #expect(
      table.rows == [
        PrintedRow(iteration: 5, weight: 1, figures: [.step: "0.11", .after: "0"])
      ])
    #expect(table.differences.map(\.explainedBy) == [spec])
    #expect(table.differences.map(\.reason) == ["the zero rule is hold"])
    #expect(
      lesson.steps.map(\.id)
        == [
          "what-happens", "watch", "guess", "which", "drawn", "lab", "by-hand", "corner",
          "side-by-side",
        ])
    #expect(lesson.steps[0].kind == .text)
    guard case .replay(let watch) = lesson.steps[1].kind,
      case .replay(let guess) = lesson.steps[2].kind
    else {
      Issue.record("the steps are no replays")
      return
    }
    #expect(watch.replays == ["l1", "honest"])
    #expect(watch.dials == [.strength, .learningRate, .zeroRule])
    #expect(watch.printed == ["l1_table"])
    #expect(watch.notes == [RowNote(row: 5, text: "Here the rules part: 0 and −0.05.")])
    #expect(lesson.steps[1].text == "Four times the weight loses 0.11.\n")
    #expect(guess.rowsShown == 4)
    #expect(
      guess.asks == [
        Ask(
          cell: CellReference(replay: "l1", weight: 1, iteration: 5), answer: .zero,
          question: "What will θ₂ be?",
          hints: ["The step is still 0.11.", "Which rule is at work?"], places: 5,
          foreseen: [
            ForeseenAnswer(
              answer: try decimal("-0.05"), say: "That is what the plain rule gives.")
          ], explanation: "Shown with the figure.")
      ])
    #expect(reading.counts.predictions == 4)
    #expect(reading.counts.claims == 7)
  }

  @Test("means what is written, whatever YAML would make of it")
  func noGuessing() throws {
    var lesson = LessonText()
    lesson.header = lesson.header.replacing("title: A title", with: "title: no")
      .replacing("One sentence.", with: "0x10")
    lesson.replays = lesson.replays.replacing("title: L2\n", with: "title: 1.50\n")
      .replacing("strength: 0.1\n", with: "strength: 0.10\n")
      .replacing("gradient: 1\n", with: "gradient: 1e0\n")
      .replacing("θ1: 1.5,", with: "θ1: \"1.50\",")
    lesson.steps += "  - {id: y, kind: text, title: ~, text: 2020-01-01}\n"
    let reading = lesson.reading()
    #expect(reading.issues.map(\.description) == [])
    #expect(reading.lesson.title == "no")
    #expect(reading.lesson.summary == "0x10")
    #expect(reading.lesson.replay("l2")?.title == "1.50")
    #expect(reading.lesson.replay("l2")?.spec.strength == ExactDecimal("0.1"))
    let step = try #require(reading.lesson.steps.last)
    #expect(step.id == "y")
    #expect(step.title == "~")
    #expect(step.text == "2020-01-01")
  }

  @Test("keeps the order in which its weights and replays are written")
  func order() {
    var lesson = LessonText()
    lesson.replays = lesson.replays.replacing("θ1: 1.5, θ2: 0.5", with: "θ2: 0.5, θ1: 1.5")
    #expect(
      lesson.reading().lesson.replays.map { $0.spec.weights.map(\.name) }
        == Array(repeating: ["θ2", "θ1"], count: 3))
    #expect(lesson.reading().lesson.replays.map(\.id) == ["l1", "l2", "goal"])
  }

  @Test("may give a gradient or a target for each weight, or one for all")
  func losses() {
    var lesson = LessonText()
    lesson.replays = lesson.replays.replacing("gradient: 1\n", with: "gradient: {θ2: 2, θ1: -1}\n")
      .replacing("target: {θ1: 1.5, θ2: 0.05}", with: "target: 0.5")
    let losses = lesson.reading().lesson.replays.map(\.spec.loss)
    #expect(losses[0] == .constantGradient([ExactDecimal(-1), ExactDecimal(2)]))
    #expect(losses[2].figures.map(\.description) == ["0.5", "0.5"])
  }

  @Test("shares settings by same_as, with a chain and another loss or penalty")
  func sharing() throws {
    var lesson = LessonText()
    lesson.replays += """
        b:
          same_as: c
          learning_rate: 0.2
        c:
          same_as: l1
          title: C
          target: 0.1
        d:
          same_as: l1
          title: D
          penalty: none
        e:
          same_as: l1
          title: E
          penalty: elastic-net
          l1_ratio: 0.25

      """
    lesson.steps +=
      "  - {id: more, kind: replay, title: More, replays: [b, c, d, e], text: Words.}\n"
    let reading = lesson.reading()
    #expect(reading.issues.map(\.description) == [])
    let b = try #require(reading.lesson.replay("b"))
    #expect(b.title == "C")
    #expect(b.spec.learningRate == ExactDecimal("0.2"))
    #expect(
      b.spec.loss
        == .quadratic(targets: Array(repeating: try #require(ExactDecimal("0.1")), count: 2)))
    #expect(b.spec.zeroRule == .hold)
    #expect(reading.lesson.replay("d")?.spec.strength == .zero)
    #expect(reading.lesson.replay("e")?.spec.l1Ratio == ExactDecimal("0.25"))
  }

  @Test("shows the faults of a replay in every step that needs it, and only there")
  func blockedSteps() {
    var lesson = LessonText()
    lesson.replays = lesson.replays.replacing("zero_rule: hold", with: "zero_rule: holt")
    lesson.steps = """
      steps:
        - {id: fine, kind: replay, title: Fine, replays: [l2, goal], text: Words.}
        - {id: shows, kind: replay, title: Shows, replays: [l1], text: Words.}
        - {id: names, kind: text, title: Names, text: "It is {{l1.θ1[1]}} and {{l2.θ1[1]}}."}
        - {id: prose, kind: text, title: Prose, text: Words.}

      """
    let reading = lesson.reading()
    #expect(reading.issues.map(\.message) == ["“zero_rule” cannot be “holt”"])
    #expect(
      reading.lesson.steps.map { if case .faulty(let issues) = $0.kind { issues } else { [] } }
        == [[], reading.issues, reading.issues, []])
    #expect(reading.lesson.steps.map(\.id) == ["fine", "shows", "names", "prose"])
    #expect(reading.lesson.steps[1].title == "Shows")
  }

  @Test("keeps its other steps when the YAML of one cannot be parsed")
  func unparsedStep() {
    var lesson = LessonText()
    lesson.steps += """
        - id: broken
          kind: text
          title: Broken
          text: "open
        - id: sound
          kind: text
          title: Sound
          text: Words.

      """
    let reading = lesson.reading()
    #expect(reading.issues.map(\.message) == ["this quotation mark is not closed"])
    #expect(reading.lesson.steps.map(\.title) == ["All", "Step 2", "Sound"])
    #expect(reading.lesson.steps[1].kind == .faulty(reading.issues))
    #expect(reading.lesson.steps[2].kind == .text)
  }

  @Test("has the same reading every time")
  func repeatable() throws {
    let files = try CourseTexts.repository()
    #expect(CourseReader(files: files).readCourse() == CourseReader(files: files).readCourse())
  }
}
