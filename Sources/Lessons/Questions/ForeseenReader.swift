import Regularization

/// Reads the wrong answers that a lesson has foreseen, each of which must be wrong.
struct ForeseenReader {
  let log: IssueLog
  let figures: FigureReader

  /// What stands under “wrong”.
  func answers(_ fields: Fields, to key: FigureKey) -> [ForeseenAnswer] {
    var key = key
    for node in fields.list("wrong") ?? [] { read(node, &key) }
    return key.foreseen
  }

  private func read(_ node: SourceNode, _ key: inout FigureKey) {
    guard let fields = Fields(node, LessonFormat.wrongAnswer, log) else { return }
    let say = fields.value("say").flatMap { figures.prose($0, key: "say") }
    guard let answerNode = fields.value("answer"),
      let answer = figures.decimal(answerNode, key: "answer")
    else { return }
    let text = FigureScope.typographic(answer.description)
    switch key.judge(answer.description).verdict {
    case .right:
      log.report(
        answerNode, "this “wrong” answer is the right one: \(text)",
        remedy: "name another, or take it out")
    case .rightRounded, .rightEndless, .rightWithin:
      log.report(
        answerNode, "this “wrong” answer, \(text), counts as right: \(reason(key.precision))",
        remedy: key.precision.isTolerance
          ? "allow less, or take the answer out" : "ask for more places, or take the answer out")
    case .foreseen(let other):
      log.report(
        answerNode,
        "the wrong answer \(text) has an answer already: \(VisibleText.quoted(other.say))",
        remedy: "keep one of the two")
    case .tooFewPlaces, .tooFewDigits, .wrong, .notANumber, .chosen, .noted, .incomplete:
      key.foreseen.append(ForeseenAnswer(answer: answer, say: say ?? ""))
    }
  }

  private func reason(_ precision: FigureKey.Precision) -> String {
    switch precision {
    case .exact: "“places” is 0"
    case .places(let places): "“places” is \(places)"
    case .significant(let digits): "“significant” is \(digits)"
    case .within(let tolerance): "“tolerance” is \(tolerance)"
    }
  }
}

extension FigureKey.Precision {
  fileprivate var isTolerance: Bool { if case .within = self { true } else { false } }
}
