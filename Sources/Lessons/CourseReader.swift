public import Regularization

/// Where a course's files come from; the only way that this target reaches any but samples.
public protocol CourseFiles {
  /// The bytes of a file of the course's folder.
  ///
  /// *Throws*: ``CourseFileError`` with a reason that can be read.
  func read(_ name: String) throws(CourseFileError) -> [UInt8]
  /// How a file is named to the learner or the author.
  func path(of name: String) -> String
  /// The names of the folder's files; `nil` where they cannot be known, and then files that the
  /// course forgets go unnoticed.
  func list() throws(CourseFileError) -> [String]?
}

extension CourseFiles {
  public func list() throws(CourseFileError) -> [String]? { nil }
}

/// Why a file's bytes cannot be had, in words for a user.
public struct CourseFileError: Error, Sendable, Hashable {
  public var reason: String

  public init(reason: String) {
    self.reason = reason
  }
}

/// A course in memory: texts by file name.
public struct CourseTexts: CourseFiles, Sendable {
  /// As messages name it; may be empty.
  public var folder: String
  public var texts: [String: [UInt8]]

  public init(folder: String = "", texts: [String: String] = [:]) {
    self.folder = folder
    self.texts = texts.mapValues { Array($0.utf8) }
  }

  public func read(_ name: String) throws(CourseFileError) -> [UInt8] {
    guard let text = texts[name] else { throw CourseFileError(reason: "there is no such file") }
    return text
  }

  public func path(of name: String) -> String { folder.isEmpty ? name : "\(folder)/\(name)" }
  public func list() -> [String]? { texts.keys.sorted() }
}

/// What came of reading a course: all that could be read, and everything that is wrong.
public struct CourseReading: Sendable, Hashable {
  /// `nil` where not even the list of lessons could be read.
  public var course: Course?
  public var issues: [LessonIssue]
  public var counts: CheckCounts

  public init(course: Course?, issues: [LessonIssue], counts: CheckCounts = CheckCounts()) {
    self.course = course
    self.issues = issues
    self.counts = counts
  }
}

/// What came of reading a lesson.
///
/// There always is one; at worst it has a single faulty step.
public struct LessonReading: Sendable, Hashable {
  public var lesson: Lesson
  public var issues: [LessonIssue]
  public var counts: CheckCounts
  /// Links to other lessons: whether they lead anywhere is known with the course.
  var foreignLinks: [PlacedLink] = []

  public init(lesson: Lesson, issues: [LessonIssue], counts: CheckCounts = CheckCounts()) {
    self.lesson = lesson
    self.issues = issues
    self.counts = counts
  }
}

/// Reads a course, or one lesson of it, and checks all of it: every figure is computed again.
///
/// A lesson names no other file but samples in its own folder, and these are read by nobody but
/// ``DataFiles``.
public struct CourseReader<Files: CourseFiles> {
  let files: Files
  private let dataFiles: (any DataFiles)?

  /// - Parameter dataFiles: where samples come from, so that the lessons' trainings are trained and
  ///   what is said of them is checked; `nil` trains nothing, which is what a learner waits for.
  public init(files: Files, trainingOn dataFiles: (any DataFiles)? = nil) {
    self.files = files
    self.dataFiles = dataFiles
  }

  func reader(_ id: String) -> LessonReader {
    LessonReader(
      file: files.path(of: CourseFileNames.lesson(id)), expectedID: id,
      trainer: dataFiles.map { RunTrainer(files: $0) })
  }

  // MARK: A lesson

  /// Reads one lesson of the folder by its id.
  public func readLesson(_ id: String) -> LessonReading {
    let name = CourseFileNames.lesson(id)
    let reader = reader(id)
    do {
      return reader.read(try files.read(name))
    } catch {
      return reader.unreadable([unreadable(files.path(of: name), error)])
    }
  }

  func unreadable(_ path: String, _ error: CourseFileError) -> LessonIssue {
    LessonIssue(
      file: path, line: 0, column: 0, sourceLine: "",
      message: "the file cannot be read: \(error.reason)",
      remedy: "check its name and its permissions")
  }

  // MARK: The course

