/// Where a course's files come from; the only way that this target reaches any.
public protocol CourseFiles {
  /// The bytes of a file of the course's folder.
  ///
  /// *Throws*: ``CourseFileError`` with a reason that can be read.
  func read(_ name: String) throws(CourseFileError) -> [UInt8]
  /// How a file is named to the learner or the author.
  func path(of name: String) -> String
}

public struct CourseFileError: Error, Sendable, Hashable {
  public var reason: String
  public init(reason: String) { self.reason = reason }
}

/// A course as far as it could be read, and all that is wrong with it.
public struct CourseReading: Sendable, Hashable {
  public var course: Course?
  public var issues: [LessonIssue]
}

/// Reads a course; a faulty lesson or step is kept as a page that shows its problems.
public struct CourseReader<Files: CourseFiles> {
  private let files: Files

  public init(files: Files) { self.files = files }

  public func readCourse() -> CourseReading {
    let name = "course.yaml"
    let path = files.path(of: name)
    do {
      let bytes = try files.read(name)
      let (root, source) = try YAMLEntry.parse(bytes, file: path)
      let collector = IssueCollector(source)
      guard let reader = MappingReader(root, LessonFormat.course, collector) else {
        return CourseReading(course: nil, issues: collector.issues)
      }
      _ = reader.integer("format_version")
      let title = reader.text("title") ?? "Lessons"
      let ids = reader.list("lessons").compactMap { Scalars.identifier($0, collector) }
      var issues = collector.issues
      var lessons: [Lesson] = []
      for id in ids {
        let (lesson, found) = readLesson(id)
        issues += found
        lessons.append(lesson)
      }
      return CourseReading(course: Course(title: title, lessons: lessons), issues: issues)
    } catch let error as CourseFileError {
      return CourseReading(course: nil, issues: [fileIssue(path, error.reason)])
    } catch let issue as LessonIssue {
      return CourseReading(course: nil, issues: [issue])
    } catch {
      return CourseReading(course: nil, issues: [fileIssue(path, "\(error)")])
    }
  }

  public func readLesson(_ id: String) -> (lesson: Lesson, issues: [LessonIssue]) {
    let name = "\(id).yaml"
    let path = files.path(of: name)
    do {
      let bytes = try files.read(name)
      let (root, source) = try YAMLEntry.parse(bytes, file: path)
      return LessonDecoder(root, source, id: id).decode()
    } catch let error as CourseFileError {
      let issue = fileIssue(path, error.reason)
      return (faulty(id, issue), [issue])
    } catch let issue as LessonIssue {
      return (faulty(id, issue), [issue])
    } catch {
      let issue = fileIssue(path, "\(error)")
      return (faulty(id, issue), [issue])
    }
  }

  private func fileIssue(_ path: String, _ reason: String) -> LessonIssue {
    LessonIssue(
      file: path, line: 0, column: 0, sourceLine: "", message: reason,
      remedy: "check the file’s name and that it may be read")
  }

  private func faulty(_ id: String, _ issue: LessonIssue) -> Lesson {
    Lesson(
      id: id, title: id, summary: "This lesson cannot be read.", minutes: 1,
      steps: [Step(id: "fault", title: "This lesson cannot be read", text: "", kind: .faulty([issue]))])
  }
}
