import ArgumentParser
import Lessons
import Regularization
import TerminalUI
import Tutor

/// `regtutor lab`: watch a network train, and turn its settings while it does.
struct OpenLabCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lab",
    abstract: "Watch a network train; pause it, turn its settings, go back, compare.",
    discussion: """
      Examples:
        regtutor lab
        regtutor lab run.yaml --play
        regtutor lab --data spiral --layers 16,8 --activation tanh --optimizer adam
        regtutor lab --data digits --layers 32 --twin l2=0.01 --twin dropout=0.5
        regtutor lab run.yaml --twin l1=1e-3,l1-rule=proximal --panels loss,twins
        regtutor lab --data fashion-small --layers 128,64 --optimizer adamw
        regtutor lab --data xor --layers 4 --plain

      The settings are those of “regtutor train”, and so are the bits: a run that is exported \
      and trained again has the same weights. A twin is a run beside the first, from the same \
      initial weights and batches: “none” takes penalties, dropout and weight decay away; else \
      it has settings of its own, called as their options: l1, l2, l1-rule, dropout, \
      weight-decay, learning-rate, optimizer. The key ? shows all keys.
      """)

  @OptionGroup var settings: SpecOptions
  @OptionGroup(title: "Lab") var lab: LabOptions
  @OptionGroup(title: "Machine") var machine: MachineOptions
  @OptionGroup var course: CourseOptions
  @OptionGroup var display: DisplayOptions
  @OptionGroup var motion: MotionOptions

  @Flag(name: .long, help: "Line by line, for screen readers and pipes; Enter and numbers do all.")
  var plain = false

  func run() throws {
    let plan = try settings.plan(usual: OpenLabCommand.usual)
    try plan.refuse(plan.spec.problems())
    let host = try lab.settings(
      threads: try machine.threadCount(unlessGiven: LabHost.usualThreads),
      instructionSet: machine.instructionSet.chosen)
    let labPlan = try lab.plan(for: plan.spec)
    let folder = try course.folderIfAny()
    if let problem = DataLoader.obstacle(
      to: plan.spec.data, files: DiskDataFiles(lessonsFolder: folder))
    {
      throw plan.refuse(problem)
    }
    for note in notes(on: plan.spec) { RegTutor.complain("note: \(note)") }
    let front = TutorFront(
      display: display, isPlain: plain, settings: host, lessonsFolder: folder,
      playsAtOnce: lab.play, hasMotion: !motion.noMotion)
    try front.open { display in
      var state = TutorState(course: Course(title: "", lessons: []), display: display)
      let effects = state.openLab(labPlan, title: plan.spec.data.source.name)
      return (state, effects)
    }
  }

  /// Two moons in few samples and much noise: a network that can learn them by heart.
  static let usual = TrainingSpec(
    data: DataSpec(.generated(.moons), samples: 120, noise: 0.35, validationShare: 0.5),
    network: NetworkPlan(hiddenUnits: [8, 8], activation: .tanh), optimizer: OptimizerSpec(.adam),
    learningRate: 0.01, batchSize: 10, epochs: 200)

  private func notes(on spec: TrainingSpec) -> [String] {
    var notes = settings.updates.notes(on: spec)
    if spec.stop != StopRules() {
      notes.append(
        "in the lab a run pauses after its epochs alone, not where patience, zeros or a loss end it"
      )
    }
    return notes
  }
}
