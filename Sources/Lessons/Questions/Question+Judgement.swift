extension Question {
  /// Judges an answer; one of another form than the question's is no answer.
  public func judge(_ answer: QuestionAnswer) -> Judgement {
    switch (form, answer) {
    case (.number(let key), .typed(let text)): return key.judge(text)
    case (.one(let options), .option(let index)) where options.indices.contains(index):
      let option = options[index]
      let say = option.say ?? (option.isRight ? "" : "That is not it.")
      let words = [option.isRight ? "Right." : "", say].filter { !$0.isEmpty }
      return Judgement(
        verdict: .chosen(isRight: option.isRight, words.joined(separator: " ")))
    case (.guess(let options), .option(let index)) where options.indices.contains(index):
      return Judgement(verdict: .noted(options[index].say ?? "Noted."))
    case (.several(let options), .options(let chosen)):
      guard !chosen.isEmpty else {
        return Judgement(verdict: .incomplete("Choose at least one."))
      }
      guard chosen.allSatisfy(options.indices.contains) else { return noOption }
      return Question.judge(chosen, among: options)
    case (.order(let items), .order(let order)):
      guard order.sorted() == Array(items.indices) else {
        return Judgement(verdict: .incomplete("Every item has one place: give each number once."))
      }
      let placed = order.enumerated().count { items[$1].rank == $0 }
      guard placed < items.count else {
        return Judgement(verdict: .chosen(isRight: true, "Right."))
      }
      return Judgement(
        verdict: .chosen(
          isRight: false,
          placed == 0
            ? "None of the \(items.count) stands in its place."
            : "\(placed) of the \(items.count) \(placed == 1 ? "stands" : "stand") in place."))
    case (.one, .option), (.guess, .option): return noOption
    default: return Judgement(verdict: .incomplete("That is no answer to this question."))
    }
  }

  private var noOption: Judgement {
    Judgement(verdict: .incomplete("The options are 1 to \(choices.count)."))
  }

  private static func judge(_ chosen: Set<Int>, among options: [QuestionOption]) -> Judgement {
    let wrong = options.indices.filter { chosen.contains($0) && !options[$0].isRight }
    let missing = options.indices.count { !chosen.contains($0) && options[$0].isRight }
    guard !wrong.isEmpty || missing > 0 else {
      let said = options.indices.filter { options[$0].isRight }.compactMap { options[$0].say }
      return Judgement(
        verdict: .chosen(
          isRight: true, (["Right: these and no other."] + said).joined(separator: " "))
      )
    }
    var parts: [String] = []
    if !wrong.isEmpty {
      parts.append(
        wrong.count == 1
          ? "One of these does not belong." : "\(wrong.count) of these do not belong.")
    }
    if missing > 0 { parts.append(missing == 1 ? "One is missing." : "\(missing) are missing.") }
    parts += wrong.compactMap { options[$0].say }
    return Judgement(verdict: .chosen(isRight: false, parts.joined(separator: " ")))
  }

  /// An answer that is right; of a guess, any.
  public var key: QuestionAnswer {
    switch form {
    case .number(let key): .typed(key.typed)
    case .one(let options): .option(options.firstIndex(where: \.isRight) ?? 0)
    case .guess: .option(0)
    case .several(let options): .options(Set(options.indices.filter { options[$0].isRight }))
    case .order(let items): .order(items.indices.sorted { items[$0].rank < items[$1].rank })
    }
  }

  /// The right answer in words: “0.0863 epochs”, “2, after the step”.
  public var answer: String {
    switch form {
    case .number(let key): key.shownWithUnit
    case .guess: ""
    case .one(let options), .several(let options):
      options.enumerated().filter(\.element.isRight).map { "\($0 + 1), \($1.text)" }
        .joined(separator: "; ")
    case .order(let items):
      items.sorted { $0.rank < $1.rank }.map(\.text).joined(separator: "; ")
    }
  }

  /// What is shown with the answer: how it comes about, what it means, where it is from.
  public var reasons: [String] {
    [
      working.map { "The working: \($0)." }, explanation, source.map { "Source: \($0)." },
    ].compactMap { $0 }
  }
}
