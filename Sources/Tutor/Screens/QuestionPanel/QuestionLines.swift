import Lessons
import TerminalUI

/// The question panel in sentences.
struct QuestionLines {
  private let panel: QuestionPanelState
  private let glyphs: Glyphs

  init(_ panel: QuestionPanelState, glyphs: Glyphs) {
    self.panel = panel
    self.glyphs = glyphs
  }

  /// What the panel says when its page opens.
  func opening() -> [String] {
    var lines = ["Question: " + flat(panel.question.text)]
    if panel.step.draw != nil { lines.append("This is draw \(panel.draw).") }
    lines += options()
    if let feedback = panel.feedback { lines.append(flat(feedback.text)) }
    return lines
  }

  /// What a key changed.
  func changes(from old: QuestionPanelState) -> [String] {
    if panel.draw != old.draw || panel.question != old.question { return opening() }
    // Asked anew.
    if panel.isOpen, !old.isOpen { return opening() }
    if let feedback = panel.feedback, feedback != old.feedback {
      return [verdict(feedback) + flat(feedback.text)]
    }
    return panel.order != old.order || panel.chosen != old.chosen ? options() : []
  }

  private func options() -> [String] {
    let choices = panel.question.choices
    return panel.order.enumerated().map { place, index in
      let mark = panel.takesSeveral && panel.chosen.contains(place) ? "[x] " : ""
      // Items keep their numbers wherever they stand.
      return "  \(index + 1)  \(mark)\(flat(choices[index]))"
    }
  }

  /// Colour and sign of the screen as a word, where the sentence may not say it.
  private func verdict(_ feedback: Feedback) -> String {
    feedback.tone == .wrong ? "No. " : ""
  }

  private func flat(_ markdown: String) -> String {
    Prose(markdown).plainLines(columns: nil, glyphs: glyphs).joined(separator: " ")
  }
}
