internal import Glibc
import Lessons
import TerminalUI
import Tutor

/// The tutor line by line: Enter and numbers in, sentences out. What a lab is asked for is done before
/// the next line is read.
final class LinearLoop {
  private let course: Course
  private let host: LabHost
  private let wakePipe: WakePipe
  private let display: Display
  /// Whether input lines are repeated, so that a transcript of a pipe can be read.
  private let echoes: Bool
  private var state: TutorState

  init(
    _ state: TutorState, host: LabHost, wakePipe: WakePipe, effects: [TutorEffect] = [],
    echoes: Bool
  ) {
    self.state = state
    self.host = host
    self.wakePipe = wakePipe
    self.echoes = echoes
    course = state.course
    display = state.display
    _ = carryOut(effects)
  }

  /// *Throws*: ``OutputFailure``; `ExitCode` 2 where a lab of one's own cannot be set up.
  func run(playsAtOnce: Bool = false) throws {
    defer { host.close() }
    var output = Output.standard()
    settle()
    if let failure = state.lab?.failure, state.page == nil {
      throw RunPlan.refuse(failure.message, failure.remedy)
    }
    try output.writeLines(LinearView.page(state))
    if playsAtOnce { try take([.inLab(.playOrPause)], &output) }
    while true {
      try output.writeLine("")
      try output.writeLines(LinearView.menu(state))
      try output.write("> ")
      try output.flush()
      guard let line = readLine() else {
        try output.writeLine("")
        return try output.flush()
      }
      if echoes { try output.writeLine(LinearView.echo(of: line, display: display)) }
      guard try take(line, &output) else { return try output.flush() }
    }
  }

  /// Returns whether to go on.
  private func take(_ line: String, _ output: inout Output) throws -> Bool {
    let word = line.filter { !$0.isWhitespace }
    let isInLab = state.lab?.isShown == true && state.lab?.cut == nil
    let isOnWord = state.glossary != nil || (word.first == "?" && word.count > 1)
    if word == "m" || word == "?" {
      try output.writeLines(
        state.isAtCourseList ? LinearView.page(state) : LinearView.menuInFull(state))
      return true
    }
    if isOnWord, !isInLab {
      // A line of the glossary's, as any other choice.
    } else if isInLab {
      guard word != "q" else { return try take([.leavePressed], &output) }
    } else if word == "q" || (word == "0" && state.isAtCourseList) {
      if state.isAtCourseList { return false }
      _ = carryOut(state.update(.leavePressed))
      try output.writeLines(LinearView.page(state))
      return true
    } else if state.isAtCourseList {
      try openLesson(word, &output)
      return true
    }
    guard let messages = LinearView.messages(for: line, in: state) else {
      try output.writeLine("That is no choice here; m lists the choices.")
      return true
    }
    return try take(messages, &output)
  }

  private func openLesson(_ word: String, _ output: inout Output) throws {
    guard word.isEmpty || !word.allSatisfy(\.isWholeNumber) || Int(word) != nil,
      let place = try? CoursePlace(word.isEmpty ? "1" : word, in: course)
    else {
      try output.writeLine(
        "There is no lesson “\(LinearView.echo(of: word, display: display))”; "
          + "1 to \(course.lessons.count) are there, 0 leaves.")
      return
    }
    state.open(place)
    try output.writeLines(LinearView.page(state))
  }

  @discardableResult
  private func take(_ messages: [TutorMessage], _ output: inout Output) throws -> Bool {
    let before = state
    // What is told on the way must not come before what was said so far.
    try output.flush()
    for message in messages {
      guard carryOut(state.update(message)) else { return false }
      settle()
    }
    try output.writeLines(LinearView.changes(from: before, to: state))
    return true
  }

  // MARK: The lab

  /// Returns whether to go on.
  private func carryOut(_ effects: [TutorEffect]) -> Bool {
    for effect in effects {
      switch effect {
      case .quit: return false
      case .redrawAll: break
      case .lab(let order): host.carryOut(order, at: WorkTime.now)
      }
    }
    return true
  }

  /// Waits until everything that was ordered is done; at a terminal, Enter ends it sooner.
  private func settle() {
    var input = isatty(STDIN_FILENO) == 1 ? STDIN_FILENO : nil
    var progress = LinearProgress(canBePaused: input != nil)
    while true {
      for report in host.reports(at: WorkTime.now) { _ = carryOut(state.update(.lab(report))) }
      host.drew()
      if host.isAtRest { return }
      if let lab = state.lab { progress.tell(lab, at: WorkTime.now) }
      let patience = host.deadline.map {
        Int((WorkTime.seconds($0 - WorkTime.now) * 1000).rounded(.up))
      }
      if wakePipe.wait(milliseconds: patience, input: input) {
        _ = readLine()
        host.carryOut(.pause, at: WorkTime.now)
        // What is typed from here on is for the menu.
        input = nil
      }
    }
  }
}
