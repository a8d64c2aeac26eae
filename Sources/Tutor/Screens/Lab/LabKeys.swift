import Lessons
import Regularization
import TerminalUI

/// The lab's part of the table of keys.
enum LabKeys {
  typealias Binding = KeyBinding<TutorMessage>

  static func bindings(_ lab: LabState) -> [Binding] {
    switch lab.overlay {
    case .export: exports(lab)
    case .text: text
    case nil: controls(lab)
    }
  }

  static func typing(_ key: Key, in lab: LabState) -> TutorMessage? {
    guard lab.typingDial != nil else { return nil }
    switch key {
    case .character(let character) where "0123456789.,-−+eE".contains(character):
      return .typed(character)
    case .backspace: return .eraseTypedPressed
    case .enter: return lab.typed.isEmpty ? .typedCancelled : .typedSubmitted
    case .escape: return .typedCancelled
    default: return nil
    }
  }

  static let text: [Binding] = [
    Binding(["i", "q", .escape, .enter], "close", help: "Back to the lab.", .leavePressed),
    Binding([.down, "j", .pageDown, " "], "down", help: "Scroll down.", .downPressed),
    Binding([.up, "k", .pageUp], "up", help: "Scroll up.", .upPressed),
  ]

  static func exports(_ lab: LabState) -> [Binding] {
    let isObserved = lab.observation != nil
    func export(_ key: Key, _ kind: LabExport.Kind, _ label: String, _ help: String) -> Binding {
      Binding([key], label, help: help, .inLab(.export(kind)), isEnabled: isObserved)
    }
    return [
      export("c", .csv, "CSV", "Write the curves as CSV."),
      export("j", .json, "JSON", "Write the curves as JSON."),
      export("w", .weights, "weights", "Write the weights of the present step for NumPy (.npz)."),
      export(
        "s", .spec, "spec",
        "Write the training files with the recorded changes: running them gives the same bits."),
      export("g", .svg, "charts", "Write the charts on screen as SVG."),
      Binding(["t"], "screen", help: "Write the screen as text.", .inLab(.export(.text))),
      Binding(["x", "q", .escape], "close", help: "Write nothing.", .leavePressed),
    ]
  }

  static func controls(_ lab: LabState) -> [Binding] {
    let panels = panels(lab)
    // What a narrow footer has room for comes first.
    var bindings = training(lab)
    bindings += panels.prefix(1)
    bindings += dials(lab)
    bindings += panels.dropFirst().prefix(2)
    bindings += tasks(lab)
    bindings += runs(lab)
    bindings += panels.dropFirst(3)
    bindings += going(lab)
    bindings += leaving(lab)
    return bindings
  }

  private static func leaving(_ lab: LabState) -> [Binding] {
    [
      Binding(
        ["m"], "masks",
        help:
          "While a run with dropout pauses: go through the masks of a few of its units, number by "
          + "number.", .inLab(.masks), isEnabled: lab.canShowMasks, footer: false),
      Binding(
        ["x"], "export", help: "Write curves, weights, spec, charts or the screen to files.",
        .inLab(.exportMenu)),
      Binding(
        ["i"], "text", help: "Show what this is about, the tasks and all settings.",
        .inLab(.text), footer: false),
      Binding(
        ["q"], lab.place == nil ? "quit" : "page",
        help: "Back to the page; leave a lab of your own.", .leavePressed),
    ]
  }

  private static func training(_ lab: LabState) -> [Binding] {
    [
      Binding(
        [" "], lab.pace.isPlaying ? "pause" : "play",
        help: "Train on, or pause; it pauses by itself when the planned epochs are over.",
        .inLab(.playOrPause), isEnabled: lab.canTrain || lab.pace.isPlaying),
      Binding(
        ["."], "batch", help: "Train on one batch.", .inLab(.forward), isEnabled: lab.canTrain),
      Binding(
        [","], "back", help: "Go one batch back; nothing is lost.", .inLab(.back),
        isEnabled: lab.canGoBack),
      Binding(
        ["e"], "epoch", help: "Train to the end of the epoch.", .inLab(.finishEpoch),
        isEnabled: lab.canTrain),
      Binding(
        ["s"], lab.subStepLabel,
        help: "Take the next update apart for the chosen weight: forward, loss, backward, update; "
          + "once more makes it.", .inLab(.subStep), isEnabled: lab.canTrain),
    ]
  }

