import ArgumentParser
internal import Glibc
import Lessons

/// `regtutor check`: reads lessons, computes every figure again, and says what is wrong.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check lessons and training files: their form, and every figure in them.",
    discussion: """
      Examples:
        regtutor check                         ./lessons, or the installed course
        regtutor check my-course               a folder with a course.yaml
        regtutor check my-course/l1.yaml       one lesson
        regtutor check run.yaml                a training file

      Every problem is shown with its line and what would be right. Exits with 1 if there is any.
      """)

  @Argument(help: "Course folders, lesson files, training files, trace files, mask files.")
  var paths: [String] = []

  @Option(
    name: .long, help: ArgumentHelp("The course’s folder, if no path is given.", valueName: "dir"))
  var lessons: String?

  private enum Target {
    case course(DiskFiles)
    case lesson(id: String, DiskFiles)
    case settings(SettingsFileKind, [UInt8], file: String)
  }

  func run() throws {
    var targets = try paths.map(CheckCommand.target)
    if targets.isEmpty {
      do {
        let nearby = access("lessons/\(CourseFileNames.course)", R_OK) == 0 ? "lessons" : nil
        targets = [.course(DiskFiles(folder: try LessonsFolder.locate(lessons ?? nearby)))]
      } catch let error as LessonsFolder.NotFound {
        throw ValidationError(error.description)
      }
    }
    var report = CheckReport()
    for target in targets {
      switch target {
      case .course(let files): report.add(reader(files).readCourse())
      case .lesson(let id, let files): report.add(reader(files).readLesson(id))
      case .settings(let kind, let bytes, let file): report.add(kind, bytes, file: file)
      }
    }
    var output = Output.standard()
    try output.writeLine(report.text)
    try output.flush()
    if !report.isSound { throw ExitCode(1) }
  }

  /// A reader that trains what the lessons train, on the samples of their own folder and of the
  /// course that comes with the program.
  private func reader(_ files: DiskFiles) -> CourseReader<DiskFiles> {
    let shipped = (try? LessonsFolder.locate(lessons)) ?? files.folder
    return CourseReader(files: files, trainingOn: DiskDataFiles(lessonsFolder: shipped))
  }

  /// What a path names.
  ///
  /// *Throws*: `ValidationError` where it names neither a course nor a lesson that can be opened.
  private static func target(_ path: String) throws -> Target {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    var status = stat()
    guard stat(path, &status) == 0, access(path, R_OK) == 0 else {
      throw ValidationError("cannot read \(path): \(String(cString: strerror(errno)))")
    }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      guard access("\(path)/\(CourseFileNames.course)", F_OK) == 0 else {
        throw ValidationError(
          "\(path) is no course: it has no \(CourseFileNames.course); name a lesson file instead")
      }
      return .course(DiskFiles(folder: path))
    }
    if let bytes = try? WholeFile.read(path, limit: 1 << 27, tooLarge: { _ in "" }),
      let kind = SettingsFileKind(bytes)
    {
      return .settings(kind, bytes, file: path)
    }
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    if [CourseFileNames.course, CourseFileNames.glossary].contains(name) {
      return .course(DiskFiles(folder: folder))
    }
    guard let id = CourseFileNames.lessonID(of: name) else {
      throw ValidationError("\(path) is no lesson: the name of its file must end in .yaml")
    }
    return .lesson(id: id, DiskFiles(folder: folder))
  }
}

extension DiskFiles {
  func list() throws(CourseFileError) -> [String]? {
    guard let directory = opendir(folder) else {
      throw CourseFileError(reason: String(cString: strerror(errno)))
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      names.append(
        withUnsafeBytes(of: entry.pointee.d_name) {
          String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        })
    }
    return names
  }
}
