internal import Glibc

/// Reads plain files in one go.
enum WholeFile {
  struct Failure: Error {
    /// Why, in words that go behind a file's name.
    var reason: String
    var isMissing = false
  }

  /// - Parameter tooLarge: the reason for a file that has more bytes than the limit.
  static func read(_ path: String, limit: Int, tooLarge: (Int) -> String) throws(Failure)
    -> [UInt8]
  {
    // Without O_NONBLOCK, a pipe that nobody writes to would hold everything up.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw failure() }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure() }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw Failure(reason: "this is not a plain file")
    }
    guard status.st_size <= limit else { throw Failure(reason: tooLarge(Int(status.st_size))) }
    var problem: Failure?
    let bytes = [UInt8](unsafeUninitializedCapacity: Int(status.st_size) + 1) { buffer, filled in
      guard let start = buffer.baseAddress else { return }
      while filled < buffer.count {
        let count = Glibc.read(descriptor, start + filled, buffer.count - filled)
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else {
          problem = failure()
          return
        }
        if count == 0 { return }
        filled += count
      }
    }
    if let problem { throw problem }
    return bytes
  }

  private static func failure() -> Failure {
    let code = errno
    return Failure(
      reason: "it cannot be read: \(String(cString: strerror(code)))",
      isMissing: code == ENOENT || code == ENOTDIR)
  }
}