  private static func dials(_ lab: LabState) -> [Binding] {
    let dial = lab.focusedDial
    let name = dial?.name ?? "dial"
    let isReady =
      (lab.samples != nil || lab.failure != nil)
      && !(dial.map { lab.runs(turnedBy: $0).isEmpty } ?? true)
    return [
      Binding(
        ["+", "="], name,
        help: "Turn the chosen dial up, while it runs or not; the change is "
          + "recorded, and what was computed beyond this step is forgotten.", .dialUpPressed,
        isEnabled: dial != nil && isReady),
      Binding(
        ["-", "−", "_"], name, help: "Turn the chosen dial down.", .dialDownPressed,
        isEnabled: dial != nil && isReady),
      Binding(
        ["d"], "dial", help: "Choose the next dial.", .inLab(.nextDial),
        isEnabled: lab.dials.count > 1),
      Binding(
        ["D"], "dial before", help: "Choose the dial before.", .inLab(.previousDial),
        isEnabled: lab.dials.count > 1, footer: false),
      Binding(
        ["v"], "type value", help: "Type the chosen dial’s value.", .dialTypingPressed,
        isEnabled: dial?.takesFigures == true && isReady && lab.typingDial == nil, footer: false),
      Binding(
        ["a"], lab.turnsFrontAlone ? "dials of all" : "dials of one",
        help: "Turn dials in all runs that they fit, or in the one in front alone.",
        .inLab(.scope), isEnabled: dial != nil && lab.plan.runs.count > 1, footer: false),
    ]
  }

  private static func tasks(_ lab: LabState) -> [Binding] {
    let ordinals = ["first", "second", "third", "fourth"]
    let guesses = zip(lab.plan.runs.indices, ordinals).map { index, ordinal in
      Binding(
        [.character(Character("\(index + 1)"))], lab.plan.runs[index].title,
        help: "Guess the \(ordinal) run.", .inLab(.guess(index)),
        isEnabled: lab.pendingGuess != nil, footer: false)
    }
    return guesses + [
      Binding(
        ["H"], "hint", help: "Show a hint for the task; again for the next hint.", .hintPressed,
        isEnabled: lab.currentTask.map { !$0.hints.isEmpty } ?? false),
      Binding(
        ["S"], "skip task", help: "Skip the task: show the answer.", .answerPressed,
        isEnabled: lab.currentTask != nil, footer: false),
    ]
  }

  private static func runs(_ lab: LabState) -> [Binding] {
    let hasTwins = lab.plan.runs.count > 1
    return [
      Binding(
        ["t"], "next run", help: "Bring the next run to the front.", .inLab(.nextRun),
        isEnabled: hasTwins),
      Binding(
        ["T"], lab.twinLabel,
        help:
          "In a lab of your own: add a twin to compare with (L1, L2, dropout), up to four runs; "
          + "then one again. They begin anew.", .inLab(.twins),
        isEnabled: lab.place == nil && lab.samples != nil, footer: false),
    ]
  }

  private static func panels(_ lab: LabState) -> [Binding] {
    let shown = lab.available
    let focus = shown.contains(lab.focus) ? lab.focus : nil
    let arrows = lab.observation == nil || focus == nil ? nil : lab.arrows
    let label = arrows?.label ?? "move"
    let layers = lab.front?.network.layers.count ?? 1
    let usesLayer = !Set(shown).isDisjoint(with: [.histogram, .weights, .table])
    let isCurve = !Set(shown).isDisjoint(with: [.loss, .accuracy, .norms])
    return [
      Binding(
        [.tab], "panel", help: "Choose the next panel.", .focusForwardPressed,
        isEnabled: shown.count > 1),
      Binding(
        [.backTab], "panel before", help: "Choose the panel before.", .focusBackwardPressed,
        isEnabled: shown.count > 1, footer: false),
      Binding(
        ["z"], lab.isZoomed ? "all panels" : "zoom",
        help: "Show the chosen panel alone, or all of them again.", .inLab(.zoom),
        isEnabled: shown.count > 1),
      Binding(
        [.left, "h"], label,
        help: "In curves: read them out at an earlier step. In weights: choose the weight before.",
        .columnLeftPressed, isEnabled: arrows != nil && lab.canMove(by: -1)),
      Binding(
        [.right, "l"], label,
        help: "In curves: read them out at a later step. In weights: choose the next weight.",
        .columnRightPressed, isEnabled: arrows != nil && lab.canMove(by: 1)),
      Binding(
        [.up, "k"], label, help: "In weights: choose the input above. In lists: scroll up.",
        .upPressed, isEnabled: arrows?.isVertical == true && lab.canMove(by: -1), footer: false),
      Binding(
        [.down, "j"], label, help: "In weights: choose the input below. In lists: scroll down.",
        .downPressed, isEnabled: arrows?.isVertical == true && lab.canMove(by: 1), footer: false),
      Binding(
        [.enter], "go there", help: "Go to the step that the curves are read at.",
        .inLab(.toCursor), isEnabled: lab.look.cursor != nil),
      Binding(
        ["u"], "unit", help: "Choose a weight of the next unit.", .inLab(.nextUnit),
        isEnabled: arrows == .weight, footer: false),
      Binding(
        ["U"], "unit before", help: "Choose a weight of the unit before.", .inLab(.previousUnit),
        isEnabled: arrows == .weight, footer: false),
      Binding(
        ["w"], "layer", help: "Show the weights of the next layer.", .inLab(.nextLayer),
        isEnabled: layers > 1 && usesLayer, footer: false),
      Binding(
        ["W"], "layer before", help: "Show the weights of the layer before.",
        .inLab(.previousLayer), isEnabled: layers > 1 && usesLayer, footer: false),
      Binding(
        ["L"], lab.look.isLogarithmic ? "linear axis" : "log axis",
        help: "Draw the curves on a logarithmic axis, or on a linear one.", .inLab(.logarithmic),
        isEnabled: isCurve, footer: false),
      Binding(
        [.pageDown], label, help: "Ten units, inputs or samples further in the chosen panel.",
        .scrolledDown, isEnabled: arrows?.isVertical == true && lab.canMove(by: 10), footer: false),
      Binding(
        [.pageUp], label, help: "Ten units, inputs or samples back.", .scrolledUp,
        isEnabled: arrows?.isVertical == true && lab.canMove(by: -10), footer: false),
      Binding(
        ["p"], "hide", help: "Hide the chosen panel.", .inLab(.hidePanel),
        isEnabled: shown.count > 1, footer: false),
      Binding(
        ["P"], "show all", help: "Show the hidden panels again.", .inLab(.showPanels),
        isEnabled: !Set(lab.plan.panels).isSubset(of: lab.panels), footer: false),
    ]
  }

