import CNcurses

import Glibc

/// What signal handlers read: plain memory, filled before any of them is installed.
struct SignalState {
  /// A pipe to ourselves; open for the life of the process, so that a late `wake` harms nobody.
  var readEnd: Int32 = -1
  var writeEnd: Int32 = -1
  /// What gives the terminal back after a crash.
  var restoreBytes: UnsafeMutablePointer<UInt8>?
  var restoreCount = 0
  var termios = CNcurses.termios()

  static func make() -> UnsafeMutablePointer<SignalState> {
    let state = UnsafeMutablePointer<SignalState>.allocate(capacity: 1)
    state.initialize(to: SignalState())
    var ends: [Int32] = [-1, -1]
    if pipe(&ends) == 0 {
      for end in ends {
        // A full pipe must not block a handler: the reader is awake already.
        _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK)
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      }
      state.pointee.readEnd = ends[0]
      state.pointee.writeEnd = ends[1]
    }
    return state
  }
}

/// Reached from handlers through a constant: a variable would be checked for exclusive access.
nonisolated(unsafe) let signalState = SignalState.make()

/// Writes the signal's number into the pipe, and does nothing else.
func forwardSignal(_ signal: Int32) {
  let saved = errno
  var byte = UInt8(truncatingIfNeeded: signal)
  _ = write(signalState.pointee.writeEnd, &byte, 1)
  errno = saved
}

/// Gives the terminal back and lets the signal take its course; calls only functions that are
/// allowed in a handler.
func restoreAfterCrash(_ signal: Int32) {
  if let bytes = signalState.pointee.restoreBytes {
    _ = write(STDOUT_FILENO, bytes, signalState.pointee.restoreCount)
  }
  _ = tcsetattr(STDIN_FILENO, TCSANOW, &signalState.pointee.termios)
  signal_set_default(signal)
  _ = raise(signal)
}

/// Wakes a terminal that waits for keys; for use from any thread.
public struct TerminalWaker: Sendable {
  init() {}

  public func wake() {
    var byte: UInt8 = 0
    _ = write(signalState.pointee.writeEnd, &byte, 1)
  }
}
