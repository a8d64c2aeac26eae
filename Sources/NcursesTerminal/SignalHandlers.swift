import CNcurses

import Glibc

/// The handlers in force while the screen is ours, and those that were there before.
struct SignalHandlers {
  private var before: [(signal: Int32, action: sigaction)] = []
  private var alternateStack: UnsafeMutableRawPointer?

  private static let forwarded = [SIGWINCH, SIGTSTP, SIGCONT, SIGINT, SIGTERM, SIGHUP, SIGQUIT]
  private static let crashes = [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT, SIGSYS]

  /// Installs all of them, before ncurses starts: it puts its own in only where there are none.
  mutating func install() {
    useAlternateStack()
    for signal in Self.forwarded {
      install(signal, forwardSignal, flags: Int32(SA_RESTART), forced: false)
    }
    for signal in Self.crashes {
      install(signal, restoreAfterCrash, flags: Int32(SA_ONSTACK), forced: true)
    }
  }

  private mutating func install(
    _ signal: Int32, _ handler: @convention(c) (Int32) -> Void, flags: Int32, forced: Bool
  ) {
    var action = sigaction()
    if signal_install(signal, handler, flags, forced ? 1 : 0, &action) == 0 {
      before.append((signal, action))
    }
  }

  /// A stack that has run out cannot run the handler that gives the terminal back.
  private mutating func useAlternateStack() {
    let size = 64 * 1024
    let memory = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
    var stack = stack_t()
    stack.ss_sp = memory
    stack.ss_size = size
    guard sigaltstack(&stack, nil) == 0 else {
      memory.deallocate()
      return
    }
    alternateStack = memory
  }

  /// Puts back what was there.
  mutating func remove() {
    for entry in before.reversed() {
      var action = entry.action
      _ = sigaction(entry.signal, &action, nil)
    }
    before = []
    if let memory = alternateStack {
      var stack = stack_t()
      stack.ss_flags = Int32(SS_DISABLE)
      if sigaltstack(&stack, nil) == 0 { memory.deallocate() }
      alternateStack = nil
    }
  }

  /// Stops the process as if it had no handler, and returns when it goes on.
  static func stop() {
    var ours = sigaction()
    _ = sigaction(SIGTSTP, nil, &ours)
    signal_set_default(SIGTSTP)
    _ = raise(SIGTSTP)
    _ = sigaction(SIGTSTP, &ours, nil)
  }
}
