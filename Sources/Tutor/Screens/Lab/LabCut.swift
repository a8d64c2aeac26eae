import Lessons
import Regularization
import TerminalUI

extension LessonPageState {
  /// The page of a cut of a lab's network.
  init(_ cut: RunCut, of lab: LabState) {
    var panel = MaskStep(
      plan: MaskPlan(spec: cut.spec),
      views: [.network, .company, .conventions, .expectation, .modes],
      dials: MaskDial.allCases)
    panel.layer = cut.spec.network.layers.firstIndex { $0.inputDropProbability > 0 } ?? 0
    let step = Step(
      id: "cut", title: "Masks of a few units", text: LessonPageState.text(cut), kind: .mask(panel))
    let title =
      lab.plan.runs.indices.contains(cut.run) && lab.plan.runs.count > 1
      ? "\(lab.title): \(lab.plan.runs[cut.run].title)" : lab.title
    let lesson = Lesson(id: "cut", title: title, summary: "", minutes: 1, steps: [step])
    self.init(lessonIndex: 0, lesson: lesson, stepIndex: 0, isOfLab: true)
  }

  private static func text(_ cut: RunCut) -> String {
    let parts = cut.whole.indices.map { layer in
      "\(cut.kept[layer]) of \(cut.whole[layer]) "
        + (layer == 0 ? "inputs" : "units of hidden layer \(layer)")
    }
    return
      "The network after step \(cut.step.grouped): \(parts.joined(separator: ", ")), those with the "
      + "strongest links. **The units left out are missing from the sums**, so what it gives is not "
      + "what the whole network gives. It trains on from here by itself: on \(cut.spec.inputs.count) "
      + "samples, one at a time, with masks of its own and an optimizer that remembers nothing yet. "
      + "The lab stays as it is."
  }
}

extension TutorState {
  /// The lab that is on the screen itself, not a cut of it.
  var shownLab: LabState? { lab.flatMap { $0.isShown && $0.cut == nil ? $0 : nil } }

  /// The page on the screen: of a lesson, or of a lab's cut.
  public internal(set) var shownPage: LessonPageState? {
    get { lab?.isShown == true ? lab?.cut : page }
    set {
      if lab?.isShown == true { lab?.cut = newValue } else { page = newValue }
    }
  }

  /// Whether a page of a lesson or of a cut, or a lab is on the screen: what is left by one key.
  public var isAtCourseList: Bool { shownPage == nil && shownLab == nil }

  /// The part of `update` that a lab's cut answers.
  mutating func updateCut(_ message: TutorMessage) -> [TutorEffect] {
    guard var page = lab?.cut else { return [] }
    if message == .leavePressed, page.panel?.contents.isTyping != true {
      lab?.cut = nil
      return lab?.observe(on: display) ?? []
    }
    // There is no link on it.
    _ = updatePage(&page, message)
    lab?.cut = page
    return []
  }
}
