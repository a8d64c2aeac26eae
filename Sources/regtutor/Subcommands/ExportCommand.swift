import ArgumentParser
import Lessons
import TerminalUI
import Tutor

/// What a handout is written in.
enum HandoutFormat: String, CaseIterable, ExpressibleByArgument {
  case html, markdown, text

  /// How a file's name ends.
  var ending: String {
    switch self {
    case .html: "html"
    case .markdown: "md"
    case .text: "txt"
    }
  }
}

/// `regtutor export`: lessons as documents, for paper and for files.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a lesson or the whole course as HTML, Markdown or text.",
    discussion: """
      Examples:
        regtutor export l1-by-iteration -o l1.html
        regtutor export overfitting --format markdown --no-train
        regtutor export -o course.html
        regtutor export -o handouts/

      A handout has every page, all rows of every table, the charts, and the questions with their \
      answers at the end. Networks are trained for it as the lesson trains them, seed and all, unless \
      --no-train is given. An HTML page needs no other file and no network. docs/export.md says more.
      """)

  @Argument(help: "The lesson, by id or number; without one the whole course.")
  var lesson: String?

  @Option(help: "html, markdown or text.")
  var format = HandoutFormat.html

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Where to: a file, or a folder (there already, or with “/” at its end) for a file a lesson. "
        + "(default: standard output)", valueName: "path"))
  var output: String?

  @Flag(name: .long, help: "Replace files that are there.")
  var force = false

  @Flag(inversion: .prefixedNo, help: "Train networks, so that there are curves to show.")
  var train = true

  @OptionGroup var course: CourseOptions

  @Option(
    name: .long,
    help: "Characters that pictures in Markdown and text are drawn with: braille, blocks or ascii.")
  var glyphs: GlyphLevel?

  @Flag(name: .long, help: "The same as --glyphs ascii.")
  var ascii = false

  func run() throws {
    let loaded = try course.read()
    let lessons = try chosen(in: loaded.course)
    let target = try output.map { try HandoutTarget($0, isForced: force) }
    let names = (target?.isFolder ?? false) ? fileNames(lessons) : []
    try target?.check(names)
    let documents = try documents(lessons, title: loaded.course.title, folder: loaded.folder)
    let writer = HandoutWriter(format: format, glyphs: level)
    guard let target else {
      var output = Output.standard()
      try output.write(writer.text(documents))
      return try output.flush()
    }
    guard target.isFolder else { return try target.write([("", writer.text(documents))]) }
    var files = documents.lessons.map { lesson in
      (name(of: lesson.id), writer.text(Handout(title: documents.title, lessons: [lesson])))
    }
    if self.lesson == nil {
      let entries = documents.lessons.map { (lesson: $0, file: name(of: $0.id)) }
      files.append((name(of: "index"), writer.index(documents.title, entries)))
    }
    try target.write(files)
  }

  private var level: Glyphs { Glyphs(ascii ? .ascii : glyphs ?? .braille) }

  private func name(of lesson: String) -> String { "\(lesson).\(format.ending)" }

  private func fileNames(_ lessons: [Lesson]) -> [String] {
    lessons.map { name(of: $0.id) } + (lesson == nil ? [name(of: "index")] : [])
  }

  private func chosen(in course: Course) throws -> [Lesson] {
    guard let lesson else { return course.lessons }
    do throws(CoursePlace.NotFound) {
      return [course.lessons[try CoursePlace(lesson, in: course).lesson]]
    } catch {
      throw ValidationError(error.message)
    }
  }

  private func documents(_ lessons: [Lesson], title: String, folder: String) throws -> Handout {
    let trainer = HandoutTrainer(lessonsFolder: folder)
    return Handout(
      title: title,
      lessons: lessons.map { lesson in
        HandoutLesson(lesson, trained: train ? trainer.trained(lesson) : [:], glyphs: level)
      })
  }
}
