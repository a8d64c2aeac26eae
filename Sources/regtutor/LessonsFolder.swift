internal import Glibc
import Lessons

/// Where a course lies on this machine, and how its files are read.
enum LessonsFolder {
  struct NotFound: Error, CustomStringConvertible {
    let tried: [String]
    var description: String {
      "no course found; looked for course.yaml in: \(tried.joined(separator: ", ")). "
        + "Name its folder with --lessons DIR"
    }
  }

  /// The course's folder: the one that was asked for, or the first that has a `course.yaml` of:
  /// beside the program as `make install` puts it, above the program as `swift build` puts it.
  ///
  /// *Throws*: ``NotFound`` with the places looked at.
  static func locate(_ asked: String?) throws -> String {
    if let asked {
      guard isReadable(asked + "/course.yaml") else { throw NotFound(tried: [asked]) }
      return asked
    }
    var tried: [String] = []
    func found(_ folder: String) -> Bool {
      tried.append(folder)
      return isReadable(folder + "/course.yaml")
    }
    if let program = programPath() {
      var folder = parent(of: program)
      let shared = parent(of: folder) + "/share/regtutor/lessons"
      if found(shared) { return shared }
      for _ in 0..<6 where folder != "/" && !folder.isEmpty {
        let candidate = folder + "/lessons"
        if found(candidate) { return candidate }
        folder = parent(of: folder)
      }
    }
    throw NotFound(tried: tried)
  }

  /// The course in a folder, with every problem found on the way.
  static func readCourse(in folder: String) -> CourseReading {
    CourseReader(files: DiskFiles(folder: folder)).readCourse()
  }

  /// The path from the root, so that a folder has the same name wherever one stands.
  static func wholePath(of folder: String) -> String {
    guard let path = realpath(folder, nil) else { return folder }
    defer { free(path) }
    return String(cString: path)
  }

  /// The course without its steps; `nil` where its own file cannot be read.
  static func readHeads(of folder: String) -> Course? {
    CourseReader(files: DiskFiles(folder: folder)).readHeads()
  }

  private static func programPath() -> String? {
    var buffer = [CChar](repeating: 0, count: 4096)
    let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    guard length > 0 else { return nil }
    return String(decoding: buffer.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func isReadable(_ path: String) -> Bool { access(path, R_OK) == 0 }
}
