internal import Glibc
internal import Synchronization

/// Time in which the program was at work: neither stopped by ^Z nor asleep with the machine.
enum WorkTime {
  private static let clock = SuspendingClock()
  private static let origin = clock.now
  /// Nanoseconds for which the program has stood still.
  private static let stopped = Atomic<Int>(0)

  /// Since a moment that is the same throughout a run of the program.
  static var now: Duration {
    origin.duration(to: clock.now) - .nanoseconds(stopped.load(ordering: .relaxed))
  }

  /// In seconds.
  static func seconds(_ duration: Duration) -> Double {
    let (seconds, attoseconds) = duration.components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }

  /// Takes ^Z over, to note how long it lasts; a program that shares the terminal with a shell
  /// stops and goes on as ever.
  static func listen() {
    // Made here, because a handler must not be the first to touch it.
    _ = now
    var before = sigaction()
    sigaction(SIGTSTP, nil, &before)
    // Without job control nobody could have it go on.
    guard unsafeBitCast(before.__sigaction_handler.sa_handler, to: Int.self) != 1 else { return }
    take(SIGTSTP)
  }

  private static func take(_ number: Int32) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { number in
      let saved = errno
      let before = WorkTime.monotonicNanoseconds
      var usual = sigaction()
      sigaction(number, &usual, nil)
      // Stands still in here.
      raise(number)
      let after = WorkTime.monotonicNanoseconds
      WorkTime.stopped.add(after - before, ordering: .relaxed)
      WorkTime.take(number)
      errno = saved
    }
    action.sa_flags = Int32(SA_RESTART) | Int32(SA_NODEFER)
    sigaction(number, &action, nil)
  }

  /// Allowed in a handler.
  private static var monotonicNanoseconds: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}
