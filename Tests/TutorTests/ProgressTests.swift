import Lessons
import Regularization
import TerminalUI
import TestSupport
import Testing
import Tutor

/// A lesson with a question about the third iteration of L1, and pages around it.
private func lesson(_ id: String, steps: [String] = ["begin", "ask", "end"]) -> Lesson {
  let spec = articleSpec(.l1, .hold)
  let cell = CellReference(replay: "l1", weight: 1, iteration: 3)
  let ask = Ask(cell: cell, answer: figure("0.17"), hints: ["Take 0.11 away."], explanation: "So.")
  return Lesson(
    id: id, title: "Lesson \(id)", summary: "For tests.", minutes: 5,
    replays: [LessonReplay(id: "l1", title: "L1", spec: spec)],
    steps: steps.map { step in
      let kind: StepKind =
        step == "ask" ? .replay(ReplayStep(replays: ["l1"], asks: [ask])) : .text
      return Step(id: step, title: step, text: "Words.", kind: kind)
    })
}

private func course(_ lessons: Lesson...) -> Course { Course(title: "Course", lessons: lessons) }

private func begin(
  _ course: Course, _ progress: CourseProgress = CourseProgress(), columns: Int = 80,
  isLinear: Bool = false
) -> TutorState {
  TutorState(
    course: course,
    display: Display(
      size: Size(columns: columns, rows: 24), glyphs: Glyphs(.braille), isLinear: isLinear),
    progress: progress)
}

/// The next day: nothing is left of a state but what it had the shell keep.
private func progress(_ effects: [TutorEffect]) -> CourseProgress {
  var progress = CourseProgress()
  for case .keep(let entry) in effects { progress.append(entry) }
  return progress
}

