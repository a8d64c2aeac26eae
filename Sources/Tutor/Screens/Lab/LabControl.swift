import Lessons
import Regularization
import TerminalUI

extension LabState {
  /// Answers a message; returns what there is to say.
  mutating func take(
    _ message: TutorMessage, on display: Display, _ orders: inout [LabOrder]
  ) -> String? {
    var said: String?
    if typingDial != nil, takeTyping(message, &orders, &said) { return said }
    if case .text(let scroll) = overlay, message == .downPressed || message == .upPressed {
      let limit = LabView.textScrollLimit(self, display)
      overlay = .text(scroll: max(0, min(scroll, limit) + (message == .downPressed ? 1 : -1)))
      return nil
    }
    switch message {
    case .leavePressed, .typedCancelled: overlay = nil
    case .upPressed: move(0, -1)
    case .downPressed: move(0, 1)
    case .columnLeftPressed: move(-1, 0)
    case .columnRightPressed: move(1, 0)
    case .scrolledDown: moveFar(by: 10)
    case .scrolledUp: moveFar(by: -10)
    case .focusForwardPressed: moveFocus(by: 1)
    case .focusBackwardPressed: moveFocus(by: -1)
    case .dialUpPressed, .dialDownPressed:
      if let dial = focusedDial {
        guard let turn = turn(dial, up: message == .dialUpPressed) else {
          return "That is the end of what \(dial.name) goes through; v takes any value."
        }
        return make(turn, &orders)
      }
    case .dialTypingPressed:
      if let dial = focusedDial, dial.takesFigures {
        typingDial = dial
        typed = ""
      }
    case .hintPressed: showHint()
    case .answerPressed: skipTask()
    case .inLab(let command): return take(command, on: display, &orders)
    default: break
    }
    return nil
  }

  private mutating func take(
    _ command: LabCommand, on display: Display, _ orders: inout [LabOrder]
  ) -> String? {
    switch command {
    case .open: break
    case .playOrPause: playOrPause(&orders)
    case .forward: advance(&orders)
    case .finishEpoch: train(&orders) { $0.append(.advanceToEndOfEpoch) }
    case .train(let epochs):
      let epoch = front?.position.epoch ?? 0
      train(&orders) { $0.append(.play(stepsPerSecond: nil, toEpoch: epoch + max(1, epochs))) }
    case .back: go(to: step - 1, &orders)
    case .subStep: subStep(&orders)
    case .epochBack, .epochAhead: goByEpoch(command == .epochAhead, &orders)
    case .strideBack, .strideAhead:
      let length = max(1, ((front?.end ?? 0) - (front?.start ?? 0)) / 20)
      go(to: step + (command == .strideAhead ? length : -length), &orders)
    case .toStart: go(to: .min, &orders)
    case .toEnd: go(to: .max, &orders)
    case .toCursor: if let cursor = look.cursor { go(to: cursor, &orders) }
    case .faster: return setSpeed(speed?.faster, &orders)
    case .slower: return setSpeed(speed?.slower, &orders)
    case .nextDial: moveDial(by: 1)
    case .previousDial: moveDial(by: -1)
    case .scope:
      turnsFrontAlone.toggle()
      return turnsFrontAlone
        ? "Dials turn in \(plan.runs[frontIndex].title) alone."
        : "Dials turn in every run they fit."
    case .reset, .newSeed: return reset(newSeed: command == .newSeed, &orders)
    case .nextRun: look.run = (frontIndex + 1) % plan.runs.count
    case .twins:
      original = withNextTwin()
      reopen(original, &orders)
      if !panels.contains(.twins) { panels.append(.twins) }
      return plan.runs.count == 1
        ? "One run, from the start." : "\(plan.runs.count) runs, from the start."
    case .zoom: isZoomed.toggle()
    case .hidePanel: hidePanel()
    case .showPanels: panels = plan.panels
    case .nextLayer: moveLayer(by: 1)
    case .previousLayer: moveLayer(by: -1)
    case .nextUnit: moveUnit(by: 1)
    case .previousUnit: moveUnit(by: -1)
    case .logarithmic: look.isLogarithmic.toggle()
    case .text: overlay = .text(scroll: 0)
    case .exportMenu: overlay = .export
    case .export: overlay = nil
    case .guess(let run): guess(run)
    case .masks:
      guard canShowMasks else { return nil }
      orders.append(.cut(run: frontIndex))
    case .tell(let panel):
      focus = panel
      told.panel = panel
      told.count += 1
    }
    return nil
  }
}
