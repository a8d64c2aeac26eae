internal import Glibc
import NcursesTerminal
import TerminalUI
import Tutor

/// The tutor on the screen: keys in, frames out; and where a lab trains, what it has to tell.
///
/// A key's frame goes out at once. What a lab tells comes as often as ``LabHost`` asks for it; between
/// the two the loop waits, and draws nothing.
final class EventLoop {
  private let terminal: NcursesTerminal
  private let host: LabHost
  private let keeper: ProgressKeeper
  private var state: TutorState
  /// Whether the lab plays as soon as its runs are set up.
  private var playsAtOnce: Bool
  /// What is read behind the first frame.
  private let rest: (() -> TutorMessage)?
  /// When what moves is due; `nil` while nothing does.
  private var nextTick: Duration?

  /// - Parameters:
  ///   - state: is told the terminal's size.
  ///   - effects: what has to be done for what is open.
  ///   - rest: reads what the first frame can do without; no key is answered before.
  init(
    _ terminal: NcursesTerminal, host: LabHost, keeper: ProgressKeeper, state: TutorState,
    effects: [TutorEffect] = [], playsAtOnce: Bool = false, rest: (() -> TutorMessage)? = nil
  ) {
    self.terminal = terminal
    self.host = host
    self.keeper = keeper
    self.state = state
    self.playsAtOnce = playsAtOnce
    self.rest = rest
    _ = carryOut(effects)
  }

  /// What a terminal shows.
  static func display(of terminal: NcursesTerminal, hasMotion: Bool) -> Display {
    Display(
      size: terminal.size, glyphs: Glyphs(terminal.glyphLevel, colors: terminal.colorLevel),
      hasMotion: hasMotion)
  }

  /// Runs until the learner leaves; then the terminal is as it was before.
  ///
  /// *Throws*: ``SignalExit`` where a signal asked the program to leave.
  func run() throws {
    defer {
      terminal.close()
      host.close()
    }
    for sentence in keeper.takeSentences() { _ = take(.told(sentence)) }
    show()
    if let rest {
      _ = take(rest())
      show()
    }
    while true {
      var isChanged = false
      setTick()
      for event in terminal.wait(milliseconds: patience) {
        isChanged = true
        switch event {
        case .key(let key):
          guard let message = TutorKeys.message(for: key, in: state) else { continue }
          guard take(message) else { return }
        case .resized(let size): _ = take(.resized(size))
        case .resumed:
          host.resumed(at: WorkTime.now)
          nextTick = nil
          _ = take(.redrawPressed)
        case .terminated(let signal):
          keeper.keepParting(state)
          throw SignalExit(signal: signal)
        }
      }
      for report in host.reports(at: WorkTime.now) {
        isChanged = true
        _ = take(.lab(report))
      }
      for sentence in keeper.takeSentences() {
        isChanged = true
        _ = take(.told(sentence))
      }
      if playsAtOnce, state.lab?.observation != nil {
        playsAtOnce = false
        _ = take(.inLab(.playOrPause))
      }
      if let due = nextTick, due <= WorkTime.now, state.tickInterval != nil {
        nextTick = nil
        isChanged = true
        _ = take(.ticked)
      }
      if isChanged { show() }
    }
  }

  /// Sets the time of the next tick, unless it is set; what was missed is not made up for.
  private func setTick() {
    guard let interval = state.tickInterval else { return nextTick = nil }
    if nextTick == nil { nextTick = WorkTime.now + .seconds(interval) }
  }

  /// Milliseconds until something is due by the clock; `nil`: nothing is.
  private var patience: Int? {
    [host.deadline, nextTick].compactMap { $0 }.min()
      .map { Int((WorkTime.seconds($0 - WorkTime.now) * 1000).rounded(.up)) }
  }

  private func show() {
    let start = WorkTime.now
    terminal.show(TutorView.draw(state))
    let drawing = terminal.lastDrawing
    host.drew(
      FramePacing.Cost(cells: drawing.cells, stalled: drawing.stalled), from: start,
      to: WorkTime.now)
  }

  /// Returns whether to go on.
  private func take(_ message: TutorMessage) -> Bool { carryOut(state.update(message)) }

  private func carryOut(_ effects: [TutorEffect]) -> Bool {
    for effect in effects {
      switch effect {
      case .quit: return false
      case .redrawAll: terminal.redrawAll()
      case .lab(let order): host.carryOut(order, at: WorkTime.now)
      case .keep(let entry): keeper.keep(entry)
      case .keepRun(let run): keeper.keep(run)
      case .reset(let lesson): keeper.reset(lesson)
      }
    }
    return true
  }
}

/// A signal ends the program; its exit code is 128 + the signal’s number.
struct SignalExit: Error {
  let signal: Int32
}
