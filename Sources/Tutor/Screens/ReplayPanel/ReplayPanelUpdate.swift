public import Lessons
import Regularization

extension ReplayPanelState {
  /// The dials that act on at least one lane.
  public var activeDials: [Dial] { step.dials.filter { has($0) } }

  public var focusedDial: Dial? {
    guard case .dial(let index) = focus, activeDials.indices.contains(index) else { return nil }
    return activeDials[index]
  }

  /// Whether figures that are typed go into a field: a question's or a dial's.
  var isTakingFigures: Bool { typingDial != nil || pendingAsk != nil }

  /// Whether a character can stand in a figure here.
  func takes(_ character: Character) -> Bool {
    switch character {
    case "0"..."9" where character.isASCII: true
    case ".", ",", "-", "−", "+": true
    case "e", "E": typed.contains(where: \.isNumber)
    default: false
    }
  }

  mutating func cancelTyping() {
    typed = ""
    typingDial = nil
  }

  // MARK: Rows

  /// Shows one more iteration.
  mutating func advance() {
    guard !isComplete, pendingAsk == nil else { return }
    rows += 1
    settleCursor()
  }

  /// Takes the last iteration back. A prediction made for it stays made.
  mutating func retreat() {
    guard rows > 0 else { return }
    rows -= 1
    settleCursor()
  }

  mutating func showFirstRow() {
    rows = 0
    settleCursor()
  }

  /// Shows every iteration up to the next question.
  mutating func showLastRow() {
    let stop = step.asks.indices.filter { predictions[$0].outcome == nil }
      .map { step.asks[$0].cell.iteration - 1 }.filter { $0 >= rows }.min()
    rows = min(iterations, stop ?? iterations)
    settleCursor()
  }

  private mutating func settleCursor() {
    cursor.row = rows
    if rows == 0 { cursor.field = .after }
    typed = ""
    typingDial = nil
    feedback = nil
    if let index = pendingAsk { point(to: step.asks[index].cell) }
  }

  /// Puts the cursor into the asked cell's column, at the last row shown.
  private mutating func point(to cell: CellReference) {
    cursor.lane = lanes.firstIndex { $0.id == cell.replay } ?? cursor.lane
    cursor.weight = cell.weight
  }

  // MARK: Keys

  mutating func update(_ message: TutorMessage) -> PanelReply {
    switch message {
    case .nextPressed:
      if pendingAsk != nil {
        return .say("Type your answer and press Enter. H gives a hint, S shows the answer.")
      }
      if isComplete { return .forward }
      advance()
    case .backPressed:
      if rows == 0 { return .back }
      retreat()
    case .firstPressed: showFirstRow()
    case .lastPressed: showLastRow()
    case .leavePressed: cancelTyping()
    case .upPressed: cursor.row = max(0, cursor.row - 1)
    case .downPressed: cursor.row = min(rows, cursor.row + 1)
    case .columnRightPressed: moveColumn(by: 1)
    case .columnLeftPressed: moveColumn(by: -1)
    case .focusForwardPressed: moveFocus(by: 1)
    case .focusBackwardPressed: moveFocus(by: -1)
    case .dialUpPressed, .dialDownPressed:
      if let dial = focusedDial { turn(dial, up: message == .dialUpPressed) }
    case .dialTypingPressed:
      if case .dial(let index) = focus {
        typingDial = index
        typed = ""
      }
    case .zeroRulePressed: turn(.zeroRule, up: true)
    case .l2ConventionPressed: turn(.l2Convention, up: true)
    case .resetPressed:
      resetDials()
      rows = min(step.rowsShown, iterations)
      settleCursor()
    case .printedPressed: showsPrinted.toggle()
    case .allDigitsPressed: showsAllDigits.toggle()
    case .hintPressed: showHint()
    case .answerPressed: skip()
    case .typed(let character): if typed.count < 60 { typed.append(character) }
    case .eraseTypedPressed: if !typed.isEmpty { typed.removeLast() }
    case .typedCancelled: cancelTyping()
    case .typedSubmitted: if let notice = submit() { return .say(notice) }
    default: break
    }
    if cursor.row == 0 { cursor.field = .after }
    return .done
  }

