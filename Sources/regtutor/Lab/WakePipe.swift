internal import Glibc

/// Wakes a loop that has no terminal to wait at.
final class WakePipe: Sendable {
  private let readEnd: Int32
  private let writeEnd: Int32

  /// *Throws*: ``OutputFailure`` where the system has no more descriptors.
  init() throws(OutputFailure) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw OutputFailure(code: errno, target: "a pipe") }
    for end in ends {
      // A full pipe must not block: the reader is awake already.
      _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    (readEnd, writeEnd) = (ends[0], ends[1])
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  /// For use from any thread.
  func wake() {
    var byte: UInt8 = 0
    _ = write(writeEnd, &byte, 1)
  }

  /// Waits until woken, or so long; `input` ends the wait as well when it can be read.
  ///
  /// Returns whether `input` can be read.
  func wait(milliseconds: Int?, input: Int32? = nil) -> Bool {
    var sources = [
      pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0),
      pollfd(fd: input ?? -1, events: Int16(POLLIN), revents: 0),
    ]
    _ = poll(&sources, 2, milliseconds.map { Int32(clamping: max(0, $0)) } ?? -1)
    var bytes = [UInt8](repeating: 0, count: 64)
    while read(readEnd, &bytes, bytes.count) > 0 {}
    return sources[1].revents != 0
  }
}