  private static func going(_ lab: LabState) -> [Binding] {
    let back = lab.canGoBack
    let ahead = lab.canGoAhead
    return [
      Binding(
        ["f"], "faster",
        help: "Play faster: 1 step in 2 s, then 1, 4, 15, 60, 250 steps a second, "
          + "then as fast as it goes.", .inLab(.faster), isEnabled: lab.speed?.faster != nil),
      Binding(
        ["F"], "slower", help: "Play slower.", .inLab(.slower),
        isEnabled: lab.speed?.slower != nil),
      Binding(
        ["<"], "epoch back", help: "Go an epoch back.", .inLab(.epochBack), isEnabled: back,
        footer: false),
      Binding(
        [">"], "epoch ahead", help: "Go an epoch ahead within what was computed.",
        .inLab(.epochAhead), isEnabled: ahead, footer: false),
      Binding(
        ["["], "far back", help: "Go a twentieth of the whole run back.", .inLab(.strideBack),
        isEnabled: back, footer: false),
      Binding(
        ["]"], "far ahead", help: "Go a twentieth of the whole run ahead.", .inLab(.strideAhead),
        isEnabled: ahead, footer: false),
      Binding(
        ["g", .home], "start",
        help: "Go back to the start; your changes are kept and made again on the way forward.",
        .inLab(.toStart), isEnabled: back, footer: false),
      Binding(
        ["G", .end], "end", help: "Go to the end of what was computed.", .inLab(.toEnd),
        isEnabled: ahead, footer: false),
      Binding(
        ["r"], "reset",
        help: "Begin anew with the plan’s own settings and the same initial weights; your changes "
          + "are forgotten.", .inLab(.reset), isEnabled: lab.samples != nil || lab.failure != nil),
      Binding(
        ["R"], "new seed",
        help:
          "Begin anew with the next seed: other initial weights and batches, dials as they are.",
        .inLab(.newSeed), isEnabled: lab.samples != nil, footer: false),
    ]
  }
}

extension LabState.Arrows {
  var label: String {
    switch self {
    case .cursor: "read out"
    case .weight: "weight"
    case .rows: "scroll"
    case .layer: "layer"
    }
  }

  var isVertical: Bool { self == .weight || self == .rows }
}

extension LabState {
  var canGoBack: Bool { front.map { step > $0.start } ?? false }
  var canGoAhead: Bool { front.map { step < $0.end } ?? false }

  /// What the next press of the sub-step key shows.
  var subStepLabel: String {
    switch look.subStep {
    case nil: "take apart"
    case .update: "make it"
    case let part?: LabSubStep(rawValue: part.rawValue + 1)?.name ?? ""
    }
  }

  /// A lab in which every key means something: for the docs.
  static var everyKey: LabState {
    let spec = TrainingSpec(data: DataSpec(.generated(.moons)))
    let runs = ["none", "l1", "l2", "dropout"].map { LabRun(id: $0, title: $0, spec: spec) }
    return LabState(
      LabPlan(runs: runs, panels: LabPanel.allCases, dials: LabDial.allCases, epochs: 1), title: "")
  }
}
