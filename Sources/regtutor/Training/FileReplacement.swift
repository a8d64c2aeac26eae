internal import Glibc

/// Writes a file whole or not at all: under another name in the same folder, which then takes the
/// file's place.
enum FileReplacement {
  /// *Throws*: ``OutputFailure`` with the file's name as it was given.
  static func write(_ bytes: [UInt8], to path: String) throws(OutputFailure) {
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT != S_IFREG {
      // A pipe or a device takes what it is given and has nothing to be replaced.
      return try writeDirectly(bytes, to: path)
    }
    let target = exists ? resolved(path) : path
    try write(bytes, beside: target, mode: exists ? status.st_mode & 0o777 : 0o666, as: path) {
      rename($0, target) == 0 ? 0 : errno
    }
  }

  /// Writes a file that must not be there yet, whole or not at all.
  ///
  /// *Throws*: ``OutputFailure``, with `EEXIST` where there is one of this name.
  static func create(_ bytes: [UInt8], at path: String) throws(OutputFailure) {
    try write(bytes, beside: path, mode: 0o666, as: path) { temporary in
      if link(temporary, path) == 0 {
        unlink(temporary)
        return 0
      }
      // Some file systems have no links; there, a name may be taken in this very moment.
      guard errno == EPERM || errno == ENOTSUP || errno == ENOSYS else { return errno }
      guard access(path, F_OK) != 0 else { return EEXIST }
      return rename(temporary, path) == 0 ? 0 : errno
    }
  }

  /// - Parameter place: gives the file that was written its name; `errno`, or 0.
  private static func write(
    _ bytes: [UInt8], beside target: String, mode: mode_t, as path: String,
    place: (_ temporary: String) -> Int32
  ) throws(OutputFailure) {
    let slash = target.lastIndex(of: "/").map { target.index(after: $0) } ?? target.startIndex
    // Short, whatever the length of the file's own name.
    var temporary = "\(target[..<slash]).regtutor.\(getpid())"
    var descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    if descriptor < 0, errno == EEXIST {
      // One that was left by a program that was killed, and had our number.
      temporary += ".again"
      unlink(temporary)
      descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    }
    guard descriptor >= 0 else { throw OutputFailure(code: errno, target: path) }
    var failure = put(bytes, to: descriptor)
    // A full disk may show only here, and a crash must not leave an empty file behind the new name.
    if failure == 0, fsync(descriptor) != 0 { failure = errno }
    if close(descriptor) != 0, failure == 0 { failure = errno }
    if failure == 0 { failure = place(temporary) }
    guard failure == 0 else {
      unlink(temporary)
      throw OutputFailure(code: failure, target: path)
    }
  }

  /// Why a file could not be written as things are; `nil` where it could.
  static func obstacle(to path: String) -> OutputFailure? {
    var status = stat()
    if stat(path, &status) == 0 {
      if status.st_mode & S_IFMT == S_IFDIR { return OutputFailure(code: EISDIR, target: path) }
      if status.st_mode & S_IFMT != S_IFREG { return nil }
    }
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) }
    return access(folder ?? ".", W_OK | X_OK) == 0
      ? nil : OutputFailure(code: errno, target: path)
  }

  private static func writeDirectly(_ bytes: [UInt8], to path: String) throws(OutputFailure) {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw OutputFailure(code: errno, target: path) }
    let failure = put(bytes, to: descriptor)
    close(descriptor)
    if failure != 0 { throw OutputFailure(code: failure, target: path) }
  }

  /// Gives `errno`, or 0.
  private static func put(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    bytes.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count {
        let rest = UnsafeRawBufferPointer(rebasing: buffer[written...])
        let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else { return errno }
        written += count
      }
      return 0
    }
  }

  /// The file that a symbolic link stands for.
  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }
}
