import Lessons
import Regularization
import TerminalUI

/// The keys of the mask panel.
enum MaskKeys {
  typealias Binding = KeyBinding<TutorMessage>

  static func typing(_ key: Key, in panel: MaskPanelState) -> TutorMessage? {
    guard panel.isTypingValue else { return nil }
    switch key {
    case .character(let character) where panel.takes(character): return .typed(character)
    case .backspace: return .eraseTypedPressed
    case .enter: return panel.typed.isEmpty ? .typedCancelled : .typedSubmitted
    case .escape: return .typedCancelled
    default: return nil
    }
  }

  /// All keys, whatever can be pressed at the moment: for the docs.
  static var everyKey: [Binding] {
    let network = NetworkSpec(inputs: 1, layers: [LayerSpec(units: 1, activation: .linear)])
    let spec = MaskSpec(
      network: network, parameters: [LayerParameters(weights: [1], biases: [0])], inputs: [[1]],
      targets: .values([1], width: 1), loss: .halfSquaredError)
    return bindings(
      MaskPanelState(
        MaskStep(
          plan: MaskPlan(spec: spec), views: MaskView.allCases, dials: MaskDial.allCases)))
  }

  static func bindings(_ panel: MaskPanelState) -> [Binding] {
    going(panel) + choosing(panel) + dials(panel) + jumping(panel)
  }

  /// The names of the views, as the footer says where a key leads.
  static func name(of view: MaskView) -> String {
    switch view {
    case .network: "neurons"
    case .company: "people"
    case .conventions: "conventions"
    case .expectation: "expectation"
    case .modes: "modes"
    }
  }

  /// What the next press goes to.
  private static func label(of view: MaskView) -> String {
    switch view {
    case .network: "step"
    case .company: "morning"
    case .conventions: "next page"
    case .expectation, .modes: "sample"
    }
  }

  private static func going(_ panel: MaskPanelState) -> [Binding] {
    let isNetwork = panel.view == .network
    let views = panel.step.views
    let index = views.firstIndex(of: panel.view) ?? 0
    let next = views.isEmpty ? panel.view : views[(index + 1) % views.count]
    let isCompany = panel.view == .company
    let hasPeople = views.contains(.company) && views.contains(.network)
    return [
      Binding(
        [" "], panel.isPlaying ? "pause" : "play",
        help: "People: let the mornings go by, or pause.", .mask(.playOrPause),
        isEnabled: isCompany),
      Binding(
        PageKeys.next + PageKeys.go, label(of: panel.view),
        help:
          "Neurons: the next part of the update, for every sample of its batch in turn, then the "
          + "weights. Other views: the next sample. Behind the last update, the next page.",
        .nextPressed),
      Binding(
        PageKeys.back, "back", help: "A part of the update, or a sample, back.", .backPressed),
      Binding(
        ["m"], name(of: next), help: "Look at the network in the next way that this page offers.",
        .mask(.nextView), isEnabled: views.count > 1),
      Binding(
        ["t"], isCompany ? "neurons" : "people",
        help:
          "Show the neurons as people, the layers as teams, or the people as neurons; the place "
          + "is kept.", .mask(.people),
        isEnabled: hasPeople && (isCompany || isNetwork)),
      Binding(
        ["M"], "view before", help: "Look at it in the way before.", .mask(.previousView),
        isEnabled: views.count > 1, footer: false),
    ]
  }

  private static func choosing(_ panel: MaskPanelState) -> [Binding] {
    let isNetwork = panel.view == .network
    let hasOutputs =
      panel.spec.network.outputs > 1 && (panel.view == .expectation || panel.view == .modes)
    let hasLines = [.network, .expectation, .modes].contains(panel.view)
    let what = !isNetwork ? "line" : panel.place.phase == .weights ? "weight" : "unit"
    return [
      Binding(
        [.up, "k"], what,
        help:
          "Choose the unit or weight above; its working is written out. In lists: the line above.",
        .upPressed, isEnabled: hasLines),
      Binding(
        [.down, "j"], what, help: "Choose the unit or weight below. In lists: the line below.",
        .downPressed, isEnabled: hasLines),
      Binding(
        ["w"], hasOutputs ? "output" : "layer",
        help: "Choose in the next layer. Expectation and modes: look at the next output.",
        .columnRightPressed, isEnabled: isNetwork || hasOutputs),
      Binding(
        ["b"], "layer before", help: "Choose in the layer before, or the output before.",
        .columnLeftPressed, isEnabled: isNetwork || hasOutputs, footer: false),
    ]
  }

  private static func dials(_ panel: MaskPanelState) -> [Binding] {
    let has = !panel.step.dials.isEmpty
    let dial = panel.focusedDial
    return [
      Binding(
        [.tab], "dials", help: "Choose the next dial.", .focusForwardPressed, isEnabled: has),
      Binding(
        [.backTab], "dials back", help: "Choose the dial before.", .focusBackwardPressed,
        isEnabled: has, footer: false),
      Binding(
        ["+", "="], "turn up", help: "Turn the chosen dial up; everything is computed again.",
        .dialUpPressed, isEnabled: dial != nil),
      Binding(
        ["-", "−", "_"], "turn down", help: "Turn the chosen dial down.", .dialDownPressed,
        isEnabled: dial != nil),
      Binding(
        ["v"], "type value", help: "Type the chosen dial’s value.", .dialTypingPressed,
        isEnabled: dial?.takesFigures == true && !panel.isTypingValue),
      Binding(
        ["R"], "new seed", help: "Draw with the next seed: other random numbers, other masks.",
        .mask(.newSeed), isEnabled: panel.step.dials.contains(.seed)),
    ]
  }

  private static func jumping(_ panel: MaskPanelState) -> [Binding] {
    let number = panel.place.iteration
    let hasPlace = [.network, .company, .modes].contains(panel.view)
    return [
      Binding(
        [">"], "update", help: "Go to the same part of the next update.", .mask(.nextIteration),
        isEnabled: hasPlace && number < panel.iterations),
      Binding(
        ["<"], "update before", help: "Go to the same part of the update before.",
        .mask(.previousIteration), isEnabled: hasPlace && number > 1, footer: false),
      Binding(
        ["s"], "other sample", help: "Go to the same part for the next sample of the batch.",
        .mask(.nextRow), isEnabled: hasPlace && panel.rows > 1, footer: false),
      Binding(
        ["S"], "sample before", help: "Go to the same part for the sample before.",
        .mask(.previousRow), isEnabled: hasPlace && panel.rows > 1, footer: false),
      Binding(
        ["d"], "all digits", help: "Show every digit of the working.", .allDigitsPressed,
        footer: false),
      Binding(
        ["r"], "reset", help: "Put the dials back, and go to where the page began.", .resetPressed,
        footer: false),
      Binding(
        ["g", .home], "first update", help: "Go to the first update.", .firstPressed,
        footer: false),
      Binding(
        ["G", .end], "last update", help: "Go to the last update.", .lastPressed, footer: false),
    ]
  }
}