  /// The columns that the cursor can be in, from left to right.
  var cursorColumns: [(lane: Int, weight: Int, field: UpdateField)] {
    let fields: [UpdateField] = lanes.count == 1 ? [.step, .after] : [.after]
    return lanes.indices.flatMap { lane in
      lanes[lane].spec.weights.indices.flatMap { weight in
        fields.map { (lane, weight, $0) }
      }
    }
  }

  private mutating func moveColumn(by amount: Int) {
    let columns = cursorColumns.filter { cursor.row > 0 || $0.field == .after }
    guard
      let index = columns.firstIndex(where: {
        $0.lane == cursor.lane && $0.weight == cursor.weight && $0.field == cursor.field
      })
    else { return }
    let next = columns[(index + amount + columns.count) % columns.count]
    cursor.lane = next.lane
    cursor.weight = next.weight
    cursor.field = next.field
  }

  private mutating func moveFocus(by amount: Int) {
    let count = activeDials.count + 1
    let index: Int =
      switch focus {
      case .table: 0
      case .dial(let dial): min(dial, count - 2) + 1
      }
    let next = (index + amount + count) % count
    focus = next == 0 ? .table : .dial(next - 1)
  }

  // MARK: Typed figures

  private mutating func submit() -> String? {
    if let index = typingDial {
      let dial = activeDials[min(index, activeDials.count - 1)]
      let (text, _) = Answer.reading(typed)
      guard let value = ExactDecimal(text) else {
        typed = ""
        return "That is not a number; figures like 0.05 are."
      }
      cancelTyping()
      return set(dial, to: value).map { "Not possible: \($0.description)." }
    }
    guard let index = pendingAsk else { return nil }
    answer(index)
    return nil
  }

  private mutating func answer(_ index: Int) {
    let ask = step.asks[index]
    let text = typed
    let judgement = ask.judge(text)
    typed = ""
    guard judgement.countsAsTry else {
      feedback = Feedback(.plain, judgement.text)
      return
    }
    predictions[index].answers.append(text)
    if judgement.isRight {
      feedback = Feedback(.right, sentences(judgement.text, ask.explanation))
      finish(index, .right)
    } else if predictions[index].answers.count >= Prediction.tries {
      feedback = Feedback(.wrong, sentences(judgement.text, working(of: ask)))
      finish(index, .wrong)
    } else {
      let more = predictions[index].encouragement(tries: Prediction.tries, hints: ask.hints)
      feedback = Feedback(.wrong, sentences(judgement.text, more))
    }
  }

  private mutating func showHint() {
    guard let index = pendingAsk else { return }
    feedback = predictions[index].showHint(of: step.asks[index].hints)
  }

  private mutating func skip() {
    guard let index = pendingAsk else { return }
    feedback = Feedback(.plain, working(of: step.asks[index]))
    finish(index, .skipped)
  }

  /// Closes a question; with the last one of its row the row is shown.
  private mutating func finish(_ index: Int, _ outcome: Prediction.Outcome) {
    predictions[index].outcome = outcome
    typed = ""
    let cell = step.asks[index].cell
    guard pendingAsk == nil else {
      if let next = pendingAsk { point(to: step.asks[next].cell) }
      return
    }
    let said = feedback
    rows = max(rows, min(iterations, cell.iteration))
    cursor.row = cell.iteration
    cursor.field = cell.field == .step ? .step : .after
    point(to: cell)
    feedback = said
  }

  private func working(of ask: Ask) -> String {
    guard let lane = lanes.first(where: { $0.id == ask.cell.replay }),
      let update = lane.replay.update(ofWeight: ask.cell.weight, in: ask.cell.iteration)
    else { return "" }
    let name = mathName(lane.spec.weights[ask.cell.weight].name)
    let working = UpdateWorking(update, in: lane.spec)
    let remark = working.remark.map { " (\($0))" } ?? ""
    return sentences(
      "The working: \(name) ← \(working.substituted) = \(working.reduced) = "
        + "\(working.result)\(remark).",
      ask.explanation)
  }
}
