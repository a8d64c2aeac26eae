import Lessons
import Regularization
import Testing

@Suite("A question that is drawn")
struct QuestionDrawTests {
  private static let drawn = """
    number: "l2.θ1[1]"
    draw:
      η: [0.05, 0.1, 0.2]
      λ: [0.1, 0.5]
    set:
      l2.learning_rate: η
      l2.strength: λ
    hints: ["η is {{η}}, λ is {{l2.strength}}."]
    wrong:
      - {answer: "l2.θ1[0] - η * (1 + λ)", say: "That is L1."}
    """

  private func draw() throws -> QuestionDraw {
    try #require(try QuestionTests.step(QuestionDrawTests.drawn).draw)
  }

  @Test("computes its key and its prose from what is drawn")
  func computed() throws {
    let draw = try draw()
    var seen: Set<[ExactDecimal]> = []
    for number in 1...60 {
      let question = try #require(draw.question(number))
      let values = draw.numbers(number).map(\.value)
      seen.insert(values)
      let (rate, strength) = (values[0], values[1])
      let start = try #require(ExactDecimal("1.5"))
      let expected = start - rate * (.one + strength * start)
      #expect(question.judge(.typed(expected.description)).verdict == .right)
      #expect(question.hints == ["η is \(rate), λ is \(strength)."])
      let mistake = start - rate * (.one + strength)
      #expect(question.judge(.typed(mistake.description)).text == "That is L1.")
    }
    #expect(seen.count == 6)
  }

  @Test("draws the same from the same number everywhere")
  func stable() throws {
    let draw = try draw()
    let numbers = (1...4).map { number in
      draw.numbers(number).map { "\($0.name) \($0.value)" }.joined(separator: ", ")
    }
    #expect(numbers == ["η 0.1, λ 0.5", "η 0.05, λ 0.1", "η 0.05, λ 0.5", "η 0.2, λ 0.1"])
    #expect(draw.question(7) == draw.question(7))
  }

  @Test("draws other numbers next")
  func next() throws {
    let draw = try draw()
    var number = QuestionDraw.first
    for _ in 0..<30 {
      let next = draw.next(after: number)
      #expect(draw.numbers(next) != draw.numbers(number))
      number = next
    }
    #expect(draw.next(after: QuestionDraw.last) <= 5)
  }

  @Test("leaves the lesson's replays as they are")
  func others() throws {
    let text = QuestionDrawTests.drawn + "\nclaims: [\"l2.strength = 0.1\", \"l2.θ1[1] = 1.385\"]"
    _ = try QuestionTests.step(text)
  }

  @Test("may choose another right option in every draw")
  func options() throws {
    let step = try QuestionTests.step(
      """
      one:
        - {text: small, if: "n < 2"}
        - {text: large, if: "n > 2"}
      draw: {n: [1, 3]}
      """)
    let draw = try #require(step.draw)
    for number in 1...12 {
      let expected = draw.numbers(number)[0].value == .one ? "small" : "large"
      #expect(draw.question(number)?.answer.hasSuffix(expected) == true)
    }
  }

  @Test("is tried with all that can be drawn where it is checked, with the first draw elsewhere")
  func checks() {
    // 20 values: the first draw is one of the 19 that are sound.
    let values = (0..<20).map(String.init).joined(separator: ", ")
    let text = "number: \"l1.θ2[1] / n : 3\"\ndraw: {n: [\(values)]}"
    #expect(
      QuestionTests.reading(text).issues.map(\.message) == ["with n = 0: this divides by zero"])
    #expect(QuestionTests.reading(text, trains: false).issues == [])
  }

  @Test("is opened fast by who learns: nothing but the first draw is read")
  func countsReferencesOnce() {
    #expect(QuestionTests.reading(QuestionDrawTests.drawn).counts.references == 2)
  }
}
