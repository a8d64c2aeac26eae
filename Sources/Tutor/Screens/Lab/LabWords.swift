import Lessons
import TerminalUI

/// What a lab says in words: the task, what was said to it, and what went wrong.
struct LabWords {
  let lab: LabState
  let glyphs: Glyphs

  /// The line that counts and asks.
  var question: String? {
    guard !lab.plan.tasks.isEmpty else { return nil }
    let count = lab.plan.tasks.count
    if let index = lab.tasks.current {
      let number = count > 1 ? "Task \(index + 1) of \(count): " : "Task: "
      return number + lab.plan.tasks[index].question
    }
    if lab.tasks.done < count {
      return "You have guessed; play on to the end of epoch \(lab.plan.epochs)."
    }
    return count == 1 ? "The task is done." : "All \(count) tasks are done."
  }

  /// What can be said to the present guess, by number.
  var options: String? {
    guard lab.pendingGuess != nil else { return nil }
    return LabWords.options(of: lab.plan).joined(separator: "   ")
  }

  static func options(of plan: LabPlan) -> [String] {
    plan.runs.enumerated().map { "\($0.offset + 1) \($0.element.title)" }
  }

  var holdsNow: String? {
    lab.tasks.holdsNow ? "It holds now: pause." : nil
  }

  /// As many lines as fit, what matters most first.
  func lines(columns: Int, rows: Int) -> [StyledLine] {
    let columns = max(1, columns)
    if let text = lab.divergenceText() {
      return StyledLine(glyphs.text("\(glyphs.cross) \(text)"), Style(.bad)).wrapped(
        columns: columns, hangingIndent: 2)
    }
    var lines: [StyledLine] = []
    if let question {
      let mark = lab.tasks.current == nil && lab.tasks.done == lab.plan.tasks.count
      var shown = prefixed(question, mark ? glyphs.check : glyphs.cursor, .accent, columns)
      if let options {
        shown.append(StyledLine(glyphs.text("  " + options), .bold))
      }
      lines += shown
    }
    if let holdsNow {
      lines.insert(StyledLine(glyphs.text("! \(holdsNow)"), Style(.good, bold: true)), at: 0)
    }
    if let feedback = lab.tasks.feedback {
      let said = prefixed(feedback.text, mark(feedback.tone), style(feedback.tone), columns)
      // The newest word goes first where there is no room for both.
      lines = lines.count + said.count <= rows ? lines + said : said + lines
    }
    return lines
  }

  private func prefixed(_ text: String, _ mark: String, _ style: Style, _ columns: Int)
    -> [StyledLine]
  {
    let indent = TextWidth.columns(of: mark) + 1
    return Prose(text).lines(columns: max(1, columns - indent), glyphs: glyphs).enumerated().map {
      let lead = $0 == 0 ? mark + " " : String(repeating: " ", count: indent)
      return StyledLine([StyledRun(lead, style)] + $1.runs)
    }
  }

  private func mark(_ tone: Feedback.Tone) -> String {
    switch tone {
    case .right: glyphs.check
    case .wrong: glyphs.cross
    case .hint: glyphs.cursor
    case .plain: glyphs.middleDot
    }
  }

  private func style(_ tone: Feedback.Tone) -> Style {
    switch tone {
    case .right: Style(.good, bold: true)
    case .wrong: Style(.bad, bold: true)
    case .hint, .plain: .accent
    }
  }
}
