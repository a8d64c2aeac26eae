internal import Glibc
import NcursesTerminal
import TerminalUI
import Tutor

/// Opens the tutor: on the screen where there is one, else line by line.
struct TutorFront {
  let display: DisplayOptions
  let isPlain: Bool
  let settings: LabHost.Settings
  /// The course's folder; `nil` where there is none.
  let lessonsFolder: String?
  let keeper: ProgressKeeper
  var playsAtOnce = false
  var hasMotion = true
  /// Reads what the first frame can do without; `nil` where everything is read.
  var rest: (() -> TutorMessage)?

  /// - Parameter begin: what is open, for a display, and what has to be done for it.
  ///
  /// *Throws*: ``SignalExit``, ``OutputFailure``, or what ends the command.
  func open(_ begin: (Display) -> (TutorState, [TutorEffect])) throws {
    defer { keeper.close() }
    if !isPlain, let terminal = terminal() {
      keeper.wake { [waker = terminal.waker] in waker.wake() }
      let host = LabHost(
        settings, lessonsFolder: lessonsFolder, wake: { [waker = terminal.waker] in waker.wake() })
      let (state, effects) = begin(
        EventLoop.display(of: terminal, hasMotion: hasMotion))
      return try EventLoop(
        terminal, host: host, keeper: keeper, state: state, effects: effects,
        playsAtOnce: playsAtOnce, rest: rest
      ).run()
    }
    let wakePipe = try WakePipe()
    var settings = settings
    // Nothing is drawn; this is how often progress can be told.
    settings.framesPerSecond = 5
    let host = LabHost(settings, lessonsFolder: lessonsFolder, wake: { wakePipe.wake() })
    var (state, effects) = begin(display.linearDisplay)
    if let rest { effects += state.update(rest()) }
    if let notice = state.notice { RegTutor.complain(notice) }
    state.notice = nil
    try LinearLoop(
      state, host: host, keeper: keeper, wakePipe: wakePipe, effects: effects,
      echoes: isatty(STDIN_FILENO) == 0
    ).run(playsAtOnce: playsAtOnce)
  }

  /// `nil` where there is no screen, after the reason was told.
  private func terminal() -> NcursesTerminal? {
    do throws(TerminalUnavailable) {
      return try NcursesTerminal(glyphs: display.glyphLevel, color: display.colorLevel)
    } catch {
      RegTutor.complain("line by line: \(error)")
      return nil
    }
  }
}
