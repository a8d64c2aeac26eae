import ArgumentParser
import Lessons
import Regularization
import TerminalUI
import Tutor

/// How a lab of one's own is opened, as options.
struct LabLaunch: ParsableArguments {
  @OptionGroup(title: "Lab") var lab: LabOptions
  @OptionGroup(title: "Machine") var machine: MachineOptions
  @OptionGroup var course: CourseOptions
  @OptionGroup var display: DisplayOptions
  @OptionGroup var journal: JournalOptions
  @OptionGroup var motion: MotionOptions

  @Flag(name: .long, help: "Line by line, for screen readers and pipes; Enter and numbers do all.")
  var plain = false

  /// - Parameter notes: what is told before it opens.
  ///
  /// *Throws*: `ValidationError`, or `ExitCode` after problems were told.
  func open(_ plan: RunPlan, notes: [String]) throws {
    try plan.refuse(plan.spec.problems())
    let host = try lab.settings(
      threads: try machine.threadCount(unlessGiven: LabHost.usualThreads),
      instructionSet: machine.instructionSet.chosen)
    var spec = plan.spec
    // A run that is kept is opened again from any folder.
    spec.data.source = RunPlan.absolute(spec.data.source)
    let labPlan = try lab.plan(for: spec)
    let folder = try course.folderIfAny()
    if let problem = DataLoader.obstacle(
      to: plan.spec.data, files: DiskDataFiles(lessonsFolder: folder))
    {
      throw plan.refuse(problem)
    }
    for note in notes + LabLaunch.notes(on: spec) { RegTutor.complain("note: \(note)") }
    let front = TutorFront(
      display: display, isPlain: plain, settings: host, lessonsFolder: folder,
      keeper: ProgressKeeper(journal.path, course: ""), playsAtOnce: lab.play,
      hasMotion: !motion.noMotion)
    try front.open { display in
      var state = TutorState(course: Course(title: "", lessons: []), display: display)
      let effects = state.openLab(labPlan, title: plan.spec.data.source.name)
      return (state, effects)
    }
  }

  private static func notes(on spec: TrainingSpec) -> [String] {
    spec.stop == StopRules()
      ? []
      : [
        "in the lab a run pauses after its epochs alone, not where patience, zeros or a loss end it"
      ]
  }
}
