import TerminalUI
import Tutor

/// Handouts as the text of files.
struct HandoutWriter {
  let format: HandoutFormat
  let glyphs: Glyphs

  func text(_ handout: Handout) -> String {
    switch format {
    case .html: HandoutHTML(handout).page
    case .markdown: HandoutMarkdown(glyphs: glyphs).text(of: handout)
    case .text: HandoutText(glyphs: glyphs).lines(of: handout).map { $0 + "\n" }.joined()
    }
  }

  /// A page that leads to the files of a course's lessons.
  func index(_ title: String, _ entries: [(lesson: HandoutLesson, file: String)]) -> String {
    let index = HandoutIndex(
      title: title,
      entries: entries.map {
        HandoutIndex.Entry(title: $0.lesson.title, summary: $0.lesson.summary, file: $0.file)
      })
    switch format {
    case .html: return index.html
    case .markdown: return index.markdown(glyphs: glyphs)
    case .text: return index.text(glyphs: glyphs)
    }
  }
}
