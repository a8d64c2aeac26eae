import ArgumentParser
import Lessons
import Tutor

/// Opens the tutor: on the screen where there is one, else line by line.
struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Open the tutor (what `regtutor` alone does).")

  @Argument(help: "Where to open: LESSON or LESSON:STEP, by id or number.")
  var place: String?

  @OptionGroup var course: CourseOptions
  @OptionGroup var display: DisplayOptions
  @OptionGroup var journal: JournalOptions
  @OptionGroup var motion: MotionOptions

  @Flag(name: .long, help: "Line by line, for screen readers and pipes; Enter and numbers do all.")
  var plain = false

  func run() throws {
    let folder = try course.folder()
    // The list shows nothing but heads; a place is looked up in the lessons themselves.
    let heads = place == nil ? LessonsFolder.readHeads(of: folder) : nil
    let lessons = try heads ?? course.read().course
    var start: CoursePlace?
    if let place {
      do throws(CoursePlace.NotFound) {
        start = try CoursePlace(place, in: lessons)
      } catch {
        throw ValidationError(error.message)
      }
    }
    let namesStep = place?.contains(":") == true
    let keeper = ProgressKeeper(
      journal.path, course: lessons.id ?? LessonsFolder.wholePath(of: folder))
    let settings = LabHost.Settings(threads: LabHost.usualThreads)
    var front = TutorFront(
      display: display, isPlain: plain, settings: settings, lessonsFolder: folder,
      keeper: keeper, hasMotion: !motion.noMotion)
    if let heads {
      front.rest = {
        let reading = LessonsFolder.readCourse(in: folder)
        return .courseRead(
          reading.course ?? heads,
          notice: CourseOptions.complaint(of: reading.issues.count, in: folder))
      }
    }
    try front.open { display in
      var state = TutorState(course: lessons, display: display, progress: keeper.progress)
      guard let start else { return (state, []) }
      let effects = namesStep ? state.open(start) : state.resume(start.lesson)
      return (state, effects)
    }
  }
}