struct ProgressTests {
  @Test func answersAreKeptAsTheyAreGiven() throws {
    var state = begin(course(lesson("a")))
    state.press("enter right right right H")
    #expect(
      state.press("0.2 enter") == [
        .keep(
          JournalEntry(
            lesson: "a", step: "ask",
            .answered(AnswerChange(item: "l1.θ2[3].after", attempt: "0.2", hints: 1))))
      ])
    #expect(
      state.press("0.17 enter") == [
        .keep(
          JournalEntry(
            lesson: "a", step: "ask",
            .answered(
              AnswerChange(item: "l1.θ2[3].after", attempt: "0.17", hints: 1, outcome: .right))))
      ])
  }

  @Test func whatNeedsNoKeepingIsNotKept() throws {
    var state = begin(course(lesson("a"), lesson("b")))
    #expect(state.press("j k ? j q") == [])
    state.press("enter right")
    #expect(state.press("down up right left w b") == [])
    #expect(state.update(.resized(Size(columns: 40, rows: 12))) == [])
  }

  @Test func anotherDayBeginsAtThePageThatWasLeftWithItsAnswersAndRows() throws {
    let course = course(lesson("a"), lesson("b"))
    var state = begin(course)
    var effects = state.press("j enter right right right 0.2 enter S right")
    #expect(state.panel?.rows == 4)
    effects += state.press("q q")
    #expect(effects.last == .quit)

    var next = begin(course, progress(effects))
    #expect(next.courseList.selection == 1)
    next.press("enter")
    #expect(next.page?.lesson.id == "b")
    #expect(next.page?.step.id == "ask")
    #expect(next.notice?.contains("Page 2 of 3, where you left") == true)
    let panel = try #require(next.panel)
    #expect(panel.rows == 4)
    #expect(panel.pendingAsk == nil)
    #expect(panel.predictions[0].answers == ["0.2"])
    #expect(panel.predictions[0].outcome == .skipped)
    #expect(panel.feedback?.text == "Your answers: iteration 3: 0.2, then skipped.")
    // What is back is not news.
    #expect(next.press("q") == [])
  }

  @Test func anOpenQuestionIsStillOpenWithItsAttempt() throws {
    let course = course(lesson("a"))
    var state = begin(course)
    let effects = state.press("enter right right right 0.2 enter")
    var next = begin(course, progress(effects))
    next.press("enter")
    let panel = try #require(next.panel)
    #expect(panel.pendingAsk == nil)
    #expect(panel.predictions[0].answers == ["0.2"])
    next.press("right right")
    #expect(next.panel?.pendingAsk == 0)
    // Two wrong answers close it, one of them from the other day.
    next.press("0.3 enter")
    #expect(next.panel?.predictions[0].outcome == .wrong)
  }

  @Test(arguments: [
    // Two pages were put before it.
    (["new", "newer", "begin", "ask", "end"], "ask", "Page 4 of 5, where you left"),
    // It is gone: the nearest that was seen; where none of them is left, the one that has its number.
    (["begin", "end"], "begin", "is gone from the lesson"),
    (["new", "end"], "end", "is gone from the lesson"),
    (["end", "new", "begin"], "begin", "is gone from the lesson"),
  ])
  func aLessonThatWasEditedGoesOnAtTheNearestPage(
    steps: [String], step: String, notice: String
  ) {
    var state = begin(course(lesson("a")))
    let effects = state.press("enter right q q")
    var next = begin(course(lesson("a", steps: steps)), progress(effects))
    next.press("enter")
    #expect(next.page?.step.id == step)
    #expect(next.notice?.contains(notice) == true)
  }

  @Test func answersFollowTheirQuestionAndNoOther() {
    var record = StepRecord(shown: 8)
    record.answers["l1.θ2[3].after"] = AnswerRecord(attempts: ["0.17"], outcome: .right)
    record.answers["gone.θ1[1].step"] = AnswerRecord(outcome: .skipped)
    func ask(_ weight: Int, _ iteration: Int) -> Ask {
      Ask(cell: CellReference(replay: "l1", weight: weight, iteration: iteration), answer: .zero)
    }
    var progress = CourseProgress()
    for (item, answer) in record.answers {
      progress.append(
        JournalEntry(
          lesson: "fixture", step: "first",
          .answered(
            AnswerChange(item: item, attempt: answer.attempts.first, outcome: answer.outcome))))
    }
    progress.append(JournalEntry(lesson: "fixture", step: "first", .left(shown: 8)))
    let step = ReplayStep(replays: ["l1"], asks: [ask(1, 3), ask(0, 5), ask(1, 3)])
    var state = begin(TutorTests.course(step), progress)
    state.open(CoursePlace(lesson: 0, step: 0))
    #expect(state.panel?.predictions.map(\.outcome) == [.right, nil, nil])
    // Rows stop before the first question that is open.
    #expect(state.panel?.rows == 3 - 1)
  }

  // MARK: The list

  @Test func theListMarksEachLesson() {
    let course = course(lesson("a"), lesson("b"), lesson("c"))
    var state = begin(course)
    state.press("enter ] ] right q enter ] q")
    let lines = TutorView.draw(state).lines
    #expect(lines.contains { $0.contains("Lesson a") && $0.contains("✓ done") })
    #expect(lines.contains { $0.contains("Lesson b") && $0.contains("page 2 of 3") })
    #expect(lines.contains { $0.contains("Lesson c") && !$0.contains("page") })
    #expect(lines[0].contains("1 of 3 done"))
    state.display.size.columns = 40
    #expect(TutorView.draw(state).lines.contains { $0.contains("Lesson b") && $0.contains("2/3") })
    let words = LinearView.page(state).joined(separator: "\n")
    #expect(words.contains("Lesson a (5 min), done"))
    #expect(words.contains("Lesson b (5 min), you are at page 2 of 3"))
  }

  @Test func theListOpensAtTheLessonToGoOnWith() {
    let course = course(lesson("a"), lesson("b"), lesson("c"))
    var state = begin(course)
    var effects = state.press("enter ] ] right q")
    #expect(begin(course, progress(effects)).courseList.selection == 1)
    effects += state.press("enter ] ] right q")
    #expect(begin(course, progress(effects)).courseList.selection == 2)
    effects += state.press("k k enter q")
    // A lesson that is done is not in progress, however late it was looked at.
    #expect(begin(course, progress(effects)).courseList.selection == 2)
  }

  @Test func aLessonThatIsDoneOpensAtItsStartWithItsAnswers() {
    let course = course(lesson("a"))
    var state = begin(course)
    state.press("enter right right right S G right right q")
    #expect(state.progress.lesson("a").isDone)
    state.press("enter")
    #expect(state.page?.stepIndex == 0)
    state.press("right")
    #expect(state.panel?.predictions[0].outcome == .skipped)
  }

  @Test func aKeyBeginsAtTheFirstPage() {
    var state = begin(course(lesson("a")))
    state.press("enter ] q s")
    #expect(state.page?.stepIndex == 0)
    state.press("q")
    // And it is where one is from then on.
    #expect(state.progress.lesson("a").place(in: lesson("a")) == 0)
  }

  // MARK: Reset

  @Test func aResetAsksAndThenForgets() {
    var state = begin(course(lesson("a"), lesson("b")))
    state.press("enter ] q j enter ] q r")
    #expect(state.question == .resetLesson(1))
    #expect(TutorView.draw(state).lines.contains { $0.contains("Reset “Lesson b”?") })
    // No key but the answers means anything now.
    #expect(state.press("j x s") == [])
    #expect(state.press("n") == [])
    #expect(!state.progress.lesson("b").isUntouched)
    #expect(state.press("r y") == [.reset(lesson: "b")])
    #expect(state.progress.lesson("b").isUntouched)
    #expect(!state.progress.lesson("a").isUntouched)
    #expect(state.press("R y") == [.reset(lesson: nil)])
    #expect(state.progress == CourseProgress())
    state.press("k enter")
    #expect(state.page?.stepIndex == 0)
  }

  @Test func lineByLineAResetAsksToo() {
    var state = begin(course(lesson("a")), isLinear: true)
    _ = LinearView.choose("1", in: &state)
    _ = state.update(.nextPressed)
    _ = state.update(.leavePressed)
    #expect(LinearView.choose("r2", in: &state) == nil)
    #expect(LinearView.choose("r1", in: &state) == [])
    #expect(LinearView.menu(state).joined().contains("Reset “Lesson a”?"))
    #expect(LinearView.messages(for: "", in: state) == [.noPressed])
    #expect(LinearView.messages(for: " y ", in: state) == [.yesPressed])
    #expect(LinearView.messages(for: "maybe", in: state) == nil)
  }

  @Test func lineByLineEnterGoesOnAndAPlaceBeginsThere() {
    let course = course(lesson("a"), lesson("b"))
    var state = begin(course, isLinear: true)
    let effects = LinearView.choose("2:2", in: &state) ?? []
    var next = begin(course, progress(effects), isLinear: true)
    #expect(LinearView.menu(next).joined().contains("Enter lesson 2"))
    _ = LinearView.choose("", in: &next)
    #expect(next.page?.lesson.id == "b")
    #expect(next.page?.stepIndex == 1)
    next = begin(course, progress(effects), isLinear: true)
    _ = LinearView.choose("2:1", in: &next)
    #expect(next.page?.stepIndex == 0)
  }

  // MARK: Labs

  private static let tasks = [
    LabTask(
      question: "Which?", kind: .guess(LabGuess(measure: .l1Norm, extreme: .smallest))),
    LabTask(
      question: "Train.",
      kind: .reach(LabCondition(run: "l1", measure: .step, relation: .atLeast, value: 2))),
  ]

  @Test func theTasksOfALabAreKeptAndComeBack() throws {
    let plan = labPlan(labTwins, tasks: ProgressTests.tasks)
    var session = try LabSession(lesson: plan)
    session.press("enter")
    session.press("2")
    session.press(". . .")
    #expect(try session.lab.tasks.entries[1].outcome == .reached(step: 2))
    #expect(
      session.kept.map(\.event) == [
        .answered(AnswerChange(item: "guess.l1_norm.smallest", attempt: "l1")),
        .answered(
          AnswerChange(
            item: "reach.l1.step.at_least.2.0", attempt: "step 2", outcome: .reached)),
      ])

    var progress = CourseProgress()
    for entry in session.kept { progress.append(entry) }
    var next = begin(labCourse(plan), progress)
    next.open(CoursePlace(lesson: 0, step: 1))
    let tasks = try #require(next.page?.labTasks[1])
    #expect(tasks.entries[0].guess == 1)
    #expect(tasks.entries[0].outcome == nil)
    #expect(tasks.entries[1].outcome == .reached(step: 2))
    _ = next.update(.inLab(.open))
    #expect(next.lab?.tasks == tasks)
  }

  // MARK: All of it

  /// Whatever keys are pressed, what was kept gives the same progress, and the same pages.
  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func whatIsKeptIsWhatThePagesShow(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var state = begin(shippedCourse)
    var effects: [TutorEffect] = []
    let keys = [
      "right", "right", "right", "enter", "left", "1", ".", "4", "S", "H", "]", "[", "q", "j", "k",
      "G", "g", "tab", "+", "r", "n", "s", "y",
    ]
    for _ in 0..<1500 {
      let key = keys.randomElement(using: &generator) ?? "right"
      // A lab needs a shell.
      if state.page?.hasLab == true, key == "enter" { continue }
      let new = state.press(key)
      for effect in new {
        if case .reset = effect { effects = [] }
      }
      effects += new
      if effects.contains(.quit) { break }
    }
    effects = effects.filter { $0 != .quit }
    effects += state.parting.map { .keep($0) }
    let kept = progress(effects)
    for lesson in shippedCourse.lessons {
      #expect(kept.lesson(lesson.id).visits == state.progress.lesson(lesson.id).visits)
      guard let page = state.page, page.lesson.id == lesson.id else { continue }
      for (index, panel) in page.panels {
        guard case .replay(let replay) = panel else { continue }
        let step = lesson.steps[index]
        var next = begin(shippedCourse, kept)
        next.open(CoursePlace(lesson: page.lessonIndex, step: index))
        #expect(next.panel?.predictions == replay.predictions, "\(lesson.id):\(step.id)")
      }
    }
  }
}
