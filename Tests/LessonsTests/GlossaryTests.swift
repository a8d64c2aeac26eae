import Lessons
import TestSupport
import Testing

@Suite("A glossary")
struct GlossaryTests {
  static let text = """
    format_version: 1
    terms:
      - term: soft threshold
        symbol: S(c, λ)
        aliases: [shrinkage operator]
        text: Moves c towards 0 by λ.
        open: one:all
      - term: learning rate
        symbol: η
        aliases: [eta, step size]
        text: "What the gradient is multiplied by; see the *soft* rules."
        open: two

    """

  static func course(_ change: (String) -> String = { $0 }) -> CourseReading {
    CourseReaderTests.reading(
      CourseReaderTests.course,
      [
        "one.yaml": CourseReaderTests.lesson, "two.yaml": CourseReaderTests.two,
        "glossary.yaml": change(text),
      ])
  }

  @Test("is read with its course, by name, its links found")
  func reads() throws {
    let reading = GlossaryTests.course()
    #expect(reading.issues.map(\.description) == [])
    #expect(reading.counts.terms == 2)
    let terms = try #require(reading.course?.glossary.terms)
    #expect(terms.map(\.name) == ["learning rate", "soft threshold"])
    #expect(terms[0].symbol == "η")
    #expect(terms[0].link?.words() == "“A title”")
    #expect(terms[1].link?.words() == "“All”, in “A title”")
    #expect(terms[1].link?.place == "one:all")
  }

  @Test("need not be there")
  func absent() {
    let reading = CourseReaderTests.reading(
      CourseReaderTests.course,
      ["one.yaml": CourseReaderTests.lesson, "two.yaml": CourseReaderTests.two])
    #expect(reading.issues == [])
    #expect(reading.course?.glossary.isEmpty == true)
  }

  static let searches: [(query: String, found: [String])] = [
    ("η", ["learning rate"]), ("ETA", ["learning rate"]),
    ("step size", ["learning rate"]), ("rate learn", ["learning rate"]),
    ("soft", ["soft threshold", "learning rate"]), ("towards", ["soft threshold"]),
    ("", ["learning rate", "soft threshold"]), ("nothing", []),
  ]

  @Test("finds a term by all its names, then by its explanation", arguments: searches)
  func search(_ query: String, _ found: [String]) throws {
    let glossary = try #require(GlossaryTests.course().course?.glossary)
    #expect(glossary.matches(query).map { glossary.terms[$0].name } == found)
  }

  @Test("knows what may have been meant")
  func nearest() throws {
    let glossary = try #require(GlossaryTests.course().course?.glossary)
    #expect(glossary.nearest(to: "soft treshold") == "soft threshold")
    #expect(glossary.nearest(to: "xyz") == nil)
  }

  static let faults: [(from: String, to: String, issue: String)] = [
    ("open: one:all", "open: one:al", "the lesson “one” has no step “al” / did you mean “all”?"),
    ("open: two", "open: tow", "the course has no lesson “tow” / did you mean “two”?"),
    (
      "aliases: [eta, step size]", "aliases: [Soft Threshold]",
      "“Soft Threshold” is a word for “soft threshold” already / every word leads to one term: "
        + "take one of the two out"
    ),
    ("symbol: η", "symbl: η", "a glossary term has no key “symbl” / did you mean “symbol”?"),
    (
      "text: Moves c towards 0 by λ.", "text: \(String(repeating: "many words ", count: 30))",
      "“text” has 329 characters / at most 240 fit in; a lesson can say more"
    ),
    (
      "by λ.", "by {{l1.strength}}.",
      "there is no replay or printed table “l1” / there is no replay yet"
    ),
    (
      "terms:", "words:",
      "a glossary has no key “words” / take it out; what it may still have: “terms”"
    ),
  ]

  @Test("has its faults told in their place", arguments: faults)
  func fault(_ from: String, _ to: String, _ issue: String) {
    let reading = GlossaryTests.course { text in
      #expect(text.contains(from))
      return text.replacing(from, with: to)
    }
    let told = reading.issues.map { "\($0.message) / \($0.remedy)" }
    #expect(told.contains(issue), "\(told)")
    #expect(reading.issues.allSatisfy { $0.file == "lessons/glossary.yaml" && $0.line > 0 })
    #expect(reading.course?.lessons.count == 2)
  }

  @Test("of the repository explains every symbol that lessons use")
  func shipped() throws {
    let reading = CourseReader(files: try CourseTexts.repository()).readCourse()
    let glossary = try #require(reading.course?.glossary)
    for name in [
      "η", "λ", "θ", "p", "ε", "β₁", "β₂", "c", "S(c, λ)", "L", "m", "v", "epoch", "batch",
      "overfitting", "dropout", "elastic net", "AdamW", "proximal step", "gap",
    ] {
      #expect(glossary.called(name).count == 1, "\(name)")
    }
    #expect(glossary.terms.allSatisfy { $0.link?.titles != nil })
  }
}
