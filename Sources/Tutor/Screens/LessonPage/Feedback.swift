import Lessons
import TerminalUI

/// What is said about an answer or a hint.
public struct Feedback: Hashable, Sendable {
  public enum Tone: Hashable, Sendable {
    case right, wrong, hint, plain
  }

  public var tone: Tone
  public var text: String

  public init(_ tone: Tone, _ text: String) {
    self.tone = tone
    self.text = text
  }

  /// With a sign in front that says the tone without colour.
  func lines(columns: Int, glyphs: Glyphs) -> [StyledLine] {
    let (mark, style): (String, Style) =
      switch tone {
      case .right: ("✓ ", Style(.good, bold: true))
      case .wrong: ("✗ ", Style(.bad, bold: true))
      case .hint: ("▸ ", Style(.accent))
      case .plain: ("· ", Style(.accent))
      }
    let prose = Prose(text).lines(columns: max(1, min(columns - 2, 76)), glyphs: glyphs)
    return prose.enumerated().map { index, line in
      StyledLine([StyledRun(index == 0 ? glyphs.text(mark) : "  ", style)] + line.runs)
    }
  }
}

/// How far a learner is with one ``Ask`` or one question.
public struct Prediction: Hashable, Sendable {
  public enum Outcome: Hashable, Sendable {
    case right, wrong, skipped
    /// Nothing was right or wrong there.
    case guessed
  }

  /// After so many wrong answers the working is shown.
  public static let tries = Question.usualTries

  /// What was answered: as it was typed, or the numbers of options as they stand on the screen.
  public var answers: [String] = []
  public var hintsShown = 0
  /// `nil` while the question is open.
  public var outcome: Outcome?

  public init() {}

  /// The next of the hints, or the last one again.
  mutating func showHint(of hints: [String]) -> Feedback {
    guard !hints.isEmpty else {
      return Feedback(.hint, "There is no hint here; S shows the answer with its working.")
    }
    let shown = min(hintsShown, hints.count - 1)
    hintsShown = shown + 1
    return Feedback(.hint, "Hint \(shown + 1) of \(hints.count): \(hints[shown])")
  }

  /// What is said with a wrong answer that is not the last one.
  func encouragement(tries: Int, hints: [String]) -> String {
    let again = tries - answers.count == 1 ? "Try once more" : "Try again"
    return hints.isEmpty ? "\(again)." : "\(again); there is a hint."
  }
}

/// Sentences one after the other; what is missing or empty is left out.
func sentences(_ parts: String?...) -> String {
  parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " ")
}
