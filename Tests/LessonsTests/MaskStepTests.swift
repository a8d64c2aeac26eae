import Lessons
import Regularization
import Testing

@Suite("A mask step")
struct MaskStepTests {
  @Test("has the network of its mask, and what it says itself")
  func decoding() throws {
    let lesson = MaskLesson()
    #expect(lesson.messages == [])
    let panel = try #require(lesson.panel)
    #expect(panel.views == [.network, .company, .conventions, .expectation, .modes])
    #expect(panel.dials == [.dropProbability, .seed, .masks, .convention])
    #expect(panel.iteration == 2)
    #expect(panel.masks == 100)
    #expect(panel.layer == 1)
    #expect(panel.plan.spec.iterations == 4)
    #expect(panel.plan.spec.seed == 11)
    #expect(panel.plan.exact?.layers[1].dropProbability == ExactDecimal("0.5"))
  }

  @Test("needs no more than its mask, and begins with a layer that is dropped")
  func defaults() throws {
    var lesson = MaskLesson()
    lesson.step = "mask: small\n"
    let panel = try #require(lesson.panel)
    #expect(panel == MaskStep(plan: panel.plan, layer: 1))
    #expect(panel.views == [.network])
    #expect(panel.masks == 64)
  }

  @Test("has notes in the order of their iterations, with their figures")
  func notes() throws {
    var lesson = MaskLesson()
    lesson.step += "notes:\n  - {iteration: 3, text: \"Then {{small.dropped[3]}}.\"}\n"
    lesson.step += "  - {iteration: 1, text: First.}\n"
    #expect(
      lesson.panel?.notes == [RowNote(row: 1, text: "First."), RowNote(row: 3, text: "Then 1.")])
  }

  @Test("reads a network exactly as a mask file is read")
  func sameAsAFile() throws {
    let lesson = MaskLesson()
    let lines = lesson.masks.split(separator: "\n").map(String.init)
    let end = try #require(lines.firstIndex(of: "  single:"))
    let file =
      "format_version: 1\n"
      + lines[2..<end].map { $0.dropFirst(4) + "\n" }.joined()
    let reading = MaskFileReader(file: "net.yaml").read(Array(file.utf8))
    #expect(reading.issues == [])
    #expect(lesson.panel?.plan == reading.file?.spec)
  }

  @Test("is like another network but for what it says itself")
  func inheritance() throws {
    var lesson = MaskLesson()
    lesson.masks += "  other:\n    same_as: small\n    dropout: 0.25\n    iterations: 2\n"
    lesson.step = "mask: other\n"
    lesson.prose += " {{small.iterations}}"
    #expect(lesson.messages == [])
    var expected = try #require(MaskLesson().panel?.plan)
    expected.setDropProbability(try #require(ExactDecimal("0.25")), ofLayer: 1)
    expected.spec.iterations = 2
    #expect(lesson.panel?.plan == expected)
  }

  static let useless: [(step: String, message: String)] = [
    (
      "mask: single\nviews: [network]\ndials: [masks]",
      "the dial “masks” turns nothing: no view of this step draws masks"
    ),
    (
      "mask: small\nviews: [expectation]\nlayer: 0",
      "the view “expectation” shows nothing: of layer 0 nothing is dropped"
    ),
    (
      "mask: single\nviews: [network]\nlayer: 0",
      "“layer” has no effect without the view “conventions” or “expectation”"
    ),
    ("mask: single\niteration: 2", "there is no iteration 2: the masked network has 1"),
  ]

  @Test("says what would show or turn nothing", arguments: useless)
  func uselessness(_ step: String, _ message: String) {
    var lesson = MaskLesson()
    lesson.step = step + "\n"
    lesson.prose += " {{small.iterations}}"
    #expect(lesson.messages == [message])
    #expect(lesson.panel == nil)
  }

  @Test("is not told that a dial turns nothing where the order is drawn")
  func seedOfTheOrder() {
    var lesson = MaskLesson()
    lesson.masks = lesson.masks.replacing("input_dropout: 0.2", with: "order: shuffled")
    lesson.step = "mask: single\ndials: [seed]\n"
    lesson.prose = "A text about {{small.iterations}}."
    #expect(lesson.messages == [])
  }
}
