import Lessons
import Regularization
import Testing

@Suite("A question")
struct QuestionTests {
  /// The reading of a lesson whose last step is the question.
  static func reading(_ question: String, trains: Bool = true) -> LessonReading {
    var lesson = LessonText()
    lesson.steps += "  - id: asked\n    kind: question\n    title: Asked\n    text: Words.\n"
    lesson.steps += "    question: What?\n"
    lesson.steps += question.split(separator: "\n").map { "    \($0)\n" }.joined()
    return CourseReader(
      files: CourseTexts(texts: ["small.yaml": lesson.text]),
      trainingOn: trains ? CourseSamples() : nil
    ).readLesson("small")
  }

  static func step(_ question: String) throws -> QuestionStep {
    let reading = reading(question)
    try #require(reading.issues.map(\.description) == [])
    guard case .question(let step)? = reading.lesson.steps.last?.kind else {
      throw CourseFileError(reason: "no question")
    }
    return step
  }

  private static let options = """
    one:
      - {text: the same, if: "l1.θ1[1].step = l1.θ2[1].step", say: "Yes, {{l1.θ1[1].step}}."}
      - {text: more, if: "l1.θ1[1].step > l1.θ2[1].step", say: "That is L2."}
      - {text: less, if: "l1.θ1[1].step < l1.θ2[1].step"}
    """

  @Test("has its right option computed")
  func one() throws {
    let question = try QuestionTests.step(QuestionTests.options).question
    guard case .one(let options) = question.form else {
      Issue.record("\(question.form)")
      return
    }
    #expect(options.filter(\.isRight).map(\.text) == ["the same"])
    for (index, option) in options.enumerated() {
      #expect(question.judge(.option(index)).isRight == option.isRight)
    }
    let right = try #require(options.firstIndex { $0.isRight })
    #expect(question.judge(.option(right)).text == "Right. Yes, 0.11.")
    let more = try #require(options.firstIndex { $0.text == "more" })
    #expect(question.judge(.option(more)).text == "That is L2.")
    let less = try #require(options.firstIndex { $0.text == "less" })
    #expect(question.judge(.option(less)).text == "That is not it.")
    #expect(!question.judge(.option(3)).countsAsTry)
    #expect(!question.judge(.typed("1")).countsAsTry)
  }

  @Test("changes its right option with the replay")
  func computed() throws {
    let question = try QuestionTests.step(
      QuestionTests.options.replacingL1WithL2
    ).question
    #expect(question.answer.hasSuffix("more"))
  }

  @Test("of several takes all that are right and no other")
  func several() throws {
    let question = try QuestionTests.step(
      """
      several:
        - {text: a, if: "l1.θ2[5] = 0"}
        - {text: b, if: "l2.θ2[5] = 0", say: "It goes on."}
        - {text: c, if: "l1.θ2.zeros = 4"}
      keep_order: true
      """
    ).question
    #expect(question.judge(.options([0, 2])).isRight)
    #expect(question.judge(.options([0])).text == "One is missing.")
    #expect(
      question.judge(.options([0, 1])).text
        == "One of these does not belong. One is missing. It goes on.")
    #expect(question.judge(.options([1])).text.contains("2 are missing"))
    #expect(!question.judge(.options([0, 1, 2])).isRight)
    #expect(!question.judge(.options([])).countsAsTry)
    #expect(question.answer == "1, a; 3, c")
  }

  @Test("of an order is sorted by what is computed", arguments: ["smallest", "largest"])
  func order(_ first: String) throws {
    let question = try QuestionTests.step(
      """
      order:
        - {text: third, by: "l1.θ1[3]"}
        - {text: first, by: "l1.θ1[1]"}
        - {text: second, by: "l1.θ1[2]"}
      first: \(first)
      """
    ).question
    let sorted = ["third", "second", "first"]
    let expected = first == "smallest" ? sorted : sorted.reversed()
    #expect(question.answer == expected.joined(separator: "; "))
    #expect(question.choices != expected)
    #expect(question.judge(question.key).isRight)
    guard case .order(var key) = question.key else { return }
    key.swapAt(0, 1)
    #expect(question.judge(.order(key)).text == "1 of the 3 stands in place.")
    #expect(!question.judge(.order([0, 0, 1])).countsAsTry)
  }

  @Test("that is a guess has nothing right")
  func guess() throws {
    let question = try QuestionTests.step(
      """
      guess:
        - {text: Few, say: "We shall see."}
        - {text: Many}
      """
    ).question
    #expect(question.isGuess)
    for index in 0...1 { #expect(!question.judge(.option(index)).isRight) }
  }

  @Test("in words has its source, and is counted apart")
  func words() throws {
    let text = """
      one:
        - {text: Yes, right: true}
        - {text: No, right: false}
      source: Somebody
      explain: So it is.
      """
    let reading = QuestionTests.reading(text)
    #expect(reading.counts.wordKeys == 1)
    #expect(reading.counts.predictions == 0)
    let report = CheckReport(counts: reading.counts)
    #expect(report.summary.contains("1 key in words"))
    let question = try QuestionTests.step(text).question
    #expect(question.source == "Somebody 2020, Something")
    #expect(question.tries == 1)
    #expect(question.reasons == ["So it is.", "Source: Somebody 2020, Something."])
  }

  static let workings = [
    ("l1.θ2[4]", "0.17 − 0.1·(1 + 0.1·sign(0.17)) = 0.17 − 0.11 = 0.06"),
    ("l1.θ2[3] - l1.θ2[4]", "0.17 − 0.06 = 0.11"),
    ("2 * (l1.θ2[1] + 0.01) - l1.strength", "2 · (0.39 + 0.01) − 0.1 = 0.7"),
    ("1 - (l1.θ2[1] - l2.θ2[6])", nil),
  ]

  @Test("of a figure shows its working")
  func working() throws {
    for (key, expected) in QuestionTests.workings {
      let question = try QuestionTests.step("number: \"\(key)\"\n").question
      if let expected {
        #expect(question.working == expected)
      } else {
        #expect(question.working?.hasPrefix("1 − (0.39 − (−0.11") == true)
      }
    }
  }

  // MARK: Order of the options

  @Test("shows its options in an order that every machine has")
  func shuffle() throws {
    let shuffled = try QuestionTests.step(QuestionTests.options).question.choices
    #expect(shuffled == ["the same", "less", "more"])
    #expect(
      try QuestionTests.step(QuestionTests.options + "\nkeep_order: true").question.choices
        == ["the same", "more", "less"])
  }
}

extension String {
  fileprivate var replacingL1WithL2: String { replacing("l1.", with: "l2.") }
}
