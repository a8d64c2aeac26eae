import Lessons
import Regularization
import TerminalUI
import TestSupport
import Testing
import Tutor

struct TablePanelTests {
  private static func link(_ lesson: String, _ step: String, _ title: String) -> PageLink {
    PageLink(
      lesson: lesson, step: step,
      titles: PageLink.Titles(lesson: lesson == "tables" ? "Tables" : "Elsewhere", step: title))
  }

  /// A table of two rows: to a page of its own lesson, to a replay and to a lab of another one.
  static let course: Course = {
    let long =
      "Takes the same amount, *η·λ*, from every weight, large or small, so that small ones "
      + "reach zero first."
    let table = TableStep(
      heads: ["L1", "L2", "Dropout"],
      rows: [
        TableStep.Row(
          "Effect on weights",
          [
            TableStep.Cell(long, link: link("tables", "prose", "Prose")),
            TableStep.Cell("Multiplies each by $1 - \\eta\\lambda$."),
            TableStep.Cell("None, in expectation.", link: link("other", "watch", "Watch")),
          ]),
        TableStep.Row(
          "Exact zeros",
          [
            TableStep.Cell("Yes, with a proximal step."), TableStep.Cell("No."),
            TableStep.Cell("Only for a step.", link: link("other", "lab", "Train")),
          ]),
      ])
    let spec = TrainingSpec(data: DataSpec(.generated(.moons)))
    let lab = LabPlan(
      runs: [LabRun(id: "run", title: "run", spec: spec)], panels: [.loss], dials: [], epochs: 2)
    return Course(
      title: "Fixtures",
      lessons: [
        Lesson(
          id: "tables", title: "Tables", summary: "Tables.", minutes: 5,
          steps: [
            Step(id: "prose", title: "Prose", text: "Words.", kind: .text),
            Step(id: "table", title: "Three ways", text: "Choose a cell.", kind: .table(table)),
            Step(id: "end", title: "The end", text: "Words.", kind: .text),
          ]),
        Lesson(
          id: "other", title: "Elsewhere", summary: "Others.", minutes: 5,
          replays: [LessonReplay(id: "l1", title: "L1, hold", spec: articleSpec(.l1, .hold))],
          steps: [
            Step(id: "start", title: "Start", text: "Words.", kind: .text),
            Step(
              id: "watch", title: "Watch", text: "Words.",
              kind: .replay(ReplayStep(replays: ["l1"]))),
            Step(id: "lab", title: "Train", text: "Words.", kind: .train(lab)),
          ]),
      ])
  }()

  private func table(size: Size = Size(columns: 80, rows: 24)) throws -> TutorState {
    try opened(TablePanelTests.course, at: "tables:table", size: size)
  }

  private func cell(_ state: TutorState) -> [Int]? {
    if case .table(let panel) = state.page?.panel { [panel.row, panel.column] } else { nil }
  }

  @Test func arrowsChooseACellAndLeadOnBehindTheLast() throws {
    var state = try table()
    #expect(cell(state) == [0, 0])
    state.press("right right")
    #expect(cell(state) == [0, 2])
    state.press("right")
    #expect(cell(state) == [1, 0])
    state.press("up")
    #expect(cell(state) == [0, 0])
    state.press("down right right")
    #expect(cell(state) == [1, 2])
    state.press("right")
    #expect(state.page?.step.id == "end")
    state.press("left")
    #expect(cell(state) == [1, 2])
    state.press("g left")
    #expect(state.page?.step.id == "prose")
  }

  @Test(arguments: ["q", "backspace", "left"])
  func fromAPageOfTheSameLessonTheWayLeadsBackToTheCell(key: String) throws {
    var state = try table()
    state.press("enter")
    #expect(state.page?.step.id == "prose")
    #expect(state.notice == "q leads back to the table.")
    state.press(key)
    #expect(state.page?.step.id == "table")
    #expect(cell(state) == [0, 0])
    #expect(state.waysBack.isEmpty)
  }

  @Test func fromAnotherLessonBackspaceAtTheFirstRowLeadsBack() throws {
    var state = try table()
    state.press("right right enter")
    #expect(state.page?.lesson.id == "other")
    #expect(state.panel?.rows == 0)
    state.press("right right backspace backspace")
    #expect(state.panel?.rows == 0)
    state.press("backspace")
    #expect(cell(state) == [0, 2])
    state.press("q")
    #expect(state.page == nil)
  }

  @Test func theWayBackHoldsWhereverTheLearnerGoesOn() throws {
    var state = try table()
    state.press("right right enter ]")
    #expect(state.page?.step.id == "lab")
    state.press("right")
    #expect(state.notice == "That was the last page of this lesson. q leads back to the table.")
    state.press("q")
    #expect(cell(state) == [0, 2])
  }

