internal import Glibc
import Lessons

/// A course's files in a folder of this machine. Only plain names are opened, so a course cannot
/// reach outside of its folder.
struct DiskFiles: CourseFiles {
  let folder: String

  /// Far more than a lesson may have, little enough to read.
  private static let sizeLimit = 1 << 24

  func path(of name: String) -> String { "\(folder)/\(name)" }

  func read(_ name: String) throws(CourseFileError) -> [UInt8] {
    guard !name.contains("/"), name != "..", !name.isEmpty else {
      throw CourseFileError(reason: "“\(name)” is no file of the course’s folder")
    }
    let descriptor = open(path(of: name), O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw failure() }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure() }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw CourseFileError(reason: "this is not a plain file")
    }
    guard status.st_size <= DiskFiles.sizeLimit else {
      throw CourseFileError(
        reason: "it has \(status.st_size) bytes; no lesson is larger than \(DiskFiles.sizeLimit)")
    }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size) + 1)
    var filled = 0
    while filled < bytes.count {
      let count = bytes[filled...].withUnsafeMutableBytes {
        Glibc.read(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure() }
      if count == 0 { break }
      filled += count
    }
    return Array(bytes[..<filled])
  }

  private func failure() -> CourseFileError {
    CourseFileError(reason: "it cannot be read: \(String(cString: strerror(errno)))")
  }
}
