import Lessons
import Regularization

/// A small lesson with two trainings and a lab, to vary.
struct TrainText {
  var trainings = """
    trainings:
      none:
        title: no penalty
        data: {set: moons, samples: 60, noise: 0.3}
        network: {hidden: [8], activation: tanh}
        batch_size: 10
        epochs: 8
      sparse:
        same_as: none
        title: L1, proximal
        penalty: {l1: 0.05, l1_rule: proximal}

    """
  var lab = """
    runs: [none, sparse]
    panels: [loss, surface, histogram, twins]
    dials: [l1, learning_rate, noise]

    """
  var tasks: [String] = []
  var claims: [String] = []
  var more = ""
  var prose = "A text."

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
    text += trainings + "steps:\n  - id: watch\n    kind: train\n    title: Watch\n"
    text += lab.split(separator: "\n").map { "    \($0)\n" }.joined()
    text += "    text: |\n      \(prose)\n"
    if !tasks.isEmpty { text += "    tasks:\n" + tasks.map { "      - \($0)\n" }.joined() }
    if !claims.isEmpty { text += "    claims:\n" + claims.map { "      - \"\($0)\"\n" }.joined() }
    return text + more
  }

  func reading(trainingOn samples: CourseSamples? = nil) -> LessonReading {
    CourseReader(
      files: CourseTexts(folder: "here", texts: ["small.yaml": text]), trainingOn: samples
    )
    .readLesson("small")
  }

  /// The lab of the first step.
  var plan: LabPlan? {
    guard case .train(let plan)? = reading().lesson.steps.first?.kind else { return nil }
    return plan
  }

  /// What is wrong once the runs are trained.
  func messages(_ samples: CourseSamples = CourseSamples()) -> [String] {
    reading(trainingOn: samples).issues.map(\.message)
  }
}
