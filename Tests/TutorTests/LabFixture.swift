import Lessons
import Regularization
import TerminalUI
import Testing
import Tutor

/// Two moons, a small network: trains in milliseconds.
func labSpec(_ change: (inout TrainingSpec) -> Void = { _ in }) -> TrainingSpec {
  var spec = TrainingSpec(
    data: DataSpec(.generated(.moons), samples: 60),
    network: NetworkPlan(hiddenUnits: [4], activation: .tanh), learningRate: 0.1, batchSize: 8,
    epochs: 3, seed: 7)
  change(&spec)
  return spec
}

func labPlan(
  _ runs: [LabRun] = [LabRun(id: "run", title: "one run", spec: labSpec())],
  panels: [LabPanel] = LabPanel.allCases, dials: [LabDial] = LabDial.allCases, epochs: Int = 3,
  tasks: [LabTask] = []
) -> LabPlan {
  LabPlan(runs: runs, panels: panels, dials: dials, epochs: epochs, tasks: tasks)
}

/// No penalty beside L1.
let labTwins = [
  LabRun(id: "none", title: "none", spec: labSpec()),
  LabRun(id: "l1", title: "L1", spec: labSpec { $0.network.penalties = [Penalty(l1: 0.01)] }),
]

/// A course of one lesson with a lab between two texts.
func labCourse(_ plan: LabPlan) -> Course {
  let lesson = Lesson(
    id: "lab", title: "Labs", summary: "For tests.", minutes: 5,
    steps: [
      Step(id: "before", title: "Before", text: "Read.", kind: .text),
      Step(id: "train", title: "Watch it", text: "A network trains.", kind: .train(plan)),
      Step(id: "after", title: "After", text: "The end.", kind: .text),
    ])
  return Course(title: "Fixtures", lessons: [lesson])
}

/// A learner at a lab, and a shell that carries its orders out at once.
struct LabSession {
  var state: TutorState
  /// All that was ordered, but for observations.
  private(set) var orders: [LabOrder] = []
  private(set) var exports: [LabExport] = []
  private(set) var hasQuit = false
  private var group: RunGroup?
  private var request = ObservationRequest()
  private var playingTo: Int?

  /// A lab of one's own.
  init(
    _ plan: LabPlan, size: Size = Size(columns: 80, rows: 24), glyphs: GlyphLevel = .braille,
    isLinear: Bool = false
  ) {
    let display = Display(size: size, glyphs: Glyphs(glyphs), isLinear: isLinear)
    state = TutorState(course: Course(title: "", lessons: []), display: display)
    carryOut(state.openLab(plan, title: "A lab"))
  }

  /// A lesson's page with a lab.
  init(lesson plan: LabPlan, size: Size = Size(columns: 80, rows: 24), isLinear: Bool = false)
    throws
  {
    state = try opened(labCourse(plan), at: "lab:train", size: size)
    state.display.isLinear = isLinear
  }

  var lab: LabState {
    get throws { try #require(state.lab) }
  }

  var front: RunObservation {
    get throws { try #require(state.lab?.front) }
  }

  mutating func press(_ keys: String) {
    let named: [String: Key] = [
      "right": .right, "left": .left, "up": .up, "down": .down, "enter": .enter, "tab": .tab,
      "backtab": .backTab, "backspace": .backspace, "esc": .escape, "space": " ", "pgdn": .pageDown,
      "pgup": .pageUp,
    ]
    for word in keys.split(separator: " ") {
      for key in named[String(word)].map({ [$0] }) ?? word.map({ Key.character($0) }) {
        press(key)
      }
    }
  }

  mutating func press(_ key: Key) {
    if let message = TutorKeys.message(for: key, in: state) { send(message) }
  }

  mutating func send(_ message: TutorMessage) { carryOut(state.update(message)) }

  /// A line of input in the linear view; what is said to it.
  mutating func say(_ line: String) throws -> [String] {
    let before = state
    let messages = try #require(LinearView.messages(for: line, in: state), "“\(line)”")
    for message in messages { send(message) }
    play(steps: .max)
    return LinearView.changes(from: before, to: state)
  }

  var isPlaying: Bool { playingTo != nil }

  /// Time goes by: so many updates of a run that plays.
  mutating func play(steps: Int) {
    guard let group, let end = playingTo else { return }
    var left = steps
    while left > 0, group.epoch < end, !group.isAtDivergence {
      group.advance(steps: 1)
      left -= 1
    }
    if group.epoch >= end || group.isAtDivergence { playingTo = nil }
    report()
  }

  private mutating func carryOut(_ effects: [TutorEffect]) {
    for effect in effects {
      switch effect {
      case .quit: hasQuit = true
      case .redrawAll: break
      case .lab(let order): carryOut(order)
      }
    }
  }

  private mutating func carryOut(_ order: LabOrder) {
    if case .observe(let wanted) = order {
      request = wanted
      return report()
    }
    orders.append(order)
    switch order {
    case .begin(let plan): begin(plan)
    case .close: group = nil
    case .play(_, let epoch):
      playingTo = epoch
      report()
    case .pause:
      playingTo = nil
      report()
    case .advance(let steps):
      group?.advance(steps: steps)
      report()
    case .advanceToEndOfEpoch:
      group?.advance(steps: .max, toEndOfEpoch: true)
      report()
    case .go(let step):
      group?.go(to: step)
      report()
    case .change(let change, let run):
      group?.change(change, run: run)
      report()
    case .observe: break
    case .export(let export):
      exports.append(export)
      tell(.exported(paths: ["file"]))
    case .cut(let run):
      do throws(SpecProblem) {
        guard let group else { return }
        tell(.cut(try group.cut(ofRun: run, units: 4)))
      } catch {
        tell(.cutFailed(message: error.message))
      }
    }
  }

  private mutating func begin(_ plan: LabPlan) {
    playingTo = nil
    do {
      let runs = try plan.runs.map {
        ($0.spec, try DataLoader.load($0.spec.data, seed: $0.spec.seed, files: NoFiles()))
      }
      let made = try RunGroup(runs)
      group = made
      tell(.opened(made.summary))
    } catch let problem as TrainingProblem {
      tell(.failed(message: problem.message, remedy: problem.remedy))
    } catch {
      tell(.failed(message: "\(error)", remedy: "take other data"))
    }
  }

  private mutating func report() {
    guard let group else { return }
    let pace = LabPace(
      isPlaying: isPlaying, stepsPerSecond: isPlaying ? 200 : 0, secondsLeft: isPlaying ? 12 : nil)
    tell(.observed(group.observe(request), pace))
  }

  private mutating func tell(_ report: LabReport) { carryOut(state.update(.lab(report))) }
}

/// A machine without any file.
struct NoFiles: DataFiles {
  func name(of file: DataFile) -> String { "no file" }

  func kind(of file: DataFile) -> DataFileKind { .nothing }

  func read(_ file: DataFile, limit: Int) throws(DataProblem) -> [UInt8] {
    throw DataProblem("there are no files here", remedy: "take generated samples")
  }
}
