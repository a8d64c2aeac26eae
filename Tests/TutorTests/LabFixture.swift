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