  /// Reads the whole folder.
  public func readCourse() -> CourseReading {
    let file: CourseFile
    switch courseFile() {
    case .faulty(let issues): return CourseReading(course: nil, issues: issues)
    case .read(let read): file = read
    }
    let log = file.log
    var course = Course(title: file.title, lessons: [])
    var counts = CheckCounts()
    var readings: [LessonReading] = []
    for (id, node) in file.lessons {
      let name = CourseFileNames.lesson(id)
      let reader = reader(id)
      let reading: LessonReading
      do {
        reading = reader.read(try files.read(name))
        readings.append(reading)
      } catch {
        let found = log.issues.count
        log.report(
          node, "the lesson \(VisibleText.quoted(id)) cannot be read: \(error.reason)",
          remedy: "its file must be \(files.path(of: name))")
        reading = reader.unreadable(Array(log.issues[min(found, log.issues.count)...]))
      }
      course.lessons.append(reading.lesson)
      counts += reading.counts
    }
    let listed = reportForgotten(file.lessons.map(\.id), file.fields, log)
    let found = glossary(of: course, isListed: listed?.contains(CourseFileNames.glossary))
    var result = resolved(course)
    result.glossary = found.glossary
    counts.terms = found.glossary.terms.count
    return CourseReading(
      course: result,
      issues: log.sorted + issues(of: readings, in: course) + found.issues, counts: counts)
  }

  /// What is wrong with the lessons, links from one to another among it, by lesson and place.
  private func issues(of readings: [LessonReading], in course: Course) -> [LessonIssue] {
    let known = LinkResolution(lessons: course.lessons)
    return readings.flatMap { reading in
      let dead = reading.foreignLinks.compactMap { link -> LessonIssue? in
        do throws(LinkResolution.Fault) {
          _ = try known.resolved(link.link)
          return nil
        } catch {
          return link.issue(error)
        }
      }
      guard !dead.isEmpty else { return reading.issues }
      return (reading.issues + dead).enumerated().sorted { left, right in
        (left.element.line, left.element.column, left.offset)
          < (right.element.line, right.element.column, right.offset)
      }.map(\.element)
    }
  }

  /// The course's glossary; it need not have one.
  ///
  /// - Parameter isListed: whether there is such a file; `nil` where that cannot be known.
  private func glossary(
    of course: Course, isListed: Bool?
  ) -> (glossary: Glossary, issues: [LessonIssue]) {
    guard isListed != false else { return (Glossary(), []) }
    let path = files.path(of: CourseFileNames.glossary)
    do {
      return GlossaryReader(file: path, course: course)
        .read(try files.read(CourseFileNames.glossary))
    } catch {
      return (Glossary(), isListed == true ? [unreadable(path, error)] : [])
    }
  }

  private func resolved(_ course: Course) -> Course {
    let known = LinkResolution(lessons: course.lessons)
    var result = course
    for index in result.lessons.indices {
      result.lessons[index].resolveLinks(among: known) { $0.titles == nil }
    }
    return result
  }

  /// Returns the names of the folder's files, where they can be known.
  private func reportForgotten(
    _ ids: [String], _ fields: Fields, _ log: IssueLog
  ) -> [String]? {
    let names: [String]
    do {
      guard let listed = try files.list() else { return nil }
      names = listed
    } catch {
      log.report(
        .wholeFile, "the folder cannot be listed: \(error.reason)",
        remedy: "check its permissions")
      return nil
    }
    for name in names.sorted() {
      guard let id = CourseFileNames.lessonID(of: name), !ids.contains(id) else { continue }
      log.report(
        fields.key("lessons") ?? fields.node,
        "\(VisibleText.quoted(name)) is no lesson of the course",
        remedy: "add it to “lessons”, or move the file away")
    }
    return names
  }
}

/// The names of a course's files.
public enum CourseFileNames {
  /// The file that names a course's lessons.
  public static let course = "course.yaml"
  /// The file that says what a course's words mean; a course may have none.
  public static let glossary = "glossary.yaml"
  private static let ending = ".yaml"

  public static func lesson(_ id: String) -> String { id + ending }

  /// The id of the lesson that a file is, by its name; `nil` for every other file.
  public static func lessonID(of name: String) -> String? {
    guard name.hasSuffix(ending), name != course, name != glossary, !name.hasPrefix(".") else {
      return nil
    }
    return String(name.dropLast(ending.count))
  }
}
