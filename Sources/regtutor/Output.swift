internal import Glibc

/// Why bytes did not reach a file descriptor.
struct OutputFailure: Error, Equatable {
  /// `errno`.
  var code: Int32
  var target: String

  /// Nobody reads any more: no reason for a message.
  var isBrokenPipe: Bool { code == EPIPE }
}

extension OutputFailure: CustomStringConvertible {
  var description: String { "cannot write to \(target): \(String(cString: strerror(code)))" }
}

/// A buffered writer to a file descriptor that tells when a write failed.
///
/// Ends with ``flush()``: what is still in the buffer otherwise is lost, because there would be
/// nobody left to hear of a failure.
struct Output: ~Copyable {
  private let descriptor: Int32
  private let name: String
  private let capacity: Int
  private var buffer: [UInt8] = []

  static func standard() -> Output { Output(descriptor: STDOUT_FILENO, name: "standard output") }
  static func standardError() -> Output {
    Output(descriptor: STDERR_FILENO, name: "standard error")
  }

  init(descriptor: Int32, name: String, capacity: Int = 1 << 16) {
    self.descriptor = descriptor
    self.name = name
    self.capacity = capacity
    buffer.reserveCapacity(capacity)
  }

  /// *Throws*: ``OutputFailure``.
  mutating func write(_ text: String) throws(OutputFailure) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= capacity { try flush() }
  }

  /// *Throws*: ``OutputFailure``.
  mutating func writeLine(_ text: String) throws(OutputFailure) {
    buffer.append(contentsOf: text.utf8)
    buffer.append(UInt8(ascii: "\n"))
    if buffer.count >= capacity { try flush() }
  }

  /// *Throws*: ``OutputFailure``.
  mutating func writeLines(_ lines: [String]) throws(OutputFailure) {
    for line in lines { try writeLine(line) }
  }

  /// Writes out all that is buffered. What could not be written is not tried again.
  ///
  /// *Throws*: ``OutputFailure``.
  mutating func flush() throws(OutputFailure) {
    defer { buffer.removeAll(keepingCapacity: true) }
    var start = 0
    while start < buffer.count {
      let (written, code) = buffer.withUnsafeBytes { bytes in
        let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
        let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
        return (count, count < 0 ? errno : 0)
      }
      switch code {
      case 0: start += written
      case EINTR: continue
      case EAGAIN: waitUntilWritable()
      default: throw OutputFailure(code: code, target: name)
      }
    }
  }

  /// Another process may have made a shared descriptor non-blocking.
  private func waitUntilWritable() {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    _ = poll(&request, 1, -1)
  }
}
