public import Regularization

/// What there is to say to an answer that a learner typed.
public struct Judgement: Sendable, Hashable {
  public enum Verdict: Sendable, Hashable {
    /// The exact figure.
    case right
    /// The figure rounded to as many places as were typed, which are enough.
    case rightRounded(exact: ExactDecimal)
    /// The same of a figure whose digits have no end.
    case rightEndless(shown: String)
    /// Not the figure, but no further away from it than is allowed.
    case rightWithin(shown: String)
    /// The figure rounded too far: right as far as it goes, but so many places are asked for.
    case tooFewPlaces(needed: Int, isExact: Bool)
    case tooFewDigits(needed: Int)
    /// A wrong answer that the lesson has an answer for.
    case foreseen(ForeseenAnswer)
    case wrong(Miss)
    /// What was typed is no decimal number; the text says what is allowed.
    case notANumber(String)
    /// A choice or an order, and what the lesson says to it.
    case chosen(isRight: Bool, String)
    /// A guess that nobody judges, and what the lesson says to it.
    case noted(String)
    /// Nothing that could be judged; the text says what is missing.
    case incomplete(String)
  }

  /// How a wrong answer is wrong.
  public enum Miss: Sendable, Hashable {
    case tooSmall, tooLarge
    /// The figure with the other sign.
    case oppositeSign
  }

  public var verdict: Verdict
  /// How the text was understood, where it could be understood in another way: "0.39" for "0,39".
  public var readAs: String?

  public init(verdict: Verdict, readAs: String? = nil) {
    self.verdict = verdict
    self.readAs = readAs
  }

  /// Whether the learner may go on.
  public var isRight: Bool {
    switch verdict {
    case .right, .rightRounded, .rightEndless, .rightWithin: true
    case .chosen(let isRight, _): isRight
    default: false
    }
  }

  /// Whether the learner has used up a try: not by what is no answer.
  public var countsAsTry: Bool {
    switch verdict {
    case .notANumber, .incomplete: false
    default: true
    }
  }

  /// What to say.
  public var text: String {
    let note = readAs.map { "Read as \($0). " } ?? ""
    return note + sentence
  }

  private var sentence: String {
    switch verdict {
    case .right: "Right."
    case .rightRounded(let exact):
      "Right; with every digit it is \(FigureScope.typographic(exact.description))."
    case .rightEndless(let shown): "Right; its digits go on: \(shown)"
    case .rightWithin(let shown): "Right, near enough: it is \(shown)."
    case .tooFewDigits(let needed):
      "Right so far; give \(needed) significant \(needed == 1 ? "digit" : "digits")."
    case .tooFewPlaces(let needed, true):
      "That is rounded; every digit counts here, and there are \(needed) behind the point."
    case .tooFewPlaces(let needed, false):
      "Right so far; give \(needed) decimal \(needed == 1 ? "place" : "places")."
    case .foreseen(let foreseen): foreseen.say
    case .wrong(.oppositeSign): "The digits are right, the sign is not."
    case .wrong(.tooSmall): "That is too small."
    case .wrong(.tooLarge): "That is too large."
    case .notANumber(let reason): reason
    case .chosen(_, let say), .noted(let say), .incomplete(let say): say
    }
  }
}

extension Ask {
  /// Judges an answer as it was typed.
  ///
  /// It is right if it is the key, or the key rounded half up to as many places as were typed, if those are
  /// at least ``places``; see ``FigureKey/judge(_:)``.
  public func judge(_ typed: String) -> Judgement {
    FigureKey(
      value: Ratio(answer), precision: places.map { .places($0) } ?? .exact, foreseen: foreseen
    ).judge(typed)
  }
}

/// Reading what a learner types as a figure.
public enum Answer {
  /// The figure as ``ExactDecimal`` reads it, with a note where it was written in another way.
  ///
  /// Blanks around it are dropped; a comma stands for the point.
  public static func reading(_ typed: String) -> (figure: String, note: String?) {
    switch TypedNumber.read(typed) {
    case .success(let number):
      (number.value.description, number.readAs.map { "Read as \($0)." })
    case .failure: (typed, nil)
    }
  }
}

/// A number as somebody types it.
struct TypedNumber {
  var value: ExactDecimal
  /// How many decimal places were written, zeros at the end included.
  var places: Int
  var readAs: String?

  struct Problem: Error { var reason: String }

  static func read(_ text: String) -> Result<TypedNumber, Problem> {
    func problem(_ reason: String) -> Result<TypedNumber, Problem> {
      .failure(Problem(reason: "That is not a number (\(reason)); 0.39, .39, 0,39 and −0.05 are."))
    }
    let trimmed = text.drop(while: \.isWhitespace)
    var number = String(trimmed.reversed().drop(while: \.isWhitespace).reversed())
    guard !number.isEmpty else { return problem("nothing is typed") }
    // An en dash is what some keyboards make of a hyphen.
    number = String(number.map { "–－﹣".contains($0) ? "-" : $0 })
    var readAs: String?
    let commas = number.count { $0 == "," }
    if commas > 0 {
      guard commas == 1, !number.contains(".") else {
        return problem("thousands are not divided by commas or points")
      }
      number = String(number.map { $0 == "," ? "." : $0 })
    }
    do {
      let value = try ExactDecimal(parsing: number)
      if commas > 0 { readAs = FigureScope.typographic(number.replacing("−", with: "-")) }
      return .success(
        TypedNumber(value: value, places: places(of: number), readAs: readAs))
    } catch {
      switch error {
      case .unexpected(let character, _):
        let shown = VisibleText.quoted(String(character))
        return problem("\(shown) does not belong in a number")
      default: return problem("\(error)")
      }
    }
  }

  private static func places(of number: String) -> Int {
    let parts = number.split { $0 == "e" || $0 == "E" }
    guard let digits = parts.first else { return 0 }
    let fraction = digits.firstIndex(of: ".").map { digits[digits.index(after: $0)...] } ?? ""
    let exponent = parts.dropFirst().first.flatMap { Int($0.replacing("−", with: "-")) } ?? 0
    return max(0, fraction.count - exponent)
  }
}
