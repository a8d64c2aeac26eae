/// A course's own file as far as it could be read.
enum CourseFileReading {
  case read(CourseFile)
  case faulty([LessonIssue])
}

/// What a course's own file says.
struct CourseFile {
  var id: String?
  var title: String
  var lessons: [(id: String, node: SourceNode)]
  var fields: Fields
  var log: IssueLog
}

extension CourseReader {
  func courseFile() -> CourseFileReading {
    let path = files.path(of: CourseFileNames.course)
    let bytes: [UInt8]
    do {
      bytes = try files.read(CourseFileNames.course)
    } catch {
      return .faulty([unreadable(path, error)])
    }
    let raw: SourceText
    switch FileBytes.text(of: bytes, file: path) {
    case .failure(let issue): return .faulty([issue])
    case .success(let text): raw = text
    }
    var characterIssues: [LessonIssue] = []
    let log = IssueLog(FileBytes.cleaned(raw, issues: &characterIssues), issues: characterIssues)
    var composer = SourceComposer(log: log)
    guard let root = composer.compose() else { return .faulty(log.sorted) }
    if let issue = FormatVersion.foreignVersion(of: root, what: "course", log) {
      return .faulty([issue])
    }
    guard let fields = Fields(root, LessonFormat.course, log, lost: composer.lostSections) else {
      return .faulty(log.sorted)
    }
    FormatVersion.check(fields)
    let title = fields.text("title")
    guard let lessons = fields.texts("lessons") else { return .faulty(log.sorted) }
    return .read(
      CourseFile(
        id: fields.text("id"), title: title ?? "Course",
        lessons: lessons.map { (id: $0.text, node: $0.1) },
        fields: fields, log: log))
  }

  /// The course as its list shows it, without a single step: a small part of the work, so that there is
  /// something to see while ``readCourse()`` does the rest, which also tells what is wrong.
  ///
  /// - Returns: `nil` where the course's own file cannot be read.
  public func readHeads() -> Course? {
    guard case .read(let file) = courseFile() else { return nil }
    return Course(
      id: file.id, title: file.title,
      lessons: file.lessons.map { id, _ in
        let head = (try? files.read(CourseFileNames.lesson(id))).flatMap { reader(id).readHead($0) }
        return head ?? Lesson(id: id, title: id, summary: "", minutes: 1)
      })
  }
}

extension LessonReader {
  /// A lesson without its steps; `nil` where its head says too little.
  func readHead(_ bytes: [UInt8]) -> Lesson? {
    guard
      case .success(let raw) = FileBytes.text(of: LessonHead.bytes(of: bytes), file: file)
    else { return nil }
    var issues: [LessonIssue] = []
    let log = IssueLog(FileBytes.cleaned(raw, issues: &issues), issues: [])
    var composer = SourceComposer(log: log)
    guard let root = composer.compose(), let fields = Fields(root, LessonFormat.lesson, log),
      let title = fields.text("title"), let summary = fields.text("summary"),
      let minutes = fields.whole("minutes")
    else { return nil }
    return Lesson(id: expectedID, title: title, summary: summary, minutes: minutes)
  }
}

/// The first lines of a lesson's file, up to the section with which its contents begin.
enum LessonHead {
  private static let keys: Set<String> = [
    "format_version", "id", "title", "summary", "minutes", "sources",
  ]

  static func bytes(of file: [UInt8]) -> [UInt8] {
    var start = 0
    while start < file.count {
      if beginsSection(file[start...]) { return Array(file[..<start]) }
      guard let end = file[start...].firstIndex(of: UInt8(ascii: "\n")) else { break }
      start = end + 1
    }
    return file
  }

  /// Whether a line begins with a key of the lesson that is not of its head.
  private static func beginsSection(_ rest: ArraySlice<UInt8>) -> Bool {
    guard let first = rest.first, UInt8(ascii: "a")...UInt8(ascii: "z") ~= first else {
      return false
    }
    let key = rest.prefix { $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "\n") }
    return !keys.contains(String(decoding: key, as: UTF8.self))
  }
}
