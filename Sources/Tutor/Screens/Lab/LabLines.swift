import Lessons
import Regularization
import TerminalUI

/// The lab line by line: the same state and the same messages, in sentences.
struct LabLines {
  private let lab: LabState
  private let glyphs: Glyphs

  init(_ lab: LabState, glyphs: Glyphs) {
    self.lab = lab
    self.glyphs = glyphs
  }

  private var sentences: LabSentences { LabSentences(lab) }

  /// What is said when the lab opens.
  func opening() -> [String] {
    var lines = ["", "Lab: \(lab.title)", ""]
    if let failure = lab.failure { return lines + [failed(failure)] }
    guard lab.samples != nil else {
      return lines + ["Setting the samples and the network up."]
    }
    lines += samples() + sentences.settings()
    if lab.observation != nil { lines += [sentences.position()] + figures() }
    return lines + tasks()
  }

  /// What changed.
  func changes(from old: LabState) -> [String] {
    if let failure = lab.failure, old.failure == nil { return [failed(failure)] }
    if lab.overlay != old.overlay, lab.overlay != nil { return overlay() }
    var lines: [String] = []
    let isNew = lab.samples != nil && (old.samples == nil || old.plan != lab.plan)
    if isNew, lab.observation != nil {
      lines += samples() + sentences.settings() + [sentences.position()] + figures()
    } else if let now = lab.observation, let before = old.observation {
      lines += dials(from: old)
      if now.step != before.step { lines += way(from: before.step, to: now.step) }
      if lab.diverged != nil, old.diverged == nil { lines += [lab.divergenceText() ?? ""] }
    }
    if lab.told != old.told, let panel = lab.told.panel, let picture = lab.picture {
      let view = LabPanelView(panel, picture, glyphs: glyphs)
      lines += ["\(view.title):"] + view.lines()
    } else if lab.look != old.look, lab.look.subStep == nil {
      lines += look(from: old)
    }
    if let part = lab.look.subStep, part != old.look.subStep, let picture = lab.picture {
      lines += ["Of the next update: \(part.name)."]
      lines += LabPanelView(.table, picture, glyphs: glyphs).lines()
    }
    if lab.tasks != old.tasks { lines += tasks() }
    return lines
  }

  // MARK: Parts

  private func failed(_ failure: LabFailure) -> String {
    "This cannot be trained: \(failure.message). \(failure.remedy)"
  }

  private func overlay() -> [String] {
    switch lab.overlay {
    case .export: return ["What is to be written? m lists it."]
    case .text:
      return Prose(lab.text).plainLines(columns: 78, glyphs: glyphs) + sentences.tasks()
        + sentences.settings()
    case nil: return []
    }
  }

  private func samples() -> [String] {
    guard let samples = lab.samples else { return [] }
    let validation = samples.validation > 0 ? " and \(samples.validation) for validation" : ""
    return [
      "Samples: \(samples.name), \(samples.training) to train on\(validation), "
        + "\(samples.inputs) inputs."
    ]
  }

  private func named(_ run: Int, _ text: String) -> String {
    (lab.plan.runs.count > 1 ? "\(lab.plan.runs[run].title): " : "") + text
  }

  private func figures() -> [String] {
    (lab.observation?.runs ?? []).enumerated().map {
      named($0.offset, LabSentences.figures($0.element.now) + ".")
    }
  }

  /// A line for each epoch that was trained, at most ten; back, where it stands.
  private func way(from old: Int, to now: Int) -> [String] {
    guard let observation = lab.observation else { return [] }
    guard now > old else { return ["Back to step \(now)."] + figures() }
    var lines: [String] = []
    for (index, run) in observation.runs.enumerated() {
      var ends: [CurvePoint] = []
      for (before, point) in zip(run.curves, run.curves.dropFirst())
      where point.step > old && point.step < now
        && point.epochs.rounded(.down) > before.epochs.rounded(.down)
      {
        ends.append(point)
      }
      let every = max(1, (ends.count + 8) / 9)
      for point in ends.enumerated().filter({ $0.offset % every == every - 1 }).map(\.element) {
        lines.append(named(index, "epoch \(Int(point.epochs)): \(LabSentences.figures(point))."))
      }
      let here = "step \(now), epoch \(run.now.epochs.rounded(significantDigits: 4)): "
      lines.append(named(index, here + LabSentences.figures(run.now) + "."))
      if let parting = observation.partings[index], parting > old, parting <= now {
        lines.append(named(index, "here it parted from the first run, in step \(parting)."))
      }
    }
    return lines
  }

  private func dials(from old: LabState) -> [String] {
    var lines: [String] = []
    for dial in lab.dials where lab.value(of: dial) != old.value(of: dial) {
      let titles = lab.runs(turnedBy: dial).map { lab.plan.runs[$0].title }
      let runs = lab.plan.runs.count > 1 ? " in \(titles.joined(separator: ", "))" : ""
      lines.append("\(dial.name) is \(lab.value(of: dial))\(runs), from step \(lab.step) on.")
    }
    if lab.focusedDial != old.focusedDial, let dial = lab.focusedDial {
      lines.append("Chosen: \(dial.phrase), \(lab.value(of: dial)).")
    }
    return lines
  }

