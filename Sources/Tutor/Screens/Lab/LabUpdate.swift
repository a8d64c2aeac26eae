public import Lessons
import Regularization
import TerminalUI

extension TutorState {
  /// Opens a lab of one's own; `q` in it leaves the tutor.
  public mutating func openLab(_ plan: LabPlan, title: String) -> [TutorEffect] {
    show(LabState(plan, title: title))
  }

  /// Brings the lab of the open page onto the screen: as it was left, or set up.
  mutating func openLab(of page: LessonPageState) -> [TutorEffect] {
    guard case .train(let plan) = page.step.kind else { return [] }
    let place = LabState.Place(lesson: page.lessonIndex, step: page.stepIndex)
    if lab?.place == place {
      lab?.isShown = true
      return lab?.observe(on: display) ?? []
    }
    let closing = closeLab()
    var lab = LabState(plan, title: page.step.title, text: page.step.text, place: place)
    if let tasks = page.labTasks[page.stepIndex] { lab.tasks = tasks }
    return closing + show(lab)
  }

  private mutating func show(_ lab: LabState) -> [TutorEffect] {
    self.lab = lab
    return [.lab(.begin(lab.plan))]
  }

  /// Ends the runs of an open lab; what the learner answered stays with its page.
  mutating func closeLab() -> [TutorEffect] {
    guard let lab else { return [] }
    if let place = lab.place, place.lesson == page?.lessonIndex {
      page?.labTasks[place.step] = lab.tasks
    }
    self.lab = nil
    return [.lab(.close)]
  }

  /// The part of `update` that a lab on the screen answers.
  mutating func updateLab(_ message: TutorMessage) -> [TutorEffect] {
    guard var lab else { return [] }
    if message == .leavePressed, lab.overlay == nil, lab.typingDial == nil { return leaveLab() }
    var orders: [LabOrder] = []
    notice = lab.take(message, on: display, &orders)
    if case .inLab(.export(let kind)) = message { orders += export(kind, of: lab) }
    self.lab = lab
    return orders.map { .lab($0) } + (self.lab?.observe(on: display) ?? [])
  }

  private mutating func leaveLab() -> [TutorEffect] {
    guard lab?.place != nil else { return closeLab() + [.quit] }
    // What is out of sight stands still.
    let pausing: [TutorEffect] = lab?.pace.isPlaying == true ? [.lab(.pause)] : []
    lab?.pace.isPlaying = false
    lab?.isShown = false
    return pausing
  }

  private mutating func export(_ kind: LabExport.Kind, of lab: LabState) -> [LabOrder] {
    var clean = self
    clean.lab = lab
    clean.notice = nil
    guard let export = LabExportTexts(lab, in: clean).export(kind) else {
      notice = "There is nothing to write yet."
      return []
    }
    notice = "Writing …"
    return [.export(export)]
  }

  /// Takes in what the shell tells of the lab.
  mutating func take(_ report: LabReport) -> [TutorEffect] {
    guard var lab else { return [] }
    switch report {
    case .opened(let samples):
      lab.samples = samples
      lab.observation = nil
      lab.failure = nil
      lab.request = nil
      if !lab.available.contains(lab.focus), let first = lab.available.first { lab.focus = first }
    case .failed(let message, let remedy):
      lab.failure = LabFailure(message: message, remedy: remedy)
      lab.pace = LabPace(isPlaying: false, stepsPerSecond: 0)
    case .observed(let observation, let pace):
      // What comes before the runs are set up is of runs that are gone.
      if lab.samples != nil, observation.runs.count == lab.plan.runs.count {
        lab.take(observation, pace)
      }
    case .exported(let paths):
      notice = paths.isEmpty ? "Nothing was written." : "Written: \(paths.joined(separator: ", "))"
    case .exportFailed(let message): notice = "Not written: \(message)"
    case .cut(let cut):
      // It may have been left, or played on, in the meantime.
      if lab.isShown, lab.canShowMasks { lab.cut = LessonPageState(cut, of: lab) }
    case .cutFailed(let message): notice = "The masks cannot be gone through by hand: \(message)"
    }
    self.lab = lab
    return self.lab?.observe(on: display) ?? []
  }
}

extension LabState {
  /// Asks for what the panels on screen need, where that is not what was asked for.
  mutating func observe(on display: Display) -> [TutorEffect] {
    guard let samples, isShown else { return [] }
    let shown = LabLayout(self, display).panels
    let size = shown.map(\.rect).max { $0.columns * $0.rows < $1.columns * $1.rows }
    var wanted = LabPanelView.request(
      for: shown.map(\.panel), of: samples, look: look,
      size: Size(columns: size?.columns ?? 0, rows: size?.rows ?? 0))
    if plan.tasks.contains(where: { $0.measures.contains(where: \.isOfUnits) }) {
      wanted.units = true
    }
    guard wanted != request else { return [] }
    request = wanted
    return [.lab(.observe(wanted))]
  }

  mutating func take(_ seen: GroupObservation, _ pace: LabPace) {
    observation = seen
    self.pace = pace
    if seen.step == target || diverged != nil { target = nil }
    if let run = front {
      if speed == nil {
        let (steps, isTooMany) = plan.epochs.multipliedReportingOverflow(by: run.stepsPerEpoch)
        speed = .fitting(steps: isTooMany ? .max : steps)
      }
      look.run = frontIndex
      look.layer = min(max(0, look.layer), run.network.layers.count - 1)
      if look.chosen.map({ !run.network.contains($0) }) ?? true {
        look.chosen = run.network.middleWeight(samples?.imageShape)
      }
      if let cursor = look.cursor, cursor > run.end { look.cursor = nil }
    }
    judge()
  }

  /// Sets the runs up anew, before their first update.
  mutating func reopen(_ changed: LabPlan, _ orders: inout [LabOrder]) {
    plan = changed
    samples = nil
    observation = nil
    failure = nil
    request = nil
    target = nil
    pace = LabPace(isPlaying: false, stepsPerSecond: 0)
    look.subStep = nil
    look.cursor = nil
    look.run = min(look.run, changed.runs.count - 1)
    stopEpoch = changed.epochs
    tasks.holdsNow = false
    orders.append(.begin(changed))
  }
}

extension NetworkSpec {
  func contains(_ place: WeightPlace) -> Bool {
    layers.indices.contains(place.layer) && 0..<layers[place.layer].units ~= place.unit
      && (place.input.map { 0..<inputs(ofLayer: place.layer) ~= $0 } ?? true)
  }

  /// A first-layer weight to begin with: of images from their middle, where there is something.
  func middleWeight(_ shape: ImageShape?) -> WeightPlace {
    let input = shape.map { $0.rows / 2 * $0.columns + $0.columns / 2 } ?? 0
    return WeightPlace(layer: 0, input: min(input, inputs - 1), unit: 0)
  }
}
