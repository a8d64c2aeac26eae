public import TerminalUI

/// A handout in Markdown (CommonMark with the tables of GitHub); pictures are text.
public struct HandoutMarkdown {
  private let glyphs: Glyphs

  public init(glyphs: Glyphs) { self.glyphs = glyphs }

  public func text(of handout: Handout) -> String {
    guard handout.lessons.count > 1 else {
      return handout.lessons.map { text(of: $0, level: 1) }.joined()
    }
    let lessons = handout.lessons.map { "\n" + text(of: $0, level: 2) }
    return heading(handout.title, 1) + lessons.joined()
  }

  private func text(of lesson: HandoutLesson, level: Int) -> String {
    var paragraphs = [prose(lesson.summary)]
    var number = 0
    for (index, section) in lesson.sections.enumerated() {
      paragraphs.append(heading("\(index + 1). \(section.title)", level + 1).trimmedEnd)
      paragraphs += section.parts.map { text(of: $0, level: level + 2, number: &number) }
    }
    if number > 0 {
      paragraphs.append(heading("Answers", level + 1).trimmedEnd)
      for (index, question) in lesson.questions.enumerated() {
        let answer = "**Question \(index + 1).** " + prose(question.answer)
        paragraphs += [answer] + question.working.map(prose)
      }
    }
    if !lesson.sources.isEmpty {
      paragraphs.append(heading("Sources", level + 1).trimmedEnd)
      paragraphs.append(lesson.sources.map { "- " + prose($0) }.joined(separator: "\n"))
    }
    return heading(lesson.title, level) + "\n"
      + paragraphs.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private func text(of part: HandoutPart, level: Int, number: inout Int) -> String {
    switch part {
    case .prose(let text): return prose(text)
    case .sentences(let texts): return texts.map(prose).joined(separator: "\n\n")
    case .heading(let text): return heading(text, level).trimmedEnd
    case .table(let table): return table.markdown(glyphs: glyphs).trimmedEnd
    case .grid(let grid):
      let heads = grid.heads.map { Prose.withoutMeaning(glyphs.text($0)) }
      let rows = [heads, heads.map { _ in "---" }] + grid.rows.map { $0.map(cell) }
      return rows.map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
    case .chart(let chart):
      let summary = chart.summary.map { prose(Prose.escaped($0)) }
      return ([fenced([chart.title, ""] + chart.text.trimmed)] + summary)
        .joined(separator: "\n\n")
    case .question(let question):
      number += 1
      let text = "**Question \(number).** " + prose(question.text)
      let options = question.options.enumerated().map { "\($0.offset + 1). " + prose($0.element) }
        .joined(separator: "\n")
      return options.isEmpty ? text : text + "\n\n" + options
    case .lines(let lines): return fenced(lines)
    }
  }

  private func fenced(_ lines: [String]) -> String {
    let text = lines.map(glyphs.text)
    // A fence is longer than what could end it.
    let longest = text.reduce(2) { max($0, $1.prefix { $0 == "`" }.count) }
    let fence = String(repeating: "`", count: longest + 1)
    return ([fence + "text"] + text + [fence]).joined(separator: "\n")
  }

  private func heading(_ text: String, _ level: Int) -> String {
    String(repeating: "#", count: min(6, level)) + " " + Prose.withoutMeaning(glyphs.text(text))
      + "\n"
  }

  /// Prose on a single line.
  private func cell(_ text: String) -> String {
    String(prose(text).map { $0 == "\n" ? " " : $0 })
  }

  private func prose(_ text: String) -> String { Prose(text).markdown(glyphs: glyphs) }
}

extension String {
  /// Without line feeds at its end.
  fileprivate var trimmedEnd: String {
    var text = self
    while text.last == "\n" { text.removeLast() }
    return text
  }
}
