import Foundation
import Lessons
import Regularization
import TerminalUI
import TestSupport
import Testing

@testable import Tutor

#if canImport(FoundationXML)
import FoundationXML
#endif

/// Lessons as documents.
struct HandoutTests {
  private static let glyphs = Glyphs(.braille)

  private static func handout(_ lessons: [Lesson]) -> Handout {
    Handout(
      title: shippedCourse.title, lessons: lessons.map { HandoutLesson($0, glyphs: glyphs) })
  }

  /// A lesson with a lab, trained to the end of its epochs.
  private static func trained(_ plan: LabPlan) throws -> Handout {
    let lesson = labCourse(plan).lessons[0]
    let group = try RunGroup(
      plan.runs.map {
        ($0.spec, try DataLoader.load($0.spec.data, seed: $0.spec.seed, files: NoFiles()))
      })
    group.advance(toEpoch: plan.epochs)
    let picture = LabPicture(
      plan: plan, samples: group.summary,
      observation: group.observe(plan.handoutRequest(group.summary)))
    return Handout(
      title: "", lessons: [HandoutLesson(lesson, trained: ["train": picture], glyphs: glyphs)])
  }

  // MARK: Recorded

  @Test func theFormatsReadAsRecorded() {
    let handout = Self.handout([shippedCourse.lessons[0]])
    expectSnapshot(
      text: HandoutMarkdown(glyphs: Self.glyphs).text(of: handout),
      named: "handout-step-without-penalty-markdown")
    expectSnapshot(text: HandoutHTML(handout).page, named: "handout-step-without-penalty-html")
    // As text it is what “show” prints.
    let display = Display(size: Size(columns: 80, rows: 24), glyphs: Self.glyphs)
    #expect(
      HandoutText(glyphs: Self.glyphs).lines(of: handout)
        == LinearView.handout(shippedCourse.lessons[0], display: display))
  }

  // MARK: HTML

  private final class Reader: NSObject, XMLParserDelegate {
    var elements: [String] = []
    var attributes: [(name: String, value: String)] = []
    var text = ""

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      elements.append(name)
      self.attributes += attributes.map { ($0.key, $0.value) }
      text += " "
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
  }

  private func read(_ page: String) throws -> Reader {
    let reader = Reader()
    let parser = XMLParser(data: Data(page.utf8))
    parser.delegate = reader
    let isXML = parser.parse()
    try #require(isXML, "\(parser.parserError.map { "\($0)" } ?? "")")
    return reader
  }

  private func texts(_ table: Table) -> [String] {
    (table.columns.map(\.title) + table.rows.joined()).map(\.text).filter { !$0.isEmpty }
  }

  private func expectWhole(_ handout: Handout) throws {
    let page = HandoutHTML(handout).page
    let reader = try read(page)
    let forbidden: Set = ["script", "link", "img", "iframe", "object", "embed", "base"]
    #expect(forbidden.isDisjoint(with: reader.elements))
    // Nothing is fetched: addresses are those that a reader may follow.
    #expect(!page.contains("url(") && !page.contains("@import"))
    #expect(!reader.attributes.contains { ["src", "xlink:href", "data"].contains($0.name) })
    #expect(!reader.attributes.contains { $0.name.hasPrefix("on") })
    let ids = reader.attributes.filter { $0.name == "id" }.map(\.value)
    #expect(Set(ids).count == ids.count)
    for link in reader.attributes where link.name == "href" && link.value.hasPrefix("#") {
      #expect(ids.contains(String(link.value.dropFirst())), "\(link.value)")
    }
    let markdown = HandoutMarkdown(glyphs: Self.glyphs).text(of: handout)
    let text = HandoutText(glyphs: Self.glyphs).lines(of: handout).joined(separator: "\n")
    for section in handout.lessons.flatMap(\.sections) {
      #expect(reader.text.contains(section.title))
      #expect(text.contains(section.title))
      for case .grid(let grid) in section.parts {
        for cell in grid.heads + grid.rows.joined() {
          let words = Prose(cell).plainLines(columns: nil, glyphs: Self.glyphs)
          for word in words.joined(separator: " ").split(separator: " ") where word.first != "(" {
            let bare = word.filter { $0 != "`" }
            #expect(reader.text.contains(bare) && text.contains(bare), "\(word)")
          }
        }
      }
      for case .table(let table) in section.parts {
        for cell in texts(table) {
          #expect(reader.text.contains(cell), "\(cell)")
          #expect(text.contains(cell), "\(cell)")
          #expect(markdown.contains(cell.replacing("|", with: "\\|")), "\(cell)")
        }
      }
    }
    let charts = handout.lessons.flatMap(\.sections).flatMap(\.parts).reduce(0) { count, part in
      if case .chart(let chart) = part { count + chart.svg.count } else { count }
    }
    #expect(reader.elements.count { $0 == "svg" } == charts)
  }

  @Test func everyLessonIsAWholePage() throws {
    for lesson in shippedCourse.lessons { try expectWhole(Self.handout([lesson])) }
    try expectWhole(Self.handout(shippedCourse.lessons))
  }

  @Test func aTrainedLabShowsEveryPanel() throws {
    let plan = labPlan(labTwins)
    let handout = try Self.trained(plan)
    try expectWhole(handout)
    let parts = handout.lessons[0].sections[1].parts
    var titles: [String] = []
    for part in parts {
      if case .chart(let chart) = part { titles.append(chart.title) }
      if case .heading(let title) = part { titles.append(title) }
    }
    #expect(titles.count == LabPanel.allCases.count)
    let text = HandoutText(glyphs: Self.glyphs).lines(of: handout).joined(separator: "\n")
    #expect(text.contains("Trained for this handout on moons up to step 18, epoch 3."))
    #expect(text.contains("seed 7"))
  }

  // MARK: Questions

  @Test func everyQuestionHasItsAnswerAtTheEnd() throws {
    let lesson = try #require(shippedCourse.lessons.first { $0.id == "l1-by-iteration" })
    let document = HandoutLesson(lesson, glyphs: Self.glyphs)
    let asks = lesson.steps.flatMap { step -> [Ask] in
      if case .replay(let replay) = step.kind { replay.asks } else { [] }
    }
    #expect(document.questions.count == asks.count && asks.count > 3)
    for (question, ask) in zip(document.questions, asks) {
      #expect(question.answer.hasPrefix(UpdateWorking.plain(ask.answer)))
      // The working is that of the cell.
      #expect(question.working.contains { $0.contains("←") })
    }
    let lines = HandoutText(glyphs: Self.glyphs).lines(of: document)
    let answers = try #require(lines.firstIndex(of: "Answers"))
    for number in 1...asks.count {
      let places = lines.indices.filter { lines[$0].hasPrefix("Question \(number): ") }
      #expect(places.count == 2 && places[0] < answers && places[1] > answers)
    }
  }

  @Test func aGuessIsAnsweredByTheRuns() throws {
    let guess = LabTask(
      question: "Which has the larger weights?",
      kind: .guess(LabGuess(measure: .l1Norm, extreme: .largest)),
      explanation: "{{none.l1_norm : 3}} and {{l1.l1_norm : 3}}.")
    let plan = labPlan(labTwins, panels: [.loss], tasks: [guess])
    let question = try #require(try Self.trained(plan).lessons[0].questions.first)
    #expect(question.options == ["none", "L1"])
    #expect(question.answer.hasPrefix("It is none, L1 norm "))
    #expect(question.working.count == 1 && !question.working[0].contains("{{"))
    let untrained = HandoutLesson(labCourse(plan).lessons[0], glyphs: Self.glyphs)
    #expect(untrained.questions[0].answer == "It shows when the epochs are over.")
  }

  @Test func whatALessonSaysCannotBreakThePage() throws {
    var lesson = course(ReplayStep(replays: ["l1", "l2"])).lessons[0]
    lesson.title = "<script>alert(1)</script> & \u{1B}[31m \"x\""
    lesson.steps[1].text = "</main> ``` | *a"
    lesson.sources = [Source(text: "A [b](c) *d", link: "https://e.org/?f&g")]
    let handout = Self.handout([lesson])
    try expectWhole(handout)
    let page = HandoutHTML(handout).page
    #expect(page.contains("href=\"https://e.org/?f&amp;g\""))
    #expect(!page.contains("\u{1B}") && !page.contains("<script"))
  }

  @Test func aFaultyStepIsShownAsSuch() throws {
    var lesson = course(ReplayStep(replays: ["l1"])).lessons[0]
    lesson.steps[1].kind = .faulty([])
    let text = HandoutText(glyphs: Self.glyphs).lines(
      of: HandoutLesson(lesson, glyphs: Self.glyphs))
    #expect(text.contains { $0.hasPrefix("This page cannot be shown") })
  }

  @Test func asciiIsEnough() {
    let glyphs = Glyphs(.ascii)
    let lesson = HandoutLesson(shippedCourse.lessons[1], glyphs: glyphs)
    let handout = Handout(title: "", lessons: [lesson])
    let texts = [
      HandoutText(glyphs: glyphs).lines(of: handout).joined(separator: "\n"),
      HandoutMarkdown(glyphs: glyphs).text(of: handout),
    ]
    for text in texts { #expect(text.filter { !$0.isASCII } == "") }
  }

  @Test func theIndexLeadsToEveryFile() throws {
    let index = HandoutIndex(
      title: "A & B", entries: [.init(title: "C <d>", summary: "*e*", file: "c.html")])
    let attributes = try read(index.html).attributes
    #expect(attributes.contains { $0.name == "href" && $0.value == "c.html" })
    #expect(index.markdown(glyphs: Self.glyphs).contains("1. [C \\<d\\>](c.html): *e*"))
    #expect(index.text(glyphs: Self.glyphs).contains("1. C <d> (c.html)\n   e\n"))
  }
}
