import Lessons
import TerminalUI
import TestSupport
import Testing
import Tutor

struct GlossaryScreenTests {
  static let course: Course = {
    var course = TablePanelTests.course
    let link = PageLink(
      lesson: "other", step: "watch", titles: PageLink.Titles(lesson: "Elsewhere", step: "Watch"))
    course.glossary = Glossary([
      Glossary.Term(
        "learning rate", symbol: "η", aliases: ["eta"], text: "How far a *step* goes.", link: link),
      Glossary.Term(
        "soft threshold", symbol: "S(c, λ)", text: "Moves c towards 0 by λ.",
        link: PageLink(
          lesson: "tables", step: "end", titles: PageLink.Titles(lesson: "Tables", step: "The end"))
      ),
      Glossary.Term("unit", text: "One of the places of a layer.", link: nil),
    ])
    return course
  }()

  private func opened(
    _ place: String = "tables:table", _ size: Size = Size(columns: 80, rows: 24)
  ) throws -> TutorState {
    try TutorTests.opened(GlossaryScreenTests.course, at: place, size: size)
  }

  @Test func aKeyOpensItOnAPageAndOnTheListOfLessons() throws {
    var state = try opened()
    let page = state.page
    state.press("right D")
    #expect(state.glossary != nil)
    state.press("q")
    #expect(state.glossary == nil)
    #expect(state.page?.lessonIndex == page?.lessonIndex)
    #expect(state.page?.stepIndex == page?.stepIndex)
    state.press("q D")
    #expect(state.page == nil)
    #expect(state.glossary != nil)
    state.press("D")
    #expect(state.glossary == nil)
  }

  @Test func withoutTermsTheKeyMeansNothing() throws {
    var state = try TutorTests.opened(TablePanelTests.course, at: "tables")
    state.press("D")
    #expect(state.glossary == nil)
  }

  @Test func fromATermTheWayLeadsToItsLessonAndBackToTheTerm() throws {
    var state = try opened()
    state.press("right D down down up up enter")
    #expect(state.page?.step.id == "watch")
    #expect(state.notice == "q leads back to the glossary.")
    state.press("backspace")
    #expect(state.glossary?.chosen(in: state.course.glossary)?.name == "learning rate")
    #expect(state.page?.step.id == "table")
    state.press("down enter")
    #expect(state.page?.step.id == "end")
    state.press("q q")
    #expect(state.glossary == nil)
    #expect(state.page?.step.id == "table")
    state.press("q D enter q")
    #expect(state.page == nil)
    #expect(state.glossary != nil)
  }

  @Test func findingNarrowsTheTermsAndEscapeShowsAllAgain() throws {
    var state = try opened()
    state.press("D /soft")
    #expect(state.glossary?.matches(in: state.course.glossary).count == 1)
    state.press("enter")
    #expect(state.glossary?.isTyping == false)
    state.press("esc")
    #expect(state.glossary?.matches(in: state.course.glossary).count == 3)
    state.press("/qqq")
    #expect(TutorView.draw(state).lines.contains { $0.contains("No term has these words.") })
    state.press("enter enter esc q")
    #expect(state.glossary == nil)
  }

  @Test func aTermWithoutALessonOpensNothing() throws {
    var state = try opened()
    state.press("D G enter")
    #expect(state.glossary != nil)
    #expect(state.waysBack.isEmpty)
  }

  @Test func lineByLineAWordBehindAQuestionMarkIsLookedUp() throws {
    var state = try opened()
    state.display.isLinear = true
    var said: [String] = []
    for line in ["?ETA", "1", "0", "? moves c", "", "?nonsense", "?"] {
      let before = state
      guard let messages = LinearView.messages(for: line, in: state) else {
        said.append("\(line): nothing")
        continue
      }
      for message in messages { _ = state.update(message) }
      said += ["> \(line)"] + LinearView.changes(from: before, to: state) + LinearView.menu(state)
    }
    expectSnapshot(text: said.joined(separator: "\n"), named: "glossary-lines")
  }

  @Test(arguments: ScreenTests.sizes, [GlyphLevel.braille, .ascii])
  func theGlossaryLooksAsRecorded(size: Size, glyphs: GlyphLevel) throws {
    var state = try TutorTests.opened(
      shippedCourse, at: "geometry", size: size, glyphs: glyphs)
    state.press("D/threshold enter")
    expectSnapshot(
      TutorView.draw(state), named: "glossary-\(size.columns)x\(size.rows)-\(glyphs.rawValue)")
  }

  /// On the smallest screen that is promised.
  @Test(arguments: shippedCourse.glossary.terms.indices)
  func everyExplanationCanBeReadOnASmallScreen(index: Int) throws {
    let term = shippedCourse.glossary.terms[index]
    var state = try TutorTests.opened(
      shippedCourse, at: "1", size: Size(columns: 40, rows: 12), glyphs: .braille)
    state.press("D")
    for _ in 0..<index { state.press("down") }
    let words = Prose(term.text).plainLines(columns: nil, glyphs: Glyphs(.braille))
      .joined(separator: " ").split(separator: " ")
    let screen = TutorView.draw(state).lines.joined(separator: " ").split(separator: " ")
    let last = try #require(words.last)
    #expect(screen.contains { $0.contains(last) }, "\(term.name)")
  }
}