  private func look(from old: LabState) -> [String] {
    if lab.look.run != old.look.run { return ["In front: \(lab.plan.runs[lab.frontIndex].title)."] }
    if lab.look.chosen != old.look.chosen, let picture = lab.picture, lab.arrows == .weight {
      return LabPanelView(.table, picture, glyphs: glyphs).lines()
    }
    if lab.look.layer != old.look.layer { return ["Layer \(lab.look.layer + 1)."] }
    if lab.look.isLogarithmic != old.look.isLogarithmic {
      return [lab.look.isLogarithmic ? "The axis is logarithmic." : "The axis is linear."]
    }
    if lab.look.cursor != old.look.cursor, let run = lab.front {
      guard let cursor = lab.look.cursor,
        let point = run.curves.last(where: { $0.step <= cursor })
      else { return ["Read out at the present step."] }
      return ["Step \(point.step): \(LabSentences.figures(point))."]
    }
    return []
  }

  private func tasks() -> [String] {
    let words = LabWords(lab: lab, glyphs: glyphs)
    var lines: [String] = []
    if let feedback = lab.tasks.feedback { lines.append(flat(feedback.text)) }
    if let holds = words.holdsNow { lines.append(holds) }
    if let question = words.question {
      lines.append(flat(question) + (words.options.map { " (\($0))" } ?? ""))
    }
    return lines
  }

  private func flat(_ markdown: String) -> String {
    Prose(markdown).plainLines(columns: nil, glyphs: glyphs).joined(separator: " ")
  }

  // MARK: Input

  /// What Enter and numbers do.
  func menu() -> [String] {
    if lab.typingDial != nil {
      return ["Type a value and press Enter; Enter alone leaves it as it is."]
    }
    if lab.overlay == .export { return ["A number of the menu writes a file; 0 writes none."] }
    if enterLeaves {
      return [
        "Enter: back to the page. \(lab.canTrain ? "A number: so many epochs more. " : "")m: more choices."
      ]
    }
    if lab.failure != nil || lab.samples == nil { return ["m: choices. 0: leave the lab."] }
    let guess =
      lab.pendingGuess != nil
      ? "A number: your guess. train 5: five epochs." : "A number: so many epochs."
    let enter = lab.canTrain ? "Enter: to the end of the epoch. \(guess) " : ""
    return [enter + "m: more choices. 0: leave the lab."]
  }

  /// Whether there is nothing more that Enter could train in a lesson's lab.
  private var enterLeaves: Bool {
    guard lab.place != nil else { return false }
    return !lab.canTrain || (lab.front?.position.epoch ?? 0) >= lab.plan.epochs
  }

  /// The messages that a line stands for; `nil` where it means nothing.
  func messages(for line: String) -> [TutorMessage]? {
    let words = line.split { " \t\r".contains($0) }.map(String.init)
    let text = words.joined()
    if lab.typingDial != nil {
      return text.isEmpty
        ? [.typedCancelled]
        // What was refused before is not gone on with.
        : lab.typed.map { _ in .eraseTypedPressed } + text.map { .typed($0) } + [.typedSubmitted]
    }
    if text == "0" { return [.leavePressed] }
    let choices = choices()
    if lab.overlay != nil {
      let digits = text.first == "m" ? text.dropFirst() : text[...]
      guard let number = Int(digits), choices.indices.contains(number - 1) else {
        return text.isEmpty ? [.leavePressed] : nil
      }
      return [choices[number - 1].message]
    }
    if text.isEmpty {
      if enterLeaves { return [.leavePressed] }
      return lab.canTrain ? [.inLab(.finishEpoch)] : nil
    }
    if text.first == "m", let number = Int(text.dropFirst()) {
      return choices.indices.contains(number - 1) ? [choices[number - 1].message] : nil
    }
    if lab.pendingGuess != nil, let number = Int(text) {
      return lab.plan.runs.indices.contains(number - 1) ? [.inLab(.guess(number - 1))] : nil
    }
    let count = words.count == 2 && words[0] == "train" ? words[1] : text
    guard let epochs = Int(count), 1...1_000_000 ~= epochs, lab.canTrain else { return nil }
    return [.inLab(.train(epochs: epochs))]
  }

  /// What can be chosen by number.
  func choices() -> [LinearView.Choice] {
    // What is about the screen, or said by Enter and numbers already.
    let left: Set<TutorMessage> = [
      .focusForwardPressed, .focusBackwardPressed, .helpPressed, .redrawPressed, .scrolledDown,
      .scrolledUp, .leavePressed, .inLab(.finishEpoch), .inLab(.zoom), .inLab(.hidePanel),
      .inLab(.showPanels), .inLab(.faster), .inLab(.slower), .inLab(.playOrPause),
    ]
    let keys = LabKeys.bindings(lab).filter { $0.isEnabled && !left.contains($0.message) }
      .map { LinearView.Choice(label: label(of: $0), message: $0.message) }
    guard lab.overlay == nil, lab.picture != nil else { return keys }
    return keys
      + lab.available.map {
        LinearView.Choice(label: "Tell the panel “\($0.rawValue)”.", message: .inLab(.tell($0)))
      }
  }

  private func label(of binding: LabKeys.Binding) -> String {
    let dial = lab.focusedDial?.name ?? ""
    switch binding.message {
    case .dialUpPressed: return "Turn \(dial) up."
    case .dialDownPressed: return "Turn \(dial) down."
    case .dialTypingPressed: return "Type the value of \(dial)."
    case .inLab(.guess(let run)): return "Guess: \(lab.plan.runs[run].title)."
    default: return binding.help
    }
  }
}
