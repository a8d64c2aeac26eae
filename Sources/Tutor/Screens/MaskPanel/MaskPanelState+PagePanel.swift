import Lessons
import TerminalUI

extension MaskPanelState: PagePanel {
  var bindings: [KeyBinding<TutorMessage>] { MaskKeys.bindings(self) }
  func typing(_ key: Key) -> TutorMessage? { MaskKeys.typing(key, in: self) }
  var isTyping: Bool { isTypingValue }

  func blocks(glyphs: Glyphs, columns: Int, rows: Int, isShort: Bool) -> [PageLayout.Block] {
    MaskPanelView(self, glyphs: glyphs, columns: columns, rows: rows, isShort: isShort).blocks()
  }

  // MARK: Lines

  func opening(glyphs: Glyphs) -> [String] { MaskLines(self, glyphs: glyphs).opening() }

  func changes(from old: MaskPanelState, glyphs: Glyphs) -> [String] {
    MaskLines(self, glyphs: glyphs).changes(from: old)
  }

  func handout(glyphs: Glyphs) -> [String] { MaskLines(self, glyphs: glyphs).complete() }

  var choices: [LinearView.Choice] {
    var choices = LinearView.choices(
      of: bindings.filter {
        ![.dialUpPressed, .dialDownPressed, .dialTypingPressed].contains($0.message)
          // Sentences have no list to scroll.
          && (view == .network || ![.upPressed, .downPressed].contains($0.message))
      })
    guard !step.dials.isEmpty else { return choices }
    choices.append(LinearView.Choice(label: "Choose the next dial.", message: .focusForwardPressed))
    if let dial = focusedDial {
      let name = MaskPanelState.name(of: dial)
      choices.append(LinearView.Choice(label: "Turn \(name) up.", message: .dialUpPressed))
      choices.append(LinearView.Choice(label: "Turn \(name) down.", message: .dialDownPressed))
      if dial.takesFigures {
        choices.append(LinearView.Choice(label: "Type \(name).", message: .dialTypingPressed))
      }
    }
    return choices
  }

  var menu: String {
    if isTypingValue { return "Type a value and press Enter; Enter alone leaves it as it is." }
    let step =
      switch view {
      case .network: "next part of the update"
      case .company: "next morning"
      case .conventions: "next page"
      case .expectation, .modes: "next sample"
      }
    return "Enter: \(step). m: more choices. 0: list of lessons."
  }

  func messages(forLine text: String) -> [TutorMessage]? {
    guard isTypingValue else { return nil }
    if text.isEmpty { return [.typedCancelled] }
    guard text.allSatisfy({ $0.isNumber || ".,+-−eE".contains($0) }) else { return nil }
    return text.map { .typed($0) } + [.typedSubmitted]
  }
}
