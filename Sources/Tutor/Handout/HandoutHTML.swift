public import TerminalUI

/// A handout as a page of its own: HTML that is XML as well, with its style and its pictures in it and
/// nothing that has to be fetched.
public struct HandoutHTML {
  private let handout: Handout
  private var pictures = 0

  public init(_ handout: Handout) { self.handout = handout }

  public var page: String {
    var copy = self
    return copy.written()
  }

  private mutating func written() -> String {
    let isCourse = handout.lessons.count > 1
    var body = ""
    if isCourse {
      body += "<h1>\(escaped(handout.title))</h1>\n<nav>\n<ol>\n"
      for lesson in handout.lessons {
        body += "<li><a href=\"#\(escaped(lesson.id))\">\(escaped(lesson.title))</a></li>\n"
      }
      body += "</ol>\n</nav>\n"
    }
    for lesson in handout.lessons { body += article(lesson, level: isCourse ? 2 : 1) }
    let title = isCourse ? handout.title : handout.lessons.first?.title ?? handout.title
    return HandoutHTML.page(title: title, body: "<main>\n\(body)</main>\n")
  }

  /// A page around a body.
  static func page(title: String, body: String) -> String {
    """
    <!DOCTYPE html>
    <html xmlns="http://www.w3.org/1999/xhtml" lang="en">
    <head>
    <meta charset="utf-8"/>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <title>\(SVGWriter.escaped(title))</title>
    <style>\(SVGWriter.style)\(HandoutStyle.sheet)</style>
    </head>
    <body>
    \(body)</body>
    </html>

    """
  }

  private mutating func article(_ lesson: HandoutLesson, level: Int) -> String {
    let id = escaped(lesson.id)
    var text = "<article id=\"\(id)\">\n<h\(level)>\(escaped(lesson.title))</h\(level)>\n"
    text += "<p class=\"summary\">\(Prose(lesson.summary).inlineHTML) "
    text += "(About \(lesson.minutes) minutes.)</p>\n"
    var number = 0
    for (index, section) in lesson.sections.enumerated() {
      text += "<section id=\"\(id)-\(escaped(section.id))\">\n"
      text += heading("\(index + 1). \(section.title)", level + 1)
      for part in section.parts {
        text += html(of: part, level: level + 2, number: &number, in: id)
      }
      text += "</section>\n"
    }
    text += answers(lesson, level: level + 1)
    if !lesson.sources.isEmpty {
      text += "<section class=\"sources\">\n" + heading("Sources", level + 1) + "<ul>\n"
      text += lesson.sources.map { "<li>\(Prose($0).inlineHTML)</li>\n" }.joined()
      text += "</ul>\n</section>\n"
    }
    return text + "</article>\n"
  }

  private mutating func html(
    of part: HandoutPart, level: Int, number: inout Int, in lesson: String
  ) -> String {
    switch part {
    case .prose(let text): return Prose(text).html
    case .sentences(let texts):
      return texts.map { "<p class=\"sentence\">\(Prose($0).inlineHTML)</p>\n" }.joined()
    case .heading(let text): return heading(text, level)
    case .table(let table): return "<div class=\"table\">\n\(table.html)</div>\n"
    case .grid(let grid): return html(of: grid)
    case .chart(let chart): return figure(chart)
    case .question(let question):
      number += 1
      let link = "<a href=\"#\(lesson)-answer-\(number)\">Question \(number)</a>"
      var text = "<div class=\"question\" id=\"\(lesson)-question-\(number)\">\n"
      text += "<p><strong>\(link).</strong> \(Prose(question.text).inlineHTML)</p>\n"
      if !question.options.isEmpty {
        text += "<ol>\n" + question.options.map { "<li>\(Prose($0).inlineHTML)</li>\n" }.joined()
        text += "</ol>\n"
      }
      return text + "</div>\n"
    case .lines(let lines):
      return "<pre>\(escaped(lines.joined(separator: "\n"), keepsLines: true))</pre>\n"
    }
  }

  private func html(of grid: HandoutGrid) -> String {
    var text = "<table class=\"prose\">\n<thead>\n<tr>"
    text += grid.heads.map { "<th scope=\"col\">\(escaped($0))</th>" }.joined()
    text += "</tr>\n</thead>\n<tbody>\n"
    for row in grid.rows {
      text += "<tr>"
      for (index, cell) in row.enumerated() {
        let content = Prose(cell).inlineHTML
        text += index == 0 ? "<th scope=\"row\">\(content)</th>" : "<td>\(content)</td>"
      }
      text += "</tr>\n"
    }
    return text + "</tbody>\n</table>\n"
  }

  private mutating func figure(_ chart: HandoutChart) -> String {
    var text = "<figure>\n"
    for document in chart.svg {
      pictures += 1
      text += SVGWriter.inline(document, number: pictures)
    }
    if !chart.summary.isEmpty {
      let sentences = chart.summary.map { "<p>\(escaped($0))</p>" }
      text += "<figcaption>\(sentences.joined(separator: "\n"))</figcaption>\n"
    }
    return text + "</figure>\n"
  }

  private func answers(_ lesson: HandoutLesson, level: Int) -> String {
    let questions = lesson.questions
    guard !questions.isEmpty else { return "" }
    let id = escaped(lesson.id)
    var text = "<section class=\"answers\">\n" + heading("Answers", level)
    for (index, question) in questions.enumerated() {
      let number = index + 1
      text += "<div class=\"answer\" id=\"\(id)-answer-\(number)\">\n"
      let link = "<a href=\"#\(id)-question-\(number)\">Question \(number)</a>"
      text += "<p><strong>\(link).</strong> \(Prose(question.answer).inlineHTML)</p>\n"
      text += question.working.map { Prose($0).html }.joined()
      text += "</div>\n"
    }
    return text + "</section>\n"
  }

  private func heading(_ text: String, _ level: Int) -> String {
    let level = min(6, level)
    return "<h\(level)>\(escaped(text))</h\(level)>\n"
  }

  private func escaped(_ text: String, keepsLines: Bool = false) -> String {
    guard keepsLines else { return SVGWriter.escaped(text) }
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { SVGWriter.escaped(String($0)) }.joined(separator: "\n")
  }
}
