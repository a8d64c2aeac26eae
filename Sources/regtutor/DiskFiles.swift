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
    do throws(WholeFile.Failure) {
      return try WholeFile.read(path(of: name), limit: DiskFiles.sizeLimit) {
        "it has \($0) bytes; no lesson is larger than \(DiskFiles.sizeLimit)"
      }
    } catch {
      throw CourseFileError(reason: error.reason)
    }
  }
}
