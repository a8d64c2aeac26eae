import Lessons

/// A small lesson to vary: the article's two weights under L1 and L2, and a loss with targets.
struct LessonText {
  var header = """
    format_version: 1
    id: small
    title: A title
    summary: One sentence.
    minutes: 8
    sources:
      - text: "Somebody 2020, Something"

    """
  var replays = """
    replays:
      l1:
        title: L1, hold
        weights: {θ1: 1.5, θ2: 0.5}
        gradient: 1
        penalty: l1
        strength: 0.1
        zero_rule: hold
        learning_rate: 0.1
        iterations: 8
      l2:
        title: L2
        weights: {θ1: 1.5, θ2: 0.5}
        gradient: 1
        penalty: l2
        strength: 0.1
        learning_rate: 0.1
        iterations: 8
      goal:
        title: L2, with a target
        weights: {θ1: 1.5, θ2: 0.5}
        target: {θ1: 1.5, θ2: 0.05}
        penalty: l2
        strength: 0.1
        learning_rate: 0.1
        iterations: 8

    """
  var printed = ""
  var steps = """
    steps:
      - id: all
        kind: replay
        title: All
        replays: [l1, l2, goal]
        text: Words.

    """

  var text: String { header + replays + printed + steps }

  func reading() -> LessonReading {
    CourseReader(files: CourseTexts(texts: ["small.yaml": text])).readLesson("small")
  }

  /// The lesson with a text step that says `prose`, written as a literal block.
  static func saying(_ prose: String) -> LessonText {
    var lesson = LessonText()
    let indented = prose.split(separator: "\n", omittingEmptySubsequences: false)
      .map { "      \($0)\n" }.joined()
    lesson.steps += "  - id: prose\n    kind: text\n    title: Prose\n    text: |-\n" + indented
    return lesson
  }

  /// What becomes of prose; `nil` where it has problems.
  static func resolved(_ prose: String) -> String? {
    let reading = saying(prose).reading()
    return reading.issues.isEmpty ? reading.lesson.steps.last?.text : nil
  }

  /// A predict step that asks for one figure.
  static func asking(_ ask: String) -> LessonText {
    var lesson = LessonText()
    lesson.steps += """
        - id: guess
          kind: predict
          title: Guess
          replays: [l1]
          rows: 1
          text: Words.
          asks:
            - \(ask)

      """
    return lesson
  }
}
