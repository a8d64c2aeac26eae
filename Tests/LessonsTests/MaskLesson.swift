import Lessons

/// A small lesson with two masked networks and a mask step, to vary.
struct MaskLesson {
  /// Three hidden units with dropout behind them, and one input layer without.
  var masks = """
    masks:
      small:
        layers:
          - weights: [[0.5, -0.3, 0.8], [0.2, 0.4, -0.6]]
            biases: [0.1, 0, 0]
            activation: relu
          - {weights: [[1], [0.5], [-1]]}
        dropout: 0.5
        data: {inputs: [[1, 2], [-1, 0.5]], targets: [[1], [0]]}
        optimizer: {kind: momentum, momentum: 0.9}
        batches: [[1], [1, 2]]
        iterations: 4
        seed: 11
      single:
        layers:
          - {weights: [[2], [-0.5]]}
        input_dropout: 0.2
        data: {inputs: [[1, 3]], targets: [[1]]}

    """
  var step = """
    mask: small
    views: [network, company, conventions, expectation, modes]
    dials: [drop_probability, seed, masks, convention]
    iteration: 2
    masks: 100
    layer: 1

    """
  var prose = "A text about {{single.iterations}}."
  var claims: [String] = []
  var more = ""

  var text: String {
    var text = """
      format_version: 1
      id: small
      title: A title
      summary: One sentence.
      minutes: 8
      sources:
        - text: "Somebody 2020, Something"

      """
    text += masks + "steps:\n  - id: look\n    kind: mask\n    title: Look\n"
    text += step.split(separator: "\n").map { "    \($0)\n" }.joined()
    text += "    text: |-\n      \(prose)\n"
    if !claims.isEmpty { text += "    claims:\n" + claims.map { "      - \"\($0)\"\n" }.joined() }
    return text + more
  }

  func reading() -> LessonReading {
    CourseReader(files: CourseTexts(folder: "here", texts: ["small.yaml": text]))
      .readLesson("small")
  }

  var messages: [String] { reading().issues.map(\.message) }

  /// The panel of the first step.
  var panel: MaskStep? {
    guard case .mask(let step)? = reading().lesson.steps.first?.kind else { return nil }
    return step
  }

  /// What becomes of prose; `nil` where it has problems.
  static func resolved(_ prose: String) -> String? {
    var lesson = MaskLesson()
    lesson.prose = prose + " {{single.iterations}}"
    let reading = lesson.reading()
    return reading.issues.isEmpty
      ? reading.lesson.steps.first.map { String($0.text.dropLast(2)) } : nil
  }
}
