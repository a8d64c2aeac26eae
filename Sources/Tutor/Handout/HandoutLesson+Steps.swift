public import Lessons
public import Regularization
public import TerminalUI

extension HandoutLesson {
  /// - Parameters:
  ///   - trained: labs at the end of their epochs, by the step's id; the others are described.
  ///   - glyphs: what pictures are drawn with where there are only letters.
  public init(_ lesson: Lesson, trained: [String: LabPicture] = [:], glyphs: Glyphs) {
    id = lesson.id
    title = lesson.title
    summary = lesson.summary
    minutes = lesson.minutes
    sources = lesson.sources.map { source in
      source.link.map { "\(Prose.escaped(source.text)) [\($0)](\($0))" }
        ?? Prose.escaped(source.text)
    }
    sections = lesson.steps.map { step in
      HandoutSection(
        id: step.id, title: step.title,
        parts: HandoutLesson.parts(of: step, in: lesson, trained[step.id], glyphs))
    }
  }

  private static func parts(
    of step: Step, in lesson: Lesson, _ picture: LabPicture?, _ glyphs: Glyphs
  ) -> [HandoutPart] {
    switch step.kind {
    case .faulty(let issues):
      return [
        .prose("This page cannot be shown; its description has a problem:"),
        .lines(
          issues.flatMap {
            $0.description.split(separator: "\n", omittingEmptySubsequences: false)
              .map(String.init)
          }),
      ]
    case .train(let plan):
      return [.prose(step.text)] + LabHandout(plan, title: step.title, picture, glyphs).parts
    default:
      let panel = StepPanel(step, in: lesson)
      return [.prose(step.text)] + (panel?.contents.handoutParts(glyphs: glyphs) ?? [])
    }
  }
}

extension LabPlan {
  /// What is to be observed of its runs for a handout, once they are trained.
  public func handoutRequest(_ samples: SampleSummary) -> ObservationRequest {
    LabPanelView.request(
      for: LabHandout.panels(of: self, samples), of: samples, look: LabLook(),
      size: LabHandout.pictureSize)
  }
}

/// A lab in a handout: its runs, what became of them, and its tasks.
struct LabHandout {
  private let lab: LabState
  private let picture: LabPicture?
  private let glyphs: Glyphs

  /// Of pictures made of letters.
  static let pictureSize = Size(columns: 76, rows: 16)

  init(_ plan: LabPlan, title: String, _ picture: LabPicture?, _ glyphs: Glyphs) {
    var lab = LabState(plan, title: title)
    lab.samples = picture?.samples
    lab.observation = picture?.observation
    self.lab = lab
    self.picture = picture
    self.glyphs = glyphs
  }

  static func panels(of plan: LabPlan, _ samples: SampleSummary) -> [LabPanel] {
    plan.panels.filter { LabPanelView.isOf($0, plan, samples) }
  }

  var parts: [HandoutPart] {
    var parts: [HandoutPart] = [.sentences(LabSentences(lab).handout().map(Prose.escaped))]
    if let picture {
      parts.append(.sentences([trained(picture)]))
      for panel in LabHandout.panels(of: lab.plan, picture.samples) {
        let view = LabPanelView(panel, picture, glyphs: glyphs)
        parts += view.handoutParts(size: LabHandout.pictureSize)
      }
    }
    return parts + tasks
  }

  private func trained(_ picture: LabPicture) -> String {
    let names = Set(picture.observation.runs.map(\.spec.data.source.name)).sorted()
    let text =
      "Trained for this handout on \(names.joined(separator: ", ")) up to step "
      + "\(picture.observation.step.grouped), epoch \(picture.run.position.epoch)"
    guard let (run, divergence) = lab.diverged else { return Prose.escaped(text + ".") }
    return Prose.escaped(
      "\(text), where \(lab.plan.runs[run].title) diverges: its numbers leave the finite ones in step "
        + "\(divergence.step).")
  }

  private var tasks: [HandoutPart] {
    lab.plan.tasks.enumerated().map { index, task in
      switch task.kind {
      case .guess:
        let answer = lab.answer(toGuess: index)
        return .question(
          HandoutQuestion(
            task.question, options: lab.plan.runs.map { Prose.escaped($0.title) },
            answer: answer?.text ?? "It shows when the epochs are over.",
            working: answer?.explanation.map { [$0] } ?? []))
      case .reach:
        return .question(
          HandoutQuestion(
            task.question, answer: "It is brought about in the lab.", working: task.hints))
      }
    }
  }
}
