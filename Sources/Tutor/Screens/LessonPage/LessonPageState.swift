public import Lessons

/// A lesson that is open at one of its steps.
public struct LessonPageState: Hashable, Sendable {
  /// Where the page is scrolled to.
  public enum Scroll: Hashable, Sendable {
    /// So many rows down from the top.
    case offset(Int)
    /// Wherever the learner is at work: the current row of the table, the question, its answer.
    case following
  }

  /// Index into the course.
  public let lessonIndex: Int
  public let lesson: Lesson
  public var stepIndex: Int
  public var scroll: Scroll = .offset(0)
  /// What the learner did on each step that was opened, by the step's index.
  public var panels: [Int: StepPanel] = [:]
  /// What was answered in each lab that is closed again, by the step's index.
  public var labTasks: [Int: LabTasks] = [:]

  /// Whether it is no page of a lesson but a cut of a lab's network.
  public let isOfLab: Bool

  public init(lessonIndex: Int, lesson: Lesson, stepIndex: Int) {
    self.init(lessonIndex: lessonIndex, lesson: lesson, stepIndex: stepIndex, isOfLab: false)
  }

  init(lessonIndex: Int, lesson: Lesson, stepIndex: Int, isOfLab: Bool) {
    self.lessonIndex = lessonIndex
    self.lesson = lesson
    self.stepIndex = stepIndex
    self.isOfLab = isOfLab
    openPanel()
  }

  public var step: Step { lesson.steps[stepIndex] }
  public var isFirstStep: Bool { stepIndex == 0 }
  public var isLastStep: Bool { stepIndex == lesson.steps.count - 1 }

  /// The panel of the open step; `nil` on a page without one.
  public var panel: StepPanel? {
    get { panels[stepIndex] }
    set { panels[stepIndex] = newValue }
  }

  /// Whether the open step has a lab.
  public var hasLab: Bool { if case .train = step.kind { true } else { false } }

  /// Goes to a step; what was done there before is still there.
  mutating func open(step index: Int) {
    panel?.pause()
    stepIndex = index
    scroll = .offset(0)
    openPanel()
  }

  private mutating func openPanel() {
    if panel == nil { panel = StepPanel(step, in: lesson) }
  }
}