  @Test func fromALabTheWayLeadsOverItsPageToTheTable() throws {
    var state = try table()
    state.press("down right right enter")
    #expect(state.page?.step.id == "lab")
    state.press("enter")
    #expect(state.lab?.isShown == true)
    state.press("q")
    #expect(state.lab?.isShown == false)
    let effects = state.update(.leavePressed)
    #expect(effects == [.lab(.close)])
    #expect(state.lab == nil)
    #expect(cell(state) == [1, 2])
  }

  @Test func whoWalksToTheTableNeedsNoWayBack() throws {
    var state = try table()
    state.press("enter right")
    #expect(state.page?.step.id == "table")
    #expect(state.waysBack.isEmpty)
    state.press("q")
    #expect(state.page == nil)
  }

  @Test func theWayBackIsNeverLongerThanItsLimit() throws {
    let back = TableStep(
      heads: ["Back"],
      rows: [TableStep.Row("", [TableStep.Cell("there", link: TablePanelTests.link("b", "b", ""))])]
    )
    let forth = TableStep(
      heads: ["Forth"],
      rows: [TableStep.Row("", [TableStep.Cell("here", link: TablePanelTests.link("a", "a", ""))])])
    let lessons = [("a", back), ("b", forth)].map { id, table in
      Lesson(
        id: id, title: id, summary: "", minutes: 1,
        steps: [Step(id: id, title: id, text: "", kind: .table(table))])
    }
    var state = try opened(Course(title: "", lessons: lessons), at: "a")
    for _ in 0..<30 { state.press("enter") }
    #expect(state.waysBack.count == 8)
    for _ in 0..<8 { state.press("q") }
    #expect(state.page != nil)
    #expect(state.waysBack.isEmpty)
    state.press("q")
    #expect(state.page == nil)
  }

  @Test func aDeadLinkIsSaidAndLeadsNowhere() throws {
    let table = TableStep(
      heads: ["Dead"],
      rows: [TableStep.Row("", [TableStep.Cell("x", link: PageLink(lesson: "no", step: "no"))])])
    let lesson = Lesson(
      id: "a", title: "A", summary: "", minutes: 1,
      steps: [Step(id: "a", title: "a", text: "", kind: .table(table))])
    var state = try opened(Course(title: "", lessons: [lesson]), at: "a")
    state.press("enter")
    #expect(state.notice == "The page “no:no” cannot be opened.")
    #expect(state.waysBack.isEmpty)
  }

  // MARK: Lines

  @Test func lineByLineEachLinkIsANumberAndEnterLeadsOn() throws {
    var state = try table()
    state.display.isLinear = true
    expectSnapshot(
      text: (LinearView.page(state) + [""] + LinearView.menu(state)).joined(separator: "\n"),
      named: "table-lines")
    for message in LinearView.messages(for: "2", in: state) ?? [] { _ = state.update(message) }
    #expect(state.page?.step.id == "watch")
    #expect(LinearView.menu(state).joined().contains("0: back to the table."))
    for message in LinearView.messages(for: "0", in: state) ?? [] { _ = state.update(message) }
    #expect(cell(state) == [0, 2])
    #expect(LinearView.page(state).last == "You were at: Effect on weights, Dropout.")
    for message in LinearView.messages(for: "", in: state) ?? [] { _ = state.update(message) }
    #expect(state.page?.step.id == "end")
  }

  @Test func theHandoutHasTheWholeTable() {
    let display = Display(size: Size(columns: 80, rows: 24), glyphs: Glyphs(.braille))
    expectSnapshot(
      text: LinearView.handout(TablePanelTests.course.lessons[0], display: display)
        .joined(separator: "\n"), named: "table-handout")
  }

  // MARK: Cells

  @Test(arguments: ScreenTests.sizes, [GlyphLevel.braille, .ascii])
  func theTableLooksAsRecorded(size: Size, glyphs: GlyphLevel) throws {
    var state = try opened(TablePanelTests.course, at: "tables:table", size: size, glyphs: glyphs)
    state.press("right right")
    expectSnapshot(
      TutorView.draw(state),
      named: "table-\(size.columns)x\(size.rows)-\(glyphs.rawValue)")
  }

  @Test(arguments: [(40, 12), (60, 20), (80, 24), (132, 43)])
  func theChosenCellIsAlwaysInSightWithWhatItOpens(columns: Int, rows: Int) throws {
    var state = try table(size: Size(columns: columns, rows: rows))
    state.press("right left")
    let screen = TutorView.draw(state).lines.joined(separator: " ").split(separator: " ")
    for word in ["large", "first.", "Enter", "“Prose”,"] {
      #expect(screen.contains(Substring(word)), "\(word)")
    }
  }
}
