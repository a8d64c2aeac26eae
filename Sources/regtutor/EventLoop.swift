internal import Glibc
import Lessons
import NcursesTerminal
import TerminalUI
import Tutor

/// The tutor on the screen: keys in, frames out, nothing in between.
struct EventLoop {
  let terminal: NcursesTerminal
  let course: Course
  let start: CoursePlace?

  /// Runs until the learner leaves; then the terminal is as it was before.
  ///
  /// *Throws*: ``SignalExit`` where a signal asked the program to leave.
  func run() throws {
    defer { terminal.close() }
    var state = TutorState(
      course: course,
      display: Display(
        size: terminal.size, glyphs: Glyphs(terminal.glyphLevel, colors: terminal.colorLevel)))
    if let start { state.open(start) }
    terminal.show(TutorView.draw(state))
    while true {
      for event in terminal.wait(milliseconds: nil) {
        let message: TutorMessage?
        switch event {
        case .key(let key): message = TutorKeys.message(for: key, in: state)
        case .resized(let size): message = .resized(size)
        case .resumed: message = .redrawPressed
        case .terminated(let signal): throw SignalExit(signal: signal)
        }
        guard let message else { continue }
        for effect in state.update(message) {
          switch effect {
          case .quit: return
          case .redrawAll: terminal.redrawAll()
          case .lab: break
          }
        }
      }
      terminal.show(TutorView.draw(state))
    }
  }
}

/// A signal ends the program; its exit code is 128 + the signal’s number.
struct SignalExit: Error {
  let signal: Int32
}
