import Lessons
import Testing

/// By hand: h1 = relu(0.1 + 0.5·1 + 0.2·2) = 1, h2 = relu(−0.3 + 0.8) = 0.5, h3 = relu(0.8 − 1.2) = 0, and seed
/// 11 draws 0.88, 0.32 and 0.58 for them.
@Suite("Figures of masks in prose")
struct MaskFigureTests {
  static let figures: [(String, String)] = [
    ("small.iterations", "4"), ("small.learning_rate : 3", "0.100"),
    ("small.drop_probability", "0.5"), ("single.drop_probability[0]", "0.2"),
    ("small.drop_probability[0]", "0"), ("small.masks", "8"), ("single.masks[0]", "4"),
    ("small.data_loss[1] : 3", "1"), ("small.data_loss[2] : 4", "0.2900"),
    ("small.penalty[1] : 3", "0"), ("small.objective[2] : 2", "0.29"),
    ("small.dropped[1]", "1"), ("small.dropped[2]", "3"), ("small.dropped[2, 1]", "1"),
    ("small.dropped[2, 2]", "2"), ("small.dropped", "8"), ("small.h2.dropped", "3"),
    ("small.silenced[1]", "4"), ("small.x1_h1.silenced", "2"),
    ("small.h1[1].random : 6", "0.879686"), ("small.h1[1].mask", "1"), ("small.h2[1].mask", "0"),
    ("small.h2[1].weighted_sum : 3", "0.500"), ("small.h1[1].before : 3", "1"),
    ("small.h1[1].factor : 3", "2"), ("small.h2[1].factor : 3", "0"),
    ("small.h1[1].after : 3", "2"), ("small.h1[1].inference : 3", "1"),
    ("small.h1[1].delta : 3", "4"), ("small.x2[1].after : 3", "2"),
    ("small.y[1].after : 3", "2"), ("small.y[1].inference : 3", "1.25"),
    ("small.y[2, 2].after : 3", "0.300"), ("small.h2[2, 1].delta : 3", "−1.40"),
    ("small.x2_h1[1] : 3", "−0.600"), ("small.x2_h1[0] : 3", "0.200"),
    ("small.x2_h1[1].before : 3", "0.200"), ("small.x2_h1[1].gradient : 3", "8"),
    ("small.x2_h1[1].update : 3", "−0.800"), ("small.x2_h1[2].by_memory : 3", "−0.720"),
    ("small.x2_h1[2].by_gradient : 3", "0"), ("small.b_y[1].gradient : 3", "2"),
    ("small.h1_y[1].after : 3", "0.600"), ("small.h1[1].before * 2 + 1 : 3", "3"),
    ("small.expected[1, 1].sum[1]", "1.25"), ("small.expected[1, 2].output", "0.25"),
    ("small.expected[1, 1].activation[1] - small.inference[1, 1].activation[1]", "0"),
    ("single.expected.output", "0.5"), ("single.inference.output", "0.5"),
    ("1/3 + single.expected.output : 4", "0.8333"),
    ("single.inverted.training : 3", "2"), ("single.inverted.inference : 3", "2"),
    ("single.original.training : 3", "1.60"), ("single.original.inference : 3", "1.60"),
    ("single.scaled_by_p.training : 3", "1.60"), ("single.scaled_by_p.inference : 3", "0.400"),
    ("single.drawn[1000].distinct", "4"), ("single.drawn[1000].smallest : 4", "−1.875"),
    ("single.drawn[1000].largest[1] : 3", "2.50"),
  ]

  @Test("are those that the network computes", arguments: figures)
  func values(_ expression: String, _ expected: String) {
    #expect(MaskLesson.resolved("It is {{\(expression)}}.") == "It is \(expected).")
  }

  static let claims: [(claim: String, message: String?)] = [
    ("small.expected[1, 1].sum[1] = small.inference[1, 1].sum[1]", nil),
    ("single.expected.sum = 1/2", nil),
    (
      "single.expected.sum > 1/2",
      "this is not so: the left side is 0.5, the right side 0.5"
    ),
    ("small.h1[1].after = small.h1[1].before * small.h1[1].factor", nil),
    ("small.h1[1].random >= small.drop_probability", nil),
    ("small.h2[1].random >= 0.5", "this is not so: the left side is 0.321303, the right side 0.5"),
    ("single.scaled_by_p.training > 3 * single.scaled_by_p.inference", nil),
    ("single.drawn[1000].output > 0.4", nil), ("single.drawn[1000].output < 0.6", nil),
    ("single.inverted.drawn[1000] > 1.9", nil), ("single.inverted.drawn[1000] < 2.1", nil),
    ("single.drawn[1].deviation = 0", nil), ("small.drawn[50, 1, 1].distinct <= small.masks", nil),
  ]

  @Test("are compared as they are, exact ones exactly", arguments: claims)
  func comparisons(_ claim: String, _ message: String?) {
    var lesson = MaskLesson()
    lesson.claims = [claim]
    #expect(lesson.messages == [message].compactMap(\.self))
  }

  @Test("of several hidden layers are told apart by their layer")
  func severalLayers() {
    var lesson = MaskLesson()
    lesson.masks += """
        deep:
          layers:
            - {weights: [[1, 2]]}
            - {weights: [[1, 3], [2, 5]]}
            - {weights: [[1], [10]]}
          dropout: [0, 0.5]
          data: {inputs: [[1]], targets: [[1]]}

      """
    lesson.prose = """
      {{deep.h1_2[1].after : 3}} {{deep.h2_2[1].before : 3}} {{deep.h1_2_h2_1[0] : 3}} \
      {{deep.b_h2_1[0] : 3}} {{deep.y[1].inference : 3}} {{deep.drop_probability}} {{single.masks}}
      """
    #expect(lesson.reading().lesson.steps.first?.text == "2 13 2 0 135 0.5 4")
  }

  @Test("tell the mean over all masks from inference where these differ")
  func disagreement() {
    var lesson = MaskLesson()
    lesson.masks += """
        slip:
          same_as: single
          convention: scaled-by-p
        deeper:
          same_as: small
          dropout: 0.2
          convention: scaled-by-p

      """
    lesson.prose = "{{slip.expected.sum}} {{slip.inference.sum}} {{single.masks}}"
    lesson.claims = [
      "slip.expected.output = 4 * slip.inference.output",
      // The inputs are not dropped, and so nothing is scaled between them and the hidden layer.
      "deeper.expected[1, 1].output = 1.25 * 0.8",
      "deeper.inference[1, 1].output = 1.25 * 0.2",
      "deeper.y[1].inference > 0.24", "deeper.y[1].inference < 0.26",
    ]
    #expect(lesson.messages == [])
    #expect(lesson.reading().lesson.steps.first?.text == "0.4 0.1 4")
  }
}
