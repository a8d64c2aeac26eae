import Lessons

extension QuestionPanelState {
  mutating func update(_ message: TutorMessage) -> PanelReply {
    switch message {
    case .nextPressed:
      guard isOpen else { return .forward }
      return .say(invitation)
    case .backPressed: return .back
    case .leavePressed, .typedCancelled:
      typed = ""
      isTypingDraw = false
    case .upPressed: move(by: -1)
    case .downPressed: move(by: 1)
    case .firstPressed: move(by: -order.count)
    case .lastPressed: move(by: order.count)
    case .question(.choose(let place)): choose(place)
    case .question(.toggle): toggle()
    case .question(.answer(let answer)): take(answer)
    case .typed(let character): if typed.count < 60 { typed.append(character) }
    case .eraseTypedPressed: if !typed.isEmpty { typed.removeLast() }
    case .typedSubmitted: return submit()
    case .hintPressed: if isOpen { feedback = attempt.showHint(of: question.hints) }
    case .answerPressed: skip()
    case .dialTypingPressed:
      guard step.draw != nil else { break }
      isTypingDraw = true
      typed = ""
    case .resetPressed:
      if let drawing = step.draw { show(draw: drawing.next(after: draw)) } else { startAnew() }
    default: break
    }
    return .done
  }

  /// What there is to do, for a key that would go on.
  private var invitation: String {
    let answer =
      switch question.form {
      case .number: "Type your answer and press Enter."
      case .one: "Choose by number or by ↑ and ↓, then press Enter."
      case .guess: "Guess by number or by ↑ and ↓, then press Enter."
      case .several: "Space switches an option on and off; Enter answers."
      case .order: "Space picks an item up, ↑ and ↓ move it; Enter answers."
      }
    return "\(answer) H gives a hint, S shows the answer."
  }

  // MARK: Choosing

  private mutating func move(by amount: Int) {
    guard isChoosing, !order.isEmpty else { return }
    let old = cursor ?? (amount > 0 ? -1 : order.count)
    let new = max(0, min(old + amount, order.count - 1))
    if isCarrying, order.indices.contains(old) {
      order.insert(order.remove(at: old), at: new)
    }
    cursor = new
    feedback = nil
  }

  private mutating func choose(_ place: Int) {
    guard isChoosing, order.indices.contains(place) else { return }
    isCarrying = false
    cursor = place
    feedback = nil
    if takesSeveral { chosen.formSymmetricDifference([place]) }
  }

  private mutating func toggle() {
    guard isChoosing, let cursor else { return }
    feedback = nil
    if takesSeveral { chosen.formSymmetricDifference([cursor]) }
    if isOrdering { isCarrying.toggle() }
  }

  // MARK: Answering

  private mutating func submit() -> PanelReply {
    if isTypingDraw {
      let number = Int(typed) ?? 0
      guard QuestionDraw.first...QuestionDraw.last ~= number else {
        typed = ""
        return .say("A draw is a number from \(QuestionDraw.first) to \(QuestionDraw.last).")
      }
      show(draw: number)
      return .done
    }
    guard isOpen else { return .done }
    guard let answer else { return .say(invitation) }
    take(answer)
    return .done
  }

  private mutating func take(_ answer: QuestionAnswer) {
    guard isOpen else { return }
    let judgement = question.judge(answer)
    typed = ""
    isCarrying = false
    guard judgement.countsAsTry else {
      feedback = Feedback(.plain, judgement.text)
      return
    }
    settle(on: answer)
    attempt.answers.append(words(of: answer))
    if question.isGuess {
      feedback = Feedback(.plain, sentences(judgement.text, reasons))
      attempt.outcome = .guessed
    } else if judgement.isRight {
      feedback = Feedback(.right, sentences(judgement.text, reasons))
      attempt.outcome = .right
    } else if attempt.answers.count >= question.tries {
      feedback = Feedback(.wrong, sentences(judgement.text, solution))
      finish(.wrong)
    } else {
      feedback = Feedback(
        .wrong,
        sentences(
          judgement.text,
          attempt.encouragement(tries: question.tries, hints: question.hints)))
    }
  }

  /// Shows an answer that came as a whole.
  private mutating func settle(on answer: QuestionAnswer) {
    switch answer {
    case .typed: break
    case .option(let place): cursor = place
    case .options(let places): chosen = places
    case .order(let items): order = items
    }
  }

  private mutating func skip() {
    guard isOpen else { return }
    if question.isGuess {
      feedback = Feedback(.plain, sentences("No guess, then.", reasons))
    } else {
      feedback = Feedback(.plain, solution)
    }
    finish(.skipped)
  }

  private mutating func finish(_ outcome: Prediction.Outcome) {
    attempt.outcome = outcome
    typed = ""
    isCarrying = false
    // A right order is seen best where the items stand.
    if isOrdering, case .order(let key) = question.key { order = key }
  }

  /// The answer; options by their numbers, as they stand above.
  private var solution: String {
    let answer =
      switch question.key {
      case .options(let places):
        places.sorted().map { "\($0 + 1)" }.joined(separator: " and ")
      case .option(let place): "\(place + 1)"
      case .typed, .order: question.answer
      }
    return sentences("The \(isOrdering ? "order" : "answer") is: \(answer).", reasons)
  }

  private var reasons: String { question.reasons.joined(separator: " ") }

  /// As it is kept: options by their numbers on the screen.
  private func words(of answer: QuestionAnswer) -> String {
    switch answer {
    case .typed(let text): text
    case .option(let place): "\(place + 1)"
    case .options(let places): places.sorted().map { "\($0 + 1)" }.joined(separator: " ")
    case .order(let items): items.map { "\($0 + 1)" }.joined(separator: " ")
    }
  }
}
