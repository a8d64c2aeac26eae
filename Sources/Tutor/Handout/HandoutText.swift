public import TerminalUI

/// A handout in plain text.
public struct HandoutText {
  private let glyphs: Glyphs
  private static let columns = 78

  public init(glyphs: Glyphs) { self.glyphs = glyphs }

  public func lines(of handout: Handout) -> [String] {
    guard handout.lessons.count > 1 else {
      return handout.lessons.flatMap { self.lines(of: $0) }
    }
    var lines = heading(handout.title, "#")
    for lesson in handout.lessons { lines += ["", ""] + self.lines(of: lesson) }
    return lines
  }

  func lines(of lesson: HandoutLesson) -> [String] {
    var lines = heading(lesson.title, "=")
    lines += wrapped(lesson.summary, indent: 0)
    var number = 0
    for (index, section) in lesson.sections.enumerated() {
      lines += [""] + heading("\(index + 1). \(section.title)", "-")
      lines += self.lines(of: section.parts, number: &number)
    }
    lines += answers(lesson.questions)
    if !lesson.sources.isEmpty {
      lines += ["", "Sources:"] + lesson.sources.flatMap { wrapped("- " + $0, indent: 0) }
    }
    return lines.map { glyphs.text($0) }
  }

  func lines(of parts: [HandoutPart]) -> [String] {
    var number = 0
    return lines(of: parts, number: &number).map { glyphs.text($0) }
  }

  private func lines(of parts: [HandoutPart], number: inout Int) -> [String] {
    var lines: [String] = []
    for part in parts {
      if !lines.isEmpty { lines.append("") }
      switch part {
      case .prose(let text):
        lines += Prose(text).plainLines(columns: HandoutText.columns, glyphs: glyphs)
      case .sentences(let texts): lines += texts.flatMap { wrapped($0, indent: 2) }
      case .heading(let text): lines.append(text + ":")
      case .table(let table): lines += table.lines(glyphs: glyphs)
      case .grid(let grid): lines += grid.lines
      case .chart(let chart):
        lines += [chart.title, ""] + chart.text.trimmed
        lines += [""] + chart.summary.flatMap { wrapped(Prose.escaped($0), indent: 2) }
      case .question(let question):
        number += 1
        lines += wrapped("Question \(number): \(question.text)", indent: 2)
        lines += question.options.enumerated().flatMap {
          wrapped("\($0.offset + 1). \($0.element)", indent: 0).map { "  " + $0 }
        }
      case .lines(let text): lines += text
      }
    }
    return lines
  }

  private func answers(_ questions: [HandoutQuestion]) -> [String] {
    guard !questions.isEmpty else { return [] }
    var lines = [""] + heading("Answers", "-")
    for (index, question) in questions.enumerated() {
      lines += wrapped("Question \(index + 1): \(question.answer)", indent: 2)
      lines += question.working.flatMap { wrapped($0, indent: 2).map { "  " + $0 } }
    }
    return lines
  }

  private func heading(_ text: String, _ rule: String) -> [String] {
    [text, String(repeating: rule, count: TextWidth.columns(of: glyphs.text(text))), ""]
  }

  /// A paragraph of small Markdown; its later lines are indented.
  private func wrapped(_ markdown: String, indent: Int) -> [String] {
    let prose = Prose(markdown)
    guard indent > 0 else { return prose.plainLines(columns: HandoutText.columns, glyphs: glyphs) }
    let text = prose.plainLines(columns: nil, glyphs: glyphs).joined(separator: " ")
    return StyledLine(text).wrapped(columns: HandoutText.columns - 2, hangingIndent: indent)
      .map(\.text)
  }
}

extension [String] {
  /// Without empty lines at its end.
  var trimmed: [String] {
    var lines = self
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}
