import Lessons

extension QuestionPanelState {
  /// A question that is drawn anew is another one with each draw.
  private var item: String { step.draw == nil ? "answer" : "draw \(draw)" }

  /// The draw that an item is about.
  private static func draw(of item: String) -> Int? {
    guard item.hasPrefix("draw "), let number = Int(item.dropFirst("draw ".count)),
      QuestionDraw.first...QuestionDraw.last ~= number
    else { return nil }
    return number
  }

  var record: StepRecord {
    StepRecord(
      shown: step.draw == nil ? 0 : draw,
      answers: [
        item: AnswerRecord(
          attempts: attempt.answers.map(text), hints: attempt.hintsShown,
          outcome: attempt.outcome.map(\.kept))
      ])
  }

  mutating func restore(_ record: StepRecord) {
    if let drawing = step.draw {
      let known = record.answers.keys.compactMap(QuestionPanelState.draw).max()
      let wanted = QuestionPanelState.draw(of: "draw \(record.shown)") ?? known
      if let wanted, wanted != draw, drawing.question(wanted) != nil { show(draw: wanted) }
    }
    guard let answer = record.answers[item], !answer.isUntouched else { return }
    attempt.hintsShown = min(answer.hints, question.hints.count)
    attempt.answers = answer.attempts.map(numbers)
    attempt.outcome = answer.outcome.flatMap(Prediction.Outcome.init(kept:))
    if let last = attempt.answers.last { choose(last) }
    let said = answer.words.map { "Your answer: \($0)." }
    guard let outcome = attempt.outcome else {
      if let said { feedback = Feedback(.plain, said) }
      return
    }
    if [.wrong, .skipped].contains(outcome), !question.isGuess {
      finish(outcome)
      feedback = Feedback(.plain, sentences(said, solution))
    } else {
      feedback = Feedback(outcome == .right ? .right : .plain, sentences(said, reasons))
    }
  }

  // MARK: Words

  private var joint: String { isOrdering ? " > " : " | " }

  /// Options by what they say: their places may be others tomorrow.
  private func text(_ words: String) -> String {
    guard !question.choices.isEmpty else { return words }
    let places = words.split(separator: " ").compactMap { Int($0) }
    return places.map { place in
      question.choices.indices.contains(place - 1) ? question.choices[place - 1] : "?"
    }.joined(separator: joint)
  }

  /// The places of options on the screen, 1-based; `?` for one that is gone.
  private func numbers(_ text: String) -> String {
    guard !question.choices.isEmpty else { return text }
    return text.components(separatedBy: joint).map { option in
      question.choices.firstIndex(of: option).map { "\($0 + 1)" } ?? "?"
    }.joined(separator: " ")
  }

  /// Puts the screen back to an answer, where all of it is still there.
  private mutating func choose(_ words: String) {
    let places = words.split(separator: " ").map { Int($0).map { $0 - 1 } }
    let known = places.compactMap { $0 }
    guard known.count == places.count, known.allSatisfy(order.indices.contains) else { return }
    switch question.form {
    case .number: break
    case .one, .guess: cursor = known.first
    case .several: chosen = Set(known)
    case .order: if Set(known).count == order.count { order = known }
    }
  }
}

extension String {
  /// The parts between occurrences of a text.
  fileprivate func components(separatedBy joint: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let range = rest.firstRange(of: joint) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }
}
