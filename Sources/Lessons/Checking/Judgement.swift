public import Regularization

/// Reading what a learner types as a figure.
public enum Answer {
  /// The figure as ``ExactDecimal`` reads it, and a note where it was written in another way.
  /// Blanks around it are dropped; a comma stands for the point.
  public static func reading(_ typed: String) -> (figure: String, note: String?) {
    let text = typed.filter { !$0.isWhitespace }
    guard text.count(where: { $0 == "," }) == 1, !text.contains(".") else { return (text, nil) }
    let figure = text.replacing(",", with: ".")
    return (figure, "“\(text)” is read as \(figure).")
  }
}

/// What becomes of an answer.
public enum Judgement: Sendable, Hashable {
  /// The figure, digit for digit.
  case right(note: String?)
  /// The figure rounded to as many places as were typed, where that is enough.
  case rightRounded(exact: ExactDecimal, note: String?)
  /// Wrong in a way that the author foresaw.
  case foreseen(say: String, note: String?)
  case wrong(text: String, note: String?)
  /// Not a figure; it does not count as a try.
  case unreadable(String)

  public var isRight: Bool {
    switch self {
    case .right, .rightRounded: true
    default: false
    }
  }

  public var countsAsTry: Bool {
    if case .unreadable = self { return false }
    return true
  }

  /// What to say.
  public var text: String {
    switch self {
    case .right(let note): joined(note, "Right.")
    case .rightRounded(let exact, let note):
      joined(note, "Right; with every digit it is \(UpdateWorking.plain(exact)).")
    case .foreseen(let say, let note): joined(note, say)
    case .wrong(let text, let note): joined(note, text)
    case .unreadable(let text): text
    }
  }

  private func joined(_ note: String?, _ text: String) -> String {
    note.map { "\($0) \(text)" } ?? text
  }
}

extension Ask {
  /// Judges an answer as it was typed: `0.39`, `.39`, `+0.390`, `0,39` and `3.9e-1` are one figure.
  public func judge(_ typed: String) -> Judgement {
    let (figure, note) = Answer.reading(typed)
    let value: ExactDecimal
    do throws(DecimalSyntaxError) {
      value = try ExactDecimal(parsing: figure)
    } catch {
      return .unreadable("That is not a number (\(error)); 0.39, .39, 0,39 and −0.05 are.")
    }
    if value == answer { return .right(note: note) }
    if let places {
      let typedPlaces = figure.split(separator: ".", omittingEmptySubsequences: false)
        .dropFirst().first.map { $0.prefix(while: \.isNumber).count } ?? 0
      if typedPlaces >= places, value == answer.rounded(toPlaces: typedPlaces) {
        return .rightRounded(exact: answer, note: note)
      }
    }
    let known = foreseen.first {
      $0.answer == value
        || places.map { value.places >= $0 - 1 } == true
          && value == $0.answer.rounded(toPlaces: value.places)
    }
    if let known { return .foreseen(say: known.say, note: note) }
    let text: String
    if value == -answer {
      text = "The digits are right, the sign is not."
    } else if let places, value == answer.rounded(toPlaces: value.places), value.places < places {
      text = "So far so good; give \(places) decimal places."
    } else if places == nil, value == answer.rounded(toPlaces: value.places), value.places > 0 {
      text = "That is rounded; every digit counts here."
    } else {
      text = value > answer ? "That is too large." : "That is too small."
    }
    return .wrong(text: text, note: note)
  }
}
