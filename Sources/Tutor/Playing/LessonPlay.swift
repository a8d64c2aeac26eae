public import Lessons
import TerminalUI

/// Who trains what a played lesson orders.
public protocol PlayedLab {
  func carryOut(_ order: LabOrder)
  /// What there is to tell; waits for it, and is empty when nothing more comes.
  func reports() -> [LabReport]
}

/// A lesson that is played from a script, with no terminal.
public struct LessonPlay {
  /// Where a lesson is not as it was expected.
  public struct Difference: Error, Hashable, Sendable {
    /// Of the script.
    public var line: Int
    /// “expected “Right.””
    public var message: String
    /// What the linear view said of the last key or line.
    public var said: [String]
    public var screen: [String]
  }

  private let lab: any PlayedLab
  private let lesson: Int
  private(set) var state: TutorState
  /// What the linear view said of the last line, or of the last keys.
  private(set) var said: [String] = []
  public private(set) var coverage: LessonCoverage

  /// - Parameter lesson: by its index in the course.
  public init(_ course: Course, lesson: Int, lab: any PlayedLab) {
    self.lab = lab
    self.lesson = lesson
    state = TutorState(
      course: course,
      display: Display(size: Size(columns: 80, rows: 24), glyphs: Glyphs(.braille)))
    coverage = LessonCoverage(course.lessons[lesson])
    go(to: 0)
  }

  /// Plays a script through.
  ///
  /// *Throws*: ``Difference`` at the first line that does not come true.
  public mutating func play(_ script: PlayScript) throws(Difference) {
    for line in script.lines {
      if let message = perform(line.command) {
        throw Difference(
          line: line.number, message: message, said: said, screen: screen)
      }
    }
  }

  /// Returns what is wrong.
  mutating func perform(_ command: PlayScript.Command) -> String? {
    switch command {
    case .size(let size): take([.resized(size)], isLinear: false)
    case .goTo(let name):
      let id = state.course.lessons[lesson].id
      do throws(CoursePlace.NotFound) {
        go(to: try CoursePlace("\(id):\(name)", in: state.course).step)
      } catch {
        return error.message
      }
    case .keys(let keys): press(keys)
    case .text(let text): press(text.map { .character($0) })
    case .line(let line):
      let word = line.filter { !$0.isWhitespace }
      let messages =
        word == "q" ? [.leavePressed] : LinearView.messages(for: line, in: linear(state))
      guard let messages else { return "“\(line)” is no choice here" }
      take(messages, isLinear: true)
    case .expect(let text):
      if !isShown(text) { return "expected “\(text)”" }
    case .expectNot(let text):
      if isShown(text) { return "did not expect “\(text)”" }
    case .expectPage(let id):
      let page = state.page?.step.id ?? "the list of lessons"
      if page != id { return "expected the page “\(id)”, not “\(page)”" }
    case .expectCovered(let categories):
      let missing = coverage.missing.filter { categories.contains($0.category) }
      if !missing.isEmpty {
        return "expected to be covered: \(missing.map(\.words).joined(separator: "; "))"
      }
    }
    return nil
  }

  private mutating func press(_ keys: [Key]) {
    var heard: [String] = []
    for key in keys {
      guard let message = TutorKeys.message(for: key, in: state) else { continue }
      take([message], isLinear: false)
      heard += said
    }
    said = heard
  }

  private mutating func go(to step: Int) {
    let before = state
    // As nobody has seen it.
    state.progress = CourseProgress()
    state.open(CoursePlace(lesson: lesson, step: step))
    finish(from: before)
  }

  private func linear(_ state: TutorState) -> TutorState {
    var linear = state
    linear.display.isLinear = true
    return linear
  }

  private mutating func take(_ messages: [TutorMessage], isLinear: Bool) {
    let before = state
    state.display.isLinear = isLinear
    for message in messages {
      carryOut(state.update(message))
      coverage.observe(state, in: lesson)
      settle()
    }
    finish(from: before)
  }

  private mutating func finish(from before: TutorState) {
    coverage.observe(state, in: lesson)
    said = LinearView.changes(from: before, to: state)
    state.display.isLinear = false
  }

  // MARK: Labs

  private func carryOut(_ effects: [TutorEffect]) {
    for effect in effects {
      if case .lab(let order) = effect { lab.carryOut(order) }
    }
  }

  /// Until everything that was ordered is done.
  private mutating func settle() {
    while true {
      let reports = lab.reports()
      guard !reports.isEmpty else { return }
      for report in reports {
        carryOut(state.update(.lab(report)))
        coverage.observe(state, in: lesson)
      }
    }
  }

  // MARK: Seeing

  private var screen: [String] {
    TutorView.draw(state).lines.map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// Whether a row of the screen has the text, or what was said last, blanks aside.
  private func isShown(_ text: String) -> Bool {
    let sought = LessonPlay.plain(text)
    return screen.contains { LessonPlay.plain($0).contains(sought) }
      || LessonPlay.plain(said.joined(separator: " ")).contains(sought)
  }

  private static func plain(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
