import Lessons
import Regularization
import TerminalUI
import Testing

@testable import Tutor

/// Small networks with dropout, as a lesson would give them.
enum MaskPanelFixture {
  /// Two inputs, two hidden layers of three, one output; dropout 0.5 in both hidden layers.
  static let deep = """
    format_version: 1
    layers:
      - weights: [[0.5, -0.3, 0.8], [0.2, 0.4, -0.6]]
        biases: [0.1, 0, 0.2]
        activation: relu
      - weights: [[0.7, -0.4, 0.1], [0.3, 0.9, -0.2], [-0.5, 0.6, 0.8]]
        activation: relu
      - weights: [[1], [0.5], [-1]]
        biases: [0.1]
    dropout: 0.5
    data:
      inputs: [[1, 2], [-1, 0.5], [0.5, 1]]
      targets: [[1], [0], [0.5]]
    optimizer: {kind: momentum, momentum: 0.9}
    learning_rate: 0.1
    penalty: {l2: 0.01}
    batch_size: 2
    iterations: 6
    seed: 11

    """

  /// Two inputs, three hidden units, two outputs for classes; p 0.2.
  static let classes = """
    format_version: 1
    layers:
      - {weights: [[1, -1, 0.5], [0.5, 2, -0.25]], activation: relu}
      - {weights: [[1, 0], [0, 1], [0.5, -0.5]]}
    dropout: 0.2
    data: {inputs: [[1, 2], [3, 4], [0, 1]], classes: [0, 1, 1]}
    optimizer: {kind: adamw, weight_decay: 0.1}
    iterations: 5
    seed: 4

    """

  /// One linear layer alone, whose inputs are dropped.
  static let linear = """
    format_version: 1
    layers:
      - {weights: [[2, 1], [-0.5, 0.25], [0.75, -1]], biases: [0.1, 0]}
    input_dropout: 0.2
    data: {inputs: [[1, 3, -2]], targets: [[1, 0]]}
    iterations: 2

    """

  static func plan(_ text: String) throws -> MaskPlan {
    let reading = MaskFileReader(file: "net.yaml").read(Array(text.utf8))
    #expect(reading.issues.map(\.description) == [])
    return try #require(reading.file?.spec)
  }

  /// A lesson with a mask step between two pages of text.
  static func course(_ step: MaskStep, text: String = "Watch who is left out.") -> Course {
    let lesson = Lesson(
      id: "masks", title: "Masks", summary: "A lesson for tests.", minutes: 5,
      steps: [
        Step(id: "first", title: "First", text: "The beginning.", kind: .text),
        Step(id: "mask", title: "Who stays at home", text: text, kind: .mask(step)),
        Step(id: "last", title: "Last", text: "The end.", kind: .text),
      ])
    return Course(title: "Fixtures", lessons: [lesson])
  }

  static func opened(
    _ step: MaskStep, size: Size = Size(columns: 80, rows: 50), glyphs: GlyphLevel = .braille,
    colors: ColorLevel = .none
  ) throws -> TutorState {
    let course = course(step)
    var state = TutorState(
      course: course, display: Display(size: size, glyphs: Glyphs(glyphs, colors: colors)))
    state.open(try CoursePlace("masks:mask", in: course))
    return state
  }
}

extension TutorState {
  /// The open page's masks.
  var masks: MaskPanelState? {
    get { if case .mask(let panel) = page?.panel { panel } else { nil } }
    set { page?.panel = newValue.map { .mask($0) } }
  }
}
