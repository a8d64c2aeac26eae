import Lessons
import TerminalUI

extension QuestionPanelState: PagePanel {
  var bindings: [KeyBinding<TutorMessage>] { QuestionKeys.bindings(self) }
  func typing(_ key: Key) -> TutorMessage? { QuestionKeys.typing(key, in: self) }
  var isTyping: Bool { isTypingDraw }

  func blocks(glyphs: Glyphs, columns: Int, rows: Int, isShort: Bool) -> [PageLayout.Block] {
    QuestionPanelView(self, glyphs: glyphs, columns: columns, rows: rows, isShort: isShort).blocks()
  }

  // MARK: Lines

  func opening(glyphs: Glyphs) -> [String] { QuestionLines(self, glyphs: glyphs).opening() }

  func changes(from old: QuestionPanelState, glyphs: Glyphs) -> [String] {
    QuestionLines(self, glyphs: glyphs).changes(from: old)
  }

  func handout(glyphs: Glyphs) -> [String] {
    HandoutText(glyphs: glyphs).lines(of: handoutParts(glyphs: glyphs))
  }

  /// As a sheet of paper has it; its answer comes at the end of the sheet.
  func handoutParts(glyphs: Glyphs) -> [HandoutPart] {
    var text = question.text
    if case .number(let key) = question.form {
      text += " Answer: ______" + (key.unit.map { " " + Prose.escaped($0) } ?? "")
    }
    let answer = question.isGuess ? "No answer is right or wrong here." : question.answer
    return [
      .question(
        HandoutQuestion(
          text, options: order.map { question.choices[$0] }, answer: answer,
          working: question.reasons))
    ]
  }

  var choices: [LinearView.Choice] {
    // What a line answers as a whole needs no cursor.
    let ofScreen: [TutorMessage] = [
      .upPressed, .downPressed, .firstPressed, .lastPressed, .typedSubmitted, .question(.toggle),
    ]
    return LinearView.choices(
      of: bindings.filter { binding in
        if case .question(.choose) = binding.message { return false }
        return !ofScreen.contains(binding.message)
      })
  }

  var menu: String {
    if isTypingDraw { return "Type the number of a draw and press Enter; Enter alone leaves it." }
    guard isOpen else {
      let again = step.draw == nil ? "" : "r: other numbers. "
      return "Enter: next page. \(again)m: more choices. 0: list of lessons."
    }
    let what =
      switch question.form {
      case .number: "Type your answer"
      case .one: "Type the number of your answer"
      case .several: "Type the numbers of all that are right, such as 1 3,"
      case .order: "Type the numbers in the right order, such as 2 1 3,"
      case .guess: "Type the number of your guess"
      }
    let enter =
      hasUnshownHint
      ? "a hint" : question.isGuess ? "go on without one" : "the answer with its working"
    return "\(what) and press Enter. Enter alone: \(enter). m: more choices. q: list of lessons."
  }

  func messages(forLine text: String) -> [TutorMessage]? {
    if isTypingDraw {
      return text.isEmpty ? [.typedCancelled] : text.map { .typed($0) } + [.typedSubmitted]
    }
    if text == "r", step.draw != nil { return [.resetPressed] }
    guard isOpen else { return nil }
    if text.isEmpty { return [hasUnshownHint ? .hintPressed : .answerPressed] }
    guard text.first?.isLetter != true else { return nil }
    switch question.form {
    case .number: return [.question(.answer(.typed(text)))]
    case .one, .guess:
      guard text != "0", let number = Int(text) else { return nil }
      return [.question(.answer(.option(number - 1)))]
    case .several, .order:
      guard text != "0" else { return nil }
      let places = text.filter { $0 != "," }.map { ($0.wholeNumberValue ?? 0) - 1 }
      return [.question(.answer(takesSeveral ? .options(Set(places)) : .order(places)))]
    }
  }

  private var hasUnshownHint: Bool { attempt.hintsShown < question.hints.count }
}
