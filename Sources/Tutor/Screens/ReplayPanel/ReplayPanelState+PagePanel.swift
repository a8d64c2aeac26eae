import Lessons
import TerminalUI

extension ReplayPanelState: PagePanel {
  var bindings: [KeyBinding<TutorMessage>] { ReplayKeys.bindings(self) }
  func typing(_ key: Key) -> TutorMessage? { ReplayKeys.typing(key, in: self) }
  var isTyping: Bool { typingDial != nil }

  func blocks(glyphs: Glyphs, columns: Int, rows: Int, isShort: Bool) -> [PageLayout.Block] {
    ReplayPanelView(self, glyphs: glyphs, columns: columns, rows: rows, isShort: isShort).blocks()
  }

  // MARK: Lines

  func opening(glyphs: Glyphs) -> [String] { ReplayLines(self, glyphs: glyphs).opening() }

  func changes(from old: ReplayPanelState, glyphs: Glyphs) -> [String] {
    ReplayLines(self, glyphs: glyphs).changes(from: old)
  }

  func handout(glyphs: Glyphs) -> [String] {
    HandoutText(glyphs: glyphs).lines(of: handoutParts(glyphs: glyphs))
  }

  func handoutParts(glyphs: Glyphs) -> [HandoutPart] {
    ReplayHandout(self, glyphs: glyphs).parts
  }

  var choices: [LinearView.Choice] {
    var choices = LinearView.choices(
      of: bindings.filter {
        ![.dialUpPressed, .dialDownPressed, .dialTypingPressed].contains($0.message)
      })
    guard !dialsAreLocked, !activeDials.isEmpty else { return choices }
    choices.append(LinearView.Choice(label: "Choose the next dial.", message: .focusForwardPressed))
    if let dial = focusedDial {
      let name = ReplayPanelState.name(of: dial)
      choices.append(LinearView.Choice(label: "Turn \(name) up.", message: .dialUpPressed))
      choices.append(LinearView.Choice(label: "Turn \(name) down.", message: .dialDownPressed))
      if dial.takesFigures {
        choices.append(LinearView.Choice(label: "Type \(name).", message: .dialTypingPressed))
      }
    }
    return choices
  }

  var menu: String {
    if typingDial != nil { return "Type a value and press Enter; Enter alone leaves it as it is." }
    if pendingAsk != nil {
      return "Type your answer and press Enter. Enter alone: "
        + (hasUnshownHint ? "a hint." : "the answer with its working.")
        + " m: more choices. q: list of lessons."
    }
    return "Enter: \(isComplete ? "next page" : "next iteration"). m: more choices. "
      + "0: list of lessons."
  }

  func messages(forLine text: String) -> [TutorMessage]? {
    if isTakingFigures, !text.isEmpty, text != "0" || pendingAsk != nil,
      text.allSatisfy({ $0.isNumber || ".,+-−eE".contains($0) })
    {
      return text.map { .typed($0) } + [.typedSubmitted]
    }
    guard text.isEmpty else { return nil }
    if typingDial != nil { return [.typedCancelled] }
    if pendingAsk != nil { return [hasUnshownHint ? .hintPressed : .answerPressed] }
    return nil
  }

  /// Whether the pending question has a hint that was not shown yet.
  private var hasUnshownHint: Bool {
    guard let index = pendingAsk else { return false }
    return predictions[index].hintsShown < step.asks[index].hints.count
  }
}
