public import ArgumentParser
internal import Glibc
import Lessons
import NcursesTerminal
public import TerminalUI
import Tutor

/// Which course is meant.
struct CourseOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("The course’s folder.", valueName: "dir"))
  var lessons: String?

  struct Loaded {
    var folder: String
    var course: Course
    var issues: [LessonIssue]

    /// The name under which the journal keeps what is done in the course.
    var key: String { course.id ?? LessonsFolder.wholePath(of: folder) }
  }

  /// The course's folder; `nil` where there is none and none was asked for.
  func folderIfAny() throws -> String? {
    do {
      return try LessonsFolder.locate(lessons)
    } catch let error as LessonsFolder.NotFound {
      guard lessons == nil else { throw ValidationError(error.description) }
      return nil
    }
  }

  /// The course's folder.
  func folder() throws -> String {
    do {
      return try LessonsFolder.locate(lessons)
    } catch let error as LessonsFolder.NotFound {
      throw ValidationError(error.description)
    }
  }

  /// What is said where so many things are wrong with a course; `nil` where nothing is.
  static func complaint(of problems: Int, in folder: String) -> String? {
    guard problems > 0 else { return nil }
    return "\(problems) problem\(problems == 1 ? "" : "s") in the lessons; "
      + "“regtutor check \(folder)” shows \(problems == 1 ? "it" : "them")"
  }

  /// The course; where its files have problems, a line on stderr says how to see them.
  func read() throws -> Loaded {
    let folder = try folder()
    let reading = LessonsFolder.readCourse(in: folder)
    guard let course = reading.course else {
      for issue in reading.issues { RegTutor.complain(issue.description) }
      throw ExitCode(1)
    }
    if let complaint = CourseOptions.complaint(of: reading.issues.count, in: folder) {
      RegTutor.complain(complaint)
    }
    return Loaded(folder: folder, course: course, issues: reading.issues)
  }
}

extension ColorLevel {
  /// `--color`: whether colour is used at all.
  enum Choice: String, CaseIterable, ExpressibleByArgument {
    case auto, always, never
  }
}

extension GlyphLevel: ExpressibleByArgument {}

/// Whether pictures move.
struct MotionOptions: ParsableArguments {
  @Flag(name: .long, help: "Nothing moves on its own: keys go from one still to the next.")
  var noMotion = false
}

/// How the tutor is shown.
struct DisplayOptions: ParsableArguments {
  @Option(name: .long, help: "Colour: auto, always or never; NO_COLOR is respected.")
  var color: ColorLevel.Choice = .auto

  @Option(
    name: .long, help: "Characters to draw with: braille, blocks or ascii; found out if not given.")
  var glyphs: GlyphLevel?

  @Flag(name: .long, help: "The same as --glyphs ascii.")
  var ascii = false

  var glyphLevel: GlyphLevel? { ascii ? .ascii : glyphs }

  /// `nil` leaves it to the terminal and to NO_COLOR.
  var colorLevel: ColorLevel? {
    switch color {
    case .auto: return nil
    case .never: return ColorLevel.none
    case .always:
      let isSilenced = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
      guard isSilenced else { return nil }
      let type = getenv("TERM").map { String(cString: $0) } ?? ""
      return type.contains("256") ? .extended : .sixteen
    }
  }

  /// What plain lines are drawn with: what was asked for, else what the locale can show.
  var plainGlyphs: GlyphLevel {
    if let glyphLevel { return glyphLevel }
    setlocale(LC_CTYPE, "")
    let codeset = nl_langinfo(nl_item(CODESET)).map { String(cString: $0) } ?? ""
    let term = getenv("TERM").map { String(cString: $0) } ?? ""
    // A pipe has no terminal whose type could say anything against the locale.
    let isLinux = term == "linux" || term.hasPrefix("linux-")
    return .detected(term: isLinux ? term : "xterm", codeset: codeset)
  }

  /// Lines have no size of their own; what is not ASCII is written as it is, unless asked.
  var linearDisplay: Display {
    Display(
      size: Size(columns: 80, rows: 24), glyphs: Glyphs(glyphLevel ?? .braille), isLinear: true)
  }
}
