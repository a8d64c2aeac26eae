internal import Glibc
internal import Synchronization

/// The signals that ask a run to end: it ends at its next step, with what was reached.
enum StopSignals {
  private static let received = Atomic<Int32>(0)

  /// The first signal that came, or `nil`.
  static var signal: Int32? {
    let number = received.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  /// Takes them over. The second time, a signal does what it usually does.
  static func listen() {
    // Made here, because a handler must not be the first to touch it.
    received.store(0, ordering: .relaxed)
    let numbers = [SIGINT, SIGTERM, SIGHUP]
    // Whoever starts us from a thread that blocks signals hands that down.
    var set = sigset_t()
    sigemptyset(&set)
    for number in numbers { sigaddset(&set, number) }
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
    for number in numbers {
      var action = sigaction()
      sigaction(number, nil, &action)
      // What the shell has us ignore stays ignored: in the background, ^C is for others.
      let isIgnored = unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
      guard !isIgnored else { continue }
      action.__sigaction_handler.sa_handler = { number in
        StopSignals.received.store(number, ordering: .relaxed)
      }
      action.sa_flags = Int32(bitPattern: UInt32(bitPattern: SA_RESTART) | UInt32(SA_RESETHAND))
      sigaction(number, &action, nil)
    }
  }
}
